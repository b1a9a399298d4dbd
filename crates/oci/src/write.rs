//! The form in which a cart returns.

mod text;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    Charset, Field, Item, Kind, Need, NumberFormat, Value, Version,
    field::{Cut, FIELDS, FOREIGN, field},
    number::{self, Unwritable},
};

/// How the name of the long text is spelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LongText {
    /// `NEW_ITEM-LONGTEXT_1:132[]`, as the interface has it.
    #[default]
    Standard,
    /// `NEW_ITEM-LONGTEXT_1:132[1]`.
    Indexed,
    /// `NEW_ITEM-LONGTEXT[1]`, like every other field.
    Plain,
    /// `NEW_ITEM-LONGTEXT[1]:132`.
    IndexFirst,
    /// There is none.
    Omitted,
}

/// What becomes of values that the buyer's system has no room for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overlong {
    /// The cart is refused.
    Refuse,
    /// Texts for people are cut on a character border, numbers rounded, and it is noted. What identifies something is still refused: its
    /// beginning would identify something else.
    #[default]
    Cut,
}

/// How a form is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// Which fields there are, and how long they may be.
    pub version: Version,
    /// Which characters there are.
    pub charset: Charset,
    /// How numbers are written.
    pub numbers: NumberFormat,
    /// How the long text is called.
    pub long_text: LongText,
    /// What becomes of what is too long.
    pub overlong: Overlong,
}

/// A form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Names and values, line by line in the order of the table.
    pub fields: Vec<(String, String)>,
    /// What was changed or left out.
    pub repairs: Vec<Repair>,
}

/// Something that was changed or left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The line, from 0.
    pub item: usize,
    /// The field.
    pub field: String,
    /// What was done, in a sentence.
    pub text: String,
}

/// Why a line cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 0.
    pub item: usize,
    /// The field.
    pub field: String,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It must be there and is not.
    Missing,
    /// Its text is too long.
    TooLong {
        /// How long it is.
        length: usize,
        /// How long it may be.
        max: usize,
    },
    /// Its number has too many digits before the point.
    TooLarge {
        /// How many there may be.
        digits: u32,
    },
    /// Its number has too many digits after the point.
    TooPrecise {
        /// How many there may be.
        digits: u32,
    },
    /// Its number is below zero.
    Negative,
    /// It must be a number and is none.
    NotANumber,
    /// It has a character that the form's encoding lacks.
    NotInCharset {
        /// The character.
        character: char,
    },
    /// It means nothing without another field.
    OnlyWith {
        /// The other field.
        other: &'static str,
    },
}

/// Writes lines as a form: indexes from 1 without gaps, every field as the table has it.
///
/// # Errors
/// All that is wrong, in the order of lines and fields.
pub fn write(items: &[Item], options: &WriteOptions) -> Result<Form, Vec<Fault>> {
    let mut writer = Writer {
        options,
        item: 0,
        form: Form::default(),
        faults: Vec::new(),
    };
    for (index, item) in items.iter().enumerate() {
        writer.item = index;
        writer.line(item);
    }
    if writer.faults.is_empty() {
        Ok(writer.form)
    } else {
        Err(writer.faults)
    }
}

struct Writer<'a> {
    options: &'a WriteOptions,
    item: usize,
    form: Form,
    faults: Vec<Fault>,
}

impl Writer<'_> {
    fn line(&mut self, item: &Item) {
        for field in FIELDS {
            match item.get(field.name) {
                Some(value) => self.field(field, field.name, item, value),
                None if is_needed(field, item) => self.fault(field.name, FaultKind::Missing),
                None => {}
            }
        }
        for (name, value) in item.fields() {
            if field(name).is_none() {
                self.field(&FOREIGN, name, item, value);
            }
        }
        if let Some(text) = &item.long_text {
            self.long_text(text);
        }
    }

    fn field(&mut self, field: &Field, name: &str, item: &Item, value: &Value) {
        if field.since > self.options.version {
            self.repair(
                name,
                format!(
                    "Left out: the field exists from OCI {} on, and the connection has {}.",
                    field.since, self.options.version
                ),
            );
            return;
        }
        if let Some(other) = field.only_with
            && item.get(other).is_none()
        {
            self.fault(name, FaultKind::OnlyWith { other });
            return;
        }
        let written = match (field.kind, value) {
            (Kind::Number { integer, decimals }, Value::Number(number)) => {
                self.number(name, *number, integer, decimals)
            }
            (Kind::Number { .. }, Value::Text(_)) => {
                self.fault(name, FaultKind::NotANumber);
                None
            }
            (_, Value::Number(number)) => {
                let text = number.normalize().to_string();
                self.text(field, name, &text)
            }
            (_, Value::Text(text)) => self.text(field, name, text),
        };
        if let Some(written) = written {
            let index = self.item + 1;
            self.form
                .fields
                .push((format!("NEW_ITEM-{name}[{index}]"), written));
        }
    }

    fn number(
        &mut self,
        name: &str,
        number: Decimal,
        integer: u32,
        decimals: u32,
    ) -> Option<String> {
        let format = self.options.numbers;
        let kind = match number::write(number, integer, decimals, format) {
            Ok(text) => return Some(text),
            Err(Unwritable::TooPrecise(rounded)) if self.options.overlong == Overlong::Cut => {
                let nothing_left = rounded.is_zero();
                if let (false, Ok(text)) = (
                    nothing_left,
                    number::write(rounded, integer, decimals, format),
                ) {
                    self.repair(name, format!("Rounded from {number} to {rounded}."));
                    return Some(text);
                }
                FaultKind::TooPrecise { digits: decimals }
            }
            Err(Unwritable::TooPrecise(_)) => FaultKind::TooPrecise {
                digits: format.digits.unwrap_or(decimals).min(decimals),
            },
            Err(Unwritable::TooLarge) => FaultKind::TooLarge { digits: integer },
            Err(Unwritable::Negative) => FaultKind::Negative,
        };
        self.fault(name, kind);
        None
    }

    fn text(&mut self, field: &Field, name: &str, value: &str) -> Option<String> {
        let max = field.max_length(self.options.version).unwrap_or(usize::MAX);
        let plain = text::on_one_line(value);
        let plain = self.in_charset(name, plain, field.cut == Cut::Prose)?;
        if plain.is_empty() {
            if is_demanded(field) {
                self.fault(name, FaultKind::Missing);
            }
            return None;
        }
        let length = text::length(&plain);
        if length <= max {
            return Some(plain);
        }
        if field.cut == Cut::Identifier || self.options.overlong == Overlong::Refuse {
            self.fault(name, FaultKind::TooLong { length, max });
            return None;
        }
        self.repair(name, format!("Cut from {length} characters to {max}."));
        Some(text::cut(&plain, max))
    }

    fn long_text(&mut self, value: &str) {
        let index = self.item + 1;
        let name = match self.options.long_text {
            LongText::Omitted => return,
            LongText::Standard => format!("NEW_ITEM-LONGTEXT_{index}:132[]"),
            LongText::Indexed => format!("NEW_ITEM-LONGTEXT_{index}:132[{index}]"),
            LongText::Plain => format!("NEW_ITEM-LONGTEXT[{index}]"),
            LongText::IndexFirst => format!("NEW_ITEM-LONGTEXT[{index}]:132"),
        };
        let plain = text::on_lines(value);
        if let Some(plain) = self.in_charset("LONGTEXT", plain, true)
            && !plain.is_empty()
        {
            self.form.fields.push((name, plain));
        }
    }

    /// The text in the form's encoding. What it lacks becomes a question mark in texts for people, where texts may be cut.
    fn in_charset(&mut self, name: &str, text: String, prose: bool) -> Option<String> {
        let charset = self.options.charset;
        let Some(character) = text.chars().find(|c| !charset.has(*c)) else {
            return Some(text);
        };
        if !prose || self.options.overlong == Overlong::Refuse {
            self.fault(name, FaultKind::NotInCharset { character });
            return None;
        }
        self.repair(
            name,
            format!(
                "Characters that {} lacks became question marks, the first of them “{character}”.",
                charset.name()
            ),
        );
        let plain = text
            .chars()
            .map(|c| if charset.has(c) { c } else { '?' })
            .collect();
        Some(plain)
    }

    fn fault(&mut self, field: &str, kind: FaultKind) {
        self.faults.push(Fault {
            item: self.item,
            field: field.to_owned(),
            kind,
        });
    }

    fn repair(&mut self, field: &str, text: String) {
        self.form.repairs.push(Repair {
            item: self.item,
            field: field.to_owned(),
            text,
        });
    }
}

fn is_needed(field: &Field, item: &Item) -> bool {
    match field.need {
        Need::Optional => false,
        Need::Always => true,
        Need::UnlessMaterial => item.get("MATNR").is_none(),
        Need::With(others) => others.iter().any(|other| item.get(other).is_some()),
    }
}

/// Whether a text of nothing but what is not written leaves the line incomplete.
const fn is_demanded(field: &Field) -> bool {
    !matches!(field.need, Need::Optional)
}

#[cfg(test)]
mod tests;
