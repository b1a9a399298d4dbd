//! What is to be said of a setup that is granted.

use crate::{
    connection::{Connection, Mode},
    finding::{Finding, Severity},
    return_url,
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

/// That a return URL has a placeholder for its host, as templates have that are tried before they are filled. In test mode the session opens
/// as if there were none.
#[must_use]
pub fn unfilled(connection: &Connection, sent: Option<&str>) -> Option<Finding> {
    let sent = sent.filter(|url| return_url::is_unfilled(url))?;
    let is_open = connection.mode == Mode::Test && connection.allowed_return_hosts.is_empty();
    is_open.then(|| Finding {
        code: "setup.return_url_unfilled".to_owned(),
        severity: Severity::Warning,
        line: None,
        path: String::new(),
        text: format!(
            "The host of the return URL “{}” is a placeholder that was not filled: no cart can go there.",
            sent.chars().take(200).collect::<String>()
        ),
        advice: "Have the buyer's system fill its template before it is sent. Until then carts go to the connection's default return URL, if it has one.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data;

    #[test]
    fn a_placeholder_is_passed_over_in_test_mode_alone() {
        let mut connection = test_data::connection(1);
        connection.mode = Mode::Test;
        connection.allowed_return_hosts.clear();
        let found = |connection: &Connection, url: &str| unfilled(connection, Some(url)).is_some();
        assert!(found(&connection, " https://erp.{{DOMAIN}}/in "));
        for url in [
            "https://buyer.example/{{x}}",
            "https://a;b.example/",
            "/{{x}}",
        ] {
            assert!(!found(&connection, url), "{url}");
        }
        connection.mode = Mode::Production;
        assert!(!found(&connection, "https://{{DOMAIN}}/"));
    }

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
