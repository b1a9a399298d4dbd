//! Connections as a set.

use std::collections::HashMap;

use api_types::connection_set::{ConnectionSet, ExportedConnection, FORM, NamedBuyer, UnitName};
use punchout::{
    connection::Connection,
    directory::Buyer,
    ids::{BusinessUnitId, BuyerId},
};
use serde_json::Value;

use super::{super::present, REFERENCES};
use crate::{
    api::connections::credentials::present as credential,
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

/// All connections, by name.
pub(crate) async fn export(state: &AppState) -> ApiResult<ConnectionSet> {
    let read = state.database.read();
    let mut connections = database::connections::all(read).await?;
    connections.sort_by_cached_key(|connection| (connection.name.to_lowercase(), connection.id));
    let stores: HashMap<_, _> = database::stores::all(read)
        .await?
        .into_iter()
        .map(|store| (store.id, store.key))
        .collect();
    let roles: HashMap<_, _> = database::roles::all(read)
        .await?
        .into_iter()
        .map(|role| (role.id, role.name))
        .collect();
    let profiles: HashMap<_, _> = database::mapping_profiles::all(read)
        .await?
        .into_iter()
        .map(|profile| (profile.id, profile.name))
        .collect();
    let mut exported = Vec::with_capacity(connections.len());
    for connection in connections {
        let default_business_unit = match connection.default_business_unit_id {
            Some(id) => Some(unit(state, id).await?),
            None => None,
        };
        let buyer = match connection.buyer_id {
            Some(id) => Some(buyer(state, id).await?.email),
            None => None,
        };
        exported.push(ExportedConnection {
            settings: settings(&connection)?,
            business_unit: unit(state, connection.business_unit_id).await?,
            default_business_unit,
            stores: connection
                .store_ids
                .iter()
                .filter_map(|id| stores.get(id).cloned())
                .collect(),
            buyer,
            role: connection.role_id.and_then(|id| roles.get(&id).cloned()),
            mapping_profile: connection
                .mapping_profile_id
                .and_then(|id| profiles.get(&id).cloned()),
            credentials: database::credentials::list(read, connection.id)
                .await?
                .iter()
                .map(credential::fields)
                .collect(),
            buyer_map: buyer_map(state, &connection).await?,
        });
    }
    Ok(ConnectionSet {
        form: FORM,
        connections: exported,
    })
}

/// The settings without the ids of what they refer to.
pub(super) fn settings(connection: &Connection) -> ApiResult<serde_json::Map<String, Value>> {
    let fields = serde_json::to_value(present::fields(connection)).map_err(ApiProblem::internal)?;
    let Value::Object(mut fields) = fields else {
        return Err(ApiProblem::internal("a connection that is no object"));
    };
    for reference in REFERENCES {
        fields.remove(reference);
    }
    Ok(fields)
}

async fn buyer_map(state: &AppState, connection: &Connection) -> ApiResult<Vec<NamedBuyer>> {
    let entries = database::buyer_map::of_connection(state.database.read(), connection.id).await?;
    let mut named = Vec::with_capacity(entries.len());
    for entry in entries {
        let buyer = buyer(state, entry.buyer_id).await?;
        let elsewhere = buyer.business_unit_id != connection.business_unit_id;
        named.push(NamedBuyer {
            external_id: entry.external_id,
            business_unit: if elsewhere {
                Some(unit(state, buyer.business_unit_id).await?)
            } else {
                None
            },
            email: buyer.email,
        });
    }
    Ok(named)
}

async fn buyer(state: &AppState, id: BuyerId) -> ApiResult<Buyer> {
    let found = database::buyers::find_any(state.database.read(), &[id]).await?;
    let missing = || ApiProblem::internal("a connection refers to a buyer that does not exist");
    found.into_iter().next().ok_or_else(missing)
}

async fn unit(state: &AppState, id: BusinessUnitId) -> ApiResult<UnitName> {
    let read = state.database.read();
    let missing = || ApiProblem::internal("a connection refers to what does not exist");
    let units = database::business_units::find_any(read, &[id]).await?;
    let unit = units.into_iter().next().ok_or_else(missing)?;
    let companies = database::companies::find_any(read, &[unit.company_id]).await?;
    let company = companies.into_iter().next().ok_or_else(missing)?;
    Ok(UnitName {
        company: company.name,
        name: unit.name,
        external_reference: unit.external_reference,
    })
}
