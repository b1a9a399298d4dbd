//! Credentials of connections.

use punchout::{
    connection::{Connection, Credential, PartyId},
    ids::{BuyerId, ConnectionId, CredentialId},
    secret::Sealed,
    time::Timestamp,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, Set, sea_query::ExprTrait,
};

use crate::{
    change, connections,
    entities::credentials,
    error::{Error, Result},
    settings, text,
};

/// Adds a credential.
///
/// # Errors
///
/// [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, credential: &Credential) -> Result<()> {
    settings::bump(conn).await?;
    credentials::Entity::insert(to_row(credential)?.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Changes a credential, if it still has the expected version (any where `None`), and returns it with its new version. When it was
/// last used stays as it is.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::Unavailable`].
pub async fn update(
    conn: &impl ConnectionTrait,
    credential: &Credential,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<Credential> {
    settings::bump(conn).await?;
    let row = credentials::ActiveModel {
        connection_id: NotSet,
        last_used_at: NotSet,
        ..to_row(credential)?.into_active_model().reset_all()
    };
    change::update(conn, credential.id.0, expected, row, now).await?;
    find(conn, credential.id).await?.ok_or(Error::NotFound)
}

/// Archives a credential and forgets its secret.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::Unavailable`].
pub async fn archive(
    conn: &impl ConnectionTrait,
    id: CredentialId,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    settings::bump(conn).await?;
    let forgotten = credentials::ActiveModel {
        secret_key_id: Set(None),
        secret: Set(None),
        basic_key_id: Set(None),
        basic_password: Set(None),
        ..Default::default()
    };
    change::archive(conn, id.0, expected, forgotten, now).await
}

/// Finds a credential that is not archived.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: CredentialId) -> Result<Option<Credential>> {
    credentials::Entity::find()
        .filter(change::live(id.0))
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Lists the credentials of a connection, oldest first.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    connection: ConnectionId,
) -> Result<Vec<Credential>> {
    credentials::Entity::find()
        .filter(credentials::Column::ConnectionId.eq(connection.0))
        .filter(credentials::Column::ArchivedAt.is_null())
        .order_by_asc(credentials::Column::Id)
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// All credentials.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<Credential>> {
    credentials::Entity::find()
        .filter(credentials::Column::ArchivedAt.is_null())
        .order_by_asc(credentials::Column::Id)
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// A connection that the same caller could mean.
#[derive(Clone, Debug)]
pub struct CredentialConflict {
    /// The other connection; it is active.
    pub connection: Connection,
    /// Its credential that the caller could mean.
    pub credential: Credential,
}

/// Finds what would make a caller ambiguous if `connection` were active with `its` credentials: credentials of other, active
/// connections into a common store, for the same Sender, unless From or To tell them apart.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn conflicts(
    conn: &impl ConnectionTrait,
    connection: &Connection,
    its: &[Credential],
) -> Result<Vec<CredentialConflict>> {
    if its.is_empty() {
        return Ok(Vec::new());
    }
    let senders = its.iter().fold(Condition::any(), |any, credential| {
        let (domain, identity) = credential.sender.key();
        any.add(
            credentials::Column::SenderIdentityKey
                .eq(identity)
                .and(credentials::Column::SenderDomainKey.eq(domain)),
        )
    });
    let mut found = credentials::Entity::find()
        .filter(senders)
        .filter(credentials::Column::ConnectionId.ne(connection.id.0))
        .filter(credentials::Column::ArchivedAt.is_null())
        .order_by_asc(credentials::Column::Id)
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect::<Result<Vec<_>>>()?;
    found.retain(|other| its.iter().any(|ours| may_be_confused(ours, other)));
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = found.iter().map(|other| other.connection_id).collect();
    let mut others = connections::find_any(conn, &ids).await?;
    others.retain(|other| other.active && overlap(connection, other));
    Ok(found
        .into_iter()
        .filter_map(|credential| {
            let connection = others
                .iter()
                .find(|other| other.id == credential.connection_id)?;
            Some(CredentialConflict {
                connection: connection.clone(),
                credential,
            })
        })
        .collect())
}

fn may_be_confused(one: &Credential, other: &Credential) -> bool {
    let could_be_same = |one: &Option<PartyId>, other: &Option<PartyId>| match (one, other) {
        (Some(one), Some(other)) => one.same_as(other),
        _ => true,
    };
    one.sender.same_as(&other.sender)
        && could_be_same(&one.from, &other.from)
        && could_be_same(&one.to, &other.to)
        && could_be_same(&one.conditions.marketplace, &other.conditions.marketplace)
}

fn overlap(one: &Connection, other: &Connection) -> bool {
    one.store_ids.is_empty()
        || other.store_ids.is_empty()
        || one.store_ids.iter().any(|store| other.serves(*store))
}

fn to_row(credential: &Credential) -> Result<credentials::Model> {
    let (sender_domain_key, sender_identity_key) = credential.sender.key();
    let domain = |party: &Option<PartyId>| party.as_ref().map(|party| party.domain.clone());
    let identity = |party: &Option<PartyId>| party.as_ref().map(|party| party.identity.clone());
    let secret = credential.shared_secret.as_ref();
    let basic = credential.basic_password.as_ref();
    Ok(credentials::Model {
        id: credential.id.0,
        connection_id: credential.connection_id.0,
        sender_domain: credential.sender.domain.clone(),
        sender_identity: credential.sender.identity.clone(),
        sender_domain_key,
        sender_identity_key,
        from_domain: domain(&credential.from),
        from_identity: identity(&credential.from),
        to_domain: domain(&credential.to),
        to_identity: identity(&credential.to),
        secret_key_id: secret.map(|secret| secret.key_id.clone()),
        secret: secret.map(|secret| secret.bytes.clone()),
        buyer_id: credential.buyer_id.map(|id| id.0),
        valid_from: credential.valid_from.map(|time| time.0),
        valid_to: credential.valid_to.map(|time| time.0),
        last_used_at: credential.last_used_at.map(|time| time.0),
        created_at: credential.created_at.0,
        updated_at: credential.updated_at.0,
        version: credential.version,
        archived_at: None,
        conditions: text::json(&credential.conditions)?,
        basic_key_id: basic.map(|secret| secret.key_id.clone()),
        basic_password: basic.map(|secret| secret.bytes.clone()),
    })
}

fn from_row(row: credentials::Model) -> Result<Credential> {
    let party = |domain: Option<String>, identity: Option<String>| {
        Some(PartyId {
            domain: domain?,
            identity: identity?,
        })
    };
    let sealed = |key_id: Option<String>, bytes: Option<Vec<u8>>| {
        Some(Sealed {
            key_id: key_id?,
            bytes: bytes?,
        })
    };
    Ok(Credential {
        id: CredentialId(row.id),
        connection_id: ConnectionId(row.connection_id),
        sender: PartyId {
            domain: row.sender_domain,
            identity: row.sender_identity,
        },
        from: party(row.from_domain, row.from_identity),
        to: party(row.to_domain, row.to_identity),
        shared_secret: sealed(row.secret_key_id, row.secret),
        conditions: text::parse(&row.conditions)?,
        basic_password: sealed(row.basic_key_id, row.basic_password),
        buyer_id: row.buyer_id.map(BuyerId),
        valid_from: row.valid_from.map(Timestamp),
        valid_to: row.valid_to.map(Timestamp),
        last_used_at: row.last_used_at.map(Timestamp),
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    })
}
