//! A choice of any number of things.

use uuid::Uuid;
use yew::prelude::*;

use super::check_field::CheckField;
use super::field_frame::FieldFrame;

/// Properties of [`ChoicesField`].
#[derive(PartialEq, Properties)]
pub(crate) struct ChoicesFieldProperties {
    /// Its id, unique in the page; also its name for browser tests.
    pub(crate) id: AttrValue,
    /// What it is for.
    pub(crate) label: AttrValue,
    /// What can be chosen, and what it is called.
    pub(crate) choices: Vec<(Uuid, String)>,
    /// What is chosen.
    pub(crate) chosen: Vec<Uuid>,
    /// Told what is chosen.
    pub(crate) onchange: Callback<Vec<Uuid>>,
    /// What the choice does.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is wrong with the choice.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// A choice of any number of things, each with a box to tick.
#[component]
pub(crate) fn ChoicesField(properties: &ChoicesFieldProperties) -> Html {
    html! {
        <FieldFrame
            id={properties.id.clone()}
            label={properties.label.clone()}
            help={properties.help.clone()}
            error={properties.error.clone()}
            group=true
        >
            <div class="pg-choices">
                { for properties.choices.iter().map(|(id, name)| {
                    let id = *id;
                    let chosen = properties.chosen.clone();
                    let onchange = properties.onchange.reform(move |wanted| with(&chosen, id, wanted));
                    html! {
                        <CheckField
                            id={format!("{}-{id}", properties.id)}
                            label={name.clone()}
                            checked={properties.chosen.contains(&id)}
                            {onchange}
                        />
                    }
                }) }
            </div>
        </FieldFrame>
    }
}

/// The choice with or without one thing. The order of the others stays.
fn with(chosen: &[Uuid], id: Uuid, wanted: bool) -> Vec<Uuid> {
    let others = chosen.iter().copied().filter(|other| *other != id);
    others.chain(wanted.then_some(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_added_and_removed_and_the_others_stay() {
        let [a, b] = [Uuid::from_u128(1), Uuid::from_u128(2)];
        assert_eq!(with(&[a], b, true), [a, b]);
        assert_eq!(with(&[a, b], a, true), [b, a]);
        assert_eq!(with(&[a, b], a, false), [b]);
    }
}
