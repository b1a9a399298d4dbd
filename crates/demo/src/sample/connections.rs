//! The sample connections: one of each kind that behaves differently.

use api_types::{
    business_unit::BusinessUnit,
    buyer::{Buyer, NewBuyer},
    company::Company,
    connection::{
        CartEncoding, Classification, Connection, ConnectionEntry, LoginMode, NewConnection,
    },
    credential::{Credential, NewCredential, Party},
    entry_point::EntryPoint,
    page::Page,
    secret::SecretText,
    store::Store,
};
use serde_json::{Value, json};
use simulator::SharedSecret;
use uuid::Uuid;

use super::{
    company,
    rest::{Rest, RestError},
};
use crate::{Origins, procurement::Account};

/// The demo shop, as suppliers are named: domain and identity.
const SUPPLIER: (&str, &str) = ("DUNS", "100000001");

/// A sample connection, and the account that it is to the procurement system.
pub(super) struct SampleConnection {
    key: &'static str,
    name: &'static str,
    unit: &'static str,
    note: &'static str,
    active: bool,
    login_mode: LoginMode,
    cart_encoding: CartEncoding,
    /// Whether lines without a classification are given one.
    classifies: bool,
    identity: &'static str,
    secret: &'static str,
    /// Address, given name and family name of the usual buyer.
    buyer: (&'static str, &'static str, &'static str),
}

/// Them all. The secrets are known, and good for the demo alone.
pub(super) const SAMPLES: &[SampleConnection] = &[
    SampleConnection {
        key: "meyer",
        name: "Meyer Maschinenbau GmbH",
        unit: "Meyer, plant in Ulm",
        note: "buyers made when first seen, carts in base64",
        active: true,
        login_mode: LoginMode::DynamicUserCreation,
        cart_encoding: CartEncoding::Base64,
        classifies: true,
        identity: "200000001",
        secret: "demo-secret-meyer",
        buyer: ("jane.doe@meyer.example", "Jane", "Doe"),
    },
    SampleConnection {
        key: "stadtwerke",
        name: "Stadtwerke Musterstadt",
        unit: "Stadtwerke, central purchasing",
        note: "one buyer for everybody, carts URL-encoded",
        active: true,
        login_mode: LoginMode::SingleUser,
        cart_encoding: CartEncoding::UrlEncoded,
        classifies: false,
        identity: "200000002",
        secret: "demo-secret-stadtwerke",
        buyer: ("einkauf@stadtwerke.example", "Zentraler", "Einkauf"),
    },
    SampleConnection {
        key: "altbau",
        name: "Altbau & Söhne KG",
        unit: "Altbau, building yard",
        note: "inactive",
        active: false,
        login_mode: LoginMode::DynamicUserCreation,
        cart_encoding: CartEncoding::Base64,
        classifies: true,
        identity: "200000003",
        secret: "demo-secret-altbau",
        buyer: ("anton.altbau@altbau.example", "Anton", "Altbau"),
    },
];

/// Sees to it that a connection is there, with all that belongs to it.
pub(super) async fn arrange_connection(
    rest: &Rest,
    origins: &Origins,
    store: &Store,
    known: &mut Option<Company>,
    sample: &SampleConnection,
) -> Result<Account, RestError> {
    let hosts = [origins.procurement.clone()];
    let change = json!({"allowed_return_hosts": hosts});
    let id = match kept(rest, sample.name, &change).await? {
        Some(id) => id,
        None => make(rest, store, known, sample, hosts.to_vec()).await?,
    };
    let entry_point = entry_point(rest, store, id).await?;
    let (email, first_name, last_name) = sample.buyer;
    Ok(Account {
        key: sample.key,
        name: sample.name,
        note: sample.note,
        entry_point,
        party: simulator::Account {
            domain: "DUNS".to_owned(),
            identity: sample.identity.to_owned(),
            shared_secret: SharedSecret::new(sample.secret.to_owned()),
            supplier: (SUPPLIER.0.to_owned(), SUPPLIER.1.to_owned()),
        },
        buyer: simulator::Buyer {
            email: email.to_owned(),
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
        },
    })
}

/// The connection of a name, brought up to date; none where it is not there yet.
pub(super) async fn kept(
    rest: &Rest,
    name: &str,
    change: &Value,
) -> Result<Option<Uuid>, RestError> {
    let all: Page<ConnectionEntry> = rest.get("/connections?limit=200").await?;
    let Some(entry) = all.items.iter().find(|entry| entry.name == name) else {
        return Ok(None);
    };
    let path = format!("/connections/{}", entry.id);
    let changed: Connection = rest.patch(&path, change).await?;
    Ok(Some(changed.id))
}

/// Makes a business unit of the sample company.
pub(super) async fn unit(
    rest: &Rest,
    known: &mut Option<Company>,
    name: &str,
    reference: &str,
) -> Result<Uuid, RestError> {
    let company = company(rest, known).await?;
    let unit = json!({"company_id": company.id, "name": name, "external_reference": reference});
    let unit: BusinessUnit = rest.post("/business-units", &unit).await?;
    Ok(unit.id)
}

/// Makes a connection and what logs it in, and lets it in where it is to be active.
pub(super) async fn made(
    rest: &Rest,
    connection: &NewConnection,
    credential: &NewCredential,
    active: bool,
) -> Result<Uuid, RestError> {
    let connection: Connection = rest.post("/connections", connection).await?;
    let path = format!("/connections/{}", connection.id);
    let _: Credential = rest
        .post(&format!("{path}/credentials"), credential)
        .await?;
    if active {
        rest.act(&format!("{path}/activate")).await?;
    }
    Ok(connection.id)
}

/// The address of a connection's entry point into the demo shop.
pub(super) async fn entry_point(rest: &Rest, store: &Store, id: Uuid) -> Result<String, RestError> {
    let path = format!("/connections/{id}/entry-points");
    let entries: Page<EntryPoint> = rest.get(&path).await?;
    let entry = entries
        .items
        .into_iter()
        .find(|entry| entry.store.id == store.id);
    entry
        .map(|entry| entry.url)
        .ok_or_else(|| RestError::unexpected("GET", &path, "no entry point into the demo shop"))
}

async fn make(
    rest: &Rest,
    store: &Store,
    known: &mut Option<Company>,
    sample: &SampleConnection,
    allowed_return_hosts: Vec<String>,
) -> Result<Uuid, RestError> {
    let reference = format!("BU-{}", sample.identity);
    let unit = unit(rest, known, sample.unit, &reference).await?;
    let buyer_id = match sample.login_mode {
        LoginMode::SingleUser => Some(buyer(rest, unit, sample).await?),
        LoginMode::DynamicUserCreation => None,
    };
    let connection = NewConnection {
        name: sample.name.to_owned(),
        business_unit_id: unit,
        store_ids: vec![store.id],
        login_mode: sample.login_mode,
        buyer_id,
        cart_encoding: sample.cart_encoding,
        allowed_return_hosts,
        default_classification: sample.classifies.then(|| Classification {
            domain: "UNSPSC".to_owned(),
            code: "27110000".to_owned(),
        }),
        notes: Some(format!("Sample data of the demo: {}.", sample.note)),
        ..NewConnection::default()
    };
    let credential = NewCredential {
        domain: "DUNS".to_owned(),
        identity: sample.identity.to_owned(),
        shared_secret: Some(SecretText::from(sample.secret)),
        to: Some(Party {
            domain: SUPPLIER.0.to_owned(),
            identity: SUPPLIER.1.to_owned(),
        }),
        ..NewCredential::default()
    };
    made(rest, &connection, &credential, sample.active).await
}

/// The buyer that stands for everybody.
async fn buyer(rest: &Rest, unit: Uuid, sample: &SampleConnection) -> Result<Uuid, RestError> {
    let (email, first_name, last_name) = sample.buyer;
    let buyer = NewBuyer {
        business_unit_id: unit,
        email: email.to_owned(),
        first_name: Some(first_name.to_owned()),
        last_name: Some(last_name.to_owned()),
        external_reference: Some("K-1".to_owned()),
        ..NewBuyer::default()
    };
    let made: Buyer = rest.post("/buyers", &buyer).await?;
    Ok(made.id)
}
