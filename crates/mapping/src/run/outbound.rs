//! From neutral data to a document.

mod place;

use std::collections::HashMap;

use serde_json::Value as Json;

use super::{Fetched, Options, Outcome, Run, RunError, Severity, fill};
use crate::{
    condition::Condition,
    mapping::{Direction, Field, Mapping, Object, Syntax},
    path::Step,
    target::Branch,
    value::Value,
};
use place::{Counts, branch, resolved, scalar, steps_below};

const NOTHING: Json = Json::Null;

impl Mapping {
    /// Writes neutral data into a tree. What `base` has and the mapping does not write stays, so that a mapping overrides what is
    /// built in field by field: the first line goes to the first element of the lines' path that is there, and so on.
    ///
    /// # Errors
    ///
    /// Where the bounds are reached, or the mapping is another kind. A required field that is empty is a finding.
    pub fn write_tree(
        &self,
        neutral: &Json,
        base: Branch,
        options: &Options,
    ) -> Result<Outcome<Branch>, RunError> {
        self.suits(Direction::Outbound, Some(Syntax::Tree))?;
        let mut run = Run::new(options);
        let mut tree = base;
        let mut counts = Counts::new();
        for object in self.objects.iter().filter(|object| !object.is_snippet()) {
            let data = neutral.get(&object.name).unwrap_or(&NOTHING);
            let Some(places) = &object.lines else {
                self.write_object(object, data, &mut tree, &mut counts, &object.name, &mut run)?;
                continue;
            };
            for (number, row) in rows(data).iter().enumerate() {
                let name = format!("{}[{}]", object.name, number + 1);
                if places.is_empty() {
                    self.write_object(object, row, &mut tree, &mut counts, &name, &mut run)?;
                }
                for place in places {
                    let Some(path) = resolved(place, row, &mut run)? else {
                        continue;
                    };
                    let root = tree.name.clone();
                    if let Some(line) = branch(
                        &mut tree,
                        steps_below(&path, &root),
                        (&path, &mut counts),
                        &mut run,
                    )? {
                        self.write_object(object, row, line, &mut Counts::new(), &name, &mut run)?;
                    }
                }
            }
        }
        Ok(run.finish(tree))
    }

    /// Writes neutral data into a list of named fields. What `base` has under a name that the mapping writes is replaced.
    ///
    /// # Errors
    ///
    /// As of [`Mapping::write_tree`].
    pub fn write_fields(
        &self,
        neutral: &Json,
        base: Vec<(String, String)>,
        options: &Options,
    ) -> Result<Outcome<Vec<(String, String)>>, RunError> {
        self.suits(Direction::Outbound, Some(Syntax::Flat))?;
        let mut run = Run::new(options);
        let mut fields = base;
        let mut places: HashMap<String, usize> = fields
            .iter()
            .enumerate()
            .map(|(at, (name, _))| (name.clone(), at))
            .collect();
        for object in self.objects.iter().filter(|object| !object.is_snippet()) {
            let data = neutral.get(&object.name).unwrap_or(&NOTHING);
            let single = [data];
            let all: Vec<&Json> = match object.lines {
                Some(_) => rows(data).iter().collect(),
                None => single.to_vec(),
            };
            for (number, row) in all.into_iter().enumerate() {
                let name = if object.lines.is_some() {
                    format!("{}[{}]", object.name, number + 1)
                } else {
                    object.name.clone()
                };
                for field in &object.fields {
                    for place in &field.paths {
                        let key = fill(place.text(), &|key| scalar(row, key));
                        let written: Vec<String> = self
                            .values(field, row, &name, &key, &mut run)?
                            .into_iter()
                            .filter_map(wrapped)
                            .collect();
                        let Some(text) = run.ruled(field, written.join("\n"), &key) else {
                            continue;
                        };
                        run.make(key.len() + text.len())?;
                        match places.get(&key).and_then(|at| fields.get_mut(*at)) {
                            Some((_, old)) => *old = text,
                            None => {
                                places.insert(key.clone(), fields.len());
                                fields.push((key, text));
                            }
                        }
                    }
                }
            }
        }
        Ok(run.finish(fields))
    }

    fn write_object(
        &self,
        object: &Object,
        data: &Json,
        base: &mut Branch,
        counts: &mut Counts,
        name: &str,
        run: &mut Run,
    ) -> Result<(), RunError> {
        // What is only added to what is there waits for it: the order of a JSON object's members says nothing.
        let (later, first): (Vec<&Field>, Vec<&Field>) =
            object.fields.iter().partition(|field| field.append);
        for field in first.into_iter().chain(later) {
            for place in &field.paths {
                run.spend(1)?;
                let Some(path) = resolved(place, data, run)? else {
                    run.find(
                        Severity::Warning,
                        name,
                        field,
                        format!("{} makes no path here", place.text()),
                    );
                    continue;
                };
                let root = base.name.clone();
                let steps = steps_below(&path, &root);
                if field.append
                    && !base.has(
                        steps
                            .get(..steps.len().saturating_sub(1))
                            .unwrap_or_default(),
                    )
                {
                    continue;
                }
                for value in self.values(field, data, name, &path.text, run)? {
                    match (
                        path.snippet().and_then(|snippet| self.snippet(snippet)),
                        value,
                    ) {
                        (Some(snippet), value) => {
                            let group = value.into_json();
                            if let Some(inner) = branch(base, steps, (&path, counts), run)? {
                                self.write_object(
                                    snippet,
                                    &group,
                                    inner,
                                    &mut Counts::new(),
                                    name,
                                    run,
                                )?;
                            }
                        }
                        (None, value) => {
                            let Some(text) =
                                wrapped(value).and_then(|text| run.ruled(field, text, name))
                            else {
                                continue;
                            };
                            run.make(text.len() + 16)?;
                            let Some(inner) = branch(base, steps, (&path, counts), run)? else {
                                continue;
                            };
                            match steps.last() {
                                Some(Step::Attribute(attribute)) => {
                                    inner.set_attribute(attribute, &text)
                                }
                                _ => inner.text = text,
                            }
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// What a field writes to one place.
    fn values(
        &self,
        field: &Field,
        data: &Json,
        name: &str,
        place: &str,
        run: &mut Run,
    ) -> Result<Vec<Value>, RunError> {
        if let Some(condition) = &field.when
            && !holds(condition, data, run)?
        {
            return Ok(Vec::new());
        }
        let mut parts: Vec<Value> = Vec::new();
        for key in field.names() {
            run.spend(1)?;
            parts.push(look_up(data, key));
        }
        let mut sources: Vec<String> = if run.explain {
            field.names().map(|key| format!("{name}/{key}")).collect()
        } else {
            Vec::new()
        };
        let mut value = if parts.len() == 1 {
            parts.pop().unwrap_or(Value::Missing)
        } else {
            parts.retain(|part| !part.is_missing());
            if parts.len() == 1 {
                parts.pop().unwrap_or(Value::Missing)
            } else {
                Value::List(parts)
            }
        };
        for fallback in &field.fallback {
            if !value.is_missing() {
                break;
            }
            value = look_up(data, fallback.text());
            sources = vec![format!("{name}/{}", fallback.text())];
        }
        if value.size() > run.value_bytes {
            return Err(RunError::TooLarge);
        }
        let target = if run.explain {
            format!("{name}: {place}")
        } else {
            name.to_owned()
        };
        let value = run.transformed(field, Fetched { value, sources }, &target)?;
        let mut values = value.flatten();
        values.retain(|value| !matches!(value, Value::Truth(false)));
        if values.is_empty() && field.required {
            run.find(
                Severity::Error,
                name,
                field,
                format!("Empty {name} required field {}", field.name),
            );
        }
        if !field.multiple {
            values.truncate(1);
        }
        Ok(values)
    }
}

fn rows(data: &Json) -> &[Json] {
    match data {
        Json::Array(rows) => rows,
        Json::Null => &[],
        one => std::slice::from_ref(one),
    }
}

fn holds(condition: &Condition, data: &Json, run: &mut Run) -> Result<bool, RunError> {
    run.spend(1)?;
    Ok(match condition {
        Condition::All(parts) => {
            for part in parts {
                if !holds(part, data, run)? {
                    return Ok(false);
                }
            }
            true
        }
        Condition::Any(parts) => {
            for part in parts {
                if holds(part, data, run)? {
                    return Ok(true);
                }
            }
            false
        }
        Condition::Not(part) => !holds(part, data, run)?,
        Condition::Test { source, test } => {
            let value = look_up(data, source.text());
            run.spend(1 + value.size() / 16)?;
            test.holds(&value)
        }
    })
}

/// A neutral field; slashes lead into groups, and into lists of `code` and `value` by the code.
fn look_up(data: &Json, name: &str) -> Value {
    let mut found = data;
    for part in name
        .split('/')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let inner = match found {
            Json::Object(group) => group.get(part),
            Json::Array(rows) => rows
                .iter()
                .find(|row| row.get("code").and_then(Json::as_str) == Some(part))
                .or_else(|| rows.get(part.parse::<usize>().ok()?)),
            _ => None,
        };
        let Some(inner) = inner else {
            return Value::Missing;
        };
        found = inner;
    }
    match (found, name.contains('/')) {
        (Json::Object(group), true) if group.contains_key("code") => {
            group.get("value").map_or(Value::Missing, Value::of_json)
        }
        _ => Value::of_json(found),
    }
}

/// A value as one text: lists and groups line by line.
fn wrapped(value: Value) -> Option<String> {
    match value {
        Value::Missing => None,
        Value::Group(Json::Object(group)) => {
            let lines: Vec<String> = group
                .iter()
                .filter_map(|(key, value)| {
                    Some(format!("{key}: {}", wrapped(Value::of_json(value))?))
                })
                .collect();
            Some(lines.join("\n")).filter(|text| !text.is_empty())
        }
        Value::List(values) => {
            let lines: Vec<String> = values.into_iter().filter_map(wrapped).collect();
            Some(lines.join("\n")).filter(|text| !text.is_empty())
        }
        one => one.to_text(),
    }
}
