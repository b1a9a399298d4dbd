//! A return without a cart.

use punchout2go::{CartShape, ReturnCart};
use rust_decimal::Decimal;

use crate::session::{Operation, Session};

/// The return cart of a buyer who comes back without one: no lines, and a sum of nothing.
#[must_use]
pub fn empty_cart(session: &Session) -> ReturnCart {
    ReturnCart {
        shape: CartShape::Body,
        total: Some(Decimal::ZERO),
        currency: session.currency.clone(),
        edit_mode: Some(session.operation != Operation::Inspect),
        ..ReturnCart::default()
    }
}
