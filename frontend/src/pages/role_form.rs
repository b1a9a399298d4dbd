//! Making and changing a role.

use std::rc::Rc;

use api_types::problem::FieldError;
use api_types::role::{NewRole, Permission, Role};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::collection::Versioned;
use crate::api::roles;
use crate::components::edit_page::{EditPage, new_page};
use crate::components::editor::Editor;
use crate::components::fields::{Fields, Kind};
use crate::components::route_link;
use crate::form::texts::Reader;
use crate::form::{Field, FormState, Model, use_form};
use crate::i18n::Text;
use crate::route::Route;

/// The fields of a role.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct RoleForm {
    name: String,
    view: bool,
    check_out: bool,
}

impl Model for RoleForm {
    type Resource = Role;
    type Input = NewRole;

    const FIELDS: &'static [Field] = &[
        Field::new("/name", Text::NameLabel, Text::RoleNameHelp).required(),
        Field::plain("/permissions/view", Text::PermissionView),
        Field::new(
            "/permissions/check_out",
            Text::PermissionCheckOut,
            Text::PermissionCheckOutHelp,
        ),
    ];

    fn name(resource: &Role) -> String {
        resource.name.clone()
    }

    fn of(role: &Role) -> Self {
        let allows = |permission| role.permissions.contains(&permission);
        Self {
            name: role.name.clone(),
            view: allows(Permission::ViewOpenOrders),
            check_out: allows(Permission::CheckOutOpenOrders),
        }
    }

    fn input(&self) -> Result<NewRole, Vec<FieldError>> {
        let mut read = Reader::default();
        let ticked = [
            (self.view, Permission::ViewOpenOrders),
            (self.check_out, Permission::CheckOutOpenOrders),
        ];
        let permissions = ticked.into_iter().filter(|(is_ticked, _)| *is_ticked);
        let input = NewRole {
            name: read.required("/name", &self.name),
            permissions: permissions.map(|(_, permission)| permission).collect(),
        };
        read.finish(input)
    }
}

/// The form for a new role.
pub(crate) fn new_role_page() -> Html {
    new_page(
        Route::Roles,
        Text::RolesTitle,
        Text::RoleNewTitle,
        html! { <RoleEditor /> },
    )
}

/// The form for changing a role.
pub(crate) fn edit_role_page(id: Uuid) -> Html {
    let editor = Callback::from(|role: Rc<Versioned<Role>>| html! { <RoleEditor {role} /> });
    html! {
        <EditPage<RoleForm>
            collection={roles::collection()}
            key={id.to_string()}
            {id}
            list={Route::Roles}
            list_label={Text::RolesTitle}
            kind={Text::BuyerRoleLabel}
            {editor}
        />
    }
}

#[derive(PartialEq, Properties)]
struct RoleEditorProperties {
    /// The role to change.
    #[prop_or_default]
    role: Option<Rc<Versioned<Role>>>,
}

#[component]
fn RoleEditor(properties: &RoleEditorProperties) -> Html {
    let role = properties.role.as_deref();
    let form = use_form(|| role.map_or_else(|| FormState::new(RoleForm::default()), FormState::of));
    let navigator = use_navigator();
    let onsaved = Callback::from(move |_| {
        if let Some(navigator) = &navigator {
            route_link::go(navigator, &Route::Roles, &Vec::new());
        }
    });
    let fields = Fields {
        form: &form,
        prefix: "role",
    };
    html! {
        <Editor<RoleForm>
            form={form.clone()}
            prefix="role"
            collection={roles::collection()}
            existing={role.map(|role| role.resource.id)}
            cancel={Route::Roles}
            {onsaved}
        >
            { fields.text("/name", Kind::Plain, |form| &mut form.name) }
            { fields.check("/permissions/view", |form| &mut form.view) }
            { fields.check("/permissions/check_out", |form| &mut form.check_out) }
        </Editor<RoleForm>>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_needs_a_name_and_may_allow_nothing() {
        assert_eq!(RoleForm::default().input().unwrap_err().len(), 1);
        let before = RoleForm {
            name: "Viewer".to_owned(),
            view: true,
            check_out: false,
        };
        let after = RoleForm {
            view: false,
            ..before.clone()
        };
        let patch = serde_json::Value::Object(after.patch(&before).unwrap());
        assert_eq!(patch.to_string(), r#"{"permissions":[]}"#);
    }
}
