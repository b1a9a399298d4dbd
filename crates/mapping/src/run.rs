//! Running a mapping, within bounds.

mod inbound;
mod outbound;

use std::{borrow::Cow, fmt};

use crate::{
    mapping::{Field, Mapping, Place},
    problem::Position,
    transform::{Notes, Transform, shown},
    value::Value,
};

/// How much a run may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Nodes looked at, transforms and tens of bytes handled.
    pub steps: usize,
    /// What it makes, in bytes.
    pub output_bytes: usize,
    /// What one field makes on its way, in bytes.
    pub value_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 5_000_000,
            output_bytes: 16 << 20,
            value_bytes: 1 << 20,
        }
    }
}

/// How to run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How much may be used.
    pub limits: Limits,
    /// Whether to tell how each field came about.
    pub explain: bool,
}

/// The most findings and explanations of a run.
pub const MAX_TOLD: usize = 20_000;

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The result should not be used.
    Error,
    /// The result is not all that was meant.
    Warning,
}

/// What is to be said about a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// The field that it is about, such as `cart_item[3]/name`.
    pub field: String,
    /// What.
    pub text: String,
    /// The layer of the mapping that says so.
    pub layer: usize,
    /// Where in it.
    pub position: Position,
}

/// How a field came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Where it was written.
    pub target: String,
    /// Where its value comes from; the first of several that gave something, or all that were put together.
    pub sources: Vec<String>,
    /// The value found there, shortened.
    pub found: String,
    /// What was done, in order: the step's name and what it made, shortened.
    pub steps: Vec<(String, String)>,
    /// The layer of the mapping that says so.
    pub layer: usize,
    /// Where in it.
    pub position: Position,
}

/// What a run makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<T> {
    /// The result.
    pub result: T,
    /// What is to be said about it, at most [`MAX_TOLD`].
    pub findings: Vec<Finding>,
    /// How its fields came about, where [`Options::explain`] asks.
    pub explanations: Vec<Explanation>,
}

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// More steps than allowed.
    #[error("the mapping takes too many steps")]
    TooManySteps,
    /// More bytes than allowed.
    #[error("the mapping makes too much")]
    TooLarge,
    /// The mapping goes the other way, or to another kind of document.
    #[error("the mapping is for another direction or kind of document")]
    WrongContract,
}

/// A run's state.
pub(crate) struct Run {
    steps: usize,
    output: usize,
    value_bytes: usize,
    explain: bool,
    findings: Vec<Finding>,
    explanations: Vec<Explanation>,
}

/// A field's value and where it comes from.
pub(crate) struct Fetched<'v> {
    value: Value<'v>,
    sources: Vec<String>,
}

impl Run {
    fn new(options: &Options) -> Self {
        Self {
            steps: options.limits.steps,
            output: options.limits.output_bytes,
            value_bytes: options.limits.value_bytes,
            explain: options.explain,
            findings: Vec::new(),
            explanations: Vec::new(),
        }
    }

    pub(crate) fn spend(&mut self, steps: usize) -> Result<(), RunError> {
        self.steps = self
            .steps
            .checked_sub(steps)
            .ok_or(RunError::TooManySteps)?;
        Ok(())
    }

    fn make(&mut self, bytes: usize) -> Result<(), RunError> {
        self.output = self.output.checked_sub(bytes).ok_or(RunError::TooLarge)?;
        Ok(())
    }

    fn find(&mut self, severity: Severity, name: &dyn fmt::Display, field: &Field, text: String) {
        if self.findings.len() < MAX_TOLD {
            self.findings.push(Finding {
                severity,
                field: name.to_string(),
                text,
                layer: field.origin.layer,
                position: field.origin.position,
            });
        }
    }

    /// What the field's transforms make of a value. `target` says where it goes, for people.
    fn transformed<'v>(
        &mut self,
        field: &'v Field,
        fetched: Fetched<'v>,
        target: &dyn fmt::Display,
    ) -> Result<Value<'v>, RunError> {
        if self.explain {
            return self.explained(field, fetched, target);
        }
        self.steps(field, fetched.value, target)
    }

    /// The same, without a note of it.
    fn steps<'v>(
        &mut self,
        field: &'v Field,
        mut value: Value<'v>,
        target: &dyn fmt::Display,
    ) -> Result<Value<'v>, RunError> {
        for transform in &field.transforms {
            value = self.step(transform, value, field, target)?;
        }
        Ok(value)
    }

    /// What one transform makes of a value.
    fn step<'v>(
        &mut self,
        transform: &'v Transform,
        value: Value<'v>,
        field: &Field,
        target: &dyn fmt::Display,
    ) -> Result<Value<'v>, RunError> {
        let mut notes = Notes {
            texts: Vec::new(),
            room: self.value_bytes.saturating_add(1),
        };
        self.spend(1 + value.size() / 16)?;
        let value = transform.apply(value, &mut notes);
        if notes.room == 0 || value.size() > self.value_bytes.saturating_mul(4) {
            return Err(RunError::TooLarge);
        }
        if !notes.texts.is_empty() {
            self.note(transform, notes.texts, field, target);
        }
        Ok(value)
    }

    fn note(
        &mut self,
        transform: &Transform,
        notes: Vec<String>,
        field: &Field,
        target: &dyn fmt::Display,
    ) {
        for note in notes {
            let text = format!("{}: {note}", transform.name());
            self.find(Severity::Warning, target, field, text);
        }
    }

    /// What the field's transforms make of a value, with a note of each.
    fn explained<'v>(
        &mut self,
        field: &'v Field,
        fetched: Fetched<'v>,
        target: &dyn fmt::Display,
    ) -> Result<Value<'v>, RunError> {
        let found = told(&fetched.value);
        let mut value = fetched.value;
        let mut steps = Vec::new();
        for transform in &field.transforms {
            value = self.step(transform, value, field, target)?;
            steps.push((transform.name().to_owned(), told(&value)));
        }
        if self.explanations.len() < MAX_TOLD {
            self.explanations.push(Explanation {
                target: target.to_string(),
                sources: fetched.sources,
                found,
                steps,
                layer: field.origin.layer,
                position: field.origin.position,
            });
        }
        Ok(value)
    }

    /// Whether a text stays as it is under the field's transforms, without anything to be said of it.
    #[inline]
    fn leaves(&self, field: &Field, text: &str) -> bool {
        let mut transforms = field.transforms.iter();
        !self.explain
            && text.len() <= self.value_bytes
            && transforms.all(|transform| transform.leaves(text))
    }

    /// A text under the field's rules.
    fn ruled<'v>(
        &mut self,
        field: &Field,
        text: Cow<'v, str>,
        target: &dyn fmt::Display,
    ) -> Option<Cow<'v, str>> {
        if field.rules.are_none() {
            return Some(text).filter(|text| !text.is_empty());
        }
        let ruled = field.rules.apply(text);
        let severity = if ruled.text.is_none() {
            Severity::Error
        } else {
            Severity::Warning
        };
        for note in ruled.notes {
            self.find(severity, target, field, note);
        }
        ruled.text.filter(|text| !text.is_empty())
    }

    fn finish<T>(self, result: T) -> Outcome<T> {
        Outcome {
            result,
            findings: self.findings,
            explanations: self.explanations,
        }
    }
}

fn told(value: &Value<'_>) -> String {
    match value {
        Value::Missing => "nothing".to_owned(),
        Value::Text(text) => shown(text).into_owned(),
        Value::Truth(truth) => truth.to_string(),
        Value::List(values) if values.len() == 1 => values.first().map_or_else(String::new, told),
        Value::List(values) => {
            let shown: Vec<_> = values.iter().take(5).map(told).collect();
            format!(
                "[{}{}]",
                shown.join(", "),
                if values.len() > 5 { ", …" } else { "" }
            )
        }
        Value::Group(_) => "a group".to_owned(),
    }
}

/// Fills in the placeholders, such as `%line_number%`; those without a value stay.
pub(crate) fn fill(text: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        filled.push_str(before);
        let name = after.split_once('%').map(|(name, _)| name);
        match name.and_then(|name| Some((name, value(name)?))) {
            Some((name, value)) => {
                filled.push_str(&value);
                rest = after.get(name.len() + 1..).unwrap_or_default();
            }
            None => {
                filled.push('%');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

impl Mapping {
    fn suits(
        &self,
        direction: crate::Direction,
        syntax: Option<crate::Syntax>,
    ) -> Result<(), RunError> {
        let suits =
            self.direction == direction && syntax.is_none_or(|syntax| syntax == self.syntax);
        if suits {
            Ok(())
        } else {
            Err(RunError::WrongContract)
        }
    }
}

fn texts(places: &[Place]) -> Vec<String> {
    places.iter().map(|place| place.text().to_owned()).collect()
}
