//! The frame around the forms that come before the console.

use yew::prelude::*;

use crate::components::page_title::use_page_name;
use crate::components::shell::{LanguageSwitch, ThemeSwitch};
use crate::i18n::{Text, t};

/// Properties of [`SignInFrame`].
#[derive(PartialEq, Properties)]
pub(crate) struct SignInFrameProperties {
    /// The form's heading.
    pub(crate) title: AttrValue,
    /// What the form is for.
    pub(crate) text: AttrValue,
    /// The form.
    pub(crate) children: Html,
}

/// The frame around the forms that come before the console.
#[component]
pub(crate) fn SignInFrame(properties: &SignInFrameProperties) -> Html {
    use_page_name(properties.title.clone());
    html! {
        <div class="pg-sign-in">
            <header>
                <div class="pg-brand pg-brand-large">
                    <span class="pg-logo" aria-hidden="true" />
                    <span>{ t(Text::AppName) }</span>
                </div>
                <p class="pg-subtle">{ t(Text::Tagline) }</p>
            </header>
            <main class="pf-v6-c-card pf-m-display-lg">
                <div class="pf-v6-c-card__title">
                    <h1 class="pf-v6-c-title pf-m-xl">{ &properties.title }</h1>
                    <p class="pg-subtle">{ &properties.text }</p>
                </div>
                <div class="pf-v6-c-card__body">{ properties.children.clone() }</div>
            </main>
            <footer class="pg-sign-in-choices"><ThemeSwitch /><LanguageSwitch /></footer>
        </div>
    }
}
