//! JSON with the places of its values.

use jsonc_parser::{CollectOptions, ParseOptions, ast, common::Ranged, parse_to_ast};

use crate::problem::{MAX_PROBLEMS, Position, Problem};

/// The longest JSON of a mapping, in bytes.
pub const MAX_JSON: usize = 256 * 1024;

/// What a mapping's JSON is read with: collects the problems.
pub(crate) struct Reader<'t> {
    text: &'t str,
    line_starts: Vec<usize>,
    layer: usize,
    pub(crate) problems: Vec<Problem>,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t str, layer: usize) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            line_starts: std::iter::once(0).chain(breaks).collect(),
            layer,
            problems: Vec::new(),
        }
    }

    pub(crate) fn layer(&self) -> usize {
        self.layer
    }

    /// The document's root; nothing where it is no JSON, which is then among the problems.
    pub(crate) fn root(&mut self) -> Option<ast::Object<'t>> {
        if self.text.len() > MAX_JSON {
            self.problem(0, "", format!("longer than {MAX_JSON} bytes"));
            return None;
        }
        let strict = ParseOptions {
            allow_comments: false,
            allow_loose_object_property_names: false,
            allow_trailing_commas: false,
            allow_missing_commas: false,
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        };
        match parse_to_ast(self.text, &CollectOptions::default(), &strict) {
            Ok(result) => match result.value {
                Some(ast::Value::Object(root)) => Some(root),
                Some(other) => {
                    self.problem(other.start(), "", "must be an object of objects");
                    None
                }
                None => {
                    self.problem(0, "", "is empty");
                    None
                }
            },
            Err(error) => {
                self.problem(
                    error.range().start,
                    "",
                    format!("no JSON: {}", error.kind()),
                );
                None
            }
        }
    }

    pub(crate) fn position(&self, at: usize) -> Position {
        let line = self.line_starts.partition_point(|start| *start <= at);
        let start = self.line_starts.get(line.saturating_sub(1)).copied();
        let before = start.and_then(|start| self.text.get(start..at));
        Position {
            line,
            column: before.map_or(0, |before| before.chars().count()) + 1,
        }
    }

    pub(crate) fn problem(&mut self, at: usize, place: &str, text: impl Into<String>) {
        let position = self.position(at);
        self.problem_at(position, place, text);
    }

    pub(crate) fn problem_at(&mut self, position: Position, place: &str, text: impl Into<String>) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem {
                layer: self.layer,
                position,
                place: place.to_owned(),
                text: text.into(),
            });
        }
    }

    /// The properties of an object, each name once.
    pub(crate) fn properties<'a>(
        &mut self,
        object: &'a ast::Object<'t>,
        place: &str,
    ) -> Vec<(&'a str, usize, &'a ast::Value<'t>)> {
        let mut seen = std::collections::HashSet::new();
        let mut properties = Vec::new();
        for property in &object.properties {
            let name = property.name.as_str();
            if seen.insert(name) {
                properties.push((name, property.range.start, &property.value));
            } else {
                self.problem(
                    property.range.start,
                    place,
                    format!("“{name}” stands here twice"),
                );
            }
        }
        properties
    }

    pub(crate) fn text_of(&mut self, value: &ast::Value<'t>, place: &str) -> Option<String> {
        match value {
            ast::Value::StringLit(text) => Some(text.value.to_string()),
            other => {
                self.problem(other.start(), place, "must be a text");
                None
            }
        }
    }

    /// A text, number or truth value as text, for what may stand in a document.
    pub(crate) fn scalar_of(&mut self, value: &ast::Value<'t>, place: &str) -> Option<String> {
        match value {
            ast::Value::StringLit(text) => Some(text.value.to_string()),
            ast::Value::NumberLit(number) => Some(number.value.to_owned()),
            ast::Value::BooleanLit(truth) => Some(truth.value.to_string()),
            other => {
                self.problem(other.start(), place, "must be a text or a number");
                None
            }
        }
    }

    pub(crate) fn truth_of(&mut self, value: &ast::Value<'t>, place: &str) -> Option<bool> {
        match value {
            ast::Value::BooleanLit(truth) => Some(truth.value),
            // Written by hand for a language in which all of them are the same.
            ast::Value::NumberLit(number) if matches!(number.value, "0" | "1") => {
                Some(number.value == "1")
            }
            ast::Value::NullKeyword(_) => Some(false),
            other => {
                self.problem(other.start(), place, "must be true or false");
                None
            }
        }
    }

    /// A whole number, also as text.
    pub(crate) fn integer_of(&mut self, value: &ast::Value<'t>, place: &str) -> Option<i64> {
        let text = match value {
            ast::Value::StringLit(text) => text.value.trim(),
            ast::Value::NumberLit(number) => number.value,
            _ => "",
        };
        let number = text.parse().ok();
        if number.is_none() {
            self.problem(value.start(), place, "must be a whole number");
        }
        number
    }
}
