//! Making and changing a credential of a connection.

mod model;

use std::rc::Rc;

use api_types::connection::{Connection, Format};
use api_types::credential::Credential;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use self::model::CredentialForm;
use crate::api::collection::Versioned;
use crate::api::{connections, credentials};
use crate::choices::use_buyers;
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
    html! { <CredentialPage {connection_id} /> }
}

/// Properties of [`CredentialPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct CredentialPageProperties {
    /// The connection that it opens.
    pub(crate) connection_id: Uuid,
    /// Which credential; none to make one.
    #[prop_or_default]
    pub(crate) id: Option<Uuid>,
}

/// The connection that a credential opens, and the credential, where there is one already.
type Both = (Connection, Option<Versioned<Credential>>);

/// The form for making or changing a credential.
#[component]
pub(crate) fn CredentialPage(properties: &CredentialPageProperties) -> Html {
    let connection_id = properties.connection_id;
    let loaded = use_load(
        (connection_id, properties.id),
        |client, (connection_id, id)| async move {
            let connection = connections::get(&client, connection_id).await?;
            let credential = match id {
                Some(id) => Some(
                    credentials::collection(connection_id)
                        .get(&client, id)
                        .await?,
                ),
                None => None,
            };
            Ok((connection, credential))
        },
    );
    let format = loaded.load.data().map(|both| both.0.format);
    let title = match properties.id {
        Some(_) => Text::CredentialEditTitle,
        None => Text::CredentialNewTitle,
    };
    let draw = Callback::from(|both: Rc<Both>| html! { <CredentialEditor {both} /> });
    page_section(html! {
        <>
            { breadcrumb(Route::Connection { id: connection_id }, Text::ConnectionTitle, t(title)) }
            <PageTitle title={t(title)} />
            if let Some(format) = format {
                <p class="pg-lead">
                    { t(match format {
                        Format::Cxml => Text::CredentialText,
                        Format::Oci => Text::OciCredentialText,
                        Format::PunchOut2Go => Text::ClientCredentialText,
                    }) }
                </p>
            }
            { load_view(&loaded, &draw) }
        </>
    })
}

#[derive(PartialEq, Properties)]
struct CredentialEditorProperties {
    both: Rc<Both>,
}

#[component]
fn CredentialEditor(properties: &CredentialEditorProperties) -> Html {
    let (connection, credential) = &*properties.both;
    let credential = credential.as_ref();
    let back = Route::Connection { id: connection.id };
    let form = use_form(|| {
        credential.map_or_else(
            || FormState::new(CredentialForm::empty(connection.format)),
            FormState::of,
        )
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
    let has_basic = credential.is_some_and(|credential| credential.resource.has_basic_password);
    let buyers = use_buyers(Some(connection.business_unit_id));
    html! {
        <Editor<CredentialForm>
            form={form.clone()}
            prefix="credential"
            collection={credentials::collection(connection.id)}
            existing={credential.map(|credential| credential.resource.id)}
            cancel={back}
            {onsaved}
        >
            if connection.format == Format::Cxml {
                { form_section(Text::SenderTitle, html! {
                    <>
                        { fields.text("/domain", Kind::Plain, |form| &mut form.domain) }
                        { fields.text("/identity", Kind::Plain, |form| &mut form.identity) }
                        { fields.secret("/shared_secret", has_secret, |form| &mut form.secret) }
                    </>
                }) }
            } else {
                { form_section(Text::OciLoginTitle, html! {
                    <>
                        { fields.text("/username", Kind::Plain, |form| &mut form.username) }
                        { fields.secret("/password", has_secret, |form| &mut form.secret) }
                        { fields.one_of("/buyer_id", &buyers, Text::ChooseNone, |form| &mut form.buyer_id) }
                    </>
                }) }
            }
            { form_section(Text::ValidityTitle, html! {
                <>
                    { fields.time("/valid_from", |form| &mut form.valid_from) }
                    { fields.time("/valid_to", |form| &mut form.valid_to) }
                </>
            }) }
            if connection.format == Format::Cxml {
                { form_section(Text::PartiesTitle, html! {
                    <>
                        { fields.text("/from/domain", Kind::Plain, |form| &mut form.from_domain) }
                        { fields.text("/from/identity", Kind::Plain, |form| &mut form.from_identity) }
                        { fields.text("/to/domain", Kind::Plain, |form| &mut form.to_domain) }
                        { fields.text("/to/identity", Kind::Plain, |form| &mut form.to_identity) }
                        { fields.text("/marketplace/domain", Kind::Plain, |form| &mut form.marketplace_domain) }
                        { fields.text("/marketplace/identity", Kind::Plain, |form| &mut form.marketplace_identity) }
                    </>
                }) }
            }
            { form_section(Text::FurtherChecksTitle, html! {
                <>
                    { fields.text("/basic_username", Kind::Plain, |form| &mut form.basic_username) }
                    { fields.secret("/basic_password", has_basic, |form| &mut form.basic_password) }
                    { fields.text("/client_certificate_subject", Kind::Plain, |form| &mut form.client_certificate_subject) }
                </>
            }) }
        </Editor<CredentialForm>>
    }
}
