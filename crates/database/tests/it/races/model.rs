//! What a session may do, said a second time and without a database: each step changes a value, and tells what it has to answer.

use database::access_tokens::RedeemOutcome;
use punchout::{
    secret::TokenHash,
    session::{
        HandOver, HandOverKind, Session, SessionEvent, SessionEventKind as Kind, SessionState,
    },
    time::Timestamp,
    transaction::Transaction,
};

/// A step, and when it was taken by the clock of the node that took it.
#[derive(Clone, Debug)]
pub struct Step {
    pub deed: Deed,
    pub at: Timestamp,
}

#[derive(Clone, Debug)]
pub enum Deed {
    /// The session itself comes.
    Come,
    /// A newer session of the same buyer comes.
    Supersede,
    Start {
        token: TokenHash,
        token_expires_at: Timestamp,
    },
    Redeem(TokenHash),
    /// The buyer enters a store that has no tokens.
    Enter,
    Return {
        kind: HandOverKind,
        code: TokenHash,
        cart: String,
    },
    /// Staff give the return a new link.
    Reissue(TokenHash),
    /// The return page is opened.
    Open(TokenHash),
    End,
    /// An administrator ends all sessions of the connection.
    EndAll,
    /// A sweep notes what has expired.
    Sweep,
    /// The store does something that is no step.
    Touch,
    /// An order of its cart comes, with its log entry.
    Order(Box<Transaction>),
}

/// What a step answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    Nothing,
    Done(bool),
    Redeemed,
    Spent,
    Revoked,
    Expired,
    Over(SessionState),
}

impl From<RedeemOutcome> for Said {
    fn from(outcome: RedeemOutcome) -> Self {
        match outcome {
            RedeemOutcome::Redeemed(_) => Self::Redeemed,
            RedeemOutcome::Spent => Self::Spent,
            RedeemOutcome::Revoked => Self::Revoked,
            RedeemOutcome::Expired => Self::Expired,
            RedeemOutcome::SessionOver(state) => Self::Over(state),
            RedeemOutcome::Unknown | RedeemOutcome::WrongStore | RedeemOutcome::StoreDisabled => {
                Self::Nothing
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    hash: TokenHash,
    expires_at: Timestamp,
    spent: bool,
    revoked: bool,
}

/// What is on its way to the procurement system.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OnItsWay {
    code: TokenHash,
    kind: HandOverKind,
    cart: String,
    opened: bool,
}

/// A session as it has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// Whether it is there already.
    here: bool,
    pub state: SessionState,
    start_code_expires_at: Timestamp,
    last_activity_at: Timestamp,
    expires_at: Timestamp,
    idle_seconds: i64,
    tokens: Vec<Token>,
    on_its_way: Option<OnItsWay>,
    /// Whether it ever handed a cart over.
    handed: bool,
    /// The timeline's kinds, in no order: steps of one moment have none.
    timeline: Vec<String>,
}

impl Model {
    /// A session that is there, or one that will come.
    pub fn of(session: &Session, here: bool) -> Self {
        Self {
            here,
            state: session.state,
            start_code_expires_at: session.start_code_expires_at,
            last_activity_at: session.last_activity_at,
            expires_at: session.expires_at,
            idle_seconds: i64::from(session.idle_ttl_seconds),
            tokens: Vec::new(),
            on_its_way: None,
            handed: false,
            timeline: vec![format!("{:?}", Kind::Created)],
        }
    }

    pub const fn is_here(&self) -> bool {
        self.here
    }

    pub fn is_alive(&self, at: Timestamp) -> bool {
        self.here
            && self.expires_at > at
            && self.last_activity_at.plus_seconds(self.idle_seconds) > at
    }

    const fn is_open(&self) -> bool {
        self.here
            && matches!(
                self.state,
                SessionState::Created
                    | SessionState::Started
                    | SessionState::Shopping
                    | SessionState::Transferred
            )
    }

    /// Takes a step, and tells what it has to answer.
    pub fn take(&mut self, Step { deed, at }: &Step) -> Said {
        use SessionState::{
            Cancelled, Created, Ended, Expired, Shopping, Started, Superseded, Transferred,
        };
        let (state, alive) = (self.state, self.is_alive(*at));
        match deed {
            Deed::Come => {
                self.here = true;
                Said::Nothing
            }
            Deed::Supersede => {
                if alive && matches!(state, Created | Started | Shopping) {
                    self.go(Superseded, Kind::Superseded, *at);
                }
                Said::Nothing
            }
            Deed::Start {
                token,
                token_expires_at,
            } => {
                let can =
                    alive && matches!(state, Created | Started) && self.start_code_expires_at > *at;
                if can {
                    self.go(Started, Kind::Started, *at);
                    self.revoke();
                    self.tokens.push(Token {
                        hash: *token,
                        expires_at: *token_expires_at,
                        spent: false,
                        revoked: false,
                    });
                }
                Said::Done(can)
            }
            Deed::Redeem(hash) => self.redeem(*hash, *at),
            Deed::Enter => {
                let can = alive
                    && matches!(state, Created | Started | Shopping)
                    && self.start_code_expires_at > *at;
                if can && state != Shopping {
                    self.go(Shopping, Kind::Started, *at);
                    self.revoke();
                }
                Said::Done(can)
            }
            Deed::Return { kind, code, cart } => {
                let can = alive && matches!(state, Shopping | Transferred);
                if can {
                    match kind {
                        HandOverKind::Transfer => {
                            self.handed = true;
                            self.go(Transferred, Kind::Transferred, *at);
                        }
                        HandOverKind::Cancel => self.go(Cancelled, Kind::Cancelled, *at),
                    }
                    self.on_its_way = Some(OnItsWay {
                        code: *code,
                        kind: *kind,
                        cart: cart.clone(),
                        opened: false,
                    });
                }
                Said::Done(can)
            }
            Deed::Reissue(code) => {
                let Some(last) = &mut self.on_its_way else {
                    return Said::Done(false);
                };
                last.code = *code;
                last.opened = false;
                self.note(Kind::HandOverReissued);
                Said::Done(true)
            }
            Deed::Open(code) => {
                let first = self
                    .on_its_way
                    .as_mut()
                    .filter(|here| here.code == *code && !here.opened)
                    .map(|here| here.opened = true)
                    .is_some();
                if first {
                    self.note(Kind::HandOverOpened);
                }
                Said::Done(first)
            }
            Deed::End | Deed::EndAll => {
                let can = alive && self.is_open();
                if can {
                    self.go(Ended, Kind::Ended, *at);
                    self.on_its_way = None;
                }
                match deed {
                    Deed::End => Said::Done(can),
                    _ => Said::Nothing,
                }
            }
            Deed::Sweep => {
                if !alive && self.is_open() {
                    self.state = Expired;
                    self.note(Kind::Expired);
                }
                Said::Nothing
            }
            Deed::Touch => {
                if alive && self.is_open() && self.last_activity_at < at.plus_seconds(-5) {
                    self.last_activity_at = *at;
                }
                Said::Nothing
            }
            Deed::Order(_) => self.order(),
        }
    }

    /// An order: whether or not the time is over, and after any end it is noted at least.
    fn order(&mut self) -> Said {
        if self.handed
            && matches!(
                self.state,
                SessionState::Transferred | SessionState::Expired
            )
        {
            self.state = SessionState::Ordered;
            self.note(Kind::Ordered);
        } else {
            self.note(Kind::OrderReceived);
        }
        Said::Done(true)
    }

    fn redeem(&mut self, hash: TokenHash, at: Timestamp) -> Said {
        let alive = self.is_alive(at);
        let state = match self.state {
            _ if !alive && self.is_open() => SessionState::Expired,
            other => other,
        };
        let Some(token) = self.tokens.iter_mut().find(|token| token.hash == hash) else {
            return Said::Nothing;
        };
        if token.spent {
            Said::Spent
        } else if token.revoked {
            Said::Revoked
        } else if token.expires_at <= at {
            Said::Expired
        } else if state != SessionState::Started {
            Said::Over(state)
        } else {
            token.spent = true;
            self.go(SessionState::Shopping, Kind::Redeemed, at);
            Said::Redeemed
        }
    }

    fn revoke(&mut self) {
        for token in self.tokens.iter_mut().filter(|token| !token.spent) {
            token.revoked = true;
        }
    }

    fn go(&mut self, state: SessionState, kind: Kind, at: Timestamp) {
        self.state = state;
        self.last_activity_at = at;
        self.note(kind);
    }

    fn note(&mut self, kind: Kind) {
        self.timeline.push(format!("{kind:?}"));
        self.timeline.sort_unstable();
    }

    /// Whether what is stored is this.
    pub fn is(&self, session: &Session, timeline: &[SessionEvent], carts: &[HandOver]) -> bool {
        let mut kinds: Vec<String> = timeline
            .iter()
            .map(|event| format!("{:?}", event.kind))
            .collect();
        kinds.sort_unstable();
        let here: Vec<_> = carts
            .iter()
            .filter(|cart| cart.voided_at.is_none())
            .map(|cart| OnItsWay {
                code: cart.code,
                kind: cart.kind,
                cart: cart.fields[0].1.clone(),
                opened: cart.opened_at.is_some(),
            })
            .collect();
        let same_time = !self.is_open() || session.last_activity_at == self.last_activity_at;
        session.state == self.state
            && same_time
            && kinds == self.timeline
            && here == self.on_its_way.iter().cloned().collect::<Vec<_>>()
    }
}

/// All that a session can be after steps that were taken at one time, each with what it answered: in whichever order they came.
pub fn after(before: &[Model], steps: &[(Step, Said)]) -> Vec<Model> {
    let mut found = Vec::new();
    for model in before {
        let mut left: Vec<usize> = (0..steps.len()).collect();
        orders(model, steps, &mut left, &mut found);
    }
    found
}

fn orders(model: &Model, steps: &[(Step, Said)], left: &mut Vec<usize>, found: &mut Vec<Model>) {
    if left.is_empty() {
        if !found.contains(model) {
            found.push(model.clone());
        }
        return;
    }
    for place in 0..left.len() {
        let index = left.remove(place);
        let (step, said) = &steps[index];
        let mut next = model.clone();
        if next.take(step) == *said {
            orders(&next, steps, left, found);
        }
        left.insert(place, index);
    }
}
