//! A form in a component.

use std::rc::Rc;

use yew::prelude::*;

use super::state::FormChange;
use super::{FormState, Model};

/// Where a value stands in a form.
pub(crate) type Lens<F, V> = fn(&mut F) -> &mut V;

/// A form in a component, as it was when the component was drawn: what is compared must not change behind one's back, as a handle of
/// the state would.
pub(crate) struct Form<F: Model> {
    state: Rc<FormState<F>>,
    changes: UseReducerDispatcher<FormState<F>>,
}

// Derived, these would ask the same of the form's state.
impl<F: Model> Clone for Form<F> {
    fn clone(&self) -> Self {
        Self {
            state: Rc::clone(&self.state),
            changes: self.changes.clone(),
        }
    }
}

impl<F: Model> PartialEq for Form<F> {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state
    }
}

impl<F: Model> Form<F> {
    /// Where it stands.
    pub(crate) fn state(&self) -> &FormState<F> {
        &self.state
    }

    /// What is in its fields.
    pub(crate) fn now(&self) -> &F {
        &self.state.now
    }

    /// Tells it what happens.
    pub(crate) fn changes(&self) -> UseReducerDispatcher<FormState<F>> {
        self.changes.clone()
    }

    /// The value of a field.
    pub(crate) fn value<V: Clone>(&self, lens: Lens<F, V>) -> V {
        lens(&mut self.now().clone()).clone()
    }

    /// Changes what is in its fields.
    pub(crate) fn edit(&self, change: impl FnOnce(&mut F) + 'static) {
        self.changes.dispatch(FormChange::Edit(Box::new(change)));
    }

    /// Puts values into a field.
    pub(crate) fn setter<V: 'static>(&self, lens: Lens<F, V>) -> Callback<V> {
        let changes = self.changes();
        Callback::from(move |value| {
            changes.dispatch(FormChange::Edit(Box::new(move |form| *lens(form) = value)));
        })
    }
}

/// A form, first in the state that `begin` gives.
#[hook]
pub(crate) fn use_form<F: Model>(begin: impl FnOnce() -> FormState<F>) -> Form<F> {
    let state = use_reducer(begin);
    Form {
        state: Rc::new((*state).clone()),
        changes: state.dispatcher(),
    }
}
