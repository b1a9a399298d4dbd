//! Bundles for receivers that know no parts of lines.

use std::collections::HashMap;

use codes::Currency;
use rust_decimal::Decimal;

use crate::cart::{Charge, CheckedLine};

/// Makes each part a part of its line: the description names it, the price includes it. The sum of all lines stays.
pub(super) fn fold(lines: Vec<CheckedLine>, currency: &Currency) -> Vec<CheckedLine> {
    let parents: HashMap<u32, u32> = lines
        .iter()
        .filter_map(|line| Some((line.line_number, line.parent_line_number?)))
        .collect();
    let (mut wholes, parts): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|line| line.parent_line_number.is_none());
    let places: HashMap<u32, usize> = wholes
        .iter()
        .enumerate()
        .map(|(place, line)| (line.line_number, place))
        .collect();
    let mut amounts: HashMap<u32, Decimal> = HashMap::new();
    for part in parts {
        let number = whole_of(part.line_number, &parents);
        // The check saw to it that each part leads to a line that is none.
        let Some(whole) = places.get(&number).and_then(|place| wholes.get_mut(*place)) else {
            continue;
        };
        whole.description.push('\n');
        whole.description.push_str(&told(&part));
        whole.tax = sum(whole.tax.take(), part.tax.clone());
        if let Some(amount) = amount(&part, currency).filter(|amount| !amount.is_zero()) {
            let sum = amounts.entry(number).or_default();
            *sum = sum.saturating_add(amount);
        }
    }
    for whole in &mut wholes {
        if let Some(parts) = amounts.get(&whole.line_number) {
            include(whole, *parts, currency);
        }
    }
    wholes
}

fn whole_of(mut number: u32, parents: &HashMap<u32, u32>) -> u32 {
    for _ in 0..=parents.len() {
        match parents.get(&number) {
            Some(parent) => number = *parent,
            None => break,
        }
    }
    number
}

/// A part in words: `2 x 3.50 x Handle`, without a price where it has none.
fn told(part: &CheckedLine) -> String {
    let name = part.name.as_deref().unwrap_or(&part.description);
    let quantity = part.quantity.normalize();
    if part.unit_price.is_zero() {
        return format!("{quantity} x {name}");
    }
    let price = part.unit_price.checked_div(part.price_unit);
    let price = price.unwrap_or(part.unit_price).round_dp(6).normalize();
    format!("{quantity} x {price} x {name}")
}

/// What a line costs, rounded as it would be at the buyer.
fn amount(line: &CheckedLine, currency: &Currency) -> Option<Decimal> {
    let exact = line
        .unit_price
        .checked_mul(line.quantity)?
        .checked_div(line.price_unit)?;
    Some(codes::round_to_minor(exact, currency))
}

/// Raises a line's price by what its parts cost.
fn include(whole: &mut CheckedLine, parts: Decimal, currency: &Currency) {
    let Some(amount) = amount(whole, currency).and_then(|own| own.checked_add(parts)) else {
        return;
    };
    let each = amount
        .checked_div(whole.quantity)
        .map(|each| each.round_dp(6).normalize());
    match each {
        Some(each) if each.checked_mul(whole.quantity) == Some(amount) => {
            whole.unit_price = each;
            whole.price_unit = Decimal::ONE;
        }
        // A price that comes out right for the whole quantity alone.
        _ => {
            whole.unit_price = amount;
            whole.price_unit = whole.quantity;
        }
    }
}

fn sum(one: Option<Charge>, other: Option<Charge>) -> Option<Charge> {
    match (one, other) {
        (Some(one), Some(other)) => Some(Charge {
            amount: one.amount.saturating_add(other.amount),
            ..one
        }),
        (one, other) => one.or(other),
    }
}
