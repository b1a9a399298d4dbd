//! What a connection's settings make of a checked cart before it is written: bundles, lengths, and where the amounts beside the lines
//! go.

mod bundles;
mod classes;
mod digits;

use rust_decimal::Decimal;

use super::{Charge, CheckedCart, CheckedLine};
use crate::{
    connection::{BundleMode, ChargeKind, ChargeMode, Connection},
    finding::{Finding, Findings, Severity},
    session::SessionItem,
};

/// What the references of lines that stand for charges begin with. No store's own reference does.
const CHARGE_REFERENCE: &str = "punchgate:";

/// What is to be done where a version has no place for something.
const NEWER: &str = "Nothing, if the buyer does without. Else the buyer's system has to send a later cXML version, or the connection's mapping puts it elsewhere, such as into an Extrinsic.";

/// What the document to be written can carry.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// A discount in its head (cXML from 1.2.036, Modifications).
    pub header_discount: bool,
    /// Lines that are parts of others (cXML from 1.2.036, ItemIn/@parentLineNumber).
    pub composites: bool,
    /// What it has no place for.
    pub lacks: &'static [Lacking],
}

/// What a document may have no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// The buyer's article number of a line (cXML from 1.2.036, `BuyerPartID`).
    BuyerSku,
    /// The lead time of a line (cXML from 1.2.014, `LeadTime`).
    LeadTime,
    /// The cart's comment (cXML from 1.2.036, ItemIn/Comments).
    Comment,
}

/// Arranges a cart as a connection wants it. What that takes from the cart is a finding.
#[must_use]
pub fn arrange(
    mut cart: CheckedCart,
    connection: &Connection,
    target: Target,
) -> (CheckedCart, Findings) {
    let mut findings = Findings::default();
    digits::fit(&mut cart, &mut findings);
    let settings = &connection.cart;
    let has_parts = cart
        .lines
        .iter()
        .any(|line| line.parent_line_number.is_some());
    if has_parts && (settings.bundle_mode == BundleMode::Single || !target.composites) {
        if settings.bundle_mode == BundleMode::Composite {
            findings.add(finding(
                "cart.bundles_folded",
                Severity::Notice,
                "/items",
                "The document's version has no lines that are parts of others: they stand in the description of the line that they belong to.".to_owned(),
                "Nothing, if the buyer can order them so. From cXML 1.2.036 on parts stay lines.",
            ));
        }
        cart.lines = bundles::fold(cart.lines, cart.currency);
    }
    if let Some(most) = settings.max_description_length {
        for (index, line) in cart.lines.iter_mut().enumerate() {
            cut(index, line, most, &mut findings);
        }
    }
    classes::rename(&mut cart, settings, &mut findings);
    for lacking in target.lacks {
        findings.found.extend(omitted(&cart, *lacking));
    }
    charges(&mut cart, connection, target, &mut findings);
    (cart, findings)
}

/// What a document leaves out that has no place for it, where the cart has it.
fn omitted(cart: &CheckedCart, lacking: Lacking) -> Option<Finding> {
    let numbers: Vec<_> = cart
        .lines
        .iter()
        .filter(|line| match lacking {
            Lacking::BuyerSku => line.buyer_sku.is_some(),
            Lacking::LeadTime => line.lead_time_days.is_some(),
            Lacking::Comment => false,
        })
        .map(|line| line.line_number.to_string())
        .collect();
    let (what, path) = match lacking {
        Lacking::BuyerSku => ("The buyer's article number", "buyer_sku"),
        Lacking::LeadTime => ("The lead time", "lead_time_days"),
        Lacking::Comment => {
            cart.comment.as_ref()?;
            return Some(finding(
                "cart.field_omitted",
                Severity::Notice,
                "/comment",
                "The comment was left out: the document's version or format has no place for it."
                    .to_owned(),
                NEWER,
            ));
        }
    };
    let (first, more) = numbers.split_first()?;
    let lines = match more.len() {
        0 => format!("line {first}"),
        count => format!("line {first} and {count} more"),
    };
    Some(finding(
        "cart.field_omitted",
        Severity::Notice,
        &format!("/items/*/{path}"),
        format!("{what} of {lines} was left out: the document's version has no place for it."),
        NEWER,
    ))
}

/// Whether a line of an earlier cart stands for a charge, which is no article of the store.
#[must_use]
pub fn is_charge_line(item: &SessionItem) -> bool {
    item.internal_id.as_deref().is_some_and(is_charge_reference)
}

/// Whether a reference is that of a line for a charge, which is the same in every cart.
#[must_use]
pub fn is_charge_reference(internal_id: &str) -> bool {
    internal_id.starts_with(CHARGE_REFERENCE)
}

/// Cuts a line's texts to a number of characters.
fn cut(index: usize, line: &mut CheckedLine, most: u32, findings: &mut Findings) {
    let number = line.line_number;
    for text in std::iter::once(&mut line.description).chain(line.name.as_mut()) {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let Some((end, _)) = text.char_indices().nth(most) else {
            continue;
        };
        let length = text.chars().count();
        text.truncate(end);
        text.truncate(text.trim_end().len());
        findings.add(finding(
            "cart.description_cut",
            Severity::Notice,
            &format!("/items/{index}/description"),
            format!(
                "The description of line {number} has {length} characters and was cut to {most}."
            ),
            "Nothing, if it says enough. The connection's max_description_length says how much is sent.",
        ));
    }
}

/// Puts tax, shipping and discount where they belong. What stays in the cart's fields goes into the header.
fn charges(
    cart: &mut CheckedCart,
    connection: &Connection,
    target: Target,
    findings: &mut Findings,
) {
    let mode = |kind| connection.cart.mode_of(kind, connection.format);
    // A tax that is a line, or that nobody wants to see, must not be told of by the lines as well.
    let tax_lines = match mode(ChargeKind::Tax) {
        ChargeMode::Header => true,
        ChargeMode::Line => cart.tax.is_none(),
        ChargeMode::Disabled => false,
    };
    if !tax_lines {
        for line in &mut cart.lines {
            line.tax = None;
        }
    }
    for kind in [ChargeKind::Shipping, ChargeKind::Tax, ChargeKind::Discount] {
        let place = match kind {
            ChargeKind::Shipping => &mut cart.shipping,
            ChargeKind::Tax => &mut cart.tax,
            ChargeKind::Discount => &mut cart.discount,
        };
        let Some(charge) = place.take() else { continue };
        match mode(kind) {
            ChargeMode::Disabled => {}
            ChargeMode::Line => as_line(cart, connection, kind, charge),
            ChargeMode::Header if kind == ChargeKind::Discount && !target.header_discount => {
                // Nothing that the buyer is owed is lost.
                if !charge.amount.is_zero() && !cart.lines.is_empty() {
                    findings.add(finding(
                        "cart.discount_as_line",
                        Severity::Warning,
                        "/discount",
                        format!(
                            "The discount of {} {} is a line: the document's version has no place for it in its head.",
                            charge.amount, cart.currency.code
                        ),
                        "Nothing, if the buyer's system takes lines below zero. Else have the store lower its prices, or send cXML 1.2.036 or later.",
                    ));
                }
                as_line(cart, connection, kind, charge);
            }
            ChargeMode::Header => {
                if kind == ChargeKind::Discount {
                    // The check saw to it that there is as much.
                    cart.total = cart.total.saturating_sub(charge.amount);
                }
                *place = Some(charge);
            }
        }
    }
}

/// Adds a line for a charge; none for one of nothing, and none to a cart without lines.
fn as_line(cart: &mut CheckedCart, connection: &Connection, kind: ChargeKind, charge: Charge) {
    let (sku, name) = match kind {
        ChargeKind::Shipping => ("shipping", "Shipping"),
        ChargeKind::Tax => ("tax", "Tax"),
        ChargeKind::Discount => ("discount", "Discount"),
    };
    let Some(first) = cart.lines.first().filter(|_| !charge.amount.is_zero()) else {
        return;
    };
    let classification = connection
        .default_classification
        .clone()
        .map_or_else(|| first.classification.clone(), |default| vec![default]);
    let unit_price = if kind == ChargeKind::Discount {
        -charge.amount
    } else {
        charge.amount
    };
    let highest = cart.lines.iter().map(|line| line.line_number).max();
    let line = CheckedLine {
        line_number: highest.unwrap_or_default().saturating_add(1),
        sku: sku.to_owned(),
        internal_id: format!("{CHARGE_REFERENCE}{sku}"),
        name: None,
        description: charge.description.unwrap_or_else(|| name.to_owned()),
        quantity: Decimal::ONE,
        unit: "EA",
        unit_price,
        price_unit: Decimal::ONE,
        classification,
        manufacturer: None,
        manufacturer_sku: None,
        buyer_sku: None,
        supplier_id: first.supplier_id.clone(),
        lead_time_days: None,
        url: None,
        image_url: None,
        parent_line_number: None,
        tax: None,
        custom_fields: Vec::new(),
    };
    cart.total = cart.total.saturating_add(unit_price);
    cart.lines.push(line);
}

fn finding(code: &str, severity: Severity, path: &str, text: String, advice: &str) -> Finding {
    Finding {
        code: code.to_owned(),
        severity,
        line: None,
        path: path.to_owned(),
        text,
        advice: advice.to_owned(),
    }
}

#[cfg(test)]
mod tests;
