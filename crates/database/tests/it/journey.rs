//! The steps of a session.

use database::{
    PageRequest, hand_overs,
    sessions::{self, SessionFilter},
    transactions,
};
use punchout::{
    secret::TokenHash,
    session::{HandOver, HandOverKind, Session, SessionEvent, SessionEventKind, SessionState},
    time::Timestamp,
    transaction::Transaction,
};
use test_support::TestDatabase;

use crate::data::{self, NOW, World};

/// A session that was started; and its access token's hash.
pub async fn started(db: &TestDatabase, world: &World) -> (Session, TokenHash) {
    let session = world.session();
    db.writer().commit(world.set(&session)).await.unwrap();
    let token = data::hash();
    let event = data::event(&session, SessionEventKind::Started);
    let done = sessions::start(
        db.write(),
        &session,
        token,
        NOW.plus_seconds(300),
        NOW,
        event,
    )
    .await
    .unwrap();
    assert!(done);
    (session, token)
}

/// Brings a session on to shopping.
async fn shopping(db: &TestDatabase, world: &World) -> Session {
    let (session, token) = started(db, world).await;
    database::access_tokens::redeem(db, token, None, NOW, data::id())
        .await
        .unwrap();
    session
}

async fn state(db: &TestDatabase, session: &Session) -> SessionState {
    let found = sessions::find(db.read(), session.id).await.unwrap();
    found.unwrap().state
}

test_support::on_both_databases! {
    async fn a_session_comes_back_as_it_was_written(db: TestDatabase) {
        let world = World::make(&db).await;
        let session = world.session();
        let set = world.set(&session);
        db.writer().commit(set.clone()).await.unwrap();
        assert_eq!(sessions::find(db.read(), session.id).await.unwrap(), Some(session.clone()));
        let logged = Some(set.transactions[0].support_reference.clone());
        let started = sessions::find_by_start_code(db.read(), session.start_code).await.unwrap();
        assert_eq!(started, Some((session.clone(), logged)));
        assert_eq!(sessions::find_by_start_code(db.read(), data::hash()).await.unwrap(), None);
        assert_eq!(sessions::timeline(db.read(), session.id).await.unwrap(), set.events);
    }

    async fn a_session_is_not_started_after_its_end(db: TestDatabase) {
        let world = World::make(&db).await;
        let session = world.session();
        db.writer().commit(world.set(&session)).await.unwrap();
        let start = async |now: Timestamp| {
            let event = data::event(&session, SessionEventKind::Started);
            sessions::start(db.write(), &session, data::hash(), now.plus_seconds(300), now, event).await.unwrap()
        };
        assert!(!start(session.start_code_expires_at).await);
        assert!(start(NOW).await);
        assert!(start(NOW).await, "a reload starts again");
        let ended = data::event(&session, SessionEventKind::Ended);
        assert!(sessions::end(db.write(), &ended).await.unwrap());
        assert!(!sessions::end(db.write(), &ended).await.unwrap());
        assert!(!start(NOW).await);
        assert_eq!(state(&db, &session).await, SessionState::Ended);
        let kinds: Vec<_> = sessions::timeline(db.read(), session.id).await.unwrap()
            .into_iter().map(|event| event.kind).collect();
        assert_eq!(kinds, [
            SessionEventKind::Created,
            SessionEventKind::Started,
            SessionEventKind::Started,
            SessionEventKind::Ended,
        ]);
    }

    async fn a_session_ends_by_itself_when_nothing_is_done_with_it(db: TestDatabase) {
        let world = World::make(&db).await;
        let session = world.session();
        db.writer().commit(world.set(&session)).await.unwrap();
        let idle = NOW.plus_seconds(i64::from(session.idle_ttl_seconds));
        let half = NOW.plus_seconds(1_800);
        let end = async |now| {
            let event = SessionEvent { at: now, ..data::event(&session, SessionEventKind::Ended) };
            sessions::end(db.write(), &event).await.unwrap()
        };
        assert!(!end(idle).await);
        sessions::touch(db.write(), session.id, half).await.unwrap();
        assert_eq!(sessions::find(db.read(), session.id).await.unwrap().unwrap().last_activity_at, half);
        assert!(end(idle).await);
        sessions::touch(db.write(), session.id, idle.plus_seconds(10)).await.unwrap();
        assert_eq!(sessions::find(db.read(), session.id).await.unwrap().unwrap().last_activity_at, idle);
    }

    async fn a_later_hand_over_voids_the_earlier_one(db: TestDatabase) {
        let world = World::make(&db).await;
        let session = shopping(&db, &world).await;
        let log = |hand_over: &HandOver| Transaction {
            transaction_type: hand_over.kind.transaction_type(),
            ..world.transaction(&session)
        };
        let put_with = async |hand_over: &_, logged| {
            let event = data::event(&session, SessionEventKind::Transferred);
            hand_overs::put(db.write(), hand_over, &[], vec![logged], event, NOW).await.unwrap()
        };
        let put = async |hand_over: &HandOver| put_with(hand_over, log(hand_over)).await;
        let (first, second) = (data::hand_over(&session), data::hand_over(&session));
        let cancel = HandOver { kind: HandOverKind::Cancel, ..data::hand_over(&session) };
        let logged = log(&first);
        let reference = Some(logged.support_reference.clone());
        assert!(put_with(&first, logged).await);
        let (found, its_session, its_reference) = hand_overs::find_by_code(db.read(), first.code).await.unwrap().unwrap();
        assert_eq!((found, its_session.state), (first.clone(), SessionState::Transferred));
        assert_eq!(its_reference, reference);
        assert!(put(&second).await);
        let voided: Vec<_> = hand_overs::of_session(db.read(), session.id).await.unwrap()
            .into_iter().map(|hand_over| (hand_over.code, hand_over.voided_at)).collect();
        assert_eq!(voided, [(first.code, Some(NOW)), (second.code, None)]);
        let logged = log(&cancel);
        let reference = Some(logged.support_reference.clone());
        assert!(put_with(&cancel, logged).await);
        let (.., its_reference) = hand_overs::find_by_code(db.read(), cancel.code).await.unwrap().unwrap();
        assert_eq!(its_reference, reference, "of the return, and not of the carts before");
        assert_eq!(state(&db, &session).await, SessionState::Cancelled);
        // Refused, and nothing of it stays.
        let late = data::hand_over(&session);
        assert!(!put(&late).await);
        assert_eq!(hand_overs::find_by_code(db.read(), late.code).await.unwrap(), None);
        let log = transactions::list(db.read(), &Default::default(), &PageRequest::first(9)).await.unwrap();
        assert_eq!(log.items.len(), 4);
    }

    async fn a_return_page_is_first_opened_once(db: TestDatabase) {
        let world = World::make(&db).await;
        let session = shopping(&db, &world).await;
        let hand_over = data::hand_over(&session);
        let event = data::event(&session, SessionEventKind::Transferred);
        hand_overs::put(db.write(), &hand_over, &[], vec![], event, NOW).await.unwrap();
        let other = db.another_node().await;
        let (one, two) = tokio::join!(
            hand_overs::mark_opened(db.write(), &hand_over, NOW, data::id()),
            hand_overs::mark_opened(other.write(), &hand_over, NOW, data::id()),
        );
        assert!(one.unwrap() != two.unwrap());
        assert!(hand_overs::mark_attempted(db.write(), hand_over.code, NOW, data::id()).await.unwrap());
        assert!(!hand_overs::mark_attempted(db.write(), hand_over.code, NOW, data::id()).await.unwrap());
        assert!(!hand_overs::mark_attempted(db.write(), data::hash(), NOW, data::id()).await.unwrap());
        let kinds: Vec<_> = sessions::timeline(db.read(), session.id).await.unwrap()
            .into_iter().map(|event| event.kind).collect();
        assert_eq!(kinds[3..], [
            SessionEventKind::Transferred,
            SessionEventKind::HandOverOpened,
            SessionEventKind::HandOverAttempted,
        ]);
    }

    async fn sessions_are_listed_by_the_state_they_are_in_by_now(db: TestDatabase) {
        let world = World::make(&db).await;
        let mut all = Vec::new();
        for second in 0..7 {
            let at = NOW.plus_seconds(second);
            let session = Session { created_at: at, last_activity_at: at, ..world.session() };
            db.writer().commit(world.set(&session)).await.unwrap();
            all.insert(0, session);
        }
        let ended = data::event(&all[0], SessionEventKind::Ended);
        sessions::end(db.write(), &ended).await.unwrap();
        let ids = async |filter: &SessionFilter, now| {
            let mut ids = Vec::new();
            let mut request = PageRequest::first(2);
            loop {
                let page = sessions::list(db.read(), filter, &request, now).await.unwrap();
                ids.extend(page.items.into_iter().map(|session| session.id));
                request.cursor = page.next;
                if request.cursor.is_none() {
                    return ids;
                }
            }
        };
        let expected: Vec<_> = all.iter().map(|session| session.id).collect();
        let everything = SessionFilter::default();
        let in_state = |state| SessionFilter { state: Some(state), ..SessionFilter::default() };
        assert_eq!(ids(&everything, NOW).await, expected);
        assert_eq!(ids(&in_state(SessionState::Ended), NOW).await, expected[..1]);
        assert_eq!(ids(&in_state(SessionState::Created), NOW).await, expected[1..]);
        // By then the three oldest have run out.
        let later = NOW.plus_seconds(3_602);
        assert_eq!(ids(&in_state(SessionState::Created), later).await, expected[1..4]);
        assert_eq!(ids(&in_state(SessionState::Expired), later).await, expected[4..]);
        let window = SessionFilter { from: Some(NOW.plus_seconds(1)), to: Some(NOW.plus_seconds(3)), ..everything.clone() };
        assert_eq!(ids(&window, NOW).await, expected[4..6]);
        let elsewhere = SessionFilter { store_id: Some(data::id()), ..everything.clone() };
        assert!(ids(&elsewhere, NOW).await.is_empty());
        let here = SessionFilter {
            store_id: Some(world.store.id),
            connection_id: Some(world.connection.id),
            business_unit_id: Some(world.unit.id),
            ..everything
        };
        assert_eq!(ids(&here, NOW).await, expected);
    }
}
