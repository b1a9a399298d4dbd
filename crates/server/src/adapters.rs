//! How stores are spoken to: one module for each language, behind one trait.
//!
//! A further one is a module here, a word in [`AdapterKind`] and in the REST API's `Adapter`, and an arm in [`of`]. What it needs to know of a
//! store stands in `punchout::store::StoreAdapter`; [`Visit`] has the session, makes calls and writes them to the log.

pub mod acknowledgments;
mod liferay;
mod orders;
mod rest;
mod shop_calls;
mod tradecentric;
mod trouble;
mod visit;

use ::punchout2go::Acknowledgment;
use futures_util::future::LocalBoxFuture;
use punchout::{
    cart::Cart,
    ids::StoreId,
    protocol::punchout2go,
    secret::Secret,
    store::{AdapterKind, Store},
    time::Timestamp,
};

use crate::random;

pub use liferay::Tokens;
pub use orders::{hand_on, hands_on};
use rest::Rest;
pub use shop_calls::configure;
pub use trouble::{Cause, Step, Trouble};
pub use visit::Visit;

/// Where the buyer's browser goes on to the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// To an address.
    Redirect(String),
    /// By a form that it posts.
    Form {
        /// Where to.
        action: String,
        /// Names and values.
        fields: Vec<(String, String)>,
    },
}

/// A language that stores are spoken to in.
pub trait Adapter: Sync {
    /// A new code that the store knows the session by: the access token, or part of the address that the cart comes back to, which a shop
    /// may lower-case.
    fn code(&self, _store: &Store) -> Secret<String> {
        random::lower_case_code()
    }

    /// Whether the store knows sessions by their ids and takes buyers in by itself: then no code is kept.
    fn knows_by_id(&self, _store: &Store) -> bool {
        false
    }

    /// Until when the code is good. By then the store must have made itself heard.
    fn code_expires_at(
        &self,
        session_ends_at: Timestamp,
        _store: &Store,
        _now: Timestamp,
    ) -> Timestamp {
        session_ends_at
    }

    /// The steps that the way in has, in order; none where nobody is told of a buyer before they come.
    fn steps(&self) -> &'static [Step] {
        &[]
    }

    /// Tells the store of a buyer who is about to come, as far as it is told at all, and learns where the buyer goes.
    fn enter<'a>(&'a self, visit: &'a Visit<'a>) -> LocalBoxFuture<'a, Result<Entry, Trouble>>;

    /// The cart in what the store posts to the gateway; `None` where it comes back without one. Stores that use the REST API post nothing.
    ///
    /// # Errors
    ///
    /// What cannot be understood, by its field.
    fn cart(&self, body: &[u8]) -> Result<Option<Cart>, ::punchout2go::Fault> {
        let posted = ::punchout2go::ReturnCart::read(body)?;
        Ok((!posted.items.is_empty()).then(|| punchout2go::cart(&posted)))
    }

    /// Whether the store posts its carts to the gateway.
    fn posts_carts(&self) -> bool {
        true
    }

    /// An order as the store takes it; `None` where it takes none by this way.
    fn order(
        &self,
        _document: &cxml::Document,
        _secret: Option<&Secret<String>>,
    ) -> Option<Vec<u8>> {
        None
    }

    /// What the store makes of an order: in its answer to that, or in a document that it posts later. `None` for whatever says nothing.
    fn acknowledgment(&self, _body: &[u8]) -> Option<Acknowledgment> {
        None
    }

    /// Whether the store posts what it makes of orders to the gateway.
    fn acknowledges(&self) -> bool {
        false
    }

    /// Whether the store asks the gateway if a session is real.
    fn asks_back(&self) -> bool {
        false
    }
}

/// The adapter of a kind.
#[must_use]
pub fn of(kind: AdapterKind) -> &'static dyn Adapter {
    match kind {
        AdapterKind::Rest => &Rest,
        AdapterKind::Tradecentric => &tradecentric::TradeCentric,
        AdapterKind::Liferay => &liferay::Liferay,
    }
}

/// What an adapter's secret is bound to: this store, and this use.
#[must_use]
pub fn secret_context(id: StoreId) -> Vec<u8> {
    [id.0.as_bytes().as_slice(), b"adapter"].concat()
}

/// What the secret of an adapter's orders is bound to.
#[must_use]
pub fn order_secret_context(id: StoreId) -> Vec<u8> {
    [id.0.as_bytes().as_slice(), b"adapter orders"].concat()
}
