//! What stores are told, and each attempt to do so.

use database::{
    purge::{Stale, remove},
    stores, webhooks,
};
use punchout::{
    ids::WebhookDeliveryId,
    webhook::{DeliveryState, KEPT_ATTEMPTS, WebhookAttempt, WebhookDelivery},
};
use test_support::on_both_databases;

use crate::data::{self, NOW, id};

on_both_databases! {
    async fn the_last_attempts_are_kept_and_go_with_their_delivery(db: TestDatabase) {
        let store = data::store("told");
        stores::insert(db.write(), &store).await.unwrap();
        let mut delivery = WebhookDelivery {
            id: id(),
            store_id: store.id,
            event: "session.started".to_owned(),
            at: NOW,
            body: "{}".to_owned(),
            state: DeliveryState::Pending,
            attempts: 0,
            next_attempt_at: Some(NOW),
            last_attempt_at: None,
            last_status: None,
            last_error: None,
        };
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
}
