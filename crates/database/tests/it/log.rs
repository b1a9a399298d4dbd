//! The transaction log: finding, filters, search.

use database::{
    PageRequest,
    transactions::{
        self, TransactionFilter, TransactionSummary, count_refusal, search_bodies,
        suppressed_refusals,
    },
    writer::WriteSet,
};
use punchout::{
    ids::TransactionId,
    transaction::{LoggedBody, Transaction, TransactionStatus, TransactionType},
};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use test_support::TestDatabase;

use crate::data::{self, NOW, World};

async fn write(db: &TestDatabase, transactions: &[Transaction]) {
    for transaction in transactions {
        let set = WriteSet {
            transactions: vec![transaction.clone()],
            ..WriteSet::default()
        };
        db.writer().commit(set).await.unwrap();
    }
}

async fn ids(db: &TestDatabase, filter: &TransactionFilter) -> Vec<TransactionId> {
    let mut ids = Vec::new();
    let mut request = PageRequest::first(2);
    loop {
        let page = transactions::list(db.read(), filter, &request)
            .await
            .unwrap();
        ids.extend(page.items.into_iter().map(|entry| entry.id));
        request.cursor = page.next;
        if request.cursor.is_none() {
            return ids;
        }
    }
}

/// How the database would go about it.
async fn plan(db: &TestDatabase, sql: &str) -> String {
    let backend = db.read().get_database_backend();
    let how = match backend {
        DbBackend::Sqlite => "EXPLAIN QUERY PLAN",
        _ => "EXPLAIN",
    };
    let transaction = db.read().begin().await.unwrap();
    if backend == DbBackend::Postgres {
        // Of a handful of rows a scan is cheapest.
        transaction
            .execute_unprepared("SET LOCAL enable_seqscan = off")
            .await
            .unwrap();
    }
    let rows = transaction
        .query_all_raw(Statement::from_string(backend, format!("{how} {sql}")))
        .await
        .unwrap();
    let column = match backend {
        DbBackend::Sqlite => "detail",
        _ => "QUERY PLAN",
    };
    let lines = rows
        .iter()
        .map(|row| row.try_get::<String>("", column).unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

fn id_of_none(db: &TestDatabase) -> &'static str {
    match db.read().get_database_backend() {
        DbBackend::Sqlite => "x'00000000000000000000000000000000'",
        _ => "'00000000-0000-0000-0000-000000000000'",
    }
}

fn with(change: impl FnOnce(&mut TransactionFilter)) -> TransactionFilter {
    let mut filter = TransactionFilter::default();
    change(&mut filter);
    filter
}

test_support::on_both_databases! {
    async fn a_range_is_read_by_its_index(db: TestDatabase) {
        let world = World::make(&db).await;
        let session = world.session();
        for _ in 0..5 {
            write(&db, &[world.transaction(&session)]).await;
        }
        let sql = "SELECT id FROM transactions WHERE at >= 1 AND at < 2 ORDER BY at, id LIMIT 501";
        let plan = plan(&db, sql).await;
        assert!(plan.contains("ix_transactions_at"), "{plan}");
        let store = format!("SELECT id FROM transactions WHERE at >= 1 AND at < 2 AND (at, id) > (1, {}) ORDER BY at, id LIMIT 501", id_of_none(&db));
        let plan = self::plan(&db, &store).await;
        assert!(plan.contains("ix_transactions_at"), "{plan}");
    }

    async fn an_entry_comes_back_as_it_was_written(db: TestDatabase) {
        let world = World::make(&db).await;
        let mut entry = world.transaction(&world.session());
        entry.status = TransactionStatus::Failed;
        entry.error_code = Some("internal".to_owned());
        entry.response_body = LoggedBody { bytes: vec![0xff; 200_000], content_type: None, full_size: 200_000, truncated: false };
        write(&db, std::slice::from_ref(&entry)).await;
        assert_eq!(transactions::find(db.read(), entry.id).await.unwrap(), Some(entry));
        assert_eq!(transactions::find(db.read(), data::id()).await.unwrap(), None);
    }

    async fn garbage_in_texts_is_logged_as_far_as_it_can_be(db: TestDatabase) {
        let entry = Transaction {
            payload_id: Some("a\0b".to_owned()),
            path: "/punchout/\0".to_owned(),
            email: Some("x".repeat(5_000)),
            ..data::transaction(NOW)
        };
        write(&db, std::slice::from_ref(&entry)).await;
        let found = transactions::find(db.read(), entry.id).await.unwrap().unwrap();
        assert_eq!(found.payload_id.as_deref(), Some("a\u{fffd}b"));
        assert_eq!(found.email, entry.email);
        assert_eq!(ids(&db, &with(|f| f.q = Some("A\0b".to_owned()))).await, [entry.id]);
        assert_eq!(ids(&db, &with(|f| f.q = entry.email)).await, [entry.id]);
    }

    async fn each_filter_filters(db: TestDatabase) {
        let world = World::make(&db).await;
        let session = world.session();
        let plain = data::transaction(NOW);
        let refused = Transaction {
            status: TransactionStatus::Refused,
            error_code: Some("wrong_secret".to_owned()),
            ..world.transaction(&session)
        };
        let order = Transaction {
            transaction_type: TransactionType::OrderRequest,
            order_id: Some("PO-Ä1".to_owned()),
            ..data::transaction(NOW.plus_seconds(1))
        };
        write(&db, &[plain.clone(), refused.clone(), order.clone()]).await;
        assert_eq!(ids(&db, &TransactionFilter::default()).await, [order.id, refused.id, plain.id]);
        let is = async |filter: TransactionFilter, expected: &[TransactionId]| {
            assert_eq!(ids(&db, &filter).await, expected, "{filter:?}");
        };
        is(with(|f| f.from = Some(NOW.plus_seconds(1))), &[order.id]).await;
        is(with(|f| f.to = Some(NOW.plus_seconds(1))), &[refused.id, plain.id]).await;
        is(with(|f| f.transaction_type = Some(TransactionType::OrderRequest)), &[order.id]).await;
        is(with(|f| f.transaction_type = Some(TransactionType::SetupRequest)), &[refused.id, plain.id]).await;
        is(with(|f| f.status = Some(TransactionStatus::Refused)), &[refused.id]).await;
        is(with(|f| f.status = Some(TransactionStatus::Ok)), &[order.id, plain.id]).await;
        is(with(|f| f.error_code = Some("wrong_secret".to_owned())), &[refused.id]).await;
        is(with(|f| f.connection_id = Some(world.connection.id)), &[refused.id]).await;
        is(with(|f| f.store_id = Some(world.store.id)), &[refused.id]).await;
        is(with(|f| f.business_unit_id = Some(world.unit.id)), &[refused.id]).await;
        is(with(|f| f.session_id = Some(session.id)), &[refused.id]).await;
        is(with(|f| f.q = Some("ADA@buyer.example ".to_owned())), &[refused.id]).await;
        is(with(|f| f.q = Some("po-ä1".to_owned())), &[order.id]).await;
        is(with(|f| f.q = Some("COOKIE Ü".to_owned())), &[order.id, refused.id, plain.id]).await;
        is(with(|f| f.q = plain.payload_id.as_ref().map(|id| id.to_uppercase())), &[plain.id]).await;
        is(with(|f| f.q = Some(plain.support_reference.to_lowercase())), &[plain.id]).await;
        is(with(|f| f.q = Some("cookie".to_owned())), &[]).await;
    }

    async fn entries_of_one_moment_are_paged_without_gaps(db: TestDatabase) {
        let entries: Vec<_> = (0..9).map(|_| data::transaction(NOW)).collect();
        write(&db, &entries).await;
        let mut expected: Vec<_> = entries.iter().map(|entry| entry.id).collect();
        expected.sort_unstable_by(|one, other| other.cmp(one));
        assert_eq!(ids(&db, &TransactionFilter::default()).await, expected);
    }

    async fn bodies_are_searched(db: TestDatabase) {
        let body = |text: &str| LoggedBody { bytes: text.as_bytes().to_vec(), content_type: None, full_size: 0, truncated: false };
        let entries: Vec<_> = (0..250).map(|second| Transaction {
            response_body: body(&format!("<Status code=\"{}\"/>", 200 + second % 100)),
            ..data::transaction(NOW.plus_seconds(second))
        }).collect();
        let set = WriteSet { transactions: entries.clone(), ..WriteSet::default() };
        db.writer().commit(set).await.unwrap();
        let filter = TransactionFilter::default();
        let found = async |text: &str, most, request: &PageRequest| {
            search_bodies(db.read(), &filter, text, most, request).await.unwrap()
        };
        let texts = |items: &[TransactionSummary]| items.iter().map(|entry| entry.id).collect::<Vec<_>>();
        let expected = [entries[242].id, entries[142].id, entries[42].id];
        let all = found("STATUS CODE=\"242\"", 1_000, &PageRequest::first(10)).await;
        assert_eq!((texts(&all.items), all.next), (expected.to_vec(), None));
        let none = found("nothing", 1_000, &PageRequest::first(10)).await;
        assert_eq!((none.items, none.next), (vec![], None));
        // Page by page, and looking into few at a time.
        let mut request = PageRequest::first(2);
        let mut pages = Vec::new();
        loop {
            let page = found("\"242\"", 60, &request).await;
            pages.extend(texts(&page.items));
            request.cursor = page.next;
            if request.cursor.is_none() {
                break;
            }
        }
        assert_eq!(pages, expected);
    }

    async fn refusals_of_strangers_are_bounded(db: TestDatabase) {
        let store = Some(data::id());
        for _ in 0..3 {
            assert!(count_refusal(db.write(), store, 7, 3).await.unwrap());
        }
        for _ in 0..2 {
            assert!(!count_refusal(db.write(), store, 7, 3).await.unwrap());
        }
        assert!(count_refusal(db.write(), store, 8, 3).await.unwrap());
        assert!(count_refusal(db.write(), None, 7, 3).await.unwrap());
        assert_eq!(suppressed_refusals(db.read(), store, 7).await.unwrap(), 2);
        assert_eq!(suppressed_refusals(db.read(), None, 7).await.unwrap(), 0);
    }
}
