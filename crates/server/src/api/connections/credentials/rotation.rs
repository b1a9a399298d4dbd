//! `/connections/{id}/credentials/{credential_id}/rotate`: a new secret, and a planned end of the old one.

use actix_web::{post, web};
use api_types::{
    lifecycle::{IssuedCredential, Rotation},
    problem::Problem,
    secret::SecretText,
};
use punchout::{connection::Credential as Record, ids::CredentialId, secret::Secret};
use uuid::Uuid;

use super::{RESOURCE, add, check_conflicts, find_credential, present};
use crate::{
    api::{
        answer::{Created, Creation},
        change,
        connections::{clone::SECRET_BYTES, find},
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

/// Change a secret without a gap
///
/// Makes a credential like this one with another secret, and lets this one end after the overlap. `last_used_at` of both says which of them
/// the procurement system uses. A secret that the gateway makes is shown this once.
#[utoipa::path(
    tag = "connections",
    operation_id = "rotate_credential",
    security(("bearer" = ["write"])),
    params(
        ("id" = Uuid, Path, description = "The connection"),
        ("credential_id" = Uuid, Path, description = "The credential that ends"),
        ("Idempotency-Key" = Option<String>, Header, description = "A name for this call; repeated, it does nothing more, and does not show the secret again"),
    ),
    request_body = Rotation,
    responses(
        (status = 201, description = "The new credential", body = IssuedCredential, headers(("Location" = String), ("ETag" = String))),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/connections/{id}/credentials/{credential_id}/rotate")]
pub(super) async fn rotate_credential(
    caller: Require<Write>,
    state: web::Data<AppState>,
    ids: web::Path<(Uuid, Uuid)>,
    once: Once,
    JsonBody(body, digest): JsonBody<Rotation>,
) -> ApiResult<Creation<IssuedCredential>> {
    change::create(&state, &caller.0, &once, digest, async |change| {
        let mut errors = FieldErrors::of(&body);
        let given = body.shared_secret.map(|secret| Secret::new(secret.0));
        let length = given
            .as_ref()
            .map_or(1, |secret| secret.expose().chars().count());
        errors.check(
            (1..=present::MAX_SECRET_CHARACTERS).contains(&length),
            "/shared_secret",
            "invalid",
            "must have 1 to 1024 characters",
        );
        errors.finish()?;
        let connection = find(change, ids.0).await?;
        let old = find_credential(change, &connection, ids.1).await?;
        let end = change.now.plus_seconds(i64::from(body.overlap_seconds));
        let ending = Record {
            valid_to: Some(old.valid_to.map_or(end, |planned| planned.min(end))),
            ..old.clone()
        };
        let ended = database::credentials::update(&change.tx, &ending, None, change.now).await?;
        let (before, after) = (present::credential(&old), present::credential(&ended));
        change
            .audit("rotate", RESOURCE, old.id.0, Some(&before), Some(&after))
            .await?;
        let id = CredentialId(Uuid::now_v7());
        let secret = given
            .as_ref()
            .map_or_else(|| random::code(SECRET_BYTES), Secret::clone);
        let credential = Record {
            id,
            shared_secret: Some(state.sealer.seal(&secret, id.0.as_bytes())),
            basic_password: copy_basic(&state.sealer, &old, id),
            valid_from: None,
            valid_to: None,
            last_used_at: None,
            created_at: change.now,
            updated_at: change.now,
            version: 1,
            ..old
        };
        check_conflicts(change, &connection, &credential).await?;
        add(change, &credential, "create").await?;
        let shown = |shared_secret| IssuedCredential {
            credential: present::credential(&credential),
            shared_secret,
        };
        let repetition = serde_json::to_value(shown(None)).map_err(ApiProblem::internal)?;
        let made = given.is_none().then(|| SecretText(secret.expose().clone()));
        Ok(Created {
            body: shown(made),
            version: Some(credential.version),
            location: format!("/api/v1/connections/{}/credentials/{id}", ids.0),
            repetition: Some(repetition),
        })
    })
    .await
}
