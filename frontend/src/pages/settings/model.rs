//! The fields of the settings.

use api_types::problem::FieldError;
use api_types::settings::{Settings, SettingsInput};
use serde::{Deserialize, Serialize};

use crate::form::texts::Reader;
use crate::form::{Field, Model};
use crate::i18n::{Text, t};

/// The fields of the settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SettingsForm {
    pub(super) access_token_ttl_seconds: String,
    pub(super) access_token_bytes: String,
    pub(super) session_ttl_seconds: String,
    pub(super) idle_ttl_seconds: String,
    pub(super) handoff_ttl_seconds: String,
    pub(super) transaction_retention_days: String,
    pub(super) body_retention_days: String,
    pub(super) audit_log_retention_days: String,
}

impl Model for SettingsForm {
    type Resource = Settings;
    type Input = SettingsInput;

    const FIELDS: &'static [Field] = &[
        Field::new(
            "/access_token_ttl_seconds",
            Text::TokenTtlLabel,
            Text::TokenTtlHelp,
        )
        .required(),
        Field::new(
            "/access_token_bytes",
            Text::TokenBytesLabel,
            Text::TokenBytesHelp,
        )
        .required(),
        Field::new(
            "/session_ttl_seconds",
            Text::SessionTtlLabel,
            Text::SessionTtlHelp,
        )
        .required(),
        Field::new("/idle_ttl_seconds", Text::IdleTtlLabel, Text::IdleTtlHelp).required(),
        Field::new(
            "/handoff_ttl_seconds",
            Text::HandoffTtlLabel,
            Text::HandoffTtlHelp,
        )
        .required(),
        Field::new(
            "/transaction_retention_days",
            Text::LogRetentionLabel,
            Text::LogRetentionHelp,
        ),
        Field::new(
            "/body_retention_days",
            Text::BodyRetentionLabel,
            Text::BodyRetentionHelp,
        ),
        Field::new(
            "/audit_log_retention_days",
            Text::AuditRetentionLabel,
            Text::AuditRetentionHelp,
        ),
    ];

    fn name(_: &Settings) -> String {
        t(Text::SettingsTitle).to_owned()
    }

    fn of(settings: &Settings) -> Self {
        let days = |days: Option<u32>| days.map(|days| days.to_string()).unwrap_or_default();
        Self {
            access_token_ttl_seconds: settings.access_token_ttl_seconds.to_string(),
            access_token_bytes: settings.access_token_bytes.to_string(),
            session_ttl_seconds: settings.session_ttl_seconds.to_string(),
            idle_ttl_seconds: settings.idle_ttl_seconds.to_string(),
            handoff_ttl_seconds: settings.handoff_ttl_seconds.to_string(),
            transaction_retention_days: days(settings.transaction_retention_days),
            body_retention_days: days(settings.body_retention_days),
            audit_log_retention_days: days(settings.audit_log_retention_days),
        }
    }

    fn input(&self) -> Result<SettingsInput, Vec<FieldError>> {
        let mut read = Reader::default();
        let input = SettingsInput {
            access_token_ttl_seconds: read
                .number("/access_token_ttl_seconds", &self.access_token_ttl_seconds),
            access_token_bytes: read.number("/access_token_bytes", &self.access_token_bytes),
            session_ttl_seconds: read.number("/session_ttl_seconds", &self.session_ttl_seconds),
            idle_ttl_seconds: read.number("/idle_ttl_seconds", &self.idle_ttl_seconds),
            handoff_ttl_seconds: read.number("/handoff_ttl_seconds", &self.handoff_ttl_seconds),
            transaction_retention_days: days(
                &mut read,
                "/transaction_retention_days",
                &self.transaction_retention_days,
            ),
            body_retention_days: days(&mut read, "/body_retention_days", &self.body_retention_days),
            audit_log_retention_days: days(
                &mut read,
                "/audit_log_retention_days",
                &self.audit_log_retention_days,
            ),
        };
        read.finish(input)
    }
}

/// A number of days; for ever where empty.
fn days(read: &mut Reader, pointer: &str, text: &str) -> Option<u32> {
    (!text.trim().is_empty()).then(|| read.number(pointer, text))
}

#[cfg(test)]
mod tests {
    use api_types::settings::SettingsPatch;

    use super::*;

    fn settings() -> Settings {
        Settings {
            access_token_ttl_seconds: 300,
            access_token_bytes: 32,
            session_ttl_seconds: 28_800,
            idle_ttl_seconds: 7_200,
            handoff_ttl_seconds: 86_400,
            transaction_retention_days: Some(90),
            body_retention_days: None,
            audit_log_retention_days: None,
            warnings: Vec::new(),
            updated_at: None,
        }
    }

    #[test]
    fn a_patch_sets_and_removes_times_of_keeping() {
        let before = SettingsForm::of(&settings());
        let after = SettingsForm {
            transaction_retention_days: String::new(),
            body_retention_days: " 30 ".to_owned(),
            ..before.clone()
        };
        let patch = serde_json::Value::Object(after.patch(&before).unwrap());
        assert_eq!(
            patch.to_string(),
            r#"{"body_retention_days":30,"transaction_retention_days":null}"#
        );
        serde_json::from_value::<SettingsPatch>(patch).unwrap();
    }

    #[test]
    fn what_is_no_number_is_named() {
        let form = SettingsForm {
            body_retention_days: "soon".to_owned(),
            ..SettingsForm::of(&settings())
        };
        assert_eq!(form.input().unwrap_err()[0].pointer, "/body_retention_days");
    }

    #[test]
    fn every_field_is_a_member_of_the_input() {
        let input = serde_json::to_value(SettingsForm::of(&settings()).input().unwrap()).unwrap();
        for field in SettingsForm::FIELDS {
            assert!(input.pointer(field.pointer).is_some(), "{}", field.pointer);
        }
    }
}
