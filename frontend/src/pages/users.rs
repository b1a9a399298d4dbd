//! The people who administer the gateway.

use std::rc::Rc;

use api_types::page::Page;
use api_types::user::User;
use patternfly_yew::prelude::{Card, CardBody};
use yew::prelude::*;

use crate::api::users;
use crate::components::list_head::ListHead;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names;
use crate::route::Route;

/// The people who administer the gateway, by e-mail address.
#[component]
pub(crate) fn UsersPage() -> Html {
    let loaded = use_load((), |client, ()| async move {
        let mut page = users::list(&client).await?;
        page.items
            .sort_by_cached_key(|user| user.email.to_lowercase());
        Ok(page)
    });
    let draw = Callback::from(|page: Rc<Page<User>>| {
        let columns = [
            Text::EmailLabel,
            Text::NameLabel,
            Text::RoleLabel,
            Text::StateLabel,
            Text::LastSignInLabel,
        ];
        let head = columns.into_iter().map(column).collect::<Html>();
        html! {
            <Table label={t(Text::UsersTitle)} {head} testid="users">
                { for page.items.iter().map(row) }
            </Table>
        }
    });
    page_section(html! {
        <>
            <ListHead
                title={Text::UsersTitle}
                text={Text::UsersText}
                new={Route::NewUser}
                new_label={Text::UserNewTitle}
            />
            <Card><CardBody>{ load_view(&loaded, &draw) }</CardBody></Card>
        </>
    })
}

fn row(user: &User) -> Html {
    html! {
        <Row key={user.id.to_string()} testid="user-row">
            { classed_cell(Text::EmailLabel, "pg-break", html! { <RouteLink to={Route::EditUser { id: user.id }} class="pg-strong-link">{ &user.email }</RouteLink> }) }
            { cell(Text::NameLabel, html! { user.name.clone().unwrap_or_default() }) }
            { cell(Text::RoleLabel, html! { t(names::user_role(user.role)) }) }
            { cell(Text::StateLabel, html! {
            <>
                { status_label::active(user.active) }
                if user.password_change_required {
                    <span class="pg-second-line">{ t(Text::PasswordToBeChanged) }</span>
                }
            </>
            }) }
            { cell(Text::LastSignInLabel, html! {
            <>
                if let Some(at) = &user.last_signed_in_at {
                    { time(at, Precision::Ago) }
                } else {
                    { t(Text::NeverLabel) }
                }
            </>
            }) }
        </Row>
    }
}
