//! Steps of sessions against each other, on two nodes, by chance: whatever comes of it must come of the same steps one after another.
//!
//! `PUNCHGATE_RACE_SEED` repeats a run as far as its steps go; in which order they reach the database is up to the machine.

mod deeds;
mod model;

use database::{Database, hand_overs, sessions, writer::WriteSet};
use punchout::{
    ids::SessionId,
    secret::TokenHash,
    session::{HandOverKind, Session, Transition},
    time::Timestamp,
};
use test_support::TestDatabase;
use tokio::task::JoinSet;

use self::{
    deeds::take,
    model::{Deed, Model, Said, Step, after},
};
use crate::data::{self, NOW, World};

const ROUNDS: usize = 40;

/// How many sessions there are at the beginning, with how many cookies.
const SESSIONS: usize = 6;
const COOKIES: u64 = 2;

/// A small generator of numbers that one number determines (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }

    fn of<'a, T>(&mut self, some: &'a [T]) -> Option<&'a T> {
        let many = u64::try_from(some.len()).unwrap();
        (many > 0).then(|| &some[usize::try_from(self.below(many)).unwrap()])
    }
}

/// A session, all that it can be, and the codes that were given out for it.
struct Tracked {
    session: Session,
    can_be: Vec<Model>,
    tokens: Vec<TokenHash>,
    returns: Vec<TokenHash>,
    steps: Vec<(Step, Said)>,
}

struct Race {
    world: World,
    nodes: [Database; 2],
    chance: Chance,
    now: Timestamp,
    sessions: Vec<Tracked>,
    carts: u64,
}

/// What came of a step: whose it was, none for all sessions, and of which BuyerCookie.
type Came = (Option<SessionId>, Option<String>, Step, Said);

impl Race {
    async fn begin(db: &TestDatabase, seed: u64) -> Self {
        let mut race = Self {
            world: World::make(db).await,
            nodes: [Database::clone(db), db.another_node().await],
            chance: Chance(seed),
            now: NOW,
            sessions: Vec::new(),
            carts: 0,
        };
        for _ in 0..SESSIONS {
            let session = race.session();
            let set = race.world.set(&session);
            race.nodes[0].writer().commit(set).await.unwrap();
            race.track(session, true);
        }
        race
    }

    fn session(&mut self) -> Session {
        Session {
            buyer_cookie: format!("cookie {}", self.chance.below(COOKIES)),
            created_at: self.now,
            last_activity_at: self.now,
            start_code_expires_at: self.now.plus_seconds(900),
            expires_at: self.now.plus_seconds(2_400),
            idle_ttl_seconds: 1_200,
            ..self.world.session()
        }
    }

    fn track(&mut self, session: Session, here: bool) {
        self.sessions.push(Tracked {
            can_be: vec![Model::of(&session, here)],
            session,
            tokens: Vec::new(),
            returns: Vec::new(),
            steps: Vec::new(),
        });
    }

    /// Some steps at one moment, and a look at what came of them.
    async fn round(&mut self) -> Result<(), String> {
        // Mostly moments, now and then as long as it takes until something is over.
        let waits = [0, 1, 1, 30, 30, 400, 1_300];
        self.now = self.now.plus_seconds(*self.chance.of(&waits).unwrap());
        let skewed = self.chance.below(2) == 0;
        let mut under_way = JoinSet::new();
        let crowd = 3 + self.chance.below(6);
        let favourite = usize::try_from(self.chance.below(64)).unwrap();
        for _ in 0..crowd {
            let skew = if skewed { self.chance.below(3) } else { 0 };
            let at = self.now.plus_seconds(i64::try_from(skew).unwrap());
            let node = self.nodes[usize::try_from(self.chance.below(2)).unwrap()].clone();
            self.step(node, at, favourite, &mut under_way);
        }
        while let Some(came) = under_way.join_next().await {
            self.note(came.unwrap()?);
        }
        self.check(skewed).await
    }

    /// Takes a step: half of all are those of one session.
    fn step(
        &mut self,
        node: Database,
        at: Timestamp,
        favourite: usize,
        under_way: &mut JoinSet<Result<Came, String>>,
    ) {
        let kind = self.chance.below(40);
        if kind < 2 {
            return self.supersede(node, at, under_way);
        }
        // The newest are those that anything can happen to.
        let from = self.sessions.len().saturating_sub(SESSIONS);
        let newest = self.sessions.len() - from;
        let index = match self.chance.below(2) {
            0 => favourite % newest,
            _ => usize::try_from(self.chance.below(64)).unwrap() % newest,
        };
        let tracked = &mut self.sessions[from + index];
        let id = tracked.session.id;
        let deed = match kind {
            2 => Deed::Sweep,
            3 => Deed::End,
            4 if self.chance.below(4) == 0 => Deed::EndAll,
            4..=6 => Deed::Touch,
            7..=14 => {
                let token = data::hash();
                let seconds = 60 + i64::try_from(self.chance.below(600)).unwrap();
                tracked.tokens.push(token);
                Deed::Start {
                    token,
                    token_expires_at: at.plus_seconds(seconds),
                }
            }
            15..=24 => match self.chance.of(&tracked.tokens) {
                Some(token) => Deed::Redeem(*token),
                None => Deed::Touch,
            },
            25..=28 => match self.chance.of(&tracked.returns) {
                Some(code) => Deed::Open(*code),
                None => Deed::Touch,
            },
            29..=30 => Deed::Reissue(data::hash()),
            31 => Deed::Enter,
            // An order finds the sessions that are there, and its log entry refers to them.
            37 | 38 if !tracked.can_be.iter().all(Model::is_here) => Deed::Touch,
            37 | 38 => Deed::Order(Box::new(self.world.transaction(&tracked.session))),
            _ => {
                self.carts += 1;
                Deed::Return {
                    kind: match kind {
                        32 => HandOverKind::Cancel,
                        _ => HandOverKind::Transfer,
                    },
                    code: data::hash(),
                    cart: format!("cart {}", self.carts),
                }
            }
        };
        if let Deed::Return { code, .. } | Deed::Reissue(code) = &deed {
            tracked.returns.push(*code);
        }
        let step = Step { deed, at };
        let session = tracked.session.clone();
        let whose = (!matches!(step.deed, Deed::Sweep | Deed::EndAll)).then_some(id);
        under_way.spawn(async move {
            let said = take(&node, &session, &step).await;
            let said = said.map_err(|error| format!("{step:?} failed: {error}"))?;
            Ok((whose, None, step, said))
        });
    }

    /// A newer session comes.
    fn supersede(
        &mut self,
        node: Database,
        at: Timestamp,
        under_way: &mut JoinSet<Result<Came, String>>,
    ) {
        let session = Session {
            created_at: at,
            last_activity_at: at,
            ..self.session()
        };
        let set = WriteSet {
            superseding: vec![(session.id, data::id())],
            ..self.world.set(&session)
        };
        let (id, cookie) = (session.id, session.buyer_cookie.clone());
        self.track(session, false);
        let step = Step {
            deed: Deed::Supersede,
            at,
        };
        under_way.spawn(async move {
            let written = node.writer().commit(set).await;
            written.map_err(|error| format!("a new session failed: {error}"))?;
            Ok((Some(id), Some(cookie), step, Said::Nothing))
        });
    }

    /// Puts a step down for the sessions that it is about.
    fn note(&mut self, (whose, cookie, step, said): Came) {
        for tracked in &mut self.sessions {
            let session = &tracked.session;
            let concerned = match (&cookie, whose) {
                (Some(_), Some(id)) if session.id == id => {
                    let come = Step {
                        deed: Deed::Come,
                        at: step.at,
                    };
                    tracked.steps.push((come, Said::Nothing));
                    false
                }
                (Some(cookie), _) => session.buyer_cookie == *cookie,
                (None, Some(id)) => session.id == id,
                (None, None) => true,
            };
            if concerned {
                tracked.steps.push((step.clone(), said.clone()));
            }
        }
    }

    /// What is stored has to be one of the things that can be.
    async fn check(&mut self, skewed: bool) -> Result<(), String> {
        let conn = self.nodes[0].read();
        let mut waiting = Vec::new();
        for tracked in &mut self.sessions {
            let steps = std::mem::take(&mut tracked.steps);
            let id = tracked.session.id;
            let session = sessions::find(conn, id).await.unwrap().unwrap();
            let timeline = sessions::timeline(conn, id).await.unwrap();
            let carts = hand_overs::of_session(conn, id).await.unwrap();
            let mut can_be = after(&tracked.can_be, &steps);
            can_be.retain(|model| model.is(&session, &timeline, &carts));
            let Some(model) = can_be.first() else {
                let before = &tracked.can_be;
                return Err(format!(
                    "no order of these steps leads here:\nbefore {before:#?}\nsteps {steps:#?}\nafter {session:#?}\n{timeline:#?}\n{carts:#?}"
                ));
            };
            let superseded = session.state.after(Transition::Supersede).is_some();
            if superseded && model.is_alive(self.now) {
                waiting.push(tracked.session.buyer_cookie.clone());
            }
            tracked.can_be = can_be;
        }
        // Of the sessions that take each other's place one stays; with clocks that differ one may come after its successor.
        waiting.sort_unstable();
        let twice = waiting.windows(2).find(|two| two[0] == two[1]);
        match twice {
            Some(two) if !skewed && self.is_settled(&two[0]) => {
                Err(format!("two sessions of “{}” are open", two[0]))
            }
            _ => Ok(()),
        }
    }

    /// Whether a session of a cookie has just come in the place of all others.
    fn is_settled(&self, cookie: &str) -> bool {
        let mut came = self.sessions.iter().skip(SESSIONS).rev();
        came.find(|tracked| tracked.session.buyer_cookie == cookie)
            .is_some_and(|newest| newest.session.created_at == self.now)
    }
}

async fn run_seed(db: &TestDatabase, seed: u64) {
    let mut race = Race::begin(db, seed).await;
    for round in 0..ROUNDS {
        if let Err(error) = race.round().await {
            panic!("PUNCHGATE_RACE_SEED={seed}, round {round}: {error}");
        }
    }
}

test_support::on_both_databases! {
    async fn whatever_comes_at_once_comes_as_if_one_after_another(db: TestDatabase) {
        let seed = std::env::var("PUNCHGATE_RACE_SEED").ok().and_then(|seed| seed.parse().ok());
        let fresh = u64::try_from(uuid::Uuid::new_v4().as_u128() & 0xffff_ffff).unwrap();
        run_seed(&db, seed.unwrap_or(fresh)).await;
    }
}
