//! How fast documents are parsed.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use cxml::ReadOptions;
use serde::Serialize;

/// What was measured of one document, on one core.
#[derive(Clone, Debug, Serialize)]
pub struct Parsing {
    /// Which document.
    pub document: &'static str,
    /// Its size in bytes.
    pub bytes: usize,
    /// Documents a second.
    pub documents_per_second: f64,
    /// MB (10⁶ bytes) a second.
    pub mb_per_second: f64,
}

/// Parses a document again and again for a while; the best of ten parts of that time counts, since nothing makes a program
/// faster than it is.
pub fn measure(
    document: &'static str,
    bytes: &[u8],
    duration: Duration,
) -> anyhow::Result<Parsing> {
    let mut best: f64 = 0.0;
    for _ in 0..10 {
        let mut count = 0_u32;
        let begun = Instant::now();
        while count == 0 || begun.elapsed() < duration / 10 {
            black_box(cxml::read(black_box(bytes), &ReadOptions::default())?);
            count += 1;
        }
        best = best.max(f64::from(count) / begun.elapsed().as_secs_f64());
    }
    Ok(Parsing {
        document,
        bytes: bytes.len(),
        documents_per_second: best,
        mb_per_second: best * bytes.len() as f64 / 1e6,
    })
}
