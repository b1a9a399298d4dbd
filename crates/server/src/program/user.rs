//! `punchgate user`: the people who may sign in, for when nobody can.

use anyhow::{Context, bail};
use clap::Subcommand;
use database::{PageRequest, users};
use punchout::secret::Secret;

use super::print;
use crate::{
    auth::{first_admin, key::random_token, password},
    state::AppState,
    validation::is_email,
};

/// What to do with users.
#[derive(Subcommand)]
pub enum Command {
    /// Add a user, and print a password that must be changed at the first sign-in
    Add {
        /// E-mail address
        email: String,
    },
    /// Give a user a new password, and print it; it must be changed at the next sign-in
    ResetPassword {
        /// E-mail address
        email: String,
    },
    /// Take a user away; they can sign in no more
    Remove {
        /// E-mail address
        email: String,
    },
    /// List the users
    List,
}

/// Does it.
pub async fn run(state: &AppState, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Add { email } => add(state, &email).await,
        Command::ResetPassword { email } => reset_password(state, &email).await,
        Command::Remove { email } => {
            let user = find(state, &email).await?;
            let now = state.now();
            users::archive(state.database.write(), user.id, None, now).await?;
            database::refresh_tokens::revoke_user(state.database.write(), user.id, now).await?;
            Ok(())
        }
        Command::List => list(state).await,
    }
}

async fn add(state: &AppState, email: &str) -> anyhow::Result<()> {
    if !is_email(email) {
        bail!("{email:?} is no e-mail address");
    }
    let password = random_token();
    first_admin::add(state, email, password.clone(), true).await?;
    tell(&password)
}

async fn reset_password(state: &AppState, email: &str) -> anyhow::Result<()> {
    let user = find(state, email).await?;
    let password = random_token();
    let hash = password::hash(&state.config.auth, password.clone()).await?;
    let now = state.now();
    users::set_password(state.database.write(), user.id, hash, true, now).await?;
    database::refresh_tokens::revoke_user(state.database.write(), user.id, now).await?;
    tell(&password)
}

async fn list(state: &AppState) -> anyhow::Result<()> {
    let mut page = PageRequest::first(200);
    loop {
        let found = users::list(state.database.read(), &page).await?;
        for user in &found.items {
            print(&format!("{}\t{}\n", user.id, user.email))?;
        }
        if found.next.is_none() {
            return Ok(());
        }
        page.cursor = found.next;
    }
}

async fn find(state: &AppState, email: &str) -> anyhow::Result<users::User> {
    users::find_by_email(state.database.read(), email)
        .await?
        .with_context(|| format!("there is no user {email}"))
}

fn tell(password: &Secret<String>) -> anyhow::Result<()> {
    print(&format!("Password: {}\n", password.expose()))
}
