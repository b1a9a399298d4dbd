//! Turns the text catalogues in `i18n/` into Rust: `enum Text` with a variant for each key, and for each language an array of texts
//! in the order of the variants. Catalogues whose keys or placeholders differ fail the build.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, error::Error, fs};

/// The catalogue that the others must agree with.
const REFERENCE: &str = "en";

type Catalogue = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=i18n");
    println!("cargo::rerun-if-changed=build.rs");
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("i18n");
    let catalogues = read_all(&folder)?;
    let reference = catalogues
        .get(REFERENCE)
        .ok_or("there is no English catalogue")?;
    for (language, catalogue) in &catalogues {
        compare(language, reference, catalogue)?;
    }
    let code = generate(reference, &catalogues)?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("texts.rs"), code)?;
    Ok(())
}

fn read_all(folder: &Path) -> Result<BTreeMap<String, Catalogue>, Box<dyn Error>> {
    let mut catalogues = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let language = path.file_stem().ok_or("a catalogue without a name")?;
        let catalogue = serde_json::from_str(&fs::read_to_string(&path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        catalogues.insert(language.to_string_lossy().into_owned(), catalogue);
    }
    Ok(catalogues)
}

fn compare(language: &str, reference: &Catalogue, catalogue: &Catalogue) -> Result<(), String> {
    for (key, text) in reference {
        let translated = catalogue
            .get(key)
            .ok_or_else(|| format!("the catalogue {language} lacks {key}"))?;
        if placeholders(text) != placeholders(translated) {
            return Err(format!(
                "{key} has other placeholders in {language} than in {REFERENCE}"
            ));
        }
    }
    match catalogue.keys().find(|key| !reference.contains_key(*key)) {
        Some(key) => Err(format!("{key} is in the catalogue {language} alone")),
        None => Ok(()),
    }
}

/// The names between braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}

fn generate(
    reference: &Catalogue,
    catalogues: &BTreeMap<String, Catalogue>,
) -> Result<String, Box<dyn Error>> {
    let mut code = String::from(
        "/// A text of the console. Generated from the catalogues.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\n\
         #[expect(clippy::enum_variant_names, reason = \"keys may end with _text\")]\n\
         pub(crate) enum Text {\n",
    );
    for (key, text) in reference {
        writeln!(code, "    /// {text:?}\n    {},", variant(key)?)?;
    }
    code.push_str("}\n");
    for (language, catalogue) in catalogues {
        let name = language.to_uppercase();
        writeln!(code, "static {name}: [&str; {}] = [", catalogue.len())?;
        for text in catalogue.values() {
            writeln!(code, "    {text:?},")?;
        }
        code.push_str("];\n");
    }
    Ok(code)
}

/// `sign_in_title` becomes `SignInTitle`.
fn variant(key: &str) -> Result<String, String> {
    let is_snake_case = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !is_snake_case {
        return Err(format!("{key} is no key in snake case"));
    }
    Ok(key
        .split('_')
        .flat_map(|word| {
            let mut characters = word.chars();
            let first = characters.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(characters)
        })
        .collect())
}
