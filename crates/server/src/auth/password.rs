//! Passwords: argon2id.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use punchout::secret::Secret;
use tokio::sync::Semaphore;

use crate::{
    config::AuthConfig,
    problem::{ApiProblem, ApiResult},
};

/// The fewest characters of a password (NIST SP 800-63B).
pub const MIN_CHARACTERS: usize = 8;

/// The most characters of a password: hashing more is work for nothing.
pub const MAX_CHARACTERS: usize = 256;

/// Whether a password is good enough to be set.
///
/// # Errors
/// Why not, for people.
pub fn check_strength(password: &str) -> Result<(), String> {
    let characters = password.chars().count();
    if !(MIN_CHARACTERS..=MAX_CHARACTERS).contains(&characters) {
        return Err(format!(
            "must have {MIN_CHARACTERS} to {MAX_CHARACTERS} characters"
        ));
    }
    let mut different: Vec<char> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < 3 {
        return Err("must have at least three different characters".to_owned());
    }
    if COMMON.contains(&password.to_lowercase().as_str()) {
        return Err("is one of the passwords that are tried first".to_owned());
    }
    Ok(())
}

/// The passwords that are long enough and most often tried (OWASP: common passwords are to be refused).
const COMMON: [&str; 48] = [
    "0123456789",
    "0987654321",
    "11223344",
    "1234567890",
    "12345678",
    "123456789",
    "123123123",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "1qaz2wsx3edc",
    "87654321",
    "987654321",
    "a1b2c3d4",
    "abc12345",
    "abcd1234",
    "abcdefgh",
    "adminadmin",
    "administrator",
    "admin123",
    "admin1234",
    "asdfasdf",
    "asdfghjk",
    "asdfghjkl",
    "baseball",
    "changeme",
    "computer",
    "football",
    "hallo123",
    "iloveyou",
    "letmein1",
    "passw0rd",
    "passwort",
    "passwort1",
    "password",
    "password!",
    "password1",
    "password12",
    "password123",
    "princess",
    "qwer1234",
    "qwerty123",
    "qwertyui",
    "qwertyuiop",
    "qwertz123",
    "sunshine",
    "superman",
    "welcome1",
];

/// Hashes a password, off the threads that answer requests.
///
/// # Errors
/// When hashing fails.
pub async fn hash(config: &AuthConfig, password: Secret<String>) -> ApiResult<String> {
    let config = config.clone();
    off_thread(move || {
        hasher(&config)?
            .hash_password(password.expose().as_bytes())
            .map(|hash| hash.to_string())
            .map_err(ApiProblem::internal)
    })
    .await
}

/// Whether a password is the one that was hashed, off the threads that answer requests. Without a hash the answer is no and takes
/// as long, so that the time does not tell whether there is a user.
///
/// # Errors
/// When hashing fails.
pub async fn verify(
    config: &AuthConfig,
    password: Secret<String>,
    hash: Option<String>,
) -> ApiResult<bool> {
    let config = config.clone();
    off_thread(move || {
        let argon2 = hasher(&config)?;
        let Some(hash) = hash else {
            argon2
                .hash_password(password.expose().as_bytes())
                .map_err(ApiProblem::internal)?;
            return Ok(false);
        };
        let parsed = PasswordHash::new(&hash).map_err(ApiProblem::internal)?;
        Ok(argon2
            .verify_password(password.expose().as_bytes(), &parsed)
            .is_ok())
    })
    .await
}

fn hasher(config: &AuthConfig) -> ApiResult<Argon2<'static>> {
    let params = Params::new(config.argon2_memory_kib, config.argon2_passes, 1, None)
        .map_err(ApiProblem::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// How many passwords are hashed at once: each takes a good deal of memory.
static TURNS: Semaphore = Semaphore::const_new(4);

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> ApiResult<T> + Send + 'static,
) -> ApiResult<T> {
    let _turn = TURNS.acquire().await.map_err(ApiProblem::internal)?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(ApiProblem::internal)?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quick() -> AuthConfig {
        AuthConfig {
            argon2_memory_kib: 8,
            argon2_passes: 1,
            ..AuthConfig::default()
        }
    }

    #[actix_web::test]
    async fn the_right_password_alone_verifies() {
        let secret = |text: &str| Secret::new(text.to_owned());
        let hashed = hash(&quick(), secret("correct horse battery"))
            .await
            .unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        let verify = |text, hash| {
            let config = quick();
            async move { verify(&config, secret(text), hash).await.unwrap() }
        };
        assert!(verify("correct horse battery", Some(hashed.clone())).await);
        assert!(!verify("Correct horse battery", Some(hashed)).await);
        assert!(!verify("correct horse battery", None).await);
    }
}
