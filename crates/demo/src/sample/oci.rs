//! The sample connection that speaks OCI.

use api_types::{
    business_unit::BusinessUnit,
    company::Company,
    connection::{Connection, ConnectionEntry, Format, NewConnection},
    credential::{Credential, NewCredential},
    oci::OciSettings,
    page::Page,
    secret::SecretText,
    store::Store,
};
use serde_json::json;
use simulator::{Buyer, OciAccount, SharedSecret};

use super::{
    company,
    connections::entry_point,
    rest::{Rest, RestError},
};
use crate::{Origins, procurement::OciConnection};

const NAME: &str = "Hansen Reederei AG (OCI)";
const USERNAME: &str = "hansen-srm";

/// Known, and good for the demo alone.
const PASSWORD: &str = "demo-secret-hansen";

/// Sees to it that the connection is there, with all that belongs to it.
pub(super) async fn arrange_connection(
    rest: &Rest,
    origins: &Origins,
    store: &Store,
    known: &mut Option<Company>,
) -> Result<OciConnection, RestError> {
    let hosts = [origins.procurement.clone()];
    let all: Page<ConnectionEntry> = rest.get("/connections?limit=200").await?;
    let found = all.items.iter().find(|entry| entry.name == NAME);
    let id = match found {
        Some(entry) => {
            let path = format!("/connections/{}", entry.id);
            let change = json!({"allowed_return_hosts": hosts});
            let changed: Connection = rest.patch(&path, &change).await?;
            changed.id
        }
        None => make(rest, store, known, hosts.to_vec()).await?.id,
    };
    Ok(OciConnection {
        name: "Hansen Reederei AG",
        entry_point: entry_point(rest, store, id).await?,
        account: OciAccount {
            username: USERNAME.to_owned(),
            password: SharedSecret::new(PASSWORD.to_owned()),
        },
        buyer: Buyer {
            email: "hanna.hansen@hansen.example".to_owned(),
            first_name: "Hanna".to_owned(),
            last_name: "Hansen".to_owned(),
        },
    })
}

async fn make(
    rest: &Rest,
    store: &Store,
    known: &mut Option<Company>,
    allowed_return_hosts: Vec<String>,
) -> Result<Connection, RestError> {
    let company = company(rest, known).await?;
    let unit = json!({"company_id": company.id, "name": "Hansen, shipyard", "external_reference": "BU-OCI"});
    let unit: BusinessUnit = rest.post("/business-units", &unit).await?;
    let connection = NewConnection {
        name: NAME.to_owned(),
        format: Format::Oci,
        business_unit_id: unit.id,
        store_ids: vec![store.id],
        allowed_return_hosts,
        oci: Some(OciSettings {
            quantity_check: true,
            download_json: true,
            ..OciSettings::default()
        }),
        notes: Some("Sample data of the demo: OCI 4.0, buyers made when first seen.".to_owned()),
        ..NewConnection::default()
    };
    let connection: Connection = rest.post("/connections", &connection).await?;
    let path = format!("/connections/{}", connection.id);
    let credential = NewCredential {
        username: Some(USERNAME.to_owned()),
        password: Some(SecretText::from(PASSWORD)),
        ..NewCredential::default()
    };
    let _: Credential = rest
        .post(&format!("{path}/credentials"), &credential)
        .await?;
    rest.act(&format!("{path}/activate")).await?;
    Ok(connection)
}
