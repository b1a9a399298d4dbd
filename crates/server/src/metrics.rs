//! What this node did since its start, for Prometheus and whatever else reads OpenMetrics.
//!
//! Labels take few values and never one that a caller chose: routes by their pattern, errors by their name.

mod page;

use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::Registry,
};
use punchout::{
    transaction::{Transaction, TransactionStatus, TransactionType},
    webhook::{DeliveryState, WebhookDelivery},
};

pub use page::show_metrics;

/// Upper ends of the classes of durations, in seconds.
const SECONDS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];

/// What stands for a path that is none of the program's.
const NO_ROUTE: &str = "none";

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Exchanged {
    r#type: &'static str,
    status: &'static str,
    error: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ExchangeType {
    r#type: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Attempted {
    outcome: &'static str,
}

type Durations<L> = Family<L, Histogram, fn() -> Histogram>;

/// The figures of this node. Clones count together.
#[derive(Clone, Debug)]
pub struct Metrics {
    requests: Family<Answered, Counter>,
    request_seconds: Durations<Route>,
    exchanges: Family<Exchanged, Counter>,
    exchange_seconds: Durations<ExchangeType>,
    deliveries: Family<Attempted, Counter>,
}

/// What is not counted but looked up when somebody asks.
pub struct Present {
    /// When the node was started: Unix seconds.
    pub started_at: i64,
    /// How many sets wait for their place in a group.
    pub writer_waiting: usize,
    /// How many may wait.
    pub writer_capacity: usize,
    /// The version of the settings that this node has.
    pub settings_version: i64,
}

impl Default for Metrics {
    fn default() -> Self {
        let durations: fn() -> Histogram = || Histogram::new(SECONDS);
        Self {
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(durations),
            exchanges: Family::default(),
            exchange_seconds: Family::new_with_constructor(durations),
            deliveries: Family::default(),
        }
    }
}

impl Metrics {
    /// Counts an answered request. `route` is the pattern of its path.
    pub fn answered(
        &self,
        method: &Method,
        route: Option<String>,
        status: StatusCode,
        took: Duration,
    ) {
        let route = route.unwrap_or_else(|| NO_ROUTE.to_owned());
        let seconds = Route {
            route: route.clone(),
        };
        self.request_seconds
            .get_or_create(&seconds)
            .observe(took.as_secs_f64());
        let answered = Answered {
            method: method_name(method),
            route,
            status: status.as_u16(),
        };
        self.requests.get_or_create(&answered).inc();
    }

    /// Counts an exchange, by the entry that the log has or would have of it.
    pub fn exchanged(&self, entry: &Transaction) {
        let r#type = type_name(entry.transaction_type);
        let exchanged = Exchanged {
            r#type,
            status: status_name(entry.status),
            error: entry.error_code.clone().unwrap_or_default(),
        };
        self.exchanges.get_or_create(&exchanged).inc();
        let micros = u64::try_from(entry.duration_micros).unwrap_or_default();
        self.exchange_seconds
            .get_or_create(&ExchangeType { r#type })
            .observe(Duration::from_micros(micros).as_secs_f64());
    }

    /// Counts an attempt to tell a store of something, by what the delivery is after it.
    pub fn attempted(&self, delivery: &WebhookDelivery) {
        let outcome = match delivery.state {
            DeliveryState::Delivered => "delivered",
            DeliveryState::Pending => "retried",
            DeliveryState::Failed => "given_up",
        };
        self.deliveries.get_or_create(&Attempted { outcome }).inc();
    }

    /// All figures as OpenMetrics text.
    ///
    /// # Errors
    /// None with a text to write to.
    pub fn written(&self, present: &Present) -> Result<String, std::fmt::Error> {
        let mut registry = Registry::with_prefix("punchgate");
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program", build);
        registry.register(
            "start_time_seconds",
            "When this node was started, in Unix seconds",
            gauge(present.started_at),
        );
        registry.register(
            "http_requests",
            "Answered HTTP requests",
            self.requests.clone(),
        );
        registry.register(
            "http_request_duration_seconds",
            "How long HTTP requests took",
            self.request_seconds.clone(),
        );
        registry.register(
            "exchanges",
            "Exchanges with procurement systems, buyers' browsers and shops, by type and outcome as in the transaction log",
            self.exchanges.clone(),
        );
        registry.register(
            "exchange_duration_seconds",
            "How long exchanges took, up to their log entry",
            self.exchange_seconds.clone(),
        );
        registry.register(
            "webhook_attempts",
            "Attempts to tell stores of events, by outcome",
            self.deliveries.clone(),
        );
        registry.register(
            "writer_waiting",
            "Sets that wait to be written to the database",
            gauge(count(present.writer_waiting)),
        );
        registry.register(
            "writer_capacity",
            "Sets that may wait to be written",
            gauge(count(present.writer_capacity)),
        );
        registry.register(
            "settings_version",
            "The version of the settings that this node has",
            gauge(present.settings_version),
        );
        let mut written = String::new();
        text::encode(&mut written, &registry)?;
        Ok(written)
    }
}

fn gauge(value: i64) -> Gauge {
    let gauge = Gauge::default();
    gauge.set(value);
    gauge
}

fn count(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// Callers may make up methods.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

const fn type_name(of: TransactionType) -> &'static str {
    match of {
        TransactionType::SetupRequest => "setup_request",
        TransactionType::TransferToRequisition => "transfer_to_requisition",
        TransactionType::Cancel => "cancel",
        TransactionType::ProfileRequest => "profile_request",
        TransactionType::OrderRequest => "order_request",
        TransactionType::Other => "other",
    }
}

const fn status_name(of: TransactionStatus) -> &'static str {
    match of {
        TransactionStatus::Ok => "ok",
        TransactionStatus::Refused => "refused",
        TransactionStatus::Failed => "failed",
    }
}
