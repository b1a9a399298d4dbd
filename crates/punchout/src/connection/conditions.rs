//! What a credential asks for beside its secret.

use serde::{Deserialize, Serialize};

use super::{PartyId, fits};

/// What a credential asks for beside its secret. Each is asked for where it is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Conditions {
    /// The user name of HTTP Basic authentication; its password is the credential's.
    pub basic_username: Option<String>,
    /// The subject of the client certificate that a trusted proxy has verified, with `*` for any characters.
    pub client_certificate_subject: Option<String>,
    /// The marketplace among From's credentials (cXML 1.2, `Credential/@type`), with `*` for any characters. `from` is then the member.
    pub marketplace: Option<PartyId>,
}

impl Conditions {
    /// Whether a client certificate's subject is the one that is asked for: without regard to case and to blanks around it.
    #[must_use]
    pub fn takes_subject(&self, subject: Option<&str>) -> bool {
        let fold = |text: &str| text.trim().to_lowercase();
        self.client_certificate_subject
            .as_deref()
            .is_none_or(|wanted| subject.is_some_and(|subject| fits(&fold(wanted), &fold(subject))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_that_is_asked_for_must_be_there() {
        let with = |wanted: Option<&str>| Conditions {
            client_certificate_subject: wanted.map(str::to_owned),
            ..Conditions::default()
        };
        assert!(with(None).takes_subject(None));
        assert!(with(None).takes_subject(Some("CN=anybody")));
        let wanted = with(Some("CN=*.buyer.example,O=Buyer"));
        assert!(wanted.takes_subject(Some(" cn=erp.buyer.example,o=buyer ")));
        for other in [
            None,
            Some(""),
            Some("CN=buyer.example"),
            Some("CN=a.buyer.example,O=Buyer2"),
        ] {
            assert!(!wanted.takes_subject(other), "{other:?}");
        }
    }
}
