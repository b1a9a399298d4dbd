//! Connections from which nothing has come for longer than is usual.

use api_types::dashboard::SilentConnection;
use patternfly_yew::prelude::AlertType;
use yew::prelude::*;

use crate::components::notice::Notice;
use crate::components::route_link::RouteLink;
use crate::format;
use crate::i18n::{Text, fill, t};
use crate::route::Route;

/// Who has been silent for longer than ever in the last weeks; nothing where nobody has.
pub(super) fn card(silent: &[SilentConnection]) -> Html {
    if silent.is_empty() {
        return html! {};
    }
    html! {
        <Notice severity={AlertType::Warning} title={t(Text::SilenceTitle)} testid="silent">
            <ul class="pg-plain-list">
                { for silent.iter().map(|connection| html! {
                    <li key={connection.id.to_string()} class="pg-list-line" data-testid="silent-connection">
                        <RouteLink to={Route::Connection { id: connection.id }}>{ &connection.name }</RouteLink>
                        <span>{ said(connection) }</span>
                    </li>
                }) }
            </ul>
        </Notice>
    }
}

fn said(connection: &SilentConnection) -> String {
    let longest = u32::try_from(connection.longest_silence_seconds).unwrap_or(u32::MAX);
    fill(
        Text::SilenceText,
        &[
            ("ago", &format::time_ago(&connection.last_session_at)),
            ("longest", &format::about(longest)),
        ],
    )
}
