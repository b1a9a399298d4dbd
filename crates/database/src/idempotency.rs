//! Answers kept for calls that are repeated with the same `Idempotency-Key`.
//!
//! The transaction that does what is asked begins with [`claim`] and ends with [`answer`], so that work and answer are kept together or
//! not at all. A call that meets the claim of another one waits for that transaction and gets [`Error::Conflict`]; it then reads
//! the kept answer with [`find`].

use punchout::time::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr,
};

use crate::{
    entities::idempotency_keys,
    error::{Error, Result},
    text,
};

/// A call that may be repeated.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Who calls: a user or key.
    pub principal: &'a str,
    /// The header's value.
    pub key: &'a str,
    /// Method and path.
    pub operation: &'a str,
    /// Digest of the request's body.
    pub request_hash: [u8; 32],
}

/// An answer that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers: names and values.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Vec<u8>,
}

/// What is kept about a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The same call was made before, and answered.
    Answer(Answer),
    /// The same key was used for another call.
    OtherCall,
}

/// Finds what is kept about a call; `None` when it is made for the first time.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn find(conn: &impl ConnectionTrait, call: &Call<'_>) -> Result<Option<Kept>> {
    let id = (call.principal.to_owned(), call.key.to_owned());
    let Some(row) = idempotency_keys::Entity::find_by_id(id).one(conn).await? else {
        return Ok(None);
    };
    if row.operation != call.operation || row.request_hash != call.request_hash {
        return Ok(Some(Kept::OtherCall));
    }
    let (Some(status), Some(headers), Some(body)) = (row.status, row.headers, row.body) else {
        return Err(Error::Internal("a claim without an answer".to_owned()));
    };
    Ok(Some(Kept::Answer(Answer {
        status: u16::try_from(status).map_err(|error| Error::Internal(error.to_string()))?,
        headers: text::parse(&headers)?,
        body,
    })))
}

/// Claims a key for a call, before anything else in the transaction.
///
/// # Errors
///
/// [`Error::Conflict`] when the key is taken, [`Error::Unavailable`].
pub async fn claim(conn: &impl ConnectionTrait, call: &Call<'_>, now: Timestamp) -> Result<()> {
    let row = idempotency_keys::Model {
        principal: call.principal.to_owned(),
        key: call.key.to_owned(),
        operation: call.operation.to_owned(),
        request_hash: call.request_hash.to_vec(),
        status: None,
        headers: None,
        body: None,
        created_at: now.0,
    };
    idempotency_keys::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Keeps the answer of a call that was claimed, last in the transaction. What must be shown only once has to be left out of the body.
///
/// # Errors
///
/// [`Error::NotFound`] without a claim, [`Error::Unavailable`].
pub async fn answer(conn: &impl ConnectionTrait, call: &Call<'_>, answer: &Answer) -> Result<()> {
    use idempotency_keys::Column;
    let kept = idempotency_keys::Entity::update_many()
        .col_expr(Column::Status, Expr::value(i32::from(answer.status)))
        .col_expr(Column::Headers, Expr::value(text::json(&answer.headers)?))
        .col_expr(Column::Body, Expr::value(answer.body.clone()))
        .filter(Column::Principal.eq(call.principal))
        .filter(Column::Key.eq(call.key))
        .exec(conn)
        .await?;
    if kept.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}
