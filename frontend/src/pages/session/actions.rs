//! What can be done with a session.

use api_types::punch_out_session::SessionState;
use uuid::Uuid;
use yew::prelude::*;

use crate::api::punch_out_sessions;
use crate::components::action_button::{Action, ActionButton};
use crate::i18n::{Text, t};

/// The buttons for a session in this state. `onended` is told when it is over, `onreissued` the new link of its return.
pub(super) fn actions(
    id: Uuid,
    state: SessionState,
    onended: &Callback<()>,
    onreissued: &Callback<String>,
) -> Html {
    html! {
        <span class="pg-push-end pg-actions">
            if has_returned(state) {
                { reissue_button(id, onended, onreissued) }
            }
            if is_live(state) {
                { end_button(id, onended) }
            }
        </span>
    }
}

fn end_button(id: Uuid, onended: &Callback<()>) -> Html {
    let action = Action::from(move |client| {
        Box::pin(async move { punch_out_sessions::end(&client, id).await }) as _
    });
    html! {
        <ActionButton
            label={Text::SessionEndAction}
            title={t(Text::SessionEndTitle)}
            danger=true
            {action}
            ondone={onended.clone()}
            testid="end-session"
        >
            <p>{ t(Text::SessionEndText) }</p>
        </ActionButton>
    }
}

fn reissue_button(id: Uuid, ondone: &Callback<()>, onreissued: &Callback<String>) -> Html {
    let onreissued = onreissued.clone();
    let action = Action::from(move |client| {
        let onreissued = onreissued.clone();
        Box::pin(async move {
            onreissued.emit(punch_out_sessions::reissue(&client, id).await?);
            Ok(())
        }) as _
    });
    html! {
        <ActionButton
            label={Text::ReissueAction}
            title={t(Text::ReissueTitle)}
            {action}
            {ondone}
            testid="reissue"
        >
            <p>{ t(Text::ReissueText) }</p>
        </ActionButton>
    }
}

/// Whether there is something to end.
const fn is_live(state: SessionState) -> bool {
    matches!(
        state,
        SessionState::Created
            | SessionState::Started
            | SessionState::Shopping
            | SessionState::Transferred
    )
}

/// Whether the buyer was sent back, with a cart or without one.
const fn has_returned(state: SessionState) -> bool {
    matches!(
        state,
        SessionState::Transferred | SessionState::Ordered | SessionState::Cancelled
    )
}
