//! A buyer's way into a shop: what an adapter knows of it, and the calls that it makes for it.

use std::time::Duration;

use actix_web::http::StatusCode;
use punchout::{
    connection::Mode,
    directory::{BusinessUnit, Buyer},
    finding::Finding,
    named_error::ErrorCode,
    protocol::punchout2go::ShopSession,
    secret::{Secret, TokenHash},
    session::{Permission, Session},
    store::Store,
    time::Timestamp,
    transaction::TransactionType,
};

use super::trouble::{Cause, Step, Trouble};
use crate::{
    gateway::{Ending, Exchange, Sent},
    outbound::{Answer, Request},
    settings::Snapshot,
    state::AppState,
};

/// A buyer's way into a shop.
pub struct Visit<'a> {
    /// What every request can reach.
    pub state: &'a AppState,
    /// The settings as they are.
    pub settings: &'a Snapshot,
    /// The session.
    pub session: &'a Session,
    /// The store.
    pub store: &'a Store,
    /// The code that the store knows the session by.
    pub code: &'a Secret<String>,
    /// The present time.
    pub now: Timestamp,
    /// Whether somebody tries the way out: nobody goes on to the shop.
    pub is_test: bool,
}

/// Who visits.
pub struct Visitor {
    /// The buyer.
    pub buyer: Buyer,
    /// The business unit that the session belongs to.
    pub business_unit: BusinessUnit,
}

/// Finds what must not be seen in an answer.
pub type FindSecret = fn(&[u8]) -> Option<Secret<String>>;

/// A call of a shop.
pub struct Call<'a> {
    /// Where to.
    pub url: &'a str,
    /// What the body is.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
    /// What proves the caller.
    pub bearer: Option<&'a Secret<String>>,
    /// What it is, for the log.
    pub document: &'static str,
    /// Which step it is; `None` for what is no buyer's way in.
    pub step: Option<Step>,
    /// What must not be seen in the log, beside the code.
    pub secrets: Vec<Secret<String>>,
    /// Takes what must not be seen out of the answer.
    pub secret_in_answer: Option<FindSecret>,
    /// What there is to say about it, for the log.
    pub findings: Vec<Finding>,
}

impl Visit<'_> {
    /// Where the store posts the cart: unguessable, and the same after lower-casing.
    #[must_use]
    pub fn return_url(&self) -> String {
        let path = format!("/gateway/link/punchin/id/{}", self.code.expose());
        self.state.config.http.url_of(&path)
    }

    /// The id that the store is told: nobody can guess it, and it opens nothing.
    #[must_use]
    pub fn pos(&self) -> String {
        hex(&TokenHash::of(self.code.expose()).0)
    }

    /// The adapter's secret; `None` where none is set.
    ///
    /// # Errors
    ///
    /// When it cannot be unsealed.
    pub fn secret(&self) -> Result<Option<Secret<String>>, Trouble> {
        let Some(sealed) = &self.store.interface.adapter.secret else {
            return Ok(None);
        };
        let context = super::secret_context(self.store.id);
        let secret = self.state.sealer.unseal(sealed, &context);
        secret
            .map(Some)
            .map_err(|error| Trouble::settings(format!("The adapter's secret is {error}.")))
    }

    /// Who visits.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn visitor(&self) -> Result<Visitor, Trouble> {
        Visitor::of(self.state, self.session).await
    }

    /// Makes a call and logs it, whatever comes of it.
    ///
    /// # Errors
    ///
    /// When there is no answer, or one that says that it went wrong.
    pub async fn call(&self, call: Call<'_>) -> Result<Answer, Trouble> {
        let note = |exchange: &mut Exchange| {
            exchange.session_id = Some(self.session.id);
            exchange.connection_id = Some(self.session.connection_id);
            exchange.business_unit_id = Some(self.session.business_unit_id);
            exchange.buyer_cookie = Some(self.session.buyer_cookie.clone());
            exchange.hide(self.code.clone());
        };
        make(self.state, self.store, call, note).await
    }
}

/// Makes a call of a store and logs it, whatever comes of it; `note` says what more is known of it.
///
/// # Errors
///
/// When there is no answer, or one that says that it went wrong.
pub(super) async fn make(
    state: &AppState,
    store: &Store,
    call: Call<'_>,
    note: impl FnOnce(&mut Exchange),
) -> Result<Answer, Trouble> {
    let mut exchange = Exchange::outgoing(
        Sent {
            url: call.url,
            content_type: call.content_type,
            body: &call.body,
            transaction_type: TransactionType::Other,
        },
        state,
    );
    exchange.store_id = Some(store.id);
    note(&mut exchange);
    exchange.document = Some(call.document.to_owned());
    for finding in call.findings {
        exchange.findings.add(finding);
    }
    for secret in &call.secrets {
        exchange.hide(secret.clone());
    }
    let timeout = u64::try_from(store.interface.service_timeout_ms).unwrap_or_default();
    let answer = state
        .outbound
        .send(Request {
            url: call.url,
            content_type: call.content_type,
            bearer: call.bearer,
            body: call.body,
            timeout: Duration::from_millis(timeout),
        })
        .await;
    let (trouble, status, body) = match &answer {
        Ok(answer) if answer.status.is_success() || answer.location.is_some() => {
            (None, answer.status.as_u16(), answer.body.to_vec())
        }
        Ok(answer) => {
            let text = format!("The shop answered with the HTTP status {}.", answer.status);
            let status = answer.status.as_u16();
            let trouble = Trouble::new(Cause::Status(status), text);
            (Some(trouble), status, answer.body.to_vec())
        }
        Err(error) => (Some(Trouble::unanswered(error)), 504, Vec::new()),
    };
    if let Some(secret) = call.secret_in_answer.and_then(|find| find(&body)) {
        exchange.hide(secret);
    }
    let ending = Ending {
        error: trouble
            .as_ref()
            .map(|trouble| (ErrorCode::StoreAway, trouble.text.clone())),
        protocol_status: None,
        http_status: StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY),
        headers: Vec::new(),
        body,
    };
    if let Some(transaction) = exchange.end(ending).await {
        state.log.refusal(state, transaction, true).await;
    }
    match (answer, trouble) {
        (_, Some(trouble)) => Err(call.step.into_iter().fold(trouble, Trouble::at)),
        (Ok(answer), None) => Ok(answer),
        (Err(error), None) => Err(Trouble::unanswered(&error)),
    }
}

impl Visitor {
    /// Whose session it is.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn of(state: &AppState, session: &Session) -> Result<Self, Trouble> {
        let away = |_| Trouble::new(Cause::Gateway, "The database did not answer.");
        let conn = state.database.read();
        let buyers = database::buyers::find_any(conn, &[session.buyer_id]).await;
        let units = database::business_units::find_any(conn, &[session.business_unit_id]).await;
        let buyer = buyers.map_err(away)?.into_iter().next();
        let business_unit = units.map_err(away)?.into_iter().next();
        buyer
            .zip(business_unit)
            .map(|(buyer, business_unit)| Self {
                buyer,
                business_unit,
            })
            .ok_or_else(|| Trouble::new(Cause::Gateway, "The session's buyer does not exist."))
    }

    /// What a session request says of the session.
    #[must_use]
    pub fn shop_session<'a>(
        &'a self,
        settings: &Snapshot,
        session: &'a Session,
        pos: &'a str,
        return_url: &'a str,
        post_form: &'a str,
    ) -> ShopSession<'a> {
        let connection = settings.connection(session.connection_id);
        ShopSession {
            session,
            buyer: &self.buyer,
            business_unit: &self.business_unit,
            pos,
            return_url,
            post_form,
            is_production: connection.is_some_and(|one| one.mode == Mode::Production),
            with_items: session.permits(Permission::ViewOpenOrders),
        }
    }
}

/// Bytes in lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
