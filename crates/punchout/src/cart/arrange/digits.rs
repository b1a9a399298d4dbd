//! The digits of amounts: as many as the currency has (ISO 4217).

use super::{Finding, Severity, finding};
use crate::{
    cart::{Charge, CheckedCart, CheckedLine},
    finding::Findings,
};

/// Rounds what is charged to minor units of the currency. Prices keep their digits, since a price of one screw may be a tenth of a cent.
pub(super) fn fit(cart: &mut CheckedCart, findings: &mut Findings) {
    let currency = cart.currency;
    let price_digits = of_prices(&cart.lines, currency);
    let in_head = [
        ("/shipping/amount", cart.shipping.as_mut()),
        ("/tax/amount", cart.tax.as_mut()),
        ("/discount/amount", cart.discount.as_mut()),
    ];
    for (path, charge) in in_head {
        if let Some(charge) = charge {
            findings.found.extend(round(charge, currency, path));
        }
    }
    for (index, line) in cart.lines.iter_mut().enumerate() {
        if let Some(tax) = &mut line.tax {
            let path = format!("/items/{index}/tax/amount");
            findings.found.extend(round(tax, currency, &path));
        }
    }
    findings.found.extend(price_digits);
}

fn round(charge: &mut Charge, currency: &codes::Currency, path: &str) -> Option<Finding> {
    let rounded = codes::round_to_minor(charge.amount, currency);
    let given = std::mem::replace(&mut charge.amount, rounded);
    (given != rounded).then(|| {
        finding(
            "cart.amount_rounded",
            Severity::Notice,
            path,
            format!(
                "{given} has more digits than {} has, and was rounded to {rounded}.",
                currency.code
            ),
            "Have the store send amounts in the digits of their currency.",
        )
    })
}

/// Prices with digits behind the point in a currency that has none: who rounds them comes to another total. Elsewhere such prices are usual.
fn of_prices(lines: &[CheckedLine], currency: &codes::Currency) -> Option<Finding> {
    if currency.digits != Some(0) {
        return None;
    }
    let numbers: Vec<_> = lines
        .iter()
        .filter(|line| !codes::fits_minor(line.unit_price, currency))
        .map(|line| line.line_number)
        .collect();
    let (first, more) = numbers.split_first()?;
    let of = match more.len() {
        0 => format!("line {first}"),
        count => format!("line {first} and {count} more"),
    };
    Some(finding(
        "cart.price_digits",
        Severity::Notice,
        "/items/*/unit_price",
        format!(
            "The price of {of} has digits behind the point, and {} has none. A procurement system that rounds it comes to another total.",
            currency.code
        ),
        "Have the store send the price of more units, such as 335 with a price_unit of 100.",
    ))
}
