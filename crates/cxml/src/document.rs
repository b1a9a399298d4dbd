//! Documents: the typed view of what Punchgate acts on, with the whole tree beside it.

mod header;
mod item;
mod order_message;
mod setup;

pub use header::{Credential, Header, Party, Sender, SharedSecret};
pub use item::{Extrinsic, ItemDetail, ItemId, Money, PriceBasis};
pub use order_message::{OrderMessage, OrderMessageItem};
pub use setup::{Address, BuyerCookie, Contact, ItemOut, Operation, PunchOutSetupRequest};

use crate::{element::Element, timestamp::Timestamp, version::Version};

/// A DOCTYPE as it was declared. Nothing in it is ever fetched or applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doctype {
    /// Public identifier.
    pub public_id: Option<String>,
    /// System identifier.
    pub system_id: Option<String>,
}

impl Doctype {
    /// Takes the identifiers out of what stands between `<!DOCTYPE` and `>`.
    pub(crate) fn parse(declaration: &str) -> Self {
        let external = declaration
            .trim_start()
            .split_once(|c: char| c.is_ascii_whitespace())
            .map_or("", |(_name, rest)| rest.trim_start());
        if let Some(rest) = external.strip_prefix("PUBLIC") {
            let (public_id, rest) = literal(rest);
            Self {
                public_id,
                system_id: literal(rest).0,
            }
        } else {
            let system_id = external
                .strip_prefix("SYSTEM")
                .and_then(|rest| literal(rest).0);
            Self {
                public_id: None,
                system_id,
            }
        }
    }
}

/// The quoted text at the beginning, and what follows it.
fn literal(text: &str) -> (Option<String>, &str) {
    let text = text.trim_start();
    let quoted = ['"', '\'']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.split_once(quote));
    quoted.map_or((None, text), |(literal, rest)| {
        (Some(literal.to_owned()), rest)
    })
}

/// A document.
#[derive(Clone, Debug)]
pub struct Document {
    /// `@payloadID`; empty where it is missing.
    pub payload_id: String,
    /// `@timestamp`.
    pub timestamp: Option<Timestamp>,
    /// `@version`, or the version in the DOCTYPE.
    pub version: Option<Version>,
    /// The DOCTYPE.
    pub doctype: Option<Doctype>,
    /// `@xml:lang`.
    pub lang: Option<String>,
    /// `Header`; a Response has none.
    pub header: Option<Header>,
    /// What it is.
    pub body: Body,
    /// All of it.
    pub root: Element,
}

/// What a document is.
#[derive(Clone, Debug)]
pub enum Body {
    /// Asks for something, over HTTP.
    Request(Request),
    /// Tells something, through a browser or over HTTP.
    Message(Message),
    /// Answers a request.
    Response(Response),
    /// None of these.
    Other,
}

/// `Request`.
#[derive(Clone, Debug)]
pub struct Request {
    /// `@deploymentMode`: `production` or `test`.
    pub deployment_mode: Option<String>,
    /// What is asked for.
    pub payload: RequestPayload,
}

/// What a request asks for.
#[derive(Clone, Debug)]
pub enum RequestPayload {
    /// To punch out.
    PunchOutSetup(Box<PunchOutSetupRequest>),
    /// What the server supports.
    Profile,
    /// Another element, by its name; it stands in the tree. Empty where the request is.
    Other(String),
}

/// `Message`.
#[derive(Clone, Debug)]
pub struct Message {
    /// `@deploymentMode`.
    pub deployment_mode: Option<String>,
    /// `Status/@code`.
    pub status_code: Option<u16>,
    /// `PunchOutOrderMessage`, where it is one.
    pub order: Option<OrderMessage>,
}

/// `Response`.
#[derive(Clone, Debug)]
pub struct Response {
    /// `Status/@code`.
    pub status_code: Option<u16>,
    /// `Status/@text`.
    pub status_text: Option<String>,
    /// The text of the Status.
    pub status_detail: String,
    /// What comes with it.
    pub payload: ResponsePayload,
}

/// What comes with a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponsePayload {
    /// Nothing.
    None,
    /// `PunchOutSetupResponse/StartPage/URL`.
    PunchOutSetup(Option<String>),
    /// `ProfileResponse`: the names of the supported requests, with their URLs.
    Profile(Vec<(String, String)>),
    /// Another element, by its name.
    Other(String),
}

/// Makes the typed view of a tree whose root is `cXML`.
pub(crate) fn interpret(root: Element, doctype: Option<Doctype>) -> Document {
    let from_doctype = || {
        let system_id = doctype.as_ref()?.system_id.as_deref()?;
        Version::in_system_id(system_id)
    };
    Document {
        payload_id: root.attr("payloadID").unwrap_or_default().trim().to_owned(),
        timestamp: root.attr("timestamp").map(Timestamp::read),
        version: root
            .attr("version")
            .and_then(|text| text.parse().ok())
            .or_else(from_doctype),
        lang: root.attr("xml:lang").map(|lang| lang.trim().to_owned()),
        header: root.child("Header").map(Header::interpret),
        body: body(&root),
        doctype,
        root,
    }
}

fn body(root: &Element) -> Body {
    if let Some(request) = root.child("Request") {
        let payload = request.elements().find(|element| !is_signature(element));
        return Body::Request(Request {
            deployment_mode: request.attr("deploymentMode").map(str::to_owned),
            payload: match payload {
                Some(element) if element.name == "PunchOutSetupRequest" => {
                    RequestPayload::PunchOutSetup(Box::new(PunchOutSetupRequest::interpret(
                        element,
                    )))
                }
                Some(element) if element.name == "ProfileRequest" => RequestPayload::Profile,
                other => RequestPayload::Other(
                    other
                        .map(|element| element.name.clone())
                        .unwrap_or_default(),
                ),
            },
        });
    }
    if let Some(message) = root.child("Message") {
        return Body::Message(Message {
            deployment_mode: message.attr("deploymentMode").map(str::to_owned),
            status_code: message.child("Status").and_then(status_code),
            order: message
                .child("PunchOutOrderMessage")
                .map(OrderMessage::interpret),
        });
    }
    root.child("Response").map_or(Body::Other, |response| {
        Body::Response(interpret_response(response))
    })
}

fn interpret_response(response: &Element) -> Response {
    let status = response.child("Status");
    let payload = response.elements().find(|element| element.name != "Status");
    Response {
        status_code: status.and_then(status_code),
        status_text: status
            .and_then(|status| status.attr("text"))
            .map(str::to_owned),
        status_detail: status.map(Element::text).unwrap_or_default(),
        payload: match payload {
            None => ResponsePayload::None,
            Some(element) if element.name == "PunchOutSetupResponse" => {
                ResponsePayload::PunchOutSetup(
                    element.find(&["StartPage", "URL"]).map(Element::text),
                )
            }
            Some(element) if element.name == "ProfileResponse" => ResponsePayload::Profile(
                element
                    .children_named("Transaction")
                    .map(|transaction| {
                        let name = transaction.attr("requestName").unwrap_or_default();
                        (
                            name.to_owned(),
                            transaction.text_of("URL").unwrap_or_default(),
                        )
                    })
                    .collect(),
            ),
            Some(element) => ResponsePayload::Other(element.name.clone()),
        },
    }
}

fn status_code(status: &Element) -> Option<u16> {
    status.attr("code")?.trim().parse().ok()
}

fn is_signature(element: &Element) -> bool {
    element.name.ends_with("Signature")
}
