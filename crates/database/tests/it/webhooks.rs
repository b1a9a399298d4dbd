//! What stores are told, and each attempt to do so.

use database::{
    purge::{Stale, remove},
    stores, webhooks,
};
use punchout::{
    ids::{StoreId, WebhookDeliveryId},
    time::Timestamp,
    webhook::{DeliveryState, KEPT_ATTEMPTS, WebhookAttempt, WebhookDelivery},
};
use test_support::{TestDatabase, on_both_databases};

use crate::data::{self, NOW, id};

/// Something that is to be told now.
fn pending(store: StoreId) -> WebhookDelivery {
    WebhookDelivery {
        id: id(),
        store_id: store,
        subject: None,
        event: "session.started".to_owned(),
        at: NOW,
        body: "{}".to_owned(),
        state: DeliveryState::Pending,
        attempts: 0,
        next_attempt_at: Some(NOW),
        last_attempt_at: None,
        last_status: None,
        last_error: None,
    }
}

/// Notes an attempt that was answered so.
async fn answered(db: &TestDatabase, mut delivery: WebhookDelivery, status: u16, now: Timestamp) {
    delivery.attempted(Ok(status), now);
    let attempt = WebhookAttempt {
        id: id(),
        at: now,
        duration_ms: 1,
        outcome: Ok(status),
        answer: Vec::new(),
    };
    webhooks::attempted(db.write(), &delivery, &attempt)
        .await
        .unwrap();
}

on_both_databases! {
    async fn the_last_attempts_are_kept_and_go_with_their_delivery(db: TestDatabase) {
        let store = data::store("told");
        stores::insert(db.write(), &store).await.unwrap();
        let mut delivery = pending(store.id);
        let other = WebhookDelivery { id: id(), ..delivery.clone() };
        webhooks::add(db.write(), &[delivery.clone(), other.clone()]).await.unwrap();
        let attempt = |number: i64| WebhookAttempt {
            id: id(),
            at: NOW.plus_seconds(number),
            duration_ms: number,
            outcome: if number % 2 == 0 { Ok(503) } else { Err("no answer".to_owned()) },
            answer: b"a\0b\xff".to_vec(),
        };
        webhooks::attempted(db.write(), &other, &attempt(0)).await.unwrap();
        let mut all = Vec::new();
        for number in 0..25 {
            let attempt = attempt(number);
            delivery.attempted(attempt.outcome.clone(), attempt.at);
            webhooks::attempted(db.write(), &delivery, &attempt).await.unwrap();
            all.push(attempt);
        }
        let most = usize::try_from(KEPT_ATTEMPTS).unwrap();
        assert_eq!(webhooks::attempts(db.read(), delivery.id).await.unwrap(), all[25 - most..]);
        assert_eq!(webhooks::attempts(db.read(), other.id).await.unwrap().len(), 1);
        assert_eq!(webhooks::find(db.read(), store.id, delivery.id).await.unwrap(), Some(delivery.clone()));

        let later = NOW.plus_seconds(100 * 365 * 86_400);
        assert_eq!(remove(db.write(), Stale::WebhookDeliveries, later, later, 10).await.unwrap(), 2);
        assert!(webhooks::attempts(db.read(), delivery.id).await.unwrap().is_empty());
        let gone = webhooks::attempted(db.write(), &delivery, &attempt(30)).await;
        assert!(matches!(gone, Err(database::Error::NotFound)), "{gone:?}");
        assert!(webhooks::attempts(db.read(), WebhookDeliveryId(delivery.id.0)).await.unwrap().is_empty());
    }

    async fn each_store_has_a_share_and_each_subject_its_order(db: TestDatabase) {
        let (one, other) = (data::store("one"), data::store("other"));
        for store in [&one, &other, &data::store("idle")] {
            stores::insert(db.write(), store).await.unwrap();
        }
        let until = NOW.plus_seconds(60);
        let take = async |store: StoreId, now: Timestamp| {
            let taken = webhooks::take_due(db.write(), store, now, until, 4).await.unwrap();
            taken.into_iter().map(|delivery| delivery.id).collect::<Vec<_>>()
        };
        let waiting = async |now: Timestamp| {
            let mut waiting = webhooks::waiting(db.read(), now).await.unwrap();
            waiting.sort();
            waiting
        };
        let many: Vec<_> = (0..100).map(|_| pending(one.id)).collect();
        webhooks::add(db.write(), &many).await.unwrap();
        let line: Vec<_> = (0..3).map(|_| WebhookDelivery { subject: Some("session".to_owned()), ..pending(other.id) }).collect();
        let alone = WebhookDelivery { subject: Some("another".to_owned()), ..pending(other.id) };
        // Of the same name, and of another store.
        let namesake = WebhookDelivery { subject: Some("session".to_owned()), ..pending(one.id) };
        webhooks::add(db.write(), &line).await.unwrap();
        webhooks::add(db.write(), &[alone.clone(), namesake]).await.unwrap();
        let mut both = vec![one.id, other.id];
        both.sort();
        assert_eq!(waiting(NOW).await, both);
        assert_eq!(take(one.id, NOW).await.len(), 4);
        assert_eq!(take(other.id, NOW).await, [line[0].id, alone.id]);
        assert!(take(other.id, NOW).await.is_empty(), "the others wait for the first");
        // What waits is not looked at before what it waits for is tried again.
        answered(&db, line[0].clone(), 503, NOW).await;
        answered(&db, alone, 200, NOW).await;
        assert_eq!(waiting(NOW.plus_seconds(9)).await, [one.id]);
        assert_eq!(take(other.id, NOW.plus_seconds(10)).await, [line[0].id]);
        answered(&db, line[0].clone(), 200, NOW.plus_seconds(11)).await;
        assert_eq!(take(other.id, NOW.plus_seconds(11)).await, [line[1].id]);
        // And what is refused again and again holds nothing up.
        answered(&db, WebhookDelivery { attempts: 2, ..line[1].clone() }, 500, NOW.plus_seconds(11)).await;
        assert!(take(other.id, NOW.plus_seconds(11)).await.is_empty(), "the third attempt is not the last one");
        answered(&db, WebhookDelivery { attempts: 3, ..line[1].clone() }, 500, NOW.plus_seconds(11)).await;
        assert_eq!(take(other.id, NOW.plus_seconds(11)).await, [line[2].id]);
    }
}
