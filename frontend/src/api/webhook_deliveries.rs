//! What stores were told of.

use api_types::page::Page;
use api_types::webhook::{WebhookDelivery, WebhookDeliveryDetail, WebhookDeliveryQuery};
use uuid::Uuid;

use super::pages::query_string;
use super::{Client, Failure};

/// A page of what a store was told of, newest first.
pub(crate) async fn list(
    client: &Client,
    store_id: Uuid,
    query: &WebhookDeliveryQuery,
) -> Result<Page<WebhookDelivery>, Failure> {
    let path = format!("/stores/{store_id}/webhook-deliveries");
    client.get(&path, &query_string(query)).await
}

/// What a store was told of, with each attempt.
pub(crate) async fn get(
    client: &Client,
    store_id: Uuid,
    id: Uuid,
) -> Result<WebhookDeliveryDetail, Failure> {
    let path = format!("/stores/{store_id}/webhook-deliveries/{id}");
    client.get(&path, "").await
}

/// Tells a store again.
pub(crate) async fn resend(client: &Client, store_id: Uuid, id: Uuid) -> Result<(), Failure> {
    let path = format!("/stores/{store_id}/webhook-deliveries/{id}/resend");
    client.post_only(&path, None).await
}
