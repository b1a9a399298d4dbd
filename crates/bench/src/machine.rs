//! What the figures were measured on.

use std::{fs, io::Write, path::Path, thread::available_parallelism, time::Instant};

use serde::Serialize;

/// The machine.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// Cores that this process may use.
    pub cores: usize,
    /// The processor's name.
    pub cpu: String,
    /// The kernel's release.
    pub kernel: String,
    /// Memory in MB (10⁶ bytes).
    pub memory_mb: f64,
    /// Load of the machine over the minute before, in runnable processes: whether somebody else was at work.
    pub load_before: String,
    /// 4 KiB writes made durable, one after the other, in a second: on the disk of the data folders.
    pub fdatasync_per_second: f64,
}

impl Machine {
    /// Looks, and tries the disk below `folder`.
    pub fn look(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            cores: available_parallelism().map_or(1, Into::into),
            cpu: field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned()),
            kernel: fs::read_to_string("/proc/sys/kernel/osrelease")?
                .trim()
                .to_owned(),
            memory_mb: field("/proc/meminfo", "MemTotal")
                .and_then(|value| value.strip_suffix(" kB")?.parse::<f64>().ok())
                .map_or(0.0, |kib| kib * 1024.0 / 1e6),
            load_before: fs::read_to_string("/proc/loadavg")?
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned(),
            fdatasync_per_second: fdatasync_rate(folder)?,
        })
    }
}

fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    text.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        (found.trim() == name).then(|| value.trim().to_owned())
    })
}

fn fdatasync_rate(folder: &Path) -> anyhow::Result<f64> {
    const WRITES: u32 = 500;
    let mut file = tempfile::tempfile_in(folder)?;
    let block = [7_u8; 4096];
    let begun = Instant::now();
    for _ in 0..WRITES {
        file.write_all(&block)?;
        file.sync_data()?;
    }
    Ok(f64::from(WRITES) / begun.elapsed().as_secs_f64())
}
