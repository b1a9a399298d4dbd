//! Real documents, where a folder of them is at hand: `PUNCHGATE_CORPUS` names it.

#![cfg(test)]

use std::{fs, path::PathBuf, process::Command};

use cxml::{Body, ReadError, ReadOptions, RequestPayload, read};

/// A row of the folder's index: path, kind, whether it is well-formed.
struct Row {
    path: PathBuf,
    kind: String,
    well_formed: bool,
}

fn rows() -> Option<Vec<Row>> {
    let Some(folder) = std::env::var_os("PUNCHGATE_CORPUS").map(PathBuf::from) else {
        eprintln!("SKIPPED: PUNCHGATE_CORPUS names no folder of real documents");
        return None;
    };
    let index = fs::read_to_string(folder.join("INDEX.tsv")).expect("the folder has an INDEX.tsv");
    let rows = index
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|columns| columns[0].starts_with("cxml/"))
        .map(|columns| Row {
            path: folder.join(columns[0]),
            kind: columns[1].to_owned(),
            well_formed: columns[4] == "yes",
        })
        .collect();
    Some(rows)
}

#[test]
fn every_well_formed_document_is_read_and_no_other() {
    for row in rows().unwrap_or_default() {
        let bytes = fs::read(&row.path).unwrap();
        let result = read(&bytes, &ReadOptions::default());
        let path = row.path.to_string_lossy();
        let hostile = path.contains("billion_laughs") || path.contains("xxe");
        // A catalogue index can stand alone: well-formed, and no cXML envelope.
        let acceptable = result.is_ok() || matches!(result, Err(ReadError::NotCxml { .. }));
        assert_eq!(
            acceptable,
            row.well_formed && !hostile,
            "{path}: {:?}",
            result.err()
        );
    }
}

#[test]
fn every_setup_request_is_understood() {
    let rows = rows().unwrap_or_default();
    for row in rows
        .iter()
        .filter(|row| row.kind == "PunchOutSetupRequest" && row.well_formed)
    {
        let bytes = fs::read(&row.path).unwrap();
        let document = read(&bytes, &ReadOptions::default()).unwrap();
        let Body::Request(request) = &document.body else {
            panic!("{}: a request", row.path.display());
        };
        assert!(
            matches!(&request.payload, RequestPayload::PunchOutSetup(_)),
            "{}: a setup",
            row.path.display()
        );
    }
}

#[test]
fn libxml2_agrees_on_what_is_well_formed() {
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("SKIPPED: xmllint is not installed");
        return;
    }
    for row in rows().unwrap_or_default() {
        let theirs = Command::new("xmllint")
            .args(["--noout", "--nonet"])
            .arg(&row.path)
            .output()
            .unwrap();
        let ours = read(&fs::read(&row.path).unwrap(), &ReadOptions::default());
        if ours.is_ok() {
            assert!(theirs.status.success(), "{}", row.path.display());
        }
    }
}
