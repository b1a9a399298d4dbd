//! The facts of a session.

use std::rc::Rc;

use api_types::punch_out_session::{PunchOutSession, SessionBuyer, ShipTo};
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use yew::prelude::*;

use crate::components::copy_button::CopyButton;
use crate::components::detail::{detail, no_value, text_or_none};
use crate::components::route_link::RouteLink;
use crate::components::time::{Precision, time};
use crate::i18n::{Text, t};
use crate::names;
use crate::route::Route;

/// Properties of [`Summary`].
#[derive(PartialEq, Properties)]
pub(super) struct SummaryProperties {
    /// The session.
    pub(super) session: Rc<PunchOutSession>,
}

/// The facts of a session.
#[component]
pub(super) fn Summary(properties: &SummaryProperties) -> Html {
    let session = &properties.session;
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::SummaryTitle) }</CardTitle>
            <CardBody>
                <dl class="pf-v6-c-description-list pg-facts" data-testid="session-summary">
                    { parties(session) }
                    { times(session) }
                    { wishes(session) }
                    { references(session) }
                </dl>
            </CardBody>
        </Card>
    }
}

fn parties(session: &PunchOutSession) -> Html {
    let connection = &session.connection;
    html! {
        <>
            { detail(Text::BuyerLabel, html! {
            <>
                <span class="pg-break">{ buyer_name(&session.buyer) }</span>
                if session.buyer.is_new {
                    <span class="pg-second-line">{ t(Text::BuyerNew) }</span>
                }
            </>
            }) }
            { detail(Text::BusinessUnitLabel, html! { &session.business_unit.name }) }
            { detail(Text::ConnectionTitle, html! { <RouteLink to={Route::Connection { id: connection.id }} testid="connection-link">{ &connection.name }</RouteLink> }) }
            { detail(Text::StoreLabel, html! { &session.store.name }) }
            { detail(Text::OperationLabel, html! { t(names::operation(session.operation)) }) }
            { detail(Text::FormatLabel, html! { t(names::format(session.format)) }) }
        </>
    }
}

fn times(session: &PunchOutSession) -> Html {
    html! {
        <>
            { detail(Text::OpenedLabel, time(&session.created_at, Precision::Second)) }
            { detail(Text::LastActivityLabel, time(&session.last_activity_at, Precision::Second)) }
            { detail(Text::ExpiresLabel, time(&session.expires_at, Precision::Second)) }
        </>
    }
}

fn wishes(session: &PunchOutSession) -> Html {
    let permissions: Vec<_> = session
        .permissions
        .iter()
        .map(|permission| t(names::permission(*permission)))
        .collect();
    let selected = session.selected_item.as_ref().map(|item| item.sku.as_str());
    html! {
        <>
            { detail(Text::PermissionsLabel, text_or_none(joined(&permissions).as_deref())) }
            { detail(Text::SelectedItemLabel, text_or_none(selected)) }
            { detail(Text::SessionCurrencyLabel, text_or_none(session.currency.as_deref())) }
            { detail(Text::LanguageLabel, text_or_none(session.locale.as_deref())) }
            { detail(Text::ShipToLabel, html! {
            <>
                if let Some(lines) = session.ship_to.as_ref().map(address_lines) {
                    <span class="pg-notes">{ lines.join("\n") }</span>
                } else {
                    { no_value() }
                }
            </>
            }) }
            { detail(Text::ExtrinsicsLabel, html! {
            <>
                if session.extrinsics.is_empty() {
                    { no_value() }
                } else {
                    <ul class="pg-plain-list">
                        { for session.extrinsics.iter().map(|extrinsic| html! {
                            <li><code>{ &extrinsic.name }</code>{ " " }{ &extrinsic.value }</li>
                        }) }
                    </ul>
                }
            </>
            }) }
        </>
    }
}

fn references(session: &PunchOutSession) -> Html {
    let copied = |text: String| {
        html! {
            <span class="pg-copied">
                <code class="pg-break">{ text.clone() }</code>
                <CopyButton {text} label={t(Text::CopyAction)} />
            </span>
        }
    };
    html! {
        <>
            { detail(Text::BuyerCookieLabel, html! { copied(session.buyer_cookie.clone()) }) }
            { detail(Text::IdLabel, html! { copied(session.id.to_string()) }) }
        </>
    }
}

/// `Jo Doe, jo@buyer.example`, or the address alone.
fn buyer_name(buyer: &SessionBuyer) -> String {
    let names = [&buyer.first_name, &buyer.last_name];
    let names: Vec<_> = names.into_iter().flatten().map(String::as_str).collect();
    match names.as_slice() {
        [] => buyer.email.clone(),
        names => format!("{}, {}", names.join(" "), buyer.email),
    }
}

/// An address as it stands on a parcel.
fn address_lines(address: &ShipTo) -> Vec<String> {
    let town = [&address.postal_code, &address.city, &address.state];
    let town: Vec<_> = town.into_iter().flatten().map(String::as_str).collect();
    address
        .name
        .iter()
        .chain(&address.deliver_to)
        .chain(&address.street)
        .cloned()
        .chain(Some(town.join(" ")))
        .chain(address.country.clone())
        .chain(address.email.clone())
        .filter(|line| !line.is_empty())
        .collect()
}

fn joined(texts: &[&str]) -> Option<String> {
    (!texts.is_empty()).then(|| texts.join(", "))
}

#[cfg(test)]
mod tests {
    use api_types::punch_out_session::SessionBuyer;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_buyer_without_names_is_their_address() {
        let mut buyer = SessionBuyer {
            id: Uuid::nil(),
            external_reference: None,
            email: "jo@buyer.example".to_owned(),
            first_name: None,
            last_name: None,
            is_new: false,
        };
        assert_eq!(buyer_name(&buyer), "jo@buyer.example");
        buyer.last_name = Some("Doe".to_owned());
        assert_eq!(buyer_name(&buyer), "Doe, jo@buyer.example");
    }

    #[test]
    fn an_address_leaves_out_what_it_does_not_have() {
        let address = ShipTo {
            name: Some("Workshop".to_owned()),
            street: vec!["Lane 1".to_owned()],
            city: Some("Ulm".to_owned()),
            postal_code: Some("89073".to_owned()),
            ..ShipTo::default()
        };
        assert_eq!(address_lines(&address), ["Workshop", "Lane 1", "89073 Ulm"]);
        assert!(address_lines(&ShipTo::default()).is_empty());
    }
}
