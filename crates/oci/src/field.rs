//! The table of the fields of a line: what each is, how long it may be, and since when there is one.
//!
//! Sources: the field lists of SAP's interface documents as published (`BBP_OCI` in the SAP data sheet, catalog360, pCon, punchcommerce).
//! Where they disagree, the shorter length stands here: a procurement system that takes more takes less too.

use crate::Version;
use Cut::{Identifier, Prose};
use Need::{Always, Optional, UnlessMaterial, With};
use Version::{V2_0, V3_0, V4_0};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text of at most so many characters, counted as SAP does, in UTF-16 units.
    Text(usize),
    /// Text that is shorter in versions before one.
    TextGrown {
        /// The most characters.
        max: usize,
        /// The version that brought this length.
        from: Version,
        /// The most characters before.
        before: usize,
    },
    /// A number of at most so many digits before and after the point.
    Number {
        /// Digits before the point.
        integer: u32,
        /// Digits after the point.
        decimals: u32,
    },
    /// `X` or nothing.
    Flag,
}

/// When a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Never.
    Optional,
    /// In every line.
    Always,
    /// In every line that does not name a material of the buyer's (`MATNR`).
    UnlessMaterial,
    /// In every line that has one of these fields.
    With(&'static [&'static str]),
}

/// What becomes of a text that is too long where texts may be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// It is for people: its beginning tells.
    Prose,
    /// It identifies something: its beginning would identify something else.
    Identifier,
}

/// A field of a line.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name, without `NEW_ITEM-` and the line's index.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The version that brought it.
    pub since: Version,
    /// When it must be there.
    pub need: Need,
    /// The field without which it means nothing.
    pub only_with: Option<&'static str>,
    pub(crate) cut: Cut,
}

impl Field {
    /// The most characters of its text in a version; `None` for what is no text.
    #[must_use]
    pub fn max_length(&self, version: Version) -> Option<usize> {
        match self.kind {
            Kind::Text(max) => Some(max),
            Kind::TextGrown { from, before, .. } if version < from => Some(before),
            Kind::TextGrown { max, .. } => Some(max),
            Kind::Number { .. } => None,
            Kind::Flag => Some(1),
        }
    }
}

const fn row(
    name: &'static str,
    kind: Kind,
    since: Version,
    need: Need,
    only_with: Option<&'static str>,
    cut: Cut,
) -> Field {
    Field {
        name,
        kind,
        since,
        need,
        only_with,
        cut,
    }
}

const fn text(max: usize) -> Kind {
    Kind::Text(max)
}

const fn grown(max: usize, from: Version, before: usize) -> Kind {
    Kind::TextGrown { max, from, before }
}

const fn number(integer: u32, decimals: u32) -> Kind {
    Kind::Number { integer, decimals }
}

/// The fields of a line, in the order in which they are written. `LONGTEXT`, whose name has the index in it, is not among them.
#[rustfmt::skip]
pub const FIELDS: &[Field] = &[
    //  name                  what it holds         since  must be there              only with             cut as
    row("DESCRIPTION",        text(40),             V2_0,  UnlessMaterial,            None,                 Prose),
    row("MATNR",              grown(40, V4_0, 18),  V2_0,  Optional,                  None,                 Identifier),
    row("QUANTITY",           number(11, 3),        V2_0,  Always,                    None,                 Identifier),
    row("UNIT",               text(3),              V2_0,  UnlessMaterial,            None,                 Identifier),
    row("PRICE",              number(11, 3),        V2_0,  Optional,                  None,                 Identifier),
    row("CURRENCY",           text(5),              V2_0,  With(&["PRICE"]),          None,                 Identifier),
    row("PRICEUNIT",          number(5, 0),         V2_0,  Optional,                  None,                 Identifier),
    row("LEADTIME",           number(5, 0),         V2_0,  Optional,                  None,                 Identifier),
    row("VENDOR",             text(10),             V2_0,  Optional,                  None,                 Identifier),
    row("VENDORMAT",          grown(40, V3_0, 22),  V2_0,  Optional,                  None,                 Identifier),
    row("MANUFACTCODE",       text(10),             V2_0,  Optional,                  None,                 Prose),
    row("MANUFACTMAT",        text(40),             V2_0,  Optional,                  None,                 Identifier),
    row("MATGROUP",           text(10),             V2_0,  Optional,                  None,                 Identifier),
    row("SERVICE",            Kind::Flag,           V2_0,  Optional,                  None,                 Identifier),
    row("CONTRACT",           text(10),             V2_0,  Optional,                  None,                 Identifier),
    row("CONTRACT_ITEM",      text(5),              V2_0,  Optional,                  Some("CONTRACT"),     Identifier),
    row("EXT_QUOTE_ID",       text(35),             V2_0,  Optional,                  None,                 Identifier),
    row("EXT_QUOTE_ITEM",     text(10),             V2_0,  Optional,                  Some("EXT_QUOTE_ID"), Identifier),
    row("EXT_PRODUCT_ID",     text(40),             V2_0,  Optional,                  None,                 Identifier),
    row("ATTACHMENT",         text(255),            V3_0,  Optional,                  None,                 Identifier),
    row("ATTACHMENT_TITLE",   text(255),            V3_0,  Optional,                  Some("ATTACHMENT"),   Prose),
    row("ATTACHMENT_PURPOSE", text(1),              V3_0,  Optional,                  Some("ATTACHMENT"),   Identifier),
    row("EXT_SCHEMA_TYPE",    text(10),             V3_0,  With(&["EXT_CATEGORY_ID", "EXT_CATEGORY"]), None, Identifier),
    row("EXT_CATEGORY_ID",    text(60),             V3_0,  Optional,                  None,                 Identifier),
    row("EXT_CATEGORY",       text(40),             V3_0,  Optional,                  None,                 Prose),
    row("SLD_SYS_NAME",       text(60),             V4_0,  Optional,                  None,                 Identifier),
    row("CUST_FIELD1",        text(10),             V2_0,  Optional,                  None,                 Prose),
    row("CUST_FIELD2",        text(10),             V2_0,  Optional,                  None,                 Prose),
    row("CUST_FIELD3",        text(10),             V2_0,  Optional,                  None,                 Prose),
    row("CUST_FIELD4",        text(10),             V2_0,  Optional,                  None,                 Prose),
    row("CUST_FIELD5",        text(50),             V2_0,  Optional,                  None,                 Prose),
    row("PARENT_ID",          text(5),              V4_0,  Optional,                  None,                 Identifier),
    row("ITEM_TYPE",          text(5),              V4_0,  Optional,                  None,                 Identifier),
];

/// A field that no table has: of a vendor, or a further custom field. Procurement systems that do not know it pass over it.
pub(crate) const FOREIGN: Field = row("", text(255), V2_0, Optional, None, Prose);

/// The field of a name, without regard to case.
#[must_use]
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS
        .iter()
        .find(|field| field.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_refers_to_fields_that_it_has() {
        for (index, row) in FIELDS.iter().enumerate() {
            let named = match row.need {
                With(others) => others,
                _ => &[],
            };
            for other in named.iter().chain(row.only_with.as_slice()) {
                assert!(field(other).is_some(), "{} names {other}", row.name);
            }
            let same = FIELDS.iter().position(|other| other.name == row.name);
            assert_eq!(same, Some(index), "{}", row.name);
        }
    }

    #[test]
    fn lengths_depend_on_the_version() {
        let length = |name, version| field(name).and_then(|field| field.max_length(version));
        assert_eq!(length("vendormat", V2_0), Some(22));
        assert_eq!(length("VENDORMAT", V3_0), Some(40));
        assert_eq!(length("MATNR", V3_0), Some(18));
        assert_eq!(length("PRICE", Version::V5_0), None);
    }
}
