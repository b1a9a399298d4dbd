//! The log as it grows.

use std::cell::Cell;
use std::collections::HashSet;
use std::rc::Rc;

use api_types::page::{MAX_LIMIT, Page};
use api_types::transaction::{TransactionQuery, TransactionSummary};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{Failure, transactions};
use crate::browser::{self, Repetition};
use crate::format;
use crate::load::Loaded;
use crate::session::use_client;

/// How often the log is asked for what is new, in milliseconds.
const PERIOD: i32 = 2_000;
/// How far back it is asked, in seconds: an exchange is logged when it is over, with the time when it began.
const OVERLAP: u32 = 60;
/// How many entries come on top before the list is made anew.
const MAX_NEW: usize = 150;

/// What came after the list was shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tail {
    /// The list that it is about.
    base: Option<Rc<Page<TransactionSummary>>>,
    /// What came since, newest first.
    pub(super) arrived: Vec<TransactionSummary>,
    /// How many came at once last.
    pub(super) last: usize,
    /// How often something came.
    pub(super) times: u32,
    /// Why nothing can be known at the moment.
    pub(super) failure: Option<Failure>,
}

impl Tail {
    /// Where to ask from: a little before the newest entry.
    fn newest(&self) -> Option<&TransactionSummary> {
        let base = self.base.as_ref();
        self.arrived
            .first()
            .or_else(|| base.and_then(|page| page.items.first()))
    }

    /// Everything, newest first.
    pub(super) fn shown(&self, page: &Page<TransactionSummary>) -> Page<TransactionSummary> {
        let mut items = self.arrived.clone();
        items.extend(page.items.iter().cloned());
        Page {
            items,
            next_cursor: page.next_cursor.clone(),
        }
    }

    /// The entries that came after the list.
    pub(super) fn ids(&self) -> HashSet<Uuid> {
        self.arrived.iter().map(|entry| entry.id).collect()
    }

    fn with(mut self, answer: Result<Page<TransactionSummary>, Failure>) -> Self {
        let fresh = match answer {
            Ok(page) => page.items,
            Err(failure) => {
                self.failure = Some(failure);
                return self;
            }
        };
        self.failure = None;
        let base = self.base.iter().flat_map(|page| &page.items);
        let known: HashSet<_> = base.chain(&self.arrived).map(|entry| entry.id).collect();
        let fresh: Vec<_> = fresh
            .into_iter()
            .filter(|entry| !known.contains(&entry.id))
            .collect();
        if !fresh.is_empty() {
            self.last = fresh.len();
            self.times = self.times.wrapping_add(1);
            self.arrived.extend(fresh);
            self.arrived
                .sort_by(|a, b| (&b.at, b.id).cmp(&(&a.at, a.id)));
        }
        self
    }
}

/// What happens to it.
pub(super) enum Change {
    /// There is a new list.
    Begin(Option<Rc<Page<TransactionSummary>>>),
    /// What is new, or why it is not known.
    Answered(Result<Page<TransactionSummary>, Failure>),
}

impl Reducible for Tail {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        Rc::new(match change {
            Change::Begin(base) => Self {
                base,
                ..Self::default()
            },
            Change::Answered(answer) => (*self).clone().with(answer),
        })
    }
}

/// Follows the log as long as `on` and as long as the page is seen.
#[hook]
pub(super) fn use_tail(
    query: &TransactionQuery,
    loaded: &Loaded<Page<TransactionSummary>>,
    on: bool,
) -> Rc<Tail> {
    let client = use_client();
    let tail = use_reducer(Tail::default);
    let asking = use_memo((), |()| Cell::new(false));
    let base = loaded.load.data().cloned();
    {
        let changes = tail.dispatcher();
        // The same list is the same allocation.
        let identity = base.as_ref().map(|page| Rc::as_ptr(page) as usize);
        use_effect_with((identity, on), move |_| {
            changes.dispatch(Change::Begin(base));
        });
    }
    let current = use_mut_ref(|| Rc::new(Tail::default()));
    *current.borrow_mut() = Rc::new((*tail).clone());
    {
        let (changes, reload) = (tail.dispatcher(), loaded.reload.clone());
        use_effect_with((query.clone(), on, client), move |(query, on, client)| {
            let (query, client) = (query.clone(), client.clone());
            let ask = move || {
                let Some(client) = client.clone() else { return };
                if asking.get() || !browser::is_visible() {
                    return;
                }
                let tail = Rc::clone(&current.borrow());
                if tail.base.is_none() || tail.arrived.len() > MAX_NEW {
                    reload.emit(());
                    return;
                }
                let query = TransactionQuery {
                    from: tail
                        .newest()
                        .map(|entry| format::seconds_before(&entry.at, OVERLAP))
                        .or_else(|| query.from.clone()),
                    limit: Some(MAX_LIMIT),
                    ..query.clone()
                };
                let (changes, asking) = (changes.clone(), Rc::clone(&asking));
                asking.set(true);
                spawn_local(async move {
                    let answer = transactions::list(&client, &query).await;
                    asking.set(false);
                    changes.dispatch(Change::Answered(answer));
                });
            };
            let repetition = on.then(|| Repetition::every(PERIOD, ask));
            move || drop(repetition)
        });
    }
    Rc::new((*tail).clone())
}

#[cfg(test)]
mod tests {
    use api_types::transaction::{TransactionStatus, TransactionType};

    use super::*;

    fn entry(number: u128, at: &str) -> TransactionSummary {
        TransactionSummary {
            id: Uuid::from_u128(number),
            at: at.into(),
            transaction_type: TransactionType::Other,
            status: TransactionStatus::Ok,
            error_code: None,
            store_id: None,
            connection_id: None,
            business_unit_id: None,
            session_id: None,
            email: None,
            support_reference: String::new(),
            http_status: 200,
            protocol_status: None,
            duration_ms: 1.0,
        }
    }

    fn page(items: Vec<TransactionSummary>) -> Page<TransactionSummary> {
        Page {
            items,
            next_cursor: None,
        }
    }

    fn numbers(page: &Page<TransactionSummary>) -> Vec<u128> {
        page.items.iter().map(|entry| entry.id.as_u128()).collect()
    }

    #[test]
    fn what_is_new_comes_on_top_once_and_in_order() {
        let base = Rc::new(page(vec![entry(2, "02"), entry(1, "01")]));
        let tail = Tail {
            base: Some(Rc::clone(&base)),
            ..Tail::default()
        };
        let tail = tail.with(Ok(page(vec![entry(3, "03"), entry(2, "02")])));
        assert_eq!((tail.last, tail.times), (1, 1));
        // Began earlier, was over later.
        let late = vec![
            entry(5, "05"),
            entry(3, "03"),
            entry(4, "02"),
            entry(2, "02"),
        ];
        let tail = tail.with(Ok(page(late)));
        assert_eq!((tail.last, tail.times), (2, 2));
        assert_eq!(numbers(&tail.shown(&base)), [5, 3, 4, 2, 1]);
        assert_eq!(tail.newest().map(|entry| entry.id.as_u128()), Some(5));
        let tail = tail.with(Ok(page(vec![entry(5, "05")])));
        assert_eq!((tail.last, tail.times), (2, 2));
    }

    #[test]
    fn a_failure_keeps_what_came_and_the_next_answer_ends_it() {
        let tail = Tail::default().with(Ok(page(vec![entry(1, "01")])));
        let tail = tail.with(Err(Failure::Unreachable));
        assert_eq!(tail.arrived.len(), 1);
        assert_eq!(tail.failure, Some(Failure::Unreachable));
        assert_eq!(tail.with(Ok(page(Vec::new()))).failure, None);
    }
}
