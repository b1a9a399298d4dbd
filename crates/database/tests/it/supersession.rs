//! Sessions that take the place of older ones.

use database::{
    sessions::{self, SessionFilter},
    writer::WriteSet,
};
use punchout::session::{Session, SessionEventKind, SessionState};
use sea_orm::{ConnectionTrait, Statement};
use test_support::TestDatabase;
use tokio::task::JoinSet;

use crate::data::{self, NOW, World};

/// A set whose session takes the place of others.
fn superseding(world: &World, session: &Session) -> WriteSet {
    WriteSet {
        superseding: vec![(session.id, data::id())],
        ..world.set(session)
    }
}

async fn state(db: &TestDatabase, session: &Session) -> SessionState {
    let found = sessions::find(db.read(), session.id).await.unwrap();
    found.unwrap().state
}

test_support::on_both_databases! {
    async fn of_many_at_once_on_two_nodes_one_stays(db: TestDatabase) {
        let world = World::make(&db).await;
        let nodes = [db.clone(), db.another_node().await];
        let mut calls = JoinSet::new();
        for node in nodes.iter().cycle().take(100) {
            let (node, set) = (node.clone(), superseding(&world, &world.session()));
            calls.spawn(async move { node.writer().commit(set).await });
        }
        while let Some(result) = calls.join_next().await {
            result.unwrap().unwrap();
        }
        let filter = SessionFilter { state: Some(SessionState::Created), ..SessionFilter::default() };
        let page = database::PageRequest::first(200);
        let open = sessions::list(db.read(), &filter, &page, NOW).await.unwrap().items;
        assert_eq!(open.len(), 1);
        let filter = SessionFilter { state: Some(SessionState::Superseded), ..SessionFilter::default() };
        let ended = sessions::list(db.read(), &filter, &page, NOW).await.unwrap().items;
        assert_eq!(ended.len(), 99);
        for session in ended {
            let events = sessions::timeline(db.read(), session.id).await.unwrap();
            let superseded = events.iter().filter(|event| event.kind == SessionEventKind::Superseded);
            assert_eq!(superseded.count(), 1);
        }
    }

    async fn long_cookies_are_told_apart_to_their_end(db: TestDatabase) {
        let world = World::make(&db).await;
        let with = |cookie: &str| Session { buyer_cookie: cookie.to_owned(), ..world.session() };
        // Longer than an index can hold.
        let long = "ü".repeat(50_000);
        let (first, second) = (with(&format!("{long}1")), with(&format!("{long}2")));
        for session in [&first, &second] {
            db.writer().commit(superseding(&world, session)).await.unwrap();
        }
        assert_eq!(state(&db, &first).await, SessionState::Created);
        let third = with(&format!("{long}1"));
        db.writer().commit(superseding(&world, &third)).await.unwrap();
        assert_eq!(state(&db, &first).await, SessionState::Superseded);
        assert_eq!(state(&db, &second).await, SessionState::Created);
    }

    async fn what_ran_out_by_itself_stays_so(db: TestDatabase) {
        let world = World::make(&db).await;
        let old = world.session();
        db.writer().commit(superseding(&world, &old)).await.unwrap();
        let later = NOW.plus_seconds(3_601);
        let new = Session { created_at: later, last_activity_at: later, ..world.session() };
        db.writer().commit(superseding(&world, &new)).await.unwrap();
        assert_eq!(state(&db, &old).await, SessionState::Created);
        let found = sessions::find(db.read(), old.id).await.unwrap().unwrap();
        assert_eq!(found.state_at(later), SessionState::Expired);
    }
}

/// The plan that is made for an empty table would read all of a large one.
#[tokio::test]
async fn older_sessions_are_looked_up_in_the_index_of_cookies_once_there_are_many() {
    const SETUPS: i64 = 10;
    let Some(db) = TestDatabase::postgres().await else {
        return;
    };
    let world = World::make(&db).await;
    let others = number(&db, CONNECTIONS).await;
    let node = db.another_node().await;
    let setup = async || {
        let session = world.session();
        let set = superseding(&world, &session);
        node.writer().commit(set).await.unwrap();
    };
    for _ in 0..SETUPS {
        setup().await;
    }
    let many = WriteSet {
        sessions: (0..2_000).map(|_| world.session()).collect(),
        ..WriteSet::default()
    };
    node.writer().commit(many).await.unwrap();
    for _ in 0..SETUPS {
        setup().await;
    }
    node.close().await.unwrap();
    // Each connection tells what it read when it ends.
    while number(&db, CONNECTIONS).await > others {
        tokio::task::yield_now().await;
    }
    let whole = number(&db, WHOLE_READS).await;
    assert!(whole <= SETUPS, "the table was read {whole} times");
    assert!(number(&db, INDEX_READS).await >= SETUPS);
}

const CONNECTIONS: &str =
    "SELECT count(*) AS number FROM pg_stat_activity WHERE datname = current_database()";
const WHOLE_READS: &str = "SELECT pg_stat_get_numscans('punch_out_sessions'::regclass) AS number";
const INDEX_READS: &str =
    "SELECT pg_stat_get_numscans('ix_punch_out_sessions_cookie'::regclass) AS number";

async fn number(db: &TestDatabase, query: &str) -> i64 {
    let query = Statement::from_string(db.backend(), query);
    let row = db.read().query_one_raw(query).await.unwrap();
    row.unwrap().try_get("", "number").unwrap()
}
