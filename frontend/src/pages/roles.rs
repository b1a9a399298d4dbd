//! What buyers may do in stores.

use std::rc::Rc;

use api_types::page::Page;
use api_types::role::Role;
use patternfly_yew::prelude::{Card, CardBody};
use yew::prelude::*;

use crate::api::roles;
use crate::components::archive_button::ArchiveButton;
use crate::components::detail::no_value;
use crate::components::list_head::ListHead;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::route_link::RouteLink;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names;
use crate::route::Route;

/// Roles of buyers, the built-in one first.
#[component]
pub(crate) fn RolesPage() -> Html {
    let loaded = use_load((), |client, ()| async move { roles::list(&client).await });
    let reload = loaded.reload.clone();
    let draw = Callback::from(move |page: Rc<Page<Role>>| {
        let columns = [Text::NameLabel, Text::PermissionsLabel, Text::ActionsLabel];
        let head = columns.into_iter().map(column).collect::<Html>();
        html! {
            <Table label={t(Text::RolesTitle)} {head} testid="roles">
                { for page.items.iter().map(|role| row(role, &reload)) }
            </Table>
        }
    });
    page_section(html! {
        <>
            <ListHead
                title={Text::RolesTitle}
                text={Text::RolesText}
                new={Route::NewRole}
                new_label={Text::RoleNewTitle}
            />
            <Card><CardBody>{ load_view(&loaded, &draw) }</CardBody></Card>
        </>
    })
}

fn row(role: &Role, reload: &Callback<()>) -> Html {
    let permissions = role.permissions.iter();
    let permissions: Vec<_> = permissions
        .map(|permission| t(names::permission(*permission)))
        .collect();
    html! {
        <Row key={role.id.to_string()} testid="role-row">
            { classed_cell(Text::NameLabel, "pg-break", html! {
            <>
                if role.built_in {
                    <strong>{ &role.name }</strong>
                    <span class="pg-second-line">{ t(Text::RoleBuiltIn) }</span>
                } else {
                    <RouteLink to={Route::EditRole { id: role.id }} class="pg-strong-link">{ &role.name }</RouteLink>
                }
            </>
            }) }
            { cell(Text::PermissionsLabel, html! {
            <>
                if permissions.is_empty() {
                    { no_value() }
                } else {
                    { permissions.join(", ") }
                }
            </>
            }) }
            { cell(Text::ActionsLabel, html! {
            <>
                if role.built_in {
                    { no_value() }
                } else {
                    <ArchiveButton
                        collection={roles::collection().path()}
                        id={role.id}
                        name={role.name.clone()}
                        text={Text::RoleArchiveText}
                        onarchived={reload.clone()}
                    />
                }
            </>
            }) }
        </Row>
    }
}
