//! Fields.

use jsonc_parser::{ast, common::Ranged};

use super::Parser;
use crate::{
    mapping::Field,
    rules::{Characters, Rules},
};

/// The most transforms of a field.
const MAX_TRANSFORMS: usize = 64;

impl<'t> Parser<'t, '_> {
    pub(super) fn field(
        &mut self,
        name: &str,
        at: usize,
        place: &str,
        value: &ast::Value<'t>,
    ) -> Option<Field> {
        let mut field = Field {
            name: name.to_owned(),
            origin: self.origin(at, place),
            ..Field::default()
        };
        let json = match value {
            ast::Value::Object(json) => json,
            ast::Value::NullKeyword(_) => {
                field.removed = true;
                return Some(field);
            }
            other => {
                self.reader.problem(
                    other.start(),
                    place,
                    "must be an object with “path”, or null to take an inherited field away",
                );
                return None;
            }
        };
        if name.trim().is_empty() || name.len() > 500 {
            self.reader
                .problem(at, place, "a field's name has 1 to 500 bytes");
            return None;
        }
        let mut has_path = false;
        for (key, at, value) in self.reader.properties(json, place) {
            match key {
                "path" => {
                    has_path = true;
                    if let Some(text) = self.reader.text_of(value, place) {
                        field.paths = self.places(&text, value.start(), place);
                    }
                }
                "required" => {
                    field.required = self.reader.truth_of(value, place).unwrap_or_default()
                }
                "multiple" => {
                    field.multiple = self.reader.truth_of(value, place).unwrap_or_default()
                }
                "append" => field.append = self.reader.truth_of(value, place).unwrap_or_default(),
                "transform" => self.transforms(&mut field, place, value),
                "when" => field.when = self.condition(value, place, 0),
                "fallback" => {
                    if let Some(text) = self.reader.text_of(value, place) {
                        field.fallback = self.sources(&text, value.start(), place);
                    }
                }
                "rules" => field.rules = self.rules(value, place),
                _ => {
                    let known =
                        "path, required, multiple, append, transform, when, fallback, rules";
                    self.reader.problem(
                        at,
                        place,
                        format!("“{key}” is unknown; known are {known}"),
                    );
                }
            }
        }
        if !has_path {
            self.reader.problem(at, place, "“path” is missing");
        }
        Some(field)
    }

    fn transforms(&mut self, field: &mut Field, place: &str, value: &ast::Value<'t>) {
        match value {
            ast::Value::Array(list) => {
                if list.elements.len() > MAX_TRANSFORMS {
                    self.reader.problem(
                        value.start(),
                        place,
                        format!("more than {MAX_TRANSFORMS} transforms"),
                    );
                    return;
                }
                for element in &list.elements {
                    let transform = self.transform(element, place);
                    field.transforms.extend(transform);
                }
            }
            ast::Value::NullKeyword(_) => {}
            other => self
                .reader
                .problem(other.start(), place, "“transform” must be a list"),
        }
    }

    fn rules(&mut self, value: &ast::Value<'t>, place: &str) -> Rules {
        let mut rules = Rules::default();
        let ast::Value::Object(json) = value else {
            self.reader
                .problem(value.start(), place, "“rules” must be an object");
            return rules;
        };
        for (key, at, value) in self.reader.properties(json, place) {
            match key {
                "max_length" => rules.max_length = self.length(value, place),
                "max_bytes" => rules.max_bytes = self.length(value, place),
                "min_length" => rules.min_length = self.length(value, place),
                "characters" => {
                    let name = self.reader.text_of(value, place);
                    let known = Characters::NAMES
                        .iter()
                        .find(|(known, _)| Some(*known) == name.as_deref());
                    rules.characters = known.map(|(_, characters)| *characters);
                    if known.is_none() {
                        let names = Characters::NAMES.map(|(name, _)| name).join(", ");
                        self.reader.problem(
                            value.start(),
                            place,
                            format!("“characters” is one of {names}"),
                        );
                    }
                }
                "otherwise" => match self.reader.text_of(value, place).as_deref() {
                    Some("cut") => rules.refuse = false,
                    Some("leave_out") => rules.refuse = true,
                    _ => {
                        self.reader
                            .problem(value.start(), place, "“otherwise” is cut or leave_out")
                    }
                },
                _ => {
                    let known = "max_length, max_bytes, min_length, characters, otherwise";
                    self.reader.problem(
                        at,
                        place,
                        format!("the rule “{key}” is unknown; known are {known}"),
                    );
                }
            }
        }
        rules
    }

    fn length(&mut self, value: &ast::Value<'t>, place: &str) -> Option<usize> {
        let length = self.reader.integer_of(value, place)?;
        let length = usize::try_from(length)
            .ok()
            .filter(|length| (1..=1_000_000).contains(length));
        if length.is_none() {
            self.reader
                .problem(value.start(), place, "a length is 1 to 1000000");
        }
        length
    }
}
