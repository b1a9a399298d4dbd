//! Users, keys, the audit log, repeated calls, the throttle.

use database::{
    Error, PageRequest, Unique,
    api_keys::{self, ApiKey},
    audit::{self, ActorKind, AuditEntry, AuditFilter},
    idempotency::{self, Answer, Call, Kept},
    refresh_tokens::{self, RefreshOutcome, RefreshToken},
    throttle::{self, Limits},
    users::{self, User, UserRole},
};
use punchout::ids::UserId;

use crate::data::{self, NOW};

fn user(email: &str) -> User {
    User {
        id: data::id(),
        email: email.to_owned(),
        password_hash: "$argon2id$...".to_owned(),
        must_change_password: true,
        disabled: false,
        name: None,
        role: UserRole::Admin,
        token_generation: 0,
        last_signed_in_at: None,
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

fn refresh_token(user: UserId) -> RefreshToken {
    RefreshToken {
        hash: data::hash(),
        family: data::id(),
        user_id: user,
        generation: 0,
        created_at: NOW,
        expires_at: NOW.plus_seconds(10),
        used_at: None,
        revoked_at: None,
    }
}

test_support::on_both_databases! {
    async fn users_are_unique_without_regard_to_case(db: TestDatabase) {
        let admin = user("Admin@Example.com");
        users::insert(db.write(), &admin).await.unwrap();
        assert_eq!(users::find_by_email(db.read(), " aDMIN@example.com").await.unwrap(), Some(admin.clone()));
        let same = users::insert(db.write(), &user("admin@example.COM")).await;
        assert!(matches!(same, Err(Error::Conflict(Unique::UserEmail))), "{same:?}");
        users::set_password(db.write(), admin.id, "new".to_owned(), false, NOW).await.unwrap();
        let changed = users::find(db.read(), admin.id).await.unwrap().unwrap();
        assert_eq!((changed.password_hash.as_str(), changed.must_change_password, changed.version), ("new", false, 2));
        let disabled = users::update(db.write(), &User { disabled: true, ..changed }, Some(2), NOW).await.unwrap();
        assert!(disabled.disabled);
        users::archive(db.write(), admin.id, Some(3), NOW).await.unwrap();
        assert_eq!(users::count(db.read()).await.unwrap(), 0);
        users::insert(db.write(), &user("admin@example.com")).await.unwrap();
        assert_eq!(users::list(db.read(), &PageRequest::first(5)).await.unwrap().items.len(), 1);
    }

    async fn a_refresh_token_is_used_once(db: TestDatabase) {
        let user = user("a@example.com");
        users::insert(db.write(), &user).await.unwrap();
        let (one, two, three) = (refresh_token(user.id), refresh_token(user.id), refresh_token(user.id));
        for token in [&one, &two, &three] {
            refresh_tokens::insert(db.write(), token).await.unwrap();
        }
        let used = RefreshToken { used_at: Some(NOW), ..one.clone() };
        let use_up = async |hash, now| refresh_tokens::use_up(db.write(), hash, now).await.unwrap();
        assert_eq!(use_up(one.hash, NOW).await, RefreshOutcome::Used(used.clone()));
        assert_eq!(use_up(one.hash, NOW).await, RefreshOutcome::Reused(used));
        assert_eq!(use_up(two.hash, NOW.plus_seconds(10)).await, RefreshOutcome::Expired);
        refresh_tokens::revoke_family(db.write(), two.family, NOW).await.unwrap();
        assert_eq!(use_up(two.hash, NOW).await, RefreshOutcome::Revoked);
        refresh_tokens::revoke_user(db.write(), user.id, NOW).await.unwrap();
        assert_eq!(use_up(three.hash, NOW).await, RefreshOutcome::Revoked);
        assert_eq!(use_up(data::hash(), NOW).await, RefreshOutcome::Unknown);
    }

    async fn an_api_key_is_good_until_it_expires_or_is_revoked(db: TestDatabase) {
        let key = ApiKey {
            id: data::id(),
            hash: data::hash(),
            prefix: "pgk_abc".to_owned(),
            name: "Shop".to_owned(),
            scopes: vec!["store".to_owned(), "read".to_owned()],
            store_id: None,
            expires_at: Some(NOW.plus_seconds(10)),
            last_used_at: None,
            revoked_at: None,
            created_at: NOW,
            updated_at: NOW,
            version: 1,
        };
        api_keys::insert(db.write(), &key).await.unwrap();
        let find = async |now| api_keys::find_by_hash(db.read(), key.hash, now).await.unwrap();
        assert_eq!(find(NOW).await, Some(key.clone()));
        assert_eq!(find(NOW.plus_seconds(10)).await, None);
        api_keys::touch(db.write(), key.id, NOW).await.unwrap();
        api_keys::touch(db.write(), key.id, NOW.plus_seconds(59)).await.unwrap();
        assert_eq!(find(NOW).await.unwrap().last_used_at, Some(NOW));
        let stale = api_keys::revoke(db.write(), key.id, Some(9), NOW).await;
        assert!(matches!(stale, Err(Error::StaleVersion)), "{stale:?}");
        api_keys::revoke(db.write(), key.id, Some(1), NOW).await.unwrap();
        assert_eq!(find(NOW).await, None);
        let again = api_keys::revoke(db.write(), key.id, None, NOW).await;
        assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
        assert!(api_keys::list(db.read(), &PageRequest::first(5)).await.unwrap().items.is_empty());
    }

    async fn the_audit_log_is_listed_newest_first(db: TestDatabase) {
        let mut entries = Vec::new();
        for second in 0..5 {
            let entry = AuditEntry {
                id: data::id(),
                at: NOW.plus_seconds(second),
                actor_kind: ActorKind::ApiKey,
                actor_id: None,
                actor_name: "key".to_owned(),
                action: "update".to_owned(),
                resource_type: if second == 0 { "store" } else { "connection" }.to_owned(),
                resource_id: Some(data::id()),
                before: None,
                after: Some(serde_json::json!({"name": "ä"})),
                peer: None,
            };
            audit::insert(db.write(), &entry).await.unwrap();
            entries.insert(0, entry);
        }
        let all = AuditFilter::default();
        let first = audit::list(db.read(), &all, &PageRequest::first(3)).await.unwrap();
        assert_eq!(first.items, entries[..3]);
        let request = PageRequest { cursor: first.next, limit: 3 };
        let second = audit::list(db.read(), &all, &request).await.unwrap();
        assert_eq!((second.items.as_slice(), second.next), (&entries[3..], None));
        let of_stores = AuditFilter { resource_type: Some("store".to_owned()), ..all };
        let found = audit::list(db.read(), &of_stores, &PageRequest::first(3)).await.unwrap();
        assert_eq!(found.items, entries[4..]);
    }

    async fn a_repeated_call_gets_the_kept_answer(db: TestDatabase) {
        let call = Call { principal: "key:1", key: "k", operation: "POST /stores", request_hash: [7; 32] };
        let answer = Answer {
            status: 201,
            headers: vec![("location".to_owned(), "/x".to_owned())],
            body: b"{}".to_vec(),
        };
        assert_eq!(idempotency::find(db.read(), &call).await.unwrap(), None);
        let change = db.begin().await.unwrap();
        idempotency::claim(&change, &call, NOW).await.unwrap();
        idempotency::answer(&change, &call, &answer).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(idempotency::find(db.read(), &call).await.unwrap(), Some(Kept::Answer(answer)));
        let other = Call { request_hash: [8; 32], ..call };
        assert_eq!(idempotency::find(db.read(), &other).await.unwrap(), Some(Kept::OtherCall));
        let stranger = Call { principal: "key:2", ..call };
        assert_eq!(idempotency::find(db.read(), &stranger).await.unwrap(), None);
        let change = db.begin().await.unwrap();
        let taken = idempotency::claim(&change, &call, NOW).await;
        assert!(matches!(taken, Err(Error::Conflict(Unique::IdempotencyKey))), "{taken:?}");
    }

    async fn too_many_failures_mean_waiting(db: TestDatabase) {
        let key = data::hash();
        let limits = Limits { failures: 3, window_seconds: 60, block_seconds: 100 };
        let fail = async |second| throttle::fail(db.write(), key, limits, NOW.plus_seconds(second)).await.unwrap();
        assert_eq!(fail(0).await, None);
        assert_eq!(fail(1).await, None);
        // A new window begins.
        assert_eq!(fail(61).await, None);
        assert_eq!(fail(62).await, None);
        let until = NOW.plus_seconds(163);
        assert_eq!(fail(63).await, Some(until));
        let blocked = async |now| throttle::blocked_until(db.read(), key, now).await.unwrap();
        assert_eq!(blocked(NOW.plus_seconds(100)).await, Some(until));
        assert_eq!(blocked(until).await, None);
        throttle::clear(db.write(), key).await.unwrap();
        assert_eq!(blocked(NOW).await, None);
    }
}
