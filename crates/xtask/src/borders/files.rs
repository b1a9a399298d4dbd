//! House rules about files: their names, their length, what must not be in them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::workspace::Workspace;

/// Longer files have more than one reason to change.
const LINES: usize = 400;
/// Names that say nothing, and the form of module that is not used here.
const NAMES: [&str; 4] = ["mod.rs", "utils.rs", "common.rs", "helpers.rs"];
/// Work that is left is done, or recorded where work is recorded; not in the code.
const MARKS: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];
/// Where cargo gets crates from. npm's lock files name no place at all (`.npmrc` sees to that).
const CRATES_IO: &str = r#"source = "registry+https://github.com/rust-lang/crates.io-index""#;
/// What people wrote.
const EXTENSIONS: [&str; 7] = ["css", "html", "js", "rs", "sh", "sql", "toml"];
/// What they did not.
const SKIPPED: [&str; 7] = [
    "target",
    "dist",
    "node_modules",
    "artifacts",
    "data",
    "demo-data",
    ".git",
];

/// Everything that breaks a rule.
pub(super) fn check(workspace: &Workspace) -> anyhow::Result<Vec<String>> {
    let mut complaints = Vec::new();
    for (name, found) in &workspace.crates {
        if !found.folder.join("README.md").exists() {
            complaints.push(format!("{name} has no README.md"));
        }
    }
    for lock in [
        "Cargo.lock",
        "e2e/package-lock.json",
        "frontend/package-lock.json",
    ] {
        complaints.extend(foreign_sources(
            lock,
            &fs::read_to_string(workspace.root.join(lock))?,
        ));
    }
    for path in sources(&workspace.root)? {
        let relative = path.strip_prefix(&workspace.root).unwrap_or(&path);
        complaints.extend(rules(relative, &fs::read_to_string(&path)?));
    }
    Ok(complaints)
}

fn rules(path: &Path, content: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    let shown = path.display();
    if path
        .file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| NAMES.contains(&name))
    {
        complaints.push(format!("{shown}: not a name for a file; say what is in it"));
    }
    let lines = content.lines().count();
    if lines > LINES && !may_be_long(path) {
        complaints.push(format!("{shown}: {lines} lines, {LINES} at most"));
    }
    for (index, line) in content.lines().enumerate() {
        let mut words = line.split(|c: char| !c.is_ascii_alphanumeric());
        if let Some(mark) = words.find(|word| MARKS.contains(word)) {
            complaints.push(format!("{shown}:{}: {mark}", index + 1));
        }
    }
    complaints
}

/// Lines of a lock file that would make everybody fetch from where one person did.
fn foreign_sources(path: &str, content: &str) -> Vec<String> {
    let foreign = |line: &&str| {
        let line = line.trim_start();
        (line.starts_with("source = ") && line != CRATES_IO) || line.starts_with("\"resolved\":")
    };
    content
        .lines()
        .filter(foreign)
        .map(|line| format!("{path}: not a public default: {}", line.trim()))
        .collect()
}

/// Tables of codes are as long as the world made them, and tests as long as there are cases.
fn may_be_long(path: &Path) -> bool {
    path.starts_with("crates/codes/src")
        || path.ends_with("tests.rs")
        || path.iter().any(|part| part == "tests")
}

fn sources(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            if !SKIPPED.iter().any(|skipped| entry.file_name() == *skipped) {
                found.extend(sources(&path)?);
            }
        } else if path
            .extension()
            .is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_finds_its_offender() {
        let long = "x\n".repeat(LINES + 1);
        let mark = MARKS[0];
        let cases = [
            ("crates/a/src/utils.rs", String::new(), 1),
            ("crates/a/src/mod.rs", String::new(), 1),
            ("crates/a/src/b.rs", long.clone(), 1),
            (
                "crates/a/src/b.rs",
                format!("fn a() {{}} // {mark}: later"),
                1,
            ),
            ("crates/a/src/b.rs", "x\n".repeat(LINES), 0),
            ("crates/a/src/b.rs", format!("let {mark}S = 1;"), 0),
            ("crates/a/tests/it/main.rs", long.clone(), 0),
            ("crates/codes/src/units.rs", long, 0),
        ];
        for (path, content, count) in cases {
            let complaints = rules(Path::new(path), &content);
            assert_eq!(complaints.len(), count, "{path}: {complaints:?}");
        }
    }

    #[test]
    fn only_the_default_registry_may_be_in_a_lock_file() {
        assert!(foreign_sources("Cargo.lock", CRATES_IO).is_empty());
        let mirrors = [
            "source = \"registry+https://mirror.example/index\"",
            "  \"resolved\": \"https://mirror.example/a.tgz\",",
        ];
        for mirror in mirrors {
            assert_eq!(foreign_sources("lock", mirror).len(), 1, "{mirror}");
        }
    }
}
