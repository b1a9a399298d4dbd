//! Labels for states, each with a colour, a picture and a word, so that none depends on colours alone.

use api_types::connection::Mode;
use api_types::punch_out_session::SessionState;
use api_types::transaction::TransactionStatus;
use patternfly_yew::prelude::{Color, Icon, Label};
use yew::prelude::*;

use crate::i18n::{Text, t};

/// How an exchange ended.
pub(crate) fn transaction_status(status: TransactionStatus) -> Html {
    let (color, icon) = match status {
        TransactionStatus::Ok => (Color::Green, Icon::CheckCircle),
        TransactionStatus::Refused => (Color::Orange, Icon::ExclamationTriangle),
        TransactionStatus::Failed => (Color::Red, Icon::ExclamationCircle),
    };
    html! { <Label label={t(crate::names::transaction_status(status))} {color} icon={Some(icon)} compact=true /> }
}

/// Where a session stands.
pub(crate) fn session_state(state: SessionState) -> Html {
    let (color, icon) = match state {
        SessionState::Created | SessionState::Started | SessionState::Shopping => {
            (Color::Blue, Icon::InProgress)
        }
        SessionState::Transferred | SessionState::Ordered => (Color::Green, Icon::CheckCircle),
        SessionState::Cancelled
        | SessionState::Ended
        | SessionState::Superseded
        | SessionState::Expired => (Color::Grey, Icon::Ban),
        SessionState::Failed => (Color::Red, Icon::ExclamationCircle),
    };
    html! { <Label label={t(crate::names::session_state(state))} {color} icon={Some(icon)} compact=true /> }
}

/// Whether something is in use.
pub(crate) fn active(active: bool) -> Html {
    if active {
        html! { <Label label={t(Text::Active)} color={Color::Green} icon={Some(Icon::CheckCircle)} compact=true /> }
    } else {
        html! { <Label label={t(Text::Inactive)} color={Color::Grey} icon={Some(Icon::Ban)} compact=true /> }
    }
}

/// Whether a store is open.
pub(crate) fn enabled(enabled: bool) -> Html {
    if enabled {
        html! { <Label label={t(Text::Enabled)} color={Color::Green} icon={Some(Icon::CheckCircle)} compact=true /> }
    } else {
        html! { <Label label={t(Text::Disabled)} color={Color::Grey} icon={Some(Icon::Ban)} compact=true /> }
    }
}

/// A connection's mode.
pub(crate) fn mode(mode: Mode) -> Html {
    let color = match mode {
        Mode::Test => Color::Purple,
        Mode::Production => Color::Blue,
    };
    html! { <Label label={t(crate::names::mode(mode))} {color} outline=true compact=true /> }
}
