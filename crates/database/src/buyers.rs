//! Buyers.

use punchout::{
    directory::Buyer,
    ids::{BusinessUnitId, BuyerId, RoleId},
    time::Timestamp,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter,
};

use crate::{
    Database, Error, Unique, change,
    entities::{buyers, connections},
    error::Result,
    listing::{self, Listing, listed},
    page::{Page, PageRequest},
    text,
};

listed!(buyers, EmailKey, ExternalReference);

/// Adds a buyer.
///
/// # Errors
///
/// [`Error::Conflict`], [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, buyer: &Buyer) -> Result<()> {
    buyers::Entity::insert(to_row(buyer).into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Changes a buyer, if it still has the expected version (any where `None`), and returns it with its new version.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::Conflict`],
/// [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn update(
    conn: &impl ConnectionTrait,
    buyer: &Buyer,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<Buyer> {
    let row = to_row(buyer).into_active_model().reset_all();
    change::update(conn, buyer.id.0, expected, row, now).await?;
    find(conn, buyer.id).await?.ok_or(Error::NotFound)
}

/// Archives a buyer: it is found no more, but what refers to it stays.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::InUse`], [`Error::Unavailable`].
pub async fn archive(
    conn: &impl ConnectionTrait,
    id: BuyerId,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    let connections = connections::Entity::find()
        .filter(connections::Column::BuyerId.eq(id.0))
        .filter(connections::Column::ArchivedAt.is_null());
    change::unused(conn, connections, "connections").await?;
    let nothing = buyers::ActiveModel {
        ..Default::default()
    };
    change::archive(conn, id.0, expected, nothing, now).await
}

/// Finds a buyer that is not archived.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: BuyerId) -> Result<Option<Buyer>> {
    buyers::Entity::find()
        .filter(change::live(id.0))
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Finds buyers by their ids, archived ones as well: for showing what sessions and the log refer to.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_any(conn: &impl ConnectionTrait, ids: &[BuyerId]) -> Result<Vec<Buyer>> {
    buyers::Entity::find()
        .filter(buyers::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// Finds buyers by their ids that are not archived.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_live(conn: &impl ConnectionTrait, ids: &[BuyerId]) -> Result<Vec<Buyer>> {
    buyers::Entity::find()
        .filter(buyers::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(buyers::Column::ArchivedAt.is_null())
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// Lists buyers, oldest first.
///
/// # Errors
///
/// [`Error::InvalidCursor`], [`Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    filter: &BuyerFilter,
    page: &PageRequest,
) -> Result<Page<Buyer>> {
    let mut which = Condition::all();
    if let Some(unit) = filter.business_unit_id {
        which = which.add(buyers::Column::BusinessUnitId.eq(unit.0));
    }
    if let Some(email) = &filter.email {
        which = which.add(buyers::Column::EmailKey.eq(text::key(email)));
    }
    let query = buyers::Entity::find().filter(which);
    listing::page(conn, query, &filter.listing, page, from_row).await
}

/// Which buyers to list.
#[derive(Clone, Debug, Default)]
pub struct BuyerFilter {
    /// Of this business unit.
    pub business_unit_id: Option<BusinessUnitId>,
    /// With this e-mail address, without regard to case.
    pub email: Option<String>,
    /// By name, e-mail address or reference, and in which order.
    pub listing: Listing,
}

/// Finds the buyer with an e-mail address in a business unit, without regard to case.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_by_email(
    conn: &impl ConnectionTrait,
    business_unit: BusinessUnitId,
    email: &str,
) -> Result<Option<Buyer>> {
    buyers::Entity::find()
        .filter(buyers::Column::BusinessUnitId.eq(business_unit.0))
        .filter(buyers::Column::EmailKey.eq(text::key(email)))
        .filter(buyers::Column::ArchivedAt.is_null())
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Finds the buyer that has a reference of the shop's in a business unit.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_by_reference(
    conn: &impl ConnectionTrait,
    business_unit: BusinessUnitId,
    reference: &str,
) -> Result<Option<Buyer>> {
    buyers::Entity::find()
        .filter(buyers::Column::BusinessUnitId.eq(business_unit.0))
        .filter(buyers::Column::ExternalReference.eq(reference))
        .filter(buyers::Column::ArchivedAt.is_null())
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Finds the buyer with an e-mail address in a business unit or, where there is none, adds one with the names and the id given. Tells
/// whether it was added. Of several nodes that do so at once, one adds and all get the same buyer.
///
/// # Errors
///
/// [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn find_or_create(
    db: &Database,
    business_unit_id: BusinessUnitId,
    email: &str,
    first_name: Option<&str>,
    last_name: Option<&str>,
    id: BuyerId,
    now: Timestamp,
) -> Result<(Buyer, bool)> {
    if let Some(found) = find_by_email(db.read(), business_unit_id, email).await? {
        return Ok((found, false));
    }
    let buyer = Buyer {
        id,
        business_unit_id,
        email: email.to_owned(),
        first_name: first_name.map(str::to_owned),
        last_name: last_name.map(str::to_owned),
        external_reference: None,
        role_id: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    match insert(db.write(), &buyer).await {
        Ok(()) => Ok((buyer, true)),
        Err(Error::Conflict(Unique::BuyerEmail)) => {
            let found = find_by_email(db.write(), business_unit_id, email).await?;
            found.map(|found| (found, false)).ok_or(Error::NotFound)
        }
        Err(error) => Err(error),
    }
}

/// Gives a buyer the names that a document has, where they differ.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn rename(
    conn: &impl ConnectionTrait,
    buyer: &Buyer,
    first_name: Option<&str>,
    last_name: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let either =
        |new: Option<&str>, old: &Option<String>| new.map(str::to_owned).or_else(|| old.clone());
    let renamed = Buyer {
        first_name: either(first_name, &buyer.first_name),
        last_name: either(last_name, &buyer.last_name),
        ..buyer.clone()
    };
    if renamed == *buyer {
        return Ok(());
    }
    match update(conn, &renamed, Some(buyer.version), now).await {
        // Somebody else changed the buyer meanwhile; the next document says it again.
        Ok(_) | Err(Error::StaleVersion | Error::NotFound) => Ok(()),
        Err(error) => Err(error),
    }
}

pub(crate) fn to_row(buyer: &Buyer) -> buyers::Model {
    buyers::Model {
        id: buyer.id.0,
        business_unit_id: buyer.business_unit_id.0,
        email: buyer.email.clone(),
        email_key: text::key(&buyer.email),
        first_name: buyer.first_name.clone(),
        last_name: buyer.last_name.clone(),
        external_reference: buyer.external_reference.clone(),
        role_id: buyer.role_id.map(|id| id.0),
        created_at: buyer.created_at.0,
        updated_at: buyer.updated_at.0,
        version: buyer.version,
        archived_at: None,
        name_key: name_key(buyer),
    }
}

/// Family name first, as people look for it.
fn name_key(buyer: &Buyer) -> String {
    let part = |name: &Option<String>| name.as_deref().unwrap_or_default().to_owned();
    text::key(&format!(
        "{} {}",
        part(&buyer.last_name),
        part(&buyer.first_name)
    ))
}

#[expect(clippy::unnecessary_wraps, reason = "as all other resources")]
pub(crate) fn from_row(row: buyers::Model) -> Result<Buyer> {
    Ok(Buyer {
        id: BuyerId(row.id),
        business_unit_id: BusinessUnitId(row.business_unit_id),
        email: row.email,
        first_name: row.first_name,
        last_name: row.last_name,
        external_reference: row.external_reference,
        role_id: row.role_id.map(RoleId),
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    })
}
