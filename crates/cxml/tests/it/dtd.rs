//! What is written is valid, whatever is in it, in every version that is known.

use std::fs;

use cxml::{
    OutBody, OutCredential, OutDocument, OutHeader, OutItemOut, OutProfile, OutSetupRequest,
    SharedSecret, Version, WriteOptions, write,
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

use crate::{generated, tools};

/// Messages for each version, where no more are asked for.
const MESSAGES: u32 = 40;

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
        response(OutBody::SetupRequest(Box::new(setup_request()))),
    ];
    let messages = tools::samples(MESSAGES);
    let mut runner = if messages == MESSAGES {
        TestRunner::deterministic()
    } else {
        TestRunner::default()
    };
    let generated = generated::document();
    documents.extend((0..messages).map(|_| generated.new_tree(&mut runner).unwrap().current()));
    documents
}

fn setup_request() -> OutSetupRequest {
    let party = |identity: &str| {
        vec![OutCredential {
            domain: "DUNS".to_owned(),
            identity: identity.to_owned(),
            marketplace: false,
        }]
    };
    OutSetupRequest {
        header: OutHeader {
            from: party("1"),
            to: party("2"),
            sender: party("1"),
            user_agent: "Procurement & Co".to_owned(),
        },
        shared_secret: SharedSecret::new("<open> sesame".to_owned()),
        deployment_mode: "test",
        operation: "edit".to_owned(),
        buyer_cookie: Some("a < b".to_owned()),
        extrinsics: vec![("UserEmail".to_owned(), "zoë@buyer.example".to_owned())],
        browser_form_post: "https://buyer.example/in?a=1&b=2".to_owned(),
        selected_item: Some("4711".to_owned()),
        items: vec![OutItemOut {
            quantity: "1.50".parse().unwrap(),
            line_number: 1,
            supplier_part_id: "4711".to_owned(),
            supplier_part_auxiliary_id: Some("cart/1".to_owned()),
            unit_price: "19.90".parse().unwrap(),
            currency: "EUR".to_owned(),
            description: "Säge".to_owned(),
            unit_of_measure: "MTR".to_owned(),
            classifications: vec![("UNSPSC".to_owned(), "27111500".to_owned())],
        }],
    }
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
