//! The check of a cart: everything that the buyer's system would refuse is found before the cart leaves, all at once and field
//! by field.

mod limits;
mod line;

use rust_decimal::Decimal;

use super::{Cart, Charge};
use crate::{
    connection::{Classification, Connection},
    ids::SessionId,
    session::Operation,
};

/// The most lines that a cart can have.
pub const MAX_LINES: usize = 1_000;

/// A field that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartProblem {
    /// JSON pointer into the cart, such as `/items/0/unit`.
    pub pointer: String,
    /// Stable name.
    pub code: &'static str,
    /// What is wrong and what would be right.
    pub message: String,
}

/// A cart that can be handed over: every value present, one currency. Once it is arranged, its charges are in minor units of the currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedCart {
    /// ISO 4217 code of all amounts.
    pub currency: &'static codes::Currency,
    /// The lines before tax and shipping, in minor units of the currency; once the cart is arranged, less what the header takes off.
    pub total: Decimal,
    /// Shipping.
    pub shipping: Option<Charge>,
    /// Tax.
    pub tax: Option<Charge>,
    /// What is taken off the sum of the lines.
    pub discount: Option<Charge>,
    /// A note of the buyer.
    pub comment: Option<String>,
    /// The lines.
    pub lines: Vec<CheckedLine>,
}

/// A line that can be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedLine {
    /// Its number, unique in the cart.
    pub line_number: u32,
    /// `SupplierPartID`.
    pub sku: String,
    /// `SupplierPartAuxiliaryID`.
    pub internal_id: String,
    /// A short name.
    pub name: Option<String>,
    /// The description; the name where the store has none.
    pub description: String,
    /// How many units.
    pub quantity: Decimal,
    /// UN/CEFACT Recommendation 20 code.
    pub unit: &'static str,
    /// Price of `price_unit` units.
    pub unit_price: Decimal,
    /// How many units the price is for.
    pub price_unit: Decimal,
    /// Classifications: at least one, but for OCI.
    pub classification: Vec<Classification>,
    /// Manufacturer's name.
    pub manufacturer: Option<String>,
    /// Manufacturer's article number.
    pub manufacturer_sku: Option<String>,
    /// The buyer's own number for the article.
    pub buyer_sku: Option<String>,
    /// The supplier's number at the buyer.
    pub supplier_id: Option<String>,
    /// Whole days until delivery.
    pub lead_time_days: Option<u32>,
    /// The product's page.
    pub url: Option<String>,
    /// A picture.
    pub image_url: Option<String>,
    /// The line that this line is a part of.
    pub parent_line_number: Option<u32>,
    /// The line's tax.
    pub tax: Option<Charge>,
    /// More, by name.
    pub custom_fields: Vec<(String, String)>,
}

/// What a cart is checked against.
#[derive(Clone, Copy, Debug)]
pub struct CartRules<'a> {
    /// The connection: its defaults fill what lines lack.
    pub connection: &'a Connection,
    /// The session: part of the reference of lines that the store gave none.
    pub session: SessionId,
    /// What the buyer came for: only who edits can return with an empty cart.
    pub operation: Operation,
    /// ISO 4217 code for a cart that names no currency.
    pub default_currency: Option<&'a str>,
}

/// Checks a cart and fills in what can be derived.
///
/// # Errors
///
/// All problems of the cart, in the order of its fields.
pub fn check(cart: &Cart, rules: &CartRules<'_>) -> Result<CheckedCart, Vec<CartProblem>> {
    let mut problems = Problems::default();
    if cart.items.is_empty() && rules.operation != Operation::Edit {
        problems.add(
            "/items",
            "cart_empty",
            "The cart has no lines. Cancel the session to return without a cart.",
        );
    }
    if cart.items.len() > MAX_LINES {
        problems.add(
            "/items",
            "too_many_lines",
            format!("The cart has more than {MAX_LINES} lines, the most that are taken."),
        );
        return Err(problems.0);
    }
    let currency = currency(cart, rules, &mut problems);
    let lines: Vec<_> = cart
        .items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| line::check(index, item, rules, &mut problems))
        .collect();
    line::check_numbers(cart, &mut problems);
    let mut charge = |name: &str, charge: &Option<Charge>| {
        charge
            .as_ref()
            .map(|charge| check_charge(&format!("/{name}"), charge, &mut problems))
    };
    let (shipping, tax) = (charge("shipping", &cart.shipping), charge("tax", &cart.tax));
    let discount = charge("discount", &cart.discount);
    let comment = problems.text("/comment", cart.comment.as_deref(), 4_000);
    let Some(currency) = currency else {
        return Err(problems.0);
    };
    let total = total(&lines, currency, &mut problems);
    if let (Some(theirs), true) = (cart.total, problems.0.is_empty())
        && theirs != total
    {
        problems.add(
            "/total",
            "total_mismatch",
            format!("The lines amount to {total} {}, the cart says {theirs}. Leave the total out, or send the sum of the lines, each rounded to the digits of its currency, before tax, shipping and discount.", currency.code),
        );
    }
    limits::check(
        cart,
        total,
        currency,
        &rules.connection.limits,
        &mut problems,
    );
    if discount
        .as_ref()
        .is_some_and(|discount| codes::round_to_minor(discount.amount, currency) > total)
    {
        problems.add(
            "/discount/amount",
            "discount_too_large",
            format!(
                "The lines amount to {total} {}; no more can be taken off.",
                currency.code
            ),
        );
    }
    if problems.0.is_empty() {
        Ok(CheckedCart {
            currency,
            total,
            shipping,
            tax,
            discount,
            comment,
            lines,
        })
    } else {
        Err(problems.0)
    }
}

/// The one currency of a cart: a requisition has a single total.
fn currency(
    cart: &Cart,
    rules: &CartRules<'_>,
    problems: &mut Problems,
) -> Option<&'static codes::Currency> {
    let (pointer, code) = match (
        &cart.currency,
        cart.items.iter().find_map(|item| item.currency.as_deref()),
    ) {
        (Some(code), _) => ("/currency", Some(code.as_str())),
        (None, Some(code)) => ("/items/0/currency", Some(code)),
        (None, None) => ("/currency", rules.default_currency),
    };
    let Some(code) = code else {
        problems.add(
            pointer,
            "currency_missing",
            "Neither the cart nor the store names a currency. Send an ISO 4217 code such as EUR.",
        );
        return None;
    };
    for (index, item) in cart.items.iter().enumerate() {
        if item.currency.as_deref().is_some_and(|other| other != code) {
            problems.add(
                format!("/items/{index}/currency"),
                "currency_mixed",
                format!("All lines of a cart must be in one currency; this cart is in {code}."),
            );
        }
    }
    let found = codes::currency(code);
    if found.is_none() {
        problems.add(
            pointer,
            "currency_unknown",
            format!("“{code}” is no ISO 4217 currency code, such as EUR or USD."),
        );
    }
    found
}

fn check_charge(pointer: &str, charge: &Charge, problems: &mut Problems) -> Charge {
    if charge.amount.is_sign_negative() && !charge.amount.is_zero() {
        problems.add(
            format!("{pointer}/amount"),
            "negative",
            "The amount must not be negative.",
        );
    }
    Charge {
        amount: charge.amount,
        description: problems.text(
            &format!("{pointer}/description"),
            charge.description.as_deref(),
            255,
        ),
    }
}

/// What amounts stay below: 24 digits before the point leave room for those behind it in each currency.
const TOO_LARGE: Decimal = Decimal::from_parts(0xa100_0000, 0x1bce_cced, 0xd3c2, false, 0);

/// The sum of the lines, each rounded as it will be at the buyer.
fn total(lines: &[CheckedLine], currency: &codes::Currency, problems: &mut Problems) -> Decimal {
    let sum = lines
        .iter()
        // Told of already.
        .filter(|line| !line.price_unit.is_zero())
        .try_fold(Decimal::ZERO, |sum, line| {
            let amount = line
                .unit_price
                .checked_mul(line.quantity)?
                .checked_div(line.price_unit)?;
            sum.checked_add(codes::round_to_minor(amount, currency))
        });
    sum.filter(|sum| sum.abs() < TOO_LARGE).unwrap_or_else(|| {
        problems.add(
            "/items",
            "total_too_large",
            "The sum of the lines has more than 24 digits before the point.",
        );
        Decimal::ZERO
    })
}

/// What is found while checking.
#[derive(Default)]
struct Problems(Vec<CartProblem>);

impl Problems {
    fn add(&mut self, pointer: impl Into<String>, code: &'static str, message: impl Into<String>) {
        self.0.push(CartProblem {
            pointer: pointer.into(),
            code,
            message: message.into(),
        });
    }

    /// An optional text: trimmed, absent when empty, within its length, and of characters that XML can carry.
    fn text(&mut self, pointer: &str, text: Option<&str>, max_chars: usize) -> Option<String> {
        self.verbatim(pointer, text.map(str::trim), max_chars)
    }

    /// The same with the blanks around it: absent where there are only these.
    fn verbatim(&mut self, pointer: &str, text: Option<&str>, max_chars: usize) -> Option<String> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        let length = text.chars().count();
        if length > max_chars {
            self.add(
                pointer,
                "too_long",
                format!("The text has {length} characters; at most {max_chars} are taken."),
            );
        }
        if let Some(bad) = text.chars().find(|&c| !is_xml_char(c)) {
            self.add(
                pointer,
                "character_not_allowed",
                format!(
                    "The text has the character U+{:04X}, which no XML document can carry.",
                    u32::from(bad)
                ),
            );
        }
        Some(text.to_owned())
    }

    /// A text that must be there.
    fn required(&mut self, pointer: &str, text: &str, max_chars: usize) -> String {
        self.text(pointer, Some(text), max_chars)
            .unwrap_or_else(|| {
                self.add(pointer, "required", "The field must not be empty.");
                String::new()
            })
    }

    /// An optional web address.
    fn url(&mut self, pointer: &str, text: Option<&str>) -> Option<String> {
        let text = self.text(pointer, text, 2_000)?;
        let good = url::Url::parse(&text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        if !good {
            self.add(
                pointer,
                "url_invalid",
                "The address must be an absolute http or https URL.",
            );
        }
        Some(text)
    }
}

/// Char of XML 1.0, 2.2.
const fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests;
