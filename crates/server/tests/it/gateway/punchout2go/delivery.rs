//! What fails on the way from server to server, and that the cart stays.

use std::time::Duration;

use serde_json::json;
use test_support::on_both_databases;

use super::{fronted, fronted_with, fronted_within, logged, request, visit};
use crate::{
    gateway::{answer::path_of, page::Page, shop::cart},
    stand_in::{StandIn, Told},
};

on_both_databases! {
    async fn what_fails_can_be_tried_again_and_leads_nowhere_else(db: TestDatabase) {
        let (app, shop, service) = fronted(db).await;
        let visit = visit(&shop, &request(&service, "create")).await;
        let hand_off = shop.transfer(&visit, &cart(), 200).await.json();
        let deliver = format!("{}/deliver", path_of(hand_off["handoff_url"].as_str().unwrap()));
        let elsewhere = StandIn::start();
        let wrong = [
            Told::Status(500),
            Told::Redirect(format!("{}/", elsewhere.url)),
            Told::Json(json!({"ok": true})),
            Told::Json(json!({"redirect_url": "javascript:alert(1)"})),
            Told::Json(json!({"redirect_url": "https://elsewhere.example/"})),
            Told::Text("no JSON".to_owned()),
        ];
        let many = wrong.len();
        let page = Page::read(shop.public.get(deliver.trim_end_matches("/deliver"), 200).await);
        assert!(page.posts_by_itself() && page.reply.text().contains("target=\"_self\""), "no frame takes the window elsewhere");
        for told in wrong {
            service.tell([told]);
            let page = Page::read(shop.public.act(&deliver, 502).await);
            let reference = page.reply.header("x-support-reference");
            let form = page.form.as_ref().expect("a way to try again");
            assert_eq!((form.action.as_str(), form.method.as_str()), ("", "post"));
            assert!(!page.posts_by_itself());
            let entry = shop.logged(&reference).await;
            assert_eq!(entry["error"]["code"], "return_failed");
            assert!(entry["error"]["advice"].to_string().contains("allowed_return_hosts"), "{entry}");
        }
        assert_eq!(elsewhere.asked().len(), 0, "no redirect is followed");
        assert_eq!(service.asked().len(), many);
        assert!(!shop.timeline(&visit).await.contains(&"hand_over_delivered".to_owned()));
        // All the same cart, under the same id, until it arrives.
        service.tell([Told::Json(json!({"redirect_url": format!("{}/back", service.url)}))]);
        shop.public.act(&deliver, 303).await;
        let asked = service.asked();
        assert!(asked.iter().all(|one| one.body == asked[0].body && one.header("webhook-id") == asked[0].header("webhook-id")));
        // A later cart takes its place, and what is kept too long is gone.
        let later = shop.transfer(&visit, &cart(), 200).await.json();
        shop.public.act(&deliver, 410).await;
        let later = format!("{}/deliver", path_of(later["handoff_url"].as_str().unwrap()));
        app.state.clock.advance(25 * 3600);
        shop.public.act(&later, 410).await;
        shop.public.act("/punchout/return/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/deliver", 410).await;
    }

    async fn a_silent_service_is_cut_off_and_the_cart_is_kept(db: TestDatabase) {
        let (_app, shop, service) = fronted_within(db, Duration::from_millis(300), |_| {}).await;
        let visit = visit(&shop, &request(&service, "create")).await;
        let hand_off = shop.transfer(&visit, &cart(), 200).await.json();
        let deliver = format!("{}/deliver", path_of(hand_off["handoff_url"].as_str().unwrap()));
        // Nothing comes for as long as the stand-in can wait, which is far longer.
        service.tell([Told::Late]);
        let page = Page::read(shop.public.act(&deliver, 502).await);
        assert!(page.reply.text().contains("The cart is kept here"), "{}", page.reply.text());
        assert_eq!(page.form.as_ref().expect("a way to try again").method, "post");
        let entry = shop.logged(&page.reply.header("x-support-reference")).await;
        assert_eq!(entry["error"]["code"], "return_failed", "{entry}");
        let text = entry["error"]["text"].as_str().unwrap_or_default();
        assert!(text.contains(&service.url) && text.contains("no answer within 300 ms"), "{text}");
        assert_eq!(entry["session_id"], visit.session["id"]);
        assert!(entry["request"].to_string().contains("supplierid"), "the cart stands in the log: {entry}");
        assert!(!shop.timeline(&visit).await.contains(&"hand_over_delivered".to_owned()));
        // Once the service is back, the same cart arrives by the same button.
        service.tell([Told::Json(json!({"redirect_url": format!("{}/back", service.url)}))]);
        shop.public.act(&deliver, 303).await;
        let asked = service.asked();
        assert_eq!((asked.len(), &asked[0].body), (2, &asked[1].body));
        assert!(shop.timeline(&visit).await.contains(&"hand_over_delivered".to_owned()));
    }

    async fn a_host_that_is_taken_off_the_list_gets_nothing_more(db: TestDatabase) {
        let (_app, shop, service) = fronted(db).await;
        let visit = visit(&shop, &request(&service, "create")).await;
        let hand_off = shop.transfer(&visit, &cart(), 200).await.json();
        let deliver = format!("{}/deliver", path_of(hand_off["handoff_url"].as_str().unwrap()));
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        shop.admin.patch(&connection, &json!({"allowed_return_hosts": ["other.example"]}), 200).await;
        shop.public.act(&deliver, 502).await;
        assert_eq!(service.asked().len(), 0);
    }

    async fn private_addresses_are_called_for_nobody(db: TestDatabase) {
        let (_app, shop, service) = fronted_with(db, |plan| {
            plan.connection["allowed_return_hosts"] = json!(["http://169.254.169.254:80", "http://127.0.0.9:80"]);
        })
        .await;
        for inside in ["http://169.254.169.254/latest", "http://127.0.0.9/"] {
            let mut document = request(&service, "create");
            document["return_url"] = json!(inside);
            let visit = visit(&shop, &document).await;
            let hand_off = shop.transfer(&visit, &cart(), 200).await.json();
            let deliver = format!("{}/deliver", path_of(hand_off["handoff_url"].as_str().unwrap()));
            shop.public.act(&deliver, 502).await;
        }
        let failed = logged(&shop, "error_code=return_failed").await;
        assert_eq!(failed.len(), 2);
        assert!(failed.iter().all(|entry| entry["error"]["text"].to_string().contains("private network")), "{failed:?}");
    }
}
