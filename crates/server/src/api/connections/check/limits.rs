//! What can be bounded.

use api_types::{connection::NewConnection, scalar::DecimalString};
use rust_decimal::Decimal;

use crate::{api::decimal, validation::FieldErrors};

/// Checks what is to be bounded.
pub(super) fn check(errors: &mut FieldErrors, input: &NewConnection) {
    for (pointer, text) in [
        ("/max_quantity", &input.max_quantity),
        ("/min_order_value", &input.min_order_value),
        ("/max_order_value", &input.max_order_value),
    ] {
        let is_good = number(text).is_some_and(|number| number > Decimal::ZERO);
        errors.check(
            text.is_none() || is_good,
            pointer,
            "invalid",
            "must be a decimal number above zero as a string, such as \"1000.00\"",
        );
    }
    let bounds = (
        number(&input.min_order_value),
        number(&input.max_order_value),
    );
    if let (Some(least), Some(most)) = bounds {
        errors.check(
            least <= most,
            "/min_order_value",
            "out_of_range",
            "must not be above max_order_value",
        );
    }
}

fn number(text: &Option<DecimalString>) -> Option<Decimal> {
    decimal::parse(&text.as_ref()?.0)
}
