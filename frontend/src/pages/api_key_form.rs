//! Making a key for the REST API.

mod model;

use uuid::Uuid;
use yew::prelude::*;

use self::model::KeyForm;
use crate::api::api_keys;
use crate::choices::use_stores;
use crate::components::breadcrumb::breadcrumb;
use crate::components::check_field::CheckField;
use crate::components::editor::Editor;
use crate::components::field_frame::FieldFrame;
use crate::components::fields::{Fields, Kind};
use crate::components::form_section::form_section;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::route_link::RouteLink;
use crate::components::shown_once::ShownOnce;
use crate::form::errors::message_at;
use crate::form::{Form, FormState, use_form};
use crate::i18n::{Text, t};
use crate::route::Route;

/// The form for a new key, and then the key.
#[component]
pub(crate) fn NewApiKeyPage() -> Html {
    let created = use_state(|| None::<Option<String>>);
    let onsecret = {
        let created = created.setter();
        Callback::from(move |key| created.set(Some(key)))
    };
    let title = t(Text::KeyNewTitle);
    page_section(html! {
        <>
            { breadcrumb(Route::ApiKeys, Text::KeysTitle, title) }
            <PageTitle {title} />
            if let Some(created) = &*created {
                { shown(created.as_deref()) }
            } else {
                <KeyEditor {onsecret} />
            }
        </>
    })
}

fn shown(key: Option<&str>) -> Html {
    let title = t(Text::KeyCreated);
    html! {
        <>
            if let Some(key) = key {
                <ShownOnce
                    {title}
                    text={t(Text::KeyCreatedText)}
                    label={t(Text::KeyLabel)}
                    secret={key.to_owned()}
                    testid="new-key"
                />
            } else {
                <p>{ title }</p>
            }
            <div>
                <RouteLink to={Route::ApiKeys} class="pf-v6-c-button pf-m-primary" testid="done">
                    { t(Text::DoneAction) }
                </RouteLink>
            </div>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct KeyEditorProperties {
    onsecret: Callback<Option<String>>,
}

#[component]
fn KeyEditor(properties: &KeyEditorProperties) -> Html {
    let form = use_form(|| FormState::new(KeyForm::default()));
    let stores = use_stores();
    let fields = Fields {
        form: &form,
        prefix: "key",
    };
    html! {
        <Editor<KeyForm>
            form={form.clone()}
            prefix="key"
            collection={api_keys::collection()}
            existing={None::<Uuid>}
            submit={Text::KeyCreateAction}
            cancel={Route::ApiKeys}
            onsecret={properties.onsecret.clone()}
        >
            { form_section(Text::GeneralTitle, html! {
                <>
                    { fields.text("/name", Kind::Plain, |form| &mut form.name) }
                    { scopes(&form) }
                    { fields.one_of("/store_id", &stores, Text::Any, |form| &mut form.store_id) }
                    { fields.time("/expires_at", |form| &mut form.expires_at) }
                </>
            }) }
        </Editor<KeyForm>>
    }
}

fn scopes(form: &Form<KeyForm>) -> Html {
    let error = message_at(form.state().errors(), "/scopes").map(AttrValue::from);
    html! {
        <FieldFrame id="key-scopes" label={t(Text::ScopesLabel)} {error} required=true group=true>
            <div class="pg-choices">
                <CheckField
                    id="key-scope-store"
                    label={t(Text::ScopeStore)}
                    help={t(Text::ScopeStoreHelp)}
                    checked={form.now().store}
                    onchange={form.setter(|form| &mut form.store)}
                />
                <CheckField
                    id="key-scope-read"
                    label={t(Text::ScopeRead)}
                    help={t(Text::ScopeReadHelp)}
                    checked={form.now().read}
                    onchange={form.setter(|form| &mut form.read)}
                />
                <CheckField
                    id="key-scope-write"
                    label={t(Text::ScopeWrite)}
                    help={t(Text::ScopeWriteHelp)}
                    checked={form.now().write}
                    onchange={form.setter(|form| &mut form.write)}
                />
                <CheckField
                    id="key-scope-admin"
                    label={t(Text::ScopeAdmin)}
                    help={t(Text::ScopeAdminHelp)}
                    checked={form.now().admin}
                    onchange={form.setter(|form| &mut form.admin)}
                />
            </div>
        </FieldFrame>
    }
}
