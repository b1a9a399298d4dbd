//! How much memory reading takes: measured in a process of its own, whose memory nothing else has used before.

use std::{fs, hint::black_box, path::Path, process::Command};

use anyhow::Context;
use cxml::ReadOptions;

use crate::process;

/// The peak of memory while a document is read and examined, as a multiple of the document; the document itself is not in it.
pub fn peak(bytes: &[u8]) -> anyhow::Result<f64> {
    let file = tempfile::NamedTempFile::new()?;
    fs::write(file.path(), bytes)?;
    let output = Command::new(std::env::current_exe()?)
        .arg("parsing-memory")
        .arg(file.path())
        .output()?;
    anyhow::ensure!(output.status.success(), "the memory could not be measured");
    let grown: f64 = String::from_utf8(output.stdout)?
        .trim()
        .parse()
        .context("no number of MB")?;
    Ok(grown * 1e6 / bytes.len() as f64)
}

/// Reads a file's document, and prints by how many MB that made the process grow.
#[expect(clippy::print_stdout, reason = "what this process is started for")]
pub fn tell(file: &Path) -> anyhow::Result<()> {
    let bytes = fs::read(file)?;
    let pid = std::process::id();
    process::reset_peak(pid)?;
    let before = process::memory_mb(pid, "VmRSS")?;
    let document = cxml::read(&bytes, &ReadOptions::default())?;
    let findings = cxml::examine(&document, None);
    let peak = process::memory_mb(pid, "VmHWM")?;
    black_box((document, findings));
    println!("{}", peak - before);
    Ok(())
}
