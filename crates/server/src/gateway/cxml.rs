//! cXML in, cXML out.

use actix_web::HttpResponse;
use cxml::{Body as CxmlBody, Document, RequestPayload, Version};
use database::writer::WriteSet;
use punchout::{
    named_error::ErrorCode, protocol, received::TAKEN, setup::Refusal, transaction::TransactionType,
};

use super::{body::Body, document, entry::Address, exchange::Exchange, reply::Reply};
use crate::{
    random,
    service::{
        profile,
        received::{self, Outcome},
        setup,
    },
    state::AppState,
    webhooks,
};

/// Answers what was posted.
pub(super) async fn answer(
    mut exchange: Exchange,
    body: Body,
    address: Result<Address<'_>, Refusal>,
    state: &AppState,
) -> HttpResponse {
    let taken = exchange.take_in(body, ErrorCode::NotWellFormed);
    let place = address.as_ref().ok().copied();
    if let Err(refusal) = taken {
        return refuse(exchange, refusal, None, place, state).await;
    }
    let (document, attached) = match document::read(&mut exchange).await {
        Ok(read) => read,
        Err(refusal) => return refuse(exchange, refusal, None, place, state).await,
    };
    let version = document.version;
    exchange.payload_id = Some(document.payload_id.clone()).filter(|id| !id.is_empty());
    for credential in document
        .header
        .iter()
        .flat_map(|header| &header.sender.party.credentials)
    {
        let mac = credential.mac.as_ref().map(|mac| &mac.value);
        for secret in credential.secret.iter().chain(mac) {
            exchange.hide(punchout::secret::Secret::new(secret.expose().to_owned()));
        }
    }
    hide_cards(&mut exchange, &document);
    if let (Ok(address), true) = (&address, is_taken(&document)) {
        return take(exchange, (&document, attached), *address, state).await;
    }
    let outcome = match address {
        Ok(address) => dispatch(&mut exchange, &document, address, state).await,
        Err(refusal) => {
            note_kind(&mut exchange, &document);
            Err(refusal)
        }
    };
    match outcome {
        Ok((reply, set)) => finish(exchange, reply, set, version.as_ref(), state).await,
        Err(refusal) => refuse(exchange, refusal, version.as_ref(), place, state).await,
    }
}

/// Refuses, and logs the refusal.
pub(super) async fn refuse(
    mut exchange: Exchange,
    refusal: Refusal,
    caller: Option<&Version>,
    address: Option<Address<'_>>,
    state: &AppState,
) -> HttpResponse {
    exchange.place(address);
    let known = refusal.connection.is_some();
    if let Some((connection, business_unit)) = refusal.connection {
        exchange.connection_id = Some(connection);
        exchange.business_unit_id = Some(business_unit);
    }
    let settings = state.settings.snapshot();
    let connection = exchange
        .connection_id
        .and_then(|id| settings.connection(id));
    let version = connection.map_or_else(
        || Version::highest_held_not_above(caller),
        |connection| connection.protocol.response_version(caller),
    );
    let by_http = connection.is_some_and(|connection| connection.protocol.http_error_status);
    let reply = Reply::refusal(&refusal, version, by_http, state);
    let reference = exchange.support_reference.clone();
    let logged = match exchange.end(reply.ending()).await {
        Some(transaction) => state.log.refusal(state, transaction, known).await,
        None => false,
    };
    reply.respond(logged.then_some(reference.as_str()))
}

/// Writes what the exchange changed with its log entry, and answers only then.
async fn finish(
    exchange: Exchange,
    reply: Reply,
    mut set: WriteSet,
    caller: Option<&Version>,
    state: &AppState,
) -> HttpResponse {
    let reference = exchange.support_reference.clone();
    let written = match exchange.end(reply.ending()).await {
        Some(transaction) => {
            set.transactions.push(transaction);
            state.log.write(state, set).await
        }
        None => false,
    };
    if written {
        return reply.respond(Some(&reference));
    }
    unwritten(caller, state)
}

/// Whether a document is one of those that are taken, and taken once.
fn is_taken(document: &Document) -> bool {
    matches!(&document.body, CxmlBody::Request(_)) && TAKEN.contains(&document.kind())
}

/// Takes an order, or what follows one: log entry and what it is known by are written together, so that it is answered the same when it
/// comes again.
async fn take(
    mut exchange: Exchange,
    said: (&Document, Option<[u8; 32]>),
    address: Address<'_>,
    state: &AppState,
) -> HttpResponse {
    note_kind(&mut exchange, said.0);
    exchange.store_id = Some(address.store.id);
    exchange.entry_point_id = address.named.map(|(entry, _)| entry.id);
    let again = exchange.clone();
    if let Some(response) = take_once(exchange, said, address, state).await {
        return response;
    }
    // The same came at the same moment, and was written first: this one is answered as what comes again.
    if let Some(response) = take_once(again, said, address, state).await {
        return response;
    }
    unwritten(said.0.version.as_ref(), state)
}

/// Takes a document, or answers that it was taken before. `None` where another one that is known by the same was written meanwhile.
async fn take_once(
    mut exchange: Exchange,
    said: (&Document, Option<[u8; 32]>),
    address: Address<'_>,
    state: &AppState,
) -> Option<HttpResponse> {
    let version = said.0.version.as_ref();
    let (arrival, reply, ordered) = match received::take(&mut exchange, said, address, state).await
    {
        Ok(Outcome::New(arrival, reply, ordered)) => (arrival, reply, ordered),
        Ok(Outcome::Repeated(reply)) => {
            return Some(finish(exchange, reply, WriteSet::default(), version, state).await);
        }
        Err(refusal) => {
            return Some(refuse(exchange, refusal, version, Some(address), state).await);
        }
    };
    let reference = exchange.support_reference.clone();
    let uses = WriteSet {
        credential_uses: exchange
            .credential_id
            .map(|id| (id, exchange.at))
            .into_iter()
            .collect(),
        ..WriteSet::default()
    };
    let Some(transaction) = exchange.end(reply.ending()).await else {
        return Some(unwritten(version, state));
    };
    let conn = state.database.write();
    let remembered: Vec<_> = ordered
        .iter()
        .flat_map(|ordered| ordered.remembered(&transaction))
        .map(|order| (order, random::id().into()))
        .collect();
    let acknowledged: Vec<_> = ordered
        .iter()
        .flat_map(|ordered| ordered.acknowledged(transaction.at))
        .collect();
    let noted = (remembered.as_slice(), acknowledged);
    let told =
        ordered.and_then(|of| webhooks::order_received(address.store, of.order, &transaction));
    let told = told.as_slice();
    let put = database::received::put(conn, &arrival, reply.body(), transaction, told, noted);
    match put.await {
        Ok(true) => {
            state.log.write(state, uses).await;
            Some(reply.respond(Some(&reference)))
        }
        Ok(false) => None,
        Err(error) => {
            tracing::error!(%error, "cannot take a document");
            Some(unwritten(version, state))
        }
    }
}

/// The answer where nothing can be written, and nothing logged.
fn unwritten(caller: Option<&Version>, state: &AppState) -> HttpResponse {
    let away = Refusal::new(
        ErrorCode::DatabaseAway,
        "The exchange could not be written.",
    );
    let version = Version::highest_held_not_above(caller);
    Reply::refusal(&away, version, false, state).respond(None)
}

/// Numbers of payment cards have no place in a log.
fn hide_cards(exchange: &mut Exchange, document: &Document) {
    for card in document.root().descendants() {
        let number = card.attr("number").filter(|_| card.name() == "PCard");
        if let Some(number) = number.filter(|number| !number.is_empty()) {
            exchange.hide(punchout::secret::Secret::new(number.to_owned()));
        }
    }
}

async fn dispatch(
    exchange: &mut Exchange,
    document: &Document,
    address: Address<'_>,
    state: &AppState,
) -> Result<(Reply, WriteSet), Refusal> {
    note_kind(exchange, document);
    exchange.store_id = Some(address.store.id);
    exchange.entry_point_id = address.named.map(|(entry, _)| entry.id);
    match &document.body {
        CxmlBody::Request(request) => match &request.payload {
            RequestPayload::PunchOutSetup(wanted) => {
                setup::open(exchange, document, wanted, address, state).await
            }
            RequestPayload::Profile => profile::answer(exchange, document, address, state),
            RequestPayload::Other(name) => Err(unsupported(name)),
        },
        CxmlBody::Message(_) => Err(unsupported("Message")),
        CxmlBody::Response(_) => Err(unsupported("Response")),
        CxmlBody::Other => Err(unsupported("a document without a Request")),
    }
}

fn unsupported(name: &str) -> Refusal {
    Refusal::new(
        ErrorCode::UnsupportedDocument,
        format!("{name} is not supported at this address."),
    )
}

/// Notes what the document is about, for the log.
fn note_kind(exchange: &mut Exchange, document: &Document) {
    exchange.order_id = protocol::cxml::order_id(document);
    if let CxmlBody::Request(request) = &document.body {
        exchange.transaction_type = match &request.payload {
            RequestPayload::PunchOutSetup(setup) => {
                exchange.buyer_cookie = setup
                    .buyer_cookie
                    .as_ref()
                    .map(|cookie| cookie.lookup_key().to_owned());
                exchange.email = protocol::cxml::identity(setup).email;
                TransactionType::SetupRequest
            }
            RequestPayload::Profile => TransactionType::ProfileRequest,
            RequestPayload::Other(name) if name == "OrderRequest" => TransactionType::OrderRequest,
            RequestPayload::Other(_) => TransactionType::Other,
        };
    }
}
