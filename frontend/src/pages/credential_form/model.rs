//! The fields of a credential.

use api_types::credential::{Credential, NewCredential, Party};
use api_types::problem::FieldError;
use api_types::scalar::Timestamp;
use api_types::secret::SecretText;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::form::changes::changes;
use crate::form::secret::SecretInput;
use crate::form::texts::{Reader, optional};
use crate::form::{Field, Model};
use crate::i18n::Text;

/// The fields of a credential.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct CredentialForm {
    pub(super) domain: String,
    pub(super) identity: String,
    pub(super) shared_secret: SecretInput,
    pub(super) from_domain: String,
    pub(super) from_identity: String,
    pub(super) to_domain: String,
    pub(super) to_identity: String,
    /// RFC 3339, or empty.
    pub(super) valid_from: String,
    /// RFC 3339, or empty.
    pub(super) valid_to: String,
}

/// A party, where either half of it is filled.
fn party(read: &mut Reader, pointer: &str, domain: &str, identity: &str) -> Option<Party> {
    let is_empty = optional(domain).is_none() && optional(identity).is_none();
    (!is_empty).then(|| Party {
        domain: read.required(&format!("{pointer}/domain"), domain),
        identity: read.required(&format!("{pointer}/identity"), identity),
    })
}

impl Model for CredentialForm {
    type Resource = Credential;
    type Input = NewCredential;

    const FIELDS: &'static [Field] = &[
        Field::new("/domain", Text::DomainLabel, Text::DomainHelp).required(),
        Field::new("/identity", Text::IdentityLabel, Text::IdentityHelp).required(),
        Field::new(
            "/shared_secret",
            Text::SharedSecretLabel,
            Text::SharedSecretHelp,
        ),
        Field::new("/valid_from", Text::ValidFromLabel, Text::ValidFromHelp),
        Field::new("/valid_to", Text::ValidToLabel, Text::ValidToHelp),
        Field::plain("/from/domain", Text::FromDomainLabel),
        Field::new(
            "/from/identity",
            Text::FromIdentityLabel,
            Text::FromIdentityHelp,
        ),
        Field::plain("/to/domain", Text::ToDomainLabel),
        Field::new("/to/identity", Text::ToIdentityLabel, Text::ToIdentityHelp),
    ];

    fn name(resource: &Credential) -> String {
        resource.identity.clone()
    }

    fn of(credential: &Credential) -> Self {
        let credential = credential.clone();
        let from = credential.from.unwrap_or_default();
        let to = credential.to.unwrap_or_default();
        let time = |at: Option<Timestamp>| at.map(|at| at.0).unwrap_or_default();
        Self {
            domain: credential.domain,
            identity: credential.identity,
            shared_secret: SecretInput::Keep,
            from_domain: from.domain,
            from_identity: from.identity,
            to_domain: to.domain,
            to_identity: to.identity,
            valid_from: time(credential.valid_from),
            valid_to: time(credential.valid_to),
        }
    }

    fn input(&self) -> Result<NewCredential, Vec<FieldError>> {
        let mut read = Reader::default();
        let input = NewCredential {
            domain: read.required("/domain", &self.domain),
            identity: read.required("/identity", &self.identity),
            shared_secret: self.shared_secret.new_secret().map(SecretText::from),
            from: party(&mut read, "/from", &self.from_domain, &self.from_identity),
            to: party(&mut read, "/to", &self.to_domain, &self.to_identity),
            valid_from: optional(&self.valid_from).map(Timestamp),
            valid_to: optional(&self.valid_to).map(Timestamp),
            ..NewCredential::default()
        };
        read.finish(input)
    }

    fn patch(&self, before: &Self) -> Result<Map<String, Value>, Vec<FieldError>> {
        let after = self.input()?;
        let mut patch = before
            .input()
            .map_or_else(|_| Map::new(), |before| changes(&before, &after));
        // An absent secret stays.
        if self.shared_secret == SecretInput::Remove {
            patch.insert("shared_secret".to_owned(), Value::Null);
        }
        Ok(patch)
    }
}

#[cfg(test)]
mod tests {
    use api_types::credential::CredentialPatch;

    use super::*;

    fn filled() -> CredentialForm {
        CredentialForm {
            domain: "DUNS".to_owned(),
            identity: "987654321".to_owned(),
            ..CredentialForm::default()
        }
    }

    fn patch(after: &CredentialForm) -> String {
        let patch = Value::Object(after.patch(&filled()).unwrap());
        let json = patch.to_string();
        serde_json::from_value::<CredentialPatch>(patch).unwrap();
        json
    }

    #[test]
    fn a_secret_is_kept_set_or_removed() {
        let with = |shared_secret| CredentialForm {
            shared_secret,
            ..filled()
        };
        assert_eq!(patch(&with(SecretInput::Keep)), "{}");
        assert_eq!(patch(&with(SecretInput::Set(String::new()))), "{}");
        assert_eq!(
            patch(&with(SecretInput::Set(" s ".to_owned()))),
            r#"{"shared_secret":" s "}"#
        );
        assert_eq!(
            patch(&with(SecretInput::Remove)),
            r#"{"shared_secret":null}"#
        );
    }

    #[test]
    fn a_party_is_whole_or_not_there() {
        let half = CredentialForm {
            from_identity: "buyer".to_owned(),
            ..filled()
        };
        let errors = half.input().unwrap_err();
        assert_eq!(errors.first().unwrap().pointer, "/from/domain");
        let whole = CredentialForm {
            from_domain: "DUNS".to_owned(),
            ..half
        };
        assert_eq!(
            patch(&whole),
            r#"{"from":{"domain":"DUNS","identity":"buyer"}}"#
        );
    }

    #[test]
    fn every_field_is_a_member_of_the_input() {
        let whole = CredentialForm {
            shared_secret: SecretInput::Set("s".to_owned()),
            from_domain: "a".to_owned(),
            from_identity: "b".to_owned(),
            to_domain: "c".to_owned(),
            to_identity: "d".to_owned(),
            ..filled()
        };
        let input = serde_json::to_value(whole.input().unwrap()).unwrap();
        for field in CredentialForm::FIELDS {
            assert!(input.pointer(field.pointer).is_some(), "{}", field.pointer);
        }
    }
}
