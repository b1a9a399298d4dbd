#![doc = include_str!("../README.md")]

mod acknowledgment;
mod envelope;
mod fault;
mod form_post;
mod json;
mod object;
mod purchase_order;
mod replies;
mod return_cart;
mod session_request;
mod writer;

pub use acknowledgment::{Acknowledgment, ConfirmationHeader, ConfirmedItem};
pub use envelope::{Envelope, Key};
pub use fault::{Fault, FaultKind};
pub use form_post::FormPost;
pub use json::{MAX_BYTES, MAX_CART_BYTES, MAX_DEPTH, MAX_VALUES};
pub use purchase_order::{
    Address, OrderContact, OrderDetails, OrderHeader, OrderItem, PurchaseOrder,
};
pub use replies::{RedirectReply, StartReply};
pub use return_cart::{CartItem, CartShape, ReturnCart};
pub use session_request::{
    Contact, ItemType, Operation, Params, RequestBody, RequestItem, SessionRequest, Shipping,
};

/// The members of an object that the family does not know, as they came; they are written again.
pub type Others = serde_json::Map<String, serde_json::Value>;

#[cfg(test)]
mod tests;
