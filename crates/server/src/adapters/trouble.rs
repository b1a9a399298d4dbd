//! Why a buyer cannot go on to a shop, or an order.

use crate::outbound::OutboundError;

/// Why a buyer cannot go on to the shop; for administrators. Never has a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What happened.
    pub text: String,
    /// Of what kind it is.
    pub cause: Cause,
    /// Which step did not go well; `None` before the first.
    pub step: Option<Step>,
}

/// A step on the way into a shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A token for the shop's API.
    Token,
    /// The session request.
    Session,
    /// The shop asks whether the session is real.
    Validation,
}

impl Step {
    /// What its calls are called in the log.
    #[must_use]
    pub const fn documents(self) -> &'static [&'static str] {
        match self {
            Self::Token => &["OAuth2 token"],
            Self::Session => &["PunchOutSession", "session request"],
            Self::Validation => &["session validation"],
        }
    }
}

/// What kind of trouble it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A setting that is missing or of no use.
    Settings,
    /// The gateway's own.
    Gateway,
    /// The address may not be called, or is none.
    Address,
    /// The name of the host leads nowhere.
    Name,
    /// TLS.
    Tls,
    /// There is no connection, or it broke off.
    Connection,
    /// There was no answer in time.
    Silence,
    /// The HTTP status that the shop refused with.
    Status(u16),
    /// An answer that says nothing, or nonsense.
    Answer,
}

impl Trouble {
    /// A trouble with a reason.
    pub fn new(cause: Cause, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            cause,
            step: None,
        }
    }

    /// A setting that is missing or of no use.
    pub fn settings(text: impl Into<String>) -> Self {
        Self::new(Cause::Settings, text)
    }

    /// The same, at a step, unless it is known to be of another.
    #[must_use]
    pub fn at(mut self, step: Step) -> Self {
        self.step.get_or_insert(step);
        self
    }

    /// No answer.
    #[must_use]
    pub fn unanswered(error: &OutboundError) -> Self {
        let cause = match error {
            OutboundError::InvalidUrl | OutboundError::Private => Cause::Address,
            OutboundError::Timeout(_) => Cause::Silence,
            OutboundError::Name(_) => Cause::Name,
            OutboundError::Tls(_) => Cause::Tls,
            OutboundError::Connection(_) => Cause::Connection,
            OutboundError::TooLarge => Cause::Answer,
        };
        Self::new(cause, format!("The shop could not be called: {error}."))
    }

    /// Whether the shop takes the token no longer.
    #[must_use]
    pub const fn is_unauthorized(&self) -> bool {
        matches!(self.cause, Cause::Status(401))
    }

    /// What to do about it, for administrators.
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        match self.cause {
            Cause::Settings => "Set it, and try again.",
            Cause::Gateway => "Try again in a moment; the gateway's log has more.",
            Cause::Address => {
                "Check the store's adapter_url. A shop in a private network is called only where PUNCHGATE_PRIVATE_NETWORKS lists it."
            }
            Cause::Name => {
                "Check the host in the store's adapter_url, and whether the gateway's machine can look it up."
            }
            Cause::Tls => {
                "Check the scheme and port of the store's adapter_url, and the shop's certificate: it must be valid, for this name, and by a public authority."
            }
            Cause::Connection => {
                "Check host and port of the store's adapter_url, and whether a firewall is in between."
            }
            Cause::Silence => {
                "Look at the shop; if it needs longer, raise the store's service_timeout_ms."
            }
            Cause::Status(401 | 403) => {
                "The shop does not take what the gateway proves itself with: check the store's adapter_client_id and adapter_secret, and what the client, the account or the site may do there."
            }
            Cause::Status(404 | 405) => {
                "There is nothing of this kind at the address: check the store's adapter_url, and whether the connector is installed and switched on."
            }
            Cause::Status(_) => {
                "The log entry has what the shop answered; look at the shop's own log."
            }
            Cause::Answer => {
                "The log entry has what came. Check that the store's adapter_url is the connector's start address, and the adapter the right one."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_not_answering_has_a_cause_and_an_advice() {
        let broken = || "it broke".to_owned();
        let found = [
            OutboundError::InvalidUrl,
            OutboundError::Timeout(15_000),
            OutboundError::Name(broken()),
            OutboundError::Tls(broken()),
            OutboundError::Connection(broken()),
            OutboundError::TooLarge,
        ]
        .map(|error| Trouble::unanswered(&error));
        let causes = [
            Cause::Address,
            Cause::Silence,
            Cause::Name,
            Cause::Tls,
            Cause::Connection,
            Cause::Answer,
        ];
        assert_eq!(found.each_ref().map(|trouble| trouble.cause), causes);
        assert!(found.iter().all(|trouble| !trouble.advice().is_empty()));
    }

    #[test]
    fn the_first_step_that_is_named_counts() {
        let trouble = Trouble::settings("x").at(Step::Token).at(Step::Session);
        assert_eq!(trouble.step, Some(Step::Token));
    }
}
