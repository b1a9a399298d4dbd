//! The sample data of the demo, made through the gateway's REST API.
//!
//! Where it is there already it stays as it is, whatever was changed in the console; only addresses follow where the demo listens now.

mod connections;
mod oci;
mod punchout2go;
mod rest;

use api_types::{
    api_key::{ApiKey, CreatedApiKey, NewApiKey, Scope},
    company::{Company, NewCompany},
    page::Page,
    secret::SecretText,
    signing_key::{CreatedSigningKey, SigningKeys},
    store::{Adapter, Store},
};
use serde_json::{Value, json};

pub use self::rest::RestError;
use self::{
    connections::{SAMPLES, arrange_connection},
    rest::Rest,
};
use crate::{
    Origins,
    procurement::Accounts,
    shop::{LIFERAY_CLIENT, LIFERAY_SECRET, LIFERAY_SITE, Magento, StoreKind},
};

/// The store's name in entry points.
const STORE_KEY: &str = "demo-shop";

/// The Magento connector's key. It is known, and good for the demo alone.
const MAGENTO_KEY: &str = "ZGVtby1rZXktMTYtYnl0ZQ==";

/// The name of the shop's API key.
const SHOP_KEY_NAME: &str = "Demo shop";

/// What shop and procurement system need to know.
pub struct Sample {
    /// The shop's API key, of the scope `store`.
    pub shop_key: SecretText,
    /// What the gateway's questions to the shop are signed with.
    pub signing_key: SecretText,
    /// The procurement system's accounts.
    pub accounts: Accounts,
}

/// Sees to it that the sample data is there. `key` is an API key of the scope `admin`.
///
/// # Errors
/// When the gateway refuses something, or does not answer.
pub async fn arrange(
    origins: &Origins,
    key: SecretText,
    kind: StoreKind,
) -> Result<Sample, RestError> {
    let rest = Rest::new(&origins.gateway, key)?;
    let store = arrange_store(&rest, origins, kind).await?;
    let mut accounts = Vec::new();
    let mut company: Option<Company> = None;
    for sample in SAMPLES {
        accounts.push(arrange_connection(&rest, origins, &store, &mut company, sample).await?);
    }
    let oci = oci::arrange_connection(&rest, origins, &store, &mut company).await?;
    let hub = punchout2go::arrange_connection(&rest, origins, &store, &mut company).await?;
    Ok(Sample {
        shop_key: shop_key(&rest, &store).await?,
        signing_key: signing_key(&rest, &store).await?,
        accounts: Accounts {
            cxml: accounts,
            oci: Some(oci),
            hub: Some(hub),
        },
    })
}

/// How the sample's Magento connector is configured: so that nobody but the gateway can send it buyers.
#[must_use]
pub fn magento() -> Magento {
    Magento {
        encryption_key: Some(MAGENTO_KEY.to_owned()),
        validates: true,
    }
}

/// How the demo shop is spoken to.
fn adapter(origins: &Origins, kind: StoreKind) -> Value {
    match kind {
        StoreKind::Rest => json!({"adapter": "rest"}),
        StoreKind::Tradecentric => json!({
            "adapter": "tradecentric",
            "adapter_start": "browser",
            "adapter_url": format!("{}/punchout/session/start", origins.shop),
            "adapter_secret": MAGENTO_KEY,
        }),
        StoreKind::Liferay => json!({
            "adapter": "liferay",
            "adapter_url": origins.shop_server,
            "adapter_client_id": LIFERAY_CLIENT,
            "adapter_secret": LIFERAY_SECRET,
            "adapter_site": LIFERAY_SITE,
        }),
    }
}

async fn arrange_store(
    rest: &Rest,
    origins: &Origins,
    kind: StoreKind,
) -> Result<Store, RestError> {
    let start_url = origins.shop_start_url();
    let all: Page<Store> = rest.get("/stores?limit=200").await?;
    let found = all.items.into_iter().find(|store| store.key == STORE_KEY);
    let adapter = adapter(origins, kind);
    let Some(store) = found else {
        let mut store = json!({
            "key": STORE_KEY,
            "name": "Nordlicht Tools (demo shop)",
            "punch_out_start_url": start_url,
            "start_url_item": origins.shop_item_url(),
            "service_url": origins.shop_service_url(),
            "default_currency": "EUR",
            "default_locale": "en",
        });
        extend(&mut store, adapter);
        return rest.post("/stores", &store).await;
    };
    let mut change = json!({
        "punch_out_start_url": start_url,
        "start_url_item": origins.shop_item_url(),
        "service_url": origins.shop_service_url(),
    });
    let is_there = kind == StoreKind::Rest
        && store.adapter == Adapter::Rest
        && store.punch_out_start_url == start_url
        && store.service_url == Some(origins.shop_service_url());
    if is_there {
        return Ok(store);
    }
    extend(&mut change, adapter);
    rest.patch(&format!("/stores/{}", store.id), &change).await
}

/// Adds the members of one object to another.
fn extend(object: &mut Value, more: Value) {
    if let (Value::Object(members), Value::Object(more)) = (object, more) {
        members.extend(more);
    }
}

/// The company of all sample connections.
async fn company(rest: &Rest, known: &mut Option<Company>) -> Result<Company, RestError> {
    if let Some(company) = known {
        return Ok(company.clone());
    }
    let company = NewCompany {
        name: "Demo buyers".to_owned(),
        ..NewCompany::default()
    };
    let made: Company = rest.post("/companies", &company).await?;
    Ok(known.insert(made).clone())
}

/// A new key that calls to the shop are signed with; those from before are deleted.
async fn signing_key(rest: &Rest, store: &Store) -> Result<SecretText, RestError> {
    let path = format!("/stores/{}/signing-keys", store.id);
    let all: SigningKeys = rest.get(&path).await?;
    for old in all.items {
        rest.delete(&format!("{path}/{}", old.id)).await?;
    }
    let made: CreatedSigningKey = rest.post(&path, &json!({})).await?;
    made.secret
        .ok_or_else(|| RestError::unexpected("POST", &path, "no key in the answer"))
}

/// A new key for the shop; one from before is revoked, since nobody knows it any more.
async fn shop_key(rest: &Rest, store: &Store) -> Result<SecretText, RestError> {
    let all: Page<ApiKey> = rest.get("/api-keys?limit=200").await?;
    for old in all.items.iter().filter(|key| key.name == SHOP_KEY_NAME) {
        rest.delete(&format!("/api-keys/{}", old.id)).await?;
    }
    let key = NewApiKey {
        name: SHOP_KEY_NAME.to_owned(),
        scopes: vec![Scope::Store],
        store_id: Some(store.id),
        expires_at: None,
    };
    let made: CreatedApiKey = rest.post("/api-keys", &key).await?;
    made.key
        .ok_or_else(|| RestError::unexpected("POST", "/api-keys", "no key in the answer"))
}
