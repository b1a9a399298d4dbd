//! The sample connection that speaks OCI.

use api_types::{
    company::Company,
    connection::{Format, NewConnection},
    credential::NewCredential,
    oci::OciSettings,
    secret::SecretText,
    store::Store,
};
use serde_json::json;
use simulator::{Buyer, OciAccount, SharedSecret};
use uuid::Uuid;

use super::{
    connections::{entry_point, kept, made, unit},
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
    let change = json!({"allowed_return_hosts": hosts});
    let id = match kept(rest, NAME, &change).await? {
        Some(id) => id,
        None => make(rest, store, known, hosts.to_vec()).await?,
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
) -> Result<Uuid, RestError> {
    let unit = unit(rest, known, "Hansen, shipyard", "BU-OCI").await?;
    let connection = NewConnection {
        name: NAME.to_owned(),
        format: Format::Oci,
        business_unit_id: unit,
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
    let credential = NewCredential {
        username: Some(USERNAME.to_owned()),
        password: Some(SecretText::from(PASSWORD)),
        ..NewCredential::default()
    };
    made(rest, &connection, &credential, true).await
}
