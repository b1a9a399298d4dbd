//! The start page: where the StartPage URL leads the buyer's browser, and from where it goes on to the store.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, http::header, web};
use punchout::{
    named_error::ErrorCode,
    secret::{Secret, TokenHash},
    session::{Operation, Session, SessionEvent, SessionEventKind, SessionState, Transition},
    store::{ACCESS_TOKEN_PARAMETER, Store},
    time::Timestamp,
    transaction::TransactionType,
};
use url::Url;

use super::{
    entry,
    exchange::Exchange,
    page::{Form, Page},
    refused_page::{self, Refused},
};
use crate::{random, settings::Snapshot, state::AppState};

/// Shows the page and changes nothing, so that prefetchers and link scanners do no harm.
pub(super) async fn show(
    request: HttpRequest,
    code: web::Path<String>,
    state: web::Data<AppState>,
) -> HttpResponse {
    let settings = state.settings.snapshot();
    match find(&state, &settings, &code).await {
        Ok((session, store)) => Page {
            status: StatusCode::OK,
            title: &format!("Opening {}", store.name),
            text: "You are being taken to the shop. If nothing happens, use the button.",
            support_reference: None,
            form: Some(Form {
                action: "",
                target: "",
                enctype: None,
                fields: &[],
                charset: "UTF-8",
                button: "Continue to the shop",
                at_once: true,
                attempt_url: None,
            }),
            frame_origins: &super::frame_origins(&settings, &session),
        }
        .respond(),
        Err(refused) => refuse(&request, &state, &settings, *refused, &code).await,
    }
}

/// Mints an access token and takes the browser to the store. Posting again before the token is redeemed revokes it and mints
/// another; after that the page is gone.
pub(super) async fn go(
    request: HttpRequest,
    payload: web::Payload,
    code: web::Path<String>,
    state: web::Data<AppState>,
) -> HttpResponse {
    // Some procurement systems post their documents to whatever URL they were given last.
    if let Some(response) = entry::stray(&request, payload, &state).await {
        return response;
    }
    let settings = state.settings.snapshot();
    match begin(&state, &settings, &code).await {
        Ok(location) => HttpResponse::SeeOther()
            .insert_header((header::LOCATION, location))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((header::REFERRER_POLICY, "no-referrer"))
            .finish(),
        Err(refused) => refuse(&request, &state, &settings, *refused, &code).await,
    }
}

pub(super) async fn begin(
    state: &AppState,
    settings: &Snapshot,
    code: &str,
) -> Result<String, Box<Refused>> {
    let (session, store) = find(state, settings, code).await?;
    let now = state.now();
    let token =
        random::code(usize::try_from(store.access_token_bytes).unwrap_or(random::CODE_BYTES));
    let location = store_url(store, &session, &token).ok_or_else(|| {
        Refused::new(ErrorCode::Internal, "The store's start URL is not valid.").session(&session)
    })?;
    let event = SessionEvent {
        id: random::id().into(),
        session_id: session.id,
        at: now,
        kind: SessionEventKind::Started,
        detail: None,
    };
    let expires_at = now.plus_seconds(i64::from(store.access_token_ttl_seconds));
    let started = database::sessions::start(
        state.database.write(),
        &session,
        TokenHash::of(token.expose()),
        expires_at,
        now,
        event,
    )
    .await
    .map_err(|error| Refused::database(&error).session(&session))?;
    if !started {
        return Err(over(&session, now));
    }
    Ok(location)
}

/// The session of a start code that can still be used.
async fn find<'a>(
    state: &AppState,
    settings: &'a Snapshot,
    code: &str,
) -> Result<(Session, &'a Store), Box<Refused>> {
    let session =
        database::sessions::find_by_start_code(state.database.read(), TokenHash::of(code))
            .await
            .map_err(|error| Refused::database(&error))?
            .ok_or_else(|| {
                Refused::new(ErrorCode::SessionState, "No session has this start code.")
            })?;
    let now = state.now();
    if session.state_at(now).after(Transition::Start).is_none()
        || session.start_code_expires_at <= now
    {
        return Err(over(&session, now));
    }
    let store = settings
        .store(session.store_id)
        .filter(|store| store.enabled)
        .ok_or_else(|| {
            Refused::new(
                ErrorCode::StoreDisabled,
                "The store is not enabled any more.",
            )
            .session(&session)
        })?;
    Ok((session, store))
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
    let mut exchange = Exchange::begin(request, TransactionType::Other, state);
    exchange.hide(Secret::new(code.to_owned()));
    refused_page::answer(
        exchange,
        state,
        settings,
        refused,
        "This link cannot be used any more",
        "Please start again from your procurement system.",
    )
    .await
}

/// Where a session's buyer goes, with the access token.
fn store_url(store: &Store, session: &Session, token: &Secret<String>) -> Option<String> {
    let template = match (session.operation, &session.selected_item) {
        (Operation::Edit | Operation::Inspect, _) => store.start_url_edit.as_ref(),
        (Operation::Create | Operation::Source, Some(item)) => {
            // Without an article number there is no page of it.
            store
                .start_url_item
                .as_ref()
                .filter(|_| !item.sku.is_empty())
        }
        (Operation::Create | Operation::Source, None) => None,
    };
    let template = template.unwrap_or(&store.punch_out_start_url);
    let item = session
        .selected_item
        .as_ref()
        .map_or("", |item| item.sku.as_str());
    let encoded: String = url::form_urlencoded::byte_serialize(item.as_bytes()).collect();
    let filled = template.replace("{item_id}", &encoded.replace('+', "%20"));
    let mut url = Url::parse(&filled).ok()?;
    let own = store.interface.access_token_parameter.as_deref();
    let parameter = own.unwrap_or(ACCESS_TOKEN_PARAMETER);
    url.query_pairs_mut().append_pair(parameter, token.expose());
    Some(url.into())
}
