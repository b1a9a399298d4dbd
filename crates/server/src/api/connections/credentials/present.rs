//! Credentials between JSON and the domain.

use api_types::{credential as dto, scalar};
use punchout::{
    connection::{Conditions, Credential, PartyId},
    ids::{ConnectionId, CredentialId},
    time::Timestamp,
};

use crate::{api::moment, problem::ApiResult, validation::FieldErrors};

/// The longest secret.
pub(super) const MAX_SECRET_CHARACTERS: usize = 1024;

/// A credential to be saved, without its secret, which the caller seals.
///
/// # Errors
/// `validation_failed` with the fields.
pub(in crate::api::connections) fn accept(
    input: dto::NewCredential,
    id: CredentialId,
    connection_id: ConnectionId,
    now: Timestamp,
) -> ApiResult<Credential> {
    let mut errors = FieldErrors::of(&input);
    let length = input
        .shared_secret
        .as_ref()
        .map_or(1, |secret| secret.0.chars().count());
    let basic_length = input
        .basic_password
        .as_ref()
        .map_or(1, |password| password.0.chars().count());
    for (pointer, length) in [
        ("/shared_secret", length),
        ("/basic_password", basic_length),
    ] {
        errors.check(
            (1..=MAX_SECRET_CHARACTERS).contains(&length),
            pointer,
            "invalid",
            "must have 1 to 1024 characters; null removes it",
        );
    }
    let valid_from = accept_time(&mut errors, "/valid_from", input.valid_from.as_ref());
    let valid_to = accept_time(&mut errors, "/valid_to", input.valid_to.as_ref());
    if let (Some(from), Some(to)) = (valid_from, valid_to) {
        errors.check(
            from < to,
            "/valid_to",
            "invalid",
            "must be after valid_from",
        );
    }
    errors.finish()?;
    Ok(Credential {
        id,
        connection_id,
        sender: PartyId {
            domain: input.domain,
            identity: input.identity,
        },
        from: input.from.map(accept_party),
        to: input.to.map(accept_party),
        shared_secret: None,
        conditions: Conditions {
            basic_username: input.basic_username,
            client_certificate_subject: input.client_certificate_subject,
            marketplace: input.marketplace.map(accept_party),
        },
        basic_password: None,
        valid_from,
        valid_to,
        last_used_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    })
}

fn accept_time(
    errors: &mut FieldErrors,
    pointer: &str,
    text: Option<&scalar::Timestamp>,
) -> Option<Timestamp> {
    let text = text?;
    let time = moment::accept(text);
    errors.check(
        time.is_some(),
        pointer,
        "invalid",
        "must be a time such as 2026-03-01T09:30:00Z",
    );
    time
}

fn accept_party(party: dto::Party) -> PartyId {
    PartyId {
        domain: party.domain,
        identity: party.identity,
    }
}

/// What can be changed of a credential, its secret left out.
pub(in crate::api::connections) fn fields(credential: &Credential) -> dto::NewCredential {
    dto::NewCredential {
        domain: credential.sender.domain.clone(),
        identity: credential.sender.identity.clone(),
        shared_secret: None,
        from: credential.from.as_ref().map(party),
        to: credential.to.as_ref().map(party),
        marketplace: credential.conditions.marketplace.as_ref().map(party),
        basic_username: credential.conditions.basic_username.clone(),
        basic_password: None,
        client_certificate_subject: credential.conditions.client_certificate_subject.clone(),
        valid_from: credential.valid_from.map(moment::present),
        valid_to: credential.valid_to.map(moment::present),
    }
}

/// A credential, without its secret.
pub(in crate::api::connections) fn credential(credential: &Credential) -> dto::Credential {
    dto::Credential {
        id: credential.id.0,
        connection_id: credential.connection_id.0,
        domain: credential.sender.domain.clone(),
        identity: credential.sender.identity.clone(),
        has_secret: credential.shared_secret.is_some(),
        from: credential.from.as_ref().map(party),
        to: credential.to.as_ref().map(party),
        marketplace: credential.conditions.marketplace.as_ref().map(party),
        basic_username: credential.conditions.basic_username.clone(),
        has_basic_password: credential.basic_password.is_some(),
        client_certificate_subject: credential.conditions.client_certificate_subject.clone(),
        valid_from: credential.valid_from.map(moment::present),
        valid_to: credential.valid_to.map(moment::present),
        last_used_at: credential.last_used_at.map(moment::present),
        created_at: moment::present(credential.created_at),
        updated_at: moment::present(credential.updated_at),
    }
}

fn party(party: &PartyId) -> dto::Party {
    dto::Party {
        domain: party.domain.clone(),
        identity: party.identity.clone(),
    }
}
