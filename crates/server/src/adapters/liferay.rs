//! Liferay's `headless-commerce-punchout`: the gateway opens the session by an API call with OAuth2 client credentials.

mod lines;
mod session;
mod tokens;

use futures_util::future::{FutureExt, LocalBoxFuture};
use punchout::store::Store;
use punchout2go::StartReply;
use url::Url;

use super::{Adapter, Cause, Entry, Step, Trouble, Visit, visit::Call};

pub use tokens::Tokens;

/// Where Liferay takes session requests, where a store's address names the instance alone.
const SESSION_REQUEST: &str = "/o/headless-commerce-punchout/v1.0/punch-out-sessions/request";

/// Where Liferay gives tokens.
const TOKEN: &str = "/o/oauth2/token";

/// Liferay's `headless-commerce-punchout`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Liferay;

impl Adapter for Liferay {
    fn steps(&self) -> &'static [Step] {
        &[Step::Token, Step::Session]
    }

    fn enter<'a>(&'a self, visit: &'a Visit<'a>) -> LocalBoxFuture<'a, Result<Entry, Trouble>> {
        enter(visit).boxed_local()
    }
}

async fn enter(visit: &Visit<'_>) -> Result<Entry, Trouble> {
    let (request_url, token_url) = addresses(visit.store)?;
    let visitor = visit.visitor().await?;
    let (body, findings) =
        session::request(visit, &visitor).map_err(|trouble| trouble.at(Step::Session))?;
    let body = body.to_string();
    let mut token = tokens::find(visit, &token_url).await?;
    for is_last in [false, true] {
        let answer = visit
            .call(Call {
                url: &request_url,
                content_type: "application/json",
                body: body.clone().into_bytes(),
                bearer: Some(&token),
                document: "PunchOutSession",
                step: Some(Step::Session),
                secrets: vec![token.clone()],
                secret_in_answer: None,
                findings: findings.clone(),
            })
            .await;
        match answer {
            Ok(answer) => {
                return StartReply::read(&answer.body)
                    .map(|reply| Entry::Redirect(mended(&reply.start_url)))
                    .map_err(|fault| {
                        Trouble::new(Cause::Answer, format!("Liferay's answer: {fault}"))
                            .at(Step::Session)
                    });
            }
            // The token may have been taken back: once more with a new one.
            Err(trouble) if !is_last && trouble.is_unauthorized() => {
                visit.state.liferay_tokens.forget(visit.store.id);
                token = tokens::find(visit, &token_url).await?;
            }
            Err(trouble) => return Err(trouble),
        }
    }
    Err(Trouble::new(Cause::Status(401), "Liferay takes no token.").at(Step::Session))
}

/// The addresses of the session request and of the token.
fn addresses(store: &Store) -> Result<(String, String), Trouble> {
    let url = store.interface.adapter.url.as_deref();
    let url = url.and_then(|url| Url::parse(url).ok());
    let url = url.ok_or_else(|| Trouble::settings("The store has no valid adapter_url."))?;
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
