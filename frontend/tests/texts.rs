//! Every word that a person reads is in the catalogues: the sources are searched for texts in markup.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Attributes and properties that people read or hear.
const READ_BY_PEOPLE: [&str; 8] = [
    "label",
    "title",
    "text",
    "help",
    "alt",
    "placeholder",
    "aria-label",
    "term",
];

#[test]
fn the_catalogues_have_the_same_texts_with_the_same_placeholders() {
    let english = catalogue("en");
    let german = catalogue("de");
    let keys = |catalogue: &BTreeMap<String, String>| catalogue.keys().cloned().collect::<Vec<_>>();
    assert!(!english.is_empty());
    assert_eq!(keys(&german), keys(&english));
    let differing: Vec<_> = english
        .iter()
        .filter(|(key, text)| placeholders(text) != placeholders(&german[*key]))
        .map(|(key, _)| key)
        .collect();
    assert_eq!(differing, Vec::<&String>::new());
}

fn catalogue(language: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("i18n");
    let text = fs::read_to_string(folder.join(format!("{language}.json"))).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// The names between braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}

#[test]
fn no_text_stands_outside_the_catalogues() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for path in sources(&folder).unwrap() {
        let source = fs::read_to_string(&path).unwrap();
        // Tests say what they like.
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            found.extend(
                texts_in(line).map(|text| format!("{}:{}: {text}", path.display(), number + 1)),
            );
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn texts_in_markup_are_found_and_names_are_not() {
    let found = |line| texts_in(line).collect::<Vec<_>>();
    assert_eq!(found(r#"<p>{ "No stores" }</p>"#), ["No stores"]);
    assert_eq!(found(r#"<Button label="Save" testid="save" />"#), ["Save"]);
    assert_eq!(found(r#"<img alt="A shop" class="pg-shop" />"#), ["A shop"]);
    assert_eq!(
        found(r#"<p class="pg-lead">{ t(Text::Loading) }{ " " }{ "–" }</p>"#),
        [""; 0]
    );
    assert_eq!(found(r#"// A "text" { "like this" } in a remark"#), [""; 0]);
}

/// Texts in a line of markup: literals in braces, and literal values of what people read.
fn texts_in(line: &str) -> impl Iterator<Item = &str> {
    let line = if line.trim_start().starts_with("//") {
        ""
    } else {
        line
    };
    let in_braces = line.match_indices("{ \"").filter_map(move |(at, brace)| {
        let (before, rest) = line.split_at_checked(at)?;
        let before = before.trim_end();
        // Not the branch of a condition.
        let stands_alone = before.is_empty() || before.ends_with(['>', '}']);
        rest.strip_prefix(brace).filter(|_| stands_alone)
    });
    let in_attributes = READ_BY_PEOPLE.into_iter().flat_map(move |name| {
        line.match_indices(name).filter_map(move |(at, _)| {
            let (before, rest) = line.split_at_checked(at)?;
            let stands_alone = before.ends_with(char::is_whitespace);
            let value = rest.strip_prefix(name)?.strip_prefix("=\"")?;
            stands_alone.then_some(value)
        })
    });
    in_braces
        .chain(in_attributes)
        .filter_map(|rest| rest.split_once('"').map(|(text, _)| text))
        .filter(|text| !text.starts_with('\\') && text.chars().any(char::is_alphabetic))
}

fn sources(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(found)
}
