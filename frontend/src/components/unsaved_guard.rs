//! The question before something is lost.

use yew::prelude::*;

use super::confirm::Confirm;
use crate::i18n::{Text, t};
use crate::unsaved::{Departure, Watch};

/// Properties of [`UnsavedGuard`].
#[derive(PartialEq, Properties)]
pub(crate) struct UnsavedGuardProperties {
    /// Whether something would be lost.
    pub(crate) dirty: bool,
}

/// Asks before a page is left on which something is not saved.
#[component]
pub(crate) fn UnsavedGuard(properties: &UnsavedGuardProperties) -> Html {
    let asked = use_state(|| None::<Departure>);
    {
        let asked = asked.setter();
        use_effect_with(properties.dirty, move |dirty| {
            let watch = dirty
                .then(|| Watch::start(Callback::from(move |departure| asked.set(Some(departure)))));
            move || drop(watch)
        });
    }
    let Some(departure) = (*asked).clone() else {
        return html! {};
    };
    let stay = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let leave = {
        let stay = stay.clone();
        Callback::from(move |()| {
            stay.emit(());
            departure.go();
        })
    };
    html! {
        <Confirm
            title={t(Text::UnsavedTitle)}
            confirm_label={t(Text::UnsavedLeave)}
            cancel_label={t(Text::UnsavedStay)}
            danger=true
            onconfirm={leave}
            onclose={stay}
            testid="unsaved"
        >
            <p>{ t(Text::UnsavedText) }</p>
        </Confirm>
    }
}
