//! Mapping profiles.

use punchout::{ids::MappingProfileId, mapping_profile::MappingProfile, time::Timestamp};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use crate::{
    change,
    entities::{connections, mapping_profiles},
    error::{Error, Result},
    listing::{self, Listing, listed},
    page::{Page, PageRequest},
    settings, text,
};

listed!(mapping_profiles,);

/// Adds a mapping profile.
///
/// # Errors
///
/// [`Error::Conflict`], [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, profile: &MappingProfile) -> Result<()> {
    settings::bump(conn).await?;
    mapping_profiles::Entity::insert(to_row(profile)?.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Changes a mapping profile, if it still has the expected version (any where `None`), and returns it with its new version.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::Conflict`],
/// [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn update(
    conn: &impl ConnectionTrait,
    profile: &MappingProfile,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<MappingProfile> {
    settings::bump(conn).await?;
    let row = to_row(profile)?.into_active_model().reset_all();
    change::update(conn, profile.id.0, expected, row, now).await?;
    find(conn, profile.id).await?.ok_or(Error::NotFound)
}

/// Archives a mapping profile: it is found no more, but what refers to it stays.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::InUse`], [`Error::Unavailable`].
pub async fn archive(
    conn: &impl ConnectionTrait,
    id: MappingProfileId,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    let connections = connections::Entity::find()
        .filter(connections::Column::MappingProfileId.eq(id.0))
        .filter(connections::Column::ArchivedAt.is_null());
    change::unused(conn, connections, "connections").await?;
    let profiles = mapping_profiles::Entity::find()
        .filter(mapping_profiles::Column::BasedOn.eq(id.0))
        .filter(mapping_profiles::Column::ArchivedAt.is_null());
    change::unused(conn, profiles, "mapping profiles").await?;
    settings::bump(conn).await?;
    let nothing = mapping_profiles::ActiveModel {
        ..Default::default()
    };
    change::archive(conn, id.0, expected, nothing, now).await
}

/// Finds a mapping profile that is not archived.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(
    conn: &impl ConnectionTrait,
    id: MappingProfileId,
) -> Result<Option<MappingProfile>> {
    mapping_profiles::Entity::find()
        .filter(change::live(id.0))
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Whether there is a mapping profile with an id, archived or not.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn exists(conn: &impl ConnectionTrait, id: MappingProfileId) -> Result<bool> {
    let found = mapping_profiles::Entity::find_by_id(id.0).one(conn).await?;
    Ok(found.is_some())
}

/// All mapping profiles that are not archived.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<MappingProfile>> {
    mapping_profiles::Entity::find()
        .filter(mapping_profiles::Column::ArchivedAt.is_null())
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// Lists mapping profiles, oldest first.
///
/// # Errors
///
/// [`Error::InvalidCursor`], [`Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    listing: &Listing,
    page: &PageRequest,
) -> Result<Page<MappingProfile>> {
    let query = mapping_profiles::Entity::find();
    listing::page(conn, query, listing, page, from_row).await
}

fn to_row(profile: &MappingProfile) -> Result<mapping_profiles::Model> {
    Ok(mapping_profiles::Model {
        id: profile.id.0,
        name: profile.name.clone(),
        name_key: text::key(&profile.name),
        format: text::name(&profile.format)?,
        based_on: profile.based_on.map(|id| id.0),
        request_mapping: profile.request_mapping.clone(),
        cart_mapping: profile.cart_mapping.clone(),
        created_at: profile.created_at.0,
        updated_at: profile.updated_at.0,
        version: profile.version,
        archived_at: None,
    })
}

fn from_row(row: mapping_profiles::Model) -> Result<MappingProfile> {
    Ok(MappingProfile {
        id: MappingProfileId(row.id),
        name: row.name,
        format: text::variant(row.format)?,
        based_on: row.based_on.map(MappingProfileId),
        request_mapping: row.request_mapping,
        cart_mapping: row.cart_mapping,
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    })
}
