//! OCI: calls to neutral data, carts to forms.

mod inbound;
pub mod mapped;
mod outbound;

pub use inbound::{findings, setup_request};
pub use outbound::{ReturnForm, empty_form, return_form};

#[cfg(test)]
mod tests;
