//! Which session an order came of. An order names none; what tells is what the session's cart handed over: the shop's references of its
//! lines (`SupplierPartAuxiliaryID`, which comes back with the order: cXML 1.2, `ItemID`), or else its articles and quantities.
//!
//! Nothing is guessed: where two sessions fit, neither is taken.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use crate::{
    cart::{CheckedCart, is_charge_reference},
    ids::{ConnectionId, SessionId, TransactionId},
    order::OrderLine,
    session::{Operation, Session},
    time::Timestamp,
};

/// The longest reference, article number and order number that is remembered, in characters.
pub const MAX_REMEMBERED: usize = 255;

/// A line of a cart that was handed over, by what an order can name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedReference {
    /// The shop's own reference (`SupplierPartAuxiliaryID`); empty where it tells nothing.
    pub internal_id: String,
    /// The shop's article number (`SupplierPartID`).
    pub sku: String,
    /// How many units.
    pub quantity: Option<Decimal>,
}

impl HandedReference {
    /// One of what went over the wire. References of lines that the gateway made itself, for charges, are the same in every cart.
    #[must_use]
    pub fn new(internal_id: &str, sku: &str, quantity: Option<Decimal>) -> Self {
        let internal_id = internal_id.trim();
        let tells =
            !is_charge_reference(internal_id) && internal_id.chars().nth(MAX_REMEMBERED).is_none();
        Self {
            internal_id: if tells { internal_id } else { "" }.to_owned(),
            sku: remembered(sku),
            quantity: quantity.map(|quantity| quantity.normalize()),
        }
    }

    /// Those of a cart that is written as it stands.
    #[must_use]
    pub fn of_cart(cart: &CheckedCart) -> Vec<Self> {
        let lines = cart.lines.iter();
        lines
            .map(|line| Self::new(&line.internal_id, &line.sku, Some(line.quantity)))
            .collect()
    }
}

/// A cart that was handed over, and its session.
#[derive(Clone, Debug)]
pub struct HandedCart {
    /// The session.
    pub session: Session,
    /// The lines that it handed over last.
    pub lines: Vec<HandedReference>,
}

/// What was found out about an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// It names nothing that was handed over.
    Nothing,
    /// It came of these sessions: of one, as a rule.
    Of(Vec<SessionId>),
    /// Several sessions fit.
    Ambiguous,
}

/// An order as a session remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionOrder {
    /// The session.
    pub session_id: SessionId,
    /// The order's log entry.
    pub transaction_id: TransactionId,
    /// The connection that both came through.
    pub connection_id: ConnectionId,
    /// What leads people to that.
    pub support_reference: String,
    /// The order's number at the buyer, its first [`MAX_REMEMBERED`] characters.
    pub order_id: String,
    /// `new`, `update` or `delete`.
    pub kind: String,
    /// When it came.
    pub at: Timestamp,
}

/// What is remembered of a text, for comparing.
#[must_use]
pub fn remembered(text: &str) -> String {
    text.trim().chars().take(MAX_REMEMBERED).collect()
}

/// The references by which an order's lines can be recognised.
#[must_use]
pub fn references(lines: &[OrderLine]) -> Vec<&str> {
    let mut references: Vec<_> = lines
        .iter()
        .filter_map(|line| line.internal_id.as_deref())
        .map(str::trim)
        .filter(|reference| !reference.is_empty() && !is_charge_reference(reference))
        .collect();
    references.sort_unstable();
    references.dedup();
    references
}

/// The session whose cart has all the lines that the order names, of those that were handed over at all: lines from elsewhere may stand
/// beside them, and lines of the cart may be missing. An edit takes the place of the cart that it began with. An order that was put together
/// of several carts came of each of their sessions, where each line tells one.
#[must_use]
pub fn by_references(lines: &[OrderLine], carts: &[HandedCart]) -> Recognised {
    let carts: Vec<Known<'_>> = carts.iter().map(Known::of).collect();
    let named: Vec<&OrderLine> = lines
        .iter()
        .filter(|line| carts.iter().any(|cart| cart.has(line)))
        .collect();
    if named.is_empty() {
        return Recognised::Nothing;
    }
    let whole = latest(
        carts
            .iter()
            .filter(|cart| named.iter().all(|line| cart.has(line))),
    );
    match whole.as_slice() {
        [one] => return Recognised::Of(vec![one.session.id]),
        [] => {}
        _ => return Recognised::Ambiguous,
    }
    let mut sessions = Vec::new();
    for line in named {
        match latest(carts.iter().filter(|cart| cart.has(line))).as_slice() {
            [one] => sessions.push(one.session.id),
            _ => return Recognised::Ambiguous,
        }
    }
    sessions.sort_unstable_by_key(|id| id.0);
    sessions.dedup();
    Recognised::Of(sessions)
}

/// The session whose cart has the same articles in the same quantities, line by line: for orders whose references were lost on the way.
#[must_use]
pub fn by_articles(lines: &[OrderLine], carts: &[HandedCart]) -> Recognised {
    let Some(wanted) = articles(lines) else {
        return Recognised::Nothing;
    };
    let carts: Vec<Known<'_>> = carts
        .iter()
        .filter(|cart| {
            counted(
                cart.lines
                    .iter()
                    .map(|line| (line.sku.clone(), line.quantity)),
            ) == wanted
        })
        .map(Known::of)
        .collect();
    match latest(carts.iter()).as_slice() {
        [] => Recognised::Nothing,
        [one] => Recognised::Of(vec![one.session.id]),
        _ => Recognised::Ambiguous,
    }
}

type Counted = BTreeMap<(String, Option<Decimal>), usize>;

/// The articles of an order in which each line has one, and how many, and none has a reference.
fn articles(lines: &[OrderLine]) -> Option<Counted> {
    let complete = lines.iter().all(|line| {
        line.internal_id.is_none() && !line.sku.trim().is_empty() && line.quantity.is_some()
    });
    let article = |line: &OrderLine| {
        let quantity = line.quantity.map(|quantity| quantity.normalize());
        (remembered(&line.sku), quantity)
    };
    (complete && !lines.is_empty()).then(|| counted(lines.iter().map(article)))
}

fn counted(articles: impl Iterator<Item = (String, Option<Decimal>)>) -> Counted {
    let mut counted = Counted::new();
    for article in articles {
        *counted.entry(article).or_default() += 1;
    }
    counted
}

/// A cart, looked up by reference.
struct Known<'a> {
    session: &'a Session,
    skus: HashMap<&'a str, &'a str>,
}

impl<'a> Known<'a> {
    fn of(cart: &'a HandedCart) -> Self {
        let line = |line: &'a HandedReference| (line.internal_id.as_str(), line.sku.as_str());
        Self {
            session: &cart.session,
            skus: cart.lines.iter().map(line).collect(),
        }
    }

    /// Whether the cart has a line that an order has. The article number may be missing in the order, but it is no other one.
    fn has(&self, line: &OrderLine) -> bool {
        let reference = line.internal_id.as_deref().map_or("", str::trim);
        let sku = remembered(&line.sku);
        !reference.is_empty()
            && self
                .skus
                .get(reference)
                .is_some_and(|handed| sku.is_empty() || *handed == sku)
    }

    /// Whether this is an edit of a cart.
    fn began_with(&self, earlier: &Self) -> bool {
        let mut items = self.session.items.iter();
        self.session.operation == Operation::Edit
            && items.any(|item| {
                let reference = item.internal_id.as_deref().map_or("", str::trim);
                !reference.is_empty() && earlier.skus.contains_key(reference)
            })
    }
}

/// Without the carts that were edited since: each edit takes the place of the last one before it that it can have begun with.
fn latest<'a>(carts: impl Iterator<Item = &'a Known<'a>>) -> Vec<&'a Known<'a>> {
    let mut carts: Vec<_> = carts.collect();
    carts.sort_unstable_by_key(|cart| (cart.session.created_at, cart.session.id.0));
    let mut left: Vec<&Known<'_>> = Vec::new();
    for cart in carts {
        if let Some(place) = left.iter().rposition(|earlier| cart.began_with(earlier)) {
            left.remove(place);
        }
        left.push(cart);
    }
    left
}

#[cfg(test)]
mod tests;
