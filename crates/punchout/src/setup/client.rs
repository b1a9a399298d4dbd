//! Who calls: an API key, a client's id and secret, or a token of ours, against the connections that could be meant.

use crate::{
    connection::{Format, PartyId},
    ids::CredentialId,
    named_error::ErrorCode,
    secret::Secret,
    setup::{
        Candidate, Refusal,
        only_one::{check_open, only_one},
    },
    store::Store,
    time::Timestamp,
};

/// A client's claim to be somebody.
#[derive(Clone, Debug)]
pub enum ClientProof {
    /// A secret alone: an API key.
    Key(Secret<String>),
    /// A client's id and its secret.
    Login(String, Secret<String>),
    /// A token that was issued for a credential as it was at a version.
    Token(CredentialId, i64),
}

impl ClientProof {
    /// Whether it is this credential's. Secrets are compared in constant time.
    fn opens(&self, candidate: &Candidate<'_>) -> bool {
        let is_secret = |claim| candidate.secret.is_some_and(|secret| secret.matches(claim));
        match self {
            Self::Key(key) => is_secret(key),
            Self::Login(id, secret) => {
                let same = PartyId::client(id).same_as(&candidate.credential.sender);
                is_secret(secret) & same
            }
            Self::Token(id, version) => {
                candidate.credential.id == *id && candidate.credential.version == *version
            }
        }
    }
}

/// Finds the one connection that a client opens.
///
/// `candidates` are the credentials of all connections that lead to the store and, where the address names one connection, of that
/// connection alone. All are compared, whichever opens, so that the time tells nothing; and a guess is nobody's.
///
/// # Errors
///
/// The refusal that is nearest to success.
pub fn known_client<'a>(
    candidates: &[Candidate<'a>],
    proof: Option<&ClientProof>,
    store: &Store,
    now: Timestamp,
) -> Result<Candidate<'a>, Refusal> {
    let unknown = |text: &str| Refusal::new(ErrorCode::UnknownClient, text);
    let Some(proof) = proof else {
        return Err(unknown("The request has no API key and no token."));
    };
    let opened: Vec<_> = candidates
        .iter()
        .filter(|candidate| {
            candidate.connection.format == Format::PunchOut2Go
                && candidate.connection.serves(store.id)
        })
        .filter(|candidate| proof.opens(candidate))
        .copied()
        .collect();
    only_one(
        opened.iter(),
        |candidate| examine(candidate, store, now),
        "The key opens",
        || {
            unknown(match proof {
                ClientProof::Key(_) => "No connection at this address has this API key.",
                ClientProof::Login(..) => {
                    "No connection at this address has this client with this secret."
                }
                ClientProof::Token(..) => {
                    "The token is for another address, or its credential was changed since."
                }
            })
        },
    )
}

/// How far one candidate gets: each step that it passes counts.
fn examine(
    candidate: &Candidate<'_>,
    store: &Store,
    now: Timestamp,
) -> Result<(), (usize, Refusal)> {
    let refuse = |progress, error, text: String| Err((progress, Refusal::new(error, text)));
    let described = candidate.credential.sender.described();
    if !candidate.credential.valid_at(now) {
        return refuse(
            0,
            ErrorCode::CredentialNotValid,
            format!("The credential of {described} is not valid at this time."),
        );
    }
    check_open(candidate, store, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        connection::{Connection, Credential},
        test_data,
    };

    const NOW: Timestamp = Timestamp(1_000);

    fn run(
        proof: Option<ClientProof>,
        change: impl FnOnce(&mut Connection, &mut Credential, &mut Store),
    ) -> Result<(), ErrorCode> {
        let mut connection = test_data::connection(1);
        connection.format = Format::PunchOut2Go;
        let mut credential = test_data::credential(&connection, "");
        credential.sender = PartyId::client("hub");
        let mut store = test_data::store();
        change(&mut connection, &mut credential, &mut store);
        let secret = Secret::new("open".to_owned());
        let candidate = Candidate {
            connection: &connection,
            credential: &credential,
            secret: Some(&secret),
            basic_password: None,
        };
        known_client(&[candidate], proof.as_ref(), &store, NOW)
            .map(|_| ())
            .map_err(|refusal| refusal.error)
    }

    fn key(text: &str) -> ClientProof {
        ClientProof::Key(Secret::new(text.to_owned()))
    }

    fn login(id: &str, secret: &str) -> ClientProof {
        ClientProof::Login(id.to_owned(), Secret::new(secret.to_owned()))
    }

    #[test]
    fn a_key_and_a_login_open_their_connection() {
        assert_eq!(run(Some(key("open")), |_, _, _| ()), Ok(()));
        assert_eq!(run(Some(login(" HUB", "open")), |_, _, _| ()), Ok(()));
        let mut issued = None;
        run(Some(key("open")), |_, credential, _| {
            issued = Some(ClientProof::Token(credential.id, credential.version));
        })
        .unwrap();
        assert_eq!(run(issued, |_, _, _| ()), Ok(()));
    }

    #[test]
    fn each_refusal_has_its_name() {
        for proof in [
            None,
            Some(key("Open")),
            Some(login("joe", "open")),
            Some(login("hub", "x")),
        ] {
            assert_eq!(run(proof, |_, _, _| ()), Err(ErrorCode::UnknownClient));
        }
        let good = || Some(key("open"));
        assert_eq!(
            run(good(), |_, credential, _| credential.valid_to = Some(NOW)),
            Err(ErrorCode::CredentialNotValid)
        );
        assert_eq!(
            run(good(), |connection, _, _| connection.active = false),
            Err(ErrorCode::ConnectionInactive)
        );
        assert_eq!(
            run(good(), |_, _, store| store.enabled = false),
            Err(ErrorCode::StoreDisabled)
        );
        assert_eq!(
            run(good(), |connection, _, _| connection.format = Format::Oci),
            Err(ErrorCode::UnknownClient)
        );
    }
}
