//! A setup request: authenticate, decide, open the session.

mod buyer;

use cxml::{Document, PunchOutSetupRequest};
use database::writer::WriteSet;
use punchout::{
    connection::{Connection, Credential},
    ids::{BusinessUnitId, SessionId},
    mapped::{self, Compiled, Purpose, RunError, Told},
    named_error::ErrorCode,
    protocol::cxml::{self as protocol, Envelope},
    secret::TokenHash,
    session::{Permission, Session, SessionEvent, SessionEventKind},
    setup::{self, BuyerChoice, Caller, Candidate, Fresh, Plan, Refusal, SetupRequest},
    time::Timestamp,
};

use super::recall::recall;
use crate::{
    gateway::{Address, Exchange, Reply},
    random,
    settings::{Mappings, Snapshot},
    state::AppState,
};

const SECONDS_PER_HOUR: i64 = 3_600;

/// Opens a session, or refuses. What must be written with the log entry is returned, not written.
///
/// # Errors
///
/// The refusal of `punchout::setup`, or that the database is away.
pub async fn open(
    exchange: &mut Exchange,
    document: &Document,
    wanted: &PunchOutSetupRequest,
    address: Address<'_>,
    state: &AppState,
) -> Result<(Reply, WriteSet), Refusal> {
    let now = state.now();
    let settings = state.settings.snapshot();
    let Candidate {
        connection,
        credential,
        ..
    } = authenticate(exchange, document, address, &settings, now)
        .map_err(|refusal| incomplete(refusal, wanted))?;
    let (mut request, told) = read(document, wanted, settings.mappings(connection.id), false);
    for finding in protocol::left_out(wanted).into_iter().chain(told.findings) {
        exchange.findings.add(finding);
    }
    if request.identity.email.is_some() {
        exchange.email.clone_from(&request.identity.email);
    }
    connection.protocol.profile.tidy(&mut request.identity);
    let (start_page, set) = grant(
        exchange, connection, credential, request, address, &settings, state,
    )
    .await?;
    let reply = Reply::ok(
        &protocol::setup_response(&start_page, &envelope(state, now)),
        connection
            .protocol
            .response_version(document.version.as_ref()),
    );
    Ok((reply, set))
}

/// Opens the session of a caller who is known, or refuses. Answers the address of its start page and what must be written.
///
/// # Errors
///
/// The refusal of `punchout::setup::decide`, or that the database is away.
pub async fn grant(
    exchange: &mut Exchange,
    connection: &Connection,
    credential: &Credential,
    mut request: SetupRequest,
    address: Address<'_>,
    settings: &Snapshot,
    state: &AppState,
) -> Result<(String, WriteSet), Refusal> {
    let now = state.now();
    exchange.connection_id = Some(connection.id);
    exchange.business_unit_id = Some(connection.business_unit_id);
    let entry = settings.entry_point_of(connection.id, address.store.id);
    exchange.entry_point_id = entry.map(|entry| entry.id);
    if let Some(finding) = setup::unfilled(connection, request.return_url.as_deref()) {
        exchange.findings.add(finding);
        request.return_url = None;
    }
    if let Some(finding) = setup::contradiction(connection, &request.return_context) {
        exchange.findings.add(finding);
    }

    request.identity.mapped = settings.mapped_buyers(connection, &request.identity);
    let names = (
        request.identity.first_name.clone(),
        request.identity.last_name.clone(),
    );
    let mut plan = setup::decide(connection, request)?;
    if let BuyerChoice::FindOrCreate { email, .. } = &plan.buyer {
        exchange.email = Some(email.clone());
    }
    check_sessions(connection, state, now).await?;
    let unit = business_unit(&mut plan, connection, state).await?;
    exchange.business_unit_id = Some(unit);
    // Before anybody is made for it.
    let role = role(&plan, connection, settings)?;
    let buyer = buyer::find(connection, &plan.buyer, names, state, now).await?;
    let code = random::code(random::CODE_BYTES);
    let fresh = Fresh {
        session_id: SessionId(random::id()),
        start_code: TokenHash::of(code.expose()),
    };
    let return_hosts = plan
        .return_url
        .iter()
        // A connection's test makes its address up: nobody was seen there.
        .filter(|_| !exchange.is_test)
        .map(|url| (connection.id, url.entry.clone(), now))
        .collect();
    let permissions = match role {
        Some(permissions) => permissions,
        None => settings.permissions(connection, unit, buyer.0),
    };
    let mut session = Session {
        permissions,
        business_unit_id: unit,
        ..plan.into_session(connection, address.store, buyer, fresh, now)
    };
    recall(&mut session, state).await?;
    exchange.session_id = Some(session.id);
    let start_page = state
        .config
        .http
        .url_of(&format!("/punchout/start/{}", code.expose()));
    exchange.hide(code);
    let event = SessionEvent {
        id: random::id().into(),
        session_id: session.id,
        at: now,
        kind: SessionEventKind::Created,
        detail: Some(format!(
            "with the credential {} of {}",
            credential.id,
            credential.sender.described()
        )),
    };
    let set = WriteSet {
        superseding: vec![(session.id, random::id().into())],
        sessions: vec![session],
        events: vec![event],
        credential_uses: vec![(credential.id, now)],
        entry_point_uses: entry.map(|entry| (entry.id, now)).into_iter().collect(),
        return_hosts,
        ..WriteSet::default()
    };
    Ok((start_page, set))
}

/// A setup request as the connection's mapping reads it, and what that has to say.
#[must_use]
pub fn read(
    document: &Document,
    wanted: &PunchOutSetupRequest,
    mappings: Option<&Mappings>,
    explain: bool,
) -> (SetupRequest, Told) {
    let mut request = protocol::setup_request(document, wanted);
    let told = mapped_request(mappings, &mut request, |mapping, request| {
        mapping.read_cxml(document, request, explain)
    });
    (request, told)
}

/// Lets the request mapping of a connection, where it has one, go over what was read.
pub(super) fn mapped_request(
    mappings: Option<&Mappings>,
    request: &mut SetupRequest,
    run: impl FnOnce(&Compiled, &mut SetupRequest) -> Result<Told, RunError>,
) -> Told {
    let mapping = mappings.map(|mappings| mappings.get(Purpose::Request));
    let told = match mapping.transpose() {
        Ok(Some(Some(mapping))) => run(mapping, request)
            .map_err(|error| mapped::unusable(Purpose::Request, &error.to_string())),
        Ok(_) => Ok(Told::default()),
        Err(unusable) => Err(unusable),
    };
    told.unwrap_or_else(|unusable| Told {
        findings: vec![unusable],
        ..Told::default()
    })
}

/// The business unit that the session belongs to: the connection's, or the one of its company that the mapping found the reference
/// of. Buyers that are made are put there as well.
async fn business_unit(
    plan: &mut Plan,
    connection: &Connection,
    state: &AppState,
) -> Result<BusinessUnitId, Refusal> {
    let own = connection.business_unit_id;
    let Some(reference) = &plan.business_unit else {
        return Ok(own);
    };
    let found =
        database::business_units::find_in_company_of(state.database.read(), own, reference).await;
    let unit = found.map_err(|error| {
        tracing::error!(%error, "cannot find a business unit");
        Refusal::new(
            ErrorCode::DatabaseAway,
            "The business unit could not be looked up.",
        )
        .of(connection)
    })?;
    let Some(unit) = unit else {
        let text = format!(
            "The request mapping found the business unit “{reference}”, and the company has none with this reference."
        );
        return Err(Refusal::new(ErrorCode::BuyerNotIdentified, text).of(connection));
    };
    if let BuyerChoice::FindOrCreate {
        business_unit_id, ..
    } = &mut plan.buyer
    {
        *business_unit_id = unit.id;
    }
    Ok(unit.id)
}

/// What the role allows that the mapping found the name of.
fn role(
    plan: &Plan,
    connection: &Connection,
    settings: &Snapshot,
) -> Result<Option<Vec<Permission>>, Refusal> {
    let Some(name) = &plan.role else {
        return Ok(None);
    };
    match settings.permissions_of_role(name) {
        Some(permissions) => Ok(Some(permissions)),
        None => {
            let text = format!(
                "The request mapping found the role “{name}”, and there is none with this name."
            );
            Err(Refusal::new(ErrorCode::BuyerNotIdentified, text).of(connection))
        }
    }
}

/// A setup without BuyerCookie is not acceptable, whoever sent it. The caller reads the text, so it tells nothing of the credentials.
fn incomplete(refusal: Refusal, wanted: &PunchOutSetupRequest) -> Refusal {
    if wanted.buyer_cookie.is_some() {
        return refusal;
    }
    Refusal {
        error: ErrorCode::MissingBuyerCookie,
        text: "The setup has no BuyerCookie.".to_owned(),
        ..refusal
    }
}

/// What each document that is sent has of its own.
#[must_use]
pub fn envelope(state: &AppState, now: Timestamp) -> Envelope {
    Envelope::new(
        random::id(),
        state
            .config
            .http
            .public_url
            .host_str()
            .unwrap_or("localhost"),
        now,
    )
}

/// Finds the connection that a document's Sender opens at an address, and notes it for the log.
///
/// # Errors
///
/// The refusal of `punchout::setup::authenticate`, that there is no header, or that the document is not signed as the connection wants it.
pub fn authenticate<'a>(
    exchange: &mut Exchange,
    document: &Document,
    address: Address<'_>,
    settings: &'a Snapshot,
    now: Timestamp,
) -> Result<Candidate<'a>, Refusal> {
    let header = document
        .header
        .as_ref()
        .ok_or_else(|| Refusal::new(ErrorCode::MissingHeader, "The document has no Header."))?;
    let presented = protocol::presented(header);
    let candidates = settings.candidates(
        presented.iter().map(|claim| claim.party.key()),
        address.named.map(|(_, connection)| connection.id),
    );
    let caller = Caller {
        presented: &presented,
        from: &protocol::parties(&header.from),
        marketplaces: &protocol::marketplaces(&header.from),
        to: &protocol::parties(&header.to),
        transport: &exchange.transport,
    };
    let candidate = setup::authenticate(&candidates, &caller, address.store, now)?;
    exchange.connection_id = Some(candidate.connection.id);
    exchange.business_unit_id = Some(candidate.connection.business_unit_id);
    exchange.credential_id = Some(candidate.credential.id);
    setup::check_signature(candidate.connection, document.is_signed())?;
    Ok(candidate)
}

/// Checks that a connection may open one more session within the hour. Those that are being opened at the same moment are not counted.
async fn check_sessions(
    connection: &Connection,
    state: &AppState,
    now: Timestamp,
) -> Result<(), Refusal> {
    let Some(most) = connection.limits.max_sessions_per_hour else {
        return Ok(());
    };
    let opened = database::sessions::count_since(
        state.database.read(),
        connection.id,
        now.plus_seconds(-SECONDS_PER_HOUR),
    )
    .await
    .map_err(|error| {
        tracing::error!(%error, "cannot count sessions");
        Refusal::new(
            ErrorCode::DatabaseAway,
            "The sessions could not be counted.",
        )
    })?;
    if opened < u64::from(most) {
        return Ok(());
    }
    let text =
        format!("{opened} sessions were opened within an hour; the connection allows {most}.");
    Err(Refusal::new(ErrorCode::SessionLimit, text).of(connection))
}
