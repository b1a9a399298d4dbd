//! From Rust to WebAssembly and the JavaScript around it.

use std::fs;

use anyhow::Context;
use wasm_bindgen_cli_support::Bindgen;

use super::bundle::File;
use super::{files_below, read};
use crate::workspace::Workspace;

/// What wasm-bindgen made of the app.
pub(super) struct Program {
    /// The WebAssembly module.
    pub(super) wasm: Vec<u8>,
    /// The module that loads it; imports `./snippets/...`.
    pub(super) script: String,
    /// JavaScript that crates bring with them.
    pub(super) snippets: Vec<File>,
}

/// Compiles the app and runs wasm-bindgen on it, both of versions that Cargo.lock pins together.
pub(super) fn run(workspace: &Workspace, dev: bool) -> anyhow::Result<Program> {
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
    let input = workspace
        .target
        .join(target)
        .join(folder)
        .join("frontend.wasm");

    let output = tempfile::tempdir()?;
    Bindgen::new()
        .input_path(&input)
        .out_name("console")
        .web(true)?
        .typescript(false)
        .remove_name_section(!dev)
        .remove_producers_section(true)
        // The boot script names the hashed file.
        .omit_default_module_path(true)
        .generate(output.path())
        .with_context(|| format!("wasm-bindgen on {}", input.display()))?;
    Ok(Program {
        wasm: fs::read(output.path().join("console_bg.wasm"))?,
        script: read(&output.path().join("console.js"))?,
        snippets: files_below(&output.path().join("snippets"))?,
    })
}
