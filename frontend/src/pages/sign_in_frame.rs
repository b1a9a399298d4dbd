//! The frame around the forms that come before the console.

use yew::prelude::*;

use crate::components::page_title::use_page_name;
use crate::components::shell::ThemeSwitch;
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
        <div class="pf-v6-c-login pg-sign-in">
            <div class="pf-v6-c-login__container">
                <header class="pf-v6-c-login__header">
                    <div class="pg-brand pg-brand-large">
                        <span class="pg-logo" aria-hidden="true" />
                        <span>{ t(Text::AppName) }</span>
                    </div>
                    <p class="pg-tagline">{ t(Text::Tagline) }</p>
                </header>
                <main class="pf-v6-c-login__main">
                    <div class="pf-v6-c-login__main-header">
                        <h1 class="pf-v6-c-title pf-m-3xl">{ &properties.title }</h1>
                        <p class="pf-v6-c-login__main-header-desc">{ &properties.text }</p>
                    </div>
                    <div class="pf-v6-c-login__main-body">{ properties.children.clone() }</div>
                </main>
                <footer class="pf-v6-c-login__footer"><ThemeSwitch /></footer>
            </div>
        </div>
    }
}
