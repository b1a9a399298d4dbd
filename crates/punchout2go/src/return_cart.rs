//! The return cart: what the shop hands over, in the middleware's form (`body`) and in Liferay's (all at the root).

use rust_decimal::Decimal;
use serde_json::Value;

use crate::{
    Others,
    fault::{Fault, FaultKind},
    json,
    object::Object,
    writer::Writer,
};

/// Where a cart's members stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CartShape {
    /// Below `body`, what concerns the whole cart below `body/data`.
    #[default]
    Body,
    /// At the root, as Liferay's return service posts them.
    Root,
}

/// A return cart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReturnCart {
    /// Where its members stand.
    pub shape: CartShape,
    /// `total`. Shops do not agree on whether shipping, tax and discount are in it.
    pub total: Option<Decimal>,
    /// `currency`; Liferay's `currencyCode`. ISO 4217 code.
    pub currency: Option<String>,
    /// `edit_mode`: whether the cart can be edited later.
    pub edit_mode: Option<bool>,
    /// `shipping`.
    pub shipping: Option<Decimal>,
    /// `shipping_description`.
    pub shipping_description: Option<String>,
    /// `tax`.
    pub tax: Option<Decimal>,
    /// `tax_description`.
    pub tax_description: Option<String>,
    /// `discount`.
    pub discount: Option<Decimal>,
    /// `discount_description`.
    pub discount_description: Option<String>,
    /// The lines.
    pub items: Vec<CartItem>,
    /// What else stands in `body/data`.
    pub data: Others,
    /// What else stands beside these, such as Liferay's `contract_id` and `quote_id`.
    pub others: Others,
}

/// A line of a return cart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CartItem {
    /// `quantity`.
    pub quantity: Option<Decimal>,
    /// `supplierid`: the article number.
    pub supplier_id: Option<String>,
    /// `supplierauxid`: the shop's own reference of the line.
    pub supplier_aux_id: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `unitprice`.
    pub unit_price: Option<Decimal>,
    /// `currency`.
    pub currency: Option<String>,
    /// `uom`: unit of measure.
    pub uom: Option<String>,
    /// `classification`: the code; Liferay has the names of its categories here.
    pub classification: Option<String>,
    /// `classdomain`: the scheme of the code, such as `UNSPSC`.
    pub class_domain: Option<String>,
    /// `unspsc`: Liferay's code beside the names.
    pub unspsc: Option<String>,
    /// `language` of the description.
    pub language: Option<String>,
    /// `data/manufacturer`.
    pub manufacturer: Option<String>,
    /// `data/manufacturer_id`: the manufacturer's article number.
    pub manufacturer_id: Option<String>,
    /// `data/lead_time`: days.
    pub lead_time: Option<String>,
    /// `data/image_url`.
    pub image_url: Option<String>,
    /// Liferay's `finalPrice`: the whole line's, less its discount.
    pub final_price: Option<Decimal>,
    /// What else stands in `data`.
    pub data: Others,
    /// What else stands beside these.
    pub others: Others,
}

impl ReturnCart {
    /// Reads a cart in either form. An empty list of lines is a buyer who returns without a cart; a document that has no such list, or an empty
    /// one beside a total, is none.
    ///
    /// # Errors
    ///
    /// What is no JSON object, a field that cannot be understood, or lines that are missing.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        Self::from_value(json::read_within(bytes, json::MAX_CART_BYTES)?)
    }

    /// From a value that was read elsewhere.
    ///
    /// # Errors
    ///
    /// As for [`ReturnCart::read`].
    pub fn from_value(value: Value) -> Result<Self, Fault> {
        if !value.is_object() {
            return Err(Fault::new(
                FaultKind::WrongType,
                "/",
                "The document is not an object.",
                "Send an object with body, or with items at its root.",
            ));
        }
        let mut root = Object::of(value, "")?;
        let body = root.object("body")?;
        let (shape, mut cart) = if body.is_empty() {
            (CartShape::Root, root)
        } else {
            (CartShape::Body, body)
        };
        let mut data = cart.object("data")?;
        let both = |cart: &mut Object, data: &mut Object, name: &str| -> Result<_, Fault> {
            Ok(data.number(name)?.or(cart.number(name)?))
        };
        let both_text = |cart: &mut Object, data: &mut Object, name: &str| -> Result<_, Fault> {
            Ok(data.text(name)?.or(cart.text(name)?))
        };
        let total = cart.number("total")?;
        let items_at = cart.path_of("items");
        let items = lines(&mut cart)?;
        if items.is_empty() && total.is_some_and(|total| !total.is_zero()) {
            return Err(Fault::new(
                FaultKind::Missing,
                items_at,
                "The cart has a total and no lines.",
                "Send the lines in items, or a total of 0 where the buyer returns without a cart.",
            ));
        }
        Ok(Self {
            shape,
            total,
            currency: cart.first_text(&["currency", "currencyCode"])?,
            edit_mode: data.flag("edit_mode")?.or(cart.flag("edit_mode")?),
            shipping: both(&mut cart, &mut data, "shipping")?,
            shipping_description: both_text(&mut cart, &mut data, "shipping_description")?,
            tax: both(&mut cart, &mut data, "tax")?,
            tax_description: both_text(&mut cart, &mut data, "tax_description")?,
            discount: both(&mut cart, &mut data, "discount")?,
            discount_description: both_text(&mut cart, &mut data, "discount_description")?,
            items,
            data: data.others(),
            others: cart.others(),
        })
    }

    /// The cart as a value, in its own form.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let items = self
            .items
            .iter()
            .map(|item| item.to_value(self.shape))
            .collect();
        let whole = Writer::default()
            .number("shipping", self.shipping)
            .text("shipping_description", self.shipping_description.as_deref())
            .number("tax", self.tax)
            .text("tax_description", self.tax_description.as_deref())
            .number("discount", self.discount)
            .text("discount_description", self.discount_description.as_deref());
        match self.shape {
            CartShape::Body => {
                let data = whole.flag("edit_mode", self.edit_mode).others(&self.data);
                let body = Writer::default()
                    .number("total", self.total)
                    .text("currency", self.currency.as_deref())
                    .flag("edit_mode", self.edit_mode)
                    .value("data", data.done())
                    .value("items", Value::Array(items))
                    .others(&self.others);
                Writer::default().value("body", body.done()).done()
            }
            CartShape::Root => whole
                .number("total", self.total)
                .text("currencyCode", self.currency.as_deref())
                .flag("edit_mode", self.edit_mode)
                .value("items", Value::Array(items))
                .unless_empty("data", Value::Object(self.data.clone()))
                .others(&self.others)
                .done(),
        }
    }

    /// The cart as JSON, in its own form.
    #[must_use]
    pub fn write(&self) -> String {
        self.to_value().to_string()
    }
}

fn lines(cart: &mut Object) -> Result<Vec<CartItem>, Fault> {
    let remedy = "Send the lines in items; an empty list where the buyer returns without a cart.";
    cart.required_list("items", remedy)?
        .into_iter()
        .map(CartItem::of)
        .collect()
}

impl CartItem {
    fn of(mut item: Object) -> Result<Self, Fault> {
        let mut data = item.object("data")?;
        Ok(Self {
            quantity: item.number("quantity")?,
            supplier_id: item.first_text(&["supplierid", "sku"])?,
            supplier_aux_id: item.text("supplierauxid")?,
            description: item.text("description")?,
            unit_price: item.number("unitprice")?,
            currency: item.first_text(&["currency", "currencyCode"])?,
            uom: item.text("uom")?,
            classification: item.text("classification")?,
            class_domain: item.text("classdomain")?,
            unspsc: item.text("unspsc")?,
            language: item.text("language")?,
            manufacturer: data.text("manufacturer")?,
            manufacturer_id: data.text("manufacturer_id")?,
            lead_time: data.text("lead_time")?,
            image_url: data.text("image_url")?,
            final_price: item.number("finalPrice")?,
            data: data.others(),
            others: item.others(),
        })
    }

    fn to_value(&self, shape: CartShape) -> Value {
        let data = Writer::default()
            .text("manufacturer", self.manufacturer.as_deref())
            .text("manufacturer_id", self.manufacturer_id.as_deref())
            .text("lead_time", self.lead_time.as_deref())
            .text("image_url", self.image_url.as_deref())
            .others(&self.data)
            .done();
        let item = Writer::default()
            .number("quantity", self.quantity)
            .text("supplierid", self.supplier_id.as_deref())
            .text("supplierauxid", self.supplier_aux_id.as_deref())
            .text("description", self.description.as_deref())
            .number("unitprice", self.unit_price)
            .text("currency", self.currency.as_deref())
            .text("uom", self.uom.as_deref())
            .text("classification", self.classification.as_deref())
            .text("classdomain", self.class_domain.as_deref())
            .text("unspsc", self.unspsc.as_deref())
            .text("language", self.language.as_deref())
            .number("finalPrice", self.final_price);
        let item = match shape {
            CartShape::Body => item.value("data", data),
            CartShape::Root => item.unless_empty("data", data),
        };
        item.others(&self.others).done()
    }
}
