//! Transforms: what happens to a value on its way.

pub(crate) mod date;
mod list;
mod number;
mod text;

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use regex::Regex;
use rust_decimal::Decimal;

use crate::{condition::same, value::Value};

/// A step of a field.
#[derive(Clone, Debug)]
pub(crate) enum Transform {
    Default(String),
    Join(String),
    Split {
        separator: String,
        index: Index,
    },
    Cut {
        start: i64,
        length: i64,
    },
    Uppercase,
    Lowercase,
    Not,
    /// To `Y-m-d H:i:s` where `to` is absent.
    Date {
        from: Option<String>,
        to: Option<String>,
    },
    Append(String),
    Prepend(String),
    Map {
        value: String,
        result: String,
    },
    Amount {
        thousands: String,
        decimal: char,
    },
    FormattedAmount {
        thousands: String,
    },
    Round {
        precision: i64,
    },
    Strip,
    HtmlSpecial,
    Abs,
    // Beyond Spryker's.
    Table {
        entries: Arc<BTreeMap<String, String>>,
        otherwise: Otherwise,
    },
    Replace {
        pattern: Regex,
        with: String,
    },
    Extract {
        pattern: Regex,
        group: usize,
    },
    Calculate {
        operation: Operation,
        by: Decimal,
    },
    Number {
        decimals: Option<u32>,
        decimal: char,
        thousands: String,
    },
    Trim,
    First,
    Last,
    Pad {
        length: usize,
        with: char,
    },
}

/// What transforms have to say, and how much they may still make.
pub(crate) struct Notes {
    pub(crate) texts: Vec<String>,
    /// In bytes; 0 once it was too much.
    pub(crate) room: usize,
}

impl Notes {
    fn note(&mut self, text: String) {
        if self.texts.len() < 10 {
            self.texts.push(text);
        }
    }
}

/// What a table gives for what it does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Otherwise {
    Keep,
    Nothing,
    Value(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Index {
    At(usize),
    All,
    Last,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// What a step makes, as far as that is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    Number,
    Truth,
    Date,
    /// A text that is no number unless by chance.
    Words,
    Same,
    Unknown,
}

impl Transform {
    /// Its name in JSON.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Default(_) => "default",
            Self::Join(_) => "join",
            Self::Split { .. } => "split",
            Self::Cut { .. } => "cut",
            Self::Uppercase => "uppercase",
            Self::Lowercase => "lowercase",
            Self::Not => "not",
            Self::Date { .. } => "date",
            Self::Append(_) => "append",
            Self::Prepend(_) => "prepend",
            Self::Map { .. } => "map",
            Self::Amount { .. } => "amount",
            Self::FormattedAmount { .. } => "famount",
            Self::Round { .. } => "round",
            Self::Strip => "strip",
            Self::HtmlSpecial => "htmlspecial",
            Self::Abs => "abs",
            Self::Table { .. } => "table",
            Self::Replace { .. } => "replace",
            Self::Extract { .. } => "extract",
            Self::Calculate { .. } => "calculate",
            Self::Number { .. } => "number",
            Self::Trim => "trim",
            Self::First => "first",
            Self::Last => "last",
            Self::Pad { .. } => "pad",
        }
    }

    /// What it makes.
    pub(crate) fn made(&self) -> Made {
        match self {
            Self::Amount { .. }
            | Self::FormattedAmount { .. }
            | Self::Round { .. }
            | Self::Abs
            | Self::Calculate { .. } => Made::Number,
            Self::Number {
                decimal, thousands, ..
            } if *decimal == '.' && thousands.is_empty() => Made::Number,
            Self::Number { .. } => Made::Words,
            Self::Not => Made::Truth,
            Self::Date { .. } => Made::Date,
            Self::Append(text) | Self::Prepend(text) => {
                if text.chars().all(|c| c.is_ascii_digit() || c == '.') {
                    Made::Unknown
                } else {
                    Made::Words
                }
            }
            Self::Strip | Self::Trim | Self::First | Self::Last | Self::Default(_) => Made::Same,
            _ => Made::Unknown,
        }
    }

    /// Whether it wants numbers.
    pub(crate) fn wants_number(&self) -> bool {
        self.made() == Made::Number || matches!(self, Self::Number { .. })
    }

    /// Whether it makes the same text of a text; `false` where that is as long to tell as to do.
    pub(crate) fn leaves(&self, text: &str) -> bool {
        match self {
            Self::Default(_) | Self::Join(_) | Self::First | Self::Last => true,
            // There are as many characters as bytes, at most.
            Self::Cut { start: 0, length } => {
                usize::try_from(*length).is_ok_and(|length| length >= text.len())
            }
            Self::Strip => !text.as_bytes().contains(&b'<'),
            Self::Trim => text.trim().len() == text.len(),
            Self::FormattedAmount { thousands } => {
                number::is_formatted(text) && (thousands.is_empty() || !text.contains(thousands))
            }
            _ => false,
        }
    }

    /// Applies it. What cannot be done is told to `notes`, and the value is then missing.
    pub(crate) fn apply<'v>(&'v self, value: Value<'v>, notes: &mut Notes) -> Value<'v> {
        match (self, value) {
            (Self::Join(separator), Value::List(values)) => list::join(separator, values),
            (Self::First, value @ Value::List(_)) => {
                value.flatten().into_iter().next().unwrap_or(Value::Missing)
            }
            (Self::Last, value @ Value::List(_)) => value.flatten().pop().unwrap_or(Value::Missing),
            // A list of nothing is nothing: what a default is for.
            (Self::Default(text), value) if value.is_missing() => Value::text(text.as_str()),
            (_, Value::List(values)) => Value::List(
                values
                    .into_iter()
                    .map(|value| self.apply(value, notes))
                    .collect(),
            ),
            (_, group @ Value::Group(_)) => group,
            (Self::Not, value) => {
                let yes = match &value {
                    Value::Truth(truth) => *truth,
                    Value::Text(text) => {
                        text == "1"
                            || ["true", "yes"]
                                .iter()
                                .any(|yes| text.eq_ignore_ascii_case(yes))
                    }
                    _ => false,
                };
                Value::Truth(!yes)
            }
            (
                Self::Map {
                    value: from,
                    result,
                },
                value,
            ) => {
                let matches = match &value {
                    Value::Text(text) => same(text, from),
                    Value::Truth(truth) => {
                        from == if *truth { "1" } else { "" }
                            || from == if *truth { "true" } else { "false" }
                    }
                    _ => from.is_empty(),
                };
                if matches {
                    Value::text(result.as_str())
                } else {
                    value
                }
            }
            (Self::Table { entries, otherwise }, value) => {
                let key = match &value {
                    Value::Truth(truth) => Some(truth.to_string()),
                    Value::Text(text) => Some(text.to_string()),
                    _ => None,
                };
                look_up(entries, otherwise, value, key, notes)
            }
            (_, Value::Missing) => Value::Missing,
            (_, value) => match value.into_text() {
                Some(text) => self.apply_to_text(text, notes),
                None => Value::Missing,
            },
        }
    }

    fn apply_to_text<'v>(&'v self, text: Cow<'v, str>, notes: &mut Notes) -> Value<'v> {
        if self.leaves(&text) {
            return Value::text(text);
        }
        let made = match self {
            Self::Split { separator, index } => return list::split(&text, separator, *index),
            Self::Cut { start, length } => return kept(text::cut(text, *start, *length), notes),
            Self::Strip => return kept(text::strip_tags(text), notes),
            Self::Trim => return kept(text::trim(text), notes),
            Self::Uppercase => Ok(text.to_uppercase()),
            Self::Lowercase => Ok(text.to_lowercase()),
            Self::Append(end) => Ok(text.into_owned() + end),
            Self::Prepend(start) => Ok(start.clone() + &text),
            Self::HtmlSpecial => Ok(text::html_special(&text)),
            Self::Pad { length, with } => Ok(text::pad(&text, *length, *with)),
            Self::Replace { pattern, with } => text::replace(pattern, &text, with),
            Self::Extract { pattern, group } => Ok(pattern
                .captures(&text)
                .and_then(|captures| captures.get(*group))
                .map_or_else(String::new, |found| found.as_str().to_owned())),
            Self::Date { from, to } => date::convert(&text, from.as_deref(), to.as_deref()),
            Self::Amount { thousands, decimal } => {
                number::amount(&text, thousands, *decimal).map(|n| n.to_string())
            }
            Self::FormattedAmount { thousands } => {
                number::amount(&text, thousands, '.').map(number::formatted)
            }
            Self::Round { precision } => {
                number::amount(&text, ",", '.').and_then(|n| number::round(n, *precision))
            }
            Self::Abs => number::amount(&text, ",", '.').map(|n| n.abs().to_string()),
            Self::Calculate { operation, by } => {
                number::amount(&text, ",", '.').and_then(|n| number::calculate(n, *operation, *by))
            }
            Self::Number {
                decimals,
                decimal,
                thousands,
            } => number::amount(&text, ",", '.')
                .map(|n| number::written(n, *decimals, *decimal, thousands)),
            Self::Default(_)
            | Self::Join(_)
            | Self::First
            | Self::Last
            | Self::Not
            | Self::Map { .. }
            | Self::Table { .. } => return Value::text(text),
        };
        match made {
            Ok(text) => kept(Cow::Owned(text), notes),
            Err(why) => {
                notes.note(why);
                Value::Missing
            }
        }
    }
}

/// What was made, while there is room for it.
fn kept<'v>(text: Cow<'v, str>, notes: &mut Notes) -> Value<'v> {
    match notes.room.checked_sub(text.len()) {
        Some(room) => {
            notes.room = room;
            Value::text(text)
        }
        None => {
            notes.room = 0;
            Value::Missing
        }
    }
}

fn look_up<'v>(
    entries: &'v BTreeMap<String, String>,
    otherwise: &'v Otherwise,
    value: Value<'v>,
    key: Option<String>,
    notes: &mut Notes,
) -> Value<'v> {
    let key = key.unwrap_or_default();
    if let Some(found) = entries.get(&key) {
        return Value::text(found.as_str());
    }
    if value.is_missing() {
        return value;
    }
    match otherwise {
        Otherwise::Value(text) => Value::text(text.as_str()),
        Otherwise::Keep | Otherwise::Nothing => {
            notes.note(format!("the table does not hold {}", shown(&key)));
            if *otherwise == Otherwise::Keep {
                value
            } else {
                Value::Missing
            }
        }
    }
}

/// A value as it is shown in a finding: short.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(80) {
        Some((at, _)) => Cow::Owned(format!("“{}…”", text.get(..at).unwrap_or_default())),
        None => Cow::Owned(format!("“{text}”")),
    }
}
