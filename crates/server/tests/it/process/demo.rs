//! `punchgate demo`: the three of it, over HTTP, as browsers go through them; and that its data and real data are never mixed.

mod running;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use running::Demo;
use serde_json::json;
use test_support::run;
use url::Url;

/// Runs the program to its end, which must come at once.
fn program(arguments: &[&str], data: &Path, environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_punchgate"))
        .args(arguments)
        .env("PUNCHGATE_DATA_DIR", data)
        .envs(environment.iter().copied())
        .output()
        .expect("the program starts")
}

#[track_caller]
fn refused(output: &Output, why: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && told.contains(why), "{told}");
}

#[test]
fn a_cart_goes_out_and_comes_back() {
    run(async {
        let demo = Demo::start();
        let home = demo.procurement.get("/", 200).await;
        assert!(home.text().contains("There is none yet."));
        let policy = home.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"));
        assert!(!home.text().contains("<script"));

        let visit = demo.shopping("meyer").await;
        let page = demo.shop.get(&visit, 200).await.text();
        assert!(page.contains("Welcome Jane Doe"), "{page}");
        assert!(page.contains("Your cart is empty."), "{page}");
        demo.add(&visit, "N-1001", "2,5").await;
        demo.add(&visit, "N-6001 <Ω>", "1").await;
        let requisition = demo.submit(&visit).await;
        let page = demo.procurement.get(&requisition, 200).await.text();
        assert!(page.contains("arrived with 2 lines"), "{page}");
        assert!(page.contains("N-6001 &lt;Ω&gt;"), "{page}");
        assert!(page.contains("&lt;SharedSecret&gt;****&lt;/SharedSecret&gt;"));
        assert!(!page.contains("demo-secret"), "the secret is shown");

        // Once more, to change it.
        let edit = [("requisition", "1"), ("action", "edit")];
        let visit = demo.enter(&demo.punch_out(&edit).await).await;
        let page = demo.shop.get(&visit, 200).await.text();
        assert!(page.contains("value=\"2.5\""), "{page}");
        let change = [("quantity-1", "4"), ("remove", "2")];
        demo.post(&demo.shop, &format!("{visit}/cart"), &change, 303)
            .await;
        let requisition = demo.submit(&visit).await;
        let page = demo.procurement.get(&requisition, 200).await.text();
        assert!(page.contains("arrived with 1 line,"), "{page}");
    });
}

#[test]
fn a_cart_comes_back_without_an_access_token() {
    run(async {
        let demo = Demo::start();
        let admin = demo.admin().await;
        let stores = admin.get("/api/v1/stores", 200).await;
        let store = format!("/api/v1/stores/{}", stores.text_at("/items/0/id"));
        let off = json!({"access_token_enabled": false});
        admin.patch(&store, &off, 200).await;
        let form = [("account", "meyer"), ("action", "create")];
        let start_page = demo.punch_out(&form).await;
        let reply = demo.gateway.act(&start_page, 303).await;
        let url = Url::parse(&reply.header("location")).expect("an absolute URL");
        let path = format!("{}?{}", url.path(), url.query().expect("the session's id"));
        assert!(path.contains("punchOutSession="), "{path}");
        let visit = demo.shop.get(&path, 303).await.header("location");
        demo.add(&visit, "N-1001", "2").await;
        let requisition = demo.submit(&visit).await;
        let page = demo.procurement.get(&requisition, 200).await.text();
        assert!(page.contains("arrived with 1 line,"), "{page}");
    });
}

#[test]
fn a_punchout2go_service_in_front_is_handed_the_cart() {
    run(async {
        let demo = Demo::start();
        for action in ["create", "create-with-token"] {
            let form = [("action", action)];
            let reply = demo.post(&demo.procurement, "/hub/punch-out", &form, 303);
            let location = reply.await.header("location");
            let url = Url::parse(&location).expect("an absolute URL");
            let visit = demo.enter(url.path()).await;
            demo.add(&visit, "N-1001", "2").await;
            let submit = format!("{visit}/submit");
            let reply = demo.post(&demo.shop, &submit, &[], 303).await;
            let page = Url::parse(&reply.header("location")).expect("an absolute URL");
            let deliver = format!("{}/deliver", page.path());
            let trip = demo.gateway.act(&deliver, 303).await.header("location");
            let trip = Url::parse(&trip).expect("an absolute URL");
            let page = demo.procurement.get(trip.path(), 200).await.text();
            assert!(page.contains("handed a cart over with 1 line, "), "{page}");
            assert!(
                page.contains("supplierauxid") && !page.contains("demo-secret"),
                "{page}"
            );
        }
        // Nobody's cart.
        let cart = json!({"body": {"currency": "EUR", "total": 0, "items": []}});
        demo.procurement
            .post("/hub/return/nobody", &cart, 404)
            .await;
        demo.procurement
            .post("/hub/return/nobody", &json!([1]), 422)
            .await;
        // A form of another site sends nobody anywhere.
        let request = demo
            .procurement
            .request(reqwest::Method::POST, "/hub/punch-out");
        let request = request.header("origin", "https://evil.example");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        demo.procurement
            .send(request.body("action=create"), 403)
            .await;
    });
}

#[test]
fn what_the_gateway_refuses_is_told() {
    run(async {
        let demo = Demo::start();
        // A cart with a unit that nobody knows.
        let visit = demo.shopping("meyer").await;
        demo.add(&visit, "N-9001", "1").await;
        let submit = format!("{visit}/submit");
        let page = demo.post(&demo.shop, &submit, &[], 409).await.text();
        assert!(page.contains("/cart/items/0/unit"), "{page}");

        // A line without a classification, where the connection has none to fall back on.
        let visit = demo.shopping("stadtwerke").await;
        demo.add(&visit, "N-9002", "1").await;
        let submit = format!("{visit}/submit");
        let page = demo.post(&demo.shop, &submit, &[], 409).await.text();
        assert!(page.contains("classification"), "{page}");

        // What the buyer enters is looked at in the shop itself.
        let entered = [("sku", "N-1001"), ("quantity", "<many>")];
        let add = format!("{visit}/add");
        let page = demo.post(&demo.shop, &add, &entered, 422).await.text();
        assert!(page.contains("“&lt;many&gt;” is no quantity"), "{page}");

        // An access token that is none.
        let page = demo
            .shop
            .get("/punch-out?punchOutAccessToken=nonsense", 409)
            .await;
        assert!(page.text().contains("You cannot come in"));

        // Setups that fail.
        for (action, status) in [
            ("wrong-secret", "401"),
            ("unknown-operation", "450"),
            ("no-buyer-cookie", "400"),
        ] {
            let form = [("account", "meyer"), ("action", action)];
            let location = demo.punch_out(&form).await;
            let page = demo.procurement.get(&location, 200).await.text();
            let told = format!("The gateway refused: status {status}");
            assert!(page.contains(&told), "{action}: {page}");
        }
        let form = [("account", "altbau"), ("action", "create")];
        let location = demo.punch_out(&form).await;
        let page = demo.procurement.get(&location, 200).await.text();
        assert!(page.contains("The gateway refused: status 401"), "{page}");
    });
}

#[test]
fn a_session_that_an_administrator_ends_is_over_in_the_shop() {
    run(async {
        let demo = Demo::start();
        let visit = demo.shopping("meyer").await;
        let admin = demo.admin().await;
        let sessions = admin.get("/api/v1/punch-out-sessions", 200).await;
        let session = sessions.text_at("/items/0/id");
        admin
            .act(&format!("/api/v1/punch-out-sessions/{session}/end"), 200)
            .await;
        let page = demo.shop.get(&visit, 410).await.text();
        assert!(page.contains("The punch-out session is"), "{page}");
    });
}

#[test]
fn what_comes_back_to_nobody_and_from_elsewhere_is_not_taken() {
    run(async {
        let demo = Demo::start();
        let message = "<cXML><Message><PunchOutOrderMessage><BuyerCookie>nobody's</BuyerCookie></PunchOutOrderMessage></Message></cXML>";
        let fields = [("cxml-urlencoded", message)];
        let page = demo.post(&demo.procurement, "/return", &fields, 400).await;
        assert!(page.text().contains("no requisition waits"));
        let page = demo.post(&demo.procurement, "/return", &[], 400).await;
        assert!(page.text().contains("neither a field"));

        let visit = demo.shopping("meyer").await;
        for (client, path) in [
            (&demo.shop, format!("{visit}/cancel")),
            (&demo.procurement, "/punch-out".to_owned()),
            (&demo.procurement, "/begin-again".to_owned()),
        ] {
            let request = client.request(reqwest::Method::POST, &path);
            let request = request.header("origin", "https://evil.example");
            client.send(request, 403).await;
        }
    });
}

#[test]
fn the_procurement_systems_server_asks_by_oci() {
    run(async {
        let demo = Demo::start();
        let shown = async |path: &str, form: &[(&str, &str)]| {
            let reply = demo.post(&demo.procurement, path, form, 303).await;
            let page = demo.procurement.get(&reply.header("location"), 200).await;
            page.text()
        };
        let page = shown("/oci/search", &[("search", "hammer")]).await;
        assert!(page.contains("N-1001"), "{page}");
        // More is wanted than there is.
        let wanted = [("product", "N-1001"), ("quantity", "100000")];
        let page = shown("/oci/check", &wanted).await;
        assert!(
            page.contains("N-1001") && page.contains("NEW_ITEM-QUANTITY[1]"),
            "{page}"
        );
        assert!(!page.contains("100000"), "{page}");
        let form = [("page", "1")];
        let page = demo
            .post(&demo.procurement, "/oci/download", &form, 200)
            .await
            .text();
        assert!(
            page.contains("OCI: the catalogue")
                && page.contains("N-1001")
                && page.contains("N-2001"),
            "{page}"
        );
    });
}

#[test]
fn it_begins_again_and_is_found_again_after_a_restart() {
    run(async {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let data = folder.path().join("demo-data");
        let demo = Demo::start_in(&data);
        let visit = demo.shopping("meyer").await;
        demo.add(&visit, "N-1001", "1").await;
        let first = demo.submit(&visit).await;
        let admin = demo.admin().await;
        let store =
            json!({"key": "mine", "name": "Mine", "punch_out_start_url": "https://shop.example/"});
        admin.post("/api/v1/stores", &store, 201).await;
        drop(demo);

        // Other ports, the same data.
        let demo = Demo::start_in(&data);
        let visit = demo.shopping("stadtwerke").await;
        demo.add(&visit, "N-1001", "1").await;
        demo.submit(&visit).await;
        let stores = demo.admin().await.get("/api/v1/stores", 200).await;
        assert!(stores.text().contains("\"mine\""));
        let keys = demo.admin().await.get("/api/v1/api-keys", 200).await;
        assert_eq!(
            keys.json()["items"].as_array().map(Vec::len),
            Some(1),
            "only the shop's key is left: {}",
            keys.text()
        );

        demo.post(&demo.procurement, "/begin-again", &[], 303).await;
        demo.procurement.get(&first, 404).await;
        demo.shop.get(&visit, 404).await;
        let stores = demo.admin().await.get("/api/v1/stores", 200).await;
        assert!(!stores.text().contains("\"mine\""));
        let visit = demo.shopping("meyer").await;
        demo.add(&visit, "N-1001", "1").await;
        demo.submit(&visit).await;
        drop(demo);

        // An installation does not open what everybody has the password of.
        refused(
            &program(&["serve", "--listen", "127.0.0.1:0"], &data, &[]),
            "is the demo's",
        );
    });
}

#[test]
fn data_that_is_not_the_demos_is_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let data = folder.path();
    fs::write(data.join("punchgate.db"), "real").expect("a file can be written");
    for arguments in [["demo"].as_slice(), &["demo", "--reset"]] {
        refused(&program(arguments, data, &[]), "not the demo's");
    }
    let new = data.join("new");
    let database = [("PUNCHGATE_DATABASE_URL", "postgres://db.example/real")];
    refused(
        &program(&["demo"], &new, &database),
        "PUNCHGATE_DATABASE_URL",
    );
    let key = [("PUNCHGATE_MASTER_KEY_FILE", "/etc/punchgate/master.key")];
    refused(&program(&["demo"], &new, &key), "PUNCHGATE_MASTER_KEY_FILE");
    assert_eq!(
        fs::read(data.join("punchgate.db")).expect("it is still there"),
        b"real"
    );
    assert!(
        !new.exists(),
        "nothing is made where the demo does not start"
    );
}
