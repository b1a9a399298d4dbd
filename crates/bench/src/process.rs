//! What the kernel knows of a process and of the machine: memory and processor time (Linux's /proc).

use std::fs;

use anyhow::Context;

/// Ticks of /proc's processor times in a second: 100 on every Linux that people run.
const TICKS: f64 = 100.0;

/// What `/proc/PID/clear_refs` takes for "the peak of memory", see `proc(5)`.
const RESET_PEAK: &str = "5";

/// Memory of a process in MB (10⁶ bytes): `VmRSS`, or `VmHWM` for its peak.
pub fn memory_mb(pid: u32, field: &str) -> anyhow::Result<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let kib: f64 = status
        .lines()
        .find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))
        .and_then(|value| value.trim().strip_suffix("kB"))
        .with_context(|| format!("no {field} in /proc/{pid}/status"))?
        .trim()
        .parse()?;
    Ok(kib * 1024.0 / 1e6)
}

/// Makes the kernel forget the peak so far.
pub fn reset_peak(pid: u32) -> anyhow::Result<()> {
    Ok(fs::write(format!("/proc/{pid}/clear_refs"), RESET_PEAK)?)
}

/// Processor time that a process has used, in seconds.
pub fn cpu_seconds(pid: u32) -> anyhow::Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The program's name stands in brackets and may hold anything.
    let (_, fields) = stat.rsplit_once(')').context("unreadable /proc stat")?;
    let ticks: f64 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    Ok(ticks / TICKS)
}

/// Processor time that everything on the machine has used, in seconds.
pub fn machine_cpu_seconds() -> anyhow::Result<f64> {
    let stat = fs::read_to_string("/proc/stat")?;
    let times: Vec<f64> = stat
        .lines()
        .next()
        .context("empty /proc/stat")?
        .split_whitespace()
        .skip(1)
        .filter_map(|field| field.parse().ok())
        .collect();
    // user nice system idle iowait irq softirq; idle and waiting are no work.
    let busy: f64 = [0, 1, 2, 5, 6]
        .into_iter()
        .filter_map(|place| times.get(place))
        .sum();
    Ok(busy / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_memory_and_a_peak() {
        let pid = std::process::id();
        let now = memory_mb(pid, "VmRSS").unwrap();
        assert!(now > 0.1);
        assert!(memory_mb(pid, "VmHWM").unwrap() >= now * 0.9);
        assert!(memory_mb(pid, "VmNone").is_err());
    }

    #[test]
    fn processor_time_passes() {
        let before = machine_cpu_seconds().unwrap();
        assert!(cpu_seconds(std::process::id()).unwrap() <= before);
    }
}
