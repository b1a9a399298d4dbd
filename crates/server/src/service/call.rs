//! An OCI call: find the connection that user and password open, and the session that follows.

mod download;
mod functions;

use database::writer::WriteSet;
use oci::{Call, Function, ParameterNames, Parameters};
use punchout::{
    connection::{Connection, Credential, PartyId},
    mapped::Told,
    named_error::ErrorCode,
    protocol::oci as protocol,
    secret::Secret,
    setup::{self, Candidate, Login, Refusal, SetupRequest},
    time::Timestamp,
    transaction::TransactionType,
};

pub use self::functions::Answered;
use super::setup::{grant, mapped_request};
use crate::{
    gateway::{Address, Exchange},
    settings::{Mappings, Snapshot},
    state::AppState,
};

/// What a call leads to.
pub enum Outcome {
    /// The buyer's browser goes to this start page.
    StartPage(String),
    /// The caller gets what the store says at once: a form.
    Form(Box<Answered>),
}

/// Answers a call, or refuses it. What must be written with the log entry is returned, not written.
///
/// # Errors
///
/// The refusal of `punchout::setup`, or that the database is away.
pub async fn answer(
    exchange: &mut Exchange,
    parameters: &Parameters,
    by_get: bool,
    address: Address<'_>,
    settings: &Snapshot,
    state: &AppState,
) -> Result<(Outcome, WriteSet), Refusal> {
    let now = state.now();
    exchange.transaction_type = TransactionType::SetupRequest;
    exchange.store_id = Some(address.store.id);
    let (candidate, names) = log_in(parameters, address, settings, now)?;
    let Candidate {
        connection,
        credential,
        ..
    } = candidate;
    if by_get && !connection.oci.allow_get {
        return Err(Refusal::new(
            ErrorCode::GetNotAllowed,
            "The call came by GET, and the connection takes POST alone.",
        )
        .of(connection));
    }
    let call = parameters.call(names);
    exchange.document = Some(document(&call.function));
    if !connection.oci.answers(&call.function) {
        let name = call.function.name();
        let text = format!("The call asks for {name}, which is switched off for the connection.");
        return Err(Refusal::new(ErrorCode::FunctionNotAllowed, text).of(connection));
    }
    exchange.findings = protocol::findings(call.findings.clone());
    let (request, told) = read(
        parameters,
        &call,
        credential,
        connection,
        settings.mappings(connection.id),
    );
    for finding in told.findings {
        exchange.findings.add(finding);
    }
    exchange.email.clone_from(&request.identity.email);
    if functions::is_unattended(&call.function) {
        let known = (connection, credential);
        let store = address.store;
        let answered =
            functions::answer(exchange, &call, request, known, store, settings, state).await?;
        let set = WriteSet {
            credential_uses: vec![(credential.id, now)],
            ..WriteSet::default()
        };
        return Ok((Outcome::Form(Box::new(answered)), set));
    }
    let (start_page, set) = grant(
        exchange, connection, credential, request, address, settings, state,
    )
    .await?;
    Ok((Outcome::StartPage(start_page), set))
}

/// A call as the connection's mapping reads it, and what that has to say.
fn read(
    parameters: &Parameters,
    call: &Call,
    credential: &Credential,
    connection: &Connection,
    mappings: Option<&Mappings>,
) -> (SetupRequest, Told) {
    let mut request =
        protocol::setup_request(call, &credential.sender.identity, credential.buyer_id);
    let plain = parameters.plain(&connection.oci.parameter_names);
    let told = mapped_request(mappings, &mut request, |mapping, request| {
        protocol::mapped::read(mapping, plain, request, false)
    });
    (request, told)
}

/// A call that is only looked at, as the connection's mapping reads it.
#[must_use]
pub fn preview(
    parameters: &Parameters,
    connection: &Connection,
    mappings: Option<&Mappings>,
) -> (SetupRequest, Told) {
    let names = &connection.oci.parameter_names;
    let call = parameters.call(names);
    let user = parameters.username(names).unwrap_or_default();
    let mut request = protocol::setup_request(&call, user, None);
    let plain = parameters.plain(names);
    let mut told = mapped_request(mappings, &mut request, |mapping, request| {
        protocol::mapped::read(mapping, plain, request, true)
    });
    told.findings
        .extend(protocol::findings(call.findings).found);
    (request, told)
}

/// What the log calls a call.
fn document(function: &Function) -> String {
    format!("OCI {}", function.name()).trim_end().to_owned()
}

/// Finds the connection that user and password open, and what it calls its parameters.
fn log_in<'a>(
    parameters: &Parameters,
    address: Address<'a>,
    settings: &'a Snapshot,
    now: Timestamp,
) -> Result<(Candidate<'a>, &'a ParameterNames), Refusal> {
    let only: Option<&'a Connection> = address.named.map(|(_, connection)| connection);
    let logins: Vec<_> = settings
        .oci_names(only)
        .into_iter()
        .filter_map(|names| {
            Some(Login {
                username: parameters.username(names)?.to_owned(),
                password: parameters
                    .password(names)
                    .map(|password| Secret::new(password.expose().to_owned())),
            })
        })
        .collect();
    let candidates = settings.candidates(
        logins
            .iter()
            .map(|login| PartyId::oci_user(&login.username).key()),
        only.map(|connection| connection.id),
    );
    let candidate = setup::log_in(&candidates, &logins, address.store, now)?;
    Ok((candidate, &candidate.connection.oci.parameter_names))
}
