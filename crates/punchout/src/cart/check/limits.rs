//! The check against what the connection bounds.

use rust_decimal::Decimal;

use super::{CartProblem, Problems};
use crate::{cart::Cart, connection::Limits};

/// The names of what is found here.
const CODES: [&str; 4] = [
    "limit_lines",
    "limit_quantity",
    "limit_order_value",
    "limit_minimum_order_value",
];

impl CartProblem {
    /// Whether the field is good in itself, and beyond what the connection allows.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        CODES.contains(&self.code)
    }
}

/// Checks a cart, whose lines come to a total. One without lines is a return without a cart, and has nothing to be bounded.
pub(super) fn check(
    cart: &Cart,
    total: Decimal,
    currency: &codes::Currency,
    limits: &Limits,
    problems: &mut Problems,
) {
    let [lines, quantity, value, minimum] = CODES;
    if cart.items.is_empty() {
        return;
    }
    let count = u32::try_from(cart.items.len()).unwrap_or(u32::MAX);
    if let Some(most) = limits.max_lines.filter(|most| count > *most) {
        problems.add(
            "/items",
            lines,
            format!("The cart has {count} lines; the buyer's system takes {most}."),
        );
    }
    for (index, item) in cart.items.iter().enumerate() {
        if let Some(most) = limits.max_quantity.filter(|most| item.quantity > *most) {
            problems.add(
                format!("/items/{index}/quantity"),
                quantity,
                format!(
                    "The line has {} units; the buyer may order {most}.",
                    item.quantity
                ),
            );
        }
    }
    let code = currency.code;
    if let Some(most) = limits.max_order_value.filter(|most| total > *most) {
        problems.add(
            "/total",
            value,
            format!(
                "The lines amount to {total} {code}; the buyer may order for {most} {code} at most."
            ),
        );
    }
    if let Some(least) = limits.min_order_value.filter(|least| total < *least) {
        problems.add(
            "/total",
            minimum,
            format!("The lines amount to {total} {code}; the buyer has to order for {least} {code} at least."),
        );
    }
}
