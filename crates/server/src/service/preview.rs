//! What a connection would make of a document or a cart, without any effect.

use std::collections::BTreeMap;

use cxml::{Body, Document, ElementRef, ReadOptions, RequestPayload};
use oci::Parameters;
use punchout::{
    cart::{Cart, CartProblem},
    connection::{Connection, Format},
    finding::Finding,
    mapped::{Explanation, Told},
    protocol::{
        cxml::{self as protocol, Envelope},
        punchout2go as json_protocol,
    },
    session::Session,
    setup::{self, Refusal, SetupRequest},
};

use super::{
    call,
    hand_over::{self, NoHandOver, ReturnForm, Way},
    session_request, setup as setups,
};
use crate::settings::{Inherited, Mappings};
use punchout2go::SessionRequest;

/// What is to be previewed.
pub enum Asked {
    /// A setup document.
    Setup(Box<Document>),
    /// The parameters of a call.
    Call(Box<Parameters>),
    /// A session request of PunchOut2Go.
    Session(Box<SessionRequest>),
    /// A cart, of a session.
    Cart(Box<(Cart, Session)>),
}

/// What would come of it.
#[derive(Default)]
pub struct Outcome {
    /// The setup as it would be taken.
    pub setup: Option<SetupRequest>,
    /// The document that the procurement system would get.
    pub document: Option<Vec<u8>>,
    /// Why it would be refused.
    pub refusal: Option<Refusal>,
    /// What is wrong with the cart.
    pub problems: Vec<CartProblem>,
    /// What there is to say, and how each field came about.
    pub told: Told,
}

/// Reads a setup document as the gateway would.
///
/// # Errors
///
/// Why it is none, in a sentence.
pub fn read(bytes: &[u8], content_type: Option<&str>) -> Result<(Asked, Vec<Finding>), String> {
    let carried = cxml::unwrap(bytes, content_type);
    let options = ReadOptions {
        http_charset: carried.charset.as_deref(),
        ..ReadOptions::default()
    };
    let document = cxml::read(&carried.document, &options).map_err(|error| error.to_string())?;
    let findings = protocol::findings(&document, &carried).found;
    match &document.body {
        Body::Request(request) if matches!(request.payload, RequestPayload::PunchOutSetup(_)) => {
            Ok((Asked::Setup(Box::new(document)), findings))
        }
        _ => Err("It is no PunchOutSetupRequest.".to_owned()),
    }
}

/// Reads the parameters of a call, given as a form or as an address.
///
/// # Errors
///
/// Why they are none, in a sentence.
pub fn read_call(text: &[u8], content_type: Option<&str>) -> Result<Asked, String> {
    let text = text.trim_ascii();
    let query = match text.iter().position(|byte| *byte == b'?') {
        // An address: what stands before its query is no parameter.
        Some(at) if !text.get(..at).unwrap_or_default().contains(&b'=') => {
            text.get(at + 1..).unwrap_or_default()
        }
        _ => text,
    };
    let charset = content_type
        .and_then(|kind| kind.split_once("charset="))
        .map(|(_, charset)| charset.trim_matches(['"', ' ']));
    if !oci::looks_like_call(query) {
        return Err("It is no call: it names no user and no HOOK_URL.".to_owned());
    }
    let parameters = Parameters::read(query, b"", charset).map_err(|error| error.to_string())?;
    Ok(Asked::Call(Box::new(parameters)))
}

/// Reads a session request of PunchOut2Go.
///
/// # Errors
///
/// Why it is none, in a sentence.
pub fn read_session(bytes: &[u8]) -> Result<Asked, String> {
    let request = SessionRequest::read(bytes).map_err(|fault| fault.to_string())?;
    Ok(Asked::Session(Box::new(request)))
}

/// Runs it with a connection's settings.
#[must_use]
pub fn run(
    asked: &Asked,
    connection: &Connection,
    inherited: &Inherited,
    envelope: &Envelope,
) -> Outcome {
    let mappings = Mappings::new(connection, inherited);
    match asked {
        Asked::Setup(document) => take(document, connection, mappings.as_ref()),
        Asked::Call(parameters) => {
            let (request, told) = call::preview(parameters, connection, mappings.as_ref());
            Outcome {
                refusal: setup::decide(connection, request.clone()).err(),
                setup: Some(request),
                told,
                ..Outcome::default()
            }
        }
        Asked::Session(request) => {
            let (request, told) = session_request::preview(request, mappings.as_ref());
            Outcome {
                refusal: setup::decide(connection, request.clone()).err(),
                setup: Some(request),
                told,
                ..Outcome::default()
            }
        }
        Asked::Cart(asked) if asked.1.format == Format::PunchOut2Go => {
            let (cart, session) = &**asked;
            let way = Way {
                connection,
                mappings: mappings.as_ref(),
                explain: true,
            };
            let form = hand_over::json_form(session, Some(cart), way);
            written(form.map(|form| (form, Vec::new())))
        }
        Asked::Cart(asked) if asked.1.format == Format::Oci => {
            let (cart, session) = &**asked;
            form(cart, session, connection, mappings.as_ref())
        }
        Asked::Cart(asked) => {
            let (cart, session) = &**asked;
            let way = Way {
                connection,
                mappings: mappings.as_ref(),
                explain: true,
            };
            match hand_over::write_cart(session, cart, way, envelope) {
                Ok(written) => {
                    let bytes = written.bytes;
                    let mut told = Told {
                        findings: written.findings.found,
                        explanations: written.explanations,
                    };
                    let read = cxml::read(&bytes, &ReadOptions::default());
                    if let Ok(document) = read {
                        let carried = cxml::unwrap(&bytes, None);
                        told.findings
                            .extend(protocol::findings(&document, &carried).found);
                    }
                    Outcome {
                        document: Some(bytes),
                        told,
                        ..Outcome::default()
                    }
                }
                Err(NoHandOver::Cart(problems)) => Outcome {
                    problems,
                    ..Outcome::default()
                },
                Err(NoHandOver::Refused(refusal)) => Outcome {
                    refusal: Some(refusal),
                    ..Outcome::default()
                },
            }
        }
    }
}

/// The form of a cart, as a browser would post it.
fn form(
    cart: &Cart,
    session: &Session,
    connection: &Connection,
    mappings: Option<&Mappings>,
) -> Outcome {
    let way = Way {
        connection,
        mappings,
        explain: true,
    };
    written(hand_over::oci_form(session, Some(cart), way))
}

/// What a cart was written as, or why it was not.
fn written(form: Result<(ReturnForm, Vec<Explanation>), NoHandOver>) -> Outcome {
    match form {
        Ok((form, explanations)) => Outcome {
            document: Some(form.document.bytes),
            told: Told {
                findings: form.findings.found,
                explanations,
            },
            ..Outcome::default()
        },
        Err(NoHandOver::Cart(problems)) => Outcome {
            problems,
            ..Outcome::default()
        },
        Err(NoHandOver::Refused(refusal)) => Outcome {
            refusal: Some(refusal),
            ..Outcome::default()
        },
    }
}

fn take(document: &Document, connection: &Connection, mappings: Option<&Mappings>) -> Outcome {
    let Body::Request(request) = &document.body else {
        return Outcome::default();
    };
    let RequestPayload::PunchOutSetup(wanted) = &request.payload else {
        return Outcome::default();
    };
    let (request, told) = setups::read(document, wanted, mappings, true);
    Outcome {
        refusal: setup::decide(connection, request.clone()).err(),
        setup: Some(request),
        told,
        ..Outcome::default()
    }
}

/// The texts of a document by their places, such as `/cXML/Header/From/Credential/@domain`.
#[must_use]
pub fn places(document: &[u8]) -> BTreeMap<String, String> {
    if document.trim_ascii_start().starts_with(b"{") {
        let read = serde_json::from_slice(document).unwrap_or_default();
        return json_protocol::mapped::places(&read).into_iter().collect();
    }
    if !document.trim_ascii_start().starts_with(b"<") {
        return oci::read_fields(document, None).into_iter().collect();
    }
    let mut places = BTreeMap::new();
    if let Ok(document) = cxml::read(document, &ReadOptions::default()) {
        let root = format!("/{}", document.root().name());
        let mut open = vec![(root, document.root())];
        while let Some((path, element)) = open.pop() {
            for (name, value) in element.attributes() {
                places.insert(format!("{path}/@{name}"), value.to_owned());
            }
            let text = element.text();
            if !text.is_empty() {
                places.insert(path.clone(), text.into_owned());
            }
            open.extend(numbered(&path, element));
        }
    }
    places
}

/// The elements within, those of a name that others have numbered.
fn numbered<'e>(path: &str, element: ElementRef<'e>) -> Vec<(String, ElementRef<'e>)> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let children = element.elements().map(|child| {
        let number = numbers.entry(child.name()).or_default();
        *number += 1;
        let path = match *number {
            1 => format!("{path}/{}", child.name()),
            number => format!("{path}/{}[{number}]", child.name()),
        };
        (path, child)
    });
    children.collect()
}
