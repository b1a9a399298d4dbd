//! What one layer of a mapping writes twice.

use std::collections::HashMap;

use super::{base_of, entry, full};
use crate::{
    mapping::{Contract, Direction, Field, Object, Place},
    path::{Predicate, Step},
    problem::Problem,
};

/// Finds what one layer writes twice.
pub(crate) fn duplicates(objects: &[Object], contract: &Contract<'_>, problems: &mut Vec<Problem>) {
    // What has no lines writes below the same root.
    let mut shared = HashMap::new();
    for object in objects {
        let mut own = HashMap::new();
        let whole = object.lines.is_none() && !object.is_snippet();
        let seen = if whole { &mut shared } else { &mut own };
        match contract.direction {
            Direction::Outbound => written_twice(object, contract, seen, problems),
            Direction::Inbound => named_twice(object, problems),
        }
    }
}

fn written_twice<'o>(
    object: &'o Object,
    contract: &Contract<'_>,
    seen: &mut HashMap<&'o str, &'o Field>,
    problems: &mut Vec<Problem>,
) {
    for field in &object.fields {
        for place in &field.paths {
            let first = *seen.entry(place.text()).or_insert(field);
            if std::ptr::eq(first, field) || takes_turns(place, object, contract) {
                continue;
            }
            // Two conditions can be meant to exclude each other.
            if first.when.is_none() || field.when.is_none() {
                let text = format!(
                    "“{}” is written twice; first by “{}” ({})",
                    place.text(),
                    first.name,
                    first.origin.position
                );
                problems.push(field.origin.problem(text));
            }
        }
    }
}

/// Whether writing twice makes two elements.
fn takes_turns(place: &Place, object: &Object, contract: &Contract<'_>) -> bool {
    let Place::Tree(path) = place else {
        return false;
    };
    let Some(Step::Child { predicates, .. }) = path.steps.last() else {
        return path.snippet().is_some();
    };
    let indexed = predicates
        .iter()
        .any(|predicate| matches!(predicate, Predicate::Index(_) | Predicate::Last));
    let base = base_of(object, contract);
    let entry = base
        .and_then(|base| full(path, &base, contract))
        .map(|names| entry(&names, contract));
    !indexed && entry.flatten().is_none_or(|entry| entry.repeats)
}

fn named_twice(object: &Object, problems: &mut Vec<Problem>) {
    let key = |field: &Field| {
        let parts = field
            .name
            .split('/')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("/")
    };
    let mut seen: HashMap<String, &Field> = HashMap::new();
    for field in object.fields.iter().filter(|field| !field.removed) {
        let key = key(field);
        if let Some(first) = seen.insert(key, field) {
            problems.push(field.origin.problem(format!(
                "the same field as “{}” ({})",
                first.name, first.origin.position
            )));
        }
    }
    for field in object.fields.iter().filter(|field| !field.removed) {
        let key = key(field);
        for (at, _) in key.match_indices('/') {
            if let Some(first) = key.get(..at).and_then(|group| seen.get(group)) {
                problems.push(field.origin.problem(format!(
                    "“{}” ({}) has a value, so nothing can be within it",
                    first.name, first.origin.position
                )));
            }
        }
    }
}
