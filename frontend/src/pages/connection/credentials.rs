//! What the procurement system proves itself with.

use std::rc::Rc;

use api_types::credential::Credential;
use api_types::page::Page;
use patternfly_yew::prelude::{AlertType, Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::credentials;
use crate::components::archive_button::ArchiveButton;
use crate::components::load_view::load_view;
use crate::components::new_link::NewLink;
use crate::components::notice::Notice;
use crate::components::route_link::RouteLink;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::load::Loaded;
use crate::route::Route;
use crate::session::use_may_write;

/// Properties of [`Credentials`].
#[derive(PartialEq, Properties)]
pub(super) struct CredentialsProperties {
    /// Whose credentials.
    pub(super) connection_id: Uuid,
    /// The credentials.
    pub(super) loaded: Loaded<Page<Credential>>,
}

/// What the procurement system proves itself with; several are good at once, so that a secret changes without a gap.
#[component]
pub(super) fn Credentials(properties: &CredentialsProperties) -> Html {
    let connection_id = properties.connection_id;
    let loaded = properties.loaded.clone();
    let draw = {
        let reload = loaded.reload.clone();
        let may_write = use_may_write();
        Callback::from(move |page: Rc<Page<Credential>>| {
            if page.items.is_empty() {
                return html! {
                    <Notice severity={AlertType::Warning} title={t(Text::CredentialsNone)} testid="no-credentials">
                        <p>{ t(Text::CredentialsNoneText) }</p>
                    </Notice>
                };
            }
            let columns = [
                Text::SenderTitle,
                Text::SharedSecretLabel,
                Text::ValidityTitle,
                Text::LastUsed,
            ];
            let actions = may_write.then_some(Text::ActionsLabel);
            let head = columns.into_iter().chain(actions).map(column);
            let head = head.collect::<Html>();
            html! {
                <Table label={t(Text::CredentialsTitle)} {head} testid="credentials">
                    { for page.items.iter().map(|credential| row(credential, may_write, &reload)) }
                </Table>
            }
        })
    };
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::CredentialsTitle) }</CardTitle>
            <CardBody>
                <p class="pg-lead">{ t(Text::CredentialsText) }</p>
                { load_view(&loaded, &draw) }
                <NewLink to={Route::NewCredential { connection_id }} label={Text::CredentialNewTitle} testid="new-credential" />
            </CardBody>
        </Card>
    }
}

/// Who calls with it: the Sender, or the user.
fn name(credential: &Credential) -> &str {
    let username = credential.username.as_deref();
    username.unwrap_or(&credential.identity)
}

fn row(credential: &Credential, may_write: bool, reload: &Callback<()>) -> Html {
    let (id, connection_id) = (credential.id, credential.connection_id);
    let secret = if credential.has_secret {
        Text::SecretIsSet
    } else {
        Text::SecretIsMissing
    };
    html! {
        <Row key={id.to_string()} testid="credential-row">
            { classed_cell(Text::SenderTitle, "pg-break", html! {
            <>
                <RouteLink to={Route::EditCredential { connection_id, id }} class="pg-strong-link">
                    { name(credential) }
                </RouteLink>
                <span class="pg-second-line">{ &credential.domain }</span>
            </>
            }) }
            { cell(Text::SharedSecretLabel, html! { t(secret) }) }
            { cell(Text::ValidityTitle, html! { validity(credential) }) }
            { cell(Text::LastUsed, html! {
            <>
                if let Some(at) = &credential.last_used_at {
                    { time(at, Precision::Ago) }
                } else {
                    { t(Text::NeverUsed) }
                }
            </>
            }) }
            if may_write {
                { cell(Text::ActionsLabel, html! {
                    <span class="pg-actions">
                    <RouteLink to={Route::Rotation { connection_id, id }} class="pf-v6-c-button pf-m-secondary" testid="rotate-credential">
                        { t(Text::RotateAction) }
                    </RouteLink>
                    <ArchiveButton
                        collection={credentials::collection(connection_id).path()}
                        {id}
                        name={name(credential).to_owned()}
                        label={Text::RemoveAction}
                        title={Text::RemoveTitle}
                        text={Text::CredentialRemoveText}
                        onarchived={reload.clone()}
                        testid="remove-credential"
                    />
                    </span>
                }) }
            }
        </Row>
    }
}

fn validity(credential: &Credential) -> Html {
    match (&credential.valid_from, &credential.valid_to) {
        (None, None) => html! { t(Text::ValidAlways) },
        (from, to) => html! {
            <>
                if let Some(at) = from {
                    <span class="pg-line">{ t(Text::ValidFromLabel) }{ " " }{ time(at, Precision::Minute) }</span>
                }
                if let Some(at) = to {
                    <span class="pg-line">{ t(Text::ValidToLabel) }{ " " }{ time(at, Precision::Minute) }</span>
                }
            </>
        },
    }
}
