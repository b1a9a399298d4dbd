//! Calls that are to do harm.

use serde_json::json;
use test_support::{TestApp, on_both_databases};

use super::{encoded, get, oci_shop_with, parameters, post, refused, visit, with};
use crate::gateway::{answer::path_of, shop::cart};

on_both_databases! {
    async fn hostile_calls_are_refused_by_name(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop_with(&app, |plan| plan.connection["allowed_return_hosts"] = json!(["srm.buyer.example"])).await;
        let good = encoded(&parameters());
        let many = format!("{good}{}", "&a=1".repeat(10_000));
        let long = format!("{good}&a={}", "x".repeat(1_000_000));
        let huge = format!("{good}&a={}", "x".repeat(11 * 1024 * 1024));
        for (form, status, code) in [
            (many, 400, "too_complex"),
            (long, 413, "too_large"),
            (huge, 413, "too_large"),
            (format!("{good}&a=%00"), 400, "invalid_encoding"),
            (format!("{good}&%1B=1"), 400, "invalid_encoding"),
        ] {
            let reply = post(&shop, &shop.path, form, status).await;
            assert_eq!(refused(&shop, reply).await, code);
        }
        let nested = encoded(&with("HOOK_URL", Some("%25252568ttps%2525253A")));
        let reply = get(&shop, &shop.path, &nested, 400).await;
        assert_eq!(refused(&shop, reply).await, "invalid_return_url");
        for hook in [
            "javascript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "java\nscript:alert(1)",
            "https://srm.buyer.example/\tin",
            "//evil.example/",
            "https://user:pw@srm.buyer.example/",
            "vbscript:x",
        ] {
            let reply = post(&shop, &shop.path, encoded(&with("HOOK_URL", Some(hook))), 400).await;
            assert_eq!(refused(&shop, reply).await, "invalid_return_url", "{hook}");
        }
        for hook in ["https://evil.example/in", "http://srm.buyer.example/in", "https://srm.buyer.example.evil.example/", "http://10.0.0.7/in"] {
            let reply = post(&shop, &shop.path, encoded(&with("HOOK_URL", Some(hook))), 400).await;
            assert_eq!(refused(&shop, reply).await, "return_host_not_allowed", "{hook}");
        }
        // Nothing of a frame's name breaks out of the page.
        let hostile = with("~TARGET", Some("\"><script>alert(1)</script>"));
        let visited = visit(&shop, &hostile).await;
        let hand_off = shop.server.act(&format!("{}/cancel", visited.path), 200).await.json();
        assert_eq!(hand_off["form"]["target"], "_top");
        // Garbage is refused, whatever it is.
        for garbage in ["%", "=&=&=", "USERNAME", "HOOK_URL=%zz", "\u{feff}", "a[b]=c&a[b][]=d"] {
            post(&shop, &shop.path, garbage, 403).await;
        }
    }

    async fn a_listed_host_of_an_intranet_is_where_the_browser_goes(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let hosts = ["http://10.0.0.7:8000", "srm.corp.internal", "http://localhost:8080"];
        let shop = oci_shop_with(&app, |plan| plan.connection["allowed_return_hosts"] = json!(hosts)).await;
        for hook in ["http://10.0.0.7:8000/sap/in?sid=1", "https://srm.corp.internal/in", "http://localhost:8080/in"] {
            let visited = visit(&shop, &with("HOOK_URL", Some(hook))).await;
            let hand_off = shop.transfer(&visited, &cart(), 200).await.json();
            assert_eq!(hand_off["form"]["action"], hook);
            let page = shop.browse(&path_of(hand_off["handoff_url"].as_str().expect("a URL")), 200).await;
            assert_eq!(page.form.expect("a form").action, hook);
        }
    }
}
