//! The fields of a cart by the names that mappings have for them.

use mapping::Value;
use rust_decimal::Decimal;

use super::{NeutralCart, Read, ReadLine, group, number, own, plain, text_of};
use crate::cart::{Charge, CheckedLine};

pub(super) const CART: [(&str, Read); 17] = [
    ("currency", |it| Value::text(it.cart.currency.code)),
    ("locale", |it| text_of(it.session.locale.as_ref())),
    ("total_qty", |it| {
        let all = it.cart.lines.iter().map(|line| line.quantity);
        plain(all.fold(Decimal::ZERO, Decimal::saturating_add))
    }),
    ("total", |it| it.money(it.cart.total)),
    ("subtotal", |it| it.money(it.cart.total)),
    ("net_total", |it| it.money(net(it))),
    ("grand_total", |it| {
        it.money(net(it).saturating_add(amount(&it.cart.tax).unwrap_or_default()))
    }),
    ("tax_total", |it| it.maybe(amount(&it.cart.tax))),
    ("shipping_total", |it| it.maybe(amount(&it.cart.shipping))),
    ("discount_total", |it| it.maybe(amount(&it.cart.discount))),
    ("discount_description", |it| described(&it.cart.discount)),
    ("tax_description", |it| described(&it.cart.tax)),
    ("shipping_description", |it| described(&it.cart.shipping)),
    ("comment", |it| text_of(it.cart.comment.as_ref())),
    ("cart_note", |it| text_of(it.cart.comment.as_ref())),
    ("custom_fields", |it| own(&it.session.custom_fields)),
    ("custom_attributes", |it| {
        let said = it.session.extrinsics.iter();
        group(said.map(|said| (&said.name, &said.value)))
    }),
];

pub(super) const CUSTOMER: [(&str, Read); 1] =
    [("custom_fields", |it| own(&it.session.custom_fields))];

pub(super) const SHIPPING: [(&str, Read); 9] = [
    ("address_id", |it| {
        text_of(
            it.session
                .ship_to
                .as_ref()
                .and_then(|to| to.address_id.as_ref()),
        )
    }),
    ("name", |it| {
        text_of(it.session.ship_to.as_ref().and_then(|to| to.name.as_ref()))
    }),
    ("deliver_to", |it| {
        let to = it.session.ship_to.iter().flat_map(|to| &to.deliver_to);
        Value::List(to.map(|text| Value::text(text.as_str())).collect())
    }),
    ("street", |it| {
        let to = it.session.ship_to.iter().flat_map(|to| &to.street);
        Value::List(to.map(|text| Value::text(text.as_str())).collect())
    }),
    ("city", |it| {
        text_of(it.session.ship_to.as_ref().and_then(|to| to.city.as_ref()))
    }),
    ("state", |it| {
        text_of(it.session.ship_to.as_ref().and_then(|to| to.state.as_ref()))
    }),
    ("postal_code", |it| {
        text_of(
            it.session
                .ship_to
                .as_ref()
                .and_then(|to| to.postal_code.as_ref()),
        )
    }),
    ("country", |it| {
        text_of(
            it.session
                .ship_to
                .as_ref()
                .and_then(|to| to.country.as_ref()),
        )
    }),
    ("email", |it| {
        text_of(it.session.ship_to.as_ref().and_then(|to| to.email.as_ref()))
    }),
];

pub(super) const LINE: [(&str, ReadLine); 43] = [
    ("line_number", |_, line| number(line.line_number)),
    ("internal_id", |_, line| text_of(Some(&line.internal_id))),
    ("sku", |_, line| text_of(Some(&line.sku))),
    ("custom_sku", |_, line| text_of(Some(&line.sku))),
    ("supplier_id", |_, line| text_of(line.supplier_id.as_ref())),
    ("parent_line_number", |_, line| {
        line.parent_line_number.map_or(Value::Missing, number)
    }),
    ("parent_internal_id", |it, line| {
        let parent = line.parent_line_number.and_then(|number| {
            let mut lines = it.cart.lines.iter();
            lines.find(|other| other.line_number == number)
        });
        text_of(parent.map(|parent| &parent.internal_id))
    }),
    ("item_type", |it, line| {
        Value::text(if it.parents.contains(&line.line_number) {
            "composite"
        } else {
            "item"
        })
    }),
    ("composite_item_type", |it, line| {
        if it.parents.contains(&line.line_number) {
            Value::text("groupLevel")
        } else {
            Value::Missing
        }
    }),
    ("description", |_, line| text_of(Some(&line.description))),
    ("long_description", |_, line| {
        text_of(Some(&line.description))
    }),
    ("name", |_, line| {
        text_of(line.name.as_ref().or(Some(&line.description)))
    }),
    ("image_url", |_, line| text_of(line.image_url.as_ref())),
    ("url", |_, line| text_of(line.url.as_ref())),
    ("manufacturer", |_, line| {
        text_of(line.manufacturer.as_ref())
    }),
    ("brand", |_, line| text_of(line.manufacturer.as_ref())),
    ("manufacturer_sku", |_, line| {
        text_of(line.manufacturer_sku.as_ref())
    }),
    ("buyer_sku", |_, line| text_of(line.buyer_sku.as_ref())),
    ("uom", |_, line| Value::text(line.unit)),
    ("unit", |_, line| Value::text(line.unit)),
    ("sale_quantity_unit", |_, line| Value::text(line.unit)),
    ("classification_domain", |_, line| {
        text_of(line.classification.first().map(|class| &class.domain))
    }),
    ("classification_value", |_, line| {
        text_of(line.classification.first().map(|class| &class.code))
    }),
    ("unspsc", |_, line| {
        let is_unspsc = |domain: &str| {
            let start = domain.get(.."UNSPSC".len());
            start.is_some_and(|start| start.eq_ignore_ascii_case("UNSPSC"))
        };
        let mut classes = line.classification.iter();
        let found = classes.find(|class| is_unspsc(&class.domain));
        text_of(found.map(|class| &class.code))
    }),
    ("lead_time_days", |_, line| {
        line.lead_time_days.map_or(Value::Missing, number)
    }),
    ("locale", |it, _| text_of(it.session.locale.as_ref())),
    ("quantity", |_, line| plain(line.quantity)),
    ("sale_quantity", |_, line| plain(line.quantity)),
    ("currency", |it, _| Value::text(it.cart.currency.code)),
    ("unit_price", |it, line| it.money(line.unit_price)),
    ("unit_total", |it, line| it.money(line.unit_price)),
    ("sale_bunch_quantity_unit_price", |it, line| {
        it.money(line.unit_price)
    }),
    ("price_unit", |_, line| plain(line.price_unit)),
    ("sale_bunch_quantity", |_, line| plain(line.price_unit)),
    ("sum_price", |it, line| it.maybe(sum(it, line))),
    ("sum_total", |it, line| it.maybe(sum(it, line))),
    ("sale_bunch_quantity_sum_price", |it, line| {
        it.maybe(sum(it, line))
    }),
    ("tax", |it, line| it.maybe(amount(&line.tax))),
    ("sum_tax_amount", |it, line| it.maybe(amount(&line.tax))),
    ("sum_tax_total", |it, line| it.maybe(amount(&line.tax))),
    ("tax_description", |_, line| described(&line.tax)),
    ("custom_fields", |_, line| own_of_line(line)),
    ("custom_attributes", |_, line| own_of_line(line)),
];

fn amount(charge: &Option<Charge>) -> Option<Decimal> {
    charge.as_ref().map(|charge| charge.amount)
}

fn described(charge: &Option<Charge>) -> Value<'_> {
    text_of(charge.as_ref().and_then(|it| it.description.as_ref()))
}

fn net(it: &NeutralCart<'_>) -> Decimal {
    let shipping = amount(&it.cart.shipping).unwrap_or_default();
    it.cart.total.saturating_add(shipping)
}

/// The price of a whole line.
fn sum(it: &NeutralCart<'_>, line: &CheckedLine) -> Option<Decimal> {
    let each = line.unit_price.checked_div(line.price_unit)?;
    let sum = each.checked_mul(line.quantity)?;
    Some(codes::round_to_minor(sum, it.cart.currency))
}

fn own_of_line(line: &CheckedLine) -> Value<'_> {
    group(line.custom_fields.iter().map(|(name, value)| (name, value)))
}
