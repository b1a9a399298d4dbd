//! The audit log: who changed which setting.

use punchout::time::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    entities::audit_log,
    error::Result,
    page::{Page, PageRequest},
    text,
};

/// What kind of actor did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A user.
    User,
    /// A program with an API key.
    ApiKey,
    /// The gateway itself, or somebody at its command line.
    System,
}

/// An entry of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// What kind of actor did it.
    pub actor_kind: ActorKind,
    /// Id of the user or key.
    pub actor_id: Option<Uuid>,
    /// The user's e-mail address or the key's name at that time.
    pub actor_name: String,
    /// What was done, such as `update`.
    pub action: String,
    /// To what kind of resource, such as `store`.
    pub resource_type: String,
    /// To which.
    pub resource_id: Option<Uuid>,
    /// The resource before; without secrets.
    pub before: Option<Value>,
    /// The resource afterwards; without secrets.
    pub after: Option<Value>,
    /// The caller's address.
    pub peer: Option<String>,
}

/// Which entries to list.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// About this kind of resource.
    pub resource_type: Option<String>,
    /// About this resource.
    pub resource_id: Option<Uuid>,
    /// By this user or key.
    pub actor_id: Option<Uuid>,
    /// By the actor of this name.
    pub actor_name: Option<String>,
    /// Of this kind of deed.
    pub action: Option<String>,
    /// From this time on.
    pub from: Option<Timestamp>,
    /// Before this time.
    pub to: Option<Timestamp>,
}

/// Adds an entry. Goes into the transaction that does what it tells of.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, entry: &AuditEntry) -> Result<()> {
    audit_log::Entity::insert(to_row(entry)?.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Adds many entries at once, as [`insert`] adds one.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn insert_many(conn: &impl ConnectionTrait, entries: &[AuditEntry]) -> Result<()> {
    let rows = entries.iter().map(to_row).collect::<Result<Vec<_>>>()?;
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    audit_log::Entity::insert_many(rows)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

fn to_row(entry: &AuditEntry) -> Result<audit_log::Model> {
    Ok(audit_log::Model {
        id: entry.id,
        at: entry.at.0,
        actor_kind: text::name(&entry.actor_kind)?,
        actor_id: entry.actor_id,
        actor_name: entry.actor_name.clone(),
        action: entry.action.clone(),
        resource_type: entry.resource_type.clone(),
        resource_id: entry.resource_id,
        before: entry.before.as_ref().map(text::json).transpose()?,
        after: entry.after.as_ref().map(text::json).transpose()?,
        peer: entry.peer.clone(),
    })
}

/// Finds an entry.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<AuditEntry>> {
    audit_log::Entity::find_by_id(id)
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Lists entries, newest first.
///
/// # Errors
///
/// [`crate::Error::InvalidCursor`], [`crate::Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    filter: &AuditFilter,
    page: &PageRequest,
) -> Result<Page<AuditEntry>> {
    use audit_log::Column;
    let mut query = audit_log::Entity::find()
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(page.rows());
    if let Some(kind) = &filter.resource_type {
        query = query.filter(Column::ResourceType.eq(kind));
    }
    if let Some(id) = filter.resource_id {
        query = query.filter(Column::ResourceId.eq(id));
    }
    if let Some(id) = filter.actor_id {
        query = query.filter(Column::ActorId.eq(id));
    }
    if let Some(name) = &filter.actor_name {
        query = query.filter(Column::ActorName.eq(name));
    }
    if let Some(action) = &filter.action {
        query = query.filter(Column::Action.eq(action));
    }
    if let Some(from) = filter.from {
        query = query.filter(Column::At.gte(from.0));
    }
    if let Some(to) = filter.to {
        query = query.filter(Column::At.lt(to.0));
    }
    if let Some((at, id)) = page.place::<i64>()? {
        let here = Expr::tuple([Expr::col(Column::At), Expr::col(Column::Id)]);
        query = query.filter(here.lt(Expr::tuple([Expr::value(at), Expr::value(id)])));
    }
    page.page(query.all(conn).await?, |row| (row.at, row.id), from_row)
}

fn from_row(row: audit_log::Model) -> Result<AuditEntry> {
    Ok(AuditEntry {
        id: row.id,
        at: Timestamp(row.at),
        actor_kind: text::variant(row.actor_kind)?,
        actor_id: row.actor_id,
        actor_name: row.actor_name,
        action: row.action,
        resource_type: row.resource_type,
        resource_id: row.resource_id,
        before: row.before.as_deref().map(text::parse).transpose()?,
        after: row.after.as_deref().map(text::parse).transpose()?,
        peer: row.peer,
    })
}
