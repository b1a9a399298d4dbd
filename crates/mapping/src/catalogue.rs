//! What stands in a document, so that a mapping can be checked against it.

use std::collections::BTreeMap;

/// What stands at a place of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A number with a decimal point.
    Number,
    /// True or false.
    Truth,
    /// A point in time.
    Date,
    /// Other fields, and no value of its own.
    Group,
    /// What no mapping may read or write, such as a secret.
    Forbidden,
    /// Not known; all is allowed.
    Any,
}

/// A place of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What stands there.
    pub kind: Kind,
    /// Whether there can be several.
    pub repeats: bool,
}

impl Entry {
    /// One value of a kind.
    #[must_use]
    pub const fn one(kind: Kind) -> Self {
        Self {
            kind,
            repeats: false,
        }
    }
}

/// Knows what stands in a kind and version of document.
pub trait Catalogue {
    /// What stands at a path of names from the root, attributes with `@`; nothing where the document has no such place.
    fn entry(&self, path: &[&str]) -> Option<Entry>;
}

/// Knows nothing: every path is accepted.
#[derive(Clone, Copy, Debug)]
pub struct Anything;

impl Catalogue for Anything {
    fn entry(&self, _: &[&str]) -> Option<Entry> {
        Some(Entry {
            kind: Kind::Any,
            repeats: true,
        })
    }
}

/// A catalogue from a list of paths.
#[derive(Clone, Debug, Default)]
pub struct Fields(BTreeMap<String, Entry>);

impl Fields {
    /// From paths such as `cart/currency`; the groups on the way are known from them. A last part of `*` stands for any name.
    #[must_use]
    pub fn new<'a>(fields: impl IntoIterator<Item = (&'a str, Kind)>) -> Self {
        let mut entries = BTreeMap::new();
        for (path, kind) in fields {
            for (at, _) in path.match_indices('/') {
                let group = path.get(..at).unwrap_or_default();
                entries.entry(group.to_owned()).or_insert(Entry {
                    kind: Kind::Group,
                    repeats: true,
                });
            }
            entries.insert(
                path.to_owned(),
                Entry {
                    kind,
                    repeats: kind == Kind::Any,
                },
            );
        }
        Self(entries)
    }

    /// The neutral cart: what a cart mapping reads, with the names of Spryker's cart and the fields that it lacks.
    #[must_use]
    pub fn cart() -> Self {
        let cart = CART_TEXTS
            .iter()
            .map(|name| (format!("cart/{name}"), Kind::Text));
        let amounts = CART_NUMBERS
            .iter()
            .map(|name| (format!("cart/{name}"), Kind::Number));
        let texts = ITEM_TEXTS
            .iter()
            .map(|name| (format!("cart_item/{name}"), Kind::Text));
        let numbers = ITEM_NUMBERS
            .iter()
            .map(|name| (format!("cart_item/{name}"), Kind::Number));
        let all: Vec<_> = cart
            .chain(amounts)
            .chain(texts)
            .chain(numbers)
            .chain(customer())
            .chain(open())
            .collect();
        Self::new(all.iter().map(|(path, kind)| (path.as_str(), *kind)))
    }

    /// The neutral setup request: what a request mapping writes.
    #[must_use]
    pub fn setup() -> Self {
        let all: Vec<_> = customer().chain(open()).chain(setup()).collect();
        Self::new(all.iter().map(|(path, kind)| (path.as_str(), *kind)))
    }
}

impl Catalogue for Fields {
    fn entry(&self, path: &[&str]) -> Option<Entry> {
        if let Some(entry) = self.0.get(&path.join("/")) {
            return Some(*entry);
        }
        (1..path.len())
            .filter_map(|length| path.get(..length))
            .find_map(|start| self.0.get(&format!("{}/*", start.join("/"))).copied())
    }
}

const CART_TEXTS: [&str; 9] = [
    "locale",
    "currency",
    "coupon",
    "cart_note",
    "tax_description",
    "discount_description",
    "shipping_description",
    "comment",
    "line_number",
];
const CART_NUMBERS: [&str; 8] = [
    "total_qty",
    "subtotal",
    "grand_total",
    "net_total",
    "tax_total",
    "discount_total",
    "shipping_total",
    "total",
];
const ITEM_TEXTS: [&str; 33] = [
    "internal_id",
    "item_type",
    "composite_item_type",
    "parent_internal_id",
    "locale",
    "supplier_id",
    "sku",
    "group_key",
    "abstract_sku",
    "custom_sku",
    "name",
    "description",
    "long_description",
    "image_url",
    "uom",
    "unspsc",
    "brand",
    "cart_note",
    "currency",
    "tax_description",
    "discount_description",
    "sale_quantity_unit",
    "unit",
    "manufacturer",
    "manufacturer_sku",
    "buyer_sku",
    "url",
    "classification_domain",
    "classification_value",
    "contract",
    "contract_item",
    "shipping_description",
    "comment",
];
const ITEM_NUMBERS: [&str; 31] = [
    "line_number",
    "parent_line_number",
    "quantity",
    "unit_price",
    "sum_price",
    "unit_total",
    "sum_total",
    "unit_tax_amount",
    "sum_tax_amount",
    "unit_tax_total",
    "sum_tax_total",
    "unit_discount_total",
    "sum_discount_total",
    "tax_rate",
    "sale_quantity",
    "sale_bunch_quantity",
    "sale_bunch_quantity_factor",
    "sale_bunch_quantity_unit_price",
    "sale_bunch_quantity_sum_price",
    "sale_bunch_quantity_unit_total",
    "sale_bunch_quantity_sum_total",
    "sale_bunch_quantity_unit_tax_amount",
    "sale_bunch_quantity_sum_tax_amount",
    "sale_bunch_quantity_unit_tax_total",
    "sale_bunch_quantity_sum_tax_total",
    "price_unit",
    "lead_time_days",
    "tax",
    "shipping",
    "discount",
    "weight",
];

fn customer() -> impl Iterator<Item = (String, Kind)> {
    let names = [
        "internal_id",
        "first_name",
        "last_name",
        "email",
        "name",
        "username",
        "locale",
        "phone",
        "company",
        "department",
        "cost_center",
        "business_unit",
        "role",
        "roles",
    ];
    names
        .into_iter()
        .map(|name| (format!("customer/{name}"), Kind::Text))
}

/// Where anything may stand.
fn open() -> impl Iterator<Item = (String, Kind)> {
    let groups = ["cart", "cart_item", "customer"]
        .into_iter()
        .flat_map(|object| {
            ["custom_fields", "custom_attributes", "options"].map(|group| {
                [
                    (format!("{object}/{group}"), Kind::Any),
                    (format!("{object}/{group}/*"), Kind::Any),
                ]
            })
        });
    let objects = ["billing", "shipping"].map(|object| (format!("{object}/*"), Kind::Any));
    let images = [
        ("cart_item/images".to_owned(), Kind::Any),
        ("cart_item/images/*".to_owned(), Kind::Any),
    ];
    groups.flatten().chain(objects).chain(images)
}

fn setup() -> impl Iterator<Item = (String, Kind)> {
    let items = [
        ("internal_id", Kind::Text),
        ("sku", Kind::Text),
        ("quantity", Kind::Number),
        ("unit", Kind::Text),
        ("line_number", Kind::Number),
    ];
    let items = items
        .into_iter()
        .map(|(name, kind)| (format!("cart_item/{name}"), kind));
    let cart = ["currency", "locale", "business_unit", "role", "comment"]
        .into_iter()
        .map(|name| (format!("cart/{name}"), Kind::Text));
    items.chain(cart)
}
