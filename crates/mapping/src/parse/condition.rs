//! Conditions.

use jsonc_parser::{ast, common::Ranged};
use regex::{Regex, RegexBuilder};

use super::Parser;
use crate::{
    condition::{Condition, Test},
    value::decimal,
};

/// How deep conditions nest.
const MAX_DEPTH: usize = 8;
/// The largest program that a regular expression may become, in bytes.
const MAX_REGEX: usize = 256 * 1024;

impl<'t> Parser<'t, '_> {
    pub(super) fn condition(
        &mut self,
        value: &ast::Value<'t>,
        place: &str,
        depth: usize,
    ) -> Option<Condition> {
        let ast::Value::Object(json) = value else {
            self.reader
                .problem(value.start(), place, "a condition must be an object");
            return None;
        };
        if depth >= MAX_DEPTH {
            self.reader.problem(
                value.start(),
                place,
                format!("conditions nest at most {MAX_DEPTH} deep"),
            );
            return None;
        }
        let mut source = None;
        let mut tests = Vec::new();
        let mut whole = None;
        for (key, at, value) in self.reader.properties(json, place) {
            match key {
                "all" => whole = self.conditions(value, place, depth).map(Condition::All),
                "any" => whole = self.conditions(value, place, depth).map(Condition::Any),
                "not" => {
                    whole = self
                        .condition(value, place, depth + 1)
                        .map(|part| Condition::Not(Box::new(part)))
                }
                "source" => {
                    let text = self.reader.text_of(value, place)?;
                    source = self.sources(&text, value.start(), place).into_iter().next();
                }
                "exists" => tests.extend(self.reader.truth_of(value, place).map(Test::Exists)),
                "equals" => tests.extend(self.reader.scalar_of(value, place).map(Test::Equals)),
                "in" => tests.extend(self.texts(value, place).map(Test::OneOf)),
                "matches" => tests.extend(self.pattern(value, place).map(Test::Matches)),
                "less" | "greater" => {
                    let bound = self.reader.scalar_of(value, place)?;
                    match decimal(&bound) {
                        Some(bound) if key == "less" => tests.push(Test::Less(bound)),
                        Some(bound) => tests.push(Test::Greater(bound)),
                        None => self
                            .reader
                            .problem(value.start(), place, "must be a number"),
                    }
                }
                _ => {
                    let known = "all, any, not, source, exists, equals, in, matches, less, greater";
                    self.reader.problem(
                        at,
                        place,
                        format!("“{key}” is unknown in a condition; known are {known}"),
                    );
                }
            }
        }
        let mut parts: Vec<Condition> = whole.into_iter().collect();
        match source {
            Some(source) => {
                if tests.is_empty() {
                    tests.push(Test::Exists(true));
                }
                parts.extend(tests.into_iter().map(|test| Condition::Test {
                    source: source.clone(),
                    test,
                }));
            }
            None if tests.is_empty() && !parts.is_empty() => {}
            None => {
                self.reader.problem(
                    value.start(),
                    place,
                    "a condition needs “source”, “all”, “any” or “not”",
                );
                return None;
            }
        }
        Some(Condition::All(parts))
    }

    fn conditions(
        &mut self,
        value: &ast::Value<'t>,
        place: &str,
        depth: usize,
    ) -> Option<Vec<Condition>> {
        let ast::Value::Array(list) = value else {
            self.reader
                .problem(value.start(), place, "must be a list of conditions");
            return None;
        };
        list.elements
            .iter()
            .map(|part| self.condition(part, place, depth + 1))
            .collect()
    }

    fn texts(&mut self, value: &ast::Value<'t>, place: &str) -> Option<Vec<String>> {
        let ast::Value::Array(list) = value else {
            self.reader
                .problem(value.start(), place, "must be a list of texts");
            return None;
        };
        list.elements
            .iter()
            .map(|text| self.reader.scalar_of(text, place))
            .collect()
    }

    pub(super) fn pattern(&mut self, value: &ast::Value<'t>, place: &str) -> Option<Regex> {
        let text = self.reader.text_of(value, place)?;
        if text.len() > 1_000 {
            self.reader.problem(
                value.start(),
                place,
                "a regular expression of more than 1000 bytes",
            );
            return None;
        }
        let built = RegexBuilder::new(&text)
            .size_limit(MAX_REGEX)
            .dfa_size_limit(MAX_REGEX)
            .nest_limit(50)
            .build();
        match built {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                let text = error.to_string();
                let last = text.lines().last().unwrap_or_default().to_owned();
                self.reader.problem(
                    value.start(),
                    place,
                    format!("no regular expression: {last}"),
                );
                None
            }
        }
    }
}
