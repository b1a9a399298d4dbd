//! Two programs on one database.

use serde_json::json;
use test_support::{Client, TestDatabase};

use super::Program;
use crate::gateway::{
    punchout2go as service,
    repetition::{at_once, redemption},
    setup::Setup,
    shop::{Shop, cart},
};
use crate::stand_in::{StandIn, Told};

#[test]
fn a_token_is_redeemed_once_on_two_nodes() {
    test_support::run(async {
        let Some(db) = TestDatabase::postgres().await else {
            return;
        };
        let data = tempfile::tempdir().unwrap();
        let one = Program::start(data.path(), db.url(), "warn");
        let shop = Shop::open(&one.admin().await, one.base(), |_| {}).await;
        let two = Program::start(data.path(), db.url(), "warn");
        let browser = Client::new(two.base(), None);
        let elsewhere = Client::new(two.base(), Some(shop.api_key.clone()));
        // A few times, since who comes first is chance.
        for _ in 0..5 {
            let start = shop.set_up(&Setup::create()).await.start_path();
            // The buyer's browser may come to another node than the procurement system.
            let location = browser.act(&start, 303).await.header("location");
            let location = url::Url::parse(&location).unwrap();
            let mut query = location.query_pairs();
            let token = query.find(|(name, _)| name == "punchOutAccessToken");
            let token = token.unwrap().1.into_owned();
            let servers = [&shop.server, &elsewhere];
            let calls = (0..100).map(|call| redemption(servers[call % 2], &token));
            let statuses = at_once(calls).await;
            let mut expected = vec![410; 100];
            expected[0] = 200;
            assert_eq!(statuses, expected);
        }
    });
}

#[test]
fn a_service_in_front_may_meet_another_node_at_each_step() {
    test_support::run(async {
        let Some(db) = TestDatabase::postgres().await else {
            return;
        };
        let data = tempfile::tempdir().unwrap();
        let own = [("PUNCHGATE_PRIVATE_NETWORKS", "127.0.0.1/32")];
        let one = Program::start_with(data.path(), db.url(), "warn", &own);
        let stand_in = StandIn::start();
        let url = stand_in.url.clone();
        let shop = Shop::open(&one.admin().await, one.base(), |plan| {
            plan.connection = service::connection(&url);
            plan.credential = service::credential();
        })
        .await;
        let two = Program::start_with(data.path(), db.url(), "warn", &own);
        let elsewhere = Client::new(two.base(), None);
        // A token of one node opens the other.
        let token = elsewhere.request(
            reqwest::Method::POST,
            &format!("{}/oauth2/token", shop.path),
        );
        let token = service::with_form(token, &service::token_request());
        let token = elsewhere.send(token, 200).await.text_at("/access_token");
        let document = service::request(&stand_in, "create");
        let opened = shop.public.request(reqwest::Method::POST, &shop.path);
        let opened = shop
            .public
            .send(opened.bearer_auth(&token).json(&document), 200)
            .await;
        let start = crate::gateway::answer::path_of(&opened.text_at("/start_url"));
        let location = elsewhere.act(&start, 303).await.header("location");
        let location = url::Url::parse(&location).unwrap();
        let token = location.query_pairs().last().unwrap().1.into_owned();
        let session = shop.redeem(&token, 200).await.text_at("/id");
        let server = Client::new(two.base(), Some(shop.api_key.clone()));
        let path = format!("/api/v1/punch-out-sessions/{session}/transfer");
        let hand_off = server.post(&path, &json!({"cart": cart()}), 200).await;
        let page = crate::gateway::answer::path_of(&hand_off.text_at("/handoff_url"));
        stand_in.tell([Told::Json(json!({"redirect_url": format!("{url}/back")}))]);
        let followed = shop.public.act(&format!("{page}/deliver"), 303).await;
        assert_eq!(followed.header("location"), format!("{url}/back"));
        assert_eq!(stand_in.asked().len(), 1);
    });
}
