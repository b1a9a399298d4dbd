//! Where in a tree a value goes.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::{
    mapping::Place,
    path::{self, Path, Step},
    run::{Run, RunError, fill},
    target::{Branch, index_of},
};

/// How often each place was written that has no index, below one element.
pub(super) type Counts = HashMap<String, usize>;

/// The path of a place, with the row's values in it.
pub(super) fn resolved<'p>(
    place: &'p Place,
    row: &Json,
    run: &mut Run,
) -> Result<Option<std::borrow::Cow<'p, Path>>, RunError> {
    match place {
        Place::Tree(path) => Ok(Some(std::borrow::Cow::Borrowed(path))),
        Place::Name(_) => Ok(None),
        Place::Template(text) => {
            run.spend(1 + text.len() / 16)?;
            // A value in a path must not become more of it than a value.
            let plain = |text: &String| {
                text.chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '))
            };
            let filled = fill(text, &|key| scalar(row, key).filter(plain));
            Ok(path::parse(&filled).ok().map(std::borrow::Cow::Owned))
        }
    }
}

/// The steps below an element of a name: paths from the root may name it.
pub(super) fn steps_below<'p>(path: &'p Path, root: &str) -> &'p [Step] {
    let names_root = matches!(path.steps.first(), Some(Step::Child { name, .. }) if name == root);
    path.steps
        .get(usize::from(names_root)..)
        .unwrap_or_default()
}

/// The element that steps lead to, made where it is missing; an attribute's is its element. A last step without an index leads to
/// the next element each time that the same path is written.
pub(super) fn branch<'b>(
    base: &'b mut Branch,
    steps: &[Step],
    (path, counts): (&Path, &mut Counts),
    run: &mut Run,
) -> Result<Option<&'b mut Branch>, RunError> {
    let last = steps
        .iter()
        .rposition(|step| matches!(step, Step::Child { .. }));
    let ends_in_element = !matches!(steps.last(), Some(Step::Attribute(_)));
    let mut branch = base;
    for (at, step) in steps.iter().enumerate() {
        let Step::Child {
            name, predicates, ..
        } = step
        else {
            continue;
        };
        let index = match index_of(predicates) {
            Some(index) => index,
            None if Some(at) == last && ends_in_element => {
                next(path, predicates.is_empty(), counts)
            }
            None => 1,
        };
        run.spend(1 + branch.children.len() / 16)?;
        run.make(name.len() * 2 + 5)?;
        match branch.child(name, predicates, index) {
            Some(child) => branch = child,
            None => return Ok(None),
        }
    }
    Ok(Some(branch))
}

/// Which element of those that a path without an index leads to comes next.
fn next(path: &Path, plain: bool, counts: &mut Counts) -> usize {
    let (text, name) = path.counted();
    let mut count = |key: &str| {
        let count = counts.entry(key.to_owned()).or_default();
        *count += 1;
        *count
    };
    // Those with a predicate are among those without.
    let of_name = count(name);
    match (plain, path.beside) {
        (true, true) => usize::MAX,
        (true, false) => of_name,
        (false, _) => count(text),
    }
}

pub(super) fn scalar(row: &Json, key: &str) -> Option<String> {
    match row.get(key)? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
