//! What of a setup request is more than a session keeps.

use cxml::PunchOutSetupRequest;

use super::inbound::{MAX_CONTACTS, MAX_EXTRINSIC, MAX_EXTRINSICS};
use crate::finding::{Finding, Severity};

/// The extrinsics and contacts that a session does not keep, or not to their end: the log entry has the whole document.
#[must_use]
pub fn left_out(setup: &PunchOutSetupRequest) -> Vec<Finding> {
    let remark = |code: &str, text: String| {
        Finding {
        code: code.to_owned(),
        severity: Severity::Warning,
        line: None,
        path: "/cXML/Request/PunchOutSetupRequest".to_owned(),
        text,
        advice: "The shop is not told of the rest. Have the buyer's system send what the shop needs first, and in short."
            .to_owned(),
    }
    };
    let mut found = Vec::new();
    let more = setup.extrinsics.len().saturating_sub(MAX_EXTRINSICS);
    if more > 0 {
        found.push(remark(
            "setup.extrinsics_left_out",
            format!(
                "There are {more} extrinsics more than the {MAX_EXTRINSICS} that a session keeps."
            ),
        ));
    }
    let long = setup.extrinsics.iter().take(MAX_EXTRINSICS);
    for extrinsic in long.filter(|extrinsic| extrinsic.value.len() > MAX_EXTRINSIC) {
        let name: String = extrinsic.name.chars().take(100).collect();
        found.push(remark(
            "setup.extrinsic_cut",
            format!("The extrinsic “{name}” is longer than the {MAX_EXTRINSIC} bytes that a session keeps of it."),
        ));
    }
    let more = setup.contacts.len().saturating_sub(MAX_CONTACTS);
    if more > 0 {
        found.push(remark(
            "setup.contacts_left_out",
            format!("There are {more} contacts more than the {MAX_CONTACTS} that a session keeps."),
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use cxml::{Body, ReadOptions, RequestPayload};

    use super::*;

    fn found(inner: &str) -> Vec<(String, String)> {
        let document = format!(
            "<cXML payloadID=\"1@b\" timestamp=\"2026-03-01T10:00:00+01:00\"><Request><PunchOutSetupRequest operation=\"create\">\
             <BuyerCookie>c</BuyerCookie>{inner}</PunchOutSetupRequest></Request></cXML>"
        );
        let document = cxml::read(document.as_bytes(), &ReadOptions::default()).unwrap();
        let Body::Request(request) = document.body else {
            panic!("a request")
        };
        let RequestPayload::PunchOutSetup(setup) = request.payload else {
            panic!("a setup request")
        };
        let found = left_out(&setup).into_iter();
        found.map(|finding| (finding.code, finding.text)).collect()
    }

    #[test]
    fn what_is_kept_whole_is_not_told() {
        let fits = format!("<Extrinsic name=\"A\">{}</Extrinsic>", "x".repeat(4_000));
        assert!(found(&fits.repeat(200)).is_empty());
    }

    #[test]
    fn what_is_cut_or_left_out_is_told_by_name_and_number() {
        let long = format!("<Extrinsic name=\"Note\">{}</Extrinsic>", "x".repeat(4_001));
        let more = "<Extrinsic name=\"B\">1</Extrinsic>".repeat(202);
        let contacts = "<Contact><Name xml:lang=\"en\">A</Name></Contact>".repeat(21);
        let found = found(&format!("{long}{more}{contacts}"));
        let codes: Vec<_> = found.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(
            codes,
            [
                "setup.extrinsics_left_out",
                "setup.extrinsic_cut",
                "setup.contacts_left_out"
            ]
        );
        assert!(
            found[0].1.contains("3 extrinsics") && found[1].1.contains("“Note”"),
            "{found:?}"
        );
    }
}
