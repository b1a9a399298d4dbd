//! Turns the text catalogues in `i18n/` into Rust: `enum Text` with a variant for each key. The texts themselves are no part of the
//! program: the console's build makes a file of each language, in the order of the variants. Tests have the reference's at hand.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::{env, error::Error, fs};

/// The catalogue that the others agree with.
const REFERENCE: &str = "en.json";

type Catalogue = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=i18n");
    println!("cargo::rerun-if-changed=build.rs");
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("i18n");
    let path = folder.join(REFERENCE);
    let reference = serde_json::from_str(&fs::read_to_string(&path)?)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let code = generate(&reference)?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("texts.rs"), code)?;
    Ok(())
}

fn generate(reference: &Catalogue) -> Result<String, Box<dyn Error>> {
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
    code.push_str("}\n\n#[cfg(test)]\nstatic REFERENCE: &[&str] = &[\n");
    for text in reference.values() {
        writeln!(code, "    {text:?},")?;
    }
    code.push_str("];\n");
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
