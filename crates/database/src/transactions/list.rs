//! The list of log entries.

use punchout::{
    ids::{BusinessUnitId, ConnectionId, SessionId, StoreId, TransactionId},
    time::Timestamp,
    transaction::{TransactionStatus, TransactionType},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order, QueryFilter,
    QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::row;
use crate::{
    entities::transactions::{Column, Entity},
    error::Result,
    page::{Page, PageRequest},
    text,
};

/// Which entries to list.
#[derive(Clone, Debug, Default)]
pub struct TransactionFilter {
    /// From this time on.
    pub from: Option<Timestamp>,
    /// Before this time.
    pub to: Option<Timestamp>,
    /// About this.
    pub transaction_type: Option<TransactionType>,
    /// That ended so.
    pub status: Option<TransactionStatus>,
    /// With this error.
    pub error_code: Option<String>,
    /// Of this connection.
    pub connection_id: Option<ConnectionId>,
    /// Of this store.
    pub store_id: Option<StoreId>,
    /// Of this business unit.
    pub business_unit_id: Option<BusinessUnitId>,
    /// Of this session.
    pub session_id: Option<SessionId>,
    /// Whose payload id, BuyerCookie, e-mail address, order id or support reference is this, without regard to case.
    pub q: Option<String>,
    /// Oldest first, for following what is new.
    pub oldest_first: bool,
}

/// An entry without headers and bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransactionSummary {
    /// Its id.
    pub id: TransactionId,
    /// When the request arrived.
    pub at: Timestamp,
    /// What it was about.
    pub transaction_type: TransactionType,
    /// How it ended.
    pub status: TransactionStatus,
    /// Stable code of the error.
    pub error_code: Option<String>,
    /// The store, where known.
    pub store_id: Option<StoreId>,
    /// The connection, where known.
    pub connection_id: Option<ConnectionId>,
    /// The business unit, where known.
    pub business_unit_id: Option<BusinessUnitId>,
    /// The session, where there is one.
    pub session_id: Option<SessionId>,
    /// `cXML/@payloadID` of the request.
    pub payload_id: Option<String>,
    /// `BuyerCookie` as text.
    pub buyer_cookie: Option<String>,
    /// The buyer's e-mail address.
    pub email: Option<String>,
    /// The order's number.
    pub order_id: Option<String>,
    /// What kind of document was posted, such as `OrderRequest`.
    pub document: Option<String>,
    /// A short code that leads people to this entry.
    pub support_reference: String,
    /// HTTP status of the answer.
    pub http_status: u16,
    /// Status in the answer's protocol.
    pub protocol_status: Option<String>,
    /// How long the answer took, in microseconds.
    pub duration_micros: i64,
}

/// Lists entries, newest first where the filter does not say otherwise.
///
/// # Errors
///
/// [`crate::Error::InvalidCursor`], [`crate::Error::Unavailable`].
pub async fn list(
    conn: &impl ConnectionTrait,
    filter: &TransactionFilter,
    page: &PageRequest,
) -> Result<Page<TransactionSummary>> {
    let rows = matching(filter, page.place()?)?
        .limit(page.rows())
        .into_model::<Row>()
        .all(conn)
        .await?;
    page.page(rows, Row::place, Row::summary)
}

/// The entries before and after one in its session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// The one before.
    pub previous: Option<TransactionId>,
    /// The one after.
    pub next: Option<TransactionId>,
}

/// Finds the entries before and after one in its session.
///
/// # Errors
///
/// [`crate::Error::Unavailable`].
pub async fn neighbours(
    conn: &impl ConnectionTrait,
    id: TransactionId,
    at: Timestamp,
    session: SessionId,
) -> Result<Neighbours> {
    let beside = async |oldest_first| -> Result<Option<TransactionId>> {
        let filter = TransactionFilter {
            session_id: Some(session),
            oldest_first,
            ..TransactionFilter::default()
        };
        let row = matching(&filter, Some((at.0, id.0)))?
            .limit(1)
            .into_model::<Row>()
            .one(conn)
            .await?;
        Ok(row.map(|row| TransactionId(row.id)))
    };
    Ok(Neighbours {
        previous: beside(false).await?,
        next: beside(true).await?,
    })
}

/// The columns of a summary.
#[derive(FromQueryResult)]
pub(super) struct Row {
    pub id: Uuid,
    pub at: i64,
    transaction_type: String,
    status: String,
    error_code: Option<String>,
    store_id: Option<Uuid>,
    connection_id: Option<Uuid>,
    business_unit_id: Option<Uuid>,
    session_id: Option<Uuid>,
    payload_id: Option<String>,
    buyer_cookie: Option<String>,
    email: Option<String>,
    order_id: Option<String>,
    document: Option<String>,
    support_reference: String,
    http_status: i32,
    protocol_status: Option<String>,
    duration_micros: i64,
}

impl Row {
    pub(super) fn place(&self) -> (i64, Uuid) {
        (self.at, self.id)
    }

    pub(super) fn summary(self) -> Result<TransactionSummary> {
        Ok(TransactionSummary {
            id: TransactionId(self.id),
            at: Timestamp(self.at),
            transaction_type: text::variant(self.transaction_type)?,
            status: text::variant(self.status)?,
            error_code: self.error_code,
            store_id: row::typed(self.store_id),
            connection_id: row::typed(self.connection_id),
            business_unit_id: row::typed(self.business_unit_id),
            session_id: row::typed(self.session_id),
            payload_id: self.payload_id,
            buyer_cookie: self.buyer_cookie,
            email: self.email,
            order_id: self.order_id,
            document: self.document,
            support_reference: self.support_reference,
            http_status: row::http_status(self.http_status)?,
            protocol_status: self.protocol_status,
            duration_micros: self.duration_micros,
        })
    }
}

/// What a filter meets, in its order, after a place.
pub(super) fn matching(
    filter: &TransactionFilter,
    place: Option<(i64, Uuid)>,
) -> Result<Select<Entity>> {
    let mut query = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::At,
            Column::TransactionType,
            Column::Status,
            Column::ErrorCode,
            Column::StoreId,
            Column::ConnectionId,
            Column::BusinessUnitId,
            Column::SessionId,
            Column::PayloadId,
            Column::BuyerCookie,
            Column::Email,
            Column::OrderId,
            Column::Document,
            Column::SupportReference,
            Column::HttpStatus,
            Column::ProtocolStatus,
            Column::DurationMicros,
        ])
        .filter(condition(filter)?);
    let order = if filter.oldest_first {
        Order::Asc
    } else {
        Order::Desc
    };
    query = query
        .order_by(Column::At, order.clone())
        .order_by(Column::Id, order);
    if let Some((at, id)) = place {
        let here = Expr::tuple([Expr::col(Column::At), Expr::col(Column::Id)]);
        let place = Expr::tuple([Expr::value(at), Expr::value(id)]);
        query = query.filter(if filter.oldest_first {
            here.gt(place)
        } else {
            here.lt(place)
        });
    }
    Ok(query)
}

fn condition(filter: &TransactionFilter) -> Result<Condition> {
    let mut all = Condition::all();
    if let Some(from) = filter.from {
        all = all.add(Column::At.gte(from.0));
    }
    if let Some(to) = filter.to {
        all = all.add(Column::At.lt(to.0));
    }
    if let Some(wanted) = filter.transaction_type {
        all = all.add(Column::TransactionType.eq(text::name(&wanted)?));
        // The rare types have an index; these are its words.
        if !matches!(
            wanted,
            TransactionType::SetupRequest | TransactionType::TransferToRequisition
        ) {
            all = all.add(Expr::cust(
                "transaction_type NOT IN ('setup_request', 'transfer_to_requisition')",
            ));
        }
    }
    if let Some(wanted) = filter.status {
        all = all.add(Column::Status.eq(text::name(&wanted)?));
        if wanted != TransactionStatus::Ok {
            all = all.add(Expr::cust("status <> 'ok'"));
        }
    }
    let ids = [
        (Column::ConnectionId, filter.connection_id.map(|id| id.0)),
        (Column::StoreId, filter.store_id.map(|id| id.0)),
        (
            Column::BusinessUnitId,
            filter.business_unit_id.map(|id| id.0),
        ),
        (Column::SessionId, filter.session_id.map(|id| id.0)),
    ];
    for (column, id) in ids {
        if let Some(id) = id {
            all = all.add(column.eq(id));
        }
    }
    if let Some(code) = &filter.error_code {
        all = all.add(Column::ErrorCode.eq(code));
    }
    if let Some(key) = filter.q.as_deref().map(row::lookup_key) {
        all = all.add(
            [
                Column::PayloadIdKey,
                Column::BuyerCookieKey,
                Column::EmailKey,
                Column::OrderIdKey,
                Column::SupportReferenceKey,
            ]
            .into_iter()
            .fold(Condition::any(), |any, column| any.add(column.eq(&key))),
        );
    }
    Ok(all)
}
