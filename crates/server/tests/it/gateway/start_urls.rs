//! Where buyers are sent, and whose pages may frame the way there and back.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    answer::path_of,
    calls::{encoded, get, oci_shop_with, with},
    page::Page,
    setup::Setup,
    shop::{Shop, cart},
};

on_both_databases! {
    async fn start_urls_say_what_the_session_has(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.store["punch_out_start_url"] = json!("https://shop.example/{language}/in?a=b&op={operation}&cur={currency}");
            plan.store["start_url_edit"] = json!("https://shop.example/{locale}/cart?op={operation}");
            plan.store["start_url_inspect"] = json!("https://shop.example/view/{session_id}?from={connection_id}#top");
            plan.store["start_url_item"] = json!("https://shop.example/p/{item_id}?op={operation}&q={item_id}");
        })
        .await;
        let item = || vec![("4711".to_owned(), "cart-9/1".to_owned(), "2".to_owned())];
        for (setup, place) in [
            (Setup::create(), "https://shop.example/de/in?a=b&op=create&cur=EUR&punchOutAccessToken="),
            (Setup { items: item(), ..Setup::new("edit") }, "https://shop.example/de-DE/cart?op=edit&punchOutAccessToken="),
            (Setup { selected: Some("a/b ü".to_owned()), ..Setup::new("source") }, "https://shop.example/p/a%2Fb%20%C3%BC?op=source&q=a%2Fb%20%C3%BC&punchOutAccessToken="),
        ] {
            let (location, _) = shop.start(&shop.set_up(&setup).await.start_path()).await;
            assert!(location.as_str().starts_with(place), "{location}");
        }
        let inspect = Setup { items: item(), ..Setup::new("inspect") };
        let (location, token) = shop.start(&shop.set_up(&inspect).await.start_path()).await;
        let session = shop.redeem(&token, 200).await.text_at("/id");
        assert_eq!(
            location.as_str(),
            format!("https://shop.example/view/{session}?from={}&punchOutAccessToken={token}#top", shop.connection_id)
        );
        // Without one of its own, an inspection goes where edits go.
        let store = format!("/api/v1/stores/{}", shop.store_id);
        shop.admin.patch(&store, &json!({"start_url_inspect": null}), 200).await;
        let (location, _) = shop.start(&shop.set_up(&inspect).await.start_path()).await;
        assert!(location.as_str().starts_with("https://shop.example/de-DE/cart?op=inspect&"), "{location}");
        // Who tries the connection out is sent as a buyer is.
        let tried = shop.admin.act(&format!("/api/v1/connections/{}/test", shop.connection_id), 200).await.json();
        assert_eq!(tried["passed"], true, "{tried:#}");
        assert!(tried.to_string().contains("https://shop.example/"), "{tried:#}");
    }

    async fn what_stands_in_braces_must_be_known(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let store = format!("/api/v1/stores/{}", shop.store_id);
        for (field, url, says) in [
            ("punch_out_start_url", "https://shop.example/{email}", "has {email}, which is none of {operation}, {session_id}, {connection_id}, {language}, {locale}, {currency}"),
            ("start_url_edit", "https://shop.example/{item_id}", "has {item_id}, which is none of {operation}"),
            ("start_url_inspect", "https://shop.example/{", "must have braces only around the name of a placeholder: {operation}"),
            ("start_url_item", "https://shop.example/{sku}", "has {sku}, which is none of {item_id}, {operation}"),
            ("start_url_item", "https://{language}.shop.example/{item_id}", "must have placeholders only in path, query and fragment"),
            ("start_url_inspect", "/{operation}", "must be an absolute http or https URL"),
        ] {
            let refused = shop.admin.patch(&store, &json!({field: url}), 422).await;
            assert_eq!(refused.faults(), [format!("/{field} invalid")], "{url}");
            assert!(refused.json()["errors"][0]["message"].as_str().is_some_and(|text| text.starts_with(says)), "{}", refused.json());
        }
    }

    async fn a_stores_own_frames_are_those_of_its_sessions(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.connection["allow_iframe"] = json!(["https://portal.example"]);
            plan.store["frame_origins"] = json!(["https://intranet.example:8443", "https://portal.example"]);
        })
        .await;
        let all = "https://erp.buyer.example https://portal.example https://intranet.example:8443";
        let start = shop.set_up(&Setup::create()).await.start_path();
        assert_eq!(shop.browse(&start, 200).await.frame_ancestors(), all);
        let visit = shop.visit(&Setup::create()).await;
        // What is over is told within the same frame.
        assert_eq!(shop.browse(&visit.start_path, 410).await.frame_ancestors(), all);
        let hand_off = shop.transfer(&visit, &cart(), 200).await.json();
        let path = path_of(hand_off["handoff_url"].as_str().expect("a URL"));
        assert_eq!(shop.browse(&path, 200).await.frame_ancestors(), all);
        // A code that nobody was given is nobody's.
        assert_eq!(shop.browse("/punchout/start/nobodys", 410).await.frame_ancestors(), "'none'");

        let store = format!("/api/v1/stores/{}", shop.store_id);
        for origin in ["*", "https://portal.example/", "portal.example", "https://*.example", "https://a.example;script-src"] {
            let refused = shop.admin.patch(&store, &json!({"frame_origins": [origin]}), 422).await;
            assert_eq!(refused.faults(), ["/frame_origins/0 invalid"], "{origin}");
        }
        let many: Vec<_> = (0..51).map(|at| format!("https://p{at}.example")).collect();
        let refused = shop.admin.patch(&store, &json!({"frame_origins": many}), 422).await;
        assert_eq!(refused.faults(), ["/frame_origins too_long"]);
        let none = shop.admin.patch(&store, &json!({"frame_origins": []}), 200).await.json();
        assert_eq!(none["frame_origins"], json!([]));
        assert_eq!(shop.browse(&path, 200).await.frame_ancestors(), "https://erp.buyer.example https://portal.example");
    }

    async fn a_call_that_is_refused_is_told_in_the_stores_frames(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop_with(&app, |plan| {
            plan.store["frame_origins"] = json!(["https://intranet.example"]);
        })
        .await;
        let call = encoded(&with("HOOK_URL", Some("javascript:alert(1)")));
        let page = Page::read(get(&shop, &shop.path, &call, 400).await);
        assert_eq!(page.frame_ancestors(), "https://intranet.example");
    }
}

#[test]
fn placeholders_name_nobody() {
    let personal = ["buyer", "email", "name", "user"];
    let known: Vec<Value> = punchout::store::start_url::known(true)
        .map(Value::from)
        .collect();
    assert!(
        !known
            .iter()
            .any(|name| personal.iter().any(|word| name.to_string().contains(word))),
        "{known:?}"
    );
}
