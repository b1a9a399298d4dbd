//! cXML: documents to neutral data and back.

mod inbound;
mod outbound;

pub use inbound::{identity, parties, presented, setup_request};
pub use outbound::{
    Envelope, empty_message, form_field, order_message, profile_response, setup_response, status,
};

#[cfg(test)]
mod tests;
