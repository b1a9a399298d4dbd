//! Calls of the gateway to stores: signed, bounded in time and size, never into private networks that are not listed, never redirected.

mod address;
mod signature;

use std::{
    fmt, io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use futures_util::FutureExt;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
    StatusCode,
    body::{Bytes, Incoming},
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, LOCATION, USER_AGENT},
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{
        Client,
        connect::{
            HttpConnector,
            dns::{GaiResolver, Name},
        },
    },
    rt::TokioExecutor,
};
use punchout::secret::Secret;
use thiserror::Error;
use tower_service::Service;
use url::Url;

pub use address::Guard;
pub use signature::{PREFIX, random_key, sign};

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// The longest answer that is read, in bytes: 4 MiB.
pub const MAX_ANSWER: usize = 4 * 1024 * 1024;

/// What the gateway calls itself.
const AGENT: HeaderValue =
    HeaderValue::from_static(concat!("Punchgate/", env!("CARGO_PKG_VERSION")));

/// Why a call came to nothing.
#[derive(Debug, Error)]
pub enum OutboundError {
    /// The URL is none.
    #[error("the URL is not valid")]
    InvalidUrl,
    /// The address is in a private network.
    #[error("the address is in a private network that PUNCHGATE_PRIVATE_NETWORKS does not list")]
    Private,
    /// There was no answer in time.
    #[error("there was no answer within {0} ms")]
    Timeout(u128),
    /// The name of the host leads nowhere.
    #[error("the name of the host cannot be looked up: {0}")]
    Name(String),
    /// TLS did not come about.
    #[error("TLS did not come about: {0}")]
    Tls(String),
    /// There is no connection, or it broke off.
    #[error("the connection failed: {0}")]
    Connection(String),
    /// The answer is too long.
    #[error("the answer is longer than {MAX_ANSWER} bytes")]
    TooLarge,
}

/// A call.
pub struct Outgoing<'a> {
    /// Where to.
    pub url: &'a str,
    /// Names the call, and stays the same when it is repeated.
    pub id: &'a str,
    /// When it is made: Unix seconds.
    pub seconds: i64,
    /// JSON.
    pub body: Vec<u8>,
    /// What it is signed with.
    pub keys: &'a [Secret<String>],
    /// How long it may take.
    pub timeout: Duration,
}

/// A call that proves itself otherwise, or not at all.
pub struct Request<'a> {
    /// Where to.
    pub url: &'a str,
    /// What the body is.
    pub content_type: &'static str,
    /// What proves the caller.
    pub bearer: Option<&'a Secret<String>>,
    /// The body.
    pub body: Vec<u8>,
    /// How long it may take.
    pub timeout: Duration,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status. Redirects are not followed.
    pub status: StatusCode,
    /// Where it points to, where it redirects.
    pub location: Option<String>,
    /// The body.
    pub body: Bytes,
}

/// Makes calls.
#[derive(Clone)]
pub struct Outbound {
    client: Client<HttpsConnector<HttpConnector<Resolver>>, Full<Bytes>>,
    guard: Guard,
}

impl fmt::Debug for Outbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outbound").finish_non_exhaustive()
    }
}

impl Outbound {
    /// One that keeps to what the guard permits.
    #[must_use]
    pub fn new(guard: Guard) -> Self {
        let resolver = Resolver {
            names: GaiResolver::new(),
            guard: guard.clone(),
        };
        let mut http = HttpConnector::new_with_resolver(resolver);
        http.enforce_http(false);
        http.set_connect_timeout(Some(CONNECT_TIMEOUT));
        http.set_nodelay(true);
        let connector = HttpsConnectorBuilder::new()
            .with_webpki_roots()
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(Duration::from_secs(30))
            .pool_max_idle_per_host(8)
            .build(connector);
        Self { client, guard }
    }

    /// What may be called.
    #[must_use]
    pub const fn guard(&self) -> &Guard {
        &self.guard
    }

    /// Posts JSON, signed.
    ///
    /// # Errors
    ///
    /// [`OutboundError`]; an answer with whatever status is none.
    pub async fn post(&self, call: Outgoing<'_>) -> Result<Answer, OutboundError> {
        let url = Url::parse(call.url).map_err(|_| OutboundError::InvalidUrl)?;
        if !self.guard.permits_url(&url) {
            return Err(OutboundError::Private);
        }
        let mut request = hyper::Request::post(url.as_str())
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, AGENT)
            .header("webhook-id", call.id)
            .header("webhook-timestamp", call.seconds.to_string());
        if !call.keys.is_empty() {
            let signature = sign(call.id, call.seconds, &call.body, call.keys);
            request = request.header("webhook-signature", signature);
        }
        let request = request
            .body(Full::new(Bytes::from(call.body)))
            .map_err(|_| OutboundError::InvalidUrl)?;
        self.exchange(request, call.timeout).await
    }

    /// Posts whatever it is.
    ///
    /// # Errors
    ///
    /// [`OutboundError`]; an answer with whatever status is none.
    pub async fn send(&self, call: Request<'_>) -> Result<Answer, OutboundError> {
        let url = Url::parse(call.url).map_err(|_| OutboundError::InvalidUrl)?;
        if !self.guard.permits_url(&url) {
            return Err(OutboundError::Private);
        }
        let mut request = hyper::Request::post(url.as_str())
            .header(CONTENT_TYPE, call.content_type)
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, AGENT);
        if let Some(token) = call.bearer {
            request = request.header(AUTHORIZATION, format!("Bearer {}", token.expose()));
        }
        let request = request
            .body(Full::new(Bytes::from(call.body)))
            .map_err(|_| OutboundError::InvalidUrl)?;
        self.exchange(request, call.timeout).await
    }

    async fn exchange(
        &self,
        request: hyper::Request<Full<Bytes>>,
        timeout: Duration,
    ) -> Result<Answer, OutboundError> {
        let exchange = async {
            let response = self.client.request(request).await;
            let response = response.map_err(|error| failed(&error))?;
            let (head, body) = response.into_parts();
            Ok(Answer {
                status: head.status,
                location: head
                    .headers
                    .get(LOCATION)
                    .filter(|_| head.status.is_redirection())
                    .and_then(|value| value.to_str().ok())
                    .map(str::to_owned),
                body: read(body).await?,
            })
        };
        tokio::time::timeout(timeout, exchange)
            .await
            .map_err(|_| OutboundError::Timeout(timeout.as_millis()))?
    }
}

async fn read(body: Incoming) -> Result<Bytes, OutboundError> {
    let collected = Limited::new(body, MAX_ANSWER).collect().await;
    collected
        .map(http_body_util::Collected::to_bytes)
        .map_err(|error| {
            if error.is::<LengthLimitError>() {
                OutboundError::TooLarge
            } else {
                OutboundError::Connection(error.to_string())
            }
        })
}

fn failed(error: &hyper_util::client::legacy::Error) -> OutboundError {
    let is_connect = error.is_connect();
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
    let mut last = String::new();
    let (mut is_name, mut is_tls) = (false, false);
    while let Some(error) = source {
        // An error of I/O names as its source what is behind the error that it holds, not that one itself.
        let mut held = Some(error);
        while let Some(error) = held {
            if error.is::<NoPublicAddress>() {
                return OutboundError::Private;
            }
            let io = error.downcast_ref::<io::Error>();
            is_name |= error.is::<NoAddress>();
            // What is received before there is a connection is TLS's alone.
            is_tls |= io.is_some_and(|io| io.kind() == io::ErrorKind::InvalidData);
            held = io.and_then(io::Error::get_ref).map(|inner| inner as _);
        }
        last = error.to_string();
        source = error.source();
    }
    if is_name {
        OutboundError::Name(last)
    } else if is_tls && is_connect {
        OutboundError::Tls(last)
    } else {
        OutboundError::Connection(last)
    }
}

/// That a name leads into private networks alone.
#[derive(Debug, Error)]
#[error("the name leads into private networks alone")]
struct NoPublicAddress;

/// That a name leads nowhere.
#[derive(Debug, Error)]
#[error("{0}")]
struct NoAddress(io::Error);

/// Looks names up and passes over addresses that may not be called: what is checked is what is connected to.
#[derive(Clone)]
struct Resolver {
    names: GaiResolver,
    guard: Guard,
}

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.names.poll_ready(context)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let guard = self.guard.clone();
        let found = self.names.call(name);
        async move {
            let permitted: Vec<_> = found
                .await
                .map_err(|error| io::Error::other(NoAddress(error)))?
                .filter(|address| guard.permits(address.ip()))
                .collect();
            if permitted.is_empty() {
                return Err(io::Error::other(NoPublicAddress));
            }
            Ok(permitted.into_iter())
        }
        .boxed()
    }
}
