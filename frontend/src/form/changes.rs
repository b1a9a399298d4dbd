//! Differences between two states of the same thing.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The merge patch (RFC 7396) from one input to another: the members that differ.
pub(crate) fn changes<T: Serialize>(before: &T, after: &T) -> Map<String, Value> {
    let before = members(before);
    let mut changed = members(after);
    changed.retain(|name, value| before.get(name).unwrap_or(&Value::Null) != value);
    changed
}

/// A form after the resource below it was changed by somebody else.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rebased<F> {
    /// What this person changed, on top of what is there now.
    pub(crate) form: F,
    /// The members that both have changed, to different values.
    pub(crate) contested: Vec<String>,
}

/// Puts the changes that led from `base` to `mine` on top of `theirs`.
pub(crate) fn rebase<F: Serialize + DeserializeOwned + Clone>(
    base: &F,
    mine: &F,
    theirs: &F,
) -> Rebased<F> {
    let (base, current) = (members(base), members(theirs));
    let mut merged = current.clone();
    let mut contested = Vec::new();
    for (name, value) in members(mine) {
        let before = base.get(&name);
        if before == Some(&value) {
            continue;
        }
        let now = current.get(&name);
        if now != before && now != Some(&value) {
            contested.push(name.clone());
        }
        merged.insert(name, value);
    }
    Rebased {
        // A state of a form can be read as it was written.
        form: serde_json::from_value(Value::Object(merged)).unwrap_or_else(|_| mine.clone()),
        contested,
    }
}

fn members(value: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Example {
        name: String,
        note: Option<String>,
        hosts: Vec<String>,
    }

    fn example(name: &str, note: Option<&str>, hosts: &[&str]) -> Example {
        Example {
            name: name.to_owned(),
            note: note.map(str::to_owned),
            hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
        }
    }

    #[test]
    fn a_patch_names_what_differs_and_nulls_what_was_removed() {
        let before = example("a", Some("n"), &["x"]);
        assert_eq!(changes(&before, &before), Map::new());
        let after = example("b", None, &["x"]);
        let json = serde_json::to_string(&changes(&before, &after)).unwrap();
        assert_eq!(json, r#"{"name":"b","note":null}"#);
    }

    #[test]
    fn changes_of_two_people_are_united_and_contests_named() {
        let base = example("a", None, &["x"]);
        let mine = example("mine", None, &["x", "y"]);
        let theirs = example("theirs", Some("new"), &["x"]);
        let rebased = rebase(&base, &mine, &theirs);
        assert_eq!(rebased.form, example("mine", Some("new"), &["x", "y"]));
        assert_eq!(rebased.contested, ["name"]);
    }

    #[test]
    fn the_same_change_twice_is_no_contest() {
        let base = example("a", None, &[]);
        let both = example("b", None, &[]);
        assert_eq!(rebase(&base, &both, &both).contested, Vec::<String>::new());
    }
}
