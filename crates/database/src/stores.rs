//! Stores.

use punchout::{
    ids::StoreId,
    secret::Sealed,
    store::{Store, StoreAdapter, StoreInterface},
    time::Timestamp,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, Set,
};

use crate::{
    change,
    entities::stores,
    error::{Error, Result},
    listing::{self, Listing, listed},
    page::{Page, PageRequest},
    settings, text,
};

listed!(stores, Key);

/// Adds a store.
///
/// # Errors
///
/// [`Error::Conflict`], [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, store: &Store) -> Result<()> {
    settings::bump(conn).await?;
    stores::Entity::insert(to_row(store)?.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Changes a store, if it still has the expected version (any where `None`), and returns it with its new version.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::Conflict`],
/// [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn update(
    conn: &impl ConnectionTrait,
    store: &Store,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<Store> {
    settings::bump(conn).await?;
    let row = to_row(store)?.into_active_model().reset_all();
    change::update(conn, store.id.0, expected, row, now).await?;
    find(conn, store.id).await?.ok_or(Error::NotFound)
}

/// Archives a store: it is found no more and its secrets are forgotten, but what refers to it stays.
///
/// # Errors
///
/// [`Error::StaleVersion`], [`Error::NotFound`], [`Error::Unavailable`].
pub async fn archive(
    conn: &impl ConnectionTrait,
    id: StoreId,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    settings::bump(conn).await?;
    let forgotten = stores::ActiveModel {
        adapter_key_id: Set(None),
        adapter_secret: Set(None),
        adapter_order_key_id: Set(None),
        adapter_order_secret: Set(None),
        ..Default::default()
    };
    change::archive(conn, id.0, expected, forgotten, now).await
}

/// Finds a store that is not archived.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, id: StoreId) -> Result<Option<Store>> {
    stores::Entity::find()
        .filter(change::live(id.0))
        .one(conn)
        .await?
        .map(from_row)
        .transpose()
}

/// Finds stores by their ids, archived ones as well: for showing what sessions and the log refer to.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find_any(conn: &impl ConnectionTrait, ids: &[StoreId]) -> Result<Vec<Store>> {
    stores::Entity::find()
        .filter(stores::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// Lists stores, oldest first.
///
/// # Errors
///
/// [`Error::InvalidCursor`], [`Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    listing: &Listing,
    page: &PageRequest,
) -> Result<Page<Store>> {
    let query = stores::Entity::find();
    listing::page(conn, query, listing, page, from_row).await
}

/// All stores.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<Store>> {
    stores::Entity::find()
        .filter(stores::Column::ArchivedAt.is_null())
        .order_by_asc(stores::Column::Id)
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

fn to_row(store: &Store) -> Result<stores::Model> {
    let adapter = &store.interface.adapter;
    let orders = adapter.order_secret.as_ref();
    Ok(stores::Model {
        id: store.id.0,
        key: store.key.clone(),
        name: store.name.clone(),
        enabled: store.enabled,
        punch_out_start_url: store.punch_out_start_url.clone(),
        start_url_edit: store.start_url_edit.clone(),
        start_url_item: store.start_url_item.clone(),
        access_token_enabled: store.access_token_enabled,
        access_token_ttl_seconds: store.access_token_ttl_seconds,
        access_token_bytes: store.access_token_bytes,
        session_ttl_seconds: store.session_ttl_seconds,
        idle_ttl_seconds: store.idle_ttl_seconds,
        handoff_ttl_seconds: store.handoff_ttl_seconds,
        storefront_origins: text::json(&store.storefront_origins)?,
        default_currency: store.default_currency.clone(),
        default_locale: store.default_locale.clone(),
        created_at: store.created_at.0,
        updated_at: store.updated_at.0,
        version: store.version,
        archived_at: None,
        name_key: text::key(&store.name),
        service_url: store.interface.service_url.clone(),
        service_timeout_ms: store.interface.service_timeout_ms,
        service_max_hits: store.interface.service_max_hits,
        access_token_parameter: store.interface.access_token_parameter.clone(),
        webhook_url: store.interface.webhook_url.clone(),
        webhook_events: Some(text::json(&store.interface.webhook_events)?),
        session_warning_seconds: store.interface.session_warning_seconds,
        features_to_hide: Some(text::json(&store.interface.features_to_hide)?),
        adapter: Some(text::json(adapter)?),
        adapter_key_id: adapter.secret.as_ref().map(|sealed| sealed.key_id.clone()),
        adapter_secret: adapter.secret.as_ref().map(|sealed| sealed.bytes.clone()),
        adapter_order_key_id: orders.map(|sealed| sealed.key_id.clone()),
        adapter_order_secret: orders.map(|sealed| sealed.bytes.clone()),
        inherited_fields: Some(text::json(&store.inherited)?),
        start_url_inspect: store.start_url_inspect.clone(),
        frame_origins: Some(text::json(&store.frame_origins)?),
    })
}

fn sealed(key_id: Option<String>, bytes: Option<Vec<u8>>) -> Option<Sealed> {
    let (key_id, bytes) = key_id.zip(bytes)?;
    Some(Sealed { key_id, bytes })
}

fn from_row(row: stores::Model) -> Result<Store> {
    Ok(Store {
        id: StoreId(row.id),
        key: row.key,
        name: row.name,
        enabled: row.enabled,
        punch_out_start_url: row.punch_out_start_url,
        start_url_edit: row.start_url_edit,
        start_url_inspect: row.start_url_inspect,
        start_url_item: row.start_url_item,
        access_token_enabled: row.access_token_enabled,
        access_token_ttl_seconds: row.access_token_ttl_seconds,
        access_token_bytes: row.access_token_bytes,
        session_ttl_seconds: row.session_ttl_seconds,
        idle_ttl_seconds: row.idle_ttl_seconds,
        handoff_ttl_seconds: row.handoff_ttl_seconds,
        storefront_origins: text::parse(&row.storefront_origins)?,
        frame_origins: match &row.frame_origins {
            Some(origins) => text::parse(origins)?,
            None => Vec::new(),
        },
        default_currency: row.default_currency,
        default_locale: row.default_locale,
        inherited: match &row.inherited_fields {
            Some(fields) => text::parse(fields)?,
            None => Vec::new(),
        },
        interface: StoreInterface {
            service_url: row.service_url,
            service_timeout_ms: row.service_timeout_ms,
            service_max_hits: row.service_max_hits,
            access_token_parameter: row.access_token_parameter,
            webhook_url: row.webhook_url,
            webhook_events: match &row.webhook_events {
                Some(events) => text::parse(events)?,
                None => Vec::new(),
            },
            session_warning_seconds: row.session_warning_seconds,
            features_to_hide: match &row.features_to_hide {
                Some(names) => text::parse(names)?,
                None => Vec::new(),
            },
            adapter: StoreAdapter {
                secret: sealed(row.adapter_key_id, row.adapter_secret),
                order_secret: sealed(row.adapter_order_key_id, row.adapter_order_secret),
                ..match &row.adapter {
                    Some(adapter) => text::parse(adapter)?,
                    None => StoreAdapter::default(),
                }
            },
        },
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    })
}
