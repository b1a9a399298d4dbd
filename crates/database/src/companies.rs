//! Companies.

use punchout::{directory::Company, ids::CompanyId, time::Timestamp};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use crate::{
    change,
    entities::{business_units, companies},
    error::{Error, Result},
    listing::{self, Listing, listed},
    page::{Page, PageRequest},
    text,
};

listed!(companies, ExternalReference);

/// Adds a company.
///
/// # Errors
///
/// [`Error::Conflict`], [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, company: &Company) -> Result<()> {
    companies::Entity::insert(to_row(company).into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Changes a company, if it still has the expected version (any where `None`), and returns it with its new version.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::Conflict`],
/// [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn update(
    conn: &impl ConnectionTrait,
    company: &Company,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<Company> {
    let row = to_row(company).into_active_model().reset_all();
    change::update(conn, company.id.0, expected, row, now).await?;
    find(conn, company.id).await?.ok_or(Error::NotFound)
}

/// Archives a company: it is found no more, but what refers to it stays.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::InUse`], [`Error::Unavailable`].
pub async fn archive(
    conn: &impl ConnectionTrait,
    id: CompanyId,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    let units = business_units::Entity::find()
        .filter(business_units::Column::CompanyId.eq(id.0))
        .filter(business_units::Column::ArchivedAt.is_null());
    change::unused(conn, units, "business units").await?;
    let nothing = companies::ActiveModel {
        ..Default::default()
    };
    change::archive(conn, id.0, expected, nothing, now).await
}

/// Finds a company that is not archived.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: CompanyId) -> Result<Option<Company>> {
    companies::Entity::find()
        .filter(change::live(id.0))
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Finds companies by their ids, archived ones as well: for showing what sessions and the log refer to.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_any(conn: &impl ConnectionTrait, ids: &[CompanyId]) -> Result<Vec<Company>> {
    companies::Entity::find()
        .filter(companies::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// Lists companies, oldest first.
///
/// # Errors
///
/// [`Error::InvalidCursor`], [`Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    listing: &Listing,
    page: &PageRequest,
) -> Result<Page<Company>> {
    let query = companies::Entity::find();
    listing::page(conn, query, listing, page, from_row).await
}

pub(crate) fn to_row(company: &Company) -> companies::Model {
    companies::Model {
        id: company.id.0,
        name: company.name.clone(),
        external_reference: company.external_reference.clone(),
        created_at: company.created_at.0,
        updated_at: company.updated_at.0,
        version: company.version,
        archived_at: None,
        name_key: text::key(&company.name),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as all other resources")]
pub(crate) fn from_row(row: companies::Model) -> Result<Company> {
    Ok(Company {
        id: CompanyId(row.id),
        name: row.name,
        external_reference: row.external_reference,
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    })
}
