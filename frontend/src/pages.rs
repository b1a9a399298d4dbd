//! The pages, one file or folder each.

pub(crate) mod change_password;
pub(crate) mod connection;
pub(crate) mod connections;
pub(crate) mod not_found;
pub(crate) mod sign_in;
pub(crate) mod sign_in_frame;
pub(crate) mod transaction;
pub(crate) mod transactions;
