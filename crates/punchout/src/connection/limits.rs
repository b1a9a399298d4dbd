//! What a connection bounds.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a connection bounds; nothing where absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// The most lines of a cart, as the store hands it over.
    pub max_lines: Option<u32>,
    /// The most units of a line.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub max_quantity: Option<Decimal>,
    /// The least that the lines of a cart come to, in the cart's currency, before tax, shipping and discount.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub min_order_value: Option<Decimal>,
    /// The most that the lines of a cart come to, likewise.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub max_order_value: Option<Decimal>,
    /// The most sessions that are opened within an hour.
    pub max_sessions_per_hour: Option<u32>,
}
