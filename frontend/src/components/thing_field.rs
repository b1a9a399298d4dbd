//! Choosing one of the things that the API lists at a path.

use uuid::Uuid;
use yew::prelude::*;

use super::select_field::SelectField;
use crate::choices::{name_of, use_things};
use crate::i18n::{Text, t};

/// Properties of [`ThingField`].
#[derive(PartialEq, Properties)]
pub(crate) struct ThingFieldProperties {
    /// Where the API lists them.
    pub(crate) path: &'static str,
    /// The field's id, unique in the page; also its name for browser tests.
    pub(crate) id: AttrValue,
    /// What it is for.
    pub(crate) label: AttrValue,
    /// How to fill it.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    /// The id of what is chosen; empty for none.
    pub(crate) value: String,
    /// Told another choice.
    pub(crate) onchange: Callback<String>,
}

/// A choice of one of the things that the API lists at a path, or of none.
#[component]
pub(crate) fn ThingField(properties: &ThingFieldProperties) -> Html {
    let things = use_things(properties.path);
    let value = &properties.value;
    let mut choices = vec![(AttrValue::default(), AttrValue::from(t(Text::ChooseNone)))];
    choices.extend(
        things
            .iter()
            .map(|(id, name)| (id.to_string().into(), name.clone().into())),
    );
    if !value.is_empty() && choices.iter().all(|(id, _)| id.as_str() != value) {
        // It may be archived, or its name not here yet.
        choices.push((value.clone().into(), value.clone().into()));
    }
    html! {
        <SelectField
            id={properties.id.clone()}
            label={properties.label.clone()}
            help={properties.help.clone()}
            error={properties.error.clone()}
            source={Some(properties.path).filter(|path| *path != "/roles")}
            value={value.clone()}
            {choices}
            onchange={properties.onchange.clone()}
        />
    }
}

/// Properties of [`ThingName`].
#[derive(PartialEq, Properties)]
pub(crate) struct ThingNameProperties {
    /// Where the API lists it.
    pub(crate) path: &'static str,
    /// Which one.
    pub(crate) id: Uuid,
}

/// The name of one of the things that the API lists at a path.
#[component]
pub(crate) fn ThingName(properties: &ThingNameProperties) -> Html {
    let things = use_things(properties.path);
    html! { name_of(&things, properties.id) }
}
