//! cXML for mappings: what a version has, documents to read, trees that were written.

mod written;

use std::{borrow::Cow, sync::LazyLock};

use cxml::{ElementRef, OutDocument, Version, WriteOptions};
use mapping::{
    Catalogue, Contract, Direction, Entry, Fields, Kind, Mapping, Neutral, Node, Options, Problem,
    RunError, Syntax, Tables,
};
use written::Written;

use crate::{
    finding::{Finding, Severity},
    mapped::{Compiled, Purpose, Told},
};

static SETUP: LazyLock<Fields> = LazyLock::new(Fields::setup);
static CART: LazyLock<Fields> = LazyLock::new(Fields::cart);

/// The elements that hold what authenticates a party: no mapping reads them.
const SECRETS: [&str; 3] = ["SharedSecret", "CredentialMac", "DigitalSignature"];

/// Where the lines of a cart stand (cXML 1.2, `PunchOutOrderMessage`).
const ITEMS_IN: &str = "/cXML/Message[1]/PunchOutOrderMessage[1]/ItemIn";

/// Where the lines of an earlier cart stand (cXML 1.2, `PunchOutSetupRequest`).
const ITEMS_OUT: &str = "/cXML/Request[1]/PunchOutSetupRequest[1]/ItemOut";

/// What documents of a version have; of any version, where none is named.
#[derive(Clone, Copy, Debug)]
pub struct Documents(pub Option<Version>);

impl Catalogue for Documents {
    fn entry(&self, path: &[&str]) -> Option<Entry> {
        let place = match self.0 {
            Some(version) => cxml::place(version, path)?,
            None => Version::HELD
                .iter()
                .rev()
                .find_map(|version| cxml::place(*version, path))?,
        };
        let name = path.last().copied().unwrap_or_default();
        let kind = if path.iter().any(|name| SECRETS.contains(name)) {
            Kind::Forbidden
        } else if !place.text {
            Kind::Group
        } else if is_number(name) {
            Kind::Number
        } else {
            Kind::Text
        };
        Some(Entry {
            kind,
            // There can be one for each language; a mapping without an index means the one that is there.
            repeats: place.repeats && name != "Description",
        })
    }
}

/// Whether an element, or an attribute with an `@` before its name, holds a number.
fn is_number(name: &str) -> bool {
    name.strip_prefix('@').map_or_else(
        || cxml::NUMBER_ELEMENTS.contains(&name),
        cxml::is_number_attribute,
    )
}

/// An element that a mapping reads.
#[derive(Clone, Copy, Debug)]
pub struct Read<'n>(pub ElementRef<'n>);

impl<'n> Node<'n> for Read<'n> {
    fn name(self) -> &'n str {
        self.0.name()
    }

    fn text(self) -> Cow<'n, str> {
        self.0.text()
    }

    fn attribute(self, name: &str) -> Option<Cow<'n, str>> {
        self.0.attr(name).map(Cow::Borrowed)
    }

    fn children(self) -> impl Iterator<Item = Self> {
        // Some put a prefix before the names of cXML.
        let secret = |name: &str| SECRETS.contains(&name.rsplit(':').next().unwrap_or_default());
        let open = self
            .0
            .elements()
            .filter(move |element| !secret(element.name()));
        open.map(Self)
    }
}

/// What a request mapping stands between.
#[must_use]
pub fn request_contract<'a>(
    documents: &'a Documents,
    setup: &'a Fields,
    tables: &'a Tables,
) -> Contract<'a> {
    Contract {
        direction: Direction::Inbound,
        syntax: Syntax::Tree,
        document: documents,
        neutral: setup,
        root: "cXML",
        item_path: Some(ITEMS_OUT),
        tables,
    }
}

/// What a cart mapping stands between.
#[must_use]
pub fn cart_contract<'a>(
    documents: &'a Documents,
    cart: &'a Fields,
    tables: &'a Tables,
) -> Contract<'a> {
    Contract {
        direction: Direction::Outbound,
        neutral: cart,
        item_path: Some(ITEMS_IN),
        ..request_contract(documents, cart, tables)
    }
}

/// Reads and checks a mapping. The version of a document is known only when it is there, so that every version's places are good.
///
/// # Errors
///
/// All that is wrong with it.
pub fn compile(
    purpose: Purpose,
    layers: &[&str],
    tables: &Tables,
) -> Result<Mapping, Vec<Problem>> {
    let documents = Documents(None);
    let contract = match purpose {
        Purpose::Request => request_contract(&documents, &SETUP, tables),
        Purpose::Cart => cart_contract(&documents, &CART, tables),
    };
    Mapping::layered(layers, &contract)
}

/// Writes a document with a mapping over it. What the mapping makes and the version does not have is left out and told, so that the
/// document is valid.
///
/// # Errors
///
/// Where the bounds are reached.
pub fn write<D: Neutral>(
    compiled: &Compiled,
    document: &OutDocument,
    options: &WriteOptions,
    neutral: &D,
    explain: bool,
) -> Result<(Vec<u8>, Told), RunError> {
    let run = Options {
        explain,
        ..Options::default()
    };
    let mut over = Written::over(cxml::tree(document, options));
    let outcome = compiled.mapping().write_over(neutral, &mut over, &run)?;
    let mut told = compiled.told(outcome.findings, outcome.explanations);
    let (tree, refused) = over.into_parts();
    told.findings.extend(refused);
    let Some(written) = tree.write() else {
        let whole = "what it makes is no document";
        told.findings
            .push(crate::mapped::unusable(Purpose::Cart, whole));
        return Ok((cxml::write(document, options), told));
    };
    let left_out = written.left_out.into_iter().map(|left| Finding {
        code: "mapping.left_out".to_owned(),
        severity: Severity::Error,
        line: None,
        path: left.path,
        text: format!("Left out: {}", left.text),
        advice: "Write all that belongs to it, or leave it out of the cart mapping.".to_owned(),
    });
    told.findings.extend(left_out);
    Ok((written.bytes, told))
}

#[cfg(test)]
mod tests;
