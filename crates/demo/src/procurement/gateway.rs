//! Calls to the gateway: cXML over HTTP, as any procurement system makes them.

use std::time::{Duration, SystemTime};

use reqwest::{Client, header};
use simulator::{Answer, PunchOut};

use super::Account;
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
