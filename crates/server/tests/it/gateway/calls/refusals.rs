//! Each call that is not granted gets a page, and the log its name.

use serde_json::json;
use test_support::{TestApp, on_both_databases};

use super::{
    PASSWORD, USER, encoded, get, oci_shop, oci_shop_with, parameters, post, refused, visit, with,
};
use crate::gateway::shop::Shop;

on_both_databases! {
    async fn each_refusal_has_its_name(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        for (call, status, code) in [
            (with("USERNAME", None), 403, "missing_login"),
            (with("PASSWORD", None), 403, "missing_login"),
            (with("USERNAME", Some("joe")), 403, "unknown_user"),
            (with("PASSWORD", Some("dich-nicht")), 403, "wrong_password"),
            (with("EMAIL", None), 403, "buyer_not_identified"),
            (with("HOOK_URL", Some("http://srm.buyer.example/")), 400, "return_host_not_allowed"),
            (with("HOOK_URL", Some("SAPEVENT:POST")), 400, "return_host_not_allowed"),
            (with("HOOK_URL", Some("javascript:alert(1)")), 400, "invalid_return_url"),
            (with("HOOK_URL", Some("data:text/html,x")), 400, "invalid_return_url"),
        ] {
            let reply = post(&shop, &shop.path, encoded(&call), status).await;
            assert_eq!(refused(&shop, reply).await, code);
            let reply = get(&shop, &shop.store_path, &encoded(&call), status).await;
            assert_eq!(refused(&shop, reply).await, code);
        }
        let reply = post(&shop, "/punchout/nowhere", encoded(&parameters()), 404).await;
        assert_eq!(refused(&shop, reply).await, "unknown_entry_point");
        let path = format!("/api/v1/connections/{}/deactivate", shop.connection_id);
        shop.admin.act(&path, 200).await;
        let reply = post(&shop, &shop.path, encoded(&parameters()), 403).await;
        assert_eq!(refused(&shop, reply).await, "connection_inactive");
    }

    async fn the_way_of_a_call_can_be_limited(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop_with(&app, |plan| {
            plan.connection["oci"] = json!({"allow_get": false});
            plan.connection["allowed_return_hosts"] = json!(["SAPEVENT:POST", "http://srm.intranet:8000", "srm.buyer.example"]);
        })
        .await;
        let reply = get(&shop, &shop.path, &encoded(&parameters()), 405).await;
        assert_eq!(reply.header("allow"), "POST");
        assert_eq!(refused(&shop, reply).await, "get_not_allowed");
        // The browser and not the gateway goes there.
        for hook in ["SAPEVENT:POST", "http://srm.intranet:8000/in"] {
            let visit = visit(&shop, &with("HOOK_URL", Some(hook))).await;
            let hand_off = shop.server.act(&format!("{}/cancel", visit.path), 200).await.json();
            assert_eq!(hand_off["form"]["action"], hook);
        }
        let elsewhere = with("HOOK_URL", Some("https://elsewhere.example/"));
        let reply = post(&shop, &shop.path, encoded(&elsewhere), 400).await;
        assert_eq!(refused(&shop, reply).await, "return_host_not_allowed");
    }

    async fn parameters_are_called_as_the_connection_says(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop_with(&app, |plan| {
            plan.connection["oci"] = json!({"parameter_names": {"username": "kunde", "password": "losung", "hook_url": "zurueck"}});
        })
        .await;
        let call: Vec<_> = [
            ("Kunde", USER),
            ("LOSUNG", PASSWORD),
            ("zurueck", "https://srm.buyer.example/in"),
            ("email", "anna.meyer@buyer.example"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        for path in [&shop.path, &shop.store_path] {
            let reply = get(&shop, path, &encoded(&call), 303).await;
            let entry = shop.logged(&reply.header("x-support-reference")).await;
            assert!(entry.to_string().contains("LOSUNG=****"), "{entry}");
            assert!(!entry.to_string().contains("dich"), "{entry}");
        }
        let visit = visit(&shop, &call).await;
        assert_eq!(visit.session["buyer"]["email"], "anna.meyer@buyer.example");
    }

    async fn calls_in_parts_are_calls(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        let mut body = String::new();
        for (name, value) in parameters() {
            body.push_str(&format!("--b1\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }
        body.push_str("--b1--\r\n");
        let request = shop.public.request(reqwest::Method::POST, &shop.path);
        let request = request.header("content-type", "multipart/form-data; boundary=b1");
        let reply = shop.public.send(request.body(body.clone()), 303).await;
        let entry = shop.logged(&reply.header("x-support-reference")).await.to_string();
        assert!(entry.contains("PASSWORD=****") && !entry.contains("dich"), "{entry}");
        let request = shop.public.request(reqwest::Method::POST, &shop.path);
        let request = request.header("content-type", "multipart/form-data; boundary=b1");
        let wrong = body.replace(PASSWORD, "wrong");
        let reply = shop.public.send(request.body(wrong), 403).await;
        assert_eq!(refused(&shop, reply).await, "wrong_password");
    }

    async fn users_are_their_own_buyers(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        let buyer = json!({"business_unit_id": shop.business_unit_id, "email": "joe@buyer.example"});
        let buyer = shop.admin.post("/api/v1/buyers", &buyer, 201).await.text_at("/id");
        let path = format!("/api/v1/connections/{}/credentials", shop.connection_id);
        let credential = json!({"username": "joe", "password": "hush", "buyer_id": buyer});
        let made = shop.admin.post(&path, &credential, 201).await.json();
        assert_eq!((&made["username"], &made["has_secret"]), (&json!("joe"), &json!(true)));
        assert!(!made.to_string().contains("hush"), "{made}");
        let call = [with("USERNAME", Some("Joe")), vec![]].concat();
        let call: Vec<_> = call
            .into_iter()
            .map(|(name, value)| if name == "PASSWORD" { (name, "hush".to_owned()) } else { (name, value) })
            .collect();
        let visit = visit(&shop, &call).await;
        assert_eq!(visit.session["buyer"]["email"], "joe@buyer.example");
    }

    async fn protocols_do_not_meet(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let call = with("PASSWORD", Some("not dich"));
        let reply = post(&shop, &shop.path, encoded(&call), 403).await;
        assert_eq!(refused(&shop, reply).await, "unknown_user");
        // Nothing to say is no call.
        let page = shop.browse(&shop.path, 405).await;
        assert!(page.form.is_none());
        // A form that is to carry cXML is answered in cXML.
        let request = shop.public.request(reqwest::Method::POST, &shop.path);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = crate::gateway::Answer::to(request.body("cxml-urlencoded=nothing")).await;
        assert_eq!(answer.status, 406);
    }
}
