//! A cart as the neutral data that mappings read.

mod fields;

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
};

use mapping::{Neutral, Value};
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

use crate::{
    cart::{CheckedCart, CheckedLine},
    session::Session,
};
use fields::{CART, CUSTOMER, LINE, SHIPPING};

/// What a cart mapping reads: the cart under the names of [`mapping::Fields::cart`].
#[derive(Debug)]
pub struct NeutralCart<'a> {
    cart: &'a CheckedCart,
    session: &'a Session,
    /// Of the currency.
    digits: u32,
    /// The numbers of lines that others are parts of.
    parents: HashSet<u32>,
}

/// How a field of an object is found.
type Read = for<'s> fn(&'s NeutralCart<'s>) -> Value<'s>;

/// How a field of a line is found.
type ReadLine = for<'s> fn(&'s NeutralCart<'s>, &'s CheckedLine) -> Value<'s>;

/// Where a field of a [`NeutralCart`] stands.
#[derive(Debug)]
pub struct CartSlot(Found);

#[derive(Debug)]
enum Found {
    Nothing,
    Once(Read, Vec<String>),
    OfLine(ReadLine, Vec<String>),
    /// A field of the session's own.
    Own(String),
    /// A field of the line's own.
    OwnOfLine(String),
}

/// A cart as what a cart mapping reads.
#[must_use]
pub fn neutral_cart<'a>(cart: &'a CheckedCart, session: &'a Session) -> NeutralCart<'a> {
    NeutralCart {
        cart,
        session,
        digits: u32::from(cart.currency.digits.unwrap_or(2)),
        parents: cart
            .lines
            .iter()
            .filter_map(|line| line.parent_line_number)
            .collect(),
    }
}

impl Neutral for NeutralCart<'_> {
    type Slot = CartSlot;

    fn slot(&self, object: &str, field: &str) -> CartSlot {
        let parts = field.split('/').map(str::trim);
        let mut parts = parts.filter(|part| !part.is_empty()).map(str::to_owned);
        let name = parts.next().unwrap_or_default();
        let rest: Vec<String> = parts.collect();
        let once = |table: &[(&str, Read)]| {
            let found = table.iter().find(|(known, _)| *known == name);
            found.map(|(_, read)| *read)
        };
        let found = match (object, name.as_str(), rest.as_slice()) {
            ("cart" | "customer", "custom_fields", [own]) => Some(Found::Own(own.clone())),
            ("cart_item", "custom_fields" | "custom_attributes", [own]) => {
                Some(Found::OwnOfLine(own.clone()))
            }
            ("cart", ..) => once(&CART).map(|read| Found::Once(read, rest)),
            ("customer", ..) => once(&CUSTOMER).map(|read| Found::Once(read, rest)),
            ("shipping", ..) => once(&SHIPPING).map(|read| Found::Once(read, rest)),
            ("cart_item", ..) => {
                let found = LINE.iter().find(|(known, _)| *known == name);
                found.map(|(_, read)| Found::OfLine(*read, rest))
            }
            _ => None,
        };
        CartSlot(found.unwrap_or(Found::Nothing))
    }

    fn rows(&self, object: &str) -> usize {
        match object {
            "cart_item" => self.cart.lines.len(),
            "cart" | "customer" | "shipping" => 1,
            _ => 0,
        }
    }

    fn value<'s>(&'s self, slot: &'s CartSlot, row: Option<usize>) -> Value<'s> {
        let line = || row.and_then(|row| self.cart.lines.get(row));
        let (value, rest) = match &slot.0 {
            Found::Once(read, rest) if rest.is_empty() => return read(self),
            Found::OfLine(read, rest) if rest.is_empty() => {
                return line().map_or(Value::Missing, |line| read(self, line));
            }
            Found::Nothing => return Value::Missing,
            Found::Own(name) => return text_of(self.session.custom_fields.get(name)),
            Found::OwnOfLine(name) => {
                let own = line().and_then(|line| {
                    // Of two with one name the later one counts.
                    let mut own = line.custom_fields.iter().rev();
                    own.find(|(known, _)| known == name)
                });
                return text_of(own.map(|(_, value)| value));
            }
            Found::Once(read, rest) => (read(self), rest),
            Found::OfLine(read, rest) => match line() {
                Some(line) => (read(self, line), rest),
                None => return Value::Missing,
            },
        };
        rest.iter().fold(value, member)
    }
}

/// What stands under a name in a group, or at a number in a list.
fn member<'s>(value: Value<'s>, name: &String) -> Value<'s> {
    match value {
        Value::Group(group) => match group.get(name) {
            Some(Json::String(text)) => Value::text(text.clone()),
            _ => Value::Missing,
        },
        Value::List(mut values) => match name.parse::<usize>() {
            Ok(place) if place < values.len() => values.swap_remove(place),
            _ => Value::Missing,
        },
        _ => Value::Missing,
    }
}

fn text_of(text: Option<&String>) -> Value<'_> {
    text.map_or(Value::Missing, |text| Value::text(text.as_str()))
}

fn number<'s>(number: u32) -> Value<'s> {
    Value::text(number.to_string())
}

/// A number without zeros at its end.
fn plain<'s>(number: Decimal) -> Value<'s> {
    Value::text(number.normalize().to_string())
}

/// Texts by name.
fn group<'s, 't>(texts: impl Iterator<Item = (&'t String, &'t String)>) -> Value<'s> {
    let members: Map<String, Json> = texts
        .map(|(name, value)| (name.clone(), Json::from(value.as_str())))
        .collect();
    Value::group(Cow::Owned(Json::Object(members)))
}

fn own(fields: &BTreeMap<String, String>) -> Value<'_> {
    group(fields.iter())
}

impl NeutralCart<'_> {
    /// An amount with the digits of the currency at least.
    fn money<'s>(&self, amount: Decimal) -> Value<'s> {
        Value::text(cxml::format_amount(amount, self.digits))
    }

    fn maybe<'s>(&self, amount: Option<Decimal>) -> Value<'s> {
        amount.map_or(Value::Missing, |amount| self.money(amount))
    }
}
