//! The hand-over that the gateway makes itself, from server to server: the buyer's browser asks for it, and follows where it leads.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web,
};
use database::writer::WriteSet;
use punchout::{
    named_error::ErrorCode,
    secret::{Secret, TokenHash},
    session::{HandOver, HandOverKind, Session, SessionEvent, SessionEventKind},
};

use super::{
    exchange::{Ending, Exchange},
    hand_over::{self, Opened},
    page::{Form, Page},
    refused_page::Refused,
    words::{Reader, Words},
};
use crate::{
    random,
    service::delivery::{self, Delivered},
    settings::Snapshot,
    state::AppState,
};

/// `POST /punchout/return/{code}/deliver`: again as often as the buyer wants, for as long as what is returned is kept.
pub(super) async fn go(
    request: HttpRequest,
    code: web::Path<String>,
    state: web::Data<AppState>,
) -> HttpResponse {
    let settings = state.settings.snapshot();
    if let Err(limit) = state.limits.admit_visitor(&request, &state) {
        let refused = *Refused::too_many(limit);
        return hand_over::refuse(&request, &state, &settings, refused, &code).await;
    }
    match find(&state, &code).await {
        Ok((hand_over, session)) => {
            send(&request, &code, &hand_over, &session, &settings, &state).await
        }
        Err(refused) => hand_over::refuse(&request, &state, &settings, *refused, &code).await,
    }
}

async fn find(state: &AppState, code: &str) -> Result<(HandOver, Session), Box<Refused>> {
    let Opened {
        hand_over, session, ..
    } = hand_over::open(state, code, true).await?;
    if !hand_over.is_delivered() || hand_over.leads_nowhere() {
        let text = "What is returned goes through the buyer's browser.";
        return Err(Refused::new(ErrorCode::SessionState, text).session(&session));
    }
    let attempted = database::hand_overs::mark_attempted(
        state.database.write(),
        TokenHash::of(code),
        state.now(),
        random::id().into(),
    );
    attempted
        .await
        .map_err(|error| Refused::database(&error).session(&session))?;
    Ok((hand_over, session))
}

async fn send(
    request: &HttpRequest,
    code: &str,
    hand_over: &HandOver,
    session: &Session,
    settings: &Snapshot,
    state: &AppState,
) -> HttpResponse {
    let mut exchange = Exchange::begin(request, hand_over.kind.transaction_type(), state);
    exchange.hide(Secret::new(code.to_owned()));
    exchange.of_session(session);
    exchange.document = Some("PunchOut2Go return".to_owned());
    exchange.sent_to(&hand_over.action, hand_over.document().as_bytes().to_vec());
    let connection = settings.connection(session.connection_id);
    let Delivered {
        outcome,
        status,
        body,
    } = delivery::deliver(hand_over, connection, state).await;
    let reference = exchange.support_reference.clone();
    let error = outcome.as_ref().err();
    let ending = Ending {
        error: error.map(|refusal| (refusal.error, refusal.text.clone())),
        protocol_status: None,
        http_status: status.unwrap_or(StatusCode::BAD_GATEWAY),
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body,
    };
    let event = SessionEvent {
        id: random::id().into(),
        session_id: session.id,
        at: state.now(),
        kind: SessionEventKind::HandOverDelivered,
        detail: None,
    };
    let set = WriteSet {
        events: outcome.is_ok().then_some(event).into_iter().collect(),
        transactions: exchange.end(ending).await.into_iter().collect(),
        ..WriteSet::default()
    };
    // That it is noted matters less than that the buyer goes on.
    let logged = state.log.write(state, set).await;
    let reference = logged.then_some(reference.as_str());
    match outcome {
        Ok(location) => {
            let mut response = HttpResponse::SeeOther();
            response
                .insert_header((header::LOCATION, location))
                .insert_header((header::CACHE_CONTROL, "no-store"))
                .insert_header((header::REFERRER_POLICY, "no-referrer"));
            if let Some(reference) = reference {
                response.insert_header(("x-support-reference", reference));
            }
            response.finish()
        }
        Err(_) => again(
            hand_over,
            Reader::of(request).words_for(session),
            &super::frame_origins(settings, session),
            reference,
        ),
    }
}

/// The page that offers to try again.
fn again(
    hand_over: &HandOver,
    words: &'static Words,
    frame_origins: &[String],
    reference: Option<&str>,
) -> HttpResponse {
    let step = match hand_over.kind {
        HandOverKind::Transfer => &words.cart_not_arrived,
        HandOverKind::Cancel => &words.not_back_yet,
    };
    Page {
        words,
        status: StatusCode::BAD_GATEWAY,
        title: &step.title,
        text: &step.text,
        support_reference: reference,
        form: Some(Form {
            action: "",
            target: "",
            enctype: None,
            fields: &[],
            charset: "UTF-8",
            button: &step.button,
            at_once: false,
            attempt_url: None,
        }),
        frame_origins,
    }
    .respond()
}
