//! What the first visit may cost.

use std::fmt;

use anyhow::bail;

use super::bundle::{ASSETS, File};

/// Compressed WebAssembly of a program, of which a page loads one, in bytes.
const WASM: usize = 450_000;
/// Everything else that the first page loads, compressed, in bytes.
const REST: usize = 250_000;
/// Loaded only by pages that show documents, or icons from PatternFly's own font, not by the first one.
const LATER: [&str; 2] = ["RedHatMono", "pf-v6-pficon"];

/// Compressed sizes of a bundle, in bytes.
#[derive(Default)]
pub(super) struct Sizes {
    /// By program.
    wasm: Vec<(String, usize)>,
    rest: usize,
    later: usize,
    raw: usize,
}

impl Sizes {
    /// Counts a file, by the smallest of its versions.
    pub(super) fn add(&mut self, path: &str, versions: &[File]) {
        let size = versions
            .iter()
            .map(|version| version.content.len())
            .min()
            .unwrap_or(0);
        self.raw += versions.first().map_or(0, |file| file.content.len());
        if path.ends_with(".wasm") {
            let name = path.trim_start_matches(ASSETS);
            let program = name.split('-').next().unwrap_or(name);
            self.wasm.push((program.to_owned(), size));
        } else if LATER.iter().any(|name| path.contains(name)) {
            self.later += size;
        } else {
            self.rest += size;
        }
    }

    /// Fails when the first visit costs too much.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        let programs = self.wasm.iter();
        let programs = programs.map(|(program, size)| (program.as_str(), *size, WASM));
        // Of the scripts, a page loads one; counting all of them errs on the safe side.
        for (what, size, budget) in programs.chain([("scripts, styles and fonts", self.rest, REST)])
        {
            if size > budget {
                bail!(
                    "the console's first load is over budget: {size} bytes of {what}, {budget} allowed"
                );
            }
        }
        Ok(())
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            wasm,
            rest,
            later,
            raw,
        } = self;
        write!(f, "console: first load, compressed: ")?;
        for (program, size) in wasm {
            write!(f, "{size} bytes WebAssembly of {program} (of {WASM}), ")?;
        }
        write!(
            f,
            "{rest} bytes scripts, styles and fonts (of {REST}); later {later}; all uncompressed {raw}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, size: usize) -> File {
        File {
            path: path.to_owned(),
            content: vec![0; size],
        }
    }

    #[test]
    fn over_budget_fails() {
        let mut sizes = Sizes::default();
        sizes.add(
            "a.wasm",
            &[file("a.wasm", WASM * 3), file("a.wasm.br", WASM)],
        );
        // Each program has the budget to itself.
        sizes.add("b.wasm", &[file("b.wasm", WASM)]);
        sizes.add("RedHatMono.woff2", &[file("RedHatMono.woff2", REST)]);
        assert!(sizes.check().is_ok());
        sizes.add("b.js", &[file("b.js", REST + 1)]);
        assert!(sizes.check().is_err());
    }
}
