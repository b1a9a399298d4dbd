//! The start page: where the StartPage URL leads the buyer's browser, and from where it goes on to the store.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, http::header, web};
use database::{access_tokens::RedeemOutcome, writer::WriteSet};
use punchout::{
    named_error::ErrorCode,
    secret::TokenHash,
    session::{Session, SessionEvent, SessionEventKind, SessionState, Transition},
    store::Store,
    time::Timestamp,
};

use super::{
    entry,
    page::{Form, Page},
    refused_page::{self, Refused},
    words::{Reader, Words},
};
use crate::{
    adapters::{self, Entry, Trouble, Visit},
    random,
    settings::Snapshot,
    state::AppState,
};

/// Shows the page and changes nothing, so that prefetchers and link scanners do no harm.
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
    match find(&state, &settings, &code).await {
        Ok(Found {
            session,
            support_reference,
            store,
        }) => {
            let onward = Onward {
                words: Reader::of(&request).words_for(&session),
                store,
                reference: support_reference,
                action: "",
                fields: &[],
            };
            onward.respond(&settings, &session)
        }
        Err(refused) => refuse(&request, &state, &settings, *refused, &code).await,
    }
}

/// Mints an access token and takes the browser to the store. Posting again before the token is redeemed revokes it and mints
/// another; after that the page is gone. To a store without tokens it leads for as long as the code lives and the buyer shops.
pub(super) async fn go(
    request: HttpRequest,
    payload: web::Payload,
    code: web::Path<String>,
    state: web::Data<AppState>,
) -> HttpResponse {
    let settings = state.settings.snapshot();
    if let Err(limit) = state.limits.admit_visitor(&request, &state) {
        let refused = *Refused::too_many(limit);
        return refuse(&request, &state, &settings, refused, &code).await;
    }
    // Some procurement systems post their documents to whatever URL they were given last.
    if let Some(response) = entry::strayed(&request, payload, &state).await {
        return response;
    }
    let begun = begin(&state, &settings, &code, false).await;
    match begun.map_err(Stopped::into_refused) {
        Ok((Entry::Redirect(location), ..)) => HttpResponse::SeeOther()
            .insert_header((header::LOCATION, location))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((header::REFERRER_POLICY, "no-referrer"))
            .finish(),
        Ok((Entry::Form { action, fields }, session, store)) => {
            let onward = Onward {
                words: Reader::of(&request).words_for(&session),
                store,
                reference: None,
                action: &action,
                fields: &fields,
            };
            onward.respond(&settings, &session)
        }
        Err(refused) => refuse(&request, &state, &settings, *refused, &code).await,
    }
}

/// The page that takes the browser on by a form: to this address again, or to the shop where that wants one.
struct Onward<'a> {
    words: &'static Words,
    store: &'a Store,
    reference: Option<String>,
    action: &'a str,
    fields: &'a [(String, String)],
}

impl Onward<'_> {
    fn respond(&self, settings: &Snapshot, session: &Session) -> HttpResponse {
        let step = &self.words.opening;
        Page {
            words: self.words,
            status: StatusCode::OK,
            title: &self.words.opening(&self.store.name),
            text: &step.text,
            support_reference: self.reference.as_deref(),
            form: Some(Form {
                action: self.action,
                target: "",
                enctype: None,
                fields: self.fields,
                charset: "UTF-8",
                button: &step.button,
                at_once: true,
                attempt_url: None,
            }),
            frame_origins: &super::frame_origins(settings, session),
        }
        .respond()
    }
}

/// Why a session does not start.
pub(super) enum Stopped {
    /// The gateway does not let the buyer go.
    Here(Box<Refused>),
    /// The shop does not take the buyer in.
    Shop(Box<Session>, Trouble),
}

impl From<Box<Refused>> for Stopped {
    fn from(refused: Box<Refused>) -> Self {
        Self::Here(refused)
    }
}

impl Stopped {
    fn into_refused(self) -> Box<Refused> {
        match self {
            Self::Here(refused) => refused,
            Self::Shop(session, trouble) => {
                Refused::new(ErrorCode::StoreAway, trouble.text).session(&session)
            }
        }
    }
}

/// Starts a session and learns where its buyer goes, by the store's adapter. Where somebody tries the way out, the shop is called like for
/// a buyer.
pub(super) async fn begin<'a>(
    state: &AppState,
    settings: &'a Snapshot,
    code: &str,
    is_test: bool,
) -> Result<(Entry, Session, &'a Store), Stopped> {
    let Found { session, store, .. } = find(state, settings, code).await?;
    let now = state.now();
    let adapter = adapters::of(store.interface.adapter.kind);
    let by_id = adapter.knows_by_id(store);
    let code = adapter.code(store);
    let hash = TokenHash::of(code.expose());
    let event = SessionEvent {
        id: random::id().into(),
        session_id: session.id,
        at: now,
        kind: SessionEventKind::Started,
        detail: by_id.then(|| "without an access token".to_owned()),
    };
    let conn = state.database.write();
    let started = if by_id {
        database::sessions::enter(conn, &session, now, event).await
    } else {
        let expires_at = adapter.code_expires_at(session.expires_at, store, now);
        database::sessions::start(conn, &session, hash, expires_at, now, event).await
    };
    let started = started.map_err(|error| Refused::database(&error).session(&session))?;
    if !started {
        return Err(over(&session, now).into());
    }
    let visit = Visit {
        state,
        settings,
        session: &session,
        store,
        code: &code,
        now,
        is_test,
    };
    let entry = match adapter.enter(&visit).await {
        Ok(entry) => entry,
        Err(trouble) => {
            note_failure(state, &session, &trouble).await;
            return Err(Stopped::Shop(Box::new(session), trouble));
        }
    };
    // Who is told from server to server has taken the buyer in by now.
    if adapter.posts_carts() && matches!(entry, Entry::Redirect(_)) {
        let event = random::id().into();
        let outcome = database::access_tokens::redeem(
            &state.database,
            hash,
            Some(store.id),
            state.now(),
            event,
        )
        .await
        .map_err(|error| Refused::database(&error).session(&session))?;
        // A cart of this visit would not be taken: the page was posted again meanwhile, or the session was ended.
        if !matches!(outcome, RedeemOutcome::Redeemed(_) | RedeemOutcome::Spent) {
            let text = "The session was changed while the shop was called.";
            return Err(Refused::new(ErrorCode::SessionState, text)
                .session(&session)
                .into());
        }
    }
    Ok((entry, session, store))
}

/// Notes that the shop did not take the buyer in. That it cannot be noted changes nothing for the buyer.
async fn note_failure(state: &AppState, session: &Session, trouble: &Trouble) {
    let event = SessionEvent {
        id: random::id().into(),
        session_id: session.id,
        at: state.now(),
        kind: SessionEventKind::StartFailed,
        detail: Some(trouble.text.clone()),
    };
    let set = WriteSet {
        events: vec![event],
        ..WriteSet::default()
    };
    state.log.write(state, set).await;
}

/// What a start code leads to.
struct Found<'a> {
    session: Session,
    /// Leads to the log entry that opened the session.
    support_reference: Option<String>,
    store: &'a Store,
}

/// The session of a start code that can still be used.
async fn find<'a>(
    state: &AppState,
    settings: &'a Snapshot,
    code: &str,
) -> Result<Found<'a>, Box<Refused>> {
    let (session, support_reference) =
        database::sessions::find_by_start_code(state.database.read(), TokenHash::of(code))
            .await
            .map_err(|error| Refused::database(&error))?
            .ok_or_else(|| {
                Refused::new(ErrorCode::SessionState, "No session has this start code.")
            })?;
    let now = state.now();
    let store = settings.store(session.store_id);
    let stands = session.state_at(now);
    // Nothing is minted there, so that whoever comes again does no harm.
    let again = stands == SessionState::Shopping
        && store.is_some_and(|store| adapters::of(store.interface.adapter.kind).knows_by_id(store));
    if stands.after(Transition::Start).is_none() && !again || session.start_code_expires_at <= now {
        return Err(over(&session, now));
    }
    let store = store.filter(|store| store.enabled).ok_or_else(|| {
        Refused::new(
            ErrorCode::StoreDisabled,
            "The store is not enabled any more.",
        )
        .session(&session)
    })?;
    Ok(Found {
        session,
        support_reference,
        store,
    })
}

fn over(session: &Session, now: Timestamp) -> Box<Refused> {
    let text = match session.state_at(now) {
        SessionState::Created | SessionState::Started => "The start code has expired.".to_owned(),
        state => format!("The session is {}.", state.name()),
    };
    Refused::new(ErrorCode::SessionState, text).session(session)
}

async fn refuse(
    request: &HttpRequest,
    state: &AppState,
    settings: &Snapshot,
    refused: Refused,
    code: &str,
) -> HttpResponse {
    refused_page::answer(request, code, state, settings, refused, |words| {
        &words.start_over
    })
    .await
}
