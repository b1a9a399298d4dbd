//! Carts to forms.

use codes::ClassScheme;
use std::collections::HashMap;

use oci::{Charset, Fault, FaultKind, Item, Repair, Version};
use rust_decimal::Decimal;

use crate::{
    cart::{CartProblem, CheckedCart, CheckedLine},
    connection::{OciSettings, PriceUnit},
    finding::{Finding, Findings, Severity},
    session::{ReturnContext, Session},
};

/// The most characters of a short text (`DESCRIPTION`).
const MAX_DESCRIPTION: usize = 40;

/// The most characters of a product's key (`EXT_PRODUCT_ID`).
const MAX_PRODUCT: usize = 40;

/// A form that takes a cart, or none, back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnForm {
    /// Names and values.
    pub fields: Vec<(String, String)>,
    /// The frame that it is posted into.
    pub target: String,
    /// The encoding that it is posted in.
    pub charset: Charset,
    /// What was changed so that the buyer's system has room for it.
    pub findings: Findings,
}

/// The form of a cart.
///
/// # Errors
///
/// What the buyer's system has no room for, by the fields of the cart.
pub fn return_form(
    session: &Session,
    cart: &CheckedCart,
    settings: &OciSettings,
) -> Result<ReturnForm, Vec<CartProblem>> {
    let (charset, _) = context(session);
    let options = settings.write_options(charset);
    let places = Places::of(cart, options.version);
    let items: Vec<_> = cart
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| item(index, line, cart, session, settings, &places))
        .collect();
    let written = oci::write(&items, &options)
        .map_err(|faults| faults.into_iter().map(problem).collect::<Vec<_>>())?;
    let mut form = empty_form(session, settings);
    form.fields.extend(written.fields);
    form.findings = repairs(written.repairs);
    Ok(form)
}

/// The form of a return without a cart: nothing but what is said back.
#[must_use]
pub fn empty_form(session: &Session, settings: &OciSettings) -> ReturnForm {
    let (charset, target) = context(session);
    let fields = match &session.return_context {
        ReturnContext::Oci { echoes, .. } => echoes.clone(),
        ReturnContext::Cxml { .. } | ReturnContext::PunchOut2Go { .. } => Vec::new(),
    };
    ReturnForm {
        fields,
        target,
        charset: settings.write_options(charset).charset,
        findings: Findings::default(),
    }
}

/// The encoding that the caller wants, and the frame.
fn context(session: &Session) -> (Option<Charset>, String) {
    let top = || "_top".to_owned();
    match &session.return_context {
        ReturnContext::Oci {
            charset, target, ..
        } => (*charset, target.clone().unwrap_or_else(top)),
        ReturnContext::Cxml { .. } | ReturnContext::PunchOut2Go { .. } => (None, top()),
    }
}

/// Where lines stand that belong together: OCI names a line's parent by its index.
struct Places {
    index: HashMap<u32, usize>,
    hierarchy: bool,
}

impl Places {
    fn of(cart: &CheckedCart, version: Version) -> Self {
        Self {
            index: cart
                .lines
                .iter()
                .enumerate()
                .map(|(index, line)| (line.line_number, index + 1))
                .collect(),
            hierarchy: version >= Version::V4_0
                && cart
                    .lines
                    .iter()
                    .any(|line| line.parent_line_number.is_some()),
        }
    }
}

fn item(
    index: usize,
    line: &CheckedLine,
    cart: &CheckedCart,
    session: &Session,
    settings: &OciSettings,
    places: &Places,
) -> Item {
    let mut item = Item::default();
    let name = line.name.as_deref().unwrap_or(&line.description);
    let (price, price_unit) = price(line, settings.price_unit);
    item.set_text("DESCRIPTION", name)
        .set_number("QUANTITY", line.quantity)
        .set_text("UNIT", line.unit)
        .set_number("PRICE", price)
        .set_text("CURRENCY", cart.currency.code)
        .set_number("PRICEUNIT", price_unit)
        .set_text("VENDORMAT", line.sku.as_str())
        .set_text("EXT_QUOTE_ID", session.id.0.simple().to_string())
        .set_text("EXT_QUOTE_ITEM", line.line_number.to_string());
    if let Some(product) = product(line, session) {
        item.set_text("EXT_PRODUCT_ID", product);
    }
    if let Some(days) = line.lead_time_days {
        item.set_number("LEADTIME", days.into());
    }
    for (field, value) in [
        ("MATNR", &line.buyer_sku),
        ("VENDOR", &line.supplier_id),
        ("MANUFACTCODE", &line.manufacturer),
        ("MANUFACTMAT", &line.manufacturer_sku),
    ] {
        item.set_text(field, value.as_deref().unwrap_or_default());
    }
    classify(&mut item, line);
    if places.hierarchy {
        relate(&mut item, line, cart, places, index);
    }
    for (name, value) in &line.custom_fields {
        if is_field_name(name) {
            custom(&mut item, name, value);
        }
    }
    item.long_text = long_text(line, name);
    item
}

/// The description in full length, and before it the name where that is cut.
fn long_text(line: &CheckedLine, name: &str) -> Option<String> {
    let is_cut = name.encode_utf16().count() > MAX_DESCRIPTION;
    match (is_cut, line.description == name) {
        (false, true) => None,
        (false, false) => Some(line.description.clone()),
        (true, true) => Some(name.to_owned()),
        (true, false) => Some(format!("{name}\n{}", line.description)),
    }
}

/// The price, and how many units it is for. OCI takes whole numbers of units only.
fn price(line: &CheckedLine, wanted: PriceUnit) -> (Decimal, Decimal) {
    let whole = line.price_unit.fract().is_zero();
    if wanted == PriceUnit::Keep && whole {
        return (line.unit_price, line.price_unit);
    }
    let divided = line
        .unit_price
        .checked_div(line.price_unit)
        .unwrap_or(line.unit_price);
    (divided, Decimal::ONE)
}

/// What the product is asked for again by: the shop's own reference where it gave one, else the article number where there is room for it.
fn product<'a>(line: &'a CheckedLine, session: &Session) -> Option<&'a str> {
    let made_up = format!("{}/{}", session.id, line.line_number);
    if line.internal_id == made_up {
        Some(line.sku.as_str()).filter(|sku| sku.chars().count() <= MAX_PRODUCT)
    } else {
        Some(&line.internal_id)
    }
}

/// The buyer's material group, and the classification: UNSPSC stands in for a group that nobody named.
fn classify(item: &mut Item, line: &CheckedLine) {
    let of = |domain: &str| {
        line.classification
            .iter()
            .find(|class| class.domain.eq_ignore_ascii_case(domain))
    };
    let unspsc = || {
        line.classification.iter().find(|class| {
            codes::class_scheme(&class.domain)
                .is_some_and(|(scheme, _)| scheme == ClassScheme::Unspsc)
        })
    };
    if let Some(group) = of("MATGROUP").or_else(unspsc) {
        item.set_text("MATGROUP", group.code.as_str());
    }
    let schema = line
        .classification
        .iter()
        .find(|class| !class.domain.eq_ignore_ascii_case("MATGROUP"));
    if let Some(class) = schema {
        item.set_text("EXT_SCHEMA_TYPE", class.domain.as_str())
            .set_text("EXT_CATEGORY_ID", class.code.as_str());
    }
}

/// Lines that belong together: a root, and what hangs below it.
fn relate(item: &mut Item, line: &CheckedLine, cart: &CheckedCart, places: &Places, index: usize) {
    let parent = line
        .parent_line_number
        .and_then(|number| places.index.get(&number));
    if let Some(parent) = parent {
        item.set_text("PARENT_ID", parent.to_string())
            .set_text("ITEM_TYPE", "O");
    } else if cart.lines.iter().any(|other| {
        other
            .parent_line_number
            .and_then(|number| places.index.get(&number))
            == Some(&(index + 1))
    }) {
        item.set_text("ITEM_TYPE", "R");
    }
}

/// Whether a custom field is one of OCI's or of a vendor's: `CUST_FIELD1`, `MATNR`, `GTIN`.
fn is_field_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_uppercase())
        && bytes.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

fn custom(item: &mut Item, name: &str, value: &str) {
    let number = matches!(
        oci::field(name).map(|field| field.kind),
        Some(oci::Kind::Number { .. })
    );
    match value.trim().parse::<Decimal>() {
        Ok(parsed) if number => item.set_number(name, parsed),
        _ if name == "LONGTEXT" => item,
        _ => item.set_text(name, value),
    };
}

/// What is wrong, by the cart's own fields.
pub(super) fn problem(fault: Fault) -> CartProblem {
    let field = match fault.field.as_str() {
        "DESCRIPTION" => "name",
        "LONGTEXT" => "description",
        "QUANTITY" => "quantity",
        "UNIT" => "unit",
        "PRICE" => "unit_price",
        "PRICEUNIT" => "price_unit",
        "LEADTIME" => "lead_time_days",
        "VENDOR" => "supplier_id",
        "VENDORMAT" => "sku",
        "MANUFACTCODE" => "manufacturer",
        "MANUFACTMAT" => "manufacturer_sku",
        "MATNR" => "buyer_sku",
        "MATGROUP" | "EXT_SCHEMA_TYPE" | "EXT_CATEGORY_ID" => "classification",
        "EXT_PRODUCT_ID" => "internal_id",
        "EXT_QUOTE_ITEM" => "line_number",
        other => {
            return CartProblem {
                pointer: format!("/items/{}/custom_fields/{other}", fault.item),
                code: code(&fault.kind),
                message: message(&fault),
            };
        }
    };
    CartProblem {
        pointer: format!("/items/{}/{field}", fault.item),
        code: code(&fault.kind),
        message: message(&fault),
    }
}

const fn code(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::Missing | FaultKind::OnlyWith { .. } => "required",
        FaultKind::TooLong { .. } => "too_long",
        FaultKind::TooLarge { .. } => "too_large",
        FaultKind::TooPrecise { .. } => "too_precise",
        FaultKind::Negative => "negative",
        FaultKind::NotANumber => "invalid",
        FaultKind::NotInCharset { .. } => "character_not_allowed",
    }
}

fn message(fault: &Fault) -> String {
    let name = &fault.field;
    match &fault.kind {
        FaultKind::Missing => format!("The line needs a value for OCI's {name}."),
        FaultKind::OnlyWith { other } => {
            format!("OCI's {name} means nothing without {other}. Send both or none.")
        }
        FaultKind::TooLong { length, max } => {
            format!("The text has {length} characters; OCI's {name} has room for {max}.")
        }
        FaultKind::TooLarge { digits } => {
            format!("OCI's {name} has room for {digits} digits before the point.")
        }
        FaultKind::TooPrecise { digits } => format!(
            "OCI's {name} has room for {digits} digits behind the point, and the connection does not round. Send a price for more units (price_unit), or fewer digits."
        ),
        FaultKind::Negative => format!("OCI's {name} must not be negative."),
        FaultKind::NotANumber => format!("OCI's {name} is a number."),
        FaultKind::NotInCharset { character } => format!(
            "The buyer's system takes no character “{character}” (U+{:04X}).",
            u32::from(*character)
        ),
    }
}

pub(super) fn repairs(repairs: Vec<Repair>) -> Findings {
    const MOST: usize = 100;
    let more = repairs.len().saturating_sub(MOST);
    Findings {
        found: repairs
            .into_iter()
            .take(MOST)
            .map(|repair| Finding {
                code: "cart.repaired".to_owned(),
                severity: Severity::Notice,
                line: None,
                path: format!("NEW_ITEM-{}[{}]", repair.field, repair.item + 1),
                text: repair.text,
                advice: "Have the shop send what fits, or let the connection refuse what does not."
                    .to_owned(),
            })
            .collect(),
        more: u32::try_from(more).unwrap_or(u32::MAX),
    }
}
