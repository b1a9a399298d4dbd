//! A cancellation whose answer was lost, and that is called again.

use api_types::{problem::ProblemCode, punch_out_session::HandOff};
use punchout::{
    finding::Findings,
    ids::HandOverId,
    secret::TokenHash,
    session::{HandOver, Session, SessionEvent, SessionEventKind},
};

use super::hand_off;
use crate::{
    problem::{ApiProblem, ApiResult},
    random,
    state::AppState,
};

/// Answers where to send the buyer's browser once more: by a new link, since the earlier one cannot be told again. Its time goes on.
///
/// # Errors
/// `session_state` where what was returned is not kept any more.
pub(super) async fn cancelled(state: &AppState, session: &Session) -> ApiResult<HandOff> {
    let now = state.now();
    let code = random::lower_case_code();
    let event = SessionEvent {
        id: random::id().into(),
        session_id: session.id,
        at: now,
        kind: SessionEventKind::HandOverReissued,
        detail: Some("the store cancelled again".to_owned()),
    };
    let transaction = state.database.begin().await?;
    let again = database::hand_overs::reissue(&transaction, &event, |last| HandOver {
        id: HandOverId(random::id()),
        code: TokenHash::of(code.expose()),
        created_at: now,
        voided_at: None,
        opened_at: None,
        attempted_at: None,
        ..last
    })
    .await?
    .filter(|again| now < again.expires_at)
    .ok_or_else(|| {
        ApiProblem::new(
            ProblemCode::SessionState,
            "The session is cancelled, and what it returned is not kept any more.",
        )
    })?;
    transaction.commit().await?;
    Ok(hand_off(state, &again, &code, Findings::default()))
}
