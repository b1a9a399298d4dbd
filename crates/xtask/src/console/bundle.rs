//! The files of the console, named by their content.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Context;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

use super::budget::Sizes;
use super::compress::{self, Effort};
use super::files_below;

/// Where hashed files go; whatever is there may be cached forever.
pub(super) const ASSETS: &str = "assets/";

/// A file and its path relative to some folder, with slashes.
pub(super) struct File {
    pub(super) path: String,
    pub(super) content: Vec<u8>,
}

/// Everything that goes into `frontend/dist`.
#[derive(Default)]
pub(super) struct Bundle {
    files: BTreeMap<String, Vec<u8>>,
    /// Name before and after hashing.
    hashed: BTreeMap<String, String>,
}

impl Bundle {
    /// Adds a file below `assets/` under its name with a hash, and returns that name.
    pub(super) fn add_asset(&mut self, name: &str, content: Vec<u8>) -> String {
        let hash = short_hash([content.as_slice()]);
        let hashed = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
            None => format!("{name}-{hash}"),
        };
        self.files.insert(format!("{ASSETS}{hashed}"), content);
        self.hashed.insert(name.to_owned(), hashed.clone());
        hashed
    }

    /// Adds files that refer to each other below one folder of `assets/` with a hash of them all, and returns that folder.
    pub(super) fn add_folder(&mut self, name: &str, files: Vec<File>) -> String {
        let hash = short_hash(
            files
                .iter()
                .flat_map(|file| [file.path.as_bytes(), &file.content]),
        );
        let hashed = format!("{name}-{hash}");
        for file in files {
            self.files
                .insert(format!("{ASSETS}{hashed}/{}", file.path), file.content);
        }
        hashed
    }

    /// Adds a file under exactly this path.
    pub(super) fn add_page(&mut self, path: &str, content: Vec<u8>) {
        self.files.insert(path.to_owned(), content);
    }

    /// The hashed name of an asset added earlier.
    pub(super) fn hashed_name(&self, name: &str) -> Option<&str> {
        self.hashed.get(name).map(String::as_str)
    }

    /// The hashed names below `assets/` so far, with this extension.
    pub(super) fn assets(&self, extension: &str) -> impl Iterator<Item = &str> {
        self.files
            .keys()
            .filter_map(|path| path.strip_prefix(ASSETS))
            .filter(move |path| path.ends_with(extension))
    }

    /// The value of an `integrity` attribute for a hashed asset.
    pub(super) fn integrity(&self, hashed: &str) -> anyhow::Result<String> {
        let content = self
            .files
            .get(&format!("{ASSETS}{hashed}"))
            .with_context(|| format!("no asset {hashed}"))?;
        Ok(format!(
            "sha384-{}",
            STANDARD.encode(Sha384::digest(content))
        ))
    }

    /// Writes the files with their compressed versions, removes all others, and says what they weigh. A file that is there already
    /// with the same content is left alone, so that nothing built from the folder is built again without need.
    pub(super) fn write(self, folder: &Path, dev: bool) -> anyhow::Result<Sizes> {
        let effort = if dev { Effort::Quick } else { Effort::Small };
        let mut sizes = Sizes::default();
        let mut written = BTreeSet::new();
        for (path, content) in self.files {
            let versions = compress::versions(&path, content, effort)?;
            sizes.add(&path, &versions);
            for version in versions {
                write_changed(&folder.join(&version.path), &version.content)?;
                written.insert(version.path);
            }
        }
        for stale in files_below(folder)?
            .into_iter()
            .filter(|file| !written.contains(&file.path))
        {
            fs::remove_file(folder.join(stale.path))?;
        }
        Ok(sizes)
    }
}

fn write_changed(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    if fs::read(path).is_ok_and(|existing| existing == content) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content).with_context(|| format!("{}", path.display()))
}

/// Sixty-four bits of SHA-256: enough to tell versions of one file apart.
fn short_hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher
        .finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_the_content() {
        let mut bundle = Bundle::default();
        let one = bundle.add_asset("icon.svg", b"<svg/>".to_vec());
        let other = bundle.add_asset("icon.svg", b"<svg />".to_vec());
        assert!(one.starts_with("icon-") && one.ends_with(".svg"), "{one}");
        assert_ne!(one, other);
        assert_eq!(bundle.hashed_name("icon.svg"), Some(other.as_str()));
    }

    #[test]
    fn what_is_no_longer_built_is_removed() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("assets"))?;
        fs::write(folder.path().join("assets/old.js"), "old")?;
        let mut bundle = Bundle::default();
        bundle.add_page("index.html", b"<!doctype html>".to_vec());
        bundle.write(folder.path(), true)?;
        let left: Vec<_> = files_below(folder.path())?
            .into_iter()
            .map(|file| file.path)
            .collect();
        assert_eq!(left, ["index.html", "index.html.br", "index.html.gz"]);
        Ok(())
    }
}
