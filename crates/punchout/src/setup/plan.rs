//! What follows from a setup that is granted.

use crate::{
    cart::is_charge_line,
    connection::{Connection, Format},
    ids::{BuyerId, SessionId},
    named_error::ErrorCode,
    return_url::{self, ReturnUrl},
    secret::TokenHash,
    session::{PUNCH_OUT_BUYER, START_CODE_TTL_SECONDS, Session, SessionState},
    setup::{BuyerChoice, Refusal, RequestedOperation, SetupRequest, buyer},
    store::Store,
    time::Timestamp,
};

/// The most that a session keeps of the earlier cart's lines.
pub const MAX_ITEMS: usize = 5_000;

/// What only the caller can make: the id and the start code's hash.
#[derive(Clone, Copy, Debug)]
pub struct Fresh {
    /// Id of the session to be.
    pub session_id: SessionId,
    /// Hash of its start code.
    pub start_code: TokenHash,
}

/// What to do for a setup that is granted.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The buyer to find or make.
    pub buyer: BuyerChoice,
    /// The return URL's host, to be recorded for the administrator.
    pub return_url: Option<ReturnUrl>,
    /// The shop's reference of the business unit that the session belongs to, where it is not the connection's.
    pub business_unit: Option<String>,
    /// The name of the session's role, where a mapping found one.
    pub role: Option<String>,
    request: SetupRequest,
    operation: crate::session::Operation,
    /// Absent where the protocol has none: the session is found again by its own id.
    buyer_cookie: Option<String>,
}

impl Plan {
    /// The session to open, once the buyer is known.
    #[must_use]
    pub fn into_session(
        self,
        connection: &Connection,
        store: &Store,
        (buyer_id, buyer_is_new): (BuyerId, bool),
        fresh: Fresh,
        now: Timestamp,
    ) -> Session {
        let request = self.request;
        Session {
            id: fresh.session_id,
            store_id: store.id,
            connection_id: connection.id,
            business_unit_id: connection.business_unit_id,
            buyer_id,
            buyer_is_new,
            format: request.format,
            operation: self.operation,
            state: SessionState::Created,
            buyer_cookie: self
                .buyer_cookie
                .unwrap_or_else(|| fresh.session_id.to_string()),
            return_url: self.return_url.map(|checked| checked.url),
            return_context: request.return_context,
            permissions: PUNCH_OUT_BUYER.to_vec(),
            selected_item: request.selected_item,
            items: request
                .items
                .into_iter()
                .filter(|item| !is_charge_line(item))
                .collect(),
            ship_to: request.ship_to,
            contacts: request.contacts,
            extrinsics: request.extrinsics,
            custom_fields: request.custom_fields,
            currency: request.currency.or_else(|| store.default_currency.clone()),
            locale: request.locale.or_else(|| store.default_locale.clone()),
            start_code: fresh.start_code,
            start_code_expires_at: now.plus_seconds(START_CODE_TTL_SECONDS),
            created_at: now,
            last_activity_at: now,
            expires_at: now.plus_seconds(i64::from(store.session_ttl_seconds)),
            idle_ttl_seconds: store.idle_ttl_seconds,
        }
    }
}

/// Decides about a setup of a caller that is authenticated for a connection.
///
/// A setup without a return URL is granted: the connection may have a default, and the transfer is where it is missed.
///
/// # Errors
///
/// A refusal that names what is missing or not allowed.
pub fn decide(connection: &Connection, request: SetupRequest) -> Result<Plan, Refusal> {
    let refuse = |error, text: String| Refusal::new(error, text).of(connection);
    let operation = match &request.operation {
        RequestedOperation::Known(operation) => *operation,
        RequestedOperation::Unsupported(name) => {
            return Err(refuse(
                ErrorCode::UnsupportedOperation,
                format!("The operation “{name}” is not supported."),
            ));
        }
        RequestedOperation::Missing => {
            return Err(refuse(
                ErrorCode::InvalidOperation,
                "The setup names no operation.".to_owned(),
            ));
        }
    };
    let buyer_cookie = request.buyer_cookie.clone();
    if buyer_cookie.is_none() && request.format == Format::Cxml {
        return Err(refuse(
            ErrorCode::MissingBuyerCookie,
            "The setup has no BuyerCookie.".to_owned(),
        ));
    }
    if request.items.len() > MAX_ITEMS {
        return Err(refuse(
            ErrorCode::TooComplex,
            format!(
                "The setup has {} items; at most {MAX_ITEMS} are taken.",
                request.items.len()
            ),
        ));
    }
    let return_url = return_url(connection, request.return_url.as_deref())?;
    Ok(Plan {
        buyer: buyer::choose(connection, request.bound_buyer, &request.identity)?,
        return_url,
        business_unit: request.business_unit.clone(),
        role: request.role.clone(),
        operation,
        buyer_cookie,
        request,
    })
}

/// The return URL that was sent, or the connection's own, where carts may go there.
pub(super) fn return_url(
    connection: &Connection,
    sent: Option<&str>,
) -> Result<Option<ReturnUrl>, Refusal> {
    let sent = sent.map(str::trim).filter(|url| !url.is_empty());
    let (url, whose) = match (sent, connection.default_return_url.as_deref()) {
        (Some(url), _) => (url, "The return URL"),
        (None, Some(url)) => (url, "The connection's default return URL"),
        (None, None) => return Ok(None),
    };
    return_url::check(url, connection.mode, &connection.allowed_return_hosts)
        .map(Some)
        .map_err(|unusable| Refusal::new(unusable.error, unusable.told(whose, url)).of(connection))
}

#[cfg(test)]
mod tests;
