//! What is written is valid, whatever is in it, in every version that is known.

use std::fs;

use cxml::{OutBody, OutDocument, OutProfile, Version, WriteOptions, write};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

use crate::{generated, tools};

/// Messages for each version.
const MESSAGES: usize = 40;

fn documents() -> Vec<OutDocument> {
    let response = |body| OutDocument {
        payload_id: "1@gateway.example".to_owned(),
        timestamp: 0,
        lang: Some("en".to_owned()),
        body,
    };
    let mut documents = vec![
        response(OutBody::Status {
            code: 401,
            detail: "<No> & “no”".to_owned(),
        }),
        response(OutBody::SetupResponse {
            start_page: "https://gateway.example/start?a=1&b=2".to_owned(),
        }),
        response(OutBody::Profile(OutProfile {
            effective: 0,
            transactions: vec![(
                "PunchOutSetupRequest".to_owned(),
                "https://gateway.example/".to_owned(),
            )],
        })),
    ];
    let mut runner = TestRunner::deterministic();
    let generated = generated::document();
    documents.extend((0..MESSAGES).map(|_| generated.new_tree(&mut runner).unwrap().current()));
    documents
}

#[test]
fn all_that_is_written_is_valid() {
    let (Some(corpus), Some(_)) = (tools::corpus(), tools::xmllint()) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let documents = documents();
    for version in Version::HELD {
        let dtd = corpus.join(format!("dtd/{version}/cXML.dtd"));
        assert!(dtd.is_file(), "{}", dtd.display());
        let files: Vec<_> = documents
            .iter()
            .enumerate()
            .map(|(index, document)| {
                let ascii = index % 2 == 0;
                let path = folder.path().join(format!("{version}-{index}.xml"));
                fs::write(&path, write(document, &WriteOptions { version, ascii })).unwrap();
                path
            })
            .collect();
        let mut xmllint = tools::xmllint().unwrap();
        let output = xmllint
            .arg("--dtdvalid")
            .arg(&dtd)
            .args(&files)
            .output()
            .unwrap();
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{version}: {complaints}");
    }
}

/// The test above can fail: a document of a later version is not valid in an earlier one.
#[test]
fn xmllint_tells_versions_apart() {
    let (Some(corpus), Some(mut xmllint)) = (tools::corpus(), tools::xmllint()) else {
        return;
    };
    let mut runner = TestRunner::deterministic();
    let with_parts = generated::document().prop_filter("a line with a parent", |document| {
        matches!(&document.body, OutBody::OrderMessage(order)
            if order.items.iter().any(|item| item.parent_line_number.is_some()))
    });
    let document = with_parts.new_tree(&mut runner).unwrap().current();
    let options = WriteOptions {
        version: Version::V1_2_036,
        ascii: false,
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("message.xml");
    fs::write(&path, write(&document, &options)).unwrap();
    let output = xmllint
        .arg("--dtdvalid")
        .arg(corpus.join("dtd/1.2.014/cXML.dtd"))
        .arg(&path)
        .output()
        .unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(complaints.contains("parentLineNumber"), "{complaints}");
}
