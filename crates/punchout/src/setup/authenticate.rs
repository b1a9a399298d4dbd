//! Who asks: the Sender's credentials against the connections that could be meant.

use crate::{
    connection::{Connection, Credential, Format, PartyId},
    named_error::ErrorCode,
    secret::Secret,
    setup::{
        Caller, PresentedCredential, PresentedMac, Refusal,
        only_one::{check_open, only_one},
    },
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
    /// The password of its HTTP Basic authentication; `None` where none is set.
    pub basic_password: Option<&'a Secret<String>>,
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
    caller: &Caller<'_>,
    store: &Store,
    now: Timestamp,
) -> Result<Candidate<'a>, Refusal> {
    let presented = caller.presented;
    let meant = candidates.iter().filter(|candidate| {
        candidate.connection.format == Format::Cxml
            && candidate.connection.serves(store.id)
            && presented
                .iter()
                .any(|claim| claim.party.same_as(&candidate.credential.sender))
    });
    only_one(
        meant,
        |candidate| examine(candidate, caller, store, now),
        "The credentials open",
        || unknown(presented),
    )
}

/// How far one candidate gets: each step that it passes counts.
fn examine(
    candidate: &Candidate<'_>,
    caller: &Caller<'_>,
    store: &Store,
    now: Timestamp,
) -> Result<(), (usize, Refusal)> {
    let Caller {
        presented, from, ..
    } = *caller;
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
    if let Err(refusal) = check_transport(candidate, caller, &sender) {
        return Err((3, refusal));
    }
    if let Err(refusal) = check_parties(credential, caller, &sender) {
        return Err((4, refusal));
    }
    check_open(candidate, store, 5)
}

/// What a credential asks of the way that a document came.
fn check_transport(
    candidate: &Candidate<'_>,
    caller: &Caller<'_>,
    sender: &str,
) -> Result<(), Refusal> {
    let conditions = &candidate.credential.conditions;
    if let Some(username) = &conditions.basic_username {
        let same = caller.transport.basic.as_ref().map(|(user, password)| {
            let set = candidate.basic_password;
            let right = set.is_some_and(|set| set.matches(password));
            right & (user == username)
        });
        let text = match same {
            Some(true) => None,
            Some(false) => Some("another user name or password"),
            None => Some("none"),
        };
        if let Some(text) = text {
            return Err(Refusal::new(
                ErrorCode::BasicAuthentication,
                format!(
                    "The credential of the Sender {sender} wants HTTP Basic authentication; the request has {text}."
                ),
            ));
        }
    }
    let subject = caller.transport.client_certificate_subject.as_deref();
    if !conditions.takes_subject(subject) {
        let text = subject.map_or_else(
            || "no proxy told of any".to_owned(),
            |subject| format!("this one is of “{subject}”"),
        );
        return Err(Refusal::new(
            ErrorCode::ClientCertificate,
            format!("The credential of the Sender {sender} wants a client certificate; {text}."),
        ));
    }
    Ok(())
}

/// For whom a credential may speak, and to whom.
fn check_parties(
    credential: &Credential,
    caller: &Caller<'_>,
    sender: &str,
) -> Result<(), Refusal> {
    let marketplace = &credential.conditions.marketplace;
    let members: Vec<&PartyId> = caller.members(marketplace.is_some()).collect();
    let rules = [
        ("From", &credential.from, members),
        (
            "the marketplace in From",
            marketplace,
            caller.marketplaces.iter().collect(),
        ),
        ("To", &credential.to, caller.to.iter().collect()),
    ];
    for (name, wanted, sent) in rules {
        if let Some(wanted) = wanted
            && !sent.iter().any(|party| wanted.covers(party))
        {
            return Err(Refusal::new(
                ErrorCode::PartyMismatch,
                format!(
                    "The credential of the Sender {sender} wants {name} to be {}/{}.",
                    wanted.domain, wanted.identity
                ),
            ));
        }
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
