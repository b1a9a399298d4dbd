//! A new session takes the place of an older one that its buyer left.

use std::collections::HashMap;

use punchout::{
    ids::{SessionEventId, SessionId},
    secret::TokenHash,
    session::{SessionEvent, SessionEventKind, SessionState, Transition},
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::ExprTrait,
    sqlx::{self, AssertSqlSafe, PgConnection},
};
use uuid::Uuid;

use super::{WriteSet, postgres::Statement, rows};
use crate::{
    entities::{
        punch_out_sessions::{ActiveModel, Column, Entity},
        session_events,
    },
    error::Result,
    sessions, text,
};

/// What two sessions have in common where one takes the other's place: BuyerCookie, connection and buyer.
type Key = (String, Uuid, Uuid);

/// A session that takes the place of others.
#[derive(Clone, Debug)]
pub struct Superseding {
    key: Key,
    session: Uuid,
    at: i64,
    event: Uuid,
}

impl Superseding {
    /// Those of a set. An empty cookie says nothing of whose it is.
    pub fn of(set: &WriteSet) -> Vec<Self> {
        let one = |(id, event): &(SessionId, SessionEventId)| {
            let session = set.sessions.iter().find(|session| session.id == *id)?;
            let cookie = session.buyer_cookie.trim();
            (!cookie.is_empty()).then(|| Self {
                key: (
                    session.buyer_cookie.clone(),
                    session.connection_id.0,
                    session.buyer_id.0,
                ),
                session: session.id.0,
                at: session.created_at.0,
                event: event.0,
            })
        };
        set.superseding.iter().filter_map(one).collect()
    }

    /// The event that tells a session of it; ids count up from the one that was given.
    fn event_of(&self, older: Uuid, count: usize) -> Result<session_events::Model> {
        let id = self.event.as_u128().wrapping_add(count as u128);
        sessions::row::event_row(&SessionEvent {
            id: Uuid::from_u128(id).into(),
            session_id: SessionId(older),
            at: Timestamp(self.at),
            kind: SessionEventKind::Superseded,
            detail: Some(format!("by session {}", self.session)),
        })
    }
}

/// The last session of each key: of a group's own it is the one that stays.
fn last<'a>(group: impl Iterator<Item = &'a Superseding>) -> HashMap<&'a Key, &'a Superseding> {
    group.map(|new| (&new.key, new)).collect()
}

/// Supersedes what the sessions of a group, which are inserted, take the place of. Answers the events to insert. For a database with one
/// writer.
pub async fn apply(
    conn: &impl ConnectionTrait,
    group: impl Iterator<Item = &Superseding>,
) -> Result<Vec<session_events::Model>> {
    let last = last(group);
    let older = older(conn, &last).await?;
    let Some(now) = older.iter().map(|(_, new)| new.at).max() else {
        return Ok(Vec::new());
    };
    Entity::update_many()
        .set(ActiveModel {
            state: Set(text::name(&SessionState::Superseded)?),
            last_activity_at: Set(now),
            ..Default::default()
        })
        .filter(Column::Id.is_in(older.iter().map(|(id, _)| *id)))
        .filter(Column::State.is_in(states()?))
        .exec(conn)
        .await?;
    let events = older.iter().enumerate();
    events
        .map(|(count, (id, new))| new.event_of(*id, count))
        .collect()
}

/// The sessions that these take the place of, each with who does.
async fn older<'a>(
    conn: &impl ConnectionTrait,
    last: &HashMap<&Key, &'a Superseding>,
) -> Result<Vec<(Uuid, &'a Superseding)>> {
    let mut older = Vec::new();
    let Some(now) = last.values().map(|new| new.at).min() else {
        return Ok(older);
    };
    let beginnings: Vec<String> = last
        .keys()
        .map(|(cookie, ..)| sessions::beginning(cookie))
        .collect();
    let mut left = beginnings.iter();
    for size in rows::sizes(beginnings.len()) {
        let some = left.by_ref().take(size);
        let rows: Vec<(Uuid, String, Uuid, Uuid)> = Entity::find()
            .select_only()
            .column(Column::Id)
            .column(Column::BuyerCookie)
            .column(Column::ConnectionId)
            .column(Column::BuyerId)
            .filter(sessions::cookie_beginning().is_in(some))
            .filter(Column::State.is_in(states()?))
            .filter(sessions::alive(Timestamp(now)))
            .into_tuple()
            .all(conn)
            .await?;
        for (id, cookie, connection, buyer) in rows {
            if let Some(new) = last.get(&(cookie, connection, buyer))
                && new.session != id
            {
                older.push((id, *new));
            }
        }
    }
    Ok(older)
}

/// The states before the transfer.
fn states() -> Result<Vec<String>> {
    SessionState::before(Transition::Supersede)
        .iter()
        .map(text::name)
        .collect()
}

/// What a transaction begins with in which sessions supersede others.
///
/// Two nodes that open sessions with the same cookie at the same moment do not see each other's, so one waits for the other: each locks its
/// keys, in one order, so that two groups never wait for each other in a circle. And sessions are looked up in indexes at all times: a plan
/// that was made for an empty table, which reads all of it, would otherwise stay in use while the table grows.
const BEGIN: &str = "BEGIN; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off; \
    SELECT pg_advisory_xact_lock(key) FROM unnest(ARRAY";

/// Compares again, since a session may have been transferred meanwhile, and sets.
const SUPERSEDE: &str = "
UPDATE punch_out_sessions AS old SET state = 'superseded', last_activity_at = $1
WHERE id = ANY($2) AND state = ANY($3) RETURNING id";

/// A group's sessions that take the place of others, for PostgreSQL, whose writers are many.
pub struct LastOfEach<'a> {
    last: HashMap<&'a Key, &'a Superseding>,
    among_themselves: bool,
}

impl<'a> LastOfEach<'a> {
    /// Those of a group.
    pub fn of(group: impl Iterator<Item = &'a Superseding> + Clone) -> Self {
        let last = last(group.clone());
        Self {
            among_themselves: last.len() < group.count(),
            last,
        }
    }

    /// The beginning of the transaction, in one round trip.
    pub fn begin(&self) -> AssertSqlSafe<String> {
        let mut locks: Vec<i64> = self.last.keys().map(|key| lock(key)).collect();
        locks.sort_unstable();
        AssertSqlSafe(if locks.is_empty() {
            "BEGIN".to_owned()
        } else {
            format!("{BEGIN}{locks:?}::bigint[]) AS key")
        })
    }

    /// Whether some of the group take the place of others of the group.
    pub const fn among_themselves(&self) -> bool {
        self.among_themselves
    }

    /// Adds the search for what these sessions take the place of, which answers the older sessions with those that come instead.
    ///
    /// New ones come first and the older ones of each are looked up (`OFFSET 0` keeps it so), in the index of cookies' beginnings alone:
    /// connection and buyer are compared in a way that no other index serves, since for an empty table all seem equally good.
    pub fn add_to(&self, statement: &mut Statement) -> Result<()> {
        if self.last.is_empty() {
            return Ok(());
        }
        let column = |pick: fn(&Superseding) -> Uuid| -> Vec<Uuid> {
            self.last.values().map(|new| pick(new)).collect()
        };
        let cookies: Vec<String> = self.last.values().map(|new| new.key.0.clone()).collect();
        let times: Vec<i64> = self.last.values().map(|new| new.at).collect();
        let columns = [
            statement.bind(cookies)?,
            statement.bind(column(|new| new.key.1))?,
            statement.bind(column(|new| new.key.2))?,
            statement.bind(column(|new| new.session))?,
            statement.bind(times)?,
        ]
        .join(", ");
        let states = statement.bind(states()?)?;
        statement.answering(
            "found",
            format!(
                "
SELECT older.id, new.session_id
FROM unnest({columns}) AS new(buyer_cookie, connection_id, buyer_id, session_id, at),
LATERAL (
    SELECT old.id FROM punch_out_sessions AS old
    WHERE substr(old.buyer_cookie, 1, 100) = substr(new.buyer_cookie, 1, 100)
        AND old.buyer_cookie = new.buyer_cookie
        AND old.connection_id IS NOT DISTINCT FROM new.connection_id
        AND old.buyer_id IS NOT DISTINCT FROM new.buyer_id
        AND old.id <> new.session_id
        AND old.state = ANY({states})
        AND old.expires_at > new.at
        AND old.last_activity_at + old.idle_ttl_seconds * 1000000::bigint > new.at
    OFFSET 0
) AS older"
            ),
        );
        Ok(())
    }

    /// Supersedes what was found. Answers the events to insert.
    pub async fn apply(
        &self,
        conn: &mut PgConnection,
        found: Vec<(Uuid, Uuid)>,
    ) -> Result<Vec<session_events::Model>> {
        let by_session: HashMap<Uuid, &Superseding> =
            self.last.values().map(|new| (new.session, *new)).collect();
        let found: HashMap<Uuid, &Superseding> = found
            .into_iter()
            .filter_map(|(older, by)| Some((older, *by_session.get(&by)?)))
            .collect();
        let Some(now) = found.values().map(|new| new.at).max() else {
            return Ok(Vec::new());
        };
        let superseded: Vec<Uuid> = sqlx::query_scalar(SUPERSEDE)
            .bind(now)
            .bind(found.keys().copied().collect::<Vec<_>>())
            .bind(states()?)
            .fetch_all(conn)
            .await?;
        superseded
            .into_iter()
            .enumerate()
            .filter_map(|(count, older)| Some(found.get(&older)?.event_of(older, count)))
            .collect()
    }
}

/// The number of a key's lock. Keys that share one wait for each other in vain, which does no harm.
fn lock((cookie, connection, buyer): &Key) -> i64 {
    let TokenHash(digest) = TokenHash::of(&format!("{connection}{buyer}{cookie}"));
    let mut number = [0; 8];
    for (to, from) in number.iter_mut().zip(digest) {
        *to = from;
    }
    i64::from_be_bytes(number)
}
