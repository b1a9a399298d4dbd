//! The session request: who comes, what for, and where the cart goes.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::{
    Others,
    fault::{Fault, FaultKind},
    json,
    object::Object,
    writer::Writer,
};

/// What the buyer came for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Operation {
    /// A new cart.
    #[default]
    Create,
    /// An earlier cart, to be changed.
    Edit,
    /// An earlier cart, to be looked at.
    Inspect,
    /// Something else, in its own word.
    Other(String),
}

impl Operation {
    /// From its word, in any case; a new cart where there is none.
    #[must_use]
    pub fn named(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "" | "create" | "new" => Self::Create,
            "edit" => Self::Edit,
            "inspect" => Self::Inspect,
            _ => Self::Other(word.to_owned()),
        }
    }

    /// Its word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Create => "create",
            Self::Edit => "edit",
            Self::Inspect => "inspect",
            Self::Other(word) => word,
        }
    }
}

/// A session request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionRequest {
    /// The sender's id of the session.
    pub pos: Option<String>,
    /// What the buyer came for.
    pub operation: Operation,
    /// Where the cart is posted, from server to server.
    pub return_url: Option<String>,
    /// Who comes, and with what.
    pub params: Params,
    /// What else stands beside these.
    pub others: Others,
}

/// `params`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// `header`: as it came.
    pub header: Others,
    /// `type`: `setuprequest`.
    pub kind: Option<String>,
    /// `mode`: `production` or `test`.
    pub mode: Option<String>,
    /// `body`.
    pub body: RequestBody,
    /// `custom`: what both sides agreed on, such as `organisation_name`, `default_user`, `default_group`.
    pub custom: Others,
    /// What else stands beside these.
    pub others: Others,
}

/// `params/body`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestBody {
    /// `data`: as it came, such as the extrinsics of a procurement system.
    pub data: Others,
    /// `contact`: the buyer.
    pub contact: Contact,
    /// `buyercookie`: by which the procurement system finds its session again.
    pub buyer_cookie: Option<String>,
    /// `postform`: where the procurement system takes its cart.
    pub post_form: Option<String>,
    /// `shipping/data`: the delivery address.
    pub shipping: Shipping,
    /// `items`: the selected item, or the lines of the earlier cart.
    pub items: Vec<RequestItem>,
    /// What else stands beside these.
    pub others: Others,
}

/// `contact`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contact {
    /// E-mail address.
    pub email: Option<String>,
    /// Full name.
    pub name: Option<String>,
    /// The buyer's id at the procurement system.
    pub unique: Option<String>,
    /// What else stands beside these.
    pub others: Others,
}

/// `shipping/data`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shipping {
    /// `address_name`.
    pub address_name: Option<String>,
    /// `shipping_id`: the buyer's code for it.
    pub id: Option<String>,
    /// `shipping_business`.
    pub business: Option<String>,
    /// `shipping_to`.
    pub to: Option<String>,
    /// `shipping_street`.
    pub street: Option<String>,
    /// `shipping_city`.
    pub city: Option<String>,
    /// `shipping_state`.
    pub state: Option<String>,
    /// `shipping_zip`.
    pub zip: Option<String>,
    /// `shipping_country`: its name.
    pub country: Option<String>,
    /// `country_id`: ISO 3166-1 alpha-2 code.
    pub country_id: Option<String>,
    /// What else stands beside these.
    pub others: Others,
}

/// Why a line is in a session request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemType {
    /// `in`: the item that the buyer selected before (level 2).
    In,
    /// `out`: a line of the earlier cart, for edit and inspect.
    Out,
    /// Something else, in its own word.
    Other(String),
}

/// A line of `items`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestItem {
    /// `primaryId`: the article number.
    pub primary_id: Option<String>,
    /// `secondaryId`: the shop's own reference of the line, as it was handed over.
    pub secondary_id: Option<String>,
    /// `quantity`.
    pub quantity: Option<Decimal>,
    /// `type`.
    pub item_type: Option<ItemType>,
    /// What else stands beside these.
    pub others: Others,
}

impl SessionRequest {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// What is no JSON object, or a field that cannot be understood. Missing fields are no fault here.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        Self::from_value(json::read(bytes)?)
    }

    /// From a value that was read elsewhere.
    ///
    /// # Errors
    ///
    /// As for [`SessionRequest::read`].
    pub fn from_value(value: Value) -> Result<Self, Fault> {
        if !value.is_object() {
            return Err(Fault::new(
                FaultKind::WrongType,
                "/",
                "The document is not an object.",
                "Send an object with pos, operation, return_url and params.",
            ));
        }
        let mut root = Object::of(value, "")?;
        let pos = root.text("pos")?;
        let operation = root.text("operation")?;
        let return_url = root.text("return_url")?;
        // Some senders write params as a text that is JSON itself.
        let path = root.path_of("params");
        let params = match root.take("params") {
            Some(Value::String(text)) if !text.trim().is_empty() => json::read(text.as_bytes())
                .map_err(|fault| Fault {
                    field: path.clone(),
                    ..fault
                })?,
            other => other.unwrap_or_default(),
        };
        let mut params = Object::of(params, path)?;
        let inner = params.text("operation")?;
        Ok(Self {
            pos,
            operation: Operation::named(operation.or(inner).as_deref().unwrap_or_default()),
            return_url,
            params: Params::of(params)?,
            others: root.others(),
        })
    }

    /// The request as a value.
    #[must_use]
    pub fn to_value(&self) -> Value {
        Writer::default()
            .text("pos", self.pos.as_deref())
            .text("operation", Some(self.operation.as_str()))
            .text("return_url", self.return_url.as_deref())
            .value("params", self.params.to_value())
            .others(&self.others)
            .done()
    }

    /// The request as JSON.
    #[must_use]
    pub fn write(&self) -> String {
        self.to_value().to_string()
    }

    /// Whether another request is of the same buyer, `buyercookie` and `postform`: what connectors compare when they ask the sender whether
    /// a session that a browser brought is real. E-mail addresses are compared without case.
    #[must_use]
    pub fn agrees_with(&self, other: &Self) -> bool {
        let (ours, theirs) = (&self.params.body, &other.params.body);
        let email = |body: &RequestBody| body.contact.email.as_deref().map(str::to_lowercase);
        email(ours) == email(theirs)
            && ours.buyer_cookie == theirs.buyer_cookie
            && ours.post_form == theirs.post_form
    }
}

impl Params {
    fn of(mut params: Object) -> Result<Self, Fault> {
        Ok(Self {
            header: params.object("header")?.others(),
            kind: params.text("type")?,
            mode: params.text("mode")?,
            body: RequestBody::of(params.object("body")?)?,
            custom: params.object("custom")?.others(),
            others: params.others(),
        })
    }

    pub(crate) fn to_value(&self) -> Value {
        Writer::default()
            .value("header", Value::Object(self.header.clone()))
            .text("type", self.kind.as_deref())
            .text("mode", self.mode.as_deref())
            .value("body", self.body.to_value())
            .unless_empty("custom", Value::Object(self.custom.clone()))
            .others(&self.others)
            .done()
    }
}

impl RequestBody {
    fn of(mut body: Object) -> Result<Self, Fault> {
        let flat = body.object("shipping.data")?;
        let mut shipping = body.object("shipping")?;
        let nested = shipping.object("data")?;
        let shipping = [nested, flat, shipping]
            .into_iter()
            .find(|object| !object.is_empty());
        Ok(Self {
            data: body.object("data")?.others(),
            contact: Contact::of(body.object("contact")?)?,
            buyer_cookie: body.text("buyercookie")?,
            post_form: body.text("postform")?,
            shipping: shipping.map_or_else(|| Ok(Shipping::default()), Shipping::of)?,
            items: body
                .list("items")?
                .into_iter()
                .map(RequestItem::of)
                .collect::<Result<_, _>>()?,
            others: body.others(),
        })
    }

    fn to_value(&self) -> Value {
        let items = self.items.iter().map(RequestItem::to_value).collect();
        let shipping = Writer::default().unless_empty("data", self.shipping.to_value());
        Writer::default()
            .value("data", Value::Object(self.data.clone()))
            .value("contact", self.contact.to_value())
            .text("buyercookie", self.buyer_cookie.as_deref())
            .text("postform", self.post_form.as_deref())
            .unless_empty("shipping", shipping.done())
            .value("items", Value::Array(items))
            .others(&self.others)
            .done()
    }
}

mod parts;
