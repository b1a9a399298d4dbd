//! Business units.

use punchout::{
    directory::BusinessUnit,
    ids::{BusinessUnitId, CompanyId, RoleId},
    time::Timestamp,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{ExprTrait, Query},
};

use crate::{
    change,
    entities::{business_units, connections},
    error::{Error, Result},
    listing::{self, Listing, listed},
    page::{Page, PageRequest},
    text,
};

listed!(business_units, ExternalReference);

/// Adds a business unit.
///
/// # Errors
///
/// [`Error::Conflict`], [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, unit: &BusinessUnit) -> Result<()> {
    business_units::Entity::insert(to_row(unit).into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Changes a business unit, if it still has the expected version (any where `None`), and returns it with its new version.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::Conflict`],
/// [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn update(
    conn: &impl ConnectionTrait,
    unit: &BusinessUnit,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<BusinessUnit> {
    let row = to_row(unit).into_active_model().reset_all();
    change::update(conn, unit.id.0, expected, row, now).await?;
    find(conn, unit.id).await?.ok_or(Error::NotFound)
}

/// Archives a business unit: it is found no more, but what refers to it stays.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::InUse`], [`Error::Unavailable`].
pub async fn archive(
    conn: &impl ConnectionTrait,
    id: BusinessUnitId,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    let connections = connections::Entity::find()
        .filter(
            connections::Column::BusinessUnitId
                .eq(id.0)
                .or(connections::Column::DefaultBusinessUnitId.eq(id.0)),
        )
        .filter(connections::Column::ArchivedAt.is_null());
    change::unused(conn, connections, "connections").await?;
    let nothing = business_units::ActiveModel {
        ..Default::default()
    };
    change::archive(conn, id.0, expected, nothing, now).await
}

/// Finds a business unit that is not archived.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: BusinessUnitId) -> Result<Option<BusinessUnit>> {
    business_units::Entity::find()
        .filter(change::live(id.0))
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Finds the business unit that has a reference of the shop's, in the company of another one.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_in_company_of(
    conn: &impl ConnectionTrait,
    unit: BusinessUnitId,
    reference: &str,
) -> Result<Option<BusinessUnit>> {
    let company = Query::select()
        .column(business_units::Column::CompanyId)
        .from(business_units::Entity)
        .and_where(business_units::Column::Id.eq(unit.0))
        .take();
    business_units::Entity::find()
        .filter(business_units::Column::CompanyId.in_subquery(company))
        .filter(business_units::Column::ExternalReference.eq(reference))
        .filter(business_units::Column::ArchivedAt.is_null())
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// The business units that have a reference of the shop's: of each company one at most, unless it was given twice.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_by_reference(
    conn: &impl ConnectionTrait,
    reference: &str,
) -> Result<Vec<BusinessUnit>> {
    business_units::Entity::find()
        .filter(business_units::Column::ExternalReference.eq(reference))
        .filter(business_units::Column::ArchivedAt.is_null())
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// Finds business units by their ids, archived ones as well: for showing what sessions and the log refer to.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_any(
    conn: &impl ConnectionTrait,
    ids: &[BusinessUnitId],
) -> Result<Vec<BusinessUnit>> {
    business_units::Entity::find()
        .filter(business_units::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// Finds the business units with a reference or, without one, with a name, without regard to case.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_named(
    conn: &impl ConnectionTrait,
    reference: Option<&str>,
    name: &str,
) -> Result<Vec<BusinessUnit>> {
    use business_units::Column;
    let which = match reference {
        Some(reference) => Column::ExternalReference.eq(reference),
        None => Column::NameKey.eq(text::key(name)),
    };
    business_units::Entity::find()
        .filter(which)
        .filter(Column::ArchivedAt.is_null())
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// Lists business units, oldest first, of one company or of all.
///
/// # Errors
///
/// [`Error::InvalidCursor`], [`Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    company: Option<CompanyId>,
    listing: &Listing,
    page: &PageRequest,
) -> Result<Page<BusinessUnit>> {
    let query = match company {
        Some(company) => {
            business_units::Entity::find().filter(business_units::Column::CompanyId.eq(company.0))
        }
        None => business_units::Entity::find(),
    };
    listing::page(conn, query, listing, page, from_row).await
}

pub(crate) fn to_row(unit: &BusinessUnit) -> business_units::Model {
    business_units::Model {
        id: unit.id.0,
        company_id: unit.company_id.0,
        name: unit.name.clone(),
        external_reference: unit.external_reference.clone(),
        role_id: unit.role_id.map(|id| id.0),
        created_at: unit.created_at.0,
        updated_at: unit.updated_at.0,
        version: unit.version,
        archived_at: None,
        name_key: text::key(&unit.name),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as all other resources")]
pub(crate) fn from_row(row: business_units::Model) -> Result<BusinessUnit> {
    Ok(BusinessUnit {
        id: BusinessUnitId(row.id),
        company_id: CompanyId(row.company_id),
        name: row.name,
        external_reference: row.external_reference,
        role_id: row.role_id.map(RoleId),
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    })
}
