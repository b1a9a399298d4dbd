//! Findings about real documents, held against what libxml2 says of them with the DTDs at hand.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use cxml::{Document, ReadOptions, Severity, Version, examine, examine_as, read};

use crate::tools;

struct Sample {
    path: PathBuf,
    document: Document,
}

fn samples(corpus: &Path) -> Vec<Sample> {
    let index = fs::read_to_string(corpus.join("INDEX.tsv")).expect("the folder has an INDEX.tsv");
    index
        .lines()
        .filter_map(|line| line.split('\t').next())
        .filter(|path| path.starts_with("cxml/"))
        .filter_map(|path| {
            let path = corpus.join(path);
            let bytes = fs::read(&path).unwrap();
            let document = read(&bytes, &ReadOptions::default()).ok()?;
            Some(Sample { path, document })
        })
        .collect()
}

/// Which documents libxml2 finds invalid with a DTD, in one call.
fn invalid(dtd: &Path, samples: &[&Sample]) -> Option<Vec<bool>> {
    let output = tools::xmllint()?
        .arg("--dtdvalid")
        .arg(dtd)
        .args(samples.iter().map(|sample| &sample.path))
        .output()
        .unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    let of = |sample: &&Sample| {
        let sentence = format!(
            "Document {} does not validate against",
            sample.path.display()
        );
        complaints.contains(&sentence)
    };
    Some(samples.iter().map(of).collect())
}

/// The file that a document is to be held against, of those at hand in a version.
fn dtd_of(corpus: &Path, version: Version, document: &Document) -> Option<PathBuf> {
    let file = match document.kind() {
        "ConfirmationRequest" | "ShipNoticeRequest" => "Fulfill",
        "InvoiceDetailRequest" => "InvoiceDetail",
        "QuoteMessage" => "Quote",
        _ => "cXML",
    };
    let path = corpus.join(format!("dtd/{version}/{file}.dtd"));
    path.is_file().then_some(path)
}

#[test]
fn errors_are_where_libxml2_finds_a_document_invalid() {
    let Some(corpus) = tools::corpus() else {
        return;
    };
    let samples = samples(&corpus);
    assert!(samples.len() > 100);
    let (mut agreed, mut valid) = (0, 0);
    let mut disagreements = Vec::new();
    for version in Version::HELD {
        let mut by_dtd: BTreeMap<PathBuf, Vec<&Sample>> = BTreeMap::new();
        for sample in &samples {
            if let Some(dtd) = dtd_of(&corpus, version, &sample.document) {
                by_dtd.entry(dtd).or_default().push(sample);
            }
        }
        for (dtd, samples) in by_dtd {
            let Some(theirs) = invalid(&dtd, &samples) else {
                return;
            };
            for (sample, theirs) in samples.iter().zip(theirs) {
                let findings = examine_as(&sample.document, None, Some(version));
                let ours = findings.more > 0
                    || findings
                        .found
                        .iter()
                        .any(|finding| finding.severity == Severity::Error);
                valid += usize::from(!theirs);
                if ours == theirs {
                    agreed += 1;
                } else {
                    disagreements.push(format!(
                        "{version} {} invalid: {theirs}; {:#?}",
                        sample.path.display(),
                        findings.found
                    ));
                }
            }
        }
    }
    assert_eq!(disagreements, Vec::<String>::new(), "{agreed} agreed");
    assert!(
        agreed > 800 && valid > 300,
        "{agreed} agreed, {valid} valid"
    );
}

#[test]
fn findings_say_where_and_what_to_do() {
    let Some(corpus) = tools::corpus() else {
        return;
    };
    for sample in samples(&corpus) {
        for finding in examine(&sample.document, None).found {
            assert!(
                finding.text.ends_with('.') && finding.advice.ends_with('.'),
                "{finding:?}"
            );
            assert_eq!(
                finding.line.is_some(),
                finding.path.starts_with("/cXML"),
                "{finding:?}"
            );
        }
    }
}
