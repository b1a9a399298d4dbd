//! What a connection bounds, between JSON and the domain.

use api_types::{connection::NewConnection, scalar::DecimalString};
use punchout::connection::Limits;
use rust_decimal::Decimal;

use crate::api::decimal;

/// What is to be bounded. Texts that are no numbers were refused before.
pub(super) fn limits(input: &NewConnection) -> Limits {
    Limits {
        max_lines: input.max_lines,
        max_quantity: number(input.max_quantity.as_ref()),
        min_order_value: number(input.min_order_value.as_ref()),
        max_order_value: number(input.max_order_value.as_ref()),
        max_sessions_per_hour: input.max_sessions_per_hour,
    }
}

fn number(text: Option<&DecimalString>) -> Option<Decimal> {
    text.and_then(|text| decimal::parse(&text.0))
}
