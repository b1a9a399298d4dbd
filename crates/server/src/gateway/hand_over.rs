//! The return page: it posts the cart from the buyer's browser to the procurement system, and keeps it until that is through.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode, header},
    web,
};
use punchout::{
    named_error::ErrorCode,
    secret::TokenHash,
    session::{HandOver, HandOverKind, Session, SessionState},
};

use super::{
    RETRY_AFTER_SECONDS,
    page::{Form, Page},
    refused_page::{self, Refused},
    words::{Reader, Words},
};
use crate::{random, settings::Snapshot, state::AppState};

/// Shows the page. It posts its form by itself the first time only; opened again, it waits for the button. Opened it is by GET alone: not by
/// HEAD, and not by browsers that fetch what somebody may open later.
pub(super) async fn show(
    request: HttpRequest,
    code: web::Path<String>,
    state: web::Data<AppState>,
) -> HttpResponse {
    let settings = state.settings.snapshot();
    if let Err(limit) = state.limits.admit_visitor(&request, &state) {
        let refused = *Refused::too_many(limit);
        return refuse(&request, &state, &settings, refused, &code).await;
    }
    match open(&state, &code, is_visit(&request)).await {
        Ok(opened) => {
            let words = Reader::of(&request).words_for(&opened.session);
            page(&settings, &opened, words, &code)
        }
        Err(refused) => refuse(&request, &state, &settings, *refused, &code).await,
    }
}

/// Notes that the browser set out to post the form. Sent by a beacon that nobody waits for.
pub(super) async fn attempted(
    request: HttpRequest,
    code: web::Path<String>,
    state: web::Data<AppState>,
) -> HttpResponse {
    if state.limits.admit_visitor(&request, &state).is_err() {
        return HttpResponse::TooManyRequests()
            .insert_header((header::RETRY_AFTER, RETRY_AFTER_SECONDS))
            .finish();
    }
    let now = state.now();
    match database::hand_overs::mark_attempted(
        state.database.write(),
        TokenHash::of(&code),
        now,
        random::id().into(),
    )
    .await
    {
        Ok(_) => HttpResponse::NoContent().finish(),
        Err(error) => {
            tracing::error!(%error, "cannot note the attempt of a hand-over");
            HttpResponse::ServiceUnavailable().finish()
        }
    }
}

/// Whether somebody is to see the page, as far as that can be told.
fn is_visit(request: &HttpRequest) -> bool {
    let ahead = ["sec-purpose", "purpose", "x-purpose", "x-moz"]
        .iter()
        .filter_map(|name| request.headers().get(*name)?.to_str().ok())
        .any(|purpose| {
            let purpose = purpose.to_ascii_lowercase();
            purpose.contains("prefetch") || purpose.contains("preview")
        });
    request.method() != Method::HEAD && !ahead
}

/// A hand-over that was opened.
pub(super) struct Opened {
    pub(super) hand_over: HandOver,
    pub(super) session: Session,
    /// Leads to the log entry that made it.
    support_reference: Option<String>,
    /// Whether this is the first time.
    first: bool,
}

/// Opens a hand-over; only a visit is noted.
pub(super) async fn open(
    state: &AppState,
    code: &str,
    is_visit: bool,
) -> Result<Opened, Box<Refused>> {
    let database = |error: database::Error| Refused::database(&error);
    let now = state.now();
    let (hand_over, session, support_reference) =
        database::hand_overs::find_by_code(state.database.read(), TokenHash::of(code))
            .await
            .map_err(database)?
            .ok_or_else(|| Refused::new(ErrorCode::SessionState, "No hand-over has this code."))?;
    if hand_over.voided_at.is_some() {
        let text = match session.state {
            SessionState::Ended => "The session was ended.",
            _ => "A later hand-over took this one's place.",
        };
        return Err(Refused::new(ErrorCode::SessionState, text).session(&session));
    }
    if hand_over.expires_at <= now {
        let text = "The time for the hand-over has run out.";
        return Err(Refused::new(ErrorCode::SessionState, text).session(&session));
    }
    // What a browser fetched ahead may be shown without another call: who went on from there did open it.
    let unseen = hand_over.opened_at.is_none() && hand_over.attempted_at.is_none();
    let noted = if is_visit {
        let (conn, event_id) = (state.database.write(), random::id().into());
        database::hand_overs::mark_opened(conn, &hand_over, now, event_id)
            .await
            .map_err(database)?
    } else {
        true
    };
    Ok(Opened {
        hand_over,
        session,
        support_reference,
        first: noted && unseen,
    })
}

fn page(settings: &Snapshot, opened: &Opened, words: &'static Words, code: &str) -> HttpResponse {
    let Opened {
        hand_over,
        session,
        support_reference,
        first,
    } = opened;
    let frame_origins = &super::frame_origins(settings, session);
    if hand_over.leads_nowhere() {
        return Page {
            words,
            status: StatusCode::OK,
            title: &words.visit_over.title,
            text: &words.visit_over.text,
            support_reference: support_reference.as_deref(),
            form: None,
            frame_origins,
        }
        .respond();
    }
    let step = match (hand_over.kind, *first) {
        (HandOverKind::Transfer, true) => &words.returning,
        (HandOverKind::Transfer, false) => &words.returning_again,
        (HandOverKind::Cancel, _) => &words.leaving,
    };
    // Relative, for a gateway below a path.
    let attempt = format!("{code}/attempted");
    let deliver = format!("{code}/deliver");
    let delivered = hand_over.is_delivered();
    Page {
        words,
        status: StatusCode::OK,
        title: &step.title,
        text: &step.text,
        support_reference: support_reference.as_deref(),
        form: Some(Form {
            action: if delivered {
                &deliver
            } else {
                &hand_over.action
            },
            target: &hand_over.target,
            enctype: hand_over.is_bare().then(|| hand_over.enctype()),
            fields: if delivered { &[] } else { &hand_over.fields },
            charset: hand_over.charset.name(),
            button: &step.button,
            at_once: *first,
            attempt_url: (!delivered).then_some(&attempt),
        }),
        frame_origins,
    }
    .respond()
}

pub(super) async fn refuse(
    request: &HttpRequest,
    state: &AppState,
    settings: &Snapshot,
    refused: Refused,
    code: &str,
) -> HttpResponse {
    refused_page::answer(request, code, state, settings, refused, |words| {
        &words.return_over
    })
    .await
}
