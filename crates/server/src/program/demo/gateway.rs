//! The gateway of the demo: the program's own server, in a thread, so that it can end and begin again.

use std::{net::TcpListener, thread::JoinHandle};

use actix_web::{dev::ServerHandle, web};
use anyhow::{Context, anyhow};
use database::api_keys;
use punchout::{
    ids::ApiKeyId,
    secret::{Secret, TokenHash},
};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::{
    auth::{
        first_admin,
        key::{random_api_key, shown_prefix},
    },
    config::Config,
    program::open,
    serve::{self, Running},
    state::AppState,
};

/// How many threads answer requests.
const WORKERS: usize = 2;

/// A running gateway.
pub(super) struct Gateway {
    handle: ServerHandle,
    state: web::Data<AppState>,
    key: (ApiKeyId, Secret<String>),
    thread: JoinHandle<anyhow::Result<()>>,
}

type Started = (
    ServerHandle,
    web::Data<AppState>,
    (ApiKeyId, Secret<String>),
);

impl Gateway {
    /// Starts it, with an administrator and a key to make sample data with.
    pub(super) async fn start(config: Config, listener: TcpListener) -> anyhow::Result<Self> {
        let (tell, told) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(serve(config, listener, tell))
        });
        match told.await {
            Ok((handle, state, key)) => Ok(Self {
                handle,
                state,
                key,
                thread,
            }),
            Err(_) => {
                join(thread).await?;
                Err(anyhow!("the gateway ended at once"))
            }
        }
    }

    /// A key of the scope `admin`.
    pub(super) const fn admin_key(&self) -> &Secret<String> {
        &self.key.1
    }

    /// Revokes that key.
    pub(super) async fn forget_admin_key(&self) -> anyhow::Result<()> {
        let write = self.state.database.write();
        Ok(api_keys::revoke(write, self.key.0, None, self.state.now()).await?)
    }

    /// Ends it, and lets go of its files.
    pub(super) async fn stop(self) -> anyhow::Result<()> {
        self.handle.stop(false).await;
        join(self.thread).await
    }
}

async fn join(thread: JoinHandle<anyhow::Result<()>>) -> anyhow::Result<()> {
    tokio::task::spawn_blocking(move || thread.join())
        .await?
        .map_err(|_| anyhow!("the gateway failed"))?
}

async fn serve(
    config: Config,
    listener: TcpListener,
    tell: oneshot::Sender<Started>,
) -> anyhow::Result<()> {
    let state = web::Data::new(open::state(config).await?);
    first_admin::ensure(&state).await?;
    let key = make_admin_key(&state).await?;
    let running = Running {
        workers: WORKERS,
        heeds_signals: false,
    };
    let server = serve::start(state.clone(), listener, running)?;
    if tell.send((server.handle(), state.clone(), key)).is_ok() {
        server.await?;
    }
    state
        .database
        .close()
        .await
        .context("the database does not close")
}

async fn make_admin_key(state: &AppState) -> anyhow::Result<(ApiKeyId, Secret<String>)> {
    let key = random_api_key();
    let now = state.now();
    let id = ApiKeyId(Uuid::now_v7());
    let record = api_keys::ApiKey {
        id,
        hash: TokenHash::of(key.expose()),
        prefix: shown_prefix(&key),
        name: "Sample data of the demo".to_owned(),
        scopes: vec!["admin".to_owned()],
        store_id: None,
        expires_at: Some(now.plus_seconds(60)),
        last_used_at: None,
        revoked_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    api_keys::insert(state.database.write(), &record).await?;
    Ok((id, key))
}
