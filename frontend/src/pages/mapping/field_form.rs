//! A mapping as a form: its fields, where each leads, and what is done on the way.

use api_types::problem::FieldError;
use serde_json::Value;
use yew::prelude::*;

use super::fields::SourceField;
use super::outline::{self, Change, FieldLine, Step};
use super::steps::steps;
use crate::components::button::Button;
use crate::components::check_field::CheckField;
use crate::components::text_field::TextField;
use crate::i18n::{Text, api_language, fill, t};

/// Properties of [`FieldForm`].
#[derive(PartialEq, Properties)]
pub(super) struct FieldFormProperties {
    /// The mapping; null for none.
    pub(super) mapping: Value,
    /// What the API has to say about it, by pointers within the mapping.
    pub(super) problems: Vec<FieldError>,
    /// The shop's fields to choose from.
    pub(super) names: Vec<SourceField>,
    /// The document's places to choose from.
    pub(super) places: Vec<SourceField>,
    /// What is entered for the field that is added next: its name and its place.
    pub(super) next: UseStateHandle<(String, String)>,
    /// Told the mapping after a change.
    pub(super) onchange: Callback<Value>,
}

/// A mapping as a form.
#[component]
pub(super) fn FieldForm(properties: &FieldFormProperties) -> Html {
    let lines = outline::fields(&properties.mapping);
    html! {
        <div class="pg-stack" data-testid="mapping-fields">
            if lines.is_empty() {
                <p class="pg-subtle" data-testid="mapping-no-fields">{ t(Text::MappingNoFields) }</p>
            }
            { for lines.iter().enumerate().map(|(index, line)| field(properties, index, line)) }
            <Adding
                names={properties.names.clone()}
                places={properties.places.clone()}
                next={properties.next.clone()}
                onadd={
                    let (mapping, onchange) = (properties.mapping.clone(), properties.onchange.clone());
                    Callback::from(move |(object, name, path): (String, String, String)| {
                        let path = outline::within_line(&object, &path);
                        onchange.emit(outline::changed(&mapping, &object, &name, &Change::Path(path)));
                    })
                }
            />
        </div>
    }
}

fn field(properties: &FieldFormProperties, index: usize, line: &FieldLine) -> Html {
    let change = {
        let (mapping, onchange) = (properties.mapping.clone(), properties.onchange.clone());
        let (object, name) = (line.object.clone(), line.name.clone());
        Callback::from(move |change: Change| {
            onchange.emit(outline::changed(&mapping, &object, &name, &change));
        })
    };
    let pointer = line.pointer();
    let wrong: Vec<_> = properties
        .problems
        .iter()
        .filter(|problem| problem.pointer == pointer)
        .map(|problem| problem.message.as_str())
        .collect();
    let error = (!wrong.is_empty()).then(|| AttrValue::from(wrong.join(" ")));
    let named = format!("{} / {}", line.object, line.name);
    let id = format!("mapping-field-{index}");
    html! {
        <fieldset key={pointer} class="pg-mapping-field" data-testid="mapping-field">
            <legend><code>{ &named }</code></legend>
            if let Some(path) = &line.path {
                <div lang={error.as_ref().and_then(|_| api_language())}>
                    <TextField
                        id={format!("{id}-path")}
                        label={t(Text::PlaceLabel)}
                        autocomplete="off"
                        value={path.clone()}
                        {error}
                        oninput={change.reform(Change::Path)}
                    />
                </div>
                { steps(&id, &line.steps, &change.reform(|steps: Vec<Step>| Change::Steps(steps))) }
                <CheckField
                    id={format!("{id}-required")}
                    label={t(Text::MappingRequired)}
                    checked={line.required}
                    onchange={change.reform(Change::Required)}
                />
            } else {
                <p class="pg-subtle">{ t(Text::MappingTakenAway) }</p>
            }
            <div class="pg-actions">
                <Button
                    label={fill(Text::RemoveFieldAction, &[("name", &named)])}
                    onclick={change.reform(|_| Change::Remove)}
                    testid="mapping-field-remove"
                />
            </div>
        </fieldset>
    }
}

#[derive(PartialEq, Properties)]
struct AddingProperties {
    names: Vec<SourceField>,
    places: Vec<SourceField>,
    next: UseStateHandle<(String, String)>,
    /// Told object, name and place of a new field.
    onadd: Callback<(String, String, String)>,
}

/// Adding a field: typed with what is known at hand, or taken from the trees beside.
#[component]
fn Adding(properties: &AddingProperties) -> Html {
    let next = &properties.next;
    let tried = use_state_eq(|| false);
    let (name, place) = (next.0.trim().to_owned(), next.1.trim().to_owned());
    let split = name
        .split_once('/')
        .filter(|(object, name)| !object.is_empty() && !name.is_empty())
        .map(|(object, name)| (object.to_owned(), name.to_owned()));
    let missing =
        |is_missing: bool, text: Text| (*tried && is_missing).then(|| AttrValue::from(t(text)));
    let add = {
        let (next, tried, onadd) = (next.clone(), tried.setter(), properties.onadd.clone());
        let (split, place) = (split.clone(), place.clone());
        Callback::from(move |_| match &split {
            Some((object, name)) if !place.is_empty() => {
                onadd.emit((object.clone(), name.clone(), place.clone()));
                next.set((String::new(), String::new()));
                tried.set(false);
            }
            _ => tried.set(true),
        })
    };
    let set_name = {
        let next = next.clone();
        Callback::from(move |name| next.set((name, next.1.clone())))
    };
    let set_place = {
        let next = next.clone();
        Callback::from(move |place| next.set((next.0.clone(), place)))
    };
    let name_error = if name.is_empty() {
        missing(true, Text::ErrorRequired)
    } else {
        missing(split.is_none(), Text::MappingNameError)
    };
    html! {
        <fieldset class="pg-mapping-field" data-testid="mapping-adding">
            <legend>{ t(Text::AddFieldTitle) }</legend>
            <div class="pg-columns">
                <TextField
                    id="mapping-add-name"
                    label={t(Text::MappingNameLabel)}
                    help={t(Text::MappingNameHelp)}
                    autocomplete="off"
                    list={offered("mapping-names", &properties.names)}
                    error={name_error}
                    value={next.0.clone()}
                    oninput={set_name}
                />
                <TextField
                    id="mapping-add-path"
                    label={t(Text::PlaceLabel)}
                    help={t(Text::MappingPlaceHelp)}
                    autocomplete="off"
                    list={offered("mapping-places", &properties.places)}
                    error={missing(place.is_empty(), Text::ErrorRequired)}
                    value={next.1.clone()}
                    oninput={set_place}
                />
            </div>
            <div class="pg-actions">
                <Button label={t(Text::AddFieldAction)} onclick={add} testid="mapping-add" />
            </div>
        </fieldset>
    }
}

/// What a field offers while something is typed.
fn offered(id: &'static str, fields: &[SourceField]) -> (AttrValue, Html) {
    let options = fields.iter().map(|field| {
        html! { <option value={field.path.clone()} label={field.value.clone()} /> }
    });
    (
        id.into(),
        html! { <datalist {id}>{ for options }</datalist> },
    )
}
