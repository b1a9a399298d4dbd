//! `/imports/spryker`: connections from the files of Spryker's importer.

mod files;

use crate::routes::Routes;
use actix_web::{post, web};
use api_types::{
    connection::NewConnection,
    credential::NewCredential,
    import::{ImportedRow, SprykerImport, SprykerReport},
    problem::Problem,
    secret::SecretText,
};
use punchout::{
    connection::Connection,
    ids::{BusinessUnitId, ConnectionId, CredentialId},
    secret::Secret,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use self::files::{Files, Login, Row};
use super::{activation, check, credentials, entry_points, present};
use crate::{
    api::{
        change::Change,
        json::{self, JsonBody},
    },
    audit::Who,
    auth::permission::{Require, Write},
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes.service(import_from_spryker);
}

/// Import connections from Spryker
///
/// The three files of Spryker's importer. Tells of each row what would come of it; all are imported, or none. Mappings are taken
/// unchanged.
#[utoipa::path(
    tag = "connections",
    operation_id = "import_from_spryker",
    security(("bearer" = ["write"])),
    request_body = SprykerImport,
    responses(
        (status = 200, description = "What came of each row", body = SprykerReport),
        (status = 422, description = "A file that cannot be read", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/imports/spryker")]
async fn import_from_spryker(
    caller: Require<Write>,
    state: web::Data<AppState>,
    JsonBody(body, _): JsonBody<SprykerImport>,
) -> ApiResult<web::Json<SprykerReport>> {
    run(&state, Who::from(&caller.0), &body)
        .await
        .map(web::Json)
}

/// Imports connections, all or none.
///
/// # Errors
/// When a file cannot be read, or the database is away.
pub async fn run(state: &AppState, who: Who, body: &SprykerImport) -> ApiResult<SprykerReport> {
    let files = Files::read(body)?;
    let change = Change::by(state, who).await?;
    let mut rows = Vec::with_capacity(files.rows.len());
    for row in &files.rows {
        let mut report = ImportedRow {
            line: row.line,
            name: row.name.clone(),
            errors: row.errors.clone(),
            notes: row.notes.clone(),
            connection_id: None,
        };
        if report.errors.is_empty() {
            match import(&change, state, row, &mut report.notes).await {
                Ok(id) => report.connection_id = Some(id),
                // What is wrong with the row; that the database is away is nothing of that kind.
                Err(problem) if problem.is_about_input() => {
                    report.errors.extend(problem.sentences());
                }
                Err(problem) => return Err(problem),
            }
        }
        rows.push(report);
    }
    let imported = !body.dry_run && rows.iter().all(|row| row.errors.is_empty());
    if imported {
        change.commit().await?;
    } else {
        for row in &mut rows {
            row.connection_id = None;
        }
    }
    Ok(SprykerReport { imported, rows })
}

async fn import(
    change: &Change<'_>,
    state: &AppState,
    row: &Row,
    notes: &mut Vec<String>,
) -> ApiResult<Uuid> {
    let input = input(change, row, notes).await?;
    check::input(change, &input).await?;
    let id = Uuid::now_v7();
    let connection = present::accept(input, ConnectionId(id), change.now);
    check::return_hosts(change, &connection).await?;
    database::connections::insert(&change.tx, &connection).await?;
    entry_points::ensure(change, &connection).await?;
    let body = present::connection(&connection);
    change
        .audit("import", super::RESOURCE, id, None::<&()>, Some(&body))
        .await?;
    if let Some(login) = &row.login {
        credential(change, state, &connection, login, row).await?;
    }
    if row.active {
        activation::set_active(change, id, None, true).await?;
    }
    Ok(id)
}

async fn credential(
    change: &Change<'_>,
    state: &AppState,
    connection: &Connection,
    login: &Login,
    row: &Row,
) -> ApiResult<()> {
    let secret = row.password.clone().map(SecretText);
    let input = match login {
        Login::Sender(domain, identity) => NewCredential {
            domain: domain.clone(),
            identity: identity.clone(),
            shared_secret: secret.clone(),
            ..NewCredential::default()
        },
        Login::User(name) => NewCredential {
            username: Some(name.clone()),
            password: secret.clone(),
            ..NewCredential::default()
        },
    };
    let id = CredentialId(Uuid::now_v7());
    let mut credential = credentials::accept(input, id, connection, change.now)?;
    credential.shared_secret =
        secret.map(|secret| state.sealer.seal(&Secret::new(secret.0), id.0.as_bytes()));
    database::credentials::insert(&change.tx, &credential).await?;
    Ok(())
}

/// The connection of a row, as if it were posted.
async fn input(
    change: &Change<'_>,
    row: &Row,
    notes: &mut Vec<String>,
) -> ApiResult<NewConnection> {
    let unit = business_unit(change, &row.business_unit).await?;
    let mut members = Map::new();
    members.insert("name".to_owned(), json!(row.name));
    members.insert("business_unit_id".to_owned(), json!(unit.0));
    members.insert("format".to_owned(), json!(row.format));
    for (name, mapping) in [
        ("request_mapping", &row.request_mapping),
        ("cart_mapping", &row.cart_mapping),
    ] {
        if let Some(mapping) = mapping {
            members.insert(name.to_owned(), mapping.clone());
        }
    }
    let known = serde_json::to_value(NewConnection::default()).unwrap_or_default();
    for (name, value) in &row.settings {
        if known.get(name).is_some() {
            members.insert((*name).to_owned(), value.clone());
        } else {
            notes.push(format!("{name} is left out: there is no such setting."));
        }
    }
    if let Some(reference) = &row.default_business_unit {
        let unit = business_unit(change, reference).await?;
        members.insert("default_business_unit_id".to_owned(), json!(unit.0));
    }
    if let Some(reference) = &row.buyer {
        let found = database::buyers::find_by_reference(&change.tx, unit, reference).await?;
        let buyer = found.ok_or_else(|| {
            let text = format!("the business unit has no buyer with the reference “{reference}”");
            ApiProblem::invalid_field("/company_user_key", "not_found", text)
        })?;
        members.insert("buyer_id".to_owned(), json!(buyer.id.0));
    }
    json::from_value(Value::Object(members))
}

async fn business_unit(change: &Change<'_>, reference: &str) -> ApiResult<BusinessUnitId> {
    let found = database::business_units::find_by_reference(&change.tx, reference).await?;
    let fault = |text: String| ApiProblem::invalid_field("/business_unit_key", "not_found", text);
    match found.as_slice() {
        [unit] => Ok(unit.id),
        [] => Err(fault(format!(
            "there is no business unit with the reference “{reference}”"
        ))),
        _ => Err(fault(format!(
            "several companies have a business unit with the reference “{reference}”"
        ))),
    }
}
