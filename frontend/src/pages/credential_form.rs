//! Making and changing a credential of a connection.

mod model;

use std::rc::Rc;

use api_types::credential::Credential;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use self::model::CredentialForm;
use crate::api::collection::Versioned;
use crate::api::credentials;
use crate::components::breadcrumb::breadcrumb;
use crate::components::editor::Editor;
use crate::components::fields::{Fields, Kind};
use crate::components::form_section::form_section;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::route_link;
use crate::form::{FormState, use_form};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// The form for a new credential of a connection.
pub(crate) fn new_credential_page(connection_id: Uuid) -> Html {
    page(
        connection_id,
        Text::CredentialNewTitle,
        html! { <CredentialEditor {connection_id} /> },
    )
}

/// Properties of [`EditCredentialPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct EditCredentialPageProperties {
    /// The connection that it opens.
    pub(crate) connection_id: Uuid,
    /// Which credential.
    pub(crate) id: Uuid,
}

/// The form for changing a credential.
#[component]
pub(crate) fn EditCredentialPage(properties: &EditCredentialPageProperties) -> Html {
    let connection_id = properties.connection_id;
    let loaded = use_load(
        (connection_id, properties.id),
        |client, (connection_id, id)| async move {
            credentials::collection(connection_id)
                .get(&client, id)
                .await
        },
    );
    let draw = Callback::from(move |credential: Rc<Versioned<Credential>>| {
        html! { <CredentialEditor {connection_id} {credential} /> }
    });
    page(
        connection_id,
        Text::CredentialEditTitle,
        load_view(&loaded, &draw),
    )
}

fn page(connection_id: Uuid, title: Text, form: Html) -> Html {
    page_section(html! {
        <>
            { breadcrumb(Route::Connection { id: connection_id }, Text::ConnectionTitle, t(title)) }
            <PageTitle title={t(title)} />
            <p class="pg-lead">{ t(Text::CredentialText) }</p>
            { form }
        </>
    })
}

#[derive(PartialEq, Properties)]
struct CredentialEditorProperties {
    connection_id: Uuid,
    /// The credential to change.
    #[prop_or_default]
    credential: Option<Rc<Versioned<Credential>>>,
}

#[component]
fn CredentialEditor(properties: &CredentialEditorProperties) -> Html {
    let credential = properties.credential.as_deref();
    let back = Route::Connection {
        id: properties.connection_id,
    };
    let form = use_form(|| {
        credential.map_or_else(|| FormState::new(CredentialForm::default()), FormState::of)
    });
    let navigator = use_navigator();
    let onsaved = {
        let back = back.clone();
        Callback::from(move |_| {
            if let Some(navigator) = &navigator {
                route_link::go(navigator, &back, &Vec::new());
            }
        })
    };
    let fields = Fields {
        form: &form,
        prefix: "credential",
    };
    let has_secret = credential.is_some_and(|credential| credential.resource.has_secret);
    html! {
        <Editor<CredentialForm>
            form={form.clone()}
            prefix="credential"
            collection={credentials::collection(properties.connection_id)}
            existing={credential.map(|credential| credential.resource.id)}
            cancel={back}
            {onsaved}
        >
            { form_section(Text::SenderTitle, html! {
                <>
                    { fields.text("/domain", Kind::Plain, |form| &mut form.domain) }
                    { fields.text("/identity", Kind::Plain, |form| &mut form.identity) }
                    { fields.secret("/shared_secret", has_secret, |form| &mut form.shared_secret) }
                </>
            }) }
            { form_section(Text::ValidityTitle, html! {
                <>
                    { fields.time("/valid_from", |form| &mut form.valid_from) }
                    { fields.time("/valid_to", |form| &mut form.valid_to) }
                </>
            }) }
            { form_section(Text::PartiesTitle, html! {
                <>
                    { fields.text("/from/domain", Kind::Plain, |form| &mut form.from_domain) }
                    { fields.text("/from/identity", Kind::Plain, |form| &mut form.from_identity) }
                    { fields.text("/to/domain", Kind::Plain, |form| &mut form.to_domain) }
                    { fields.text("/to/identity", Kind::Plain, |form| &mut form.to_identity) }
                </>
            }) }
        </Editor<CredentialForm>>
    }
}
