//! What the gateway's calls to a store are signed with.

use std::rc::Rc;

use api_types::signing_key::{CreatedSigningKey, SigningKey, SigningKeys};
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::signing_keys;
use crate::browser;
use crate::components::action_button::{Action, ActionButton};
use crate::components::archive_button::ArchiveButton;
use crate::components::load_view::load_view;
use crate::components::shown_once::ShownOnce;
use crate::components::table::{Row, Table, cell, column};
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::load::use_load;

/// The most keys that a store has at once: the one that is checked, and its successor.
const MOST: usize = 2;

/// Properties of [`SigningKeysCard`].
#[derive(PartialEq, Properties)]
pub(super) struct SigningKeysCardProperties {
    /// Whose keys.
    pub(super) store_id: Uuid,
}

/// The keys that a store checks the gateway's calls with: a second one takes the place of the first without a gap.
#[component]
pub(super) fn SigningKeysCard(properties: &SigningKeysCardProperties) -> Html {
    let store_id = properties.store_id;
    let loaded = use_load(store_id, |client, id| async move {
        signing_keys::list(&client, id).await
    });
    let made = use_state_eq(|| None::<CreatedSigningKey>);
    let draw = {
        let (made, reload) = (made.clone(), loaded.reload.clone());
        Callback::from(move |keys: Rc<SigningKeys>| {
            // A key that was just made and is removed again needs no keeping.
            let made = made
                .as_ref()
                .filter(|made| keys.items.iter().any(|key| key.id == made.id));
            html! {
                <>
                    if let Some(secret) = made.and_then(|made| made.secret.as_ref()) {
                        <ShownOnce
                            title={t(Text::SigningKeyMade)}
                            text={t(Text::SigningKeyMadeText)}
                            label={t(Text::SigningKeyLabel)}
                            secret={secret.0.clone()}
                            testid="signing-key"
                        />
                    }
                    { list(store_id, &keys.items, &reload) }
                </>
            }
        })
    };
    let count = loaded.load.data().map_or(MOST, |keys| keys.items.len());
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::SigningKeysTitle) }</CardTitle>
            <CardBody>
                <div class="pg-stack">
                    <p class="pg-lead">{ t(Text::SigningKeysText) }</p>
                    { load_view(&loaded, &draw) }
                    if count < MOST {
                        <div class="pg-actions">{ create_button(store_id, count, &made, &loaded.reload) }</div>
                    }
                </div>
            </CardBody>
        </Card>
    }
}

fn list(store_id: Uuid, keys: &[SigningKey], reload: &Callback<()>) -> Html {
    if keys.is_empty() {
        return html! { <p class="pg-subtle" data-testid="no-signing-keys">{ t(Text::SigningKeysNone) }</p> };
    }
    let columns = [
        Text::SigningKeyLabel,
        Text::CreatedLabel,
        Text::ActionsLabel,
    ];
    let head = columns.into_iter().map(column).collect::<Html>();
    html! {
        <Table label={t(Text::SigningKeysTitle)} {head} testid="signing-keys">
            { for keys.iter().map(|key| html! {
                <Row key={key.id.to_string()} testid="signing-key-row">
                    { cell(Text::SigningKeyLabel, html! { <code>{ "…" }{ &key.hint }</code> }) }
                    { cell(Text::CreatedLabel, time(&key.created_at, Precision::Minute)) }
                    { cell(Text::ActionsLabel, html! {
                        <ArchiveButton
                            collection={signing_keys::path(store_id)}
                            id={key.id}
                            name={format!("…{}", key.hint)}
                            label={Text::SigningKeyEndAction}
                            title={Text::SigningKeyEndTitle}
                            text={Text::SigningKeyEndText}
                            onarchived={reload.clone()}
                            testid="end-signing-key"
                        />
                    }) }
                </Row>
            }) }
        </Table>
    }
}

/// A button that makes a key, which is shown this once.
fn create_button(
    store_id: Uuid,
    count: usize,
    made: &UseStateHandle<Option<CreatedSigningKey>>,
    reload: &Callback<()>,
) -> Html {
    let made = made.setter();
    let action = Action::from(move |client| {
        let made = made.clone();
        Box::pin(async move {
            let key = browser::unique_name();
            made.set(Some(signing_keys::create(&client, store_id, &key).await?));
            Ok(())
        }) as _
    });
    let (label, text) = if count == 0 {
        (Text::SigningKeyCreateAction, Text::SigningKeyCreateText)
    } else {
        (Text::SigningKeyRotateAction, Text::SigningKeyRotateText)
    };
    html! {
        <ActionButton
            {label}
            title={t(Text::SigningKeyTitle)}
            {action}
            ondone={reload.clone()}
            testid="create-signing-key"
        >
            <p>{ t(text) }</p>
        </ActionButton>
    }
}
