//! Validation of what the gateway emits against the DTDs of the corpus, by libxml2.

use std::{env, fs, path::PathBuf, process::Command};

use super::answer::parse;

/// Where the corpus of real documents is; says so and answers `None` where it is nowhere.
pub fn corpus() -> Option<PathBuf> {
    let folder = env::var_os("PUNCHGATE_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("SKIPPED: PUNCHGATE_CORPUS names no folder of real documents");
    }
    folder
}

/// Documents that the gateway emitted.
#[derive(Default)]
pub struct Emitted(Vec<Vec<u8>>);

impl Emitted {
    pub fn add(&mut self, document: impl Into<Vec<u8>>) {
        self.0.push(document.into());
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The versions that documents declare, from the n-th on.
    pub fn versions_from(&self, first: usize) -> Vec<String> {
        self.0
            .iter()
            .skip(first)
            .map(|document| declared_version(document))
            .collect()
    }

    /// Validates each document against the DTD of the version that it declares; answers these versions.
    pub fn validate(&self) -> Vec<String> {
        let Some(corpus) = corpus() else {
            return Vec::new();
        };
        if Command::new("xmllint").arg("--version").output().is_err() {
            assert!(
                env::var_os("PUNCHGATE_REQUIRE_ALL").is_none(),
                "xmllint is not installed"
            );
            eprintln!("SKIPPED: xmllint is not installed");
            return Vec::new();
        }
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut files: Vec<(String, PathBuf)> = Vec::new();
        for (index, document) in self.0.iter().enumerate() {
            let file = folder.path().join(format!("{index}.xml"));
            fs::write(&file, document).expect("a file can be written");
            files.push((declared_version(document), file));
        }
        let mut versions: Vec<_> = files.iter().map(|(version, _)| version.clone()).collect();
        versions.sort();
        versions.dedup();
        for version in &versions {
            let dtd = corpus.join("dtd").join(version).join("cXML.dtd");
            assert!(
                dtd.exists(),
                "there is no DTD of the declared version {version}"
            );
            let output = Command::new("xmllint")
                .args(["--nonet", "--noout", "--dtdvalid"])
                .arg(dtd)
                .args(
                    files
                        .iter()
                        .filter(|(own, _)| own == version)
                        .map(|(_, file)| file),
                )
                .output()
                .expect("xmllint runs");
            assert!(
                output.status.success(),
                "not valid in {version}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        versions
    }
}

/// The version that a document's root and DOCTYPE declare alike.
fn declared_version(document: &[u8]) -> String {
    // What is declared is ASCII, also in documents of another encoding.
    let text = String::from_utf8_lossy(document);
    let parsed = parse(&text);
    let version = parsed.root_element().attribute("version");
    let version = version.expect("a version").to_owned();
    let system_id = format!("http://xml.cxml.org/schemas/cXML/{version}/cXML.dtd");
    assert!(text.contains(&system_id), "no DOCTYPE of {version}: {text}");
    version
}
