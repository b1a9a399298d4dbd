//! Documents: the typed view of what Punchgate acts on, with the whole tree beside it.

mod header;
mod item;
mod order_message;
mod setup;
mod typed;

pub use header::{Credential, CredentialMac, Header, Party, Sender, SharedSecret};
pub use item::{Extrinsic, ItemDetail, ItemId, Money, PriceBasis};
pub use order_message::{OrderMessage, OrderMessageItem};
pub use setup::{Address, BuyerCookie, Contact, ItemOut, Operation, PunchOutSetupRequest};
pub use typed::{
    CatalogUploadRequest, ConfirmationItem, ConfirmationRequest, GetPendingRequest, Index,
    IndexItem, InvoiceDetailRequest, InvoiceLine, OrderLine, OrderRequest, ProductActivityMessage,
    QuoteMessage, Reference, ShipNoticeItem, ShipNoticeRequest, StatusUpdateRequest,
    SubscriptionChangeMessage, Typed,
};

use crate::{
    timestamp::Timestamp,
    tree::{ElementRef, Tree},
    version::Version,
};

/// A DOCTYPE as it was declared. Nothing in it is ever fetched or applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doctype {
    /// The name of the root element that it declares.
    pub name: String,
    /// Whether declarations of its own stand in it.
    pub has_internal_subset: bool,
    /// Public identifier.
    pub public_id: Option<String>,
    /// System identifier.
    pub system_id: Option<String>,
}

impl Doctype {
    /// Takes name and identifiers out of what stands between `<!DOCTYPE` and `>`.
    pub(crate) fn parse(declaration: &str) -> Self {
        let declaration = declaration.trim_start();
        let end = declaration.find(|c: char| c.is_ascii_whitespace() || c == '[');
        let (name, external) = declaration
            .split_at_checked(end.unwrap_or(declaration.len()))
            .unwrap_or_default();
        let external = external.trim_start();
        let (public_id, system_id, rest) = if let Some(rest) = external.strip_prefix("PUBLIC") {
            let (public_id, rest) = literal(rest);
            let (system_id, rest) = literal(rest);
            (public_id, system_id, rest)
        } else if let Some(rest) = external.strip_prefix("SYSTEM") {
            let (system_id, rest) = literal(rest);
            (None, system_id, rest)
        } else {
            (None, None, external)
        };
        Self {
            name: name.to_owned(),
            has_internal_subset: rest.trim_start().starts_with('['),
            public_id,
            system_id,
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
    /// How it was written down.
    pub source: Source,
    pub(crate) tree: Tree,
}

/// How a document was written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The encoding that it was read in, such as `UTF-8`.
    pub encoding: &'static str,
    /// The encoding that its XML declaration names.
    pub declared_encoding: Option<String>,
    /// The charset that HTTP named.
    pub http_charset: Option<String>,
    /// Whether it begins with an XML declaration, white space before it aside.
    pub has_declaration: bool,
    /// Whether white space stands before the XML declaration.
    pub begins_with_blanks: bool,
    /// Whether all its characters are of ASCII, and so the same in nearly all encodings.
    pub is_ascii: bool,
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

impl Document {
    /// All of it: the outermost element.
    #[must_use]
    pub const fn root(&self) -> ElementRef<'_> {
        self.tree.root()
    }

    /// The name of what it is about, such as `OrderRequest` or `PunchOutOrderMessage`; `Response` for one that has a Status alone,
    /// and empty where there is nothing.
    #[must_use]
    pub fn kind(&self) -> &str {
        match (self.payload(), self.envelope()) {
            (Some(payload), _) => payload.name(),
            (None, Some(envelope)) if envelope.name() == "Response" => envelope.name(),
            _ => "",
        }
    }

    fn envelope(&self) -> Option<ElementRef<'_>> {
        ["Request", "Message", "Response"]
            .into_iter()
            .find_map(|name| self.root().child(name))
    }

    /// What it is about.
    fn payload(&self) -> Option<ElementRef<'_>> {
        self.envelope()?
            .elements()
            .find(|element| element.name() != "Status" && !is_signature(*element))
    }

    /// Whether it carries a signature (cXML 1.2, `ds:Signature`), as far as names tell; nothing is verified.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.root().elements().any(is_signature)
    }

    /// The version that its DOCTYPE names, or else its root: the one whose DTD it is to follow.
    #[must_use]
    pub fn declared_version(&self) -> Option<Version> {
        let system_id = self
            .doctype
            .as_ref()
            .and_then(|doctype| doctype.system_id.as_deref());
        system_id.and_then(Version::in_system_id).or(self.version)
    }
}

/// Makes the typed view of a tree whose root is `cXML`.
pub(crate) fn interpret(tree: Tree, doctype: Option<Doctype>, source: Source) -> Document {
    let from_doctype = || {
        let system_id = doctype.as_ref()?.system_id.as_deref()?;
        Version::in_system_id(system_id)
    };
    let root = tree.root();
    Document {
        payload_id: root.attr("payloadID").unwrap_or_default().trim().to_owned(),
        timestamp: root.attr("timestamp").map(Timestamp::read),
        version: root
            .attr("version")
            .and_then(|text| text.parse().ok())
            .or_else(from_doctype),
        lang: root.attr("xml:lang").map(|lang| lang.trim().to_owned()),
        header: root.child("Header").map(Header::interpret),
        body: body(root),
        source,
        doctype,
        tree,
    }
}

fn body(root: ElementRef<'_>) -> Body {
    if let Some(request) = root.child("Request") {
        let payload = request.elements().find(|element| !is_signature(*element));
        return Body::Request(Request {
            deployment_mode: request.attr("deploymentMode").map(str::to_owned),
            payload: match payload {
                Some(element) if element.name() == "PunchOutSetupRequest" => {
                    RequestPayload::PunchOutSetup(Box::new(PunchOutSetupRequest::interpret(
                        element,
                    )))
                }
                Some(element) if element.name() == "ProfileRequest" => RequestPayload::Profile,
                other => RequestPayload::Other(
                    other
                        .map(|element| element.name().to_owned())
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

fn interpret_response(response: ElementRef<'_>) -> Response {
    let status = response.child("Status");
    let payload = response
        .elements()
        .find(|element| element.name() != "Status");
    Response {
        status_code: status.and_then(status_code),
        status_text: status
            .and_then(|status| status.attr("text"))
            .map(str::to_owned),
        status_detail: status
            .map(|status| status.text().into_owned())
            .unwrap_or_default(),
        payload: match payload {
            None => ResponsePayload::None,
            Some(element) if element.name() == "PunchOutSetupResponse" => {
                ResponsePayload::PunchOutSetup(
                    element
                        .find(&["StartPage", "URL"])
                        .map(|url| url.text().into_owned()),
                )
            }
            Some(element) if element.name() == "ProfileResponse" => ResponsePayload::Profile(
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
            Some(element) => ResponsePayload::Other(element.name().to_owned()),
        },
    }
}

fn status_code(status: ElementRef<'_>) -> Option<u16> {
    status.attr("code")?.trim().parse().ok()
}

fn is_signature(element: ElementRef<'_>) -> bool {
    element.name().ends_with("Signature")
}
