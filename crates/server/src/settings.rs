//! The settings in memory: stores, connections, credentials and entry points, as one snapshot that is replaced as a whole.
//!
//! The punch-out path reads nothing else. A change on this node is loaded at once; a change on another node is noticed by the
//! version number, which every write of a setting moves and every node reads once a second.

mod mappings;
mod roles;
mod secrets;

use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
    time::Duration,
};

pub use mappings::{Inherited, Mappings};
use secrets::{Unsealed, signing_keys};
pub use secrets::{basic_context, copy_basic};

use arc_swap::ArcSwap;
use database::{Database, settings::SettingsRows};
use oci::ParameterNames;
use punchout::{
    connection::{Connection, Format},
    entry_point::EntryPoint,
    ids::{BusinessUnitId, BuyerId, ConnectionId, RoleId, StoreId},
    secret::Secret,
    session::Permission,
    setup::{BuyerIdentity, Candidate, map_key},
    store::Store,
};
use tokio::sync::Mutex;

use crate::sealing::Sealer;

/// How often the version of the settings is looked at.
pub const CHECK_EVERY: Duration = Duration::from_secs(1);

/// The settings of this node.
pub struct Settings {
    current: ArcSwap<Snapshot>,
    sealer: Arc<Sealer>,
    /// Loads follow one another, so that an older one never replaces a newer one.
    loading: Mutex<()>,
    last_problem: RwLock<Option<String>>,
}

/// All settings at one version.
#[derive(Default)]
pub struct Snapshot {
    version: Option<i64>,
    stores: HashMap<StoreId, Store>,
    store_keys: HashMap<String, StoreId>,
    /// What calls to each store are signed with, the oldest key first.
    signing_keys: HashMap<StoreId, Vec<Secret<String>>>,
    connections: HashMap<ConnectionId, Connection>,
    inherited: Inherited,
    /// The mappings of those connections that have any.
    mappings: HashMap<ConnectionId, Arc<Mappings>>,
    credentials: Vec<Unsealed>,
    /// Places in `credentials`, by the Sender in the form that it is compared in.
    senders: HashMap<(String, String), Vec<usize>>,
    entry_points: HashMap<(StoreId, String), EntryPoint>,
    buyer_map: HashMap<(ConnectionId, String), BuyerId>,
    roles: HashMap<RoleId, Vec<Permission>>,
    /// Their names in lower case: no two differ by case alone.
    role_names: HashMap<String, RoleId>,
    unit_roles: HashMap<BusinessUnitId, RoleId>,
    buyer_roles: HashMap<BuyerId, RoleId>,
    /// What OCI connections call the parameters of calls: each set of names once, the usual ones first.
    oci_names: Vec<ParameterNames>,
}

impl Settings {
    /// Loads the settings for the first time.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub async fn load(database: &Database, sealer: Arc<Sealer>) -> Result<Self, database::Error> {
        let settings = Self {
            current: ArcSwap::from_pointee(Snapshot::default()),
            sealer,
            loading: Mutex::new(()),
            last_problem: RwLock::new(None),
        };
        settings.refresh(database).await?;
        Ok(settings)
    }

    /// The settings as they are now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Loads what has changed; called after each write of a setting, and by [`Settings::watch`].
    ///
    /// # Errors
    ///
    /// When the database cannot be read; the settings stay as they were.
    pub async fn refresh(&self, database: &Database) -> Result<(), database::Error> {
        let _turn = self.loading.lock().await;
        let version = database::settings::version(database.read()).await?;
        let before = self.current.load_full();
        if before.version == Some(version) {
            return Ok(());
        }
        let rows = database::settings::load(database.read()).await?;
        self.current
            .store(Arc::new(Snapshot::build(rows, &self.sealer, &before)));
        Ok(())
    }

    /// Follows changes made on other nodes, until the database is closed.
    pub async fn watch(&self, database: &Database) {
        let mut ticks = tokio::time::interval(CHECK_EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            let problem = self
                .refresh(database)
                .await
                .err()
                .map(|error| error.to_string());
            if database.is_closed() {
                return;
            }
            let Ok(mut last) = self.last_problem.write() else {
                continue;
            };
            // Once, not each second, while the database is away.
            match (&problem, last.is_some()) {
                (Some(error), false) => tracing::error!(%error, "cannot look for changed settings"),
                (None, true) => tracing::info!("looking for changed settings again"),
                _ => {}
            }
            *last = problem;
        }
    }
}

impl Snapshot {
    fn build(rows: SettingsRows, sealer: &Sealer, before: &Self) -> Self {
        let mut senders: HashMap<_, Vec<_>> = HashMap::new();
        let mut credentials = Vec::with_capacity(rows.credentials.len());
        for credential in rows.credentials {
            senders
                .entry(credential.sender.key())
                .or_default()
                .push(credentials.len());
            credentials.push(Unsealed::of(credential, sealer));
        }
        let inherited = Inherited::new(rows.mapping_profiles, rows.value_tables);
        let mappings = rows
            .connections
            .iter()
            .filter_map(|connection| {
                let known = before.mappings.get(&connection.id);
                Some((connection.id, Mappings::of(connection, &inherited, known)?))
            })
            .collect();
        let mut oci_names = vec![ParameterNames::default()];
        for connection in &rows.connections {
            let names = &connection.oci.parameter_names;
            if connection.format == Format::Oci && !oci_names.contains(names) {
                oci_names.push(names.clone());
            }
        }
        Self {
            oci_names,
            version: Some(rows.version),
            inherited,
            mappings,
            signing_keys: signing_keys(rows.signing_keys, sealer),
            store_keys: rows
                .stores
                .iter()
                .map(|store| (store.key.clone(), store.id))
                .collect(),
            stores: rows
                .stores
                .into_iter()
                .map(|store| (store.id, store))
                .collect(),
            connections: rows
                .connections
                .into_iter()
                .map(|connection| (connection.id, connection))
                .collect(),
            credentials,
            senders,
            role_names: rows
                .roles
                .iter()
                .map(|role| (role.name.to_lowercase(), role.id))
                .collect(),
            roles: rows
                .roles
                .into_iter()
                .map(|role| (role.id, role.permissions))
                .collect(),
            unit_roles: rows.role_holders.units.into_iter().collect(),
            buyer_roles: rows.role_holders.buyers.into_iter().collect(),
            buyer_map: rows
                .buyer_map
                .into_iter()
                .map(|entry| {
                    let key = (entry.connection_id, map_key(&entry.external_id));
                    (key, entry.buyer_id)
                })
                .collect(),
            entry_points: rows
                .entry_points
                .into_iter()
                .map(|entry| ((entry.store_id, entry.slug.clone()), entry))
                .collect(),
        }
    }

    /// The version of these settings.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version.unwrap_or_default()
    }

    /// A store by its key.
    #[must_use]
    pub fn store_by_key(&self, key: &str) -> Option<&Store> {
        self.store(*self.store_keys.get(key)?)
    }

    /// A store.
    #[must_use]
    pub fn store(&self, id: StoreId) -> Option<&Store> {
        self.stores.get(&id)
    }

    /// All stores, in no order.
    pub fn stores(&self) -> impl Iterator<Item = &Store> {
        self.stores.values()
    }

    /// What calls to a store are signed with, the oldest key first: all that are live, so that the store can change over when it likes.
    #[must_use]
    pub fn signing_keys(&self, store: StoreId) -> &[Secret<String>] {
        self.signing_keys.get(&store).map_or(&[], Vec::as_slice)
    }

    /// A connection.
    #[must_use]
    pub fn connection(&self, id: ConnectionId) -> Option<&Connection> {
        self.connections.get(&id)
    }

    /// What connections inherit.
    #[must_use]
    pub const fn inherited(&self) -> &Inherited {
        &self.inherited
    }

    /// All connections, in no order.
    pub fn connections(&self) -> impl Iterator<Item = &Connection> {
        self.connections.values()
    }

    /// The mappings of a connection; `None` where it has none.
    #[must_use]
    pub fn mappings(&self, id: ConnectionId) -> Option<&Mappings> {
        self.mappings.get(&id).map(Arc::as_ref)
    }

    /// An entry point by its store and slug.
    #[must_use]
    pub fn entry_point(&self, store: StoreId, slug: &str) -> Option<&EntryPoint> {
        self.entry_points.get(&(store, slug.to_owned()))
    }

    /// The entry point of a connection into a store.
    #[must_use]
    pub fn entry_point_of(&self, connection: ConnectionId, store: StoreId) -> Option<&EntryPoint> {
        self.entry_points
            .values()
            .find(|entry| entry.connection_id == connection && entry.store_id == store)
    }

    /// The buyers that a connection's buyer map has for what a document says of the buyer.
    #[must_use]
    pub fn mapped_buyers(&self, connection: &Connection, identity: &BuyerIdentity) -> Vec<BuyerId> {
        if self.buyer_map.is_empty() {
            return Vec::new();
        }
        let mut buyers = Vec::new();
        for key in identity.keys(connection) {
            if let Some(buyer) = self.buyer_map.get(&(connection.id, key))
                && !buyers.contains(buyer)
            {
                buyers.push(*buyer);
            }
        }
        buyers
    }

    /// What the parameters of a call can be called: by one connection where the address names it, else by any.
    #[must_use]
    pub fn oci_names<'a>(&'a self, only: Option<&'a Connection>) -> Vec<&'a ParameterNames> {
        match only {
            Some(connection) => vec![&connection.oci.parameter_names],
            None => self.oci_names.iter().collect(),
        }
    }

    /// The first user of an OCI connection.
    #[must_use]
    pub fn oci_username(&self, connection: ConnectionId) -> Option<&str> {
        self.credentials
            .iter()
            .filter(|known| known.credential.connection_id == connection)
            .find_map(|known| known.credential.sender.as_user())
    }

    /// The credentials of PunchOut2Go connections; those of one connection where the address names it.
    #[must_use]
    pub fn clients(&self, only: Option<ConnectionId>) -> Vec<Candidate<'_>> {
        let connections = self.connections.values().filter(|connection| {
            connection.format == Format::PunchOut2Go && only.is_none_or(|id| id == connection.id)
        });
        connections
            .flat_map(|connection| self.credentials_of(connection.id))
            .collect()
    }

    /// The credentials of a connection.
    pub fn credentials_of(&self, connection: ConnectionId) -> impl Iterator<Item = Candidate<'_>> {
        let own = move |known: &&Unsealed| known.credential.connection_id == connection;
        self.credentials.iter().filter(own).filter_map(|known| {
            Some(Candidate {
                connection: self.connections.get(&known.credential.connection_id)?,
                credential: &known.credential,
                secret: known.secret.as_ref(),
                basic_password: known.basic_password.as_ref(),
            })
        })
    }

    /// The credentials that a Sender could mean; those of one connection where the address names it.
    #[must_use]
    pub fn candidates<'a>(
        &'a self,
        senders: impl Iterator<Item = (String, String)>,
        only: Option<ConnectionId>,
    ) -> Vec<Candidate<'a>> {
        let mut places: Vec<usize> = senders
            .filter_map(|sender| self.senders.get(&sender))
            .flatten()
            .copied()
            .collect();
        places.sort_unstable();
        places.dedup();
        places
            .into_iter()
            .filter_map(|place| {
                let Unsealed {
                    credential,
                    secret,
                    basic_password,
                } = self.credentials.get(place)?;
                let connection = self.connections.get(&credential.connection_id)?;
                only.is_none_or(|only| only == connection.id)
                    .then_some(Candidate {
                        connection,
                        credential,
                        secret: secret.as_ref(),
                        basic_password: basic_password.as_ref(),
                    })
            })
            .collect()
    }
}
