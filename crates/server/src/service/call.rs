//! An OCI call: find the connection that user and password open, and the session that follows.

use database::writer::WriteSet;
use oci::{Function, ParameterNames, Parameters};
use punchout::{
    connection::{Connection, PartyId},
    named_error::ErrorCode,
    protocol::oci as protocol,
    secret::Secret,
    setup::{self, Candidate, Login, Refusal},
    time::Timestamp,
    transaction::TransactionType,
};

use super::setup::grant;
use crate::{
    gateway::{Address, Exchange},
    settings::Snapshot,
    state::AppState,
};

/// What a call leads to.
pub enum Outcome {
    /// The buyer's browser goes to this start page.
    StartPage(String),
    /// The caller reads the answer itself: a form of what was found, which is nothing.
    EmptyForm,
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
    exchange.findings = protocol::findings(call.findings.clone());
    if matches!(
        call.function,
        Function::Validate | Function::BackgroundSearch
    ) {
        exchange.connection_id = Some(connection.id);
        exchange.business_unit_id = Some(connection.business_unit_id);
        let set = WriteSet {
            credential_uses: vec![(credential.id, now)],
            ..WriteSet::default()
        };
        return Ok((Outcome::EmptyForm, set));
    }
    let user = &credential.sender.identity;
    let request = protocol::setup_request(&call, user, credential.buyer_id);
    exchange.email.clone_from(&request.identity.email);
    let (start_page, set) = grant(
        exchange, connection, credential, request, address, settings, state,
    )
    .await?;
    Ok((Outcome::StartPage(start_page), set))
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
