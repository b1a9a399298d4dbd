//! The sample connection of a PunchOut2Go service in front.

use api_types::{
    company::Company,
    connection::{Format, NewConnection},
    credential::NewCredential,
    secret::SecretText,
    store::Store,
};
use serde_json::json;
use simulator::Buyer;
use uuid::Uuid;

use super::{
    connections::{entry_point, kept, made, unit},
    rest::{Rest, RestError},
};
use crate::{Origins, procurement::HubConnection};

const NAME: &str = "Brandt Logistik AG (PunchOut2Go)";
const CLIENT: &str = "demo-hub";

/// The client's secret, which is the API key as well. Known, and good for the demo alone.
const KEY: &str = "demo-secret-hub-0123456789";

/// Sees to it that the connection is there, with all that belongs to it.
pub(super) async fn arrange_connection(
    rest: &Rest,
    origins: &Origins,
    store: &Store,
    known: &mut Option<Company>,
) -> Result<HubConnection, RestError> {
    // Carts go to the service's server, and browsers to its pages.
    let hosts = [
        origins.procurement_server.clone(),
        origins.procurement.clone(),
    ];
    let change = json!({"allowed_return_hosts": hosts, "allow_iframe": [&origins.procurement]});
    let id = match kept(rest, NAME, &change).await? {
        Some(id) => id,
        None => make(rest, origins, store, known, hosts.to_vec()).await?,
    };
    Ok(HubConnection {
        name: "Brandt Logistik AG",
        entry_point: entry_point(rest, store, id).await?,
        client: CLIENT,
        key: KEY,
        buyer: Buyer {
            email: "bea.brandt@brandt.example".to_owned(),
            first_name: "Bea".to_owned(),
            last_name: "Brandt".to_owned(),
        },
    })
}

async fn make(
    rest: &Rest,
    origins: &Origins,
    store: &Store,
    known: &mut Option<Company>,
    allowed_return_hosts: Vec<String>,
) -> Result<Uuid, RestError> {
    let unit = unit(rest, known, "Brandt, warehouse", "BU-P2G").await?;
    let connection = NewConnection {
        name: NAME.to_owned(),
        format: Format::PunchOut2Go,
        business_unit_id: unit,
        store_ids: vec![store.id],
        allowed_return_hosts,
        // Its return URL is that of a server, which frames nothing.
        allow_iframe: vec![origins.procurement.clone()],
        notes: Some(
            "Sample data of the demo: a PunchOut2Go service in front, buyers made when first seen."
                .to_owned(),
        ),
        ..NewConnection::default()
    };
    let credential = NewCredential {
        username: Some(CLIENT.to_owned()),
        password: Some(SecretText::from(KEY)),
        ..NewCredential::default()
    };
    made(rest, &connection, &credential, true).await
}
