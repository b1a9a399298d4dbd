//! What every request can reach.

use std::sync::Arc;

use actix_web::HttpRequest;
use database::Database;
use punchout::time::Timestamp;

use crate::{
    auth::jwt::TokenKeys,
    clock::Clock,
    config::Config,
    peer,
    sealing::{MasterKey, Sealer},
};

/// What every request can reach. One per program, shared by its threads.
pub struct AppState {
    /// The settings of the program.
    pub config: Config,
    /// The database.
    pub database: Database,
    /// Seals secrets for storage.
    pub sealer: Arc<Sealer>,
    /// Signs tokens.
    pub tokens: TokenKeys,
    /// The present time.
    pub clock: Clock,
}

impl AppState {
    /// The state of a program with these settings, this database and this key.
    #[must_use]
    pub fn new(config: Config, database: Database, master: &MasterKey, clock: Clock) -> Self {
        Self {
            sealer: Arc::new(Sealer::new(master)),
            tokens: TokenKeys::new(master),
            config,
            database,
            clock,
        }
    }

    /// The present time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The caller's address, as far as it can be believed.
    #[must_use]
    pub fn peer(&self, request: &HttpRequest) -> Option<String> {
        peer::address(request, &self.config.http).map(|address| address.to_string())
    }

    /// To be called after each change of a setting: what this node keeps of them is brought up to date.
    pub async fn settings_changed(&self) {}
}
