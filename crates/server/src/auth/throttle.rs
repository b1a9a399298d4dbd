//! Slowing down those who guess passwords: counted per e-mail address, per peer and for both together, for all nodes together.

use database::throttle::{self, Limits};
use punchout::secret::TokenHash;

use crate::{
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

const WINDOW_SECONDS: i64 = 15 * 60;
const BLOCK_SECONDS: i64 = 5 * 60;

/// An attempt to sign in. It counts as a failure until it succeeds, so that many at once do not pass for one.
pub struct Attempt<'a> {
    state: &'a AppState,
    keys: Vec<TokenHash>,
}

impl<'a> Attempt<'a> {
    /// Begins an attempt.
    ///
    /// # Errors
    /// `too_many_requests` after too many failures.
    pub async fn begin(state: &'a AppState, email: &str, peer: Option<&str>) -> ApiResult<Self> {
        let now = state.now();
        let auth = &state.config.auth;
        let email = email.trim().to_lowercase();
        let mut limited = vec![(
            TokenHash::of(&format!("email {email}")),
            auth.login_attempts_per_email,
        )];
        if let Some(peer) = peer {
            let both = TokenHash::of(&format!("peer {peer} email {email}"));
            let peer = TokenHash::of(&format!("peer {peer}"));
            limited.push((both, auth.login_attempts_per_email_and_peer));
            limited.push((peer, auth.login_attempts_per_peer));
        }
        for (key, _) in &limited {
            if let Some(until) = throttle::blocked_until(state.database.read(), *key, now).await? {
                let seconds = until.0.saturating_sub(now.0).div_euclid(1_000_000) + 1;
                return Err(ApiProblem::too_many_requests(
                    u32::try_from(seconds).unwrap_or(u32::MAX),
                ));
            }
        }
        for (key, limit) in &limited {
            let limits = Limits {
                failures: i32::try_from(*limit).unwrap_or(i32::MAX),
                window_seconds: WINDOW_SECONDS,
                block_seconds: BLOCK_SECONDS,
            };
            throttle::fail(state.database.write(), *key, limits, now).await?;
        }
        Ok(Self {
            state,
            keys: limited.into_iter().map(|(key, _)| key).collect(),
        })
    }

    /// The attempt succeeded: earlier failures are forgotten.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn succeed(self) -> ApiResult<()> {
        for key in self.keys {
            throttle::clear(self.state.database.write(), key).await?;
        }
        Ok(())
    }
}
