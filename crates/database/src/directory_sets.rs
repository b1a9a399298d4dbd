//! Many companies, business units and buyers at once: found and written with one statement a kind, however many there are.

use punchout::{
    directory::{BusinessUnit, Buyer, Company},
    ids::CompanyId,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
    sea_query::{OnConflict, Query},
};

use crate::{
    business_units as units, buyers as people, companies as organisations,
    entities::{business_units, buyers, companies},
    error::Result,
    text,
};

/// The companies with some references, held until the transaction ends.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn companies(conn: &impl ConnectionTrait, references: &[&str]) -> Result<Vec<Company>> {
    companies::Entity::find()
        .filter(companies::Column::ExternalReference.is_in(references.iter().copied()))
        .filter(companies::Column::ArchivedAt.is_null())
        .lock_exclusive()
        .all(conn)
        .await?
        .into_iter()
        .map(organisations::from_row)
        .collect()
}

/// The business units of some companies with some references, held until the transaction ends.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn business_units(
    conn: &impl ConnectionTrait,
    of: &[CompanyId],
    references: &[&str],
) -> Result<Vec<BusinessUnit>> {
    business_units::Entity::find()
        .filter(business_units::Column::CompanyId.is_in(of.iter().map(|id| id.0)))
        .filter(business_units::Column::ExternalReference.is_in(references.iter().copied()))
        .filter(business_units::Column::ArchivedAt.is_null())
        .lock_exclusive()
        .all(conn)
        .await?
        .into_iter()
        .map(units::from_row)
        .collect()
}

/// The buyers of some companies with one of some references or addresses, each with its company, held until the transaction ends.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn buyers(
    conn: &impl ConnectionTrait,
    of: &[CompanyId],
    references: &[&str],
    emails: &[&str],
) -> Result<Vec<(CompanyId, Buyer)>> {
    let of: Vec<_> = of.iter().map(|id| id.0).collect();
    let within = Query::select()
        .column(business_units::Column::Id)
        .from(business_units::Entity)
        .and_where(business_units::Column::CompanyId.is_in(of))
        .take();
    let who = Condition::any()
        .add(buyers::Column::ExternalReference.is_in(references.iter().copied()))
        .add(buyers::Column::EmailKey.is_in(emails.iter().map(|email| text::key(email))));
    let found = buyers::Entity::find()
        .filter(buyers::Column::BusinessUnitId.in_subquery(within))
        .filter(who)
        .filter(buyers::Column::ArchivedAt.is_null())
        .lock_exclusive()
        .all(conn)
        .await?;
    let ids = found.iter().map(|row| row.business_unit_id);
    let known: std::collections::HashMap<_, _> = business_units::Entity::find()
        .filter(business_units::Column::Id.is_in(ids))
        .all(conn)
        .await?
        .into_iter()
        .map(|unit| (unit.id, CompanyId(unit.company_id)))
        .collect();
    let mut all = Vec::with_capacity(found.len());
    for row in found {
        if let Some(company) = known.get(&row.business_unit_id) {
            all.push((*company, people::from_row(row)?));
        }
    }
    Ok(all)
}

/// Adds companies, and changes those that are there.
///
/// # Errors
///
/// [`crate::Error::Conflict`], [`crate::Error::Unavailable`].
pub async fn put_companies(conn: &impl ConnectionTrait, all: &[Company]) -> Result<()> {
    use companies::Column::{ExternalReference, Id, Name, NameKey, UpdatedAt, Version};
    if all.is_empty() {
        return Ok(());
    }
    let rows = all
        .iter()
        .map(|company| organisations::to_row(company).into_active_model());
    let columns = [Name, NameKey, ExternalReference, UpdatedAt, Version];
    companies::Entity::insert_many(rows)
        .on_conflict(OnConflict::column(Id).update_columns(columns).to_owned())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Adds business units, and changes those that are there.
///
/// # Errors
///
/// [`crate::Error::Conflict`], [`crate::Error::MissingReference`], [`crate::Error::Unavailable`].
pub async fn put_business_units(conn: &impl ConnectionTrait, all: &[BusinessUnit]) -> Result<()> {
    use business_units::Column::{ExternalReference, Id, Name, NameKey, UpdatedAt, Version};
    if all.is_empty() {
        return Ok(());
    }
    let rows = all
        .iter()
        .map(|unit| units::to_row(unit).into_active_model());
    let columns = [Name, NameKey, ExternalReference, UpdatedAt, Version];
    business_units::Entity::insert_many(rows)
        .on_conflict(OnConflict::column(Id).update_columns(columns).to_owned())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Adds buyers, and changes those that are there.
///
/// # Errors
///
/// [`crate::Error::Conflict`], [`crate::Error::MissingReference`], [`crate::Error::Unavailable`].
pub async fn put_buyers(conn: &impl ConnectionTrait, all: &[Buyer]) -> Result<()> {
    use buyers::Column::{
        BusinessUnitId, Email, EmailKey, ExternalReference, FirstName, Id, LastName, NameKey,
        UpdatedAt, Version,
    };
    if all.is_empty() {
        return Ok(());
    }
    let rows = all
        .iter()
        .map(|buyer| people::to_row(buyer).into_active_model());
    let columns = [
        BusinessUnitId,
        Email,
        EmailKey,
        FirstName,
        LastName,
        NameKey,
        ExternalReference,
        UpdatedAt,
        Version,
    ];
    buyers::Entity::insert_many(rows)
        .on_conflict(OnConflict::column(Id).update_columns(columns).to_owned())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}
