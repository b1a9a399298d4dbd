//! The fields of a store.

use api_types::problem::FieldError;
use api_types::store::{NewStore, Store};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{adapter, service};
use crate::form::settings::{self, Entries, Setting};
use crate::form::texts::{Reader, entries, optional};
use crate::form::{Field, Model};
use crate::i18n::Text;

/// The fields of a store.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct StoreForm {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) enabled: bool,
    pub(super) punch_out_start_url: String,
    pub(super) start_url_edit: String,
    pub(super) start_url_inspect: String,
    pub(super) start_url_item: String,
    pub(super) access_token_enabled: bool,
    pub(super) access_token_ttl_seconds: String,
    pub(super) access_token_bytes: String,
    pub(super) session_ttl_seconds: String,
    pub(super) idle_ttl_seconds: String,
    pub(super) handoff_ttl_seconds: String,
    pub(super) storefront_origins: String,
    pub(super) frame_origins: String,
    pub(super) default_currency: String,
    pub(super) default_locale: String,
    /// What the gateway asks the store, and tells it.
    #[serde(flatten)]
    pub(super) more: Entries,
}

impl StoreForm {
    /// What a new store begins with: what may be the installation's is.
    pub(super) fn empty() -> Self {
        Self::from_input(NewStore::default(), &INHERITED)
    }

    fn from_input(input: NewStore, inherited: &[impl AsRef<str>]) -> Self {
        let own = |name: &str, value: u32| {
            let is_own = inherited.iter().all(|one| one.as_ref() != name);
            if is_own {
                value.to_string()
            } else {
                String::new()
            }
        };
        let more = settings::read(
            of_tables(),
            &serde_json::to_value(&input).unwrap_or_default(),
        );
        Self {
            key: input.key,
            name: input.name,
            enabled: input.enabled,
            punch_out_start_url: input.punch_out_start_url,
            start_url_edit: input.start_url_edit.unwrap_or_default(),
            start_url_inspect: input.start_url_inspect.unwrap_or_default(),
            start_url_item: input.start_url_item.unwrap_or_default(),
            access_token_enabled: input.access_token_enabled,
            access_token_ttl_seconds: own(
                "access_token_ttl_seconds",
                input.access_token_ttl_seconds,
            ),
            access_token_bytes: own("access_token_bytes", input.access_token_bytes),
            session_ttl_seconds: own("session_ttl_seconds", input.session_ttl_seconds),
            idle_ttl_seconds: own("idle_ttl_seconds", input.idle_ttl_seconds),
            handoff_ttl_seconds: own("handoff_ttl_seconds", input.handoff_ttl_seconds),
            storefront_origins: input.storefront_origins.join("\n"),
            frame_origins: input.frame_origins.join("\n"),
            default_currency: input.default_currency.unwrap_or_default(),
            default_locale: input.default_locale.unwrap_or_default(),
            more,
        }
    }
}

/// What a store takes over from the installation where it has none of its own.
const INHERITED: [&str; 5] = [
    "access_token_ttl_seconds",
    "access_token_bytes",
    "session_ttl_seconds",
    "idle_ttl_seconds",
    "handoff_ttl_seconds",
];

/// The settings that stand in a table.
fn of_tables() -> impl Iterator<Item = &'static Setting> {
    service::ALL.iter().chain(adapter::ALL)
}

impl Model for StoreForm {
    type Resource = Store;
    type Input = Map<String, Value>;

    const FIELDS: &'static [Field] = &[
        Field::new("/name", Text::NameLabel, Text::StoreNameHelp).required(),
        Field::new("/key", Text::StoreKeyLabel, Text::StoreKeyHelp).required(),
        Field::new("/enabled", Text::StoreEnabledLabel, Text::StoreEnabledHelp),
        Field::new(
            "/punch_out_start_url",
            Text::StartUrlLabel,
            Text::StartUrlHelp,
        )
        .required(),
        Field::new(
            "/start_url_edit",
            Text::StartUrlEditLabel,
            Text::StartUrlEditHelp,
        ),
        Field::new(
            "/start_url_inspect",
            Text::StartUrlInspectLabel,
            Text::StartUrlInspectHelp,
        ),
        Field::new(
            "/start_url_item",
            Text::StartUrlItemLabel,
            Text::StartUrlItemHelp,
        ),
        Field::new(
            "/access_token_enabled",
            Text::TokensEnabledLabel,
            Text::TokensEnabledHelp,
        ),
        Field::new(
            "/access_token_ttl_seconds",
            Text::TokenTtlLabel,
            Text::TokenTtlHelp,
        ),
        Field::new(
            "/access_token_bytes",
            Text::TokenBytesLabel,
            Text::TokenBytesHelp,
        ),
        Field::new(
            "/session_ttl_seconds",
            Text::SessionTtlLabel,
            Text::SessionTtlHelp,
        ),
        Field::new("/idle_ttl_seconds", Text::IdleTtlLabel, Text::IdleTtlHelp),
        Field::new(
            "/handoff_ttl_seconds",
            Text::HandoffTtlLabel,
            Text::HandoffTtlHelp,
        ),
        Field::new("/storefront_origins", Text::OriginsLabel, Text::OriginsHelp),
        Field::new(
            "/frame_origins",
            Text::FrameOriginsLabel,
            Text::FrameOriginsHelp,
        ),
        Field::new("/default_currency", Text::CurrencyLabel, Text::CurrencyHelp),
        Field::new("/default_locale", Text::LocaleLabel, Text::LocaleHelp),
    ];

    fn name(resource: &Store) -> String {
        resource.name.clone()
    }

    fn of(store: &Store) -> Self {
        let store = store.clone();
        let input = NewStore {
            key: store.key,
            name: store.name,
            enabled: store.enabled,
            punch_out_start_url: store.punch_out_start_url,
            start_url_edit: store.start_url_edit,
            start_url_inspect: store.start_url_inspect,
            start_url_item: store.start_url_item,
            access_token_enabled: store.access_token_enabled,
            access_token_ttl_seconds: store.access_token_ttl_seconds,
            access_token_bytes: store.access_token_bytes,
            session_ttl_seconds: store.session_ttl_seconds,
            idle_ttl_seconds: store.idle_ttl_seconds,
            handoff_ttl_seconds: store.handoff_ttl_seconds,
            storefront_origins: store.storefront_origins,
            frame_origins: store.frame_origins,
            default_currency: store.default_currency,
            default_locale: store.default_locale,
            service_url: store.service_url,
            service_timeout_ms: store.service_timeout_ms,
            service_max_hits: store.service_max_hits,
            access_token_parameter: store.access_token_parameter,
            webhook_url: store.webhook_url,
            webhook_events: store.webhook_events,
            adapter: store.adapter,
            adapter_url: store.adapter_url,
            adapter_start: store.adapter_start,
            adapter_client_id: store.adapter_client_id,
            adapter_site: store.adapter_site,
            session_warning_seconds: store.session_warning_seconds,
            features_to_hide: store.features_to_hide,
            adapter_order_url: store.adapter_order_url,
            // Secrets are never told.
            ..NewStore::default()
        };
        Self::from_input(input, &store.inherited)
    }

    fn input(&self) -> Result<Self::Input, Vec<FieldError>> {
        let mut read = Reader::default();
        let core = NewStore {
            key: read.required("/key", &self.key),
            name: read.required("/name", &self.name),
            enabled: self.enabled,
            punch_out_start_url: read.required("/punch_out_start_url", &self.punch_out_start_url),
            start_url_edit: optional(&self.start_url_edit),
            start_url_inspect: optional(&self.start_url_inspect),
            start_url_item: optional(&self.start_url_item),
            access_token_enabled: self.access_token_enabled,
            storefront_origins: entries(&self.storefront_origins),
            frame_origins: entries(&self.frame_origins),
            default_currency: optional(&self.default_currency),
            default_locale: optional(&self.default_locale),
            ..NewStore::default()
        };
        // An input is an object.
        let mut input = match serde_json::to_value(core) {
            Ok(Value::Object(input)) => input,
            _ => Map::new(),
        };
        // None of its own is null.
        let own = [
            &self.access_token_ttl_seconds,
            &self.access_token_bytes,
            &self.session_ttl_seconds,
            &self.idle_ttl_seconds,
            &self.handoff_ttl_seconds,
        ];
        for (name, text) in INHERITED.into_iter().zip(own) {
            let number = optional(text).map(|text| read.number(&format!("/{name}"), &text));
            input.insert(name.to_owned(), number.into());
        }
        read.note(settings::write(of_tables(), &self.more, &mut input));
        read.finish(input)
    }

    fn field(pointer: &str) -> Option<Field> {
        let settings = of_tables().map(|setting| &setting.field);
        let mut fields = Self::FIELDS.iter().chain(settings);
        fields.find(|field| field.pointer == pointer).copied()
    }
}

#[cfg(test)]
mod tests {
    use api_types::store::StorePatch;

    use super::*;

    fn filled() -> StoreForm {
        StoreForm {
            key: "tools".to_owned(),
            name: " Tools ".to_owned(),
            punch_out_start_url: "https://shop.example/in".to_owned(),
            default_currency: "EUR".to_owned(),
            ..StoreForm::empty()
        }
    }

    #[test]
    fn a_new_store_says_nothing_of_what_is_the_installations() {
        let mut input = filled().input().unwrap();
        for name in INHERITED {
            assert_eq!(input.remove(name), Some(Value::Null), "{name}");
        }
        let input: NewStore = serde_json::from_value(Value::Object(input)).unwrap();
        let expected = NewStore {
            key: "tools".to_owned(),
            name: "Tools".to_owned(),
            punch_out_start_url: "https://shop.example/in".to_owned(),
            default_currency: Some("EUR".to_owned()),
            ..NewStore::default()
        };
        assert_eq!(input, expected);
    }

    #[test]
    fn what_is_its_own_can_be_the_installations_again() {
        let own = StoreForm::from_input(NewStore::default(), &["idle_ttl_seconds"]);
        assert_eq!(own.access_token_bytes, "32");
        assert_eq!(own.idle_ttl_seconds, "");
        let named = StoreForm {
            key: "tools".to_owned(),
            name: "Tools".to_owned(),
            punch_out_start_url: "https://shop.example/in".to_owned(),
            ..own
        };
        let changed = StoreForm {
            access_token_bytes: " ".to_owned(),
            idle_ttl_seconds: "7200".to_owned(),
            ..named.clone()
        };
        let patch = Value::Object(changed.patch(&named).unwrap());
        let expected = serde_json::json!({"access_token_bytes": null, "idle_ttl_seconds": 7200});
        assert_eq!(patch, expected);
        let wrong = StoreForm {
            idle_ttl_seconds: "two hours".to_owned(),
            ..named
        };
        let errors = wrong.input().unwrap_err();
        assert_eq!(errors.first().unwrap().pointer, "/idle_ttl_seconds");
    }

    #[test]
    fn a_patch_holds_what_was_changed_and_is_what_the_api_takes() {
        let before = filled();
        let after = StoreForm {
            default_currency: String::new(),
            session_ttl_seconds: "3600".to_owned(),
            storefront_origins: "https://shop.example\n".to_owned(),
            ..filled()
        };
        let patch = Value::Object(after.patch(&before).unwrap());
        let expected = r#"{"default_currency":null,"session_ttl_seconds":3600,"storefront_origins":["https://shop.example"]}"#;
        assert_eq!(patch, serde_json::from_str::<Value>(expected).unwrap());
        serde_json::from_value::<StorePatch>(patch).unwrap();
        assert!(before.patch(&before).unwrap().is_empty());
    }

    #[test]
    fn every_field_is_a_member_of_the_input() {
        let input = serde_json::to_value(filled().input().unwrap()).unwrap();
        let settings = of_tables().map(|setting| &setting.field);
        for field in StoreForm::FIELDS.iter().chain(settings) {
            assert!(input.pointer(field.pointer).is_some(), "{}", field.pointer);
        }
        let fields = StoreForm::FIELDS.len() + of_tables().count();
        assert_eq!(fields, input.as_object().unwrap().len());
    }
}
