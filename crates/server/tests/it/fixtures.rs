//! What tests begin with.

use serde_json::{Value, json};
use test_support::{Client, Reply};

/// A store with a key.
pub async fn store(client: &Client, key: &str) -> Value {
    let input = json!({
        "key": key,
        "name": key,
        "punch_out_start_url": "https://shop.example/punch-out",
    });
    client.post("/api/v1/stores", &input, 201).await.json()
}

/// A business unit of a company of its own.
pub async fn business_unit(client: &Client, name: &str) -> Value {
    let company = client
        .post("/api/v1/companies", &json!({"name": name}), 201)
        .await
        .json();
    let input = json!({"company_id": company["id"], "name": name});
    client
        .post("/api/v1/business-units", &input, 201)
        .await
        .json()
}

/// A connection of a business unit of its own.
pub async fn connection(client: &Client, name: &str) -> Reply {
    let unit = business_unit(client, name).await;
    let input = json!({"name": name, "business_unit_id": unit["id"]});
    client.post("/api/v1/connections", &input, 201).await
}

/// A credential of a connection.
pub async fn credential(client: &Client, connection: &str, identity: &str) -> Reply {
    let input = json!({"domain": "NetworkID", "identity": identity, "shared_secret": "hush"});
    client
        .post(&format!("{connection}/credentials"), &input, 201)
        .await
}
