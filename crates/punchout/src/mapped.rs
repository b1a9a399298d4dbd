//! Mappings of a connection: what is set there of how fields go between documents and the neutral data, compiled to be run.
//!
//! Without a mapping a document is read and written as is built in; a mapping goes over that, field by field.

mod cart;
mod setup;

use std::collections::BTreeSet;

pub use ::mapping::{Explanation, Problem, Tables};
use ::mapping::{Mapping, Node, Options, Pairs};

pub use cart::{CartSlot, NeutralCart, neutral_cart};

use serde_json::Value;

use crate::{
    connection::Format,
    finding::{Finding, Severity},
    protocol,
    setup::SetupRequest,
};

/// Which of the two mappings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// From a setup document to who comes, with what.
    Request,
    /// From a cart to what the procurement system takes.
    Cart,
}

impl Purpose {
    /// Its name for people.
    const fn name(self) -> &'static str {
        match self {
            Self::Request => "request mapping",
            Self::Cart => "cart mapping",
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Request => "mapping.request",
            Self::Cart => "mapping.cart",
        }
    }
}

/// Whose a layer of a mapping is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A mapping profile's, which connections inherit.
    Profile,
    /// The connection's own.
    Connection,
}

/// The JSON of a mapping, and whose it is.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    /// Whose.
    pub owner: Owner,
    /// The JSON.
    pub json: &'a str,
}

impl Layer<'_> {
    /// All texts in it, lists of them taken apart.
    fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        let mut open: Vec<Value> = serde_json::from_str(self.json).into_iter().collect();
        while let Some(value) = open.pop() {
            match value {
                Value::String(text) => {
                    texts.extend(text.split(',').map(|part| part.trim().to_owned()));
                }
                Value::Array(values) => open.extend(values),
                Value::Object(members) => open.extend(members.into_iter().map(|(_, value)| value)),
                _ => {}
            }
        }
        texts
    }
}

/// A mapping that can be run.
#[derive(Debug)]
pub struct Compiled {
    mapping: Mapping,
    purpose: Purpose,
    owners: Vec<Owner>,
    /// The texts that stand in its layers; parameters of calls are found by them, whatever their case.
    texts: BTreeSet<String>,
}

/// What a run has to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What is wrong with the result.
    pub findings: Vec<Finding>,
    /// How each field came about, where that was asked for.
    pub explanations: Vec<Explanation>,
}

/// Why a mapping came to nothing: it went over its bounds.
pub use ::mapping::RunError;

impl Compiled {
    /// Reads and checks a mapping of one or more layers, later ones over earlier ones.
    ///
    /// # Errors
    ///
    /// All that is wrong with it, in the order of the layers.
    pub fn new(
        format: Format,
        purpose: Purpose,
        layers: &[Layer<'_>],
        tables: &Tables,
    ) -> Result<Self, Vec<Problem>> {
        let texts: Vec<&str> = layers.iter().map(|layer| layer.json).collect();
        let mapping = match (format, purpose) {
            (Format::Cxml, _) => protocol::cxml::mapped::compile(purpose, &texts, tables)?,
            (Format::Oci | Format::PunchOut2Go, Purpose::Request) => {
                protocol::oci::mapped::compile_request(&texts, tables)?
            }
            // With PunchOut2Go none is saved.
            (Format::Oci | Format::PunchOut2Go, Purpose::Cart) => {
                protocol::oci::mapped::compile_cart(&texts, tables)?
            }
        };
        Ok(Self {
            texts: match format {
                Format::Oci => layers.iter().flat_map(Layer::texts).collect(),
                Format::Cxml | Format::PunchOut2Go => BTreeSet::new(),
            },
            mapping,
            purpose,
            owners: layers.iter().map(|layer| layer.owner).collect(),
        })
    }

    /// The mapping itself, for who runs it over a document.
    #[must_use]
    pub const fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// What stands in its layers, as it is spelled there.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    /// Reads a setup document, and sets what it gives in a request that was read as is built in.
    ///
    /// # Errors
    ///
    /// Where the bounds are reached; the request is as it was.
    pub fn read_cxml(
        &self,
        document: &::cxml::Document,
        request: &mut SetupRequest,
        explain: bool,
    ) -> Result<Told, RunError> {
        self.read(
            protocol::cxml::mapped::Read(document.root()),
            request,
            explain,
        )
    }

    /// Reads the parameters of a call, and sets what they give in a request that was read as is built in.
    ///
    /// # Errors
    ///
    /// Where the bounds are reached; the request is as it was.
    pub fn read_pairs(
        &self,
        parameters: Pairs<'_>,
        request: &mut SetupRequest,
        explain: bool,
    ) -> Result<Told, RunError> {
        self.read(parameters, request, explain)
    }

    fn read<'n>(
        &self,
        document: impl Node<'n>,
        request: &mut SetupRequest,
        explain: bool,
    ) -> Result<Told, RunError> {
        let options = Options {
            explain,
            ..Options::default()
        };
        let outcome = self.mapping.read(document, &options)?;
        let mut told = self.told(outcome.findings, outcome.explanations);
        told.findings.extend(setup::apply(&outcome.result, request));
        Ok(told)
    }

    /// What a run found, in neutral form.
    #[must_use]
    pub fn told(&self, findings: Vec<::mapping::Finding>, explanations: Vec<Explanation>) -> Told {
        let finding = |found: ::mapping::Finding| Finding {
            code: self.purpose.code().to_owned(),
            severity: match found.severity {
                ::mapping::Severity::Error => Severity::Error,
                ::mapping::Severity::Warning => Severity::Warning,
            },
            line: None,
            path: found.field,
            text: sentence(&found.text),
            advice: match self.owners.get(found.layer) {
                Some(Owner::Profile) => format!(
                    "See {} of the {} of the connection's mapping profile.",
                    found.position,
                    self.purpose.name()
                ),
                _ => format!(
                    "See {} of the connection's {}.",
                    found.position,
                    self.purpose.name()
                ),
            },
        };
        Told {
            findings: findings.into_iter().map(finding).collect(),
            explanations,
        }
    }
}

/// That a mapping could not be used, and the document went as is built in.
#[must_use]
pub fn unusable(purpose: Purpose, why: &str) -> Finding {
    Finding {
        code: purpose.code().to_owned(),
        severity: Severity::Error,
        line: None,
        path: String::new(),
        text: format!("The {} was not used: {why}.", purpose.name()),
        advice: format!("Save the {} again, which names its faults.", purpose.name()),
    }
}

/// A text that begins in lower case, as a sentence.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_uppercase().to_string());
    let end = if text.ends_with('.') { "" } else { "." };
    format!("{}{}{end}", first.unwrap_or_default(), characters.as_str())
}
