//! The server as tests start it: the real one, on a port of its own.

use std::{net::TcpListener, path::PathBuf, sync::mpsc, thread::JoinHandle};

use actix_web::{dev::ServerHandle, web};
use api_types::api_key::Scope;
use database::{ConnectOptions, Database, api_keys::ApiKey};
use punchout::{
    ids::{ApiKeyId, StoreId},
    secret::{Secret, TokenHash},
};
use serde_json::json;
use server::{
    auth::{first_admin, identify::scope_name},
    clock::Clock,
    config::{Config, FirstAdmin},
    sealing::MasterKey,
    serve::{self, Running},
    state::AppState,
};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{Client, TestDatabase};

const ADMIN_EMAIL: &str = "admin@shop.example";
const ADMIN_PASSWORD: &str = "correct horse battery staple";

/// A server with a database of its own. Stopped when dropped.
pub struct TestApp {
    /// What the server's handlers reach: its clock, its keys.
    pub state: web::Data<AppState>,
    /// The test's own way to the database.
    pub database: TestDatabase,
    base: String,
    node: Node,
    _data_dir: TempDir,
}

/// A server that runs in a thread.
struct Node {
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl TestApp {
    /// Starts a server with an administrator.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start(database: TestDatabase) -> Self {
        Self::start_with(database, |_| {}).await
    }

    /// Starts a server with settings of the test's own.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_with(database: TestDatabase, change: impl FnOnce(&mut Config)) -> Self {
        let data_dir = TempDir::new().expect("a temporary folder can be made");
        let mut config = Config::for_data_dir(data_dir.path()).expect("the settings are good");
        config.storage.database_url = Secret::new(database.url().to_owned());
        config.first_admin = FirstAdmin::Given {
            email: ADMIN_EMAIL.to_owned(),
            password: Secret::new(ADMIN_PASSWORD.to_owned()),
        };
        // The least that argon2 takes: tests are about other things.
        config.auth.argon2_memory_kib = 8;
        config.auth.argon2_passes = 1;
        change(&mut config);
        let (node, state, base) = Node::start(config, Clock::default());
        Self {
            state,
            database,
            base,
            node,
            _data_dir: data_dir,
        }
    }

    /// The URL of a path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// A client that nobody knows.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        Client::new(&self.base, None)
    }

    /// The administrator, signed in.
    pub async fn admin(&self) -> Client {
        let login = json!({"email": ADMIN_EMAIL, "password": ADMIN_PASSWORD});
        let reply = self
            .anonymous()
            .post("/api/v1/auth/login", &login, 200)
            .await;
        Client::new(&self.base, Some(reply.text_at("/access_token")))
    }

    /// The administrator's e-mail address and password.
    #[must_use]
    pub const fn admin_credentials(&self) -> (&str, &str) {
        (ADMIN_EMAIL, ADMIN_PASSWORD)
    }

    /// A client with an API key of its own.
    ///
    /// # Panics
    /// When the key cannot be made.
    pub async fn key(&self, scopes: &[Scope], store: Option<Uuid>) -> Client {
        let key = server::auth::key::random_api_key();
        let now = self.state.now();
        let record = ApiKey {
            id: ApiKeyId(Uuid::now_v7()),
            hash: TokenHash::of(key.expose()),
            prefix: server::auth::key::shown_prefix(&key),
            name: "test".to_owned(),
            scopes: scopes
                .iter()
                .map(|scope| scope_name(*scope).to_owned())
                .collect(),
            store_id: store.map(StoreId),
            expires_at: None,
            last_used_at: None,
            revoked_at: None,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        database::api_keys::insert(self.database.write(), &record)
            .await
            .expect("the key can be made");
        self.bearer(key.expose())
    }

    /// A client with a token.
    #[must_use]
    pub fn bearer(&self, token: &str) -> Client {
        Client::new(&self.base, Some(token.to_owned()))
    }
}

impl Node {
    /// Starts a server in a thread of its own, with its own connections to the database.
    fn start(config: Config, clock: Clock) -> (Self, web::Data<AppState>, String) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let base = format!("http://{address}");
        let mut config = config;
        config.http.listen = address;
        config.http.public_url = base.parse().expect("an address makes a URL");
        let key_file: PathBuf = config.storage.master_key_file.clone();
        let (sender, receiver) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let options = ConnectOptions::new(config.storage.database_url.expose().clone());
                let database = Database::connect(&options)
                    .await
                    .expect("the test's database answers");
                let key = MasterKey::load_or_create(&key_file).expect("a key file can be made");
                let state = AppState::load(config, database, &key, clock)
                    .await
                    .expect("the settings can be read");
                let state = web::Data::new(state);
                first_admin::ensure(&state)
                    .await
                    .expect("an administrator can be made");
                let running = Running {
                    workers: 1,
                    heeds_signals: false,
                };
                let server =
                    serve::start(state.clone(), listener, running).expect("the server starts");
                let told = sender.send((server.handle(), state.clone()));
                if told.is_ok() {
                    server.await.expect("the server ends well");
                }
                state.database.close().await.expect("the database closes");
            });
        });
        let (handle, state) = receiver.recv().expect("the server starts");
        let node = Self {
            handle,
            thread: Some(thread),
        };
        (node, state, base)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // Telling is enough: the answer would only come while somebody waits for it.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
            && !std::thread::panicking()
        {
            panic!("the server under test failed");
        }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // Before the database, which can be removed only when nobody uses it.
        drop(self.node.handle.stop(false));
    }
}
