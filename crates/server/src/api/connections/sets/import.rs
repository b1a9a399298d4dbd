//! A set as connections.

use api_types::{
    connection::NewConnection,
    connection_set::{
        ConnectionSet, ExportedConnection, FORM, ImportOutcome, ImportReport, ImportedConnection,
        UnitName,
    },
    problem::{FieldError, ProblemCode},
};
use database::buyer_map::MappedBuyer;
use punchout::{
    connection::{Connection, Credential},
    directory::BusinessUnit,
    ids::{ConnectionId, CredentialId},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    super::{RESOURCE, check, credentials, present, save},
    REFERENCES,
};
use crate::{
    api::{change::Change, entry_points, json},
    problem::{ApiProblem, ApiResult},
};

/// Imports a set, or tells what that would do.
pub(crate) async fn import(
    change: Change<'_>,
    set: ConnectionSet,
    dry_run: bool,
) -> ApiResult<ImportReport> {
    if set.form != FORM {
        return Err(ApiProblem::invalid_field(
            "/form",
            "invalid",
            format!("must be {FORM}: other forms are not known here"),
        ));
    }
    let mut connections = Vec::with_capacity(set.connections.len());
    for wanted in set.connections {
        let name = wanted.settings.get("name").and_then(Value::as_str);
        let name = name.unwrap_or_default().to_owned();
        connections.push(match one(&change, wanted).await {
            Ok((outcome, id)) => ImportedConnection {
                name,
                outcome,
                id: Some(id.0),
                errors: Vec::new(),
            },
            Err(problem) if is_about_the_set(&problem) => ImportedConnection {
                name,
                outcome: ImportOutcome::Refused,
                id: None,
                errors: problem.errors().to_vec(),
            },
            Err(problem) => return Err(problem),
        });
    }
    let refused = connections
        .iter()
        .any(|connection| connection.outcome == ImportOutcome::Refused);
    let applied = !dry_run && !refused;
    // Without a commit nothing has happened.
    if applied {
        change.commit().await?;
    }
    Ok(ImportReport {
        applied,
        connections,
    })
}

fn is_about_the_set(problem: &ApiProblem) -> bool {
    matches!(
        problem.code(),
        ProblemCode::ValidationFailed | ProblemCode::CredentialConflict
    )
}

async fn one(
    change: &Change<'_>,
    wanted: ExportedConnection,
) -> ApiResult<(ImportOutcome, ConnectionId)> {
    let unit = unit(change, "/business_unit", &wanted.business_unit).await?;
    let input = input(change, &wanted, &unit).await?;
    let mut found = database::connections::find_named(&change.tx, &input.name).await?;
    let existing = found.pop();
    if !found.is_empty() {
        return refuse(
            "/settings/name",
            "ambiguous",
            "several connections have this name",
        );
    }
    check::input(change, &input).await?;
    let id = existing
        .as_ref()
        .map_or_else(|| ConnectionId(Uuid::now_v7()), |connection| connection.id);
    let entries = entries(change, &wanted, &unit, id).await?;
    let accepted = present::accept(input, id, change.now);
    let Some(before) = existing else {
        check::return_hosts(change, &accepted).await?;
        database::connections::insert(&change.tx, &accepted).await?;
        entry_points::ensure(change, &accepted).await?;
        let shown = present::connection(&accepted);
        change
            .audit("import", RESOURCE, id.0, None::<&()>, Some(&shown))
            .await?;
        add_credentials(change, &accepted, wanted).await?;
        replace_map(change, id, &entries).await?;
        return Ok((ImportOutcome::Created, id));
    };
    let after = Connection {
        active: before.active,
        created_at: before.created_at,
        updated_at: before.updated_at,
        version: before.version,
        ..accepted
    };
    check::return_hosts(change, &after).await?;
    check::unambiguous(change, &after).await?;
    let mut changed = after != before;
    if changed {
        save(change, "import", &before, &after, None).await?;
    }
    changed |= add_credentials(change, &after, wanted).await?;
    changed |= replace_map(change, id, &entries).await?;
    let outcome = if changed {
        ImportOutcome::Updated
    } else {
        ImportOutcome::Unchanged
    };
    Ok((outcome, id))
}

/// The connection as it is made here: with the ids of what the set names.
async fn input(
    change: &Change<'_>,
    wanted: &ExportedConnection,
    own: &BusinessUnit,
) -> ApiResult<NewConnection> {
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
        match roles.iter().find(|role| role.name == *name) {
            Some(role) => settings.insert("role_id".to_owned(), json!(role.id.0)),
            None => return refuse("/role", "not_found", "names no role"),
        };
    }
    if let Some(name) = &wanted.mapping_profile {
        let profiles = database::mapping_profiles::all(&change.tx).await?;
        match profiles.iter().find(|profile| profile.name == *name) {
            Some(profile) => settings.insert("mapping_profile_id".to_owned(), json!(profile.id.0)),
            None => return refuse("/mapping_profile", "not_found", "names no mapping profile"),
        };
    }
    json::from_value(Value::Object(settings))
}

async fn unit(change: &Change<'_>, pointer: &str, name: &UnitName) -> ApiResult<BusinessUnit> {
    let reference = name.external_reference.as_deref();
    let found = database::business_units::find_named(&change.tx, reference, &name.name).await?;
    let ids: Vec<_> = found.iter().map(|unit| unit.company_id).collect();
    let companies = database::companies::find_any(&change.tx, &ids).await?;
    let of_company = |unit: &BusinessUnit| {
        reference.is_some()
            || companies.iter().any(|company| {
                company.id == unit.company_id
                    && company.name.to_lowercase() == name.company.to_lowercase()
            })
    };
    let mut found: Vec<_> = found.into_iter().filter(of_company).collect();
    match (found.pop(), found.is_empty()) {
        (Some(unit), true) => Ok(unit),
        (Some(_), false) => refuse(pointer, "ambiguous", "names several business units"),
        (None, _) => refuse(pointer, "not_found", "names no business unit"),
    }
}

/// The buyer map with the ids of buyers.
async fn entries(
    change: &Change<'_>,
    wanted: &ExportedConnection,
    own: &BusinessUnit,
    connection_id: ConnectionId,
) -> ApiResult<Vec<MappedBuyer>> {
    let mut entries = Vec::with_capacity(wanted.buyer_map.len());
    let mut seen = std::collections::HashSet::new();
    for (index, entry) in wanted.buyer_map.iter().enumerate() {
        let pointer = format!("/buyer_map/{index}");
        let key = punchout::setup::map_key(&entry.external_id);
        if key.is_empty() || !seen.insert(key) {
            return refuse(
                &format!("{pointer}/external_id"),
                "invalid",
                "must not be blank, nor named twice",
            );
        }
        let unit_id = match &entry.business_unit {
            Some(name) => {
                unit(change, &format!("{pointer}/business_unit"), name)
                    .await?
                    .id
            }
            None => own.id,
        };
        let buyer = database::buyers::find_by_email(&change.tx, unit_id, &entry.email).await?;
        let Some(buyer) = buyer else {
            return refuse(&format!("{pointer}/email"), "not_found", "names no buyer");
        };
        entries.push(MappedBuyer {
            connection_id,
            external_id: entry.external_id.trim().to_owned(),
            buyer_id: buyer.id,
        });
    }
    Ok(entries)
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

/// Adds the credentials that the connection does not have. Tells whether there were any.
async fn add_credentials(
    change: &Change<'_>,
    connection: &Connection,
    wanted: ExportedConnection,
) -> ApiResult<bool> {
    let its = database::credentials::list(&change.tx, connection.id).await?;
    let same = |one: &Credential, other: &Credential| {
        one.sender.same_as(&other.sender) && one.from == other.from && one.to == other.to
    };
    let mut added = false;
    for mut input in wanted.credentials {
        input.shared_secret = None;
        let id = CredentialId(Uuid::now_v7());
        let credential = credentials::present::accept(input, id, connection, change.now)?;
        if its.iter().any(|other| same(other, &credential)) {
            continue;
        }
        check::unambiguous_with(change, connection, std::slice::from_ref(&credential)).await?;
        credentials::add(change, &credential, "create").await?;
        added = true;
    }
    Ok(added)
}

fn refuse<T>(pointer: &str, code: &str, message: &str) -> ApiResult<T> {
    Err(ApiProblem::invalid(vec![FieldError::new(
        pointer, code, message,
    )]))
}
