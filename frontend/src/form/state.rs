//! Where a form stands.

use std::rc::Rc;

use api_types::problem::{FieldError, ProblemCode};
use yew::Reducible;

use super::Model;
use super::changes::rebase;
use crate::api::Failure;
use crate::api::collection::Versioned;

/// Why a form was not saved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// The console saw at once what is wrong.
    Fields(Vec<FieldError>),
    /// The API refused it, or did not answer.
    Failure(Failure),
}

impl Refusal {
    /// What is wrong with which field.
    pub(crate) fn errors(&self) -> &[FieldError] {
        match self {
            Self::Fields(errors) => errors,
            Self::Failure(failure) => failure.field_errors(),
        }
    }

    /// Whether somebody else changed the resource meanwhile.
    pub(crate) fn is_conflict(&self) -> bool {
        matches!(self, Self::Failure(failure) if failure.is(ProblemCode::PreconditionFailed))
    }
}

/// Where a form stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FormState<F> {
    /// What it was filled with.
    pub(crate) base: F,
    /// What is in its fields.
    pub(crate) now: F,
    /// The version of the resource that it was filled with.
    pub(crate) etag: Option<String>,
    /// Whether saving is under way.
    pub(crate) busy: bool,
    /// Why it was not saved.
    pub(crate) refusal: Option<Refusal>,
    /// Number of attempts to save it, so that each refusal is announced.
    pub(crate) attempts: u32,
    /// After the input was kept on top of somebody else's changes: the members that both have changed.
    pub(crate) contested: Option<Vec<String>>,
}

impl<F: Model> FormState<F> {
    /// An empty form for a new resource.
    pub(crate) fn new(empty: F) -> Self {
        Self {
            base: empty.clone(),
            now: empty,
            etag: None,
            busy: false,
            refusal: None,
            attempts: 0,
            contested: None,
        }
    }

    /// A form for changing a resource.
    pub(crate) fn of(existing: &Versioned<F::Resource>) -> Self {
        Self {
            etag: existing.etag.clone(),
            ..Self::new(F::of(&existing.resource))
        }
    }

    /// Whether anything would be lost.
    pub(crate) fn is_dirty(&self) -> bool {
        self.now != self.base
    }

    /// What is wrong with which field.
    pub(crate) fn errors(&self) -> &[FieldError] {
        self.refusal.as_ref().map_or(&[], Refusal::errors)
    }
}

/// What happens to a form.
pub(crate) enum FormChange<F: Model> {
    /// A field is changed.
    Edit(Box<dyn FnOnce(&mut F)>),
    /// Saving has begun.
    Sent,
    /// It was not saved.
    Refused(Refusal),
    /// The resource as it is now takes the place of what was typed.
    Replaced(Versioned<F::Resource>),
    /// What was typed is kept, on top of the resource as it is now.
    Kept(Versioned<F::Resource>),
}

impl<F: Model> Reducible for FormState<F> {
    type Action = FormChange<F>;

    fn reduce(self: Rc<Self>, change: FormChange<F>) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            FormChange::Edit(edit) => edit(&mut next.now),
            FormChange::Sent => next.busy = true,
            FormChange::Refused(refusal) => {
                next.busy = false;
                next.refusal = Some(refusal);
                next.attempts = next.attempts.wrapping_add(1);
            }
            FormChange::Replaced(current) => next = Self::of(&current),
            FormChange::Kept(current) => {
                next = Self::of(&current);
                let rebased = rebase(&self.base, &self.now, &next.base);
                next.now = rebased.form;
                next.contested = Some(rebased.contested);
            }
        }
        Rc::new(next)
    }
}
