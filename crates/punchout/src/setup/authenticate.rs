//! Who asks: the Sender's credentials against the connections that could be meant.

use crate::{
    connection::{Connection, Credential, PartyId},
    named_error::ErrorCode,
    secret::Secret,
    setup::{PresentedCredential, PresentedMac, Refusal},
    store::Store,
    time::Timestamp,
};

/// The most names of a party that codes are compared for.
const MOST_NAMES: usize = 8;

/// A credential that could be meant, with its connection and its secret unsealed.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The connection that it opens.
    pub connection: &'a Connection,
    /// The credential.
    pub credential: &'a Credential,
    /// Its secret; `None` where none is set.
    pub secret: Option<&'a Secret<String>>,
}

/// Finds the one connection that a Sender opens (cXML 1.2, Header: authenticate the Sender; From and To never change on the way).
///
/// `candidates` are the credentials of all connections that lead to the store and, where the address names one connection, of
/// that connection alone. Several credentials in a Sender are alternatives for the same party.
///
/// # Errors
///
/// The refusal that is nearest to success: of a caller with two credentials, a wrong secret on the first and an inactive
/// connection behind the second, the administrator wants to know of the second.
pub fn authenticate<'a>(
    candidates: &[Candidate<'a>],
    presented: &[PresentedCredential],
    from: &[PartyId],
    to: &[PartyId],
    store: &Store,
    now: Timestamp,
) -> Result<Candidate<'a>, Refusal> {
    let mut granted: Option<Candidate<'a>> = None;
    let mut nearest: Option<(usize, Refusal)> = None;
    for candidate in candidates.iter().filter(|candidate| {
        candidate.connection.serves(store.id)
            && presented
                .iter()
                .any(|claim| claim.party.same_as(&candidate.credential.sender))
    }) {
        match examine(candidate, presented, from, to, store, now) {
            Ok(()) => match granted {
                Some(other) if other.connection.id != candidate.connection.id => {
                    return Err(Refusal::new(
                        ErrorCode::AmbiguousSender,
                        format!(
                            "The credentials open the connections “{}” and “{}”.",
                            other.connection.name, candidate.connection.name
                        ),
                    ));
                }
                Some(_) => {}
                None => granted = Some(*candidate),
            },
            Err((progress, refusal)) => {
                if nearest.as_ref().is_none_or(|(best, _)| progress > *best) {
                    nearest = Some((progress, refusal.of(candidate.connection)));
                }
            }
        }
    }
    granted.ok_or_else(|| nearest.map_or_else(|| unknown(presented), |(_, refusal)| refusal))
}

/// How far one candidate gets: each step that it passes counts.
fn examine(
    candidate: &Candidate<'_>,
    presented: &[PresentedCredential],
    from: &[PartyId],
    to: &[PartyId],
    store: &Store,
    now: Timestamp,
) -> Result<(), (usize, Refusal)> {
    let credential = candidate.credential;
    let sender = format!(
        "{}/{}",
        credential.sender.domain, credential.sender.identity
    );
    let refuse = |progress, error, text: String| Err((progress, Refusal::new(error, text)));
    let Some(secret) = candidate.secret else {
        return refuse(
            0,
            ErrorCode::MissingSecret,
            format!("No secret is set for the Sender {sender}."),
        );
    };
    let has_proof = |claim: &PresentedCredential| claim.secret.is_some() || claim.mac.is_some();
    if !presented.iter().any(has_proof) {
        return refuse(
            0,
            ErrorCode::MissingSecret,
            format!("The Sender {sender} sent no SharedSecret."),
        );
    }
    // All are compared, whichever matches, so that the time tells nothing.
    let by_secret = presented
        .iter()
        .filter_map(|claim| claim.secret.as_ref())
        .fold(false, |found, claim| secret.matches(claim) | found);
    let by_mac = vouched_for(presented, from, secret);
    if !by_secret && by_mac.is_none() {
        return refuse(
            1,
            ErrorCode::WrongSecret,
            format!("The Sender {sender} sent another SharedSecret."),
        );
    }
    if let (false, Some(mac)) = (by_secret, by_mac)
        && !mac.valid_at(now)
    {
        return refuse(
            2,
            ErrorCode::CredentialNotValid,
            format!(
                "The CredentialMac of the Sender {sender} is good from {} to {}.",
                mac.creation.0, mac.expiration.0
            ),
        );
    }
    if !credential.valid_at(now) {
        return refuse(
            2,
            ErrorCode::CredentialNotValid,
            format!("The credential of the Sender {sender} is not valid at this time."),
        );
    }
    for (name, wanted, sent) in [("From", &credential.from, from), ("To", &credential.to, to)] {
        if let Some(wanted) = wanted
            && !sent.iter().any(|party| wanted.covers(party))
        {
            return refuse(
                3,
                ErrorCode::PartyMismatch,
                format!(
                    "The credential of the Sender {sender} wants {name} to be {}/{}.",
                    wanted.domain, wanted.identity
                ),
            );
        }
    }
    if !candidate.connection.active {
        return refuse(
            4,
            ErrorCode::ConnectionInactive,
            format!(
                "The connection “{}” is not active.",
                candidate.connection.name
            ),
        );
    }
    if !store.enabled {
        return refuse(
            5,
            ErrorCode::StoreDisabled,
            format!("The store “{}” is not enabled.", store.name),
        );
    }
    Ok(())
}

/// The code that a third party made with the secret, for one of the From's names and the Sender.
fn vouched_for<'a>(
    presented: &'a [PresentedCredential],
    from: &[PartyId],
    secret: &Secret<String>,
) -> Option<&'a PresentedMac> {
    let mut found = None;
    for claim in presented.iter().take(MOST_NAMES) {
        for party in from.iter().take(MOST_NAMES) {
            if let Some(mac) = &claim.mac
                && mac.matches(party, &claim.party, secret)
            {
                found = Some(mac);
            }
        }
    }
    found
}

fn unknown(presented: &[PresentedCredential]) -> Refusal {
    let names: Vec<_> = presented
        .iter()
        .map(|claim| format!("{}/{}", claim.party.domain, claim.party.identity))
        .collect();
    if names.is_empty() {
        Refusal::new(ErrorCode::UnknownSender, "The document names no Sender.")
    } else {
        Refusal::new(
            ErrorCode::UnknownSender,
            format!(
                "No connection at this address knows the Sender {}.",
                names.join(" or ")
            ),
        )
    }
}

#[cfg(test)]
mod tests;
