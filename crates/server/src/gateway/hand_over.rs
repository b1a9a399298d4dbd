//! The return page: it posts the cart from the buyer's browser to the procurement system, and keeps it until that is through.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web,
};
use punchout::{
    named_error::ErrorCode,
    secret::{Secret, TokenHash},
    session::{HandOver, HandOverKind, Session, SessionState},
    transaction::TransactionType,
};

use super::{
    RETRY_AFTER_SECONDS,
    exchange::Exchange,
    page::{Form, Page},
    refused_page::{self, Refused},
};
use crate::{random, settings::Snapshot, state::AppState};

/// Shows the page. It posts its form by itself the first time only; opened again, it waits for the button.
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
    match open(&state, &code).await {
        Ok((hand_over, session, first)) => page(&settings, &hand_over, &session, first, &code),
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

pub(super) async fn open(
    state: &AppState,
    code: &str,
) -> Result<(HandOver, Session, bool), Box<Refused>> {
    let database = |error: database::Error| Refused::database(&error);
    let now = state.now();
    let (hand_over, session) =
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
    let first = database::hand_overs::mark_opened(
        state.database.write(),
        hand_over.id,
        now,
        random::id().into(),
    )
    .await
    .map_err(database)?;
    Ok((hand_over, session, first))
}

fn page(
    settings: &Snapshot,
    hand_over: &HandOver,
    session: &Session,
    first: bool,
    code: &str,
) -> HttpResponse {
    let (title, text, button) = match (hand_over.kind, first) {
        (HandOverKind::Transfer, true) => (
            "Returning your cart",
            "Your cart is being handed to your procurement system. If nothing happens, use the button.",
            "Return the cart",
        ),
        (HandOverKind::Transfer, false) => (
            "Return your cart again",
            "Your cart is still here. If it has not arrived in your procurement system, hand it over again.",
            "Return the cart again",
        ),
        (HandOverKind::Cancel, _) => (
            "Returning without a cart",
            "You are being taken back to your procurement system. If nothing happens, use the button.",
            "Return without a cart",
        ),
    };
    // Relative, for a gateway below a path.
    let attempt = format!("{code}/attempted");
    let deliver = format!("{code}/deliver");
    let delivered = hand_over.is_delivered();
    Page {
        status: StatusCode::OK,
        title,
        text,
        support_reference: None,
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
            button,
            at_once: first,
            attempt_url: (!delivered).then_some(&attempt),
        }),
        frame_origins: &super::frame_origins(settings, session),
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
    let mut exchange = Exchange::begin(request, TransactionType::Other, state);
    exchange.hide(Secret::new(code.to_owned()));
    refused_page::answer(
        exchange,
        state,
        settings,
        refused,
        "This link cannot be used any more",
        "The cart was handed over again since, or it has been kept for too long. Please go back to the shop or to your procurement system.",
    )
    .await
}
