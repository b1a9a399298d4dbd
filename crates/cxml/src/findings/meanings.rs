//! Which elements and attributes say something that is looked at beyond what a DTD can demand. Looked up by number: every element and
//! attribute of a document is asked for.

use std::sync::LazyLock;

use crate::{
    grammar::{AttributeId, Grammar, Id},
    number::{NUMBER_ELEMENTS, is_number_attribute},
};

/// What an element's text is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum ElementMeaning {
    #[default]
    None,
    Root,
    Money,
    Number,
    Identity,
    Secret,
    Address,
}

/// What an attribute's value is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum AttributeMeaning {
    #[default]
    None,
    Number,
    Time,
}

/// The meanings, by the numbers that the grammar has for names.
pub(super) struct Meanings {
    elements: Vec<ElementMeaning>,
    attributes: Vec<AttributeMeaning>,
}

static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| {
    let grammar = Grammar::get();
    Meanings {
        elements: grammar.element_names().map(element).collect(),
        attributes: grammar.attribute_names().map(attribute).collect(),
    }
});

impl Meanings {
    pub(super) fn get() -> &'static Self {
        &MEANINGS
    }

    pub(super) fn of(&self, id: Id) -> ElementMeaning {
        self.elements.get(id.place()).copied().unwrap_or_default()
    }

    /// Names that cXML does not have can mean something all the same.
    pub(super) fn of_attribute(&self, id: AttributeId, name: &str) -> AttributeMeaning {
        let known = self.attributes.get(id.place()).copied();
        known.unwrap_or_else(|| attribute(name))
    }
}

fn element(name: &str) -> ElementMeaning {
    match name {
        "cXML" => ElementMeaning::Root,
        "Money" => ElementMeaning::Money,
        "Identity" => ElementMeaning::Identity,
        "SharedSecret" | "CredentialMac" | "DigitalSignature" => ElementMeaning::Secret,
        "URL" => ElementMeaning::Address,
        name if NUMBER_ELEMENTS.contains(&name) => ElementMeaning::Number,
        _ => ElementMeaning::None,
    }
}

fn attribute(name: &str) -> AttributeMeaning {
    match name {
        name if is_number_attribute(name) => AttributeMeaning::Number,
        "timestamp" => AttributeMeaning::Time,
        name if name.ends_with("Date") => AttributeMeaning::Time,
        _ => AttributeMeaning::None,
    }
}
