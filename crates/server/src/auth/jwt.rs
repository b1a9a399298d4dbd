//! Signed tokens: for people who signed in, and for storefronts within one punch-out session.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use punchout::{
    ids::{CredentialId, SessionId, UserId},
    secret::Secret,
    session::Permission,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    problem::{ApiProblem, ApiResult},
    sealing::MasterKey,
};

/// How long a person's token is good for: 15 minutes.
pub const USER_TOKEN_SECONDS: u32 = 15 * 60;

/// How long the token of a PunchOut2Go connection's client is good for: 15 minutes.
pub const CLIENT_TOKEN_SECONDS: u32 = 15 * 60;

const ISSUER: &str = "punchgate";

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Audience {
    User,
    Session,
    Client,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: Audience,
    sub: Uuid,
    /// Seconds since 1970.
    exp: i64,
    /// The generation of a person's sign-ins.
    #[serde(rename = "gen", default, skip_serializing_if = "Option::is_none")]
    generation: Option<i64>,
    /// A person's sign-in.
    #[serde(rename = "sid", default, skip_serializing_if = "Option::is_none")]
    sign_in: Option<Uuid>,
    /// What a session's buyer may do, for the storefront to go by. Calls are held against the session itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    permissions: Vec<Permission>,
    /// What the storefront is not to show, for it to go by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    features_to_hide: Vec<String>,
}

fn claims(aud: Audience, sub: Uuid, generation: Option<i64>, expires: Timestamp) -> Claims {
    Claims {
        iss: ISSUER.to_owned(),
        aud,
        sub,
        exp: expires.0.div_euclid(1_000_000),
        generation,
        sign_in: None,
        permissions: Vec::new(),
        features_to_hide: Vec::new(),
    }
}

/// What a token tells a storefront.
#[derive(Debug, Default)]
pub struct Told {
    /// What the buyer may do.
    pub permissions: Vec<Permission>,
    /// What the storefront is not to show.
    pub features_to_hide: Vec<String>,
}

/// Whom a token speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A person, as long as their sign-ins are of this generation, and this sign-in is not over.
    User(UserId, i64, Uuid),
    /// A punch-out session.
    Session(SessionId),
    /// The client of a credential, as long as that is of this version.
    Client(CredentialId, i64),
}

/// Signs and checks tokens.
#[derive(Clone)]
pub struct TokenKeys {
    encoding: EncodingKey,
    decoding: DecodingKey,
}

impl TokenKeys {
    /// Keys derived from the master key.
    #[must_use]
    pub fn new(master: &MasterKey) -> Self {
        let key = master.derive("punchgate tokens v1");
        Self {
            encoding: EncodingKey::from_secret(key.as_slice()),
            decoding: DecodingKey::from_secret(key.as_slice()),
        }
    }

    /// A token for a person, good for [`USER_TOKEN_SECONDS`].
    ///
    /// # Errors
    /// When signing fails.
    pub fn issue_user_token(
        &self,
        user: UserId,
        (generation, sign_in): (i64, Uuid),
        now: Timestamp,
    ) -> ApiResult<Secret<String>> {
        let expires = now.plus_seconds(i64::from(USER_TOKEN_SECONDS));
        let claims = claims(Audience::User, user.0, Some(generation), expires);
        self.sign(&Claims {
            sign_in: Some(sign_in),
            ..claims
        })
    }

    /// A token limited to a punch-out session, good until the session ends.
    ///
    /// # Errors
    /// When signing fails.
    pub fn issue_session_token(
        &self,
        session: SessionId,
        told: Told,
        expires: Timestamp,
    ) -> ApiResult<Secret<String>> {
        self.issue(Audience::Session, session.0, None, told, expires)
    }

    /// A token for the client of a credential, good for [`CLIENT_TOKEN_SECONDS`] and for its connection's entry points alone.
    ///
    /// # Errors
    /// When signing fails.
    pub fn issue_client_token(
        &self,
        credential: CredentialId,
        version: i64,
        now: Timestamp,
    ) -> ApiResult<Secret<String>> {
        let expires = now.plus_seconds(i64::from(CLIENT_TOKEN_SECONDS));
        let told = Told::default();
        self.issue(Audience::Client, credential.0, Some(version), told, expires)
    }

    fn issue(
        &self,
        aud: Audience,
        sub: Uuid,
        generation: Option<i64>,
        told: Told,
        expires: Timestamp,
    ) -> ApiResult<Secret<String>> {
        self.sign(&Claims {
            permissions: told.permissions,
            features_to_hide: told.features_to_hide,
            ..claims(aud, sub, generation, expires)
        })
    }

    fn sign(&self, claims: &Claims) -> ApiResult<Secret<String>> {
        encode(&Header::new(Algorithm::HS256), claims, &self.encoding)
            .map(Secret::new)
            .map_err(ApiProblem::internal)
    }

    /// Whom a token speaks for; nobody where it is not ours, or its time is over.
    #[must_use]
    pub fn verify(&self, token: &str, now: Timestamp) -> Option<Subject> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        // Both are looked at below: the time comes from the program's clock, and either audience is good.
        validation.validate_exp = false;
        validation.validate_aud = false;
        let claims = decode::<Claims>(token, &self.decoding, &validation)
            .ok()?
            .claims;
        if claims.exp <= now.0.div_euclid(1_000_000) {
            return None;
        }
        Some(match claims.aud {
            Audience::User => {
                Subject::User(UserId(claims.sub), claims.generation?, claims.sign_in?)
            }
            Audience::Session => Subject::Session(SessionId(claims.sub)),
            Audience::Client => Subject::Client(CredentialId(claims.sub), claims.generation?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

    #[test]
    fn tokens_lead_back_until_their_time_is_over() {
        let keys = TokenKeys::new(&MasterKey::generate());
        let user = UserId(Uuid::from_u128(7));
        let sign_in = Uuid::from_u128(8);
        let token = keys.issue_user_token(user, (3, sign_in), NOW).unwrap();
        let at = |seconds| keys.verify(token.expose(), NOW.plus_seconds(seconds));
        assert_eq!(at(0), Some(Subject::User(user, 3, sign_in)));
        assert_eq!(at(15 * 60 - 1), Some(Subject::User(user, 3, sign_in)));
        assert_eq!(at(15 * 60), None);
    }

    #[test]
    fn a_sessions_token_is_not_a_persons() {
        let keys = TokenKeys::new(&MasterKey::generate());
        let session = SessionId(Uuid::from_u128(7));
        let token = keys
            .issue_session_token(session, Told::default(), NOW.plus_seconds(60))
            .unwrap();
        assert_eq!(
            keys.verify(token.expose(), NOW),
            Some(Subject::Session(session))
        );
    }

    #[test]
    fn foreign_and_unsigned_tokens_are_refused() {
        let keys = TokenKeys::new(&MasterKey::generate());
        let token = keys
            .issue_user_token(UserId(Uuid::nil()), (0, Uuid::nil()), NOW)
            .unwrap();
        let others = TokenKeys::new(&MasterKey::generate());
        assert_eq!(others.verify(token.expose(), NOW), None);
        assert_eq!(keys.verify("pgk_abc", NOW), None);
        // {"alg":"none"} with the same claims.
        let claims = token.expose().split('.').nth(1).unwrap();
        let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{claims}.");
        assert_eq!(keys.verify(&unsigned, NOW), None);
    }
}
