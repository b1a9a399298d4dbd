//! Transforms.

use std::{collections::BTreeMap, sync::Arc};

use jsonc_parser::{ast, common::Ranged};
use regex::Regex;

use super::Parser;
use crate::{
    transform::{Index, Operation, Otherwise, Transform, date},
    value::decimal,
};

/// The transforms and their parameters.
const KNOWN: [(&str, &[&str]); 26] = [
    ("default", &["value"]),
    ("join", &["sep"]),
    ("split", &["sep", "index"]),
    ("cut", &["start", "len"]),
    ("uppercase", &[]),
    ("lowercase", &[]),
    ("not", &[]),
    ("date", &["from", "to"]),
    ("append", &["value"]),
    ("prepend", &["value"]),
    ("map", &["value", "result"]),
    ("amount", &["thousands_sep", "decimal_sep"]),
    ("famount", &["thousands_sep"]),
    ("round", &["precision"]),
    ("strip", &[]),
    ("htmlspecial", &[]),
    ("abs", &[]),
    ("table", &["name", "entries", "otherwise", "value"]),
    ("replace", &["pattern", "with"]),
    ("extract", &["pattern", "group"]),
    ("calculate", &["operation", "by"]),
    ("number", &["decimals", "decimal_sep", "thousands_sep"]),
    ("trim", &[]),
    ("first", &[]),
    ("last", &[]),
    ("pad", &["length", "with"]),
];

/// The parameters of one transform.
#[derive(Default)]
struct Parameters {
    texts: BTreeMap<String, String>,
    pattern: Option<Regex>,
    entries: Option<BTreeMap<String, String>>,
}

impl Parameters {
    fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    /// With Spryker's signs for a line break and a blank.
    fn signs(&self, name: &str) -> Option<String> {
        Some(self.text(name)?.replace("\\n", "\n").replace("\\s", " "))
    }

    /// A whole number; the whole part of another one.
    fn integer(&self, name: &str) -> Option<i64> {
        self.text(name)?.trim().parse().ok()
    }

    fn character(&self, name: &str) -> Option<char> {
        let mut characters = self.text(name)?.chars();
        characters.next().filter(|_| characters.next().is_none())
    }
}

impl<'t> Parser<'t, '_> {
    pub(super) fn transform(&mut self, value: &ast::Value<'t>, place: &str) -> Option<Transform> {
        let at = value.start();
        let (name, parameters) = match value {
            ast::Value::StringLit(name) => (name.value.to_string(), None),
            ast::Value::Object(object) => match object.properties.as_slice() {
                [property] => (property.name.as_str().to_owned(), Some(&property.value)),
                _ => {
                    self.reader.problem(
                        at,
                        place,
                        "a transform is a name, or an object with one name",
                    );
                    return None;
                }
            },
            _ => {
                self.reader.problem(
                    at,
                    place,
                    "a transform is a name, or an object with one name",
                );
                return None;
            }
        };
        let name = name.to_lowercase();
        let Some((_, known)) = KNOWN.iter().find(|(known, _)| *known == name) else {
            let names = KNOWN.map(|(name, _)| name).join(", ");
            self.reader.problem(
                at,
                place,
                format!("the transform “{name}” is unknown; known are {names}"),
            );
            return None;
        };
        let mut found = Parameters::default();
        match parameters {
            None | Some(ast::Value::NullKeyword(_)) => {}
            Some(ast::Value::Array(list)) if list.elements.is_empty() => {}
            Some(ast::Value::Object(object)) => {
                for (key, at, value) in self.reader.properties(object, place) {
                    match key {
                        key if !known.contains(&key) => {
                            let text = format!(
                                "“{name}” has no parameter “{key}”; it has {}",
                                known.join(", ")
                            );
                            self.reader.problem(at, place, text);
                        }
                        "pattern" => found.pattern = Some(self.pattern(value, place)?),
                        "entries" => found.entries = Some(self.entries(value, place)?),
                        _ if matches!(value, ast::Value::NullKeyword(_)) => {}
                        key => {
                            let text = self.reader.scalar_of(value, place)?;
                            found.texts.insert(key.to_owned(), text);
                        }
                    }
                }
            }
            Some(other) => {
                self.reader.problem(
                    other.start(),
                    place,
                    "the parameters of a transform are an object",
                );
                return None;
            }
        }
        match self.build(&name, found) {
            Ok(transform) => Some(transform),
            Err(why) => {
                self.reader.problem(at, place, format!("“{name}”: {why}"));
                None
            }
        }
    }

    fn entries(&mut self, value: &ast::Value<'t>, place: &str) -> Option<BTreeMap<String, String>> {
        let ast::Value::Object(rows) = value else {
            self.reader
                .problem(value.start(), place, "a table must be an object of texts");
            return None;
        };
        let rows = self.reader.properties(rows, place);
        rows.into_iter()
            .map(|(key, _, value)| Some((key.to_owned(), self.reader.scalar_of(value, place)?)))
            .collect()
    }

    fn build(&mut self, name: &str, found: Parameters) -> Result<Transform, String> {
        let value = || found.signs("value").unwrap_or_default();
        let integer = |name: &str, default: i64| match found.text(name) {
            None | Some("") => Ok(default),
            Some(_) => found
                .integer(name)
                .ok_or(format!("“{name}” must be a whole number")),
        };
        let thousands = |default: &str| found.text("thousands_sep").unwrap_or(default).to_owned();
        let point = || match found.text("decimal_sep") {
            None => Ok('.'),
            Some(_) => found
                .character("decimal_sep")
                .filter(|c| matches!(c, '.' | ','))
                .ok_or("“decimal_sep” is . or ,"),
        };
        Ok(match name {
            "default" => Transform::Default(value()),
            "join" => Transform::Join(
                found
                    .signs("sep")
                    .filter(|sep| !sep.is_empty())
                    .unwrap_or_else(|| ", ".to_owned()),
            ),
            "split" => Transform::Split {
                separator: found.signs("sep").unwrap_or_default(),
                index: match found.text("index") {
                    Some("all") => Index::All,
                    Some("last") => Index::Last,
                    _ => Index::At(
                        usize::try_from(integer("index", 1)?.max(1)).unwrap_or(usize::MAX),
                    ),
                },
            },
            "cut" => Transform::Cut {
                start: integer("start", 0)?,
                length: integer("len", 0)?,
            },
            "uppercase" => Transform::Uppercase,
            "lowercase" => Transform::Lowercase,
            "not" => Transform::Not,
            "date" => {
                for format in ["from", "to"]
                    .into_iter()
                    .filter_map(|name| found.text(name))
                {
                    date::check_format(format)?;
                }
                let format = |name| found.text(name).map(str::to_owned);
                Transform::Date {
                    from: format("from"),
                    to: format("to"),
                }
            }
            "append" => Transform::Append(found.text("value").unwrap_or_default().to_owned()),
            "prepend" => Transform::Prepend(found.text("value").unwrap_or_default().to_owned()),
            "map" => Transform::Map {
                value: value(),
                result: found.signs("result").unwrap_or_default(),
            },
            "amount" => {
                let decimal = point()?;
                Transform::Amount {
                    thousands: thousands(if decimal == '.' { "," } else { "." }),
                    decimal,
                }
            }
            "famount" => Transform::FormattedAmount {
                thousands: thousands(","),
            },
            "round" => Transform::Round {
                precision: integer("precision", 0)?,
            },
            "strip" => Transform::Strip,
            "htmlspecial" => Transform::HtmlSpecial,
            "abs" => Transform::Abs,
            "table" => return self.table(found),
            "replace" => Transform::Replace {
                pattern: found.pattern.clone().ok_or("“pattern” is missing")?,
                with: match found.text("with").unwrap_or_default() {
                    with if with.len() > 1_000 => {
                        return Err("“with” has at most 1000 bytes".to_owned());
                    }
                    with => with.to_owned(),
                },
            },
            "extract" => {
                let pattern = found.pattern.clone().ok_or("“pattern” is missing")?;
                let default = i64::from(pattern.captures_len() > 1);
                let group = usize::try_from(integer("group", default)?)
                    .ok()
                    .filter(|group| *group < pattern.captures_len());
                Transform::Extract {
                    pattern,
                    group: group.ok_or("“pattern” has no such group")?,
                }
            }
            "calculate" => Transform::Calculate {
                operation: match found.text("operation") {
                    Some("add") => Operation::Add,
                    Some("subtract") => Operation::Subtract,
                    Some("multiply") => Operation::Multiply,
                    Some("divide") => Operation::Divide,
                    _ => return Err("“operation” is add, subtract, multiply or divide".to_owned()),
                },
                by: match found.text("by").and_then(decimal) {
                    Some(by) if by.is_zero() && found.text("operation") == Some("divide") => {
                        return Err("nothing is divided by 0".to_owned());
                    }
                    Some(by) => by,
                    None => return Err("“by” must be a number".to_owned()),
                },
            },
            "number" => Transform::Number {
                decimals: match found.text("decimals") {
                    None => None,
                    Some(_) => Some(
                        u32::try_from(integer("decimals", 0)?)
                            .ok()
                            .filter(|n| *n <= 10)
                            .ok_or("“decimals” is 0 to 10")?,
                    ),
                },
                decimal: point()?,
                thousands: thousands(""),
            },
            "trim" => Transform::Trim,
            "first" => Transform::First,
            "last" => Transform::Last,
            "pad" => Transform::Pad {
                length: usize::try_from(integer("length", 0)?)
                    .ok()
                    .filter(|n| (1..=1_000).contains(n))
                    .ok_or("“length” is 1 to 1000")?,
                with: match found.text("with") {
                    None => '0',
                    Some(_) => found.character("with").ok_or("“with” is one character")?,
                },
            },
            _ => return Err("is unknown".to_owned()),
        })
    }

    fn table(&mut self, mut found: Parameters) -> Result<Transform, String> {
        let entries = match (found.entries.take(), found.text("name")) {
            (Some(entries), None) => entries,
            (None, Some(name)) => {
                let table = self
                    .tables
                    .get(name)
                    .or_else(|| self.contract.tables.get(name));
                table
                    .cloned()
                    .ok_or_else(|| format!("there is no table “{name}”"))?
            }
            _ => return Err("needs “name” or “entries”".to_owned()),
        };
        let otherwise = match (found.text("otherwise"), found.text("value")) {
            (None | Some("value"), Some(value)) => Otherwise::Value(value.to_owned()),
            (None | Some("keep"), None) => Otherwise::Keep,
            (Some("nothing"), None) => Otherwise::Nothing,
            _ => {
                return Err("“otherwise” is keep or nothing; or “value” is what to take".to_owned());
            }
        };
        Ok(Transform::Table {
            entries: Arc::new(entries),
            otherwise,
        })
    }
}
