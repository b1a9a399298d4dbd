//! The demo's data folder: marked, so that real data is never taken for the demo's, nor the demo's for real.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use crate::config::Config;

/// The file that marks a folder as the demo's.
const MARK: &str = "punchgate-demo";

const MARK_TEXT: &str =
    "This folder belongs to `punchgate demo`, which may delete what is in it.\n";

/// What the demo keeps in its folder.
const FILES: [&str; 4] = [
    "punchgate.db",
    "punchgate.db-wal",
    "punchgate.db-shm",
    "master.key",
];

/// A folder that is the demo's, or may become so.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Refuses folders with anything in them that is not the demo's.
    pub(super) fn claim(path: &Path) -> anyhow::Result<Self> {
        if !is_marked(path) && !is_empty(path)? {
            bail!(
                "PUNCHGATE_DATA_DIR cannot be used: the folder {} holds data that is not the demo's; name another one with --data-dir",
                path.display()
            );
        }
        Ok(Self(path.to_owned()))
    }

    /// Marks it. To be called before anything else is put into it.
    pub(super) fn mark(&self) -> anyhow::Result<()> {
        let shown = self.0.display();
        fs::create_dir_all(&self.0)
            .and_then(|()| fs::write(self.0.join(MARK), MARK_TEXT))
            .with_context(|| format!("PUNCHGATE_DATA_DIR cannot be used: cannot write to {shown}"))
    }

    /// Deletes what the demo keeps in it, and nothing else.
    pub(super) fn empty(&self) -> anyhow::Result<()> {
        for name in FILES {
            let path = self.0.join(name);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    let shown = path.display();
                    return Err(error).with_context(|| format!("cannot delete {shown}"));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Refuses to work on the demo's data as if it were an installation's: everybody knows its password.
///
/// # Errors
/// When the data folder is the demo's.
pub fn refuse_demo_data(config: &Config) -> anyhow::Result<()> {
    let path = &config.storage.data_dir;
    if is_marked(path) {
        bail!(
            "PUNCHGATE_DATA_DIR cannot be used: the folder {} is the demo's, whose password everybody knows",
            path.display()
        );
    }
    Ok(())
}

fn is_marked(path: &Path) -> bool {
    path.join(MARK).is_file()
}

/// Whether there is nothing in a folder, or no folder.
fn is_empty(path: &Path) -> anyhow::Result<bool> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error).with_context(|| {
            let shown = path.display();
            format!("PUNCHGATE_DATA_DIR cannot be used: cannot read {shown}")
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_folders_and_its_own_are_the_demos() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("data");
        fs::create_dir(&real).unwrap();
        fs::write(real.join("punchgate.db"), "real").unwrap();
        let refused = Folder::claim(&real).err().unwrap().to_string();
        assert!(refused.contains("not the demo's"), "{refused}");

        let own = folder.path().join("demo-data");
        let claimed = Folder::claim(&own).unwrap();
        claimed.mark().unwrap();
        fs::write(own.join("punchgate.db"), "demo").unwrap();
        fs::write(own.join("notes"), "not ours").unwrap();
        let again = Folder::claim(&own).unwrap();
        again.empty().unwrap();
        assert!(!own.join("punchgate.db").exists());
        assert!(own.join("notes").exists(), "what is not ours stays");
    }

    #[test]
    fn an_installation_does_not_open_the_demos_data() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config::for_data_dir(folder.path()).unwrap();
        assert!(refuse_demo_data(&config).is_ok());
        Folder::claim(folder.path()).unwrap().mark().unwrap();
        assert!(refuse_demo_data(&config).is_err());
    }
}
