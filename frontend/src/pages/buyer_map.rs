//! Which buyers a procurement system means by its ids.

mod entries;

use std::rc::Rc;

use api_types::buyer_map::BuyerMap;
use api_types::connection::Connection;
use patternfly_yew::prelude::{AlertType, Card, CardBody};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::entries::Entries;
use super::connection_tool::connection_tool;
use crate::api::{Failure, buyer_map, connections};
use crate::choices::{Choices, use_buyers};
use crate::components::button::{Button, Look};
use crate::components::failure_notice::FailureNotice;
use crate::components::load_view::load_view;
use crate::components::notice::Notice;
use crate::components::select_field::SelectField;
use crate::components::text_field::TextField;
use crate::components::unsaved_guard::UnsavedGuard;
use crate::format;
use crate::i18n::{Text, fill, t};
use crate::load::use_load;
use crate::session::{use_client, use_may_write};

/// Properties of [`BuyerMapPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct BuyerMapPageProperties {
    /// Of which connection.
    pub(crate) id: Uuid,
}

type Both = (Connection, BuyerMap);

/// The buyer map of a connection, to be changed.
#[component]
pub(crate) fn BuyerMapPage(properties: &BuyerMapPageProperties) -> Html {
    let id = properties.id;
    let loaded = use_load(id, |client, id| async move {
        let connection = connections::get(&client, id).await?;
        Ok((connection, buyer_map::get(&client, id).await?))
    });
    let name = loaded.load.data().map(|both| both.0.name.clone());
    let draw = Callback::from(|both: Rc<Both>| html! { <BuyerMapEditor {both} /> });
    connection_tool(
        id,
        name.as_deref(),
        Text::BuyerMapTitle,
        Text::BuyerMapText,
        html! { <Card><CardBody>{ load_view(&loaded, &draw) }</CardBody></Card> },
    )
}

#[derive(PartialEq, Properties)]
struct BuyerMapEditorProperties {
    both: Rc<Both>,
}

#[component]
fn BuyerMapEditor(properties: &BuyerMapEditorProperties) -> Html {
    let (connection, map) = &*properties.both;
    let base = use_state_eq(|| Entries::of(map));
    let now = use_state_eq(|| Entries::of(map));
    let busy = use_state_eq(|| false);
    let saved = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let client = use_client();
    let may_write = use_may_write();
    let buyers = use_buyers(Some(connection.business_unit_id));
    let edit = {
        let (now, saved) = (now.clone(), saved.setter());
        Callback::from(move |change: entries::Change| {
            saved.set(false);
            now.set(now.changed(change));
        })
    };
    let onsubmit = {
        let (base, now, busy) = (base.setter(), now.clone(), busy.clone());
        let (saved, failure) = (saved.setter(), failure.setter());
        let id = connection.id;
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(client) = client.clone().filter(|_| !*busy) else {
                return;
            };
            let (base, now, busy) = (base.clone(), now.clone(), busy.clone());
            let (saved, failure) = (saved.clone(), failure.clone());
            busy.set(true);
            spawn_local(async move {
                match buyer_map::replace(&client, id, &now.map()).await {
                    Ok(map) => {
                        base.set(Entries::of(&map));
                        now.set(Entries::of(&map));
                        failure.set(None);
                        saved.set(true);
                    }
                    Err(refusal) => failure.set(Some(refusal)),
                }
                busy.set(false);
            });
        })
    };
    let error = |index: usize, member: &str| {
        let pointer = format!("/items/{index}/{member}");
        let mut errors = failure.iter().flat_map(Failure::field_errors);
        let found = errors.find(|error| error.pointer == pointer);
        found.map(|error| AttrValue::from(error.message.clone()))
    };
    html! {
        <form class="pf-v6-c-form" novalidate=true {onsubmit} data-testid="buyer-map-form">
            <UnsavedGuard dirty={*base != *now} />
            if let Some(failure) = &*failure {
                <FailureNotice failure={failure.clone()} />
            }
            if *saved {
                <Notice severity={AlertType::Success} title={t(Text::SavedNotice)} announce=true testid="buyer-map-saved" />
            }
            if now.0.is_empty() {
                <p class="pg-subtle" data-testid="buyer-map-empty">{ t(Text::BuyerMapNone) }</p>
            }
            { for now.0.iter().enumerate().map(|(index, entry)| {
                let errors = [error(index, "external_id"), error(index, "buyer_id")];
                line(index, entry, &buyers, errors, &edit)
            }) }
            if may_write {
                <div class="pg-actions">
                    <Button label={t(Text::BuyerMapAdd)} onclick={edit.reform(|_| entries::Change::Add)} testid="buyer-map-add" />
                    <Button label={t(Text::SaveAction)} look={Look::Primary} submit=true busy={*busy} testid="save" />
                </div>
            }
        </form>
    }
}

fn line(
    index: usize,
    entry: &entries::Entry,
    buyers: &Choices,
    [id_error, buyer_error]: [Option<AttrValue>; 2],
    edit: &Callback<entries::Change>,
) -> Html {
    let number = format::count(index + 1);
    let named = |text: Text| fill(text, &[("number", &number)]);
    let mut choices = vec![(AttrValue::default(), AttrValue::from(t(Text::ChooseOne)))];
    choices.extend(
        buyers
            .iter()
            .map(|(id, name)| (id.to_string().into(), name.clone().into())),
    );
    let chosen = entry.buyer_id.clone();
    if !chosen.is_empty() && choices.iter().all(|(id, _)| id.as_str() != chosen) {
        // Of another business unit, or their name is not here yet.
        choices.push((chosen.clone().into(), chosen.clone().into()));
    }
    html! {
        <div class="pg-columns" data-testid="buyer-map-line">
            <TextField
                id={format!("buyer-map-{index}-external_id")}
                label={named(Text::BuyerMapExternal)}
                error={id_error}
                autocomplete="off"
                value={entry.external_id.clone()}
                oninput={edit.reform(move |text| entries::Change::External(index, text))}
            />
            <SelectField
                id={format!("buyer-map-{index}-buyer_id")}
                label={named(Text::BuyerMapBuyer)}
                error={buyer_error}
                value={chosen}
                {choices}
                onchange={edit.reform(move |id| entries::Change::Buyer(index, id))}
            />
            <Button
                label={named(Text::BuyerMapRemove)}
                look={Look::Link}
                onclick={edit.reform(move |_| entries::Change::Remove(index))}
                testid="buyer-map-remove"
            />
        </div>
    }
}
