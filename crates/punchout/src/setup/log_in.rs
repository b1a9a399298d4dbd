//! Who calls: user and password of an OCI call against the connections that could be meant.

use crate::{
    connection::{Format, PartyId},
    named_error::ErrorCode,
    secret::Secret,
    setup::{
        Candidate, Refusal,
        only_one::{check_open, only_one},
    },
    store::Store,
    time::Timestamp,
};

/// A user's claim to be somebody.
#[derive(Clone, Debug)]
pub struct Login {
    /// Who.
    pub username: String,
    /// The proof.
    pub password: Option<Secret<String>>,
}

/// Finds the one connection that a user opens.
///
/// `candidates` are the credentials of all connections that lead to the store and, where the address names one connection, of that
/// connection alone. Several logins are readings of the same call by the names that different connections have for its parameters.
///
/// # Errors
///
/// The refusal that is nearest to success.
pub fn log_in<'a>(
    candidates: &[Candidate<'a>],
    logins: &[Login],
    store: &Store,
    now: Timestamp,
) -> Result<Candidate<'a>, Refusal> {
    let claims = |candidate: &Candidate<'_>| -> Vec<&Login> {
        let means = |login: &&Login| {
            PartyId::oci_user(&login.username).same_as(&candidate.credential.sender)
        };
        logins.iter().filter(means).collect()
    };
    let meant = candidates.iter().filter(|candidate| {
        candidate.connection.format == Format::Oci
            && candidate.connection.serves(store.id)
            && !claims(candidate).is_empty()
    });
    only_one(
        meant,
        |candidate| examine(candidate, &claims(candidate), store, now),
        "User and password open",
        || unknown(logins),
    )
}

/// How far one candidate gets: each step that it passes counts.
fn examine(
    candidate: &Candidate<'_>,
    claims: &[&Login],
    store: &Store,
    now: Timestamp,
) -> Result<(), (usize, Refusal)> {
    let user = &candidate.credential.sender.identity;
    let refuse = |progress, error, text: String| Err((progress, Refusal::new(error, text)));
    if claims.iter().all(|login| login.password.is_none()) {
        return refuse(
            0,
            ErrorCode::MissingLogin,
            format!("The call for the user {user} has no password."),
        );
    }
    let Some(password) = candidate.secret else {
        return refuse(
            0,
            ErrorCode::WrongPassword,
            format!("No password is set for the user {user}."),
        );
    };
    // All are compared, whichever matches, so that the time tells nothing.
    let matches = claims
        .iter()
        .filter_map(|login| login.password.as_ref())
        .fold(false, |found, claim| password.matches(claim) | found);
    if !matches {
        return refuse(
            1,
            ErrorCode::WrongPassword,
            format!("The call for the user {user} has another password."),
        );
    }
    if !candidate.credential.valid_at(now) {
        return refuse(
            2,
            ErrorCode::CredentialNotValid,
            format!("The credential of the user {user} is not valid at this time."),
        );
    }
    check_open(candidate, store, 3)
}

fn unknown(logins: &[Login]) -> Refusal {
    match logins.first() {
        None => Refusal::new(ErrorCode::MissingLogin, "The call names no user."),
        Some(login) => Refusal::new(
            ErrorCode::UnknownUser,
            format!(
                "No OCI connection at this address knows the user {}.",
                login.username.chars().take(100).collect::<String>()
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        connection::{Connection, Credential},
        test_data,
    };

    const NOW: Timestamp = Timestamp(1_000);

    fn logins(username: &str, password: Option<&str>) -> Vec<Login> {
        vec![Login {
            username: username.to_owned(),
            password: password.map(|text| Secret::new(text.to_owned())),
        }]
    }

    fn run(
        logins: &[Login],
        change: impl FnOnce(&mut Connection, &mut Credential, &mut Store),
    ) -> Result<(), ErrorCode> {
        let mut connection = test_data::connection(1);
        connection.format = Format::Oci;
        let mut credential = test_data::credential(&connection, "");
        credential.sender = PartyId::oci_user("Jane");
        let mut store = test_data::store();
        change(&mut connection, &mut credential, &mut store);
        let secret = Secret::new("open".to_owned());
        let candidate = Candidate {
            connection: &connection,
            credential: &credential,
            secret: Some(&secret),
            basic_password: None,
        };
        log_in(&[candidate], logins, &store, NOW)
            .map(|_| ())
            .map_err(|refusal| refusal.error)
    }

    #[test]
    fn user_and_password_open_their_connection() {
        assert_eq!(run(&logins(" JANE", Some("open")), |_, _, _| ()), Ok(()));
        let readings = [logins("Jane", None), logins("jane", Some("open"))].concat();
        assert_eq!(run(&readings, |_, _, _| ()), Ok(()));
    }

    #[test]
    fn each_refusal_has_its_name() {
        let good = logins("jane", Some("open"));
        for (logins, error) in [
            (vec![], ErrorCode::MissingLogin),
            (logins("jane", None), ErrorCode::MissingLogin),
            (logins("joe", Some("open")), ErrorCode::UnknownUser),
            (logins("jane", Some("Open")), ErrorCode::WrongPassword),
        ] {
            assert_eq!(run(&logins, |_, _, _| ()), Err(error));
        }
        assert_eq!(
            run(&good, |_, credential, _| credential.valid_to = Some(NOW)),
            Err(ErrorCode::CredentialNotValid)
        );
        assert_eq!(
            run(&good, |connection, _, _| connection.active = false),
            Err(ErrorCode::ConnectionInactive)
        );
        assert_eq!(
            run(&good, |_, _, store| store.enabled = false),
            Err(ErrorCode::StoreDisabled)
        );
        assert_eq!(
            run(&good, |connection, _, _| connection.format = Format::Cxml),
            Err(ErrorCode::UnknownUser)
        );
    }
}
