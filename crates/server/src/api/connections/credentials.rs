//! `/connections/{id}/credentials`: what procurement systems prove themselves with.

pub(super) mod present;
mod rotation;

use crate::routes::Routes;
use actix_web::{delete, get, patch, post, web};
use api_types::{
    credential::{Credential, CredentialPatch, NewCredential},
    page::Page,
    patch::Patch,
    problem::Problem,
    secret::SecretText,
};
use punchout::{
    connection::{Connection, Credential as Record, Format},
    ids::{ConnectionId, CredentialId},
    secret::{Sealed, Secret},
};
use uuid::Uuid;

use super::{check, find};
use crate::{
    api::{
        answer::{Created, Creation, Entity, NoContent},
        change::{self, Change},
        json::JsonBody,
        merge::{IfMatch, merge, unchanged},
        once::Once,
    },
    auth::permission::{Read, Require, Write},
    problem::{ApiProblem, ApiResult},
    settings::basic_context,
    state::AppState,
};

pub(in crate::api::connections) const RESOURCE: &str = "credential";

pub(super) use present::accept;

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_credentials)
        .service(create_credential)
        .service(show_credential)
        .service(update_credential)
        .service(archive_credential)
        .service(rotation::rotate_credential);
}

/// List a connection's credentials
///
/// All on one page.
#[utoipa::path(
    tag = "connections",
    operation_id = "list_credentials",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The connection")),
    responses(
        (status = 200, description = "The credentials, oldest first", body = Page<Credential>),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/connections/{id}/credentials")]
async fn list_credentials(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<Page<Credential>>> {
    let read = state.database.read();
    let connection = database::connections::find(read, ConnectionId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let credentials = database::credentials::list(read, connection.id).await?;
    Ok(web::Json(Page {
        items: credentials.iter().map(present::credential).collect(),
        next_cursor: None,
    }))
}

/// Create a credential
///
/// Several may be good at once, so that a secret can be changed without a gap.
#[utoipa::path(
    tag = "connections",
    operation_id = "create_credential",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more"),
    ),
    request_body = NewCredential,
    responses(
        (status = 201, description = "Created", body = Credential, headers(("Location" = String), ("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`credential_conflict`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/connections/{id}/credentials")]
async fn create_credential(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    once: Once,
    JsonBody(body, digest): JsonBody<NewCredential>,
) -> ApiResult<Creation<Credential>> {
    change::create(&state, &caller.0, &once, digest, async |change| {
        let connection = find(change, *id).await?;
        let credential_id = CredentialId(Uuid::now_v7());
        let secret = body.shared_secret.clone().or_else(|| body.password.clone());
        let password = body.basic_password.clone();
        let mut credential = accept(body, credential_id, &connection, change.now)?;
        check::bound_buyer(change, &connection, credential.buyer_id).await?;
        credential.shared_secret = secret.map(|secret| {
            state
                .sealer
                .seal(&Secret::new(secret.0), credential_id.0.as_bytes())
        });
        credential.basic_password =
            password.map(|password| seal_basic(&state, credential_id, password));
        check_conflicts(change, &connection, &credential).await?;
        add(change, &credential, "create").await?;
        Ok(Created {
            body: present::credential(&credential),
            version: Some(credential.version),
            location: format!("/api/v1/connections/{id}/credentials/{credential_id}"),
            repetition: None,
        })
    })
    .await
}

/// Show a credential
#[utoipa::path(
    tag = "connections",
    operation_id = "show_credential",
    security(("bearer" = ["read"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("credential_id" = Uuid, Path, description = "The credential"),
    ),
    responses(
        (status = 200, description = "The credential", body = Credential, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/connections/{id}/credentials/{credential_id}")]
async fn show_credential(
    _: Require<Read>,
    state: web::Data<AppState>,
    ids: web::Path<(Uuid, Uuid)>,
) -> ApiResult<Entity<Credential>> {
    let found = database::credentials::find(state.database.read(), CredentialId(ids.1)).await?;
    let credential = found
        .filter(|credential| credential.connection_id.0 == ids.0)
        .ok_or_else(ApiProblem::not_found)?;
    Ok(entity(&credential))
}

/// Change a credential
///
/// An absent secret or password stays, null removes it.
#[utoipa::path(
    tag = "connections",
    operation_id = "update_credential",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("credential_id" = Uuid, Path, description = "The credential"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    request_body = CredentialPatch,
    responses(
        (status = 200, description = "Changed", body = Credential, headers(("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`credential_conflict`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[patch("/connections/{id}/credentials/{credential_id}")]
async fn update_credential(
    caller: Require<Write>,
    state: web::Data<AppState>,
    ids: web::Path<(Uuid, Uuid)>,
    IfMatch(expected): IfMatch,
    JsonBody(patch, _): JsonBody<CredentialPatch>,
) -> ApiResult<Entity<Credential>> {
    let change = Change::begin(&state, &caller.0).await?;
    let connection = find(&change, ids.0).await?;
    let before = find_credential(&change, &connection, ids.1).await?;
    let input = merge(&present::fields(&before), &patch)?;
    let wanted = accept(input, before.id, &connection, change.now)?;
    check::bound_buyer(&change, &connection, wanted.buyer_id).await?;
    let keeps_secrets = [&patch.shared_secret, &patch.password, &patch.basic_password]
        .into_iter()
        .all(|secret| *secret == Patch::Absent);
    if keeps_secrets && present::fields(&wanted) == present::fields(&before) {
        unchanged(expected, before.version)?;
        return Ok(entity(&before));
    }
    let secret = match connection.format {
        Format::Cxml => patch.shared_secret,
        Format::Oci | Format::PunchOut2Go => patch.password,
    };
    let (action, shared_secret) = match secret {
        Patch::Absent => ("update", before.shared_secret.clone()),
        Patch::Null => ("remove_secret", None),
        Patch::Value(secret) => {
            let context = before.id.0.as_bytes();
            let sealed = state.sealer.seal(&Secret::new(secret.0), context);
            ("change_secret", Some(sealed))
        }
    };
    let basic_password = match patch.basic_password {
        Patch::Absent => before.basic_password.clone(),
        Patch::Null => None,
        Patch::Value(password) => Some(seal_basic(&state, before.id, password)),
    };
    let wanted = Record {
        shared_secret,
        basic_password,
        created_at: before.created_at,
        ..wanted
    };
    check_conflicts(&change, &connection, &wanted).await?;
    let after = database::credentials::update(&change.tx, &wanted, expected, change.now).await?;
    let (old, new) = (present::credential(&before), present::credential(&after));
    change
        .audit(action, RESOURCE, before.id.0, Some(&old), Some(&new))
        .await?;
    change.commit().await?;
    Ok(entity(&after))
}

/// Archive a credential
///
/// It opens nothing any more, and its secret is forgotten.
#[utoipa::path(
    tag = "connections",
    operation_id = "archive_credential",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("credential_id" = Uuid, Path, description = "The credential"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the change is made for"),
    ),
    responses(
        (status = 204, description = "Archived"),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Changed meanwhile", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/connections/{id}/credentials/{credential_id}")]
async fn archive_credential(
    caller: Require<Write>,
    state: web::Data<AppState>,
    ids: web::Path<(Uuid, Uuid)>,
    IfMatch(expected): IfMatch,
) -> ApiResult<NoContent> {
    let change = Change::begin(&state, &caller.0).await?;
    let connection = find(&change, ids.0).await?;
    let before = find_credential(&change, &connection, ids.1).await?;
    database::credentials::archive(&change.tx, before.id, expected, change.now).await?;
    let old = present::credential(&before);
    change.archived(RESOURCE, before.id.0, &old).await
}

/// Adds a credential, and says so in the audit log.
pub(super) async fn add(change: &Change<'_>, credential: &Record, action: &str) -> ApiResult<()> {
    database::credentials::insert(&change.tx, credential).await?;
    let shown = present::credential(credential);
    change
        .audit(action, RESOURCE, credential.id.0, None::<&()>, Some(&shown))
        .await
}

fn seal_basic(state: &AppState, id: CredentialId, password: SecretText) -> Sealed {
    state
        .sealer
        .seal(&Secret::new(password.0), &basic_context(id))
}

async fn find_credential(
    change: &Change<'_>,
    connection: &Connection,
    id: Uuid,
) -> ApiResult<Record> {
    database::credentials::find(&change.tx, CredentialId(id))
        .await?
        .filter(|credential| credential.connection_id == connection.id)
        .ok_or_else(ApiProblem::not_found)
}

/// Checks the connection's credentials as they will be with this one.
async fn check_conflicts(
    change: &Change<'_>,
    connection: &Connection,
    credential: &Record,
) -> ApiResult<()> {
    check::unambiguous_with(change, connection, std::slice::from_ref(credential)).await
}

fn entity(credential: &Record) -> Entity<Credential> {
    Entity {
        body: present::credential(credential),
        version: credential.version,
    }
}
