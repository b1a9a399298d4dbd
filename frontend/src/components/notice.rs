//! A notice within a page.

use patternfly_yew::prelude::{AlertType, Icon};
use yew::prelude::*;

use crate::i18n::{Text, t};

/// Properties of [`Notice`].
#[derive(PartialEq, Properties)]
pub(crate) struct NoticeProperties {
    /// How grave it is.
    pub(crate) severity: AlertType,
    /// What it says.
    pub(crate) title: AttrValue,
    /// More about it.
    #[prop_or_default]
    pub(crate) children: Html,
    /// What can be done about it.
    #[prop_or_default]
    pub(crate) action: Option<Html>,
    /// Whether screen readers speak it as soon as it appears; not for what is there from the start.
    #[prop_or_default]
    pub(crate) announce: bool,
    /// Name for browser tests.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
}

/// A notice within a page.
#[component]
pub(crate) fn Notice(properties: &NoticeProperties) -> Html {
    let (class, icon, severity) = match properties.severity {
        AlertType::Custom => ("pf-m-custom", Icon::Bell, Text::SeverityNote),
        AlertType::Info => ("pf-m-info", Icon::InfoCircle, Text::SeverityNote),
        AlertType::Success => ("pf-m-success", Icon::CheckCircle, Text::SeveritySuccess),
        AlertType::Warning => (
            "pf-m-warning",
            Icon::ExclamationTriangle,
            Text::SeverityWarning,
        ),
        AlertType::Danger => ("pf-m-danger", Icon::ExclamationCircle, Text::SeverityError),
    };
    html! {
        <div
            class={classes!("pf-v6-c-alert", "pf-m-inline", class)}
            role={properties.announce.then_some("alert")}
            data-testid={properties.testid.clone()}
        >
            <div class="pf-v6-c-alert__icon">{ icon.as_html() }</div>
            <p class="pf-v6-c-alert__title">
                <span class="pf-v6-screen-reader">{ t(severity) }{ " " }</span>
                { &properties.title }
            </p>
            if properties.children != Html::default() {
                <div class="pf-v6-c-alert__description">{ properties.children.clone() }</div>
            }
            if let Some(action) = &properties.action {
                <div class="pf-v6-c-alert__action-group">{ action.clone() }</div>
            }
        </div>
    }
}
