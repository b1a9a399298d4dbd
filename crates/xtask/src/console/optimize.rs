//! Smaller WebAssembly, by Binaryen's `wasm-opt`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::{Context, bail};

use super::bindgen::Program;

/// Binaryen, as npm installs it: it is a program for Node itself.
const WASM_OPT: &str = "node_modules/binaryen/bin/wasm-opt";

/// Optimises for what is left after compression. What browsers must know, the compiler has noted in the file, where it is of no more use
/// afterwards.
/// All programs at the same time.
pub(super) fn run(frontend: &Path, programs: &mut [Program]) -> anyhow::Result<()> {
    thread::scope(|scope| {
        let running: Vec<_> = programs
            .iter_mut()
            .map(|program| {
                scope.spawn(|| {
                    program.wasm = optimized(frontend, &program.wasm)?;
                    anyhow::Ok(())
                })
            })
            .collect();
        running.into_iter().try_for_each(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| bail!("wasm-opt's thread panicked"))
        })
    })
}

fn optimized(frontend: &Path, wasm: &[u8]) -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let (input, output) = (
        folder.path().join("in.wasm"),
        folder.path().join("out.wasm"),
    );
    fs::write(&input, wasm)?;
    let status = Command::new("node")
        .arg(frontend.join(WASM_OPT))
        .args([
            "-Os",
            "--merge-similar-functions",
            "-Os",
            "--strip-target-features",
        ])
        .arg(&input)
        .arg("--output")
        .arg(&output)
        .status()
        .context("node does not start; it comes with Node.js")?;
    if !status.success() {
        bail!("wasm-opt failed; is it installed? npm ci in frontend/");
    }
    fs::read(&output).context("what wasm-opt wrote")
}
