//! A connection of a set.

use api_types::{
    connection::NewConnection,
    connection_set::{ExportedConnection, ImportOutcome},
};
use database::buyer_map::MappedBuyer;
use punchout::{connection::Connection, directory::BusinessUnit, ids::ConnectionId};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Import, credentials,
    names::{entries, unit},
    profiles, refuse,
};
use crate::{
    api::{
        change::Change,
        connections::{RESOURCE, check, present, save, sets::REFERENCES},
        entry_points, json,
        value_tables::{self, Owner},
    },
    problem::ApiResult,
};

/// Makes a connection, or changes the one that it is here.
pub(super) async fn put(
    import: &mut Import<'_>,
    wanted: ExportedConnection,
) -> ApiResult<(ImportOutcome, ConnectionId)> {
    let change = import.change;
    let unit = unit(change, "/business_unit", &wanted.business_unit).await?;
    let input = input(import, &wanted, &unit).await?;
    let existing = existing(import, wanted.key, &input.name).await?;
    check::input_over(change, &input, &import.inherited).await?;
    let id = match &existing {
        Some(connection) => connection.id,
        None => free_id(change, wanted.key).await?,
    };
    let entries = entries(change, &wanted, &unit, id).await?;
    let accepted = present::accept(input, id, change.now);
    let (made, mut changed, after) = match existing {
        None => {
            make(change, &accepted).await?;
            (true, true, accepted)
        }
        Some(before) => {
            let after = Connection {
                active: before.active,
                created_at: before.created_at,
                updated_at: before.updated_at,
                version: before.version,
                ..accepted
            };
            check::return_hosts(change, &after).await?;
            check::unambiguous(change, &after).await?;
            let changed = after != before;
            if changed {
                save(change, "import", &before, &after, None).await?;
            }
            (false, changed, after)
        }
    };
    import.claimed.insert(id.0);
    if let Some(tables) = &wanted.tables {
        changed |= value_tables::replace_all(change, Owner::Connection(id.0), tables).await?;
    }
    changed |= credentials::put(change, &after, &unit, wanted.credentials).await?;
    changed |= replace_map(change, id, &entries).await?;
    let outcome = match (made, changed) {
        (true, _) => ImportOutcome::Created,
        (false, true) => ImportOutcome::Updated,
        (false, false) => ImportOutcome::Unchanged,
    };
    Ok((outcome, id))
}

async fn make(change: &Change<'_>, connection: &Connection) -> ApiResult<()> {
    check::return_hosts(change, connection).await?;
    database::connections::insert(&change.tx, connection).await?;
    entry_points::ensure(change, connection).await?;
    let shown = present::connection(connection);
    let id = connection.id.0;
    change
        .audit("import", RESOURCE, id, None::<&()>, Some(&shown))
        .await
}

/// The connection here that one of a set is: by its key or, where there is none with it, by its name.
async fn existing(
    import: &Import<'_>,
    key: Option<Uuid>,
    name: &str,
) -> ApiResult<Option<Connection>> {
    let tx = &import.change.tx;
    if let Some(key) = key {
        if import.claimed.contains(&key) {
            return refuse("/key", "duplicate", "is the key of another one in the set");
        }
        let found = database::connections::find(tx, ConnectionId(key)).await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    let mut found = database::connections::find_named(tx, name).await?;
    found.retain(|it| !import.claimed.contains(&it.id.0) && !import.keys.contains(&it.id.0));
    let first = found.pop();
    if !found.is_empty() {
        let text = "several connections have this name, and none of them this key";
        return refuse("/settings/name", "ambiguous", text);
    }
    Ok(first)
}

/// An id that is free: the key, so that the next import finds it by that, or a new one where an archived connection has it.
async fn free_id(change: &Change<'_>, key: Option<Uuid>) -> ApiResult<ConnectionId> {
    let fresh = ConnectionId(Uuid::now_v7());
    let Some(key) = key.map(ConnectionId) else {
        return Ok(fresh);
    };
    let taken = database::connections::find_any(&change.tx, &[key]).await?;
    Ok(if taken.is_empty() { key } else { fresh })
}

/// The connection as it is made here: with the ids of what the set names.
async fn input(
    import: &Import<'_>,
    wanted: &ExportedConnection,
    own: &BusinessUnit,
) -> ApiResult<NewConnection> {
    let change = import.change;
    let mut settings = wanted.settings.clone();
    if let Some(name) = REFERENCES.iter().find(|name| settings.contains_key(**name)) {
        return refuse(
            &format!("/settings/{name}"),
            "not_supported",
            "is named beside the settings",
        );
    }
    settings.insert("business_unit_id".to_owned(), json!(own.id.0));
    if let Some(name) = &wanted.default_business_unit {
        let unit = unit(change, "/default_business_unit", name).await?;
        settings.insert("default_business_unit_id".to_owned(), json!(unit.id.0));
    }
    let all = database::stores::all(&change.tx).await?;
    let mut stores = Vec::with_capacity(wanted.stores.len());
    for (index, key) in wanted.stores.iter().enumerate() {
        match all.iter().find(|store| store.key == *key) {
            Some(store) => stores.push(store.id.0),
            None => return refuse(&format!("/stores/{index}"), "not_found", "names no store"),
        }
    }
    settings.insert("store_ids".to_owned(), json!(stores));
    if let Some(email) = &wanted.buyer {
        match database::buyers::find_by_email(&change.tx, own.id, email).await? {
            Some(buyer) => settings.insert("buyer_id".to_owned(), json!(buyer.id.0)),
            None => return refuse("/buyer", "not_found", "names no buyer of the business unit"),
        };
    }
    if let Some(name) = &wanted.role {
        let roles = database::roles::all(&change.tx).await?;
        let name = name.to_lowercase();
        match roles.iter().find(|role| role.name.to_lowercase() == name) {
            Some(role) => settings.insert("role_id".to_owned(), json!(role.id.0)),
            None => return refuse("/role", "not_found", "names no role"),
        };
    }
    if wanted.mapping_profile.is_some() || wanted.mapping_profile_key.is_some() {
        let name = wanted.mapping_profile.as_deref();
        let profile = profiles::find(import, "/mapping_profile", name, wanted.mapping_profile_key)?;
        settings.insert("mapping_profile_id".to_owned(), json!(profile.0));
    }
    json::from_value(Value::Object(settings))
}

async fn replace_map(
    change: &Change<'_>,
    id: ConnectionId,
    entries: &[MappedBuyer],
) -> ApiResult<bool> {
    let mut before = database::buyer_map::of_connection(&change.tx, id).await?;
    let mut after = entries.to_vec();
    for map in [&mut before, &mut after] {
        map.sort_by(|one, other| one.external_id.cmp(&other.external_id));
    }
    if before == after {
        return Ok(false);
    }
    database::buyer_map::replace(&change.tx, id, entries).await?;
    let told = json!({ "buyer_map_entries": entries.len() });
    change
        .audit("update_buyer_map", RESOURCE, id.0, None::<&()>, Some(&told))
        .await?;
    Ok(true)
}
