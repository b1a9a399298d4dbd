//! The texts of each language as a file of the bundle.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use serde::Serialize;

use super::bundle::Bundle;
use super::{files_below, read};

/// The catalogue that the others agree with, and that the program's order is taken from (`frontend/build.rs`).
const REFERENCE: &str = "en.json";

type Catalogue = BTreeMap<String, String>;

/// What the API says in English, in other languages.
const API: &str = "api";

/// A language's file, as `frontend/src/i18n/catalogue.rs` reads it.
#[derive(Serialize)]
struct Texts<'a> {
    texts: Vec<&'a str>,
    api: Catalogue,
}

/// Adds the texts of each language and returns their names before and after hashing: `texts-en.json`, `texts-en-HASH.json`.
pub(super) fn add(bundle: &mut Bundle, folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let reference = catalogue(&folder.join(REFERENCE))?;
    let mut added = Vec::new();
    for file in files_below(folder)? {
        if file.path.starts_with(API) {
            continue;
        }
        let own = catalogue(&folder.join(&file.path))?;
        let of_api = folder.join(API).join(&file.path);
        let texts = Texts {
            texts: in_order(&reference, &own).context(file.path.clone())?,
            api: if of_api.exists() {
                catalogue(&of_api)?
            } else {
                Catalogue::new()
            },
        };
        let name = format!("texts-{}", file.path);
        let hashed = bundle.add_asset(&name, serde_json::to_vec(&texts)?);
        added.push((name, hashed));
    }
    Ok(added)
}

fn catalogue(path: &Path) -> anyhow::Result<Catalogue> {
    serde_json::from_str(&read(path)?).with_context(|| format!("{}", path.display()))
}

/// The texts in the order of the reference's keys; fails where one is missing.
fn in_order<'a>(reference: &Catalogue, catalogue: &'a Catalogue) -> anyhow::Result<Vec<&'a str>> {
    let mut texts = Vec::with_capacity(reference.len());
    for key in reference.keys() {
        let Some(text) = catalogue.get(key) else {
            bail!("there is no text {key}");
        };
        texts.push(text.as_str());
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_in_the_order_of_the_keys_and_all_there() -> anyhow::Result<()> {
        let catalogue = |json| serde_json::from_str::<Catalogue>(json);
        let reference = catalogue(r#"{"b": "two", "a": "one"}"#)?;
        let other = catalogue(r#"{"a": "eins", "b": "zwei", "c": "drei"}"#)?;
        assert_eq!(in_order(&reference, &other)?, ["eins", "zwei"]);
        assert!(in_order(&other, &reference).is_err());
        Ok(())
    }
}
