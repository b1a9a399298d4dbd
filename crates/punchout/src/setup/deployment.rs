//! What a setup says of its mode, held against the connection's.

use crate::{
    connection::{Connection, Mode},
    finding::{Finding, Severity},
    session::ReturnContext,
};

/// That a setup of a production system comes through a connection in test mode, or the other way round.
///
/// Only what is said counts: where `Request/@deploymentMode` is absent cXML means production, and many test systems leave it out.
#[must_use]
pub fn contradiction(connection: &Connection, said: &ReturnContext) -> Option<Finding> {
    let (said, path) = match said {
        ReturnContext::Cxml {
            deployment_mode, ..
        } => (deployment_mode, "/cXML/Request/@deploymentMode"),
        ReturnContext::PunchOut2Go { mode, .. } => (mode, "/params/mode"),
        ReturnContext::Oci { .. } => return None,
    };
    let said = said.as_deref()?.trim().to_ascii_lowercase();
    let (own, advice) = match (connection.mode, said.as_str()) {
        (Mode::Test, "production") => (
            "test",
            "If it is a production system, promote the connection; else have the buyer's system say test.",
        ),
        (Mode::Production, "test") => (
            "production",
            "If it is a test system, give it a connection of its own in test mode; else have it say production.",
        ),
        _ => return None,
    };
    Some(Finding {
        code: "setup.deployment_mode".to_owned(),
        severity: Severity::Warning,
        line: None,
        path: path.to_owned(),
        text: format!("The setup says that it is from {said}, and the connection's mode is {own}."),
        advice: advice.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data;

    #[test]
    fn a_mode_that_contradicts_is_said() {
        let mut connection = test_data::connection(1);
        let found = |connection: &Connection, said: Option<&str>| {
            let context = ReturnContext::PunchOut2Go {
                pos: None,
                mode: said.map(str::to_owned),
            };
            contradiction(connection, &context).map(|finding| finding.code)
        };
        connection.mode = Mode::Test;
        assert_eq!(found(&connection, None), None);
        assert_eq!(found(&connection, Some("test")), None);
        assert!(found(&connection, Some(" Production ")).is_some());
        connection.mode = Mode::Production;
        assert_eq!(found(&connection, Some("production")), None);
        assert!(found(&connection, Some("test")).is_some());
    }
}
