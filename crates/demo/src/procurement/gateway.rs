//! Calls to the gateway: cXML over HTTP, as any procurement system makes them, and JSON, as a PunchOut2Go service does.

use std::time::{Duration, SystemTime};

use punchout2go::{SessionRequest, StartReply};
use reqwest::{Client, StatusCode, header};
use serde_json::Value;
use simulator::{Answer, PunchOut};

use super::{
    Account,
    hub::{HubConnection, Proof},
};
use crate::random;

/// How long the gateway may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// What was asked, and what was answered.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The request, as it is shown.
    pub request: String,
    /// The response, as it is shown; empty where there was none.
    pub response: String,
    /// What it means.
    pub answer: Answer,
}

/// What the PunchOut2Go service asked, and what it was answered.
#[derive(Clone, Debug)]
pub(super) struct HubAsked {
    /// The request, as it is shown. Key and token stand in headers.
    pub request: String,
    /// The response, as it is shown; empty where there was none.
    pub response: String,
    /// Where the browser goes, or why nowhere.
    pub answer: Result<String, String>,
}

/// The way to the gateway.
pub(super) struct Gateway(Client);

impl Gateway {
    pub(super) fn new() -> Result<Self, reqwest::Error> {
        Ok(Self(Client::builder().no_proxy().timeout(TIMEOUT).build()?))
    }

    /// Posts a setup request to the account's entry point.
    pub(super) async fn ask(&self, account: &Account, request: &PunchOut<'_>) -> Asked {
        let payload_id = format!("{}@procurement.demo", random::code());
        let document = request.document(&payload_id, now());
        let shown = simulator::shown(&document);
        match self.post(&account.entry_point, document).await {
            Ok(response) => Asked {
                request: shown,
                response: simulator::shown(&response),
                answer: simulator::read_answer(&response),
            },
            Err(error) => Asked {
                request: shown,
                response: String::new(),
                answer: Answer::Unreadable(format!("The gateway does not answer: {error}")),
            },
        }
    }

    /// Posts a session request in JSON to the connection's entry point.
    pub(super) async fn ask_as_hub(
        &self,
        connection: &HubConnection,
        proof: Proof,
        request: &SessionRequest,
    ) -> HubAsked {
        let document = request.write();
        let request = shown(document.as_bytes());
        match self.post_as_hub(connection, proof, document).await {
            Ok((status, response)) => HubAsked {
                request,
                response: shown(&response),
                answer: match StartReply::read(&response) {
                    Ok(reply) if status.is_success() => Ok(reply.start_url),
                    _ => Err(format!("The gateway refused with HTTP status {status}.")),
                },
            },
            Err(why) => HubAsked {
                request,
                response: String::new(),
                answer: Err(format!("The gateway does not answer: {why}")),
            },
        }
    }

    async fn post_as_hub(
        &self,
        connection: &HubConnection,
        proof: Proof,
        document: String,
    ) -> Result<(StatusCode, Vec<u8>), String> {
        let told = |error: reqwest::Error| error.to_string();
        let call = self
            .0
            .post(&connection.entry_point)
            .header(header::CONTENT_TYPE, "application/json")
            .body(document);
        let call = match proof {
            Proof::Key => call.header("x-api-key", connection.key),
            Proof::Token => call.bearer_auth(self.token(connection).await?),
        };
        let response = call.send().await.map_err(told)?;
        let status = response.status();
        Ok((status, response.bytes().await.map_err(told)?.to_vec()))
    }

    /// A token, by OAuth2 client credentials.
    async fn token(&self, connection: &HubConnection) -> Result<String, String> {
        let told = |error: reqwest::Error| error.to_string();
        let call = self
            .0
            .post(format!("{}/oauth2/token", connection.entry_point))
            .basic_auth(connection.client, Some(connection.key))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body("grant_type=client_credentials");
        let answer: Value = call
            .send()
            .await
            .map_err(told)?
            .json()
            .await
            .map_err(told)?;
        let token = answer.get("access_token").and_then(Value::as_str);
        token
            .map(str::to_owned)
            .ok_or_else(|| "it gives no token".to_owned())
    }

    async fn post(&self, url: &str, document: Vec<u8>) -> Result<Vec<u8>, reqwest::Error> {
        let request = self
            .0
            .post(url)
            .header(header::CONTENT_TYPE, "text/xml; charset=UTF-8")
            .body(document);
        Ok(request.send().await?.bytes().await?.to_vec())
    }
}

/// Microseconds since 1970.
fn now() -> i64 {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .ok()
        .and_then(|time| i64::try_from(time.as_micros()).ok())
        .unwrap_or_default()
}

/// JSON in lines, for people; what is none as it is.
pub(super) fn shown(json: &[u8]) -> String {
    let value: Option<Value> = serde_json::from_slice(json).ok();
    value.map_or_else(
        || String::from_utf8_lossy(json).into_owned(),
        |value| format!("{value:#}"),
    )
}
