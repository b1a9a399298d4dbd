//! Two programs on one database.

use test_support::{Client, TestDatabase};

use super::Program;
use crate::gateway::{
    repetition::{at_once, redemption},
    setup::Setup,
    shop::Shop,
};

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
