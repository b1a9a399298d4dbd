//! `/connections/{id}/tables/{kind}` and `/mapping-profiles/{id}/tables/{kind}`: units and classifications in the words of a
//! procurement system, as JSON and as CSV.

mod report;
mod rows;

use crate::routes::Routes;
use actix_web::{HttpRequest, HttpResponse, Responder, get, http::header, put, web};
use api_types::{
    connection_set::ExportedTables,
    problem::{FieldError, Problem, ProblemCode},
    value_table::{TableKind as KindDto, TableQuery, TableReport, ValueTable},
};
use punchout::{
    ids::{ConnectionId, MappingProfileId},
    value_table::{MAX_ROWS, TableKind, ValueRow},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    answer::{Entity, etag},
    change::Change,
    json,
    merge::IfMatch,
    query::QueryParams,
};
pub(in crate::api) use rows::shown;
use rows::{check_content_type, csv, names, rows, taken};

use crate::{
    auth::permission::{Actor, Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(show_connection_table)
        .service(replace_connection_table)
        .service(show_mapping_profile_table)
        .service(replace_mapping_profile_table);
}

/// Whose a table is.
#[derive(Clone, Copy)]
pub(in crate::api) enum Owner {
    /// A connection's.
    Connection(Uuid),
    /// A mapping profile's.
    Profile(Uuid),
}

impl Owner {
    const fn id(self) -> Uuid {
        match self {
            Self::Connection(id) | Self::Profile(id) => id,
        }
    }

    const fn resource(self) -> &'static str {
        match self {
            Self::Connection(_) => "connection",
            Self::Profile(_) => "mapping_profile",
        }
    }

    async fn exists(self, state: &AppState) -> ApiResult<()> {
        let read = state.database.read();
        let exists = match self {
            Self::Connection(id) => database::connections::find(read, ConnectionId(id))
                .await?
                .is_some(),
            Self::Profile(id) => database::mapping_profiles::find(read, MappingProfileId(id))
                .await?
                .is_some(),
        };
        if exists {
            Ok(())
        } else {
            Err(ApiProblem::not_found())
        }
    }
}

/// Show a table of a connection
///
/// What the connection has of its own: units or classifications. With `Accept: text/csv` as CSV.
#[utoipa::path(
    tag = "connections",
    operation_id = "show_connection_table",
    security(("bearer" = ["read"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("kind" = inline(KindDto), Path, description = "What it is of"),
    ),
    responses(
        (status = 200, description = "The table", content((ValueTable = "application/json"), (String = "text/csv")), headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/connections/{id}/tables/{kind}")]
async fn show_connection_table(
    _: Require<Read>,
    request: HttpRequest,
    state: web::Data<AppState>,
    path: web::Path<(Uuid, KindDto)>,
) -> ApiResult<HttpResponse> {
    let (id, kind) = path.into_inner();
    show(&request, &state, Owner::Connection(id), kind).await
}

/// Replace a table of a connection
///
/// As JSON or CSV with the columns `from` and `to`, for classifications also `from_domain` and `to_domain`. Tells what becomes of each
/// row; a table with rows that cannot be taken stays as it was. It acts on the next cart.
#[utoipa::path(
    tag = "connections",
    operation_id = "replace_connection_table",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("kind" = inline(KindDto), Path, description = "What it is of"),
        TableQuery,
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body(content((ValueTable = "application/json"), (String = "text/csv"))),
    responses(
        (status = 200, description = "What became of each row", body = TableReport, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Rows that cannot be taken", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/connections/{id}/tables/{kind}")]
async fn replace_connection_table(
    caller: Require<Write>,
    request: HttpRequest,
    state: web::Data<AppState>,
    path: web::Path<(Uuid, KindDto)>,
    QueryParams(query): QueryParams<TableQuery>,
    IfMatch(expected): IfMatch,
    payload: web::Payload,
) -> ApiResult<Entity<TableReport>> {
    let (id, kind) = path.into_inner();
    check_content_type(&request)?;
    let bytes = json::read(payload.into_inner()).await?;
    let rows = rows(request.headers(), &bytes, kind)?;
    let whole = (Owner::Connection(id), accept(kind));
    replace(&state, &caller.0, whole, rows, query.dry_run, expected).await
}

/// Show a table of a mapping profile
///
/// What the profile has of its own: units or classifications. With `Accept: text/csv` as CSV.
#[utoipa::path(
    tag = "connections",
    operation_id = "show_mapping_profile_table",
    security(("bearer" = ["read"])),
    params(
        ("id" = Uuid, Path, description = "The mapping profile"),
        ("kind" = inline(KindDto), Path, description = "What it is of"),
    ),
    responses(
        (status = 200, description = "The table", content((ValueTable = "application/json"), (String = "text/csv")), headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/mapping-profiles/{id}/tables/{kind}")]
async fn show_mapping_profile_table(
    _: Require<Read>,
    request: HttpRequest,
    state: web::Data<AppState>,
    path: web::Path<(Uuid, KindDto)>,
) -> ApiResult<HttpResponse> {
    let (id, kind) = path.into_inner();
    show(&request, &state, Owner::Profile(id), kind).await
}

/// Replace a table of a mapping profile
///
/// As that of a connection. Connections that inherit the profile go by it, row by row under their own.
#[utoipa::path(
    tag = "connections",
    operation_id = "replace_mapping_profile_table",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The mapping profile"),
        ("kind" = inline(KindDto), Path, description = "What it is of"),
        TableQuery,
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body(content((ValueTable = "application/json"), (String = "text/csv"))),
    responses(
        (status = 200, description = "What became of each row", body = TableReport, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Rows that cannot be taken", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/mapping-profiles/{id}/tables/{kind}")]
async fn replace_mapping_profile_table(
    caller: Require<Write>,
    request: HttpRequest,
    state: web::Data<AppState>,
    path: web::Path<(Uuid, KindDto)>,
    QueryParams(query): QueryParams<TableQuery>,
    IfMatch(expected): IfMatch,
    payload: web::Payload,
) -> ApiResult<Entity<TableReport>> {
    let (id, kind) = path.into_inner();
    check_content_type(&request)?;
    let bytes = json::read(payload.into_inner()).await?;
    let rows = rows(request.headers(), &bytes, kind)?;
    let whole = (Owner::Profile(id), accept(kind));
    replace(&state, &caller.0, whole, rows, query.dry_run, expected).await
}

async fn show(
    request: &HttpRequest,
    state: &AppState,
    owner: Owner,
    kind: KindDto,
) -> ApiResult<HttpResponse> {
    let read = state.database.read();
    owner.exists(state).await?;
    let table = database::value_tables::find(read, owner.id(), accept(kind)).await?;
    let (rows, version) = table.map_or((Vec::new(), 0), |table| (table.rows, table.version));
    if names(request.headers(), header::ACCEPT, "text/csv") {
        return Ok(HttpResponse::Ok()
            .insert_header((header::ETAG, etag(version)))
            .content_type("text/csv; charset=utf-8")
            .body(csv(&rows, kind)?));
    }
    let entity = Entity {
        body: ValueTable {
            rows: rows.iter().map(shown).collect(),
        },
        version,
    };
    Ok(entity.respond_to(request))
}

async fn replace(
    state: &AppState,
    actor: &Actor,
    (owner, kind): (Owner, TableKind),
    rows: Vec<(u64, ValueRow)>,
    dry_run: bool,
    expected: Option<i64>,
) -> ApiResult<Entity<TableReport>> {
    if rows.len() > MAX_ROWS {
        let text = format!("has at most {MAX_ROWS} rows");
        return Err(ApiProblem::invalid_field("/rows", "too_long", text));
    }
    owner.exists(state).await?;
    let change = Change::begin(state, actor).await?;
    if dry_run {
        let before = database::value_tables::find(&change.tx, owner.id(), kind).await?;
        let (old, version) = before.map_or((Vec::new(), 0), |table| (table.rows, table.version));
        return Ok(Entity {
            body: report::of(&rows, &old, kind, dry_run),
            version,
        });
    }
    let (body, version) = put(&change, (owner, kind), rows, expected).await?;
    change.commit().await?;
    Ok(Entity { body, version })
}

/// Replaces the tables that are another one's in a set. Tells whether any changed.
///
/// # Errors
/// `validation_failed` with the rows that cannot be taken.
pub(in crate::api) async fn replace_all(
    change: &Change<'_>,
    owner: Owner,
    tables: &ExportedTables,
) -> ApiResult<bool> {
    let mut changed = false;
    for (kind, name, rows) in [
        (TableKind::Units, "units", &tables.units),
        (
            TableKind::Classifications,
            "classifications",
            &tables.classifications,
        ),
    ] {
        let pointer = format!("/tables/{name}");
        if rows.len() > MAX_ROWS {
            let text = format!("has at most {MAX_ROWS} rows");
            return Err(ApiProblem::invalid_field(pointer, "too_long", text));
        }
        let rows: Vec<_> = rows.iter().cloned().map(taken).collect();
        let before = database::value_tables::find(&change.tx, owner.id(), kind).await?;
        if before.map_or_else(Vec::new, |table| table.rows) == rows {
            continue;
        }
        put(change, (owner, kind), (1..).zip(rows).collect(), None)
            .await
            .map_err(|problem| problem.within(&pointer))?;
        changed = true;
    }
    Ok(changed)
}

async fn put(
    change: &Change<'_>,
    (owner, kind): (Owner, TableKind),
    rows: Vec<(u64, ValueRow)>,
    expected: Option<i64>,
) -> ApiResult<(TableReport, i64)> {
    let before = database::value_tables::find(&change.tx, owner.id(), kind).await?;
    let old = before.map_or_else(Vec::new, |table| table.rows);
    let report = report::of(&rows, &old, kind, false);
    if report.invalid > 0 {
        return Err(ApiProblem::of_fields(
            ProblemCode::ValidationFailed,
            faults(&report),
        ));
    }
    let rows: Vec<ValueRow> = rows.into_iter().map(|(_, row)| row).collect();
    let table =
        database::value_tables::put(&change.tx, (owner.id(), kind), &rows, expected, change.now)
            .await?;
    let counts = json!({
        "table": kind, "rows": rows.len(), "added": report.added, "changed": report.changed, "removed": report.removed,
    });
    let before = json!({"table": kind, "rows": old.len()});
    change
        .audit(
            "replace_table",
            owner.resource(),
            owner.id(),
            Some(&before),
            Some(&counts),
        )
        .await?;
    Ok((report, table.version))
}

fn faults(report: &TableReport) -> Vec<FieldError> {
    let rows = report.rows.iter();
    let faulty = rows.filter_map(|row| Some((row.row, row.message.as_deref()?)));
    faulty
        .take(100)
        .map(|(row, message)| {
            FieldError::new(
                format!("/rows/{}", row.saturating_sub(1)),
                "invalid",
                format!("{message} (row {row})"),
            )
        })
        .collect()
}

const fn accept(kind: KindDto) -> TableKind {
    match kind {
        KindDto::Units => TableKind::Units,
        KindDto::Classifications => TableKind::Classifications,
    }
}
