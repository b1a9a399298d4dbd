//! Classifications under the names, and in the versions, that the buyer's system knows.

use super::{CheckedCart, finding};
use crate::{
    connection::CartSettings,
    finding::{Findings, Severity},
};

/// Names UNSPSC and eCl@ss as the connection does, and writes their codes as digits alone. A class of another version is a finding, and so
/// is a code that is none.
pub(super) fn rename(cart: &mut CheckedCart, settings: &CartSettings, findings: &mut Findings) {
    for (index, line) in cart.lines.iter_mut().enumerate() {
        for class in &mut line.classification {
            let Some((scheme, version)) = codes::class_scheme(&class.domain) else {
                continue;
            };
            let Some(name) = settings.domain_of(scheme) else {
                continue;
            };
            let path = format!("/items/{index}/classification");
            let wanted = codes::class_scheme(name).and_then(|(_, version)| version);
            if let (Some(version), Some(wanted)) = (version, wanted)
                && version != wanted
            {
                findings.add(finding(
                    "cart.classification_version",
                    Severity::Warning,
                    &path,
                    format!(
                        "The class {} of line {} is of version {version}, and goes out as one of {wanted}.",
                        class.code, line.line_number
                    ),
                    "Have the shop classify by the buyer's version, or translate the class in the connection's table of classifications.",
                ));
            }
            match codes::class_code(scheme, &class.code) {
                Some(code) => class.code = code,
                None => findings.add(finding(
                    "cart.classification_code",
                    Severity::Warning,
                    &path,
                    format!(
                        "“{}” of line {} is no code of {}: it has eight digits.",
                        class.code, line.line_number, class.domain
                    ),
                    "Have the shop send a whole code, or translate it in the connection's table of classifications.",
                )),
            }
            name.clone_into(&mut class.domain);
        }
    }
}
