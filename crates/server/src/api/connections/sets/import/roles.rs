//! The roles of a set.

use api_types::{
    connection_set::{ExportedRole, ImportOutcome},
    role::NewRole,
};
use punchout::{ids::RoleId, role::Role};
use uuid::Uuid;

use crate::{
    api::{
        change::Change,
        roles::{RESOURCE, accept, check_name, name_taken, present},
    },
    problem::ApiResult,
    validation::FieldErrors,
};

/// Makes a role, or changes the one of its name.
pub(super) async fn put(
    change: &Change<'_>,
    wanted: ExportedRole,
) -> ApiResult<(ImportOutcome, Uuid)> {
    let input = NewRole {
        name: wanted.name,
        permissions: wanted.permissions,
    };
    let mut errors = FieldErrors::of(&input);
    errors.check_name("/name", &input.name);
    errors.finish()?;
    let all = database::roles::all(&change.tx).await?;
    let key = input.name.to_lowercase();
    let before = all.into_iter().find(|it| it.name.to_lowercase() == key);
    let id = before
        .as_ref()
        .map_or_else(|| RoleId(Uuid::now_v7()), |role| role.id);
    let role = accept(input, id, change.now);
    check_name(&role)?;
    let Some(before) = before else {
        database::roles::insert(&change.tx, &role)
            .await
            .map_err(name_taken)?;
        let shown = present(&role);
        change
            .audit("import", RESOURCE, id.0, None::<&()>, Some(&shown))
            .await?;
        return Ok((ImportOutcome::Created, id.0));
    };
    let wanted = Role {
        created_at: before.created_at,
        updated_at: before.updated_at,
        version: before.version,
        ..role
    };
    if wanted == before {
        return Ok((ImportOutcome::Unchanged, id.0));
    }
    let after = database::roles::update(&change.tx, &wanted, None, change.now)
        .await
        .map_err(name_taken)?;
    let (old, new) = (present(&before), present(&after));
    change
        .audit("import", RESOURCE, id.0, Some(&old), Some(&new))
        .await?;
    Ok((ImportOutcome::Updated, id.0))
}
