//! The page for a browser that cannot go on, and its log entry.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
};
use punchout::{
    named_error::ErrorCode, secret::Secret, session::Session, transaction::TransactionType,
};

use super::{
    RETRY_AFTER_SECONDS,
    exchange::{Ending, Exchange},
    limits::Exceeded,
    page::Page,
    words::{Notice, Words},
};
use crate::{settings::Snapshot, state::AppState};

/// Why a browser cannot go on.
pub(super) struct Refused {
    error: ErrorCode,
    text: String,
    session: Option<Session>,
}

impl Refused {
    pub(super) fn new(error: ErrorCode, text: impl Into<String>) -> Box<Self> {
        Box::new(Self {
            error,
            text: text.into(),
            session: None,
        })
    }

    pub(super) fn database(error: &database::Error) -> Box<Self> {
        tracing::error!(%error, "cannot read or write a session");
        Self::new(ErrorCode::DatabaseAway, "The database did not answer.")
    }

    pub(super) fn too_many(exceeded: Exceeded) -> Box<Self> {
        Self::new(ErrorCode::TooManyRequests, exceeded.to_string())
    }

    /// The same, of a session that is known.
    pub(super) fn session(mut self: Box<Self>, session: &Session) -> Box<Self> {
        self.session = Some(session.clone());
        self
    }

    /// What happened, and what to do about it, for administrators.
    pub(super) fn told(self) -> (String, &'static str) {
        (self.text, self.error.facts().advice)
    }
}

/// Answers with a page and writes the log entry that its reference leads to. `over` says what a code that cannot be used is told by: one that
/// nobody was given tells nothing, not even that it never existed.
pub(super) async fn answer(
    request: &HttpRequest,
    code: &str,
    state: &AppState,
    settings: &Snapshot,
    refused: Refused,
    over: impl Fn(&'static Words) -> &'static Notice,
) -> HttpResponse {
    let mut exchange = Exchange::begin(request, TransactionType::Other, state);
    exchange.hide(Secret::new(code.to_owned()));
    let words = match &refused.session {
        Some(session) => exchange.reader.words_for(session),
        None => exchange.reader.words(),
    };
    let (status, notice) = match refused.error {
        ErrorCode::DatabaseAway | ErrorCode::Internal => {
            (StatusCode::SERVICE_UNAVAILABLE, &words.unavailable)
        }
        ErrorCode::StoreAway => (StatusCode::BAD_GATEWAY, &words.shop_away),
        ErrorCode::TooManyRequests => (StatusCode::TOO_MANY_REQUESTS, &words.too_many),
        _ => (StatusCode::GONE, over(words)),
    };
    let mut frame_origins = Vec::new();
    if let Some(session) = &refused.session {
        exchange.of_session(session);
        frame_origins = super::frame_origins(settings, session);
    }
    let reference = exchange.support_reference.clone();
    let known = refused.session.is_some();
    let ending = Ending {
        error: Some((refused.error, refused.text)),
        protocol_status: None,
        http_status: status,
        headers: vec![("content-type".to_owned(), super::HTML.to_owned())],
        body: Vec::new(),
    };
    let logged = match exchange.end(ending).await {
        Some(transaction) => state.log.refusal(state, transaction, known).await,
        None => false,
    };
    let mut response = Page {
        words,
        status,
        title: &notice.title,
        text: &notice.text,
        // Without a log entry there is nothing that the reference would lead to.
        support_reference: logged.then_some(reference.as_str()),
        form: None,
        frame_origins: &frame_origins,
    }
    .respond();
    if status == StatusCode::TOO_MANY_REQUESTS {
        let seconds = RETRY_AFTER_SECONDS.into();
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}
