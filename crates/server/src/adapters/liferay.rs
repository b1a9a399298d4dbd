//! Liferay's `headless-commerce-punchout`: the gateway opens the session by an API call with OAuth2 client credentials.

mod session;
mod tokens;

use futures_util::future::{FutureExt, LocalBoxFuture};
use punchout::{secret::Secret, store::Store, time::Timestamp};
use punchout2go::StartReply;
use url::Url;

use super::{Adapter, Entry, Trouble, Visit, visit::Call};
use crate::random;

pub use tokens::Tokens;

/// Where Liferay takes session requests, where a store's address names the instance alone.
const SESSION_REQUEST: &str = "/o/headless-commerce-punchout/v1.0/punch-out-sessions/request";

/// Where Liferay gives tokens.
const TOKEN: &str = "/o/oauth2/token";

/// Liferay's `headless-commerce-punchout`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Liferay;

impl Adapter for Liferay {
    fn code(&self, _: &Store) -> Secret<String> {
        random::lower_case_code()
    }

    fn code_expires_at(&self, session_ends_at: Timestamp, _: &Store, _: Timestamp) -> Timestamp {
        session_ends_at
    }

    fn enter<'a>(&'a self, visit: &'a Visit<'a>) -> LocalBoxFuture<'a, Result<Entry, Trouble>> {
        enter(visit).boxed_local()
    }
}

async fn enter(visit: &Visit<'_>) -> Result<Entry, Trouble> {
    let (request_url, token_url) = addresses(visit.store)?;
    let visitor = visit.visitor().await?;
    let body = session::request(visit, &visitor)?.to_string();
    let mut token = tokens::find(visit, &token_url).await?;
    for is_last in [false, true] {
        let answer = visit
            .call(Call {
                url: &request_url,
                content_type: "application/json",
                body: body.clone().into_bytes(),
                bearer: Some(&token),
                document: "PunchOutSession",
                secrets: vec![token.clone()],
                secret_in_answer: None,
            })
            .await;
        match answer {
            Ok(answer) => {
                return StartReply::read(&answer.body)
                    .map(|reply| Entry::Redirect(mended(&reply.start_url)))
                    .map_err(|fault| Trouble::new(format!("Liferay's answer: {fault}")));
            }
            // The token may have been taken back: once more with a new one.
            Err(trouble) if !is_last && trouble.0.contains(" 401 ") => {
                visit.state.liferay_tokens.forget(visit.store.id);
                token = tokens::find(visit, &token_url).await?;
            }
            Err(trouble) => return Err(trouble),
        }
    }
    Err(Trouble::new("Liferay takes no token."))
}

/// The addresses of the session request and of the token.
fn addresses(store: &Store) -> Result<(String, String), Trouble> {
    let url = store.interface.adapter.url.as_deref();
    let url = url.and_then(|url| Url::parse(url).ok());
    let url = url.ok_or_else(|| Trouble::new("The store has no valid adapter_url."))?;
    let base = |path: &str| {
        let mut url = url.clone();
        url.set_path(path);
        url.set_query(None);
        String::from(url)
    };
    let request = if url.path() == "/" {
        base(SESSION_REQUEST)
    } else {
        String::from(url.clone())
    };
    Ok((request, base(TOKEN)))
}

/// Liferay joins its token with a question mark, whether or not there is one already. A token cannot hold one.
fn mended(url: &str) -> String {
    let Some((before, after)) = url.split_once('?') else {
        return url.to_owned();
    };
    format!("{before}?{}", after.replace('?', "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_question_mark_is_mended() {
        assert_eq!(
            mended("https://l.example/a?x=1?t=2"),
            "https://l.example/a?x=1&t=2"
        );
        assert_eq!(mended("https://l.example/a?t=2"), "https://l.example/a?t=2");
        assert_eq!(mended("https://l.example/a"), "https://l.example/a");
    }
}
