//! How the program does.

use api_types::system::System;

use super::{Client, Failure};

/// How the node that answers does.
pub(crate) async fn show(client: &Client) -> Result<System, Failure> {
    client.get("/system", "").await
}
