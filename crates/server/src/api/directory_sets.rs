//! `/directory/import`: companies, business units and buyers as integrators bring them, many at once.

mod matching;

use actix_web::{post, web};
use api_types::{
    connection_set::ImportQuery,
    directory_set::{DirectoryReport, DirectorySet, MAX_ROWS},
    problem::Problem,
};

use super::{
    business_units, buyers, change::Change, companies, json::JsonBody, query::QueryParams,
};
use crate::{
    auth::permission::{Require, Write},
    problem::{ApiProblem, ApiResult},
    routes::Routes,
    state::AppState,
};
use matching::{Matched, Matching};

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes.service(import_directory);
}

/// Bring companies, business units and buyers up to date
///
/// Everything is found by the shop's own references: what there is not is made, what differs is changed, the rest stays as it is, so that
/// the same set can be sent any number of times. Each row is told what becomes of it. All or nothing: while one is refused, none is changed.
#[utoipa::path(
    tag = "directory",
    operation_id = "import_directory",
    security(("bearer" = ["write"])),
    params(ImportQuery),
    request_body = DirectorySet,
    responses(
        (status = 200, description = "What was done, or would be", body = DirectoryReport),
        (status = 422, description = "The body is no set, or has more than 1000 rows", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/directory/import")]
async fn import_directory(
    caller: Require<Write>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<ImportQuery>,
    JsonBody(set, _): JsonBody<DirectorySet>,
) -> ApiResult<web::Json<DirectoryReport>> {
    let rows = set.companies.len() + set.business_units.len() + set.buyers.len();
    if rows > MAX_ROWS {
        let text = format!("must have at most {MAX_ROWS} rows of all kinds together");
        return Err(ApiProblem::invalid_field("", "too_long", text));
    }
    let change = Change::begin(&state, &caller.0).await?;
    let mut matching = Matching::new(change.now);
    matching.companies(&change, &set).await?;
    matching.business_units(&change, &set).await?;
    matching.buyers(&change, &set).await?;
    let mut report = matching.report();
    report.applied &= !query.dry_run.unwrap_or(false);
    // Without a commit nothing has happened.
    if report.applied {
        write(&change, &matching).await?;
        change.commit().await?;
    }
    Ok(web::Json(report))
}

async fn write(change: &Change<'_>, matching: &Matching) -> ApiResult<()> {
    let (companies, units, buyers) = matching.changed();
    database::directory_sets::put_companies(&change.tx, &companies).await?;
    database::directory_sets::put_business_units(&change.tx, &units).await?;
    database::directory_sets::put_buyers(&change.tx, &buyers)
        .await
        .map_err(buyers::address_taken)?;
    let mut deeds = Vec::new();
    deeds.extend(told(&matching.companies, "company", |it| {
        (it.id.0, serde_json::to_value(companies::present(it)))
    })?);
    deeds.extend(told(&matching.units, "business_unit", |it| {
        (it.id.0, serde_json::to_value(business_units::present(it)))
    })?);
    deeds.extend(told(&matching.buyers, "buyer", |it| {
        (it.id.0, serde_json::to_value(buyers::present(it)))
    })?);
    change.audit_all("import", deeds).await
}

/// What the audit log tells of the records that are made or changed.
fn told<T: PartialEq>(
    all: &[Matched<T>],
    resource: &'static str,
    present: impl Fn(&T) -> (uuid::Uuid, serde_json::Result<serde_json::Value>),
) -> ApiResult<Vec<super::change::Told>> {
    let mut deeds = Vec::new();
    for matched in all.iter().filter(|matched| matched.is_changed()) {
        let Some(after) = &matched.after else {
            continue;
        };
        let (id, after) = present(after);
        let before = matched.before.as_ref().map(|it| present(it).1).transpose();
        deeds.push(super::change::Told {
            resource,
            id,
            before: before.map_err(ApiProblem::internal)?,
            after: after.map_err(ApiProblem::internal)?,
        });
    }
    Ok(deeds)
}
