//! Access tokens are redeemed once.

use database::{
    access_tokens::{RedeemOutcome, redeem},
    sessions,
};
use punchout::session::{Session, SessionEventKind, SessionState};
use tokio::task::JoinSet;

use crate::{
    data::{self, NOW, World},
    journey::started,
};

test_support::on_both_databases! {
    async fn of_a_hundred_calls_on_three_nodes_one_wins(db: TestDatabase) {
        let world = World::make(&db).await;
        let (session, token) = started(&db, &world).await;
        let nodes = [db.clone(), db.another_node().await, db.another_node().await];
        let mut calls = JoinSet::new();
        for node in nodes.iter().cycle().take(100) {
            let node = node.clone();
            calls.spawn(async move { redeem(&node, token, None, NOW, data::id()).await });
        }
        let (mut redeemed, mut spent) = (0, 0);
        while let Some(outcome) = calls.join_next().await {
            match outcome.unwrap().unwrap() {
                RedeemOutcome::Redeemed(_) => redeemed += 1,
                RedeemOutcome::Spent => spent += 1,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((redeemed, spent), (1, 99));
        let events = sessions::timeline(db.read(), session.id).await.unwrap();
        assert_eq!(events.iter().filter(|event| event.kind == SessionEventKind::Redeemed).count(), 1);
    }

    async fn a_token_leads_to_its_session(db: TestDatabase) {
        let world = World::make(&db).await;
        let (session, token) = started(&db, &world).await;
        let later = NOW.plus_seconds(7);
        let RedeemOutcome::Redeemed(redeemed) =
            redeem(&db, token, Some(world.store.id), later, data::id()).await.unwrap()
        else {
            panic!("not redeemed");
        };
        let expected = Session { state: SessionState::Shopping, last_activity_at: later, ..session };
        assert_eq!(*redeemed, expected);
        assert_eq!(sessions::find(db.read(), expected.id).await.unwrap(), Some(expected));
    }

    async fn a_token_of_another_store_stays_good(db: TestDatabase) {
        let world = World::make(&db).await;
        let (_, token) = started(&db, &world).await;
        let wrong = redeem(&db, token, Some(data::id()), NOW, data::id()).await.unwrap();
        assert_eq!(wrong, RedeemOutcome::WrongStore);
        let right = redeem(&db, token, Some(world.store.id), NOW, data::id()).await.unwrap();
        assert!(matches!(right, RedeemOutcome::Redeemed(_)), "{right:?}");
    }

    async fn a_token_that_cannot_be_redeemed_says_why(db: TestDatabase) {
        let world = World::make(&db).await;
        let outcome = async |token, now| redeem(&db, token, None, now, data::id()).await.unwrap();
        assert_eq!(outcome(data::hash(), NOW).await, RedeemOutcome::Unknown);

        let (session, first) = started(&db, &world).await;
        assert_eq!(outcome(first, NOW.plus_seconds(300)).await, RedeemOutcome::Expired);
        let second = data::hash();
        let event = data::event(&session, SessionEventKind::Started);
        sessions::start(db.write(), &session, second, NOW.plus_seconds(99_999), NOW, event).await.unwrap();
        assert_eq!(outcome(first, NOW).await, RedeemOutcome::Revoked);
        let idle = NOW.plus_seconds(i64::from(session.idle_ttl_seconds));
        assert_eq!(outcome(second, idle).await, RedeemOutcome::SessionOver(SessionState::Expired));
        let ended = data::event(&session, SessionEventKind::Ended);
        sessions::end(db.write(), &ended).await.unwrap();
        assert_eq!(outcome(second, NOW).await, RedeemOutcome::SessionOver(SessionState::Ended));
    }
}
