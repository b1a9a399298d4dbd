//! Credentials between JSON and the domain.

use api_types::{credential as dto, scalar};
use punchout::{
    connection::{Conditions, Connection, Credential, Format, PartyId},
    ids::{BuyerId, CredentialId},
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
    connection: &Connection,
    now: Timestamp,
) -> ApiResult<Credential> {
    let mut errors = FieldErrors::of(&input);
    for (pointer, secret) in [
        ("/shared_secret", &input.shared_secret),
        ("/password", &input.password),
        ("/basic_password", &input.basic_password),
    ] {
        let length = secret.as_ref().map_or(1, |secret| secret.0.chars().count());
        errors.check(
            (1..=MAX_SECRET_CHARACTERS).contains(&length),
            pointer,
            "invalid",
            "must have 1 to 1024 characters; null removes it",
        );
    }
    fields_of_the_format(&mut errors, &input, connection.format);
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
        connection_id: connection.id,
        sender: match input.username {
            Some(username) if connection.format == Format::PunchOut2Go => {
                PartyId::client(username.trim())
            }
            Some(username) => PartyId::oci_user(username.trim()),
            None => PartyId {
                domain: input.domain,
                identity: input.identity,
            },
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
        buyer_id: input.buyer_id.map(BuyerId),
        valid_from,
        valid_to,
        last_used_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    })
}

/// What a credential of a format must have, and what it cannot have.
fn fields_of_the_format(errors: &mut FieldErrors, input: &dto::NewCredential, format: Format) {
    let username = input.username.as_deref().unwrap_or_default();
    let (required, unsupported, name) = match format {
        Format::Cxml => (
            vec![
                ("/domain", input.domain.as_str()),
                ("/identity", input.identity.as_str()),
            ],
            vec![
                ("/username", input.username.is_some()),
                ("/password", input.password.is_some()),
                ("/buyer_id", input.buyer_id.is_some()),
            ],
            "cxml",
        ),
        Format::PunchOut2Go => (
            vec![("/username", username)],
            vec![
                ("/domain", !input.domain.is_empty()),
                ("/identity", !input.identity.is_empty()),
                ("/shared_secret", input.shared_secret.is_some()),
                ("/from", input.from.is_some()),
                ("/to", input.to.is_some()),
                ("/marketplace", input.marketplace.is_some()),
                ("/basic_username", input.basic_username.is_some()),
                ("/basic_password", input.basic_password.is_some()),
                (
                    "/client_certificate_subject",
                    input.client_certificate_subject.is_some(),
                ),
            ],
            "punchout2go",
        ),
        Format::Oci => (
            vec![("/username", username)],
            vec![
                ("/domain", !input.domain.is_empty()),
                ("/identity", !input.identity.is_empty()),
                ("/shared_secret", input.shared_secret.is_some()),
                ("/from", input.from.is_some()),
                ("/to", input.to.is_some()),
            ],
            "oci",
        ),
    };
    if format == Format::PunchOut2Go {
        errors.check(
            !username.contains(':'),
            "/username",
            "invalid",
            "must not have a colon, which divides it from the secret in HTTP Basic authentication",
        );
    }
    for (pointer, value) in required {
        let blank = value.trim().is_empty();
        errors.check(!blank, pointer, "required", "must have 1 to 255 characters");
    }
    for (pointer, given) in unsupported {
        let message = format!("is not supported with the format {name}");
        errors.check(!given, pointer, "not_supported", &message);
    }
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
    let shown = self::credential(credential);
    dto::NewCredential {
        domain: shown.domain,
        identity: shown.identity,
        username: shown.username,
        password: None,
        buyer_id: shown.buyer_id,
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
    let username = credential.sender.as_user().map(str::to_owned);
    let (domain, identity) = match &username {
        Some(_) => Default::default(),
        None => (
            credential.sender.domain.clone(),
            credential.sender.identity.clone(),
        ),
    };
    dto::Credential {
        id: credential.id.0,
        connection_id: credential.connection_id.0,
        domain,
        identity,
        username,
        buyer_id: credential.buyer_id.map(|id| id.0),
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
