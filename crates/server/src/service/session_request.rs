//! A session request of PunchOut2Go: find the connection that the key opens, and the session that follows.

use database::writer::WriteSet;
use punchout::{
    connection::{Connection, Format},
    mapped::Told,
    named_error::ErrorCode,
    protocol::punchout2go as protocol,
    session::ReturnContext,
    setup::{self, Candidate, ClientProof, MAX_ITEMS, Refusal, SetupRequest},
    time::Timestamp,
    transaction::TransactionType,
};
use punchout2go::{Fault, FaultKind, Operation, SessionRequest};

use super::setup::{grant, mapped_request};
use crate::{
    gateway::{Address, Exchange},
    settings::{Mappings, Snapshot},
    state::AppState,
};

/// What the log calls the document.
const DOCUMENT: &str = "PunchOut2Go session request";

/// Opens a session, or refuses. Answers the address of its start page and what must be written with the log entry.
///
/// # Errors
///
/// The refusal of the client, of the document or of `punchout::setup`, or that the database is away.
pub async fn open(
    exchange: &mut Exchange,
    proof: Option<&ClientProof>,
    address: Address<'_>,
    settings: &Snapshot,
    state: &AppState,
) -> Result<(String, WriteSet), Refusal> {
    exchange.transaction_type = TransactionType::SetupRequest;
    exchange.store_id = Some(address.store.id);
    exchange.document = Some(DOCUMENT.to_owned());
    let Candidate {
        connection,
        credential,
        ..
    } = client(proof, address, settings, state.now())?;
    exchange.connection_id = Some(connection.id);
    exchange.business_unit_id = Some(connection.business_unit_id);
    exchange.credential_id = Some(credential.id);
    let read = SessionRequest::read(exchange.body());
    let session = read.map_err(|fault| unreadable(&fault).of(connection))?;
    exchange
        .buyer_cookie
        .clone_from(&session.params.body.buyer_cookie);
    exchange.payload_id.clone_from(&session.pos);
    let mappings = settings.mappings(connection.id);
    let mut request = SetupRequest {
        bound_buyer: credential.buyer_id,
        ..neutral(&session)
    };
    let told = mapped(&session, &mut request, mappings, false);
    for finding in told.findings {
        exchange.findings.add(finding);
    }
    exchange.email.clone_from(&request.identity.email);
    grant(
        exchange, connection, credential, request, address, settings, state,
    )
    .await
}

/// Finds the connection that a client opens at an address.
///
/// # Errors
///
/// The refusal of `punchout::setup::known_client`.
pub fn client<'a>(
    proof: Option<&ClientProof>,
    address: Address<'_>,
    settings: &'a Snapshot,
    now: Timestamp,
) -> Result<Candidate<'a>, Refusal> {
    let only = address.named.map(|(_, connection)| connection.id);
    setup::known_client(&settings.clients(only), proof, address.store, now)
}

/// A session request that is only looked at, as the connection's mapping reads it.
#[must_use]
pub fn preview(request: &SessionRequest, mappings: Option<&Mappings>) -> (SetupRequest, Told) {
    let mut setup = neutral(request);
    let told = mapped(request, &mut setup, mappings, true);
    (setup, told)
}

fn neutral(session: &SessionRequest) -> SetupRequest {
    let context = ReturnContext::PunchOut2Go {
        pos: session.pos.clone(),
        mode: session.params.mode.clone(),
    };
    let mut request = protocol::setup_request(session, Format::PunchOut2Go, context);
    // A new cart has no earlier lines, whatever comes along.
    if !matches!(session.operation, Operation::Edit | Operation::Inspect) {
        request.items.clear();
    }
    request.items.truncate(MAX_ITEMS);
    request
}

fn mapped(
    session: &SessionRequest,
    request: &mut SetupRequest,
    mappings: Option<&Mappings>,
    explain: bool,
) -> Told {
    mapped_request(mappings, request, |mapping, request| {
        protocol::mapped::read(mapping, session, request, explain)
    })
}

/// Why a document cannot be read, with the field and what would be right.
fn unreadable(fault: &Fault) -> Refusal {
    let error = match fault.kind {
        FaultKind::TooLarge => ErrorCode::TooLarge,
        _ => ErrorCode::InvalidJson,
    };
    Refusal::new(error, fault.to_string())
}

/// Whether a connection is one of these.
#[must_use]
pub fn is_meant(connection: &Connection) -> bool {
    connection.format == Format::PunchOut2Go
}
