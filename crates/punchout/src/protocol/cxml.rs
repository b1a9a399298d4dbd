//! cXML: documents to neutral data and back.

mod findings;
mod inbound;
mod left_out;
pub mod mapped;
mod order;
mod outbound;

pub use findings::findings;
pub use inbound::{
    handed_lines, handed_references, identity, marketplaces, order_id, parties, presented,
    setup_request,
};
pub use left_out::left_out;
pub use order::order;
pub use outbound::{
    Envelope, empty_message, form_field, order_message, profile_response, setup_response, status,
};

#[cfg(test)]
mod tests;
