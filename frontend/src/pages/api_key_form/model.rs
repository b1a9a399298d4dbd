//! The fields of a key.

use api_types::api_key::{ApiKey, NewApiKey, Scope};
use api_types::problem::FieldError;
use api_types::scalar::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::form::errors::{REQUIRED, error};
use crate::form::texts::{Reader, optional};
use crate::form::{Field, Model};
use crate::i18n::Text;

/// The fields of a key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct KeyForm {
    pub(super) name: String,
    pub(super) store: bool,
    pub(super) read: bool,
    pub(super) write: bool,
    pub(super) admin: bool,
    pub(super) store_id: Option<Uuid>,
    pub(super) expires_at: String,
}

impl KeyForm {
    fn scopes(&self) -> Vec<Scope> {
        let ticked = [
            (self.store, Scope::Store),
            (self.read, Scope::Read),
            (self.write, Scope::Write),
            (self.admin, Scope::Admin),
        ];
        ticked
            .into_iter()
            .filter_map(|(is_ticked, scope)| is_ticked.then_some(scope))
            .collect()
    }
}

impl Model for KeyForm {
    type Resource = ApiKey;
    type Input = NewApiKey;

    const FIELDS: &'static [Field] = &[
        Field::new("/name", Text::NameLabel, Text::KeyNameHelp).required(),
        Field::plain("/scopes", Text::ScopesLabel).required(),
        Field::new("/store_id", Text::StoreLabel, Text::KeyStoreHelp),
        Field::new("/expires_at", Text::ExpiresLabel, Text::KeyExpiresHelp),
    ];

    fn name(key: &ApiKey) -> String {
        key.name.clone()
    }

    fn of(key: &ApiKey) -> Self {
        Self {
            name: key.name.clone(),
            store: key.scopes.contains(&Scope::Store),
            read: key.scopes.contains(&Scope::Read),
            write: key.scopes.contains(&Scope::Write),
            admin: key.scopes.contains(&Scope::Admin),
            store_id: key.store_id,
            expires_at: key.expires_at.clone().map_or_else(String::new, |at| at.0),
        }
    }

    fn input(&self) -> Result<NewApiKey, Vec<FieldError>> {
        let mut read = Reader::default();
        let input = NewApiKey {
            name: read.required("/name", &self.name),
            scopes: self.scopes(),
            store_id: self.store_id,
            expires_at: optional(&self.expires_at).map(Timestamp),
        };
        let no_scope = input.scopes.is_empty().then(|| error("/scopes", REQUIRED));
        match (read.finish(input), no_scope) {
            (Ok(input), None) => Ok(input),
            (read, no_scope) => Err(read.err().into_iter().flatten().chain(no_scope).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_needs_a_name_and_a_scope() {
        let pointers = |form: &KeyForm| -> Vec<String> {
            let errors = form.input().unwrap_err();
            errors.into_iter().map(|error| error.pointer).collect()
        };
        let mut form = KeyForm::default();
        assert_eq!(pointers(&form), ["/name", "/scopes"]);
        form.name = "Shop".to_owned();
        assert_eq!(pointers(&form), ["/scopes"]);
        form.store = true;
        let input = form.input().unwrap();
        assert_eq!(input.scopes, [Scope::Store]);
        assert_eq!(input.expires_at, None);
    }
}
