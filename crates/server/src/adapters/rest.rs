//! The gateway's own REST API: the buyer brings an access token, and the shop redeems it; or the session's id, and the shop reads that.

use futures_util::future::{FutureExt, LocalBoxFuture, ready};
use punchout::{
    secret::Secret,
    session::Session,
    store::{ACCESS_TOKEN_PARAMETER, SESSION_PARAMETER, Store},
    time::Timestamp,
};
use url::Url;

use super::{Adapter, Entry, Trouble, Visit};
use crate::random;

/// The gateway's own REST API.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest;

impl Adapter for Rest {
    fn code(&self, store: &Store) -> Secret<String> {
        random::code(usize::try_from(store.access_token_bytes).unwrap_or(random::CODE_BYTES))
    }

    fn knows_by_id(&self, store: &Store) -> bool {
        !store.access_token_enabled
    }

    fn code_expires_at(&self, _: Timestamp, store: &Store, now: Timestamp) -> Timestamp {
        now.plus_seconds(i64::from(store.access_token_ttl_seconds))
    }

    fn enter<'a>(&'a self, visit: &'a Visit<'a>) -> LocalBoxFuture<'a, Result<Entry, Trouble>> {
        let url = store_url(visit.store, visit.session, visit.code);
        let entry = url
            .map(Entry::Redirect)
            .ok_or_else(|| Trouble::settings("The store's start URL is not valid."));
        ready(entry).boxed_local()
    }

    fn posts_carts(&self) -> bool {
        false
    }
}

/// Where a session's buyer goes, with the access token, or with the session's id where the store has none.
fn store_url(store: &Store, session: &Session, token: &Secret<String>) -> Option<String> {
    let mut url = Url::parse(&store.start_url(session)).ok()?;
    if store.access_token_enabled {
        let own = store.interface.access_token_parameter.as_deref();
        let parameter = own.unwrap_or(ACCESS_TOKEN_PARAMETER);
        url.query_pairs_mut().append_pair(parameter, token.expose());
    } else {
        let id = session.id.0.to_string();
        url.query_pairs_mut().append_pair(SESSION_PARAMETER, &id);
    }
    Some(url.into())
}
