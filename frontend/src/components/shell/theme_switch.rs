//! Choosing between light and dark.

use yew::prelude::*;

use crate::i18n::{Text, t};
use crate::theme::Theme;

const fn name(theme: Theme) -> (Text, &'static str) {
    match theme {
        Theme::System => (Text::ThemeSystem, "fas fa-desktop"),
        Theme::Light => (Text::ThemeLight, "fas fa-sun"),
        Theme::Dark => (Text::ThemeDark, "fas fa-moon"),
    }
}

/// Light, dark, or what the system has.
#[component]
pub(crate) fn ThemeSwitch() -> Html {
    let Some((chosen, choose)) = use_context::<(Theme, Callback<Theme>)>() else {
        return html! {};
    };
    html! {
        <div class="pf-v6-c-toggle-group" role="group" aria-label={t(Text::ThemeLabel)}>
            { for Theme::ALL.into_iter().map(|theme| {
                let (text, icon) = name(theme);
                let is_chosen = theme == chosen;
                html! {
                    <div class="pf-v6-c-toggle-group__item">
                        <button
                            type="button"
                            class={classes!("pf-v6-c-toggle-group__button", is_chosen.then_some("pf-m-selected"))}
                            aria-pressed={is_chosen.to_string()}
                            data-testid={format!("theme-{}", theme.name())}
                            onclick={choose.reform(move |_| theme)}
                        >
                            <span class="pf-v6-c-toggle-group__icon"><i class={icon} aria-hidden="true" /></span>
                            <span class="pf-v6-c-toggle-group__text">{ t(text) }</span>
                        </button>
                    </div>
                }
            }) }
        </div>
    }
}
