//! `punchgate key`: API keys, for scripts that set an installation up.

use anyhow::Context;
use clap::{Subcommand, ValueEnum};
use database::{PageRequest, api_keys, stores};
use punchout::{ids::ApiKeyId, secret::TokenHash};
use uuid::Uuid;

use super::print;
use crate::{
    api::api_keys::present,
    audit::{self, Deed, Who},
    auth::key::{random_api_key, shown_prefix},
    state::AppState,
};

/// What to do with API keys.
#[derive(Subcommand)]
pub enum Command {
    /// Add a key, and print it once
    Add {
        /// A name for people
        name: String,
        /// What the key may do
        #[arg(long, value_delimiter = ',', required = true)]
        scope: Vec<Scope>,
        /// The key of the only store that it sees
        #[arg(long)]
        store: Option<String>,
    },
    /// Revoke a key
    Revoke {
        /// The key's id
        id: Uuid,
    },
    /// List the keys
    List,
}

/// What a key may do.
#[derive(Clone, Copy, ValueEnum)]
pub enum Scope {
    /// The calls for stores
    Store,
    /// Read
    Read,
    /// Read and change
    Write,
    /// Everything but the calls for stores
    Admin,
}

impl Scope {
    const fn name(self) -> &'static str {
        match self {
            Self::Store => "store",
            Self::Read => "read",
            Self::Write => "write",
            Self::Admin => "admin",
        }
    }
}

/// Does it.
pub async fn run(state: &AppState, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Add { name, scope, store } => add(state, name, &scope, store).await,
        Command::Revoke { id } => revoke(state, id).await,
        Command::List => list(state).await,
    }
}

async fn add(
    state: &AppState,
    name: String,
    scopes: &[Scope],
    store: Option<String>,
) -> anyhow::Result<()> {
    let store_id = match store {
        Some(key) => {
            let all = stores::all(state.database.read()).await?;
            let found = all.into_iter().find(|store| store.key == key);
            Some(
                found
                    .with_context(|| format!("there is no store {key}"))?
                    .id,
            )
        }
        None => None,
    };
    let key = random_api_key();
    let now = state.now();
    let record = api_keys::ApiKey {
        id: ApiKeyId(Uuid::now_v7()),
        hash: TokenHash::of(key.expose()),
        prefix: shown_prefix(&key),
        name,
        scopes: scopes.iter().map(|scope| scope.name().to_owned()).collect(),
        store_id,
        expires_at: None,
        last_used_at: None,
        revoked_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let tx = state.database.begin().await?;
    api_keys::insert(&tx, &record).await?;
    let deed = Deed::of("create", "api_key", record.id.0);
    let after = present(&record);
    audit::note(
        &tx,
        &Who::command_line(),
        now,
        deed,
        None::<&()>,
        Some(&after),
    )
    .await?;
    tx.commit().await?;
    print(&format!("{}\n", key.expose()))
}

async fn revoke(state: &AppState, id: Uuid) -> anyhow::Result<()> {
    let now = state.now();
    let tx = state.database.begin().await?;
    let before = api_keys::find(&tx, ApiKeyId(id))
        .await?
        .with_context(|| format!("there is no key {id}"))?;
    api_keys::revoke(&tx, before.id, None, now).await?;
    let deed = Deed::of("revoke", "api_key", id);
    let before = present(&before);
    audit::note(
        &tx,
        &Who::command_line(),
        now,
        deed,
        Some(&before),
        None::<&()>,
    )
    .await?;
    Ok(tx.commit().await?)
}

async fn list(state: &AppState) -> anyhow::Result<()> {
    let mut page = PageRequest::first(200);
    loop {
        let found = api_keys::list(state.database.read(), &page).await?;
        for key in &found.items {
            let scopes = key.scopes.join(",");
            print(&format!(
                "{}\t{}\t{scopes}\t{}\n",
                key.id, key.prefix, key.name
            ))?;
        }
        if found.next.is_none() {
            return Ok(());
        }
        page.cursor = found.next;
    }
}
