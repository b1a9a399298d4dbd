//! Roles of buyers, and who has them.

use punchout::{
    ids::{BusinessUnitId, BuyerId, RoleId},
    role::{BUILT_IN, Role},
    session::PUNCH_OUT_BUYER,
    time::Timestamp,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

use crate::{
    change,
    entities::{business_units, buyers, connections, roles},
    error::{Error, Result},
    settings, text,
};

/// Who has a role of their own.
#[derive(Clone, Debug, Default)]
pub struct RoleHolders {
    /// Business units.
    pub units: Vec<(BusinessUnitId, RoleId)>,
    /// Buyers.
    pub buyers: Vec<(BuyerId, RoleId)>,
}

/// The role that is always there.
#[must_use]
pub fn built_in() -> Role {
    Role {
        id: BUILT_IN,
        name: "punch-out-buyer".to_owned(),
        permissions: PUNCH_OUT_BUYER.to_vec(),
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
        version: 1,
    }
}

/// Adds a role.
///
/// # Errors
///
/// [`Error::Conflict`], [`Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, role: &Role) -> Result<()> {
    settings::bump(conn).await?;
    roles::Entity::insert(to_row(role)?.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Changes a role, if it still has the expected version (any where `None`), and returns it with its new version.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::Conflict`], [`Error::Unavailable`].
pub async fn update(
    conn: &impl ConnectionTrait,
    role: &Role,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<Role> {
    settings::bump(conn).await?;
    let row = to_row(role)?.into_active_model().reset_all();
    change::update(conn, role.id.0, expected, row, now).await?;
    find(conn, role.id).await?.ok_or(Error::NotFound)
}

/// Archives a role that nobody has.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::InUse`], [`Error::Unavailable`].
pub async fn archive(
    conn: &impl ConnectionTrait,
    id: RoleId,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    settings::bump(conn).await?;
    let by = connections::Entity::find()
        .filter(connections::Column::RoleId.eq(id.0))
        .filter(connections::Column::ArchivedAt.is_null());
    change::unused(conn, by, "connections").await?;
    let by = business_units::Entity::find()
        .filter(business_units::Column::RoleId.eq(id.0))
        .filter(business_units::Column::ArchivedAt.is_null());
    change::unused(conn, by, "business units").await?;
    let by = buyers::Entity::find()
        .filter(buyers::Column::RoleId.eq(id.0))
        .filter(buyers::Column::ArchivedAt.is_null());
    change::unused(conn, by, "buyers").await?;
    let nothing = roles::ActiveModel {
        ..Default::default()
    };
    change::archive(conn, id.0, expected, nothing, now).await
}

/// Finds a role that is not archived; the built-in one as well.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: RoleId) -> Result<Option<Role>> {
    if id == BUILT_IN {
        return Ok(Some(built_in()));
    }
    roles::Entity::find()
        .filter(change::live(id.0))
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// All roles by name, the built-in one first.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<Role>> {
    let rows = roles::Entity::find()
        .filter(roles::Column::ArchivedAt.is_null())
        .order_by_asc(roles::Column::NameKey)
        .all(conn)
        .await?;
    std::iter::once(Ok(built_in()))
        .chain(rows.into_iter().map(from_row))
        .collect()
}

/// Who has a role of their own.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn holders(conn: &impl ConnectionTrait) -> Result<RoleHolders> {
    let units = business_units::Entity::find()
        .filter(business_units::Column::RoleId.is_not_null())
        .filter(business_units::Column::ArchivedAt.is_null())
        .all(conn)
        .await?;
    let people = buyers::Entity::find()
        .filter(buyers::Column::RoleId.is_not_null())
        .filter(buyers::Column::ArchivedAt.is_null())
        .all(conn)
        .await?;
    Ok(RoleHolders {
        units: units
            .into_iter()
            .filter_map(|unit| Some((BusinessUnitId(unit.id), RoleId(unit.role_id?))))
            .collect(),
        buyers: people
            .into_iter()
            .filter_map(|buyer| Some((BuyerId(buyer.id), RoleId(buyer.role_id?))))
            .collect(),
    })
}

fn to_row(role: &Role) -> Result<roles::Model> {
    Ok(roles::Model {
        id: role.id.0,
        name: role.name.clone(),
        name_key: text::key(&role.name),
        permissions: text::json(&role.permissions)?,
        created_at: role.created_at.0,
        updated_at: role.updated_at.0,
        version: role.version,
        archived_at: None,
    })
}

fn from_row(row: roles::Model) -> Result<Role> {
    Ok(Role {
        id: RoleId(row.id),
        name: row.name,
        permissions: text::parse(&row.permissions)?,
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    })
}
