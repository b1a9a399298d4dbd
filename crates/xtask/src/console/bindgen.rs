//! From Rust to WebAssembly and the JavaScript around it.

use std::fs;
use std::path::Path;

use anyhow::Context;
use wasm_bindgen_cli_support::Bindgen;

use super::bundle::File;
use super::{files_below, read};
use crate::workspace::Workspace;

/// What wasm-bindgen made of a program of the app.
pub(super) struct Program {
    /// Its name.
    pub(super) name: &'static str,
    /// The WebAssembly module.
    pub(super) wasm: Vec<u8>,
    /// The module that loads it; imports `./snippets/...`.
    pub(super) script: String,
    /// JavaScript that crates bring with them.
    pub(super) snippets: Vec<File>,
}

/// Compiles the programs and runs wasm-bindgen on them, both of versions that Cargo.lock pins together.
pub(super) fn run(
    workspace: &Workspace,
    names: &[&'static str],
    dev: bool,
) -> anyhow::Result<Vec<Program>> {
    let (profile, folder) = if dev {
        ("dev", "debug")
    } else {
        ("web", "web")
    };
    let target = "wasm32-unknown-unknown";
    workspace.cargo(&[
        "build",
        "--locked",
        "--profile",
        profile,
        "--target",
        target,
        "-p",
        "frontend",
    ])?;
    let folder = workspace.target.join(target).join(folder);
    names.iter().map(|name| bind(&folder, name, dev)).collect()
}

fn bind(folder: &Path, name: &'static str, dev: bool) -> anyhow::Result<Program> {
    let input = folder.join(format!("{name}.wasm"));
    let output = tempfile::tempdir()?;
    Bindgen::new()
        .input_path(&input)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .remove_name_section(!dev)
        .remove_producers_section(true)
        // The boot script names the hashed file.
        .omit_default_module_path(true)
        .generate(output.path())
        .with_context(|| format!("wasm-bindgen on {}", input.display()))?;
    Ok(Program {
        name,
        wasm: fs::read(output.path().join(format!("{name}_bg.wasm")))?,
        script: read(&output.path().join(format!("{name}.js")))?,
        snippets: files_below(&output.path().join("snippets"))?,
    })
}
