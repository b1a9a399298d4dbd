//! What is checked of a mapping before it is saved.

mod duplicates;

use crate::{
    catalogue::{Entry, Kind},
    condition::Condition,
    mapping::{Contract, Direction, Field, Object, Place, Syntax},
    path::{self, Path, Predicate, Step},
    problem::Problem,
    transform::{Made, Transform},
    value::decimal,
};

pub(crate) use duplicates::duplicates;

/// How deep snippets call each other.
const MAX_SNIPPETS: usize = 16;
/// The most fields that are looked at, those of snippets at each call.
const MAX_CHECKS: usize = 20_000;

/// Checks the whole: paths, fields and types.
pub(crate) fn mapping(objects: &[Object], contract: &Contract<'_>, problems: &mut Vec<Problem>) {
    let mut check = Check {
        objects,
        contract,
        problems,
        left: MAX_CHECKS,
        calls: Vec::new(),
    };
    for object in objects.iter().filter(|object| !object.is_snippet()) {
        for place in object.lines.iter().flatten() {
            if let Place::Tree(path) = place {
                let root = root(contract);
                if let Some(names) = full(path, &root, contract)
                    && entry(&names, contract).is_none()
                {
                    check.problems.push(
                        object
                            .origin
                            .problem(format!("the document has no “{}”", names.join("/"))),
                    );
                }
            }
        }
        let base = base_of(object, contract);
        check.object(object, base.as_deref());
    }
}

fn root(contract: &Contract<'_>) -> Vec<String> {
    match contract.syntax {
        Syntax::Tree => vec![contract.root.to_owned()],
        Syntax::Flat => Vec::new(),
    }
}

/// The names that lead to where an object's paths begin; nothing where that is not certain.
fn base_of(object: &Object, contract: &Contract<'_>) -> Option<Vec<String>> {
    if object.is_snippet() {
        return None;
    }
    let root = root(contract);
    match object.lines.as_deref() {
        None | Some([]) => Some(root),
        Some([Place::Tree(path), ..]) => full(path, &root, contract),
        Some(_) => None,
    }
}

/// The names from the root that a path leads through.
fn full(path: &Path, base: &[String], contract: &Contract<'_>) -> Option<Vec<String>> {
    let names = path.names()?;
    let outbound = contract.direction == Direction::Outbound;
    let names_root =
        outbound && base.len() == 1 && names.first().is_some_and(|name| name == contract.root);
    if names_root || path.absolute && !outbound {
        return Some(names);
    }
    Some(base.iter().cloned().chain(names).collect())
}

fn entry(names: &[String], contract: &Contract<'_>) -> Option<Entry> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    contract.document.entry(&names)
}

/// Marks the paths to elements of which there can be several: what is written there stands beside what is built in.
pub(crate) fn mark_repeated(objects: &mut [Object], contract: &Contract<'_>) {
    for object in objects {
        let Some(base) = base_of(object, contract) else {
            continue;
        };
        for place in object.fields.iter_mut().flat_map(|field| &mut field.paths) {
            if let Place::Tree(path) = place {
                let entry = full(path, &base, contract).and_then(|names| entry(&names, contract));
                path.beside = entry.is_some_and(|entry| entry.repeats && entry.kind != Kind::Any);
            }
        }
    }
}

struct Check<'a> {
    objects: &'a [Object],
    contract: &'a Contract<'a>,
    problems: &'a mut Vec<Problem>,
    left: usize,
    calls: Vec<&'a str>,
}

impl<'a> Check<'a> {
    fn object(&mut self, object: &'a Object, base: Option<&[String]>) {
        for field in &object.fields {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            self.field(object, field, base);
        }
    }

    fn field(&mut self, object: &'a Object, field: &'a Field, base: Option<&[String]>) {
        let neutral = self.neutral(object, field);
        let mut documents = Vec::new();
        let mut calls = false;
        for place in &field.paths {
            if let Some(entry) = self.place(field, place, base) {
                documents.push(entry);
            }
            if let Place::Tree(path) = place
                && let Some(name) = path.snippet()
            {
                calls = true;
                self.call(field, path, name, base);
            }
        }
        let reads_document = self.contract.direction == Direction::Inbound;
        let mut sources = Vec::new();
        if let Some(condition) = &field.when {
            Condition::sources(condition, &mut sources);
        }
        for place in sources.into_iter().chain(&field.fallback) {
            if reads_document {
                self.place(field, place, base);
            } else if !object.is_snippet() {
                self.neutral_name(object, field, place.text());
            }
        }
        if calls {
            return;
        }
        for document in &documents {
            if document.kind == Kind::Group {
                self.problems.push(
                    field
                        .origin
                        .problem("the path leads to an element that has no value of its own"),
                );
                return;
            }
        }
        let document = documents.first().map_or(Kind::Any, |entry| entry.kind);
        let neutral = neutral.unwrap_or(Kind::Any);
        let (source, target) = if reads_document {
            (document, neutral)
        } else {
            (neutral, document)
        };
        self.types(field, source, target);
    }

    /// What the neutral data has under the field's key.
    fn neutral(&mut self, object: &Object, field: &Field) -> Option<Kind> {
        if object.is_snippet() {
            return None;
        }
        let names: Vec<&str> = match self.contract.direction {
            Direction::Inbound => vec![field.name.trim()],
            Direction::Outbound => field.names().collect(),
        };
        let mut kinds = names
            .into_iter()
            .map(|name| self.neutral_name(object, field, name))
            .collect::<Vec<_>>();
        if kinds.len() == 1 {
            kinds.pop().flatten()
        } else {
            Some(Kind::Any)
        }
    }

    fn neutral_name(&mut self, object: &Object, field: &Field, name: &str) -> Option<Kind> {
        let parts = name
            .split('/')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let path: Vec<&str> = std::iter::once(object.name.as_str()).chain(parts).collect();
        let found = self.contract.neutral.entry(&path);
        if found.is_none() {
            self.problems.push(
                field
                    .origin
                    .problem(format!("there is no field “{}”", path.join("/"))),
            );
        }
        found.map(|entry| entry.kind)
    }

    fn place(&mut self, field: &Field, place: &Place, base: Option<&[String]>) -> Option<Entry> {
        let names = match place {
            Place::Name(name) => vec![name.clone()],
            Place::Tree(path) => {
                self.shape(field, path, base);
                full(path, base?, self.contract)?
            }
            Place::Template(text) => {
                let sample = crate::run::fill(text, &|_| Some("1".to_owned()));
                full(&path::parse(&sample).ok()?, base?, self.contract)?
            }
        };
        let found = entry(&names, self.contract);
        let problem = match found {
            None => Some(format!("the document has no “{}”", names.join("/"))),
            Some(Entry {
                kind: Kind::Forbidden,
                ..
            }) => Some(format!("“{}” is secret", names.join("/"))),
            Some(_) => None,
        };
        self.problems
            .extend(problem.map(|text| field.origin.problem(text)));
        found
    }

    /// What can be read can not always be written.
    fn shape(&mut self, field: &Field, path: &Path, base: Option<&[String]>) {
        if self.contract.direction == Direction::Inbound {
            return;
        }
        let below_lines = base.is_none_or(|base| base.len() > 1);
        if path.absolute && below_lines {
            self.problems.push(field.origin.problem(format!(
                "“{}” must begin at the line or element, without “/”",
                path.text
            )));
        }
        let uncertain = path.steps.iter().any(|step| match step {
            Step::Child {
                name,
                deep,
                predicates,
            } => *deep || name == "*" || predicates.contains(&Predicate::Last),
            _ => false,
        });
        if uncertain {
            self.problems.push(field.origin.problem(format!(
                "“{}”: *, // and last() say where to read, not where to write",
                path.text
            )));
        }
    }

    fn call(&mut self, field: &Field, path: &Path, name: &'a str, base: Option<&[String]>) {
        let Some(snippet) = self
            .objects
            .iter()
            .find(|object| object.is_snippet() && object.name == name)
        else {
            self.problems.push(
                field
                    .origin
                    .problem(format!("there is no snippet “{name}”")),
            );
            return;
        };
        if self.calls.contains(&name) {
            self.problems.push(
                field
                    .origin
                    .problem(format!("the snippet “{name}” calls itself")),
            );
            return;
        }
        if self.calls.len() >= MAX_SNIPPETS {
            self.problems.push(field.origin.problem(format!(
                "snippets call each other more than {MAX_SNIPPETS} deep"
            )));
            return;
        }
        self.calls.push(name);
        let inner = base.and_then(|base| full(path, base, self.contract));
        self.object(snippet, inner.as_deref());
        self.calls.pop();
    }

    fn types(&mut self, field: &Field, source: Kind, target: Kind) {
        let mut made = match source {
            Kind::Number => Made::Number,
            Kind::Truth => Made::Truth,
            Kind::Date => Made::Date,
            Kind::Text | Kind::Group | Kind::Forbidden | Kind::Any => Made::Unknown,
        };
        for transform in &field.transforms {
            let wrong = match (transform, made) {
                (transform, Made::Truth | Made::Date | Made::Words) if transform.wants_number() => {
                    Some("a number")
                }
                (Transform::Date { .. }, Made::Truth | Made::Words) => Some("a date"),
                _ => None,
            };
            if let Some(wanted) = wrong {
                let text = format!(
                    "“{}” works on {wanted}, and gets {}",
                    transform.name(),
                    described(made)
                );
                self.problems.push(field.origin.problem(text));
            }
            if let (Transform::Default(value), Kind::Number) = (transform, target)
                && decimal(value).is_none()
            {
                self.problems.push(
                    field
                        .origin
                        .problem(format!("“{value}” is no number, which the target is")),
                );
            }
            made = match transform.made() {
                Made::Same => made,
                other => other,
            };
        }
        let fits = match target {
            Kind::Number => !matches!(made, Made::Truth | Made::Date | Made::Words),
            Kind::Date => !matches!(made, Made::Truth | Made::Number | Made::Words),
            Kind::Truth => !matches!(made, Made::Number | Made::Date | Made::Words),
            Kind::Text | Kind::Group | Kind::Forbidden | Kind::Any => true,
        };
        if !fits {
            let target = match target {
                Kind::Number => "a number",
                Kind::Date => "a date",
                _ => "true or false",
            };
            self.problems.push(field.origin.problem(format!(
                "the target is {target}, and gets {}",
                described(made)
            )));
        }
    }
}

fn described(made: Made) -> &'static str {
    match made {
        Made::Number => "a number",
        Made::Truth => "true or false",
        Made::Date => "a date",
        Made::Words => "a text that is no number",
        Made::Same | Made::Unknown => "a text",
    }
}
