//! Whole punch-outs: set up, open and post the start page, redeem, transfer, open the return page.

use anyhow::{Context, ensure};
use api_types::{
    punch_out_session::{HandOff, PunchOutSession, RedeemRequest, TransferRequest},
    secret::SecretText,
};

use crate::{
    arrangement::Arrangement,
    documents::{self, Unique},
    http::{self, Answer, Connection},
    load::Caller,
    setups,
};

/// A procurement system, its buyer and the store in one.
pub struct RoundTripCaller {
    connection: Connection,
    setup: Unique,
    authorization: String,
    transfer: Vec<u8>,
}

/// Callers with a connection each.
pub async fn callers(
    address: &str,
    arrangement: &Arrangement,
    count: usize,
) -> anyhow::Result<Vec<RoundTripCaller>> {
    let transfer = serde_json::to_vec(&TransferRequest {
        cart: documents::cart(),
    })?;
    let mut callers = Vec::with_capacity(count);
    for _ in 0..count {
        callers.push(RoundTripCaller {
            connection: Connection::open(address).await?,
            setup: setups::request(&arrangement.entry_point),
            authorization: format!("Bearer {}", arrangement.api_key),
            transfer: transfer.clone(),
        });
    }
    Ok(callers)
}

impl RoundTripCaller {
    async fn send(
        &mut self,
        method: &str,
        target: &str,
        body: &[u8],
        expected: u16,
    ) -> anyhow::Result<Answer<'_>> {
        let request = if target.starts_with("/api/") {
            let headers = [
                ("authorization", self.authorization.as_str()),
                ("content-type", "application/json"),
            ];
            http::request(method, target, &headers, body)
        } else {
            http::request(method, target, &[("accept", "text/html")], body)
        };
        let answer = self.connection.exchange(&request).await?;
        ensure!(
            answer.status == expected,
            "{method} {target}: {}",
            answer.excerpt()
        );
        Ok(answer)
    }
}

impl Caller for RoundTripCaller {
    async fn call(&mut self) -> anyhow::Result<()> {
        let answer = self.connection.exchange(self.setup.next()?).await?;
        let start = between(answer.body, "<URL>", "</URL>").with_context(|| answer.excerpt())?;
        let start = path_of(start)?.to_owned();
        self.send("GET", &start, b"", 200).await?;
        let token = self
            .send("POST", &start, b"", 303)
            .await?
            .header("location")
            .and_then(|location| location.split_once("punchOutAccessToken="))
            .context("no access token")?
            .1
            .to_owned();
        let redeem = serde_json::to_vec(&RedeemRequest {
            token: SecretText(token),
        })?;
        let answer = self
            .send("POST", "/api/v1/punch-out-sessions/redeem", &redeem, 200)
            .await?;
        let session: PunchOutSession = serde_json::from_slice(answer.body)?;
        let target = format!("/api/v1/punch-out-sessions/{}/transfer", session.id);
        let transfer = std::mem::take(&mut self.transfer);
        let answer = self.send("POST", &target, &transfer, 200).await;
        let hand_off =
            answer.and_then(|answer| Ok(serde_json::from_slice::<HandOff>(answer.body)?));
        self.transfer = transfer;
        let page = path_of(&hand_off?.handoff_url)?.to_owned();
        self.send("GET", &page, b"", 200).await?;
        Ok(())
    }
}

fn between<'a>(text: &'a [u8], before: &str, after: &str) -> Option<&'a str> {
    let text = std::str::from_utf8(text).ok()?;
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

/// The path of an absolute http URL.
fn path_of(url: &str) -> anyhow::Result<&str> {
    let place = url
        .match_indices('/')
        .nth(2)
        .with_context(|| format!("no path in {url}"))?
        .0;
    Ok(url.get(place..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_paths_are_found() {
        let body = b"<StartPage><URL>http://127.0.0.1:1/punchout/start/abc</URL></StartPage>";
        let url = between(body, "<URL>", "</URL>").unwrap();
        assert_eq!(path_of(url).unwrap(), "/punchout/start/abc");
        assert!(path_of("mailto:nobody").is_err());
    }
}
