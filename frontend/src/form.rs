//! Forms as plain data: what was there before, what a person has typed, what is wrong with it, and what goes to the API.
//!
//! `components/editor.rs` and its neighbours draw them.

pub(crate) mod changes;
pub(crate) mod errors;
pub(crate) mod handle;
pub(crate) mod model;
pub(crate) mod once;
pub(crate) mod secret;
pub(crate) mod settings;
pub(crate) mod state;
pub(crate) mod texts;

pub(crate) use self::handle::{Form, use_form};
pub(crate) use self::model::{Field, Model};
pub(crate) use self::state::{FormState, Refusal};
