//! Calls that are to do harm.

use test_support::{TestApp, on_both_databases};

use super::{encoded, get, oci_shop, parameters, post, refused, visit, with};

on_both_databases! {
    async fn hostile_calls_are_refused_by_name(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
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
            "java\nscript:alert(1)",
            "https://srm.buyer.example/\tin",
            "//evil.example/",
            "https://user:pw@srm.buyer.example/",
            "vbscript:x",
        ] {
            let reply = post(&shop, &shop.path, encoded(&with("HOOK_URL", Some(hook))), 400).await;
            assert_eq!(refused(&shop, reply).await, "invalid_return_url", "{hook}");
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
}
