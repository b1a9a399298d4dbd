//! The fields of a credential.

use api_types::connection::Format;
use api_types::credential::{Credential, NewCredential, Party};
use api_types::problem::FieldError;
use api_types::scalar::Timestamp;
use api_types::secret::SecretText;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::form::changes::changes;
use crate::form::secret::SecretInput;
use crate::form::texts::{Reader, optional};
use crate::form::{Field, Model};
use crate::i18n::Text;

/// The fields of a credential.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct CredentialForm {
    /// The connection's, which says what a credential is.
    pub(super) format: Format,
    pub(super) domain: String,
    pub(super) identity: String,
    pub(super) username: String,
    pub(super) buyer_id: Option<Uuid>,
    /// The shared secret, or the password.
    pub(super) secret: SecretInput,
    pub(super) from_domain: String,
    pub(super) from_identity: String,
    pub(super) to_domain: String,
    pub(super) to_identity: String,
    pub(super) marketplace_domain: String,
    pub(super) marketplace_identity: String,
    pub(super) basic_username: String,
    pub(super) basic_password: SecretInput,
    pub(super) client_certificate_subject: String,
    /// RFC 3339, or empty.
    pub(super) valid_from: String,
    /// RFC 3339, or empty.
    pub(super) valid_to: String,
}

impl CredentialForm {
    /// What a new credential of a connection of this format begins with.
    pub(super) fn empty(format: Format) -> Self {
        Self {
            format,
            ..Self::default()
        }
    }

    /// What says who calls.
    fn caller(&self, read: &mut Reader) -> NewCredential {
        let secret = self.secret.new_secret().map(SecretText::from);
        match self.format {
            Format::Cxml => NewCredential {
                domain: read.required("/domain", &self.domain),
                identity: read.required("/identity", &self.identity),
                shared_secret: secret,
                from: party(read, "/from", &self.from_domain, &self.from_identity),
                to: party(read, "/to", &self.to_domain, &self.to_identity),
                marketplace: party(
                    read,
                    "/marketplace",
                    &self.marketplace_domain,
                    &self.marketplace_identity,
                ),
                ..NewCredential::default()
            },
            Format::Oci | Format::PunchOut2Go => NewCredential {
                username: Some(read.required("/username", &self.username)),
                password: secret,
                buyer_id: self.buyer_id,
                ..NewCredential::default()
            },
        }
    }
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
        Field::new("/username", Text::UsernameLabel, Text::UsernameHelp).required(),
        Field::new("/password", Text::OciSecretLabel, Text::OciSecretHelp),
        Field::new("/buyer_id", Text::BuyerLabel, Text::CredentialBuyerHelp),
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
        Field::plain("/marketplace/domain", Text::MarketplaceDomainLabel),
        Field::new(
            "/marketplace/identity",
            Text::MarketplaceIdentityLabel,
            Text::MarketplaceIdentityHelp,
        ),
        Field::new(
            "/basic_username",
            Text::BasicUsernameLabel,
            Text::BasicUsernameHelp,
        ),
        Field::plain("/basic_password", Text::BasicPasswordLabel),
        Field::new(
            "/client_certificate_subject",
            Text::CertificateLabel,
            Text::CertificateHelp,
        ),
    ];

    fn name(resource: &Credential) -> String {
        resource
            .username
            .clone()
            .unwrap_or_else(|| resource.identity.clone())
    }

    fn of(credential: &Credential) -> Self {
        let credential = credential.clone();
        let from = credential.from.unwrap_or_default();
        let to = credential.to.unwrap_or_default();
        let marketplace = credential.marketplace.unwrap_or_default();
        let time = |at: Option<Timestamp>| at.map(|at| at.0).unwrap_or_default();
        Self {
            format: if credential.username.is_some() {
                Format::Oci
            } else {
                Format::Cxml
            },
            domain: credential.domain,
            identity: credential.identity,
            username: credential.username.unwrap_or_default(),
            buyer_id: credential.buyer_id,
            secret: SecretInput::Keep,
            from_domain: from.domain,
            from_identity: from.identity,
            to_domain: to.domain,
            to_identity: to.identity,
            marketplace_domain: marketplace.domain,
            marketplace_identity: marketplace.identity,
            basic_username: credential.basic_username.unwrap_or_default(),
            basic_password: SecretInput::Keep,
            client_certificate_subject: credential.client_certificate_subject.unwrap_or_default(),
            valid_from: time(credential.valid_from),
            valid_to: time(credential.valid_to),
        }
    }

    fn input(&self) -> Result<NewCredential, Vec<FieldError>> {
        let mut read = Reader::default();
        let input = NewCredential {
            basic_username: optional(&self.basic_username),
            basic_password: self.basic_password.new_secret().map(SecretText::from),
            client_certificate_subject: optional(&self.client_certificate_subject),
            valid_from: optional(&self.valid_from).map(Timestamp),
            valid_to: optional(&self.valid_to).map(Timestamp),
            ..self.caller(&mut read)
        };
        read.finish(input)
    }

    fn patch(&self, before: &Self) -> Result<Map<String, Value>, Vec<FieldError>> {
        let after = self.input()?;
        let mut patch = before
            .input()
            .map_or_else(|_| Map::new(), |before| changes(&before, &after));
        // An absent secret stays.
        let secret = match self.format {
            Format::Cxml => "shared_secret",
            Format::Oci | Format::PunchOut2Go => "password",
        };
        for (name, input) in [
            (secret, &self.secret),
            ("basic_password", &self.basic_password),
        ] {
            if *input == SecretInput::Remove {
                patch.insert(name.to_owned(), Value::Null);
            }
        }
        Ok(patch)
    }
}

#[cfg(test)]
mod tests {
    use api_types::connection::Format;
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
        let with = |secret| CredentialForm { secret, ..filled() };
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
    fn a_login_has_nothing_of_a_sender() {
        let login = CredentialForm {
            username: " SRM ".to_owned(),
            secret: SecretInput::Set("p".to_owned()),
            from_domain: "DUNS".to_owned(),
            ..CredentialForm::empty(Format::Oci)
        };
        let input = login.input().unwrap();
        assert_eq!(input.username.as_deref(), Some("SRM"));
        assert!(input.password.is_some() && input.shared_secret.is_none());
        assert_eq!(input.from, None);
        let removed = CredentialForm {
            secret: SecretInput::Remove,
            ..login.clone()
        };
        let patch = removed.patch(&login).unwrap();
        assert_eq!(patch.get("password"), Some(&Value::Null));
        let nobody = CredentialForm::empty(Format::Oci);
        let errors = nobody.input().unwrap_err();
        assert_eq!(errors.first().unwrap().pointer, "/username");
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
            secret: SecretInput::Set("s".to_owned()),
            from_domain: "a".to_owned(),
            from_identity: "b".to_owned(),
            to_domain: "c".to_owned(),
            to_identity: "d".to_owned(),
            marketplace_domain: "e".to_owned(),
            marketplace_identity: "f".to_owned(),
            basic_username: "g".to_owned(),
            basic_password: SecretInput::Set("h".to_owned()),
            ..filled()
        };
        let login = CredentialForm {
            format: Format::Oci,
            username: "u".to_owned(),
            buyer_id: Some(Uuid::from_u128(7)),
            ..whole.clone()
        };
        let inputs =
            [whole, login].map(|form| serde_json::to_value(form.input().unwrap()).unwrap());
        for field in CredentialForm::FIELDS {
            let mut inputs = inputs.iter();
            assert!(
                inputs.any(|input| input.pointer(field.pointer).is_some()),
                "{}",
                field.pointer
            );
        }
    }
}
