//! A connection's way to production.

use std::rc::Rc;

use api_types::connection::{Connection, Mode};
use api_types::lifecycle::{Promote, Promotion, PromotionCheck};
use patternfly_yew::prelude::{AlertType, Card, CardBody, Color, Icon, Label};
use uuid::Uuid;
use yew::prelude::*;

use super::connection_tool::connection_tool;
use crate::api::collection::Versioned;
use crate::api::{connections, lifecycle};
use crate::components::action_button::{Action, ActionButton};
use crate::components::button::Look;
use crate::components::check_field::CheckField;
use crate::components::load_view::load_view;
use crate::components::notice::Notice;
use crate::components::route_link::RouteLink;
use crate::components::status_label;
use crate::i18n::{Text, api_language, t};
use crate::load::use_load;
use crate::route::Route;
use crate::session::use_may_write;

/// What a connection may lack when the person says so.
const TEST_PUNCH_OUT: &str = "test_punch_out";

/// What is looked at, by the API's names.
const CHECKS: [(&str, Text); 6] = [
    ("return_hosts", Text::CheckReturnHosts),
    ("seen_hosts", Text::CheckSeenHosts),
    ("credential", Text::CheckCredential),
    ("store", Text::CheckStore),
    (TEST_PUNCH_OUT, Text::CheckTestPunchOut),
    ("active", Text::CheckActive),
];

/// Properties of [`PromotionPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct PromotionPageProperties {
    /// Of which connection.
    pub(crate) id: Uuid,
}

/// The connection, and how far it is.
type Both = (Versioned<Connection>, Promotion);

/// What is missing before a connection goes to production, and the step there and back.
#[component]
pub(crate) fn PromotionPage(properties: &PromotionPageProperties) -> Html {
    let id = properties.id;
    let untested = use_state_eq(|| false);
    let may_write = use_may_write();
    let loaded = use_load(id, |client, id| async move {
        let connection = connections::collection().get(&client, id).await?;
        let promotion = lifecycle::promotion(&client, id).await?;
        Ok((connection, promotion))
    });
    let name = loaded.load.data().map(|both| both.0.resource.name.clone());
    let draw = {
        let reload = loaded.reload.clone();
        Callback::from(move |both: Rc<Both>| {
            let promotion = &both.1;
            let lacks = |check: &PromotionCheck| check.required && !check.passed;
            let untried = promotion
                .checks
                .iter()
                .any(|check| check.code == TEST_PUNCH_OUT && lacks(check));
            let others = promotion
                .checks
                .iter()
                .any(|check| check.code != TEST_PUNCH_OUT && lacks(check));
            let set_untested = {
                let untested = untested.setter();
                Callback::from(move |yes| untested.set(yes))
            };
            html! {
                <div class="pg-stack">
                    <p>{ t(Text::ModeLabel) }{ ": " }{ status_label::mode(promotion.mode) }</p>
                    <ul class="pg-plain-list pg-stack" data-testid="promotion-checks">
                        { for promotion.checks.iter().map(check) }
                    </ul>
                    if promotion.mode == Mode::Production {
                        <div class="pg-actions">{ back(&both.0, &reload) }</div>
                    } else if others {
                        <Notice severity={AlertType::Warning} title={t(Text::PromotionMissing)} testid="promotion-missing">
                            if may_write {
                                <p><RouteLink to={Route::EditConnection { id }}>{ t(Text::EditAction) }</RouteLink></p>
                            }
                        </Notice>
                    } else {
                        if untried && may_write {
                            <CheckField
                                id="promotion-untested"
                                label={t(Text::UntestedLabel)}
                                help={t(Text::UntestedHelp)}
                                checked={*untested}
                                onchange={set_untested}
                            />
                        }
                        <div class="pg-actions">{ promote(&both.0, *untested, &reload) }</div>
                    }
                </div>
            }
        })
    };
    connection_tool(
        id,
        name.as_deref(),
        Text::PromotionTitle,
        Text::PromotionText,
        html! { <Card><CardBody>{ load_view(&loaded, &draw) }</CardBody></Card> },
    )
}

fn check(check: &PromotionCheck) -> Html {
    let name = CHECKS.iter().find(|(code, _)| *code == check.code);
    let name = name.map_or(check.code.as_str(), |(_, name)| t(*name));
    let (label, color, icon) = match (check.passed, check.required) {
        (true, _) => (Text::CheckPassed, Color::Green, Icon::CheckCircle),
        (false, true) => (Text::CheckMissing, Color::Red, Icon::ExclamationCircle),
        (false, false) => (Text::CheckAdvised, Color::Orange, Icon::ExclamationTriangle),
    };
    html! {
        <li key={check.code.clone()} data-testid={format!("check-{}", check.code)}>
            <Label label={t(label)} {color} icon={Some(icon)} compact=true />
            { " " }<strong>{ name }</strong>
            <span class="pg-second-line pg-break" lang={api_language()}>{ &check.text }</span>
        </li>
    }
}

fn promote(connection: &Versioned<Connection>, untested: bool, reload: &Callback<()>) -> Html {
    let (id, etag) = (connection.resource.id, connection.etag.clone());
    let action = Action::from(move |client| {
        let etag = etag.clone();
        Box::pin(async move {
            let how = Promote {
                untested,
                ..Promote::default()
            };
            lifecycle::promote(&client, id, &how, etag.as_deref()).await
        }) as _
    });
    html! {
        <ActionButton
            label={Text::PromoteAction}
            look={Look::Primary}
            title={t(Text::PromoteQuestion)}
            {action}
            ondone={reload.clone()}
            testid="promote"
        >
            <p>{ t(Text::PromoteText) }</p>
        </ActionButton>
    }
}

fn back(connection: &Versioned<Connection>, reload: &Callback<()>) -> Html {
    let (id, etag) = (connection.resource.id, connection.etag.clone());
    let action = Action::from(move |client| {
        let etag = etag.clone();
        Box::pin(async move { lifecycle::back_to_test(&client, id, etag.as_deref()).await }) as _
    });
    html! {
        <ActionButton
            label={Text::BackToTestAction}
            title={t(Text::BackToTestQuestion)}
            {action}
            ondone={reload.clone()}
            testid="back-to-test"
        >
            <p>{ t(Text::BackToTestText) }</p>
        </ActionButton>
    }
}
