//! The gateway's four calls for stores, as any shop makes them.

use std::time::Duration;

use api_types::{
    cart::Cart,
    problem::Problem,
    punch_out_session::{HandOff, PunchOutSession, RedeemRequest, TransferRequest},
    secret::SecretText,
};
use reqwest::{Client, RequestBuilder};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// How long the gateway may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The way to the gateway.
#[derive(Clone)]
pub(super) struct StoreApi {
    http: Client,
    sessions: String,
    key: SecretText,
}

/// Why something was not done.
#[derive(Debug)]
pub(super) enum Failure {
    /// The shop itself does not take what the buyer entered.
    Here(String),
    /// The gateway refuses.
    Refused(Box<Problem>),
    /// The gateway does not answer as it should.
    Away(String),
}

impl StoreApi {
    pub(super) fn new(gateway: &str, key: SecretText) -> Result<Self, reqwest::Error> {
        Ok(Self {
            http: Client::builder().no_proxy().timeout(TIMEOUT).build()?,
            sessions: format!("{gateway}/api/v1/punch-out-sessions"),
            key,
        })
    }

    pub(super) fn set_key(&mut self, key: SecretText) {
        self.key = key;
    }

    /// Redeems an access token: it tells who came, and what for.
    pub(super) async fn redeem(&self, token: SecretText) -> Result<PunchOutSession, Failure> {
        let url = format!("{}/redeem", self.sessions);
        let body = RedeemRequest { token };
        self.send(self.http.post(url).json(&body)).await
    }

    /// The session as it is now.
    pub(super) async fn get(&self, session: Uuid) -> Result<PunchOutSession, Failure> {
        let url = format!("{}/{session}", self.sessions);
        self.send(self.http.get(url)).await
    }

    /// Hands a cart over.
    pub(super) async fn transfer(&self, session: Uuid, cart: Cart) -> Result<HandOff, Failure> {
        let url = format!("{}/{session}/transfer", self.sessions);
        let body = TransferRequest { cart };
        self.send(self.http.post(url).json(&body)).await
    }

    /// Sends the buyer back without a cart.
    pub(super) async fn cancel(&self, session: Uuid) -> Result<HandOff, Failure> {
        let url = format!("{}/{session}/cancel", self.sessions);
        self.send(self.http.post(url)).await
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Failure> {
        let away = |error: reqwest::Error| Failure::Away(error.to_string());
        let response = request
            .bearer_auth(&self.key.0)
            .send()
            .await
            .map_err(away)?;
        if response.status().is_success() {
            return response.json().await.map_err(away);
        }
        let status = response.status();
        match response.json::<Problem>().await {
            Ok(problem) => Err(Failure::Refused(Box::new(problem))),
            Err(_) => Err(Failure::Away(format!("The gateway answered {status}."))),
        }
    }
}
