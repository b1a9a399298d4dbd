//! Tables of values: units and classifications of a shop in the words of a procurement system.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{cart::Cart, connection::Classification, time::Timestamp};

/// The most rows of a table.
pub const MAX_ROWS: usize = 5_000;

/// The longest value, in characters.
pub const MAX_VALUE: usize = 100;

/// What a table is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// Units of measure.
    Units,
    /// Classifications of goods.
    Classifications,
}

/// One value for another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueRow {
    /// The scheme that `from` is of; any where absent. Units have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_domain: Option<String>,
    /// What the shop says. A classification may end in `*`, which stands for all that begin so.
    pub from: String,
    /// The scheme that `to` is of; that of `from` where absent. Units have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_domain: Option<String>,
    /// What the procurement system gets.
    pub to: String,
}

impl ValueRow {
    /// What a row is for: there is one row of it in a table.
    #[must_use]
    pub fn key(&self) -> (Option<&str>, &str) {
        (self.from_domain.as_deref(), self.from.as_str())
    }

    /// What is wrong with a row; nothing where it is good.
    #[must_use]
    pub fn fault(&self, kind: TableKind) -> Option<String> {
        let domains = [self.from_domain.as_deref(), self.to_domain.as_deref()];
        for value in domains
            .into_iter()
            .flatten()
            .chain([self.from.as_str(), self.to.as_str()])
        {
            if value.contains('\0') {
                return Some("a value must not hold the character NUL".to_owned());
            }
            if value.is_empty() || value.trim() != value {
                return Some("a value must not be empty or begin or end with a blank".to_owned());
            }
            if value.chars().count() > MAX_VALUE {
                return Some(format!("a value has at most {MAX_VALUE} characters"));
            }
        }
        if kind == TableKind::Classifications {
            return None;
        }
        if domains.iter().any(Option::is_some) {
            return Some("units have no domain".to_owned());
        }
        if codes::unit(&self.to).is_some() {
            return None;
        }
        let hint = codes::suggest_unit(&self.to).map_or_else(
            || "such as EA, KGM or MTR".to_owned(),
            |unit| format!("perhaps {} ({})", unit.code, unit.name),
        );
        Some(format!(
            "“{}” is no UN/CEFACT Recommendation 20 code: {hint}",
            self.to
        ))
    }
}

/// A table of a connection or of a mapping profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueTable {
    /// The connection or profile.
    pub owner: Uuid,
    /// What it is of.
    pub kind: TableKind,
    /// Its rows.
    pub rows: Vec<ValueRow>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

/// The tables that a connection goes by: its own over those that it inherits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueTables {
    units: HashMap<String, String>,
    classes: HashMap<(Option<String>, String), Classification>,
    /// The lengths of what stands before a `*`, longest first.
    prefixes: Vec<usize>,
}

impl ValueTables {
    /// Lays tables over each other, later ones over earlier ones, row by row.
    #[must_use]
    pub fn layered<'t>(tables: impl IntoIterator<Item = &'t ValueTable>) -> Self {
        let mut all = Self::default();
        for table in tables {
            for row in &table.rows {
                match table.kind {
                    TableKind::Units => {
                        all.units.insert(row.from.clone(), row.to.clone());
                    }
                    TableKind::Classifications => {
                        let key = (row.from_domain.clone(), row.from.clone());
                        let class = Classification {
                            domain: row.to_domain.clone().unwrap_or_default(),
                            code: row.to.clone(),
                        };
                        all.classes.insert(key, class);
                    }
                }
            }
        }
        let prefixes = all
            .classes
            .keys()
            .filter_map(|(_, from)| from.strip_suffix('*'));
        all.prefixes = prefixes.map(str::len).collect();
        all.prefixes.sort_unstable_by(|a, b| b.cmp(a));
        all.prefixes.dedup();
        all
    }

    /// Whether there is nothing in them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.classes.is_empty()
    }

    /// The tables under the names that mappings know them by: `units` and `classifications`.
    #[must_use]
    pub fn named(&self) -> mapping::Tables {
        let units = self.units.clone().into_iter().collect();
        let classes = self.classes.iter();
        let classes = classes
            .map(|((_, from), class)| (from.clone(), class.code.clone()))
            .collect();
        [
            ("units".to_owned(), units),
            ("classifications".to_owned(), classes),
        ]
        .into()
    }

    /// A cart in the procurement system's words.
    #[must_use]
    pub fn translated(&self, cart: &Cart) -> Cart {
        let mut cart = cart.clone();
        for item in &mut cart.items {
            if let Some(unit) = self.units.get(item.unit.trim()) {
                item.unit.clone_from(unit);
            }
            for class in &mut item.classification {
                if let Some(other) = self.class(class) {
                    if !other.domain.is_empty() {
                        class.domain.clone_from(&other.domain);
                    }
                    class.code.clone_from(&other.code);
                }
            }
        }
        cart
    }

    /// The row for a classification: for the code itself before those for its beginning, for the scheme before those for any.
    fn class(&self, class: &Classification) -> Option<&Classification> {
        let code = class.code.trim();
        let starts = self.prefixes.iter().filter_map(|length| {
            let start = code.get(..*length)?;
            Some(format!("{start}*"))
        });
        std::iter::once(code.to_owned())
            .chain(starts)
            .find_map(|from| {
                let own = (Some(class.domain.trim().to_owned()), from);
                self.classes
                    .get(&own)
                    .or_else(|| self.classes.get(&(None, own.1)))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cart::CartItem;

    fn table(kind: TableKind, rows: &[(Option<&str>, &str, Option<&str>, &str)]) -> ValueTable {
        let row =
            |(from_domain, from, to_domain, to): &(Option<&str>, &str, Option<&str>, &str)| {
                ValueRow {
                    from_domain: from_domain.map(str::to_owned),
                    from: (*from).to_owned(),
                    to_domain: to_domain.map(str::to_owned),
                    to: (*to).to_owned(),
                }
            };
        ValueTable {
            owner: Uuid::nil(),
            kind,
            rows: rows.iter().map(row).collect(),
            updated_at: Timestamp(0),
            version: 1,
        }
    }

    #[test]
    fn a_cart_is_put_in_other_words() {
        let tables = [
            table(
                TableKind::Units,
                &[(None, "piece", None, "EA"), (None, "bag", None, "BG")],
            ),
            table(TableKind::Units, &[(None, "piece", None, "C62")]),
            table(
                TableKind::Classifications,
                &[
                    (None, "2711*", Some("UNSPSC"), "27110000"),
                    (None, "271116*", Some("UNSPSC"), "27111600"),
                    (Some("shop"), "tools", Some("eCl@ss-9.1"), "21-04-01"),
                    (None, "tools", None, "other"),
                ],
            ),
        ];
        let class = |domain: &str, code: &str| Classification {
            domain: domain.to_owned(),
            code: code.to_owned(),
        };
        let item = |unit: &str, classes: Vec<Classification>| CartItem {
            unit: unit.to_owned(),
            classification: classes,
            ..CartItem::default()
        };
        let cart = Cart {
            currency: None,
            total: None,
            shipping: None,
            tax: None,
            discount: None,
            comment: None,
            items: vec![
                item(" piece", vec![class("x", "27111602"), class("x", "27119")]),
                item("bag", vec![class("shop", "tools"), class("x", "tools")]),
                item("KGM", vec![class("x", "9")]),
            ],
        };
        let cart = ValueTables::layered(&tables).translated(&cart);
        let shown: Vec<_> = cart
            .items
            .iter()
            .map(|item| {
                let classes: Vec<_> = item
                    .classification
                    .iter()
                    .map(|class| format!("{} {}", class.domain, class.code))
                    .collect();
                format!("{}: {}", item.unit, classes.join(", "))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "C62: UNSPSC 27111600, UNSPSC 27110000",
                "BG: eCl@ss-9.1 21-04-01, x other",
                "KGM: x 9"
            ]
        );
    }

    #[test]
    fn rows_have_values_that_can_be_used() {
        let fault = |kind, row| table(kind, &[row]).rows[0].fault(kind);
        assert_eq!(fault(TableKind::Units, (None, "piece", None, "EA")), None);
        for row in [
            (None, "", None, "EA"),
            (None, "piece ", None, "EA"),
            (None, "piece", None, "Stück"),
            (Some("x"), "piece", None, "EA"),
        ] {
            assert!(fault(TableKind::Units, row).is_some(), "{row:?}");
        }
        let text = fault(TableKind::Units, (None, "piece", None, "Stück")).unwrap();
        assert!(text.contains("perhaps EA"), "{text}");
        assert_eq!(
            fault(TableKind::Classifications, (None, "a", Some("UNSPSC"), "b")),
            None
        );
    }
}
