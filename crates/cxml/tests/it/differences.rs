//! Where findings and libxml2 differ on purpose: the table in `docs/findings.md`, row by row.

use std::fs;

use cxml::{ReadOptions, Severity, Version, examine_as, read};

use crate::tools;

const HEADER: &str = "<Header><From><Credential domain='D'><Identity>1</Identity></Credential></From><To><Credential domain='D'><Identity>2</Identity></Credential></To>\
    <Sender><Credential domain='D'><Identity>1</Identity></Credential><UserAgent>T</UserAgent></Sender></Header>";

const SHIP_NOTICE: &str = "<Request><ShipNoticeRequest><ShipNoticeHeader shipmentID='1' noticeDate='2026-01-01T10:00:00+00:00'/></ShipNoticeRequest></Request>";

const IDREF: &str = "<Message><PunchOutOrderMessage><BuyerCookie>1</BuyerCookie><PunchOutOrderMessageHeader operationAllowed='create'><Total><Money currency='EUR'>1</Money></Total>\
    <Tax><Money currency='EUR'>1</Money><Description xml:lang='en'>t</Description><TaxDetail category='x' taxedElement='nowhere'><TaxAmount><Money currency='EUR'>1</Money></TaxAmount></TaxDetail></Tax>\
    </PunchOutOrderMessageHeader></PunchOutOrderMessage></Message>";

const PROFILE: &str = "<Request><ProfileRequest/></Request>";

/// What is made of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    Valid,
    Invalid,
    Refused,
}

use Made::{Invalid, Refused, Valid};

/// What stands before the root, what stands in it behind the header, what libxml2 makes of it with `cXML.dtd` of 1.2.069, and what the findings
/// do, in the order of the table.
fn rows() -> [(&'static str, String, Made, Made); 6] {
    let latin_label = "<?xml version='1.0' encoding='x-unknown'?>";
    [
        ("\n<?xml version='1.0'?>", PROFILE.to_owned(), Refused, Valid),
        ("", SHIP_NOTICE.to_owned(), Invalid, Valid),
        ("", IDREF.to_owned(), Invalid, Valid),
        (
            "<!DOCTYPE cXML [<!ENTITY e 'x'>]>",
            "<Request deploymentMode='test'><StatusUpdateRequest><Status code='200' text='OK'>&e;</Status></StatusUpdateRequest></Request>".to_owned(),
            Valid,
            Refused,
        ),
        (
            "<!DOCTYPE cXML [<!ENTITY % p SYSTEM 'nowhere.dtd'>]>",
            PROFILE.to_owned(),
            Valid,
            Valid,
        ),
        (latin_label, PROFILE.to_owned(), Refused, Refused),
    ]
}

#[test]
fn each_row_of_the_table_is_as_it_says() {
    let (Some(corpus), Some(mut xmllint)) = (tools::corpus(), tools::xmllint()) else {
        return;
    };
    let dtd = corpus.join("dtd/1.2.069/cXML.dtd");
    let folder = tempfile::tempdir().unwrap();
    for (number, (before, content, theirs, ours)) in rows().into_iter().enumerate() {
        let document = format!(
            "{before}<cXML payloadID='1@b' timestamp='2026-01-01T10:00:00+00:00'>{HEADER}{content}</cXML>"
        );
        let file = folder.path().join(format!("{number}.xml"));
        fs::write(&file, &document).unwrap();
        let status = xmllint_of(&mut xmllint)
            .arg("--dtdvalid")
            .arg(&dtd)
            .arg(&file)
            .output()
            .unwrap()
            .status;
        let made = match status.code() {
            Some(0) => Valid,
            Some(3) => Invalid,
            _ => Refused,
        };
        assert_eq!(made, theirs, "libxml2, row {number}");
        let version: Version = "1.2.069".parse().unwrap();
        let made = match read(document.as_bytes(), &ReadOptions::default()) {
            Err(_) => Refused,
            Ok(read) => {
                let findings = examine_as(&read, None, Some(version)).found;
                let is_error = findings
                    .iter()
                    .any(|finding| finding.severity == Severity::Error);
                if is_error { Invalid } else { Valid }
            }
        };
        assert_eq!(made, ours, "findings, row {number}");
    }
}

/// The same program for another file.
fn xmllint_of(first: &mut std::process::Command) -> std::process::Command {
    let mut again = std::process::Command::new(first.get_program());
    again.args(first.get_args());
    again
}
