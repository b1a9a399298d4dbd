//! Roles: what buyers may do.

use api_types::page::Page;
use api_types::role::Role;

use super::collection::Collection;
use super::{Client, Failure};

/// Roles, to be made, changed and archived.
pub(crate) fn collection() -> Collection<Role> {
    Collection::new("/roles")
}

/// All roles, by name.
pub(crate) async fn list(client: &Client) -> Result<Page<Role>, Failure> {
    client.get("/roles", "").await
}
