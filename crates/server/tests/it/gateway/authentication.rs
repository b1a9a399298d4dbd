//! What a credential asks for beside its secret, and how the log tells who came.

use reqwest::Method;
use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    answer::Answer,
    documents::carried,
    setup::{DOMAIN, IDENTITY, SECRET, Setup},
    shop::{Shop, cart},
};

/// Posts a document with headers.
async fn post(shop: &Shop, document: String, headers: &[(&str, &str)]) -> Answer {
    let request = shop.public.request(Method::POST, &shop.path);
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    Answer::to(request.header("content-type", "text/xml").body(document)).await
}

/// The path of the shop's first credential.
async fn credential(shop: &Shop) -> String {
    let path = format!("/api/v1/connections/{}/credentials", shop.connection_id);
    let id = shop.admin.get(&path, 200).await.text_at("/items/0/id");
    format!("{path}/{id}")
}

/// The error that an answer was logged with.
async fn error_of(shop: &Shop, answer: &Answer) -> Value {
    shop.logged(&answer.support_reference()).await["error"]["code"].clone()
}

const SIGNATURE: &str = r##"<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:Reference URI="#cXMLData"><ds:DigestValue>c2VjcmV0IG9mIG5vYm9keQ==</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>
 TXkgc2VjcmV0IHNpZ25hdHVyZSBvZiBtYW55IGJ5dGVzLCA8U2hhcmVkU2VjcmV0Pg==
</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>MIIBszCCARygAwIBAgIE</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>"##;

fn signed() -> String {
    Setup::create()
        .xml()
        .replace("</cXML>", &format!("{SIGNATURE}</cXML>"))
}

on_both_databases! {
    async fn basic_authentication_is_asked_for_beside_the_secret(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.credential["basic_username"] = json!("buyer");
            plan.credential["basic_password"] = json!("öpen:Sesame");
        })
        .await;
        let shown = shop.admin.get(&credential(&shop).await, 200).await.json();
        assert_eq!((&shown["basic_username"], &shown["has_basic_password"]), (&json!("buyer"), &json!(true)));
        assert!(shown.get("basic_password").is_none());

        let without = shop.post(Setup::create().xml()).await;
        assert_eq!((without.http, without.status), (200, 401));
        assert_eq!(error_of(&shop, &without).await, "basic_authentication");
        // "buyer:öpen:Sesame", and with another password.
        let right = [("authorization", "Basic YnV5ZXI6w7ZwZW46U2VzYW1l")];
        let wrong = [("authorization", "Basic YnV5ZXI6b3BlbjpTZXNhbWU=")];
        let refused = post(&shop, Setup::create().xml(), &wrong).await;
        assert_eq!(error_of(&shop, &refused).await, "basic_authentication");
        // The password alone is not enough, and nothing of it is in the log, wherever it stands.
        let secret = Setup { secret: Some("öpen:Sesame".to_owned()), ..Setup::create() };
        let refused = post(&shop, secret.xml(), &right).await;
        assert_eq!(error_of(&shop, &refused).await, "wrong_secret");
        let noted = Setup { cookie: Some("öpen:Sesame".to_owned()), ..Setup::create() };
        let answer = post(&shop, noted.xml(), &right).await;
        assert_eq!(answer.status, 200);
        let entry = shop.logged(&answer.support_reference()).await;
        let request = entry["request"].to_string();
        assert!(!request.contains("pen:Sesame") && !request.contains("w7ZwZW46"), "{request}");

        // Another password, and then none.
        let path = credential(&shop).await;
        shop.admin.patch(&path, &json!({"basic_password": "open:Sesame"}), 200).await;
        assert_eq!(post(&shop, Setup::create().xml(), &wrong).await.status, 200);
        let shown = shop.admin.patch(&path, &json!({"basic_password": null}), 200).await.json();
        assert_eq!(shown["has_basic_password"], false);
        assert_eq!(post(&shop, Setup::create().xml(), &wrong).await.status, 401);
        shop.admin.patch(&path, &json!({"basic_username": null}), 200).await;
        shop.set_up(&Setup::create()).await;
    }

    async fn a_trusted_proxy_tells_of_client_certificates(db: TestDatabase) {
        let app = TestApp::start_with(db, |config| {
            config.http.trusted_proxies = vec!["127.0.0.1/32".parse().expect("a network")];
            config.http.client_certificate_header = Some("x-client-subject".to_owned());
        })
        .await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.credential["client_certificate_subject"] = json!("CN=*.buyer.example,O=Buyer");
        })
        .await;
        let right = [("X-Client-Subject", "CN=erp.buyer.example,O=Buyer")];
        assert_eq!(post(&shop, Setup::create().xml(), &right).await.status, 200);
        let profile = post(&shop, Setup::create().profile_request(), &right).await;
        assert_eq!(profile.status, 200);
        for headers in [&[("X-Client-Subject", "CN=evil.example,O=Buyer")][..], &[]] {
            let refused = post(&shop, Setup::create().xml(), headers).await;
            assert_eq!((refused.http, refused.status), (200, 401));
            assert_eq!(error_of(&shop, &refused).await, "client_certificate");
        }
    }

    async fn nobody_else_tells_of_client_certificates(db: TestDatabase) {
        let app = TestApp::start_with(db, |config| {
            config.http.client_certificate_header = Some("x-client-subject".to_owned());
        })
        .await;
        let shop = Shop::in_app_with(&app, |plan| plan.credential["client_certificate_subject"] = json!("*")).await;
        let refused = post(&shop, Setup::create().xml(), &[("X-Client-Subject", "CN=anybody")]).await;
        assert_eq!(error_of(&shop, &refused).await, "client_certificate");
    }

    async fn signatures_are_kept_asked_for_or_refused(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        let answer = shop.post(signed()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let entry = shop.logged(&answer.support_reference()).await;
        let body = entry["request"]["body"]["text"].as_str().unwrap();
        assert!(body.contains(SIGNATURE) && !body.contains("plum-Tree"), "{body}");
        for (policy, signed_status, plain_status) in [("required", 200, 475), ("refused", 477, 200), ("accepted", 200, 200)] {
            let shown = shop.admin.patch(&connection, &json!({"signatures": policy}), 200).await.json();
            assert_eq!(shown["signatures"], policy);
            for (document, expected) in [(signed(), signed_status), (Setup::create().xml(), plain_status)] {
                let answer = shop.post(document).await;
                assert_eq!((answer.http, answer.status), (200, expected), "{policy}");
            }
        }
        shop.admin.patch(&connection, &json!({"signatures": "required"}), 200).await;
        let refused = shop.post(Setup::create().profile_request()).await;
        assert_eq!(refused.status, 475);
        assert!(refused.text().contains("Signature Required"), "{}", refused.text());
        assert_eq!(error_of(&shop, &refused).await, "signature_required");
        // Strangers learn nothing of it.
        let stranger = Setup { secret: Some("other".to_owned()), ..Setup::create() };
        assert_eq!(shop.post(stranger.xml()).await.status, 401);
    }

    async fn the_log_tells_which_of_two_secrets_was_used(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let path = format!("/api/v1/connections/{}/credentials", shop.connection_id);
        let next = json!({"domain": DOMAIN, "identity": IDENTITY, "shared_secret": "the next one"});
        shop.admin.post(&path, &next, 201).await;
        let listed = shop.admin.get(&path, 200).await.json();
        for (place, secret) in [(0, SECRET), (1, "the next one"), (0, SECRET)] {
            let setup = Setup { secret: Some(secret.to_owned()), ..Setup::create() };
            for document in [setup.xml(), setup.profile_request()] {
                let answer = shop.post(document).await;
                assert_eq!(answer.status, 200);
                let entry = shop.logged(&answer.support_reference()).await;
                assert_eq!(entry["credential_id"], listed["items"][place]["id"]);
            }
        }
        let wrong = Setup { secret: Some("neither".to_owned()), ..Setup::create() };
        let answer = shop.post(wrong.xml()).await;
        assert_eq!(shop.logged(&answer.support_reference()).await["credential_id"], Value::Null);
    }

    async fn a_marketplace_is_told_from_its_members(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.credential["marketplace"] = json!({"domain": "NetworkID", "identity": "market-*"});
            plan.credential["from"] = json!({"domain": "DUNS", "identity": "123456789"});
        })
        .await;
        let through = |identity: &str, kind: &str| {
            let more = format!("<Credential domain=\"NetworkID\"{kind}><Identity>{identity}</Identity></Credential></From>");
            Setup::create().xml().replace("</From>", &more)
        };
        let marketplace = " type=\"marketplace\"";
        let answer = shop.post(through("market-7", marketplace)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        for document in [through("other", marketplace), through("market-7", ""), Setup::create().xml()] {
            let refused = shop.post(document).await;
            assert_eq!(error_of(&shop, &refused).await, "party_mismatch");
        }
        // It stands in To of what goes back.
        let (_, token) = shop.start(&answer.start_path()).await;
        let session = shop.redeem(&token, 200).await.text_at("/id");
        let cart = json!({"cart": cart()});
        let hand_off = shop.server.post(&format!("/api/v1/punch-out-sessions/{session}/transfer"), &cart, 200).await;
        let message = carried(&hand_off.json());
        let to = message.split("<To>").nth(1).unwrap();
        assert!(to.contains("<Credential domain=\"NetworkID\" type=\"marketplace\"><Identity>market-7</Identity>"), "{to}");
        assert_eq!(message.matches("marketplace").count(), 1);
    }

    async fn a_network_vouches_for_a_sender(db: TestDatabase) {
        let app = TestApp::start(db).await;
        // The example of the specification, and its time.
        let shop = Shop::in_app_with(&app, |plan| {
            plan.credential = json!({"domain": "NetworkID", "identity": "AN9900000100", "shared_secret": "abracadabra"});
        })
        .await;
        let mac = r#"<CredentialMac type="FromSenderCredentials" algorithm="HMAC-SHA1-96" creationDate="2003-01-15T08:42:46-08:00" expirationDate="2003-01-15T11:42:46-08:00">cR6Jpz58nriXERDN</CredentialMac>"#;
        let name = "<Credential domain=\"NetworkID\"><Identity>AN9900000100</Identity>";
        let setup = Setup { identity: "AN9900000100".to_owned(), secret: None, ..Setup::create() };
        let document = setup.xml()
            .replace("<Credential domain=\"DUNS\"><Identity>123456789</Identity>", name)
            .replace("</Credential><UserAgent>", &format!("{mac}</Credential><UserAgent>"));
        let refused = shop.post(document.clone()).await;
        assert_eq!(error_of(&shop, &refused).await, "credential_not_valid");
        let back = 1_042_648_966 - app.state.now().0 / 1_000_000;
        app.state.clock.advance(back);
        let answer = shop.post(document.clone()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let forged = shop.post(document.replace("cR6Jpz58nriXERDN", "cR6Jpz58nriXERDM")).await;
        assert_eq!(forged.status, 401);
        app.state.clock.advance(3 * 3_600 + 301);
        assert_eq!(shop.post(document).await.status, 401);
        // In the present again: the code is nowhere in the log.
        app.state.clock.advance(-back - 3 * 3_600 - 301);
        assert_eq!(error_of(&shop, &forged).await, "wrong_secret");
        let entry = shop.logged(&answer.support_reference()).await.to_string();
        assert!(!entry.contains("cR6Jpz58nriXERDN"), "{entry}");
    }
}
