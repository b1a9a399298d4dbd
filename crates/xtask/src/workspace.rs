//! The workspace as cargo describes it, and cargo itself.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, bail};
use cargo_metadata::{DependencyKind, MetadataCommand};

/// What the tools need to know of the workspace.
pub(crate) struct Workspace {
    /// Its root folder.
    pub(crate) root: PathBuf,
    /// Where cargo writes.
    pub(crate) target: PathBuf,
    /// Its crates by name.
    pub(crate) crates: BTreeMap<String, WorkspaceCrate>,
}

/// One crate of the workspace.
pub(crate) struct WorkspaceCrate {
    /// The folder of its manifest.
    pub(crate) folder: PathBuf,
    /// The workspace crates it is built from, without those only its tests use.
    pub(crate) uses: Vec<String>,
}

impl Workspace {
    /// Asks cargo about the workspace this tool belongs to.
    pub(crate) fn load() -> anyhow::Result<Self> {
        let metadata = MetadataCommand::new()
            .no_deps()
            .other_options(["--locked".to_owned()])
            .exec()
            .context("cargo metadata")?;
        let mut crates = BTreeMap::new();
        for package in metadata.workspace_packages() {
            let folder = package
                .manifest_path
                .parent()
                .context("a manifest has a folder")?;
            let uses = package
                .dependencies
                .iter()
                .filter(|dependency| {
                    dependency.path.is_some() && dependency.kind != DependencyKind::Development
                })
                .map(|dependency| dependency.name.clone())
                .collect();
            let found = WorkspaceCrate {
                folder: folder.into(),
                uses,
            };
            crates.insert(package.name.to_string(), found);
        }
        Ok(Self {
            root: metadata.workspace_root.into(),
            target: metadata.target_directory.into(),
            crates,
        })
    }

    /// Runs cargo in the workspace, with its messages passed through.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> anyhow::Result<()> {
        let status = self
            .cargo_command(arguments)
            .status()
            .context("cargo does not start")?;
        if !status.success() {
            bail!("cargo {} failed", arguments.join(" "));
        }
        Ok(())
    }

    /// Runs cargo in the workspace and returns what it printed.
    pub(crate) fn cargo_output(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let output = self
            .cargo_command(arguments)
            .output()
            .context("cargo does not start")?;
        if !output.status.success() {
            bail!(
                "cargo {} failed: {}",
                arguments.join(" "),
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(String::from_utf8(output.stdout)?)
    }

    fn cargo_command(&self, arguments: &[&str]) -> Command {
        let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.root);
        command
    }
}
