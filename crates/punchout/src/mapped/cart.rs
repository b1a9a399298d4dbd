//! A cart as the neutral data that mappings read.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::Compiled;
use crate::{
    cart::{Charge, CheckedCart, CheckedLine},
    session::Session,
};

/// What a cart mapping reads: the cart under the names of [`mapping::Fields::cart`], as far as the mapping looks at them.
#[must_use]
pub fn neutral_cart(cart: &CheckedCart, session: &Session, mapping: &Compiled) -> Value {
    let digits = u32::from(cart.currency.digits.unwrap_or(2));
    let common = Common {
        cart,
        session,
        mapping,
        digits,
    };
    let lines = cart.lines.iter().map(|line| common.line(line)).collect();
    let mut neutral = Map::new();
    neutral.insert("cart".to_owned(), common.cart());
    neutral.insert("cart_item".to_owned(), Value::Array(lines));
    neutral.insert("customer".to_owned(), common.customer());
    neutral.insert("shipping".to_owned(), common.shipping());
    Value::Object(neutral)
}

struct Common<'a> {
    cart: &'a CheckedCart,
    session: &'a Session,
    mapping: &'a Compiled,
    digits: u32,
}

/// A group that is filled with what the mapping looks at.
struct Group<'a> {
    mapping: &'a Compiled,
    members: Map<String, Value>,
}

impl Group<'_> {
    /// A value under one or several names.
    fn put<V: Into<Value>>(&mut self, names: &[&str], value: impl Fn() -> Option<V>) {
        for name in names {
            if self.mapping.reads(name)
                && let Some(value) = value()
            {
                self.members.insert((*name).to_owned(), value.into());
            }
        }
    }

    fn texts<'t>(
        &mut self,
        names: &[&str],
        values: impl Iterator<Item = (&'t str, &'t str)> + Clone,
    ) {
        self.put(names, || {
            let members = values
                .clone()
                .map(|(name, value)| (name.to_owned(), Value::from(value)));
            Some(Value::Object(members.collect()))
        });
    }
}

impl<'a> Common<'a> {
    fn group(&self) -> Group<'a> {
        Group {
            mapping: self.mapping,
            members: Map::new(),
        }
    }

    /// An amount with the digits of the currency at least.
    fn money(&self, amount: Decimal) -> String {
        let mut amount = amount.normalize();
        if amount.scale() < self.digits {
            amount.rescale(self.digits);
        }
        amount.to_string()
    }

    fn cart(&self) -> Value {
        let cart = self.cart;
        let mut group = self.group();
        let amount = |charge: &Option<Charge>| charge.as_ref().map(|charge| charge.amount);
        let described =
            |charge: &Option<Charge>| charge.as_ref().and_then(|it| it.description.clone());
        let or_zero = |charge: &Option<Charge>| amount(charge).unwrap_or_default();
        let net = cart.total.saturating_add(or_zero(&cart.shipping));
        let quantity = || {
            let all = cart.lines.iter().map(|line| line.quantity);
            all.fold(Decimal::ZERO, Decimal::saturating_add)
        };
        group.put(&["currency"], || Some(cart.currency.code));
        group.put(&["locale"], || self.session.locale.clone());
        group.put(&["total_qty"], || Some(quantity().normalize().to_string()));
        group.put(&["total", "subtotal"], || Some(self.money(cart.total)));
        group.put(&["net_total"], || Some(self.money(net)));
        group.put(&["grand_total"], || {
            Some(self.money(net.saturating_add(or_zero(&cart.tax))))
        });
        group.put(&["tax_total"], || {
            amount(&cart.tax).map(|it| self.money(it))
        });
        group.put(&["shipping_total"], || {
            amount(&cart.shipping).map(|it| self.money(it))
        });
        group.put(&["discount_total"], || {
            amount(&cart.discount).map(|it| self.money(it))
        });
        group.put(&["discount_description"], || described(&cart.discount));
        group.put(&["tax_description"], || described(&cart.tax));
        group.put(&["shipping_description"], || described(&cart.shipping));
        group.put(&["comment", "cart_note"], || cart.comment.clone());
        let own = self.session.custom_fields.iter();
        group.texts(
            &["custom_fields"],
            own.map(|(name, value)| (name.as_str(), value.as_str())),
        );
        let said = self.session.extrinsics.iter();
        group.texts(
            &["custom_attributes"],
            said.map(|said| (said.name.as_str(), said.value.as_str())),
        );
        Value::Object(group.members)
    }

    fn customer(&self) -> Value {
        let mut group = self.group();
        let own = self.session.custom_fields.iter();
        group.texts(
            &["custom_fields"],
            own.map(|(name, value)| (name.as_str(), value.as_str())),
        );
        Value::Object(group.members)
    }

    fn shipping(&self) -> Value {
        let mut group = self.group();
        if let Some(to) = &self.session.ship_to {
            group.put(&["address_id"], || to.address_id.clone());
            group.put(&["name"], || to.name.clone());
            group.put(&["deliver_to"], || Some(to.deliver_to.clone()));
            group.put(&["street"], || Some(to.street.clone()));
            group.put(&["city"], || to.city.clone());
            group.put(&["state"], || to.state.clone());
            group.put(&["postal_code"], || to.postal_code.clone());
            group.put(&["country"], || to.country.clone());
            group.put(&["email"], || to.email.clone());
        }
        Value::Object(group.members)
    }

    fn line(&self, line: &CheckedLine) -> Value {
        let mut group = self.group();
        self.identity(line, &mut group);
        group.put(&["description", "long_description"], || {
            Some(line.description.clone())
        });
        group.put(&["name"], || {
            Some(
                line.name
                    .clone()
                    .unwrap_or_else(|| line.description.clone()),
            )
        });
        group.put(&["image_url"], || line.image_url.clone());
        group.put(&["url"], || line.url.clone());
        group.put(&["manufacturer", "brand"], || line.manufacturer.clone());
        group.put(&["manufacturer_sku"], || line.manufacturer_sku.clone());
        group.put(&["uom", "unit", "sale_quantity_unit"], || Some(line.unit));
        let first = line.classification.first();
        group.put(&["classification_domain"], || {
            first.map(|class| class.domain.clone())
        });
        group.put(&["classification_value"], || {
            first.map(|class| class.code.clone())
        });
        group.put(&["unspsc"], || {
            let mut classes = line.classification.iter();
            let found = classes.find(|class| class.domain.to_uppercase().starts_with("UNSPSC"));
            found.map(|class| class.code.clone())
        });
        group.put(&["lead_time_days"], || line.lead_time_days);
        group.put(&["locale"], || self.session.locale.clone());
        self.amounts(line, &mut group);
        let own = line.custom_fields.iter();
        group.texts(
            &["custom_fields", "custom_attributes"],
            own.map(|(name, value)| (name.as_str(), value.as_str())),
        );
        Value::Object(group.members)
    }

    fn identity(&self, line: &CheckedLine, group: &mut Group<'_>) {
        group.put(&["line_number"], || Some(line.line_number));
        group.put(&["internal_id"], || Some(line.internal_id.clone()));
        group.put(&["sku", "custom_sku"], || Some(line.sku.clone()));
        group.put(&["supplier_id"], || line.supplier_id.clone());
        group.put(&["parent_line_number"], || line.parent_line_number);
        let parent = || {
            let number = line.parent_line_number?;
            let mut lines = self.cart.lines.iter();
            lines.find(|other| other.line_number == number)
        };
        group.put(&["parent_internal_id"], || {
            parent().map(|line| line.internal_id.clone())
        });
        let is_parent = || {
            let mut lines = self.cart.lines.iter();
            lines.any(|other| other.parent_line_number == Some(line.line_number))
        };
        group.put(&["item_type"], || {
            Some(if is_parent() { "composite" } else { "item" })
        });
        group.put(&["composite_item_type"], || {
            is_parent().then_some("groupLevel")
        });
    }

    fn amounts(&self, line: &CheckedLine, group: &mut Group<'_>) {
        let quantity = || Some(line.quantity.normalize().to_string());
        group.put(&["quantity", "sale_quantity"], quantity);
        group.put(&["currency"], || Some(self.cart.currency.code));
        let names = ["unit_price", "unit_total", "sale_bunch_quantity_unit_price"];
        group.put(&names, || Some(self.money(line.unit_price)));
        group.put(&["price_unit", "sale_bunch_quantity"], || {
            Some(line.price_unit.normalize().to_string())
        });
        let sum = || {
            let each = line.unit_price.checked_div(line.price_unit)?;
            let sum = each.checked_mul(line.quantity)?;
            Some(self.money(codes::round_to_minor(sum, self.cart.currency)))
        };
        let names = ["sum_price", "sum_total", "sale_bunch_quantity_sum_price"];
        group.put(&names, sum);
        let tax = line.tax.as_ref();
        group.put(&["tax", "sum_tax_amount", "sum_tax_total"], || {
            tax.map(|tax| self.money(tax.amount))
        });
        group.put(&["tax_description"], || {
            tax.and_then(|tax| tax.description.clone())
        });
    }
}
