//! From a document to neutral data.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::{Fetched, Options, Outcome, Run, RunError, Severity, fill, texts};
use crate::{
    condition::Condition,
    mapping::{Direction, Field, Mapping, Object, Place},
    path::{Path, Predicate, Step},
    source::{Found, Node, select},
    value::Value,
};

/// The most lines of a document of fields.
const MAX_LINES: usize = 10_000;

/// Where fields are read.
#[derive(Clone, Copy)]
struct At<N> {
    root: N,
    node: N,
    /// The line of a document of fields.
    line: Option<usize>,
}

impl Mapping {
    /// Reads a document into neutral data: an object of `customer`, `cart`, `cart_item` and so on, as far as the mapping has them.
    ///
    /// # Errors
    ///
    /// Where the bounds are reached, or the mapping goes the other way. A required field that is empty is a finding.
    pub fn read<'n, N: Node<'n>>(
        &self,
        root: N,
        options: &Options,
    ) -> Result<Outcome<Json>, RunError> {
        self.suits(Direction::Inbound, None)?;
        let mut run = Run::new(options);
        let mut neutral = Map::new();
        for object in self.objects.iter().filter(|object| !object.is_snippet()) {
            let whole = At {
                root,
                node: root,
                line: None,
            };
            let json = match &object.lines {
                None => Json::Object(self.object(object, whole, &object.name, &mut run)?),
                Some(places) if places.is_empty() => {
                    self.numbered_lines(object, whole, &mut run)?
                }
                Some(places) => self.lines(object, places, whole, &mut run)?,
            };
            neutral.insert(object.name.clone(), json);
        }
        Ok(run.finish(Json::Object(neutral)))
    }

    fn lines<'n, N: Node<'n>>(
        &self,
        object: &Object,
        places: &[Place],
        at: At<N>,
        run: &mut Run,
    ) -> Result<Json, RunError> {
        let mut lines = Vec::new();
        for place in places {
            // A document of fields has no places that lines are below of.
            let Place::Tree(path) = place else { continue };
            for found in select(at.root, at.node, path, run)? {
                if let Found::Node(node) = found {
                    let name = format!("{}[{}]", object.name, lines.len() + 1);
                    let line = self.object(object, At { node, ..at }, &name, run)?;
                    if !line.is_empty() {
                        lines.push(Json::Object(line));
                    }
                }
            }
        }
        Ok(Json::Array(lines))
    }

    /// Lines of a document of fields: counted up until one has nothing. Without placeholders there is one line.
    fn numbered_lines<'n, N: Node<'n>>(
        &self,
        object: &Object,
        at: At<N>,
        run: &mut Run,
    ) -> Result<Json, RunError> {
        let mut places = object.fields.iter().flat_map(|field| &field.paths);
        let numbered = places.any(|place| place.text().contains("%line_number%"));
        let mut lines = Vec::new();
        for number in 1..=if numbered { MAX_LINES } else { 1 } {
            let name = format!("{}[{number}]", object.name);
            let line = At {
                line: Some(number),
                ..at
            };
            let mut any = false;
            for field in &object.fields {
                any |= !self
                    .fetch_all(&field.paths, line, run, &name)?
                    .value
                    .is_missing();
            }
            if !any {
                break;
            }
            lines.push(Json::Object(self.object(object, line, &name, run)?));
        }
        Ok(Json::Array(lines))
    }

    fn object<'n, N: Node<'n>>(
        &self,
        object: &Object,
        at: At<N>,
        name: &str,
        run: &mut Run,
    ) -> Result<Map<String, Json>, RunError> {
        let mut json = Map::new();
        for field in &object.fields {
            let target = format!("{name}/{}", field.name);
            if let Some(value) = self.field(object, field, at, &target, run)? {
                run.make(value.size() + field.name.len() + 8)?;
                put(&mut json, &field.name, value.into_json());
            }
        }
        Ok(json)
    }

    fn field<'v, 'n: 'v, N: Node<'n>>(
        &self,
        object: &Object,
        field: &'v Field,
        at: At<N>,
        target: &str,
        run: &mut Run,
    ) -> Result<Option<Value<'v>>, RunError> {
        run.spend(1)?;
        if let Some(condition) = &field.when
            && !self.holds(condition, at, run)?
        {
            return Ok(None);
        }
        let mut fetched = self.fetch_all(&field.paths, at, run, target)?;
        for place in &field.fallback {
            if !fetched.value.is_missing() {
                break;
            }
            fetched = self.fetch_all(std::slice::from_ref(place), at, run, target)?;
        }
        let empty = fetched.value.is_missing();
        if field.required && empty {
            let text = format!("Empty {} required field {}", object.name, field.name);
            run.find(Severity::Error, &target, field, text);
        }
        let value = run.transformed(field, fetched, &target)?;
        let mut values = Vec::new();
        for value in value.flatten() {
            match value {
                Value::Text(text) => {
                    values.extend(run.ruled(field, text, &target).map(Value::Text))
                }
                other => values.push(other),
            }
        }
        if field.multiple {
            return Ok((!values.is_empty()).then_some(Value::List(values)));
        }
        Ok(values.into_iter().next())
    }

    fn holds<'n, N: Node<'n>>(
        &self,
        condition: &Condition,
        at: At<N>,
        run: &mut Run,
    ) -> Result<bool, RunError> {
        run.spend(1)?;
        Ok(match condition {
            Condition::All(parts) => {
                for part in parts {
                    if !self.holds(part, at, run)? {
                        return Ok(false);
                    }
                }
                true
            }
            Condition::Any(parts) => {
                for part in parts {
                    if self.holds(part, at, run)? {
                        return Ok(true);
                    }
                }
                false
            }
            Condition::Not(part) => !self.holds(part, at, run)?,
            Condition::Test { source, test } => {
                let value = self
                    .fetch_all(std::slice::from_ref(source), at, run, "")?
                    .value;
                run.spend(1 + value.size() / 16)?;
                test.holds(&value)
            }
        })
    }

    /// The values of all places, put together.
    fn fetch_all<'v, 'n: 'v, N: Node<'n>>(
        &self,
        places: &[Place],
        at: At<N>,
        run: &mut Run,
        target: &str,
    ) -> Result<Fetched<'v>, RunError> {
        let mut values = Vec::new();
        for place in places {
            match place {
                Place::Tree(path) => self.fetch(path, at, run, target, &mut values)?,
                Place::Template(name) | Place::Name(name) => {
                    let line = at.line.map(|line| line.to_string());
                    let name = fill(name, &|key| line.clone().filter(|_| key == "line_number"));
                    let path = Path {
                        absolute: false,
                        steps: vec![Step::Child {
                            name,
                            deep: false,
                            predicates: vec![Predicate::Index(1)],
                        }],
                        text: String::new(),
                        beside: false,
                    };
                    self.fetch(&path, at, run, target, &mut values)?;
                }
            }
            if values.iter().map(Value::size).sum::<usize>() > run.value_bytes {
                return Err(RunError::TooLarge);
            }
        }
        Ok(Fetched {
            value: Value::List(values),
            sources: if run.explain {
                texts(places)
            } else {
                Vec::new()
            },
        })
    }

    fn fetch<'v, 'n: 'v, N: Node<'n>>(
        &self,
        path: &Path,
        at: At<N>,
        run: &mut Run,
        target: &str,
        values: &mut Vec<Value<'v>>,
    ) -> Result<(), RunError> {
        let snippet = path.snippet().and_then(|name| self.snippet(name));
        for found in select(at.root, at.node, path, run)? {
            let value = match (found, snippet) {
                (Found::Node(node), Some(snippet)) => {
                    let group = self.object(snippet, At { node, ..at }, target, run)?;
                    if group.is_empty() {
                        Value::Missing
                    } else {
                        Value::group(Cow::Owned(Json::Object(group)))
                    }
                }
                (Found::Node(node), None) => Value::text(node.text()),
                (Found::Text(text), _) => Value::text(match text {
                    Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                    Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
                }),
            };
            run.spend(1 + value.size() / 16)?;
            if !value.is_missing() {
                values.push(value);
            }
        }
        Ok(())
    }
}

/// Puts a value under a name in which slashes lead into objects.
fn put(json: &mut Map<String, Json>, name: &str, value: Json) {
    let mut parts = name
        .split('/')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .peekable();
    let mut group = json;
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            group.insert(part.to_owned(), value);
            return;
        }
        let inner = group
            .entry(part)
            .or_insert_with(|| Json::Object(Map::new()));
        if !inner.is_object() {
            *inner = Json::Object(Map::new());
        }
        let Json::Object(inner) = inner else { return };
        group = inner;
    }
}
