//! Checks the borders between crates, and the house rules that can be read off the files.

mod dependencies;
mod files;
mod table;

use std::collections::BTreeMap;

use anyhow::bail;

use self::table::{BORDERS, Border};
use crate::workspace::Workspace;

/// Reports everything that crosses a border or breaks a rule, and fails if there is anything.
pub(crate) fn check(workspace: &Workspace) -> anyhow::Result<()> {
    let borders: BTreeMap<&str, &Border> =
        BORDERS.iter().map(|border| (border.name, border)).collect();
    let mut complaints = dependencies::within_workspace(workspace, &borders);
    complaints.extend(dependencies::outside(workspace, &borders)?);
    complaints.extend(files::check(workspace)?);
    for complaint in &complaints {
        println!("{complaint}");
    }
    if !complaints.is_empty() {
        bail!(
            "{} complaints about borders and house rules",
            complaints.len()
        );
    }
    dependencies::compile_pure(workspace, &borders)
}
