//! The group writer.

use database::{
    Error, PageRequest, Unique, connections, credentials, entry_points, sessions, transactions,
    writer::WriteSet,
};
use punchout::session::Session;
use sea_orm::ConnectionTrait;
use test_support::TestDatabase;
use tokio::task::JoinSet;

use crate::data::{self, NOW, World};

test_support::on_both_databases! {
    async fn what_is_acknowledged_is_seen_by_another_node(db: TestDatabase) {
        let world = World::make(&db).await;
        let other = db.another_node().await;
        let mut calls = JoinSet::new();
        for _ in 0..200 {
            let (db, session) = (db.clone(), world.session());
            let set = world.set(&session);
            calls.spawn(async move {
                db.writer().commit(set).await.unwrap();
                session
            });
        }
        let mut written = 0;
        while let Some(session) = calls.join_next().await {
            let session = session.unwrap();
            assert_eq!(sessions::find(other.read(), session.id).await.unwrap(), Some(session));
            written += 1;
        }
        assert_eq!(written, 200);
        let log = transactions::list(other.read(), &Default::default(), &PageRequest::first(300)).await.unwrap();
        assert_eq!(log.items.len(), 200);
    }

    async fn a_bad_set_fails_alone_and_leaves_nothing(db: TestDatabase) {
        let world = World::make(&db).await;
        let taken = world.session();
        db.writer().commit(world.set(&taken)).await.unwrap();
        let mut calls = JoinSet::new();
        for number in 0..60 {
            let mut session = world.session();
            match number {
                10 => session.start_code = taken.start_code,
                20 => session.store_id = data::id(),
                _ => {}
            }
            let (db, set) = (db.clone(), world.set(&session));
            calls.spawn(async move { (number, session, db.writer().commit(set).await) });
        }
        while let Some(done) = calls.join_next().await {
            let (number, session, result) = done.unwrap();
            let found = sessions::find(db.read(), session.id).await.unwrap();
            match number {
                10 => assert!(matches!(result, Err(Error::Conflict(Unique::StartCode))), "{result:?}"),
                20 => assert!(matches!(result, Err(Error::MissingReference)), "{result:?}"),
                _ => result.unwrap(),
            }
            assert_eq!(found.is_some(), !matches!(number, 10 | 20), "{number}");
        }
        // Not their log entries either.
        let log = transactions::list(db.read(), &Default::default(), &PageRequest::first(100)).await.unwrap();
        assert_eq!(log.items.len(), 59);
    }

    async fn uses_are_noted(db: TestDatabase) {
        let world = World::make(&db).await;
        let credential = data::credential(world.connection.id, "Buyer");
        credentials::insert(db.write(), &credential).await.unwrap();
        let fresh = || (data::id(), "slug".to_owned());
        entry_points::ensure(db.write(), &world.connection, std::slice::from_ref(&world.store), fresh, NOW).await.unwrap();
        let entry_point = entry_points::all(db.read()).await.unwrap().remove(0);
        let later = NOW.plus_seconds(61);
        for at in [NOW, later, later] {
            let set = WriteSet {
                credential_uses: vec![(credential.id, at)],
                entry_point_uses: vec![(entry_point.id, at)],
                return_hosts: vec![(world.connection.id, "buyer.example".to_owned(), at)],
                ..world.set(&Session { created_at: at, ..world.session() })
            };
            db.writer().commit(set).await.unwrap();
        }
        let credential = credentials::find(db.read(), credential.id).await.unwrap().unwrap();
        assert_eq!((credential.last_used_at, credential.version), (Some(later), 1));
        let entry_point = entry_points::find(db.read(), entry_point.id).await.unwrap().unwrap();
        assert_eq!(entry_point.last_used_at, Some(later));
        let hosts = connections::return_hosts(db.read(), world.connection.id).await.unwrap();
        let hosts: Vec<_> = hosts.into_iter().map(|seen| (seen.host, seen.first_seen_at, seen.last_seen_at)).collect();
        assert_eq!(hosts, [("buyer.example".to_owned(), NOW, later)]);
    }

    async fn a_closed_database_is_away(db: TestDatabase) {
        let world = World::make(&db).await;
        db.close().await.unwrap();
        let result = db.writer().commit(world.set(&world.session())).await;
        assert!(matches!(result, Err(Error::Unavailable(_))), "{result:?}");
        let session = sessions::find(db.read(), data::id()).await;
        assert!(matches!(session, Err(Error::Unavailable(_))), "{session:?}");
    }
}

#[test]
fn a_server_that_hangs_up_is_found_again() {
    test_support::run(async {
        let Some(db) = TestDatabase::postgres().await else {
            return;
        };
        let world = World::make(&db).await;
        let other = db.another_node().await;
        let hang_up = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        for _ in 0..5 {
            let session = world.session();
            db.writer().commit(world.set(&session)).await.unwrap();
            other.write().execute_unprepared(hang_up).await.unwrap();
            let session = world.session();
            let result = db.writer().commit(world.set(&session)).await;
            assert!(
                matches!(result, Ok(()) | Err(Error::Unavailable(_))),
                "{result:?}"
            );
            let mut found = sessions::find(db.read(), session.id).await;
            if matches!(found, Err(Error::Unavailable(_))) {
                found = sessions::find(db.read(), session.id).await;
            }
            assert_eq!(found.unwrap().is_some(), result.is_ok());
        }
    });
}
