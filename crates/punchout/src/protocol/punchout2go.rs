//! PunchOut2Go's JSON: session requests and return carts to neutral data and back, on both sides of the gateway.

mod empty;
mod inbound;
pub mod mapped;
mod order;
mod outbound;
mod shop_cart;
mod shop_request;

pub use empty::empty_cart;
pub use inbound::setup_request;
pub use order::purchase_order;
pub use outbound::return_cart;
pub use shop_cart::cart;
pub use shop_request::{ShopSession, session_request};

#[cfg(test)]
mod tests;
