//! Turns the text catalogues in `i18n/` into Rust: `enum Text` with a variant for each key, and for each language an array of texts
//! in the order of the variants. Where a catalogue lacks a text, the reference's stands in; that none does is for the tests to say.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, error::Error, fs};

/// The catalogue that the others agree with.
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
        // As code, since texts are no Markdown.
        writeln!(code, "    /// `{text:?}`\n    {},", variant(key)?)?;
    }
    code.push_str("}\n");
    for (language, catalogue) in catalogues {
        let name = language.to_uppercase();
        writeln!(code, "static {name}: [&str; {}] = [", reference.len())?;
        for (key, english) in reference {
            let text = catalogue.get(key).unwrap_or_else(|| {
                println!("cargo::warning=the catalogue {language} lacks {key}");
                english
            });
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
