//! The credentials of a connection of a set.

use api_types::connection_set::ExportedCredential;
use punchout::{
    connection::{Connection, Credential},
    directory::BusinessUnit,
    ids::CredentialId,
};
use uuid::Uuid;

use super::refuse;
use crate::{
    api::{
        change::Change,
        connections::{check, credentials},
    },
    problem::ApiResult,
};

/// Adds the credentials that the connection does not have, and changes those that it has otherwise; their secrets stay. Tells whether there
/// were any.
pub(super) async fn put(
    change: &Change<'_>,
    connection: &Connection,
    own: &BusinessUnit,
    wanted: Vec<ExportedCredential>,
) -> ApiResult<bool> {
    let mut its = database::credentials::list(&change.tx, connection.id).await?;
    let mut other = Vec::new();
    for (index, wanted) in wanted.into_iter().enumerate() {
        let pointer = format!("/credentials/{index}");
        let buyer_id = match &wanted.buyer {
            None => None,
            Some(email) => {
                match database::buyers::find_by_email(&change.tx, own.id, email).await? {
                    Some(buyer) => Some(buyer.id.0),
                    None => {
                        let text = "names no buyer of the business unit";
                        return refuse(&format!("{pointer}/buyer"), "not_found", text);
                    }
                }
            }
        };
        let id = CredentialId(Uuid::now_v7());
        let input = wanted.into_new(buyer_id);
        let wanted = credentials::present::accept(input, id, connection, change.now)
            .map_err(|problem| problem.within(&pointer))?;
        // Those that are alike first: several can open a connection for one party while its secret changes.
        match its
            .iter()
            .position(|before| with_its(before, &wanted) == *before)
        {
            Some(place) => drop(its.swap_remove(place)),
            None => other.push(wanted),
        }
    }
    let changed = !other.is_empty();
    for wanted in other {
        let Some(place) = its.iter().position(|before| same(before, &wanted)) else {
            check::unambiguous_with(change, connection, std::slice::from_ref(&wanted)).await?;
            credentials::add(change, &wanted, "create").await?;
            continue;
        };
        let before = its.swap_remove(place);
        let wanted = with_its(&before, &wanted);
        check::unambiguous_with(change, connection, std::slice::from_ref(&wanted)).await?;
        let after = database::credentials::update(&change.tx, &wanted, None, change.now).await?;
        let (old, new) = (
            credentials::present::credential(&before),
            credentials::present::credential(&after),
        );
        change
            .audit(
                "import",
                credentials::RESOURCE,
                before.id.0,
                Some(&old),
                Some(&new),
            )
            .await?;
    }
    Ok(changed)
}

fn same(one: &Credential, other: &Credential) -> bool {
    one.sender.same_as(&other.sender) && one.from == other.from && one.to == other.to
}

/// A credential as it is wanted, with what a set does not say of it.
fn with_its(before: &Credential, wanted: &Credential) -> Credential {
    Credential {
        id: before.id,
        shared_secret: before.shared_secret.clone(),
        basic_password: before.basic_password.clone(),
        last_used_at: before.last_used_at,
        created_at: before.created_at,
        updated_at: before.updated_at,
        version: before.version,
        ..wanted.clone()
    }
}
