//! `/connections/{id}/clone`: a copy with secrets of its own.

use actix_web::{post, web};
use api_types::{
    lifecycle::{ClonedConnection, Cloning, IssuedCredential},
    problem::Problem,
    secret::SecretText,
};
use punchout::{
    connection::{Connection as Record, Credential, Mode},
    ids::{ConnectionId, CredentialId},
    secret::Secret,
    value_table::TableKind,
};
use uuid::Uuid;

use super::{RESOURCE, credentials, find, present};
use crate::{
    api::{
        answer::{Created, Creation},
        change::{self, Change},
        entry_points,
        json::JsonBody,
        once::Once,
    },
    auth::permission::{Require, Write},
    problem::{ApiProblem, ApiResult},
    random,
    settings::copy_basic,
    state::AppState,
    validation::FieldErrors,
};

/// How many random bytes a secret has that the gateway makes.
pub(super) const SECRET_BYTES: usize = 32;

/// Copy a connection
///
/// The copy has all settings and the buyer map, is in test mode and inactive. Its credentials, if it gets any, have new secrets, which the
/// answer shows this once.
#[utoipa::path(
    tag = "connections",
    operation_id = "clone_connection",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection to copy"),
        ("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more, and does not show secrets again"),
    ),
    request_body = Cloning,
    responses(
        (status = 201, description = "Copied", body = ClonedConnection, headers(("Location" = String), ("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/connections/{id}/clone")]
pub(super) async fn clone_connection(
    caller: Require<Write>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    once: Once,
    JsonBody(body, digest): JsonBody<Cloning>,
) -> ApiResult<Creation<ClonedConnection>> {
    change::create(&state, &caller.0, &once, digest, async |change| {
        FieldErrors::of(&body).finish()?;
        let original = find(change, *id).await?;
        let copy = Record {
            id: ConnectionId(Uuid::now_v7()),
            name: body.name,
            active: false,
            mode: Mode::Test,
            created_at: change.now,
            updated_at: change.now,
            version: 1,
            ..original.clone()
        };
        database::connections::insert(&change.tx, &copy).await?;
        entry_points::ensure(change, &copy).await?;
        let map = database::buyer_map::of_connection(&change.tx, original.id).await?;
        database::buyer_map::replace(&change.tx, copy.id, &map).await?;
        for kind in [TableKind::Units, TableKind::Classifications] {
            let table = database::value_tables::find(&change.tx, original.id.0, kind).await?;
            if let Some(table) = table {
                let whose = (copy.id.0, kind);
                database::value_tables::put(&change.tx, whose, &table.rows, None, change.now)
                    .await?;
            }
        }
        let shown = present::connection(&copy);
        change
            .audit(
                RESOURCE_ACTION,
                RESOURCE,
                copy.id.0,
                None::<&()>,
                Some(&shown),
            )
            .await?;
        let mut issued = Vec::new();
        if body.with_credentials {
            for credential in database::credentials::list(&change.tx, original.id).await? {
                issued.push(copied(change, &state, credential, copy.id).await?);
            }
        }
        let answer = ClonedConnection {
            connection: shown,
            credentials: issued,
        };
        let repetition =
            serde_json::to_value(without_secrets(&answer)).map_err(ApiProblem::internal)?;
        Ok(Created {
            version: Some(copy.version),
            location: format!("/api/v1/connections/{}", copy.id),
            repetition: Some(repetition),
            body: answer,
        })
    })
    .await
}

/// What a copy is called in the audit log.
const RESOURCE_ACTION: &str = "clone";

/// Gives the copy a credential like another one, with a secret of its own.
async fn copied(
    change: &Change<'_>,
    state: &AppState,
    original: Credential,
    connection_id: ConnectionId,
) -> ApiResult<IssuedCredential> {
    let id = CredentialId(Uuid::now_v7());
    let secret = random::code(SECRET_BYTES);
    let credential = Credential {
        id,
        connection_id,
        shared_secret: Some(state.sealer.seal(&secret, id.0.as_bytes())),
        basic_password: copy_basic(&state.sealer, &original, id),
        valid_from: None,
        valid_to: None,
        last_used_at: None,
        created_at: change.now,
        updated_at: change.now,
        version: 1,
        ..original
    };
    credentials::add(change, &credential, "create").await?;
    Ok(issued(&credential, &secret))
}

/// A credential with its new secret.
pub(super) fn issued(credential: &Credential, secret: &Secret<String>) -> IssuedCredential {
    IssuedCredential {
        credential: credentials::present::credential(credential),
        shared_secret: Some(SecretText(secret.expose().clone())),
    }
}

fn without_secrets(answer: &ClonedConnection) -> ClonedConnection {
    let mut answer = answer.clone();
    for credential in &mut answer.credentials {
        credential.shared_secret = None;
    }
    answer
}
