//! Connections as a set.

use std::collections::{BTreeSet, HashMap};

use api_types::connection_set::{
    ConnectionSet, ExportedConnection, ExportedCredential, ExportedProfile, ExportedRole,
    ExportedTables, FORM, NamedBuyer, UnitName,
};
use punchout::{
    connection::{Connection, Credential},
    directory::Buyer,
    ids::{BusinessUnitId, BuyerId, MappingProfileId},
    mapping_profile::MappingProfile,
    role::BUILT_IN,
    value_table::{TableKind, ValueTable},
};
use serde_json::Value;
use uuid::Uuid;

use super::{super::present, REFERENCES};
use crate::{
    api::{connections::credentials::present as credential, mapping_profiles, roles, value_tables},
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

/// All connections, by name, with the roles and mapping profiles that they use.
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
        .map(|role| (role.id, role))
        .collect();
    let profiles: HashMap<_, _> = database::mapping_profiles::all(read)
        .await?
        .into_iter()
        .map(|profile| (profile.id, profile))
        .collect();
    let tables = database::value_tables::all(read).await?;
    let used_roles = connections.iter().filter_map(|it| it.role_id);
    let used_roles: BTreeSet<_> = used_roles.filter(|id| *id != BUILT_IN).collect();
    let used_profiles = used_profiles(&connections, &profiles);
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
        let mut credentials = Vec::new();
        for its in database::credentials::list(read, connection.id).await? {
            credentials.push(exported_credential(state, &its).await?);
        }
        let profile = connection.mapping_profile_id;
        exported.push(ExportedConnection {
            key: Some(connection.id.0),
            settings: settings(&connection)?,
            business_unit: unit(state, connection.business_unit_id).await?,
            default_business_unit,
            stores: connection
                .store_ids
                .iter()
                .filter_map(|id| stores.get(id).cloned())
                .collect(),
            buyer,
            role: connection
                .role_id
                .and_then(|id| Some(roles.get(&id)?.name.clone())),
            mapping_profile: profile.and_then(|id| Some(profiles.get(&id)?.name.clone())),
            mapping_profile_key: profile.map(|id| id.0),
            tables: Some(tables_of(&tables, connection.id.0)),
            credentials,
            buyer_map: buyer_map(state, &connection).await?,
        });
    }
    Ok(ConnectionSet {
        form: FORM,
        roles: used_roles
            .iter()
            .filter_map(|id| roles.get(id))
            .map(|role| ExportedRole {
                name: role.name.clone(),
                permissions: roles::fields(role).permissions,
            })
            .collect(),
        mapping_profiles: used_profiles
            .iter()
            .filter_map(|id| profiles.get(id))
            .map(|profile| exported_profile(profile, &profiles, &tables))
            .collect(),
        connections: exported,
    })
}

/// The mapping profiles that connections inherit, and those that these are based on.
fn used_profiles(
    connections: &[Connection],
    profiles: &HashMap<MappingProfileId, MappingProfile>,
) -> BTreeSet<MappingProfileId> {
    let mut used = BTreeSet::new();
    for connection in connections {
        let mut next = connection.mapping_profile_id;
        while let Some(id) = next
            && used.insert(id)
        {
            next = profiles.get(&id).and_then(|profile| profile.based_on);
        }
    }
    used
}

fn exported_profile(
    profile: &MappingProfile,
    all: &HashMap<MappingProfileId, MappingProfile>,
    tables: &[ValueTable],
) -> ExportedProfile {
    let fields = mapping_profiles::fields(profile);
    let parent = profile.based_on.and_then(|id| all.get(&id));
    ExportedProfile {
        key: Some(profile.id.0),
        name: fields.name,
        format: fields.format,
        based_on: parent.map(|parent| parent.name.clone()),
        based_on_key: fields.based_on,
        request_mapping: fields.request_mapping,
        cart_mapping: fields.cart_mapping,
        tables: Some(tables_of(tables, profile.id.0)),
    }
}

fn tables_of(all: &[ValueTable], owner: Uuid) -> ExportedTables {
    let rows = |kind| {
        let table = all
            .iter()
            .find(|table| table.owner == owner && table.kind == kind);
        table.map_or_else(Vec::new, |table| {
            table.rows.iter().map(value_tables::shown).collect()
        })
    };
    ExportedTables {
        units: rows(TableKind::Units),
        classifications: rows(TableKind::Classifications),
    }
}

async fn exported_credential(state: &AppState, its: &Credential) -> ApiResult<ExportedCredential> {
    let buyer = match its.buyer_id {
        Some(id) => Some(buyer(state, id).await?.email),
        None => None,
    };
    Ok(ExportedCredential::new(credential::fields(its), buyer))
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
