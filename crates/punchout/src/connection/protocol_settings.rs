//! What a connection asks of documents, and how it speaks.

use cxml::Version;
use serde::{Deserialize, Serialize};

use crate::{profile::Profile, session::Extrinsic};

/// What becomes of documents that are signed (cXML 1.2, `ds:Signature`), or not. Signatures are not verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signatures {
    /// Both are taken.
    #[default]
    Accepted,
    /// Those without are refused.
    Required,
    /// Those with are refused.
    Refused,
}

/// What a connection asks of documents, and how it speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProtocolSettings {
    /// What becomes of signed documents.
    pub signatures: Signatures,
    /// What kind of system it is: what is not said here is as usual with these.
    pub profile: Profile,
    /// The version of responses, such as `1.2.014`; the caller's where absent.
    pub response_version: Option<String>,
    /// The frame that carts are posted into.
    pub return_target: Option<String>,
    /// Whether a refusal has the matching HTTP status, and not 200 as cXML has it by itself.
    pub http_error_status: bool,
}

impl ProtocolSettings {
    /// The version that a response is written in.
    #[must_use]
    pub fn response_version(&self, caller: Option<&Version>) -> Version {
        let own = self
            .response_version
            .as_deref()
            .and_then(|text| text.parse().ok());
        let pinned = own.or(self.profile.facts().response_version);
        Version::highest_held_not_above(pinned.as_ref().or(caller))
    }

    /// The frame that a session's cart is posted into: as the connection says, or the setup's extrinsic `ReturnFrame`, or as usual.
    #[must_use]
    pub fn return_target(&self, extrinsics: &[Extrinsic]) -> String {
        self.wanted_target(extrinsics)
            .unwrap_or(&self.profile.facts().return_target)
            .to_owned()
    }

    /// The frame from which the gateway is asked to hand a cart over from server to server: the one that the shop is in, where nobody wants
    /// another. Browsers let a frame take the whole window elsewhere only where that is the window's own site, which the gateway is not.
    #[must_use]
    pub fn delivery_target(&self, extrinsics: &[Extrinsic]) -> String {
        self.wanted_target(extrinsics).unwrap_or("_self").to_owned()
    }

    fn wanted_target<'a>(&'a self, extrinsics: &'a [Extrinsic]) -> Option<&'a str> {
        let asked = extrinsics
            .iter()
            .filter(|extrinsic| extrinsic.name.eq_ignore_ascii_case("ReturnFrame"))
            .map(|extrinsic| extrinsic.value.trim())
            .find(|name| is_frame_name(name));
        self.return_target.as_deref().or(asked)
    }
}

/// Whether a text can name a frame: `_top`, `_parent`, `_self`, `_blank`, or letters, digits, `-` and `_` after a letter.
#[must_use]
pub fn is_frame_name(text: &str) -> bool {
    matches!(text, "_top" | "_parent" | "_self" | "_blank")
        || (text.len() <= 64
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_as_the_connection_says_or_the_setup_or_as_usual() {
        let asked = |value: &str| {
            vec![Extrinsic {
                name: "returnframe".to_owned(),
                value: value.to_owned(),
            }]
        };
        let mut settings = ProtocolSettings::default();
        assert_eq!(settings.return_target(&[]), "_top");
        assert_eq!(settings.return_target(&asked(" erp-frame ")), "erp-frame");
        for bad in ["", "_new", "a b", "\"><script>", "9"] {
            assert_eq!(settings.return_target(&asked(bad)), "_top", "{bad}");
        }
        settings.return_target = Some("_self".to_owned());
        assert_eq!(settings.return_target(&asked("erp")), "_self");
    }

    #[test]
    fn versions_are_as_the_connection_says_or_the_profile_or_the_caller() {
        let caller: Version = "1.2.050".parse().unwrap();
        let mut settings = ProtocolSettings::default();
        let response =
            |settings: &ProtocolSettings| settings.response_version(Some(&caller)).to_string();
        assert_eq!(response(&settings), "1.2.050");
        settings.profile = Profile::Jaggaer;
        assert_eq!(response(&settings), "1.2.014");
        settings.response_version = Some("1.2.020".to_owned());
        assert_eq!(response(&settings), "1.2.020");
        assert_eq!(settings.response_version(None).to_string(), "1.2.020");
    }

    #[test]
    fn settings_that_were_kept_before_a_field_was_added_are_read() {
        let read: ProtocolSettings = serde_json::from_str("{}").unwrap();
        assert_eq!(read, ProtocolSettings::default());
    }
}
