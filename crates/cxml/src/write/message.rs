//! PunchOutOrderMessage (cXML 1.1.010 to 1.2.069).

use rust_decimal::Decimal;

use crate::number::format_amount;

use super::{
    OutCharge, OutCredential, OutItem, OutOrderMessage, response::write_status, tag::Writer,
};

/// The fewest digits after the point that a divided price is rounded to.
const DIVIDED_DIGITS: u32 = 6;

/// The fewest digits of a divided price that say something.
const DIVIDED_PRECISION: u32 = 4;

pub(super) fn order(writer: &mut Writer<'_>, order: &OutOrderMessage) {
    writer.element("Header", &[], |writer| {
        party(writer, "From", &order.header.from, None);
        party(writer, "To", &order.header.to, None);
        party(
            writer,
            "Sender",
            &order.header.sender,
            Some(&order.header.user_agent),
        );
    });
    let mode = order
        .deployment_mode
        .as_deref()
        .filter(|mode| matches!(*mode, "production" | "test"));
    let mode: Vec<_> = mode
        .map(|mode| ("deploymentMode", mode))
        .into_iter()
        .collect();
    writer.element("Message", &mode, |writer| {
        if let Some(code) = order.status {
            write_status(writer, code, "");
        }
        writer.element("PunchOutOrderMessage", &[], |writer| {
            writer.inner_xml("BuyerCookie", &order.buyer_cookie);
            header(writer, order);
            for line in &order.items {
                item(writer, line, order);
            }
        });
    });
}

fn party(
    writer: &mut Writer<'_>,
    name: &'static str,
    credentials: &[OutCredential],
    user_agent: Option<&str>,
) {
    writer.element(name, &[], |writer| {
        for credential in credentials {
            let mut attributes = vec![("domain", credential.domain.as_str())];
            if credential.marketplace {
                attributes.push(("type", "marketplace"));
            }
            writer.element("Credential", &attributes, |writer| {
                writer.text("Identity", &[], &credential.identity);
            });
        }
        writer.optional("UserAgent", &[], user_agent);
    });
}

fn header(writer: &mut Writer<'_>, order: &OutOrderMessage) {
    let allowed = [("operationAllowed", order.operation_allowed)];
    writer.element("PunchOutOrderMessageHeader", &allowed, |writer| {
        writer.element("Total", &[], |writer| {
            money(writer, order.total, order, order.digits);
            if let (Some(discount), true) = (&order.discount, writer.has("Total", "Modifications"))
            {
                deduction(writer, discount, order);
            }
        });
        if let Some(shipping) = &order.shipping {
            charge(writer, "Shipping", shipping, order);
        }
        if let Some(tax) = &order.tax {
            charge(writer, "Tax", tax, order);
        }
    });
}

/// What the total has been lowered by, and from what.
fn deduction(writer: &mut Writer<'_>, discount: &OutCharge, order: &OutOrderMessage) {
    writer.element("Modifications", &[], |writer| {
        writer.element("Modification", &[], |writer| {
            writer.element("OriginalPrice", &[], |writer| {
                let original = order.total.checked_add(discount.amount);
                money(writer, original.unwrap_or(order.total), order, order.digits);
            });
            writer.element("AdditionalDeduction", &[], |writer| {
                writer.element("DeductionAmount", &[], |writer| {
                    money(writer, discount.amount, order, order.digits);
                });
            });
            writer.element("ModificationDetail", &[("name", "discount")], |writer| {
                let lang = writer.lang();
                writer.text("Description", &[("xml:lang", lang)], &discount.description);
            });
        });
    });
}

fn charge(
    writer: &mut Writer<'_>,
    name: &'static str,
    charge: &OutCharge,
    order: &OutOrderMessage,
) {
    writer.element(name, &[], |writer| {
        money(writer, charge.amount, order, order.digits);
        let lang = writer.lang();
        writer.text("Description", &[("xml:lang", lang)], &charge.description);
    });
}

/// `Money` with at least so many digits after the point.
fn money(writer: &mut Writer<'_>, amount: Decimal, order: &OutOrderMessage, digits: u32) {
    let amount = format_amount(amount, digits);
    writer.text("Money", &[("currency", &order.currency)], &amount);
}

fn item(writer: &mut Writer<'_>, item: &OutItem, order: &OutOrderMessage) {
    let mut attributes = vec![
        ("quantity", item.quantity.normalize().to_string()),
        ("lineNumber", item.line_number.to_string()),
    ];
    let item_type = match (item.parent_line_number, item.is_parent) {
        (Some(_), _) => Some("item"),
        (None, true) => Some("composite"),
        (None, false) => None,
    };
    if let Some(item_type) = item_type.filter(|value| writer.has_value("ItemIn", "itemType", value))
    {
        if let Some(parent) = item.parent_line_number {
            attributes.push(("parentLineNumber", parent.to_string()));
        }
        attributes.push(("itemType", item_type.to_owned()));
        if item_type == "composite" {
            let mut parts = order
                .items
                .iter()
                .filter(|part| part.parent_line_number == Some(item.line_number));
            // Where the price of the whole is: with the whole, or with its parts.
            let level = if parts.any(|part| !part.unit_price.is_zero()) {
                "itemLevel"
            } else {
                "groupLevel"
            };
            if writer.has_value("ItemIn", "compositeItemType", level) {
                attributes.push(("compositeItemType", level.to_owned()));
            }
        }
    }
    let attributes: Vec<_> = attributes
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    writer.element("ItemIn", &attributes, |writer| {
        writer.element("ItemID", &[], |writer| {
            writer.text("SupplierPartID", &[], &item.supplier_part_id);
            writer.text(
                "SupplierPartAuxiliaryID",
                &[],
                &item.supplier_part_auxiliary_id,
            );
            if writer.has("ItemID", "BuyerPartID") {
                writer.optional("BuyerPartID", &[], item.buyer_part_id.as_deref());
            }
        });
        detail(writer, item, order);
        if let Some((domain, id)) = &item.supplier_id {
            writer.text("SupplierID", &[("domain", domain)], id);
        }
        if let Some(tax) = &item.tax {
            charge(writer, "Tax", tax, order);
        }
        if writer.has("ItemIn", "Comments") {
            let lang = writer.lang();
            writer.optional("Comments", &[("xml:lang", lang)], item.comments.as_deref());
        }
    });
}

fn detail(writer: &mut Writer<'_>, item: &OutItem, order: &OutOrderMessage) {
    let basis = item.price_unit != Decimal::ONE;
    let has_basis = writer.has("ItemDetail", "PriceBasisQuantity");
    writer.element("ItemDetail", &[], |writer| {
        let price = if basis && !has_basis {
            divided(item, order.digits)
        } else {
            item.unit_price
        };
        writer.element("UnitPrice", &[], |writer| {
            money(writer, price, order, order.digits)
        });
        let lang = writer.lang();
        writer.element("Description", &[("xml:lang", lang)], |writer| {
            writer.optional("ShortName", &[], item.short_name.as_deref());
            writer.characters(&item.description);
        });
        writer.text("UnitOfMeasure", &[], &item.unit_of_measure);
        if basis && has_basis {
            let quantity = item.price_unit.normalize().to_string();
            let attributes = [("quantity", quantity.as_str()), ("conversionFactor", "1")];
            writer.element("PriceBasisQuantity", &attributes, |writer| {
                writer.text("UnitOfMeasure", &[], &item.unit_of_measure);
            });
        }
        for (domain, code) in &item.classifications {
            writer.text("Classification", &[("domain", domain)], code);
        }
        writer.optional(
            "ManufacturerPartID",
            &[],
            item.manufacturer_part_id.as_deref(),
        );
        writer.optional("ManufacturerName", &[], item.manufacturer_name.as_deref());
        writer.optional("URL", &[], item.url.as_deref());
        if let (Some(days), true) = (item.lead_time, writer.has("ItemDetail", "LeadTime")) {
            writer.text("LeadTime", &[], &days.to_string());
        }
        for (name, value) in &item.extrinsics {
            writer.text("Extrinsic", &[("name", name)], value);
        }
    });
}

/// The price of one unit, for versions that know no other. It has as many digits as it takes for the price of the whole line to come
/// out right to a tenth of the currency's smallest part.
fn divided(item: &OutItem, digits: u32) -> Decimal {
    let Some(exact) = item.unit_price.checked_div(item.price_unit) else {
        return item.unit_price;
    };
    let length = |number: Decimal| {
        number
            .mantissa()
            .unsigned_abs()
            .checked_ilog10()
            .map_or(0, |log| log + 1)
    };
    let for_line = digits + length(item.quantity.trunc()) + 1;
    let for_itself = (exact.scale() + DIVIDED_PRECISION).saturating_sub(length(exact));
    exact.round_dp(DIVIDED_DIGITS.max(for_line).max(for_itself))
}
