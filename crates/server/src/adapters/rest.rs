//! The gateway's own REST API: the buyer brings an access token, and the shop redeems it.

use futures_util::future::{FutureExt, LocalBoxFuture, ready};
use punchout::{
    secret::Secret,
    session::Session,
    store::{ACCESS_TOKEN_PARAMETER, Store},
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

/// Where a session's buyer goes, with the access token.
fn store_url(store: &Store, session: &Session, token: &Secret<String>) -> Option<String> {
    let mut url = Url::parse(&store.start_url(session)).ok()?;
    let own = store.interface.access_token_parameter.as_deref();
    let parameter = own.unwrap_or(ACCESS_TOKEN_PARAMETER);
    url.query_pairs_mut().append_pair(parameter, token.expose());
    Some(url.into())
}
