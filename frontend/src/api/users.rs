//! The people who administer the gateway.

use api_types::page::Page;
use api_types::user::{ResetPassword, User};
use uuid::Uuid;

use super::collection::Collection;
use super::pages::read_all;
use super::{Client, Failure};

/// Users, to be added, changed and removed.
pub(crate) fn collection() -> Collection<User> {
    Collection::new("/users")
}

/// All of them.
pub(crate) async fn list(client: &Client) -> Result<Page<User>, Failure> {
    read_all(client, "/users", "").await
}

/// Gives a user a new password, which is answered this once.
pub(crate) async fn reset_password(client: &Client, id: Uuid) -> Result<ResetPassword, Failure> {
    client
        .post(&format!("/users/{id}/reset-password"), &())
        .await
}
