//! Findings in neutral form.

use cxml::{Carried, Document};

use crate::finding::{Finding, Findings, Severity};

/// What a document, and how it came, has that cXML does not.
#[must_use]
pub fn findings(document: &Document, carried: &Carried<'_>) -> Findings {
    let examined = cxml::examine(document, Some(carried));
    Findings {
        found: examined.found.into_iter().map(finding).collect(),
        more: u32::try_from(examined.more).unwrap_or(u32::MAX),
    }
}

fn finding(finding: cxml::Finding) -> Finding {
    Finding {
        code: finding.code.to_owned(),
        severity: match finding.severity {
            cxml::Severity::Notice => Severity::Notice,
            cxml::Severity::Warning => Severity::Warning,
            cxml::Severity::Error => Severity::Error,
        },
        line: finding.line,
        path: finding.path,
        text: finding.text,
        advice: finding.advice,
    }
}
