//! The settings of the whole installation.

mod model;

use std::rc::Rc;

use api_types::settings::Settings;
use patternfly_yew::prelude::AlertType;
use uuid::Uuid;
use yew::prelude::*;

use self::model::SettingsForm;
use crate::api::collection::Versioned;
use crate::api::settings;
use crate::components::editor::Editor;
use crate::components::fields::{Fields, Kind};
use crate::components::form_section::form_section;
use crate::components::load_view::load_view;
use crate::components::notice::Notice;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::form::{FormState, use_form};
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// The settings of the whole installation: what a new store begins with, and how long the logs are kept.
#[component]
pub(crate) fn SettingsPage() -> Html {
    let saved = use_state_eq(|| 0_u32);
    let loaded = use_load(*saved, |client, _| async move {
        settings::collection().get(&client, Uuid::nil()).await
    });
    let onsaved = {
        let saved = saved.clone();
        Callback::from(move |_: Uuid| saved.set(saved.wrapping_add(1)))
    };
    let draw = Callback::from(move |settings: Rc<Versioned<Settings>>| {
        // Another version begins another form.
        let key = settings.etag.clone().unwrap_or_default();
        html! { <SettingsEditor {key} {settings} onsaved={onsaved.clone()} /> }
    });
    page_section(html! {
        <>
            <PageTitle title={t(Text::SettingsTitle)} />
            <p class="pg-lead">{ t(Text::SettingsText) }</p>
            if *saved > 0 {
                <Notice
                    key={*saved}
                    severity={AlertType::Success}
                    title={t(Text::SettingsSaved)}
                    announce=true
                    testid="settings-saved"
                />
            }
            { load_view(&loaded, &draw) }
        </>
    })
}

#[derive(PartialEq, Properties)]
struct SettingsEditorProperties {
    settings: Rc<Versioned<Settings>>,
    onsaved: Callback<Uuid>,
}

#[component]
fn SettingsEditor(properties: &SettingsEditorProperties) -> Html {
    let form = use_form(|| FormState::of(&properties.settings));
    let fields = Fields {
        form: &form,
        prefix: "settings",
    };
    html! {
        <Editor<SettingsForm>
            form={form.clone()}
            prefix="settings"
            collection={settings::collection()}
            existing={Some(Uuid::nil())}
            cancel={Route::Home}
            onsaved={properties.onsaved.clone()}
        >
            { form_section(Text::SettingsStoresTitle, html! {
                <>
                    { fields.text("/access_token_ttl_seconds", Kind::Number, |form| &mut form.access_token_ttl_seconds) }
                    { fields.text("/access_token_bytes", Kind::Number, |form| &mut form.access_token_bytes) }
                    { fields.text("/session_ttl_seconds", Kind::Number, |form| &mut form.session_ttl_seconds) }
                    { fields.text("/idle_ttl_seconds", Kind::Number, |form| &mut form.idle_ttl_seconds) }
                    { fields.text("/handoff_ttl_seconds", Kind::Number, |form| &mut form.handoff_ttl_seconds) }
                </>
            }) }
            { form_section(Text::RetentionTitle, html! {
                <>
                    { fields.text("/transaction_retention_days", Kind::Number, |form| &mut form.transaction_retention_days) }
                    { fields.text("/body_retention_days", Kind::Number, |form| &mut form.body_retention_days) }
                    { fields.text("/audit_log_retention_days", Kind::Number, |form| &mut form.audit_log_retention_days) }
                </>
            }) }
        </Editor<SettingsForm>>
    }
}
