//! A set as connections, with what they use.

mod connection;
mod credentials;
mod names;
mod profiles;
mod roles;

use std::collections::{HashMap, HashSet};

use api_types::{
    connection_set::{ConnectionSet, FORM, ImportOutcome, ImportedRecord, SetReport},
    problem::{FieldError, ProblemCode},
};
use punchout::ids::{ConnectionId, MappingProfileId};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    api::change::Change,
    problem::{ApiProblem, ApiResult},
    settings::Inherited,
};

/// An import under way.
struct Import<'a> {
    change: &'a Change<'a>,
    /// Profiles and tables as they are with what was imported.
    inherited: Inherited,
    /// The profiles of the set that are here now, by the set's keys, and those by name that have none of their own.
    profiles: HashMap<Uuid, MappingProfileId>,
    /// The profiles that were made or changed, with their places in the set.
    changed_profiles: Vec<(usize, MappingProfileId)>,
    /// What another record of the set is, which no second one can be.
    claimed: HashSet<Uuid>,
    /// The keys that the set's connections have.
    keys: HashSet<Uuid>,
}

/// Imports a set, or tells what that would do.
pub(crate) async fn import(
    change: Change<'_>,
    set: ConnectionSet,
    dry_run: bool,
) -> ApiResult<SetReport> {
    if set.form != FORM {
        return Err(ApiProblem::invalid_field(
            "/form",
            "invalid",
            format!("must be {FORM}: other forms are not known here"),
        ));
    }
    let mut report = SetReport {
        applied: false,
        roles: Vec::with_capacity(set.roles.len()),
        mapping_profiles: Vec::new(),
        connections: Vec::with_capacity(set.connections.len()),
    };
    for role in set.roles {
        let name = role.name.clone();
        let done = roles::put(&change, role).await;
        report.roles.push(told(name, done)?);
    }
    let mut import = Import {
        inherited: Inherited::new(
            database::mapping_profiles::all(&change.tx).await?,
            database::value_tables::all(&change.tx).await?,
        ),
        change: &change,
        profiles: HashMap::new(),
        changed_profiles: Vec::new(),
        claimed: HashSet::new(),
        keys: set.connections.iter().filter_map(|it| it.key).collect(),
    };
    report.mapping_profiles = profiles::put_all(&mut import, set.mapping_profiles).await?;
    for wanted in set.connections {
        let name = wanted.settings.get("name").and_then(Value::as_str);
        let name = name.unwrap_or_default().to_owned();
        let done = connection::put(&mut import, wanted).await;
        let done = done.map(|(outcome, ConnectionId(id))| (outcome, id));
        report.connections.push(told(name, done)?);
    }
    profiles::check_heirs(&import, &mut report.mapping_profiles).await?;
    report.applied = !dry_run && !report.is_refused();
    // Without a commit nothing has happened.
    if report.applied {
        change.commit().await?;
    }
    Ok(report)
}

/// What became of a record. What is wrong with it is told; that the database is away is not.
fn told(name: String, done: ApiResult<(ImportOutcome, Uuid)>) -> ApiResult<ImportedRecord> {
    match done {
        Ok((outcome, id)) => Ok(ImportedRecord {
            name,
            outcome,
            id: Some(id),
            errors: Vec::new(),
        }),
        Err(problem) if is_about_the_set(&problem) => Ok(refused(name, problem.errors().to_vec())),
        Err(problem) => Err(problem),
    }
}

const fn refused(name: String, errors: Vec<FieldError>) -> ImportedRecord {
    ImportedRecord {
        name,
        outcome: ImportOutcome::Refused,
        id: None,
        errors,
    }
}

fn is_about_the_set(problem: &ApiProblem) -> bool {
    matches!(
        problem.code(),
        ProblemCode::ValidationFailed | ProblemCode::CredentialConflict | ProblemCode::Conflict
    ) && !problem.errors().is_empty()
}

fn refuse<T>(pointer: &str, code: &str, message: &str) -> ApiResult<T> {
    Err(ApiProblem::invalid(vec![FieldError::new(
        pointer, code, message,
    )]))
}
