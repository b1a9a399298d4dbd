//! Visits: who is in the shop, and what is in their cart.

use std::collections::VecDeque;

use api_types::punch_out_session::{Operation, Permission, PunchOutSession, SessionItem};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    Back,
    cart::{Change, quantity},
    catalogue::{self, Product},
};
use crate::random;

/// How many visits are remembered; the oldest give way.
const MOST_VISITS: usize = 200;

/// How many lines a cart has at most.
const MOST_LINES: usize = 50;

/// A line of a cart.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its number; the same when the cart comes back.
    pub number: u32,
    /// The shop's own reference; the same when the cart comes back.
    pub reference: String,
    /// What.
    pub product: &'static Product,
    /// How many.
    pub quantity: Decimal,
}

impl Line {
    /// What the line costs, in EUR.
    pub(super) fn amount(&self) -> Decimal {
        let price: Decimal = self.product.price.parse().unwrap_or_default();
        let unit: Decimal = self.product.price_unit.parse().unwrap_or(Decimal::ONE);
        price
            .checked_mul(self.quantity)
            .and_then(|amount| amount.checked_div(unit))
            .unwrap_or_default()
            .round_dp(2)
    }
}

/// A buyer in the shop.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    code: String,
    /// The session at the gateway; made up where the gateway does not tell it.
    pub session_id: Uuid,
    /// What references of new lines begin with.
    quote: String,
    /// How the cart goes back.
    pub back: Back,
    /// What the buyer came for.
    pub operation: Operation,
    /// What to call the buyer.
    pub buyer: String,
    /// Whether the gateway made the buyer for this session.
    pub is_new: bool,
    /// Business unit and connection.
    pub account: String,
    /// Whether the buyer may hand a cart over.
    pub may_check_out: bool,
    /// The article that the buyer selected in the procurement system.
    pub selected: Option<String>,
    /// What the procurement system looks for.
    pub search: Option<String>,
    /// The cart.
    pub lines: Vec<Line>,
    /// Lines of the earlier cart whose articles the shop does not have.
    pub lost: Vec<SessionItem>,
}

impl Visit {
    /// The visit that a redeemed session begins. An earlier cart is in it again.
    pub(super) fn of(session: &PunchOutSession) -> Self {
        let buyer = &session.buyer;
        let names = [&buyer.first_name, &buyer.last_name];
        let name: Vec<_> = names.into_iter().flatten().map(String::as_str).collect();
        let mut visit = Self {
            code: random::code(),
            session_id: session.id,
            quote: format!("cart-{}", session.id.simple()),
            back: Back::Rest,
            operation: session.operation,
            buyer: if name.is_empty() {
                buyer.email.clone()
            } else {
                name.join(" ")
            },
            is_new: buyer.is_new,
            account: format!(
                "{} ({})",
                session.business_unit.name, session.connection.name
            ),
            may_check_out: session.operation != Operation::Inspect
                && session
                    .permissions
                    .contains(&Permission::CheckOutOpenOrders),
            selected: session.selected_item.as_ref().map(|item| item.sku.clone()),
            search: said(session, "SEARCHSTRING"),
            lines: Vec::new(),
            lost: Vec::new(),
        };
        visit.restore_all(&session.items);
        visit
    }

    /// The visit that another connector begins.
    pub(super) fn arrived(arrived: Arrived) -> Self {
        let number: u32 = rand::random();
        let earlier = arrived.items.iter().find_map(|item| {
            let (quote, _) = item.internal_id.as_deref()?.split_once('/')?;
            Some(quote.to_owned())
        });
        let mut visit = Self {
            code: random::code(),
            session_id: Uuid::from_u128(rand::random()),
            quote: earlier.unwrap_or_else(|| number.to_string()),
            back: arrived.back,
            operation: arrived.operation,
            buyer: arrived.buyer,
            is_new: false,
            account: arrived.account,
            may_check_out: arrived.operation != Operation::Inspect,
            selected: arrived.selected,
            search: None,
            lines: Vec::new(),
            lost: Vec::new(),
        };
        visit.restore_all(&arrived.items);
        visit
    }

    fn restore_all(&mut self, items: &[SessionItem]) {
        for item in items.iter().take(MOST_LINES) {
            match catalogue::find(&item.sku) {
                Some(product) => self.restore(item, product),
                None => self.lost.push(item.clone()),
            }
        }
    }

    fn restore(&mut self, item: &SessionItem, product: &'static Product) {
        let of_reference = item.internal_id.as_deref();
        let of_reference = of_reference.and_then(|id| id.rsplit_once('/')?.1.parse().ok());
        let number = item
            .line_number
            .or(of_reference)
            .unwrap_or_else(|| self.next_number());
        self.lines.push(Line {
            number,
            reference: item
                .internal_id
                .clone()
                .unwrap_or_else(|| self.reference(number)),
            product,
            quantity: item
                .quantity
                .as_ref()
                .and_then(|quantity| quantity.0.parse().ok())
                .unwrap_or(Decimal::ONE),
        });
    }

    /// The path of its page.
    pub(super) fn path(&self) -> String {
        format!("/visit/{}", self.code)
    }

    /// Puts an article into the cart; more of it, where it is there already.
    pub(super) fn add(&mut self, product: &'static Product, text: &str) -> Result<(), String> {
        let quantity = quantity(text)?;
        let there = self
            .lines
            .iter_mut()
            .find(|line| line.product.sku == product.sku);
        if let Some(line) = there {
            line.quantity = line.quantity.saturating_add(quantity);
            return Ok(());
        }
        if self.lines.len() >= MOST_LINES {
            return Err(format!("A cart has {MOST_LINES} lines at most."));
        }
        let number = self.next_number();
        self.lines.push(Line {
            number,
            reference: self.reference(number),
            product,
            quantity,
        });
        Ok(())
    }

    /// Takes over the quantities of a form; a line with none left goes.
    pub(super) fn change(&mut self, change: &Change) -> Result<(), String> {
        for (number, text) in &change.quantities {
            let quantity = quantity(text)?;
            for line in self.lines.iter_mut().filter(|line| line.number == *number) {
                line.quantity = quantity;
            }
        }
        self.lines
            .retain(|line| Some(line.number) != change.removed && !line.quantity.is_zero());
        Ok(())
    }

    fn next_number(&self) -> u32 {
        let last = self.lines.iter().map(|line| line.number).max();
        last.unwrap_or_default().saturating_add(1)
    }

    fn reference(&self, number: u32) -> String {
        format!("{}/{number}", self.quote)
    }
}

/// What the procurement system said beside, by name.
fn said(session: &PunchOutSession, name: &str) -> Option<String> {
    let mut all = session.extrinsics.iter();
    all.find(|said| said.name == name)
        .map(|said| said.value.clone())
}

/// Who comes by another connector.
pub(super) struct Arrived {
    /// What for.
    pub operation: Operation,
    /// What to call the buyer.
    pub buyer: String,
    /// The account.
    pub account: String,
    /// The article that the buyer selected before.
    pub selected: Option<String>,
    /// The earlier cart.
    pub items: Vec<SessionItem>,
    /// How the cart goes back.
    pub back: Back,
}

/// All visits, the oldest first.
#[derive(Default)]
pub(super) struct Visits(VecDeque<Visit>);

impl Visits {
    pub(super) fn insert(&mut self, visit: Visit) {
        if self.0.len() >= MOST_VISITS {
            self.0.pop_front();
        }
        self.0.push_back(visit);
    }

    /// The article of a line that some cart has.
    pub(super) fn product(&self, reference: &str) -> Option<&'static Product> {
        let mut lines = self.0.iter().flat_map(|visit| &visit.lines);
        let line = lines.find(|line| line.reference == reference)?;
        Some(line.product)
    }

    pub(super) fn get(&self, code: &str) -> Option<Visit> {
        self.0.iter().find(|visit| visit.code == code).cloned()
    }

    pub(super) fn get_mut(&mut self, code: &str) -> Option<&mut Visit> {
        self.0.iter_mut().find(|visit| visit.code == code)
    }
}

#[cfg(test)]
mod tests;
