//! How fast documents are parsed, beside what others need for the same documents, and how much memory that takes.

mod memory;
mod others;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use cxml::ReadOptions;
use serde::Serialize;

pub use memory::tell as tell_memory;

use crate::report::Goal;

/// What was measured of one document, on one core.
#[derive(Clone, Debug, Serialize)]
pub struct Parsing {
    /// Who parses which document.
    pub document: String,
    /// Its size in bytes.
    pub bytes: usize,
    /// Documents a second.
    pub documents_per_second: f64,
    /// MB (10⁶ bytes) a second.
    pub mb_per_second: f64,
}

impl Parsing {
    fn of(document: String, bytes: usize, documents_per_second: f64) -> Self {
        Self {
            document,
            bytes,
            documents_per_second,
            mb_per_second: documents_per_second * bytes as f64 / 1e6,
        }
    }
}

/// What was measured of one document.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// All who parse it.
    pub all: Vec<Parsing>,
    /// What is wanted of it.
    pub goals: Vec<Goal>,
}

/// Measures everything about one document: `is_large` where its memory says something.
pub fn compare(
    name: &str,
    bytes: &[u8],
    duration: Duration,
    is_large: bool,
    progress: impl Fn(&str),
) -> anyhow::Result<Compared> {
    let read = |bytes: &[u8]| Ok(cxml::read(bytes, &ReadOptions::default())?);
    let reading = best(bytes, duration, |bytes| read(bytes).map(drop))?;
    let examined = best(bytes, duration, |bytes| {
        let document = read(bytes)?;
        black_box(document.typed());
        black_box(cxml::examine(&document, None));
        Ok(())
    })?;
    let of = |who: &str, per_second| Parsing::of(format!("{who}, {name}"), bytes.len(), per_second);
    let mut compared = Compared {
        all: vec![
            of("cxml::read", reading),
            of("cxml::read with findings", examined),
        ],
        goals: Vec::new(),
    };
    match others::libxml2_sax(bytes)? {
        Some(sax) => {
            compared.all.push(of("libxml2, bare SAX", sax));
            compared.goals.push(Goal::at_least(
                format!("{name}: read with findings at least 0.5 of libxml2's bare SAX"),
                0.5,
                examined / sax,
            ));
        }
        None => progress("WITHOUT XMLLINT: it is not installed"),
    }
    match others::lxml_validating(bytes, duration)? {
        Some(validating) => {
            compared.all.push(of("lxml, validating", validating));
            compared.goals.push(Goal::at_least(
                format!("{name}: read with findings at least as fast as lxml validates"),
                1.0,
                examined / validating,
            ));
        }
        None => progress(
            "WITHOUT LXML: python3 has no lxml, or PUNCHGATE_CORPUS names no folder of DTDs",
        ),
    }
    if is_large {
        compared.goals.push(Goal::below(
            format!("{name}: peak of memory below 4 times the document"),
            4.0,
            memory::peak(bytes)?,
        ));
    }
    Ok(compared)
}

/// How often a second something is done with a document, again and again for a while; the best of ten parts of that time counts, since
/// nothing makes a program faster than it is.
fn best(
    bytes: &[u8],
    duration: Duration,
    work: impl Fn(&[u8]) -> anyhow::Result<()>,
) -> anyhow::Result<f64> {
    let mut best: f64 = 0.0;
    for _ in 0..10 {
        let mut count = 0_u32;
        let begun = Instant::now();
        while count == 0 || begun.elapsed() < duration / 10 {
            work(black_box(bytes))?;
            count += 1;
        }
        best = best.max(f64::from(count) / begun.elapsed().as_secs_f64());
    }
    Ok(best)
}
