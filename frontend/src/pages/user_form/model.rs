//! The fields of a user.

use api_types::problem::FieldError;
use api_types::user::{NewUser, User, UserInput, UserRole};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::form::changes::changes;
use crate::form::texts::{Reader, optional};
use crate::form::{Field, Model};
use crate::i18n::Text;

const EMAIL: Field = Field::new("/email", Text::EmailLabel, Text::UserEmailHelp).required();
const NAME: Field = Field::plain("/name", Text::NameLabel);
const ROLE: Field = Field::new("/role", Text::RoleLabel, Text::UserRoleHelp);
const ACTIVE: Field = Field::new("/active", Text::UserActiveLabel, Text::UserActiveHelp);

/// The fields of a new user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct NewUserForm {
    pub(super) email: String,
    pub(super) name: String,
    pub(super) role: UserRole,
}

impl NewUserForm {
    /// What a new user begins with.
    pub(super) fn empty() -> Self {
        Self {
            email: String::new(),
            name: String::new(),
            role: UserRole::Write,
        }
    }
}

impl Model for NewUserForm {
    type Resource = User;
    type Input = NewUser;

    const FIELDS: &'static [Field] = &[EMAIL, NAME, ROLE];

    fn name(user: &User) -> String {
        user.email.clone()
    }

    fn of(user: &User) -> Self {
        Self {
            email: user.email.clone(),
            name: user.name.clone().unwrap_or_default(),
            role: user.role,
        }
    }

    fn input(&self) -> Result<NewUser, Vec<FieldError>> {
        let mut read = Reader::default();
        let input = NewUser {
            email: read.required("/email", &self.email),
            name: optional(&self.name),
            role: self.role,
            active: true,
            password: None,
        };
        read.finish(input)
    }
}

/// The fields of a user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct UserForm {
    pub(super) email: String,
    pub(super) name: String,
    pub(super) role: UserRole,
    pub(super) active: bool,
}

impl Model for UserForm {
    type Resource = User;
    type Input = UserInput;

    const FIELDS: &'static [Field] = &[EMAIL, NAME, ROLE, ACTIVE];

    fn name(user: &User) -> String {
        user.email.clone()
    }

    fn of(user: &User) -> Self {
        Self {
            email: user.email.clone(),
            name: user.name.clone().unwrap_or_default(),
            role: user.role,
            active: user.active,
        }
    }

    fn input(&self) -> Result<UserInput, Vec<FieldError>> {
        let mut read = Reader::default();
        let input = UserInput {
            email: read.required("/email", &self.email),
            name: optional(&self.name),
            role: self.role,
            active: self.active,
        };
        read.finish(input)
    }

    fn patch(&self, before: &Self) -> Result<Map<String, Value>, Vec<FieldError>> {
        Ok(changes(&before.input()?, &self.input()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_user_needs_an_address() {
        let mut form = NewUserForm::empty();
        assert_eq!(form.input().unwrap_err()[0].pointer, "/email");
        form.email = " jo@shop.example ".to_owned();
        let input = form.input().unwrap();
        assert_eq!(
            (input.email.as_str(), input.name),
            ("jo@shop.example", None)
        );
    }

    #[test]
    fn a_patch_holds_what_was_changed() {
        let before = UserForm {
            email: "jo@shop.example".to_owned(),
            name: "Jo".to_owned(),
            role: UserRole::Read,
            active: true,
        };
        let after = UserForm {
            name: String::new(),
            role: UserRole::Admin,
            ..before.clone()
        };
        let patch = serde_json::to_string(&after.patch(&before).unwrap()).unwrap();
        assert_eq!(patch, r#"{"name":null,"role":"admin"}"#);
    }
}
