//! Who is signed in, and what is theirs to choose.

use patternfly_yew::prelude::Icon;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{LanguageSwitch, ThemeSwitch};
use crate::components::button::{Button, Look};
use crate::components::menu::Menu;
use crate::components::route_link::RouteLink;
use crate::i18n::{Text, fill, t};
use crate::route::Route;
use crate::session::{SessionState, use_session};
use crate::settings;
use crate::unsaved;

/// Who is signed in, light and dark, the language, the API's documentation, signing out.
#[component]
pub(super) fn AccountMenu() -> Html {
    let Some(session) = use_session() else {
        return html! {};
    };
    let (SessionState::SignedIn(me) | SessionState::Expired(me)) = &session.state else {
        return html! {};
    };
    let name = me.name.clone();
    let sign_out = {
        let session = session.clone();
        Callback::from(move |_| {
            let session = session.clone();
            unsaved::leave(move || {
                let session = session.clone();
                spawn_local(async move { session.sign_out().await });
            });
        })
    };
    html! {
        <Menu id="account-menu" label={name.clone()} icon={Icon::User}>
            <p class="pg-menu-line pg-subtle" data-testid="signed-in-as">
                { fill(Text::SignedInAs, &[("name", &name)]) }
            </p>
            <div class="pg-menu-line"><ThemeSwitch /></div>
            <div class="pg-menu-line"><LanguageSwitch /></div>
            <div class="pg-menu-line">
                <RouteLink to={Route::Password} testid="own-password">{ t(Text::OwnPasswordTitle) }</RouteLink>
            </div>
            <div class="pg-menu-line">
                <a href={settings::documentation_address()} data-testid="api-documentation">
                    { t(Text::ApiDocumentation) }
                </a>
            </div>
            <div class="pg-menu-line">
                <Button
                    label={t(Text::SignOutAction)}
                    look={Look::Secondary}
                    block=true
                    onclick={sign_out}
                    testid="sign-out"
                />
            </div>
        </Menu>
    }
}
