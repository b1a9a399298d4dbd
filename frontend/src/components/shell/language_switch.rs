//! Choosing the language.

use yew::prelude::*;

use crate::i18n::{Language, Text, t};
use crate::language::LanguageChoice;
use crate::unsaved;

/// The languages, each by its own name.
#[component]
pub(crate) fn LanguageSwitch() -> Html {
    let Some(choice) = use_context::<LanguageChoice>() else {
        return html! {};
    };
    html! {
        <>
        <div class="pf-v6-c-toggle-group" role="group" aria-label={t(Text::LanguageLabel)}>
            { for Language::ALL.into_iter().map(|language| {
                let is_chosen = language == choice.language;
                html! {
                    <div class="pf-v6-c-toggle-group__item">
                        <button
                            type="button"
                            lang={language.tag()}
                            class={classes!("pf-v6-c-toggle-group__button", is_chosen.then_some("pf-m-selected"))}
                            aria-pressed={is_chosen.to_string()}
                            data-testid={format!("language-{}", language.tag())}
                            onclick={choose_language(&choice.choose, language)}
                        >
                            <span class="pf-v6-c-toggle-group__text">{ language.name() }</span>
                        </button>
                    </div>
                }
            }) }
        </div>
        if choice.failed {
            <p role="alert" data-testid="language-failed">{ t(Text::LanguageFailed) }</p>
        }
        </>
    }
}

/// In another language all pages begin anew, which costs what is not saved.
fn choose_language(choose: &Callback<Language>, language: Language) -> Callback<MouseEvent> {
    let choose = choose.clone();
    Callback::from(move |_| {
        let choose = choose.clone();
        unsaved::leave(move || choose.emit(language));
    })
}
