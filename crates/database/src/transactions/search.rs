//! Search in bodies.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    TransactionFilter, TransactionSummary, body,
    list::{Row, matching},
};
use crate::{
    entities::transaction_bodies,
    error::Result,
    page::{Page, PageRequest},
};

/// How many entries are read at once.
const BATCH: u64 = 100;

/// Lists entries one of whose bodies contains a text, without regard to the case of ASCII letters, in the filter's order. Bodies have no index:
/// at most `most` entries are looked into, so that a page can be short, or empty, and still have a next one.
///
/// # Errors
///
/// [`crate::Error::InvalidCursor`], [`crate::Error::Unavailable`].
pub async fn search_bodies(
    conn: &impl ConnectionTrait,
    filter: &TransactionFilter,
    text: &str,
    most: u64,
    page: &PageRequest,
) -> Result<Page<TransactionSummary>> {
    let needle = text.as_bytes().to_ascii_lowercase();
    let limit = usize::try_from(page.limit.max(1)).unwrap_or(usize::MAX);
    let mut place = page.place::<i64>()?;
    let mut items = Vec::new();
    let mut looked_into = 0;
    loop {
        let rows = matching(filter, place)?
            .limit(BATCH)
            .into_model::<Row>()
            .all(conn)
            .await?;
        let last = (rows.len() as u64) < BATCH;
        let mut bodies = bodies_of(conn, &rows).await?;
        for row in rows {
            looked_into += 1;
            place = Some(row.place());
            let mut found = false;
            for bytes in bodies.remove(&row.id).unwrap_or_default() {
                found = found || contains(&body::decompress(&bytes)?, &needle);
            }
            if found {
                items.push(row.summary()?);
            }
            if items.len() >= limit || looked_into >= most {
                return Ok(Page {
                    items,
                    next: place.map(PageRequest::cursor_at),
                });
            }
        }
        if last {
            return Ok(Page { items, next: None });
        }
        tokio::task::yield_now().await;
    }
}

async fn bodies_of(
    conn: &impl ConnectionTrait,
    rows: &[Row],
) -> Result<HashMap<Uuid, Vec<Vec<u8>>>> {
    let mut bodies: HashMap<_, Vec<_>> = HashMap::new();
    if rows.is_empty() {
        return Ok(bodies);
    }
    let found = transaction_bodies::Entity::find()
        .filter(transaction_bodies::Column::TransactionId.is_in(rows.iter().map(|row| row.id)))
        .all(conn)
        .await?;
    for body in found {
        bodies
            .entry(body.transaction_id)
            .or_default()
            .push(body.bytes);
    }
    Ok(bodies)
}

fn contains(body: &[u8], lower_case_needle: &[u8]) -> bool {
    memchr::memmem::find(&body.to_ascii_lowercase(), lower_case_needle).is_some()
}
