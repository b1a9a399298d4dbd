//! What every request can reach.

use std::sync::Arc;

use actix_web::HttpRequest;
use database::Database;
use punchout::time::Timestamp;

use crate::{
    adapters::Tokens,
    auth::jwt::TokenKeys,
    clock::Clock,
    config::Config,
    gateway::{Limits, Log},
    metrics::Metrics,
    outbound::{Guard, Outbound},
    peer, random,
    sealing::{MasterKey, Sealer},
    service::store_service::StoreService,
    settings::Settings,
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
    /// Stores, connections, credentials and entry points, in memory.
    pub settings: Settings,
    /// The bounds of the transaction log on this node.
    pub log: Log,
    /// How often procurement systems may call this node.
    pub limits: Limits,
    /// The way to stores' own servers.
    pub outbound: Outbound,
    /// What stores are asked for.
    pub store_service: StoreService,
    /// What opens Liferay's API.
    pub liferay_tokens: Tokens,
    /// What this node did.
    pub metrics: Metrics,
    /// This node.
    pub node: Node,
}

/// A program that runs.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its name: made up at each start.
    pub id: String,
    /// When it was started.
    pub started_at: Timestamp,
}

impl AppState {
    /// The state of a program with these settings, this database and this key.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn load(
        config: Config,
        database: Database,
        master: &MasterKey,
        clock: Clock,
    ) -> Result<Self, database::Error> {
        let sealer = Arc::new(Sealer::new(master));
        let limits = Limits::new(&config.limits);
        let settings = Settings::load(&database, Arc::clone(&sealer)).await?;
        let outbound = Outbound::new(Guard::new(&config.http.private_networks));
        Ok(Self {
            store_service: StoreService::new(outbound.clone()),
            outbound,
            liferay_tokens: Tokens::default(),
            sealer,
            tokens: TokenKeys::new(master),
            config,
            database,
            settings,
            log: Log::default(),
            limits,
            metrics: Metrics::default(),
            node: Node {
                id: random::id().to_string(),
                started_at: clock.now(),
            },
            clock,
        })
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

    /// To be called after each change of a setting: what this node keeps of them is brought up to date. Where that fails, the watch
    /// over changes of other nodes makes up for it.
    pub async fn settings_changed(&self) {
        if let Err(error) = self.settings.refresh(&self.database).await {
            tracing::error!(%error, "cannot load changed settings");
        }
    }
}
