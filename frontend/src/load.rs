//! Data on its way from the API, and the one view of it.

use std::any::Any;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{Client, Failure};
use crate::session::use_client;

/// Data on its way from the API.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Load<T> {
    /// Nothing has come yet.
    Loading,
    /// It is here.
    Ready(T),
    /// It was here before, and getting it anew failed.
    Stale(T, Failure),
    /// It did not come.
    Failed(Failure),
}

impl<T> Load<T> {
    /// What is here, however old.
    pub(crate) fn data(&self) -> Option<&T> {
        match self {
            Self::Ready(data) | Self::Stale(data, _) => Some(data),
            Self::Loading | Self::Failed(_) => None,
        }
    }

    /// What failed last.
    pub(crate) fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Stale(_, failure) | Self::Failed(failure) => Some(failure),
            Self::Loading | Self::Ready(_) => None,
        }
    }

    /// What an answer makes of it: good data is kept when getting it anew fails.
    pub(crate) fn received(self, answer: Result<T, Failure>) -> Self {
        match (answer, self) {
            (Ok(data), _) => Self::Ready(data),
            (Err(failure), Self::Ready(data) | Self::Stale(data, _)) => Self::Stale(data, failure),
            (Err(failure), Self::Loading | Self::Failed(_)) => Self::Failed(failure),
        }
    }
}

/// A load in a component.
#[derive(Clone, PartialEq)]
pub(crate) struct Loaded<T> {
    /// How far it is.
    pub(crate) load: Load<Rc<T>>,
    /// Whether an answer is awaited; `load` may hold earlier data meanwhile.
    pub(crate) busy: bool,
    /// Gets it anew.
    pub(crate) reload: Callback<()>,
}

/// Data of any kind. Apart from the kinds, so that what is done with them is in the console once.
type Erased = Rc<dyn Any>;

type Answer = Pin<Box<dyn Future<Output = Result<Erased, Failure>>>>;

#[derive(Clone)]
struct State {
    load: Load<Erased>,
    busy: bool,
    /// Number of the call whose answer counts.
    call: u32,
}

enum Change {
    Called(u32),
    Answered(u32, Result<Erased, Failure>),
}

impl Reducible for State {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        match change {
            Change::Called(call) => Rc::new(Self {
                load: self.load.clone(),
                busy: true,
                call,
            }),
            // An answer that a later call has overtaken.
            Change::Answered(call, _) if call != self.call => self,
            Change::Answered(call, answer) => Rc::new(Self {
                load: self.load.clone().received(answer),
                busy: false,
                call,
            }),
        }
    }
}

impl Load<Erased> {
    /// The data as what it is.
    fn typed<T: 'static>(&self) -> Load<Rc<T>> {
        let typed = |data: &Erased| Rc::clone(data).downcast::<T>();
        match self {
            Self::Loading => Load::Loading,
            Self::Failed(failure) => Load::Failed(failure.clone()),
            Self::Ready(data) => typed(data).map_or(Load::Loading, Load::Ready),
            Self::Stale(data, failure) => {
                typed(data).map_or(Load::Loading, |data| Load::Stale(data, failure.clone()))
            }
        }
    }
}

/// Waits for an answer and hands it over.
fn await_answer(
    changes: UseReducerDispatcher<State>,
    calls: &RefCell<u32>,
    answer: Option<Answer>,
) {
    let call = {
        let mut calls = calls.borrow_mut();
        *calls = calls.wrapping_add(1);
        *calls
    };
    changes.dispatch(Change::Called(call));
    if let Some(answer) = answer {
        spawn_local(async move {
            changes.dispatch(Change::Answered(call, answer.await));
        });
    }
}

/// Gets data from the API, again whenever `dependencies` change or a reload is asked for.
#[hook]
pub(crate) fn use_load<D, T, F, R>(dependencies: D, get: F) -> Loaded<T>
where
    D: Clone + PartialEq + 'static,
    T: 'static,
    F: Fn(Client, D) -> R + 'static,
    R: Future<Output = Result<T, Failure>> + 'static,
{
    let client = use_client();
    let state = use_reducer(|| State {
        load: Load::Loading,
        busy: true,
        call: 0,
    });
    let calls = use_mut_ref(|| 0_u32);
    let reloads = use_state(|| 0_u32);
    {
        let dispatch = state.dispatcher();
        use_effect_with(
            (dependencies, *reloads, client),
            move |(dependencies, _, client)| {
                let answer = client.clone().map(|client| {
                    let answer = get(client, dependencies.clone());
                    let answer = async move { answer.await.map(|data| Rc::new(data) as Erased) };
                    Box::pin(answer) as Answer
                });
                await_answer(dispatch, &calls, answer);
            },
        );
    }
    let reload = use_callback(reloads, |(), reloads| {
        reloads.set(reloads.wrapping_add(1));
    });
    Loaded {
        load: state.load.typed(),
        busy: state.busy,
        reload,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_data_outlives_a_failure_and_is_replaced_by_better() {
        let load = Load::Loading.received(Ok(1));
        assert_eq!(load, Load::Ready(1));
        let load = load.received(Err(Failure::Unreachable));
        assert_eq!(load, Load::Stale(1, Failure::Unreachable));
        assert_eq!(load.data(), Some(&1));
        let load = load.received(Err(Failure::Unreadable));
        assert_eq!(load, Load::Stale(1, Failure::Unreadable));
        assert_eq!(load.received(Ok(2)), Load::Ready(2));
    }

    #[test]
    fn without_data_a_failure_is_all_there_is() {
        let load = Load::<u8>::Loading.received(Err(Failure::Unreachable));
        assert_eq!(load, Load::Failed(Failure::Unreachable));
        assert_eq!(load.data(), None);
        assert_eq!(load.failure(), Some(&Failure::Unreachable));
    }
}
