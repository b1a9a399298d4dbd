//! `punchgate user`: the people who may sign in, for when nobody can.

use anyhow::{Context, bail};
use clap::Subcommand;
use database::{
    PageRequest, refresh_tokens,
    users::{self, User},
};
use punchout::secret::Secret;

use super::print;
use crate::{
    api::users::present,
    audit::{self, Deed, Who},
    auth::{first_admin, key::random_token, password},
    state::AppState,
    validation::is_email,
};

/// What to do with users.
#[derive(Subcommand)]
pub enum Command {
    /// Add an administrator, and print a password that must be changed at the first sign-in
    Add {
        /// E-mail address
        email: String,
    },
    /// Give a user a new password, and print it; they may sign in again, and it must be changed at the next sign-in
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
        Command::Remove { email } => remove(state, &email).await,
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
    let password_hash = password::hash(&state.config.auth, password.clone()).await?;
    let now = state.now();
    let wanted = User {
        password_hash,
        must_change_password: true,
        // Who is locked out of everything else begins here.
        disabled: false,
        token_generation: user.token_generation + 1,
        ..user.clone()
    };
    let tx = state.database.begin().await?;
    let after = users::update(&tx, &wanted, Some(user.version), now).await?;
    refresh_tokens::revoke_user(&tx, user.id, now).await?;
    let deed = Deed::of("reset_password", "user", user.id.0);
    let (before, after) = (present::user(&user), present::user(&after));
    audit::note(
        &tx,
        &Who::command_line(),
        now,
        deed,
        Some(&before),
        Some(&after),
    )
    .await?;
    tx.commit().await?;
    tell(&password)
}

async fn remove(state: &AppState, email: &str) -> anyhow::Result<()> {
    let user = find(state, email).await?;
    let now = state.now();
    let tx = state.database.begin().await?;
    if users::hold_administrators(&tx).await? == [user.id] {
        bail!("{email} is the last administrator who may sign in; add another one first");
    }
    users::archive(&tx, user.id, None, now).await?;
    refresh_tokens::revoke_user(&tx, user.id, now).await?;
    let deed = Deed::of("archive", "user", user.id.0);
    let before = present::user(&user);
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
        let found = users::list(state.database.read(), &page).await?;
        for user in &found.items {
            let active = if user.disabled { "inactive" } else { "active" };
            print(&format!(
                "{}\t{}\t{:?}\t{active}\n",
                user.id, user.email, user.role
            ))?;
        }
        if found.next.is_none() {
            return Ok(());
        }
        page.cursor = found.next;
    }
}

async fn find(state: &AppState, email: &str) -> anyhow::Result<User> {
    users::find_by_email(state.database.read(), email)
        .await?
        .with_context(|| format!("there is no user {email}"))
}

fn tell(password: &Secret<String>) -> anyhow::Result<()> {
    print(&format!("Password: {}\n", password.expose()))
}
