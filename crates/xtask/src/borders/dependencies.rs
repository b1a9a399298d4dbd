//! Compares what crates depend on with the table.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Border, NEVER_PURE};
use crate::workspace::Workspace;

type Borders<'a> = BTreeMap<&'a str, &'a Border>;

/// Crates without a row, and workspace crates that another must not use.
pub(super) fn within_workspace(workspace: &Workspace, borders: &Borders<'_>) -> Vec<String> {
    let mut complaints = Vec::new();
    for (name, found) in &workspace.crates {
        let Some(border) = borders.get(name.as_str()) else {
            complaints.push(format!(
                "{name} has no row in crates/xtask/src/borders/table.rs"
            ));
            continue;
        };
        let uses = found
            .uses
            .iter()
            .filter(|used| !border.may_use.contains(&used.as_str()));
        complaints.extend(uses.map(|used| format!("{name} must not depend on {used}")));
    }
    complaints
}

/// Crates from outside that must not be below one of ours.
pub(super) fn outside(workspace: &Workspace, borders: &Borders<'_>) -> anyhow::Result<Vec<String>> {
    let mut complaints = Vec::new();
    for border in present(workspace, borders) {
        let name = border.name;
        let arguments = [
            "tree",
            "--locked",
            "-p",
            name,
            "--edges",
            "normal",
            "--target",
            "all",
            "--all-features",
            "--prefix",
            "none",
        ];
        let tree = workspace.cargo_output(&arguments)?;
        let always = if border.pure { NEVER_PURE } else { &[] };
        let below = intersection(&tree, border.never.iter().chain(always));
        complaints.extend(below.into_iter().map(|found| {
            format!("{name} must not have {found} below it: cargo tree -p {name} --edges normal --target all --all-features -i {found}")
        }));
    }
    Ok(complaints)
}

/// That pure crates compile for a target without an operating system is the cheapest proof that they need none.
pub(super) fn compile_pure(workspace: &Workspace, borders: &Borders<'_>) -> anyhow::Result<()> {
    let mut arguments = vec![
        "check",
        "--quiet",
        "--locked",
        "--target",
        "wasm32-unknown-unknown",
    ];
    for border in present(workspace, borders).filter(|border| border.pure) {
        arguments.extend(["-p", border.name]);
    }
    workspace.cargo(&arguments)
}

fn present<'a>(workspace: &Workspace, borders: &Borders<'a>) -> impl Iterator<Item = &'a Border> {
    borders
        .values()
        .copied()
        .filter(|border| workspace.crates.contains_key(border.name))
}

/// The names among `never` that `cargo tree` printed, each line `NAME VERSION ...`.
fn intersection<'a>(
    tree: &str,
    never: impl Iterator<Item = &'a &'static str>,
) -> BTreeSet<&'static str> {
    let below: BTreeSet<_> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    never.copied().filter(|name| below.contains(name)).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::workspace::WorkspaceCrate;

    fn workspace(crates: &[(&str, &[&str])]) -> Workspace {
        let found = |(name, uses): &(&str, &[&str])| {
            let uses = uses.iter().map(|&used| used.to_owned()).collect();
            (
                (*name).to_owned(),
                WorkspaceCrate {
                    folder: PathBuf::new(),
                    uses,
                },
            )
        };
        Workspace {
            root: PathBuf::new(),
            target: PathBuf::new(),
            crates: crates.iter().map(found).collect(),
        }
    }

    #[test]
    fn a_crate_over_the_border_or_without_a_row_is_named() {
        let wire = Border {
            name: "wire",
            may_use: &[],
            never: &[],
            pure: true,
        };
        let domain = Border {
            name: "domain",
            may_use: &["wire"],
            never: &[],
            pure: true,
        };
        let borders = BTreeMap::from([("wire", &wire), ("domain", &domain)]);
        let workspace = workspace(&[("wire", &["domain"]), ("domain", &["wire"]), ("stray", &[])]);
        let complaints = within_workspace(&workspace, &borders);
        assert_eq!(
            complaints,
            [
                "stray has no row in crates/xtask/src/borders/table.rs",
                "wire must not depend on domain"
            ]
        );
    }

    #[test]
    fn names_are_compared_whole() {
        let tree = "cxml v0.1.0 (/home)\ntokio-util v0.7.0\nrand v0.10.0 (*)\n";
        assert_eq!(
            intersection(tree, ["tokio", "rand"].iter()),
            BTreeSet::from(["rand"])
        );
    }
}
