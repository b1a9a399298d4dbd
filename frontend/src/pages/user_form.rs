//! Adding and changing a user.

mod model;
mod reset;

use std::rc::Rc;

use api_types::user::{User, UserRole};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use self::model::{NewUserForm, UserForm};
use self::reset::ResetButton;
use crate::api::collection::Versioned;
use crate::api::users;
use crate::components::archive_button::ArchiveButton;
use crate::components::breadcrumb::breadcrumb;
use crate::components::editor::Editor;
use crate::components::fields::{Fields, Kind};
use crate::components::form_section::form_section;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::route_link;
use crate::components::route_link::RouteLink;
use crate::components::shown_once::ShownOnce;
use crate::form::{FormState, use_form};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::names;
use crate::route::Route;

/// The form for a new user, and then the password that they begin with.
#[component]
pub(crate) fn NewUserPage() -> Html {
    let created = use_state(|| None::<Option<String>>);
    let onsecret = {
        let created = created.setter();
        Callback::from(move |password| created.set(Some(password)))
    };
    let title = t(Text::UserNewTitle);
    page_section(html! {
        <>
            { breadcrumb(Route::Users, Text::UsersTitle, title) }
            <PageTitle {title} />
            if let Some(created) = &*created {
                { welcome(created.as_deref()) }
            } else {
                <NewUserEditor {onsecret} />
            }
        </>
    })
}

#[derive(PartialEq, Properties)]
struct NewUserEditorProperties {
    onsecret: Callback<Option<String>>,
}

#[component]
fn NewUserEditor(properties: &NewUserEditorProperties) -> Html {
    let form = use_form(|| FormState::new(NewUserForm::empty()));
    let fields = Fields {
        form: &form,
        prefix: "user",
    };
    html! {
        <Editor<NewUserForm>
            form={form.clone()}
            prefix="user"
            collection={users::collection()}
            existing={None::<Uuid>}
            submit={Text::UserCreateAction}
            cancel={Route::Users}
            onsecret={properties.onsecret.clone()}
        >
            { form_section(Text::GeneralTitle, html! {
                <>
                    { fields.text("/email", Kind::Email, |form| &mut form.email) }
                    { fields.text("/name", Kind::Plain, |form| &mut form.name) }
                    { fields.word("/role", &UserRole::ALL, names::user_role, |form| &mut form.role) }
                </>
            }) }
        </Editor<NewUserForm>>
    }
}

fn welcome(password: Option<&str>) -> Html {
    let title = t(Text::UserCreated);
    html! {
        <>
            if let Some(password) = password {
                <ShownOnce
                    {title}
                    text={t(Text::OneTimePasswordText)}
                    label={t(Text::OneTimePasswordLabel)}
                    secret={password.to_owned()}
                    testid="one-time-password"
                />
            } else {
                <p>{ title }</p>
            }
            <div>
                <RouteLink to={Route::Users} class="pf-v6-c-button pf-m-primary" testid="done">
                    { t(Text::DoneAction) }
                </RouteLink>
            </div>
        </>
    }
}

/// Properties of [`EditUserPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct EditUserPageProperties {
    /// Which user.
    pub(crate) id: Uuid,
}

/// The form for changing a user.
#[component]
pub(crate) fn EditUserPage(properties: &EditUserPageProperties) -> Html {
    let loaded = use_load(properties.id, |client, id| async move {
        users::collection().get(&client, id).await
    });
    let user = loaded.load.data().cloned();
    let name = user
        .as_ref()
        .map_or(t(Text::UserLabel), |user| &user.resource.email)
        .to_owned();
    let navigator = use_navigator();
    let to_list = Callback::from(move |()| {
        if let Some(navigator) = &navigator {
            route_link::go(navigator, &Route::Users, &Vec::new());
        }
    });
    let reload = loaded.reload.clone();
    let onsaved = to_list.reform(|_: Uuid| ());
    let draw = Callback::from(move |user: Rc<Versioned<User>>| {
        // Another version begins another form.
        let key = user.etag.clone().unwrap_or_default();
        html! { <UserEditor {key} {user} onsaved={onsaved.clone()} /> }
    });
    page_section(html! {
        <>
            { breadcrumb(Route::Users, Text::UsersTitle, &name) }
            <PageTitle title={name.clone()}>
                if let Some(user) = user {
                    <span class="pg-push-end pg-actions">
                        <ResetButton id={user.resource.id} email={name.clone()} onreset={reload.clone()} />
                        <ArchiveButton
                            collection={users::collection().path()}
                            id={user.resource.id}
                            etag={user.etag.clone()}
                            {name}
                            label={Text::RemoveAction}
                            title={Text::RemoveTitle}
                            text={Text::UserRemoveText}
                            onarchived={to_list}
                            onstale={reload}
                            testid="remove"
                        />
                    </span>
                }
            </PageTitle>
            { load_view(&loaded, &draw) }
        </>
    })
}

#[derive(PartialEq, Properties)]
struct UserEditorProperties {
    user: Rc<Versioned<User>>,
    onsaved: Callback<Uuid>,
}

#[component]
fn UserEditor(properties: &UserEditorProperties) -> Html {
    let user = &*properties.user;
    let form = use_form(|| FormState::of(user));
    let fields = Fields {
        form: &form,
        prefix: "user",
    };
    html! {
        <Editor<UserForm>
            form={form.clone()}
            prefix="user"
            collection={users::collection()}
            existing={Some(user.resource.id)}
            cancel={Route::Users}
            onsaved={properties.onsaved.clone()}
        >
            { form_section(Text::GeneralTitle, html! {
                <>
                    { fields.text("/email", Kind::Email, |form| &mut form.email) }
                    { fields.text("/name", Kind::Plain, |form| &mut form.name) }
                    { fields.word("/role", &UserRole::ALL, names::user_role, |form| &mut form.role) }
                    { fields.check("/active", |form| &mut form.active) }
                </>
            }) }
        </Editor<UserForm>>
    }
}
