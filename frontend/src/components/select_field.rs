//! A field with a choice of texts.

use std::collections::HashMap;

use patternfly_yew::prelude::Icon;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::choice_search::ChoiceSearch;
use super::field_frame::{FieldFrame, described_by};
use crate::choices::Choices;

/// What is longer than this is searched.
const SEARCHED: usize = 200;

/// Properties of [`SelectField`].
#[derive(PartialEq, Properties)]
pub(crate) struct SelectFieldProperties {
    /// Its id, unique in the page; also its name for browser tests.
    pub(crate) id: AttrValue,
    /// What it is for.
    pub(crate) label: AttrValue,
    /// The chosen value.
    pub(crate) value: AttrValue,
    /// Values and what they are called.
    pub(crate) choices: Vec<(AttrValue, AttrValue)>,
    /// Told the value that is chosen.
    pub(crate) onchange: Callback<String>,
    /// Whether something must be chosen.
    #[prop_or_default]
    pub(crate) required: bool,
    /// Where the API lists what can be chosen: where there is much of it, it is searched there.
    #[prop_or_default]
    pub(crate) source: Option<&'static str>,
    /// What the choice does.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is wrong with the choice.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// A field with a choice of texts.
#[component]
pub(crate) fn SelectField(properties: &SelectFieldProperties) -> Html {
    let onchange = properties.onchange.reform(|event: Event| {
        event
            .target()
            .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok())
            .map(|select| select.value())
            .unwrap_or_default()
    });
    let found = use_state_eq(|| None::<Choices>);
    // The names of all that was found, also of what is chosen now and not among what is found.
    let names = use_mut_ref(HashMap::<AttrValue, AttrValue>::new);
    for (id, name) in found.iter().flatten() {
        let id = AttrValue::from(id.to_string());
        names.borrow_mut().insert(id, name.clone().into());
    }
    let choices = offered(properties, found.as_ref(), &names.borrow());
    let source = properties
        .source
        .filter(|_| properties.choices.len() > SEARCHED);
    let onfound = {
        let found = found.setter();
        Callback::from(move |new| found.set(new))
    };
    let SelectFieldProperties {
        id, help, error, ..
    } = properties;
    let is_wrong = error.is_some();
    html! {
        <FieldFrame
            id={id.clone()}
            label={properties.label.clone()}
            required={properties.required}
            help={help.clone()}
            error={error.clone()}
        >
            if let Some(source) = source {
                <ChoiceSearch id={id.clone()} {source} {onfound} />
            }
            <span class={classes!("pf-v6-c-form-control", is_wrong.then_some("pf-m-error"))}>
                <select
                    id={id.clone()}
                    name={id.clone()}
                    required={properties.required}
                    aria-invalid={is_wrong.then_some("true")}
                    aria-describedby={described_by(id, help.as_ref(), error.as_ref())}
                    data-testid={id.clone()}
                    {onchange}
                >
                    { for choices.iter().map(|(value, name)| html! {
                        <option value={value.clone()} selected={*value == properties.value}>
                            { name }
                        </option>
                    }) }
                </select>
                <span class="pf-v6-c-form-control__utilities">
                    <span class="pf-v6-c-form-control__toggle-icon">{ Icon::CaretDown.as_html() }</span>
                </span>
            </span>
        </FieldFrame>
    }
}

/// What is offered: of what was searched for what was found, beside what is chosen and the choice of nothing; otherwise everything.
fn offered(
    properties: &SelectFieldProperties,
    found: Option<&Choices>,
    names: &HashMap<AttrValue, AttrValue>,
) -> Vec<(AttrValue, AttrValue)> {
    let mut choices = properties.choices.clone();
    for (value, name) in &mut choices {
        if *value == *name
            && let Some(known) = names.get(value)
        {
            *name = known.clone();
        }
    }
    let Some(found) = found else {
        return choices;
    };
    let is_kept = |value: &AttrValue| value.is_empty() || *value == properties.value;
    choices.retain(|(value, _)| is_kept(value));
    for (id, name) in found {
        let id = AttrValue::from(id.to_string());
        // What is known already has its full name.
        let known = properties.choices.iter().find(|(value, _)| *value == id);
        let name = known.map_or_else(|| name.clone().into(), |(_, name)| name.clone());
        if !is_kept(&id) {
            choices.push((id, name));
        }
    }
    choices
}
