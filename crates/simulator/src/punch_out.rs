//! What a procurement system sends to open a session.

use cxml::{
    OutBody, OutCredential, OutDocument, OutHeader, OutSetupRequest, SharedSecret, Version,
    WriteOptions,
};

use crate::Line;

/// `Sender/UserAgent`.
const USER_AGENT: &str = "Punchgate simulator";

/// An operation that no version of cXML has.
const UNKNOWN_OPERATION: &str = "browse";

/// Who a procurement system is to a supplier.
#[derive(Clone, Debug)]
pub struct Account {
    /// Domain of From and Sender.
    pub domain: String,
    /// Identity of From and Sender.
    pub identity: String,
    /// What the Sender proves itself with.
    pub shared_secret: SharedSecret,
    /// The supplier, as To: domain and identity.
    pub supplier: (String, String),
}

/// Who punches out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buyer {
    /// `Extrinsic` `UserEmail`.
    pub email: String,
    /// `Extrinsic` `FirstName`.
    pub first_name: String,
    /// `Extrinsic` `LastName`.
    pub last_name: String,
}

/// What the buyer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// A new cart.
    Create,
    /// An earlier cart, to be changed.
    Edit,
    /// An earlier cart, to be looked at.
    Inspect,
}

impl Operation {
    /// `PunchOutSetupRequest/@operation`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Edit => "edit",
            Self::Inspect => "inspect",
        }
    }
}

/// What is wrong with a request on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The shared secret is not that of the account.
    WrongSecret,
    /// The operation is none that cXML has.
    UnknownOperation,
    /// There is no `BuyerCookie`.
    NoBuyerCookie,
}

/// A `PunchOutSetupRequest` in the making.
#[derive(Clone, Debug)]
pub struct PunchOut<'a> {
    /// The sender.
    pub account: &'a Account,
    /// Who punches out.
    pub buyer: &'a Buyer,
    /// What for.
    pub operation: Operation,
    /// What comes back with the cart, and says what it belongs to.
    pub buyer_cookie: &'a str,
    /// Where the cart is to be posted.
    pub return_url: &'a str,
    /// The version of cXML to speak.
    pub version: Version,
    /// What is wrong with the request on purpose.
    pub fault: Option<Fault>,
    /// The article that the buyer selected beforehand.
    pub selected_item: Option<&'a str>,
    /// The earlier cart, for edit and inspect.
    pub lines: &'a [Line],
}

impl PunchOut<'_> {
    /// The document, with an id of its own and the time in microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn document(&self, payload_id: &str, timestamp: i64) -> Vec<u8> {
        let document = OutDocument {
            payload_id: payload_id.to_owned(),
            timestamp,
            lang: Some("en".to_owned()),
            body: OutBody::SetupRequest(Box::new(self.setup())),
        };
        let options = WriteOptions {
            version: self.version,
            ascii: false,
        };
        cxml::write(&document, &options)
    }

    fn setup(&self) -> OutSetupRequest {
        let account = self.account;
        let own = credential(&account.domain, &account.identity);
        let shared_secret = if self.fault == Some(Fault::WrongSecret) {
            SharedSecret::new(format!("not {}", account.shared_secret.expose()))
        } else {
            account.shared_secret.clone()
        };
        let operation = if self.fault == Some(Fault::UnknownOperation) {
            UNKNOWN_OPERATION
        } else {
            self.operation.name()
        };
        let buyer_cookie =
            Some(self.buyer_cookie.to_owned()).filter(|_| self.fault != Some(Fault::NoBuyerCookie));
        let extrinsics = [
            ("UserEmail", &self.buyer.email),
            ("FirstName", &self.buyer.first_name),
            ("LastName", &self.buyer.last_name),
        ];
        let lines = match self.operation {
            Operation::Create => &[],
            Operation::Edit | Operation::Inspect => self.lines,
        };
        OutSetupRequest {
            header: OutHeader {
                from: own.clone(),
                to: credential(&account.supplier.0, &account.supplier.1),
                sender: own,
                user_agent: USER_AGENT.to_owned(),
            },
            shared_secret,
            deployment_mode: "test",
            operation: operation.to_owned(),
            buyer_cookie,
            extrinsics: extrinsics
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| (name.to_owned(), value.clone()))
                .collect(),
            browser_form_post: self.return_url.to_owned(),
            selected_item: self.selected_item.map(str::to_owned),
            items: lines.iter().map(Line::as_item_out).collect(),
        }
    }
}

fn credential(domain: &str, identity: &str) -> Vec<OutCredential> {
    vec![OutCredential {
        domain: domain.to_owned(),
        identity: identity.to_owned(),
        marketplace: false,
    }]
}

#[cfg(test)]
mod tests;
