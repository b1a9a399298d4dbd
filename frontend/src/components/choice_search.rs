//! Searching for what a long choice does not offer.

use uuid::Uuid;
use yew::prelude::*;

use super::text_field::TextField;
use crate::choices::{self, Choices};
use crate::format;
use crate::i18n::{Text, fill, t};
use crate::load::use_load;

/// Properties of [`ChoiceSearch`].
#[derive(PartialEq, Properties)]
pub(crate) struct ChoiceSearchProperties {
    /// The id of the choice's field.
    pub(crate) id: AttrValue,
    /// Where the API lists what can be chosen.
    pub(crate) source: &'static str,
    /// Told what was found; none while nothing is searched for.
    pub(crate) onfound: Callback<Option<Choices>>,
}

/// Searching for what a long choice does not offer: the API finds it while it is typed.
#[component]
pub(crate) fn ChoiceSearch(properties: &ChoiceSearchProperties) -> Html {
    let text = use_state_eq(String::new);
    let asked = (properties.source, text.trim().to_owned());
    let loaded = use_load(asked, |client, (source, text)| async move {
        if text.is_empty() {
            return Ok(None);
        }
        choices::search(&client, source, &text).await.map(Some)
    });
    let found: Option<Vec<(Uuid, String)>> = loaded.load.data().and_then(|found| (**found).clone());
    let told = found.as_ref().map(|found| {
        fill(
            Text::ChoicesFound,
            &[("count", &format::count(found.len()))],
        )
    });
    {
        let onfound = properties.onfound.clone();
        use_effect_with(found, move |found| onfound.emit(found.clone()));
    }
    let oninput = {
        let text = text.setter();
        Callback::from(move |typed| text.set(typed))
    };
    html! {
        <>
            <TextField
                id={format!("{}-search", properties.id)}
                label={t(Text::ChoiceSearchLabel)}
                kind="search"
                autocomplete="off"
                value={(*text).clone()}
                {oninput}
            />
            <span class="pg-subtle" role="status">{ told }</span>
        </>
    }
}
