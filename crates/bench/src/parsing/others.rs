//! What others need for the same document.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// How often `xmllint --repeat` parses each file that it is given.
const REPEATED: f64 = 100.0;

/// How many bytes `xmllint` parses in all, about.
const ENOUGH: usize = 200_000_000;

/// Pythons that may have lxml.
const PYTHONS: [&str; 2] = ["python3", "/usr/bin/python3"];

/// Parses and validates against a DTD that is loaded once, for a while; prints how often a second, the best of ten parts counting.
const VALIDATE: &str = "
import sys, time
from lxml import etree
dtd = etree.DTD(sys.argv[1])
document = open(sys.argv[2], 'rb').read()
parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False, huge_tree=True)
best = 0
for part in range(10):
    count, begun = 0, time.perf_counter()
    while count == 0 or time.perf_counter() - begun < float(sys.argv[3]) / 10:
        dtd.validate(etree.fromstring(document, parser))
        count += 1
    best = max(best, count / (time.perf_counter() - begun))
print(best)
";

/// How often a second libxml2 parses a document with its bare SAX interface; `None` where `xmllint` is not installed. The time that the
/// program takes to start is taken off.
pub fn libxml2_sax(bytes: &[u8]) -> anyhow::Result<Option<f64>> {
    let file = tempfile::NamedTempFile::with_suffix(".xml")?;
    fs::write(file.path(), bytes)?;
    let files = (ENOUGH / bytes.len() / 100).clamp(1, 500);
    let run = |repeat: &[&str]| -> Option<Duration> {
        let begun = Instant::now();
        let status = Command::new("xmllint")
            .args(["--noout", "--nonet", "--sax"])
            .args(repeat)
            .args(std::iter::repeat_n(file.path(), files))
            .stderr(Stdio::null())
            .status()
            .ok()?;
        status.success().then(|| begun.elapsed())
    };
    let mut best: Option<f64> = None;
    for _ in 0..3 {
        let (Some(once), Some(often)) = (run(&[]), run(&["--repeat"])) else {
            return Ok(None);
        };
        let seconds = often.saturating_sub(once).as_secs_f64();
        let per_second = files as f64 * (REPEATED - 1.0) / seconds;
        best = Some(best.map_or(per_second, |best| best.max(per_second)));
    }
    Ok(best)
}

/// How often a second lxml parses and validates a document; `None` where it is not installed, or no DTD is at hand.
pub fn lxml_validating(bytes: &[u8], duration: Duration) -> anyhow::Result<Option<f64>> {
    let Some(dtd) = dtd() else { return Ok(None) };
    let file = tempfile::NamedTempFile::new()?;
    fs::write(file.path(), bytes)?;
    for python in PYTHONS {
        if let Some(best) = validate(python, &dtd, file.path(), duration) {
            return Ok(Some(best));
        }
    }
    Ok(None)
}

fn validate(python: &str, dtd: &Path, file: &Path, duration: Duration) -> Option<f64> {
    let output = Command::new(python)
        .args(["-c", VALIDATE])
        .args([dtd, file])
        .arg(duration.as_secs_f64().to_string())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// The DTD of the version that the documents declare.
fn dtd() -> Option<PathBuf> {
    let folder = PathBuf::from(env::var_os("PUNCHGATE_CORPUS")?);
    let file = folder.join("dtd/1.2.014/cXML.dtd");
    file.is_file().then_some(file)
}
