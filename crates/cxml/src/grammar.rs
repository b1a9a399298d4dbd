//! What each version of cXML has: its elements, their content and attributes. The one place for this; reading's findings and the
//! writer both ask here.

mod content;
mod table;

use std::{collections::HashMap, sync::LazyLock};

use rustc_hash::FxHashMap;

pub(crate) use content::{Content, Mention, Mismatch, Particle};

use crate::{steps::step, version::Version};

/// Drawn from the DTDs by a test, in a notation of its own:
///
/// - `> OrderRequest cXML`: documents of this kind are declared with `cXML.dtd`, or with others that follow.
/// - `ItemID`: an element. Below it, a blank first, what it has:
/// - `036- A,B?,(C|D)*`: its content in the versions from 1.2.036 on; `-020` up to 1.2.020, `-` in all. `#` is text, `#A|B` text and
///   elements in any order.
/// - `@name! 014-036 (a|b)`: an attribute, `!` where required, with its versions and values or type; none for any text.
///
/// Of the DTDs other than `cXML.dtd` not every version is at hand. Elements that only they have are taken from the next later one.
const TABLE: &str = include_str!("grammar/elements.txt");

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| table::parse(TABLE));

/// A version whose DTD is known: its place in [`Version::HELD`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edition(usize);

impl Edition {
    const LAST: Self = Self(Version::HELD.len() - 1);

    /// The one to judge a document by: of a version that is not known the next later one, so that nothing is found fault with that
    /// may be right; of none at all the newest.
    pub(crate) fn to_judge_by(version: Option<Version>) -> Self {
        let at = version.and_then(|version| Version::HELD.iter().position(|held| *held >= version));
        at.map_or(Self::LAST, Self)
    }

    /// The one to write a version by: of one that is not known the next earlier one, so that nothing is written that it may not have.
    pub(crate) fn to_write_by(version: Version) -> Self {
        Self(
            Version::HELD
                .iter()
                .rposition(|held| *held <= version)
                .unwrap_or(0),
        )
    }

    /// Its version.
    pub(crate) fn version(self) -> Version {
        Version::HELD
            .get(self.0)
            .copied()
            .unwrap_or(Version::V1_2_014)
    }
}

/// The editions from one to another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) from: Edition,
    pub(crate) to: Edition,
}

impl Span {
    pub(crate) fn contains(self, edition: Edition) -> bool {
        self.from <= edition && edition <= self.to
    }
}

/// An element's place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Id(u16);

impl Id {
    pub(crate) fn place(self) -> usize {
        usize::from(self.0)
    }

    /// What is in no version.
    pub(crate) const UNKNOWN: Self = Self(u16::MAX);

    /// What is no element, among those that are.
    pub(crate) const TEXT: Self = Self(u16::MAX - 1);
}

/// The place of an attribute's name among those that the table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AttributeId(u16);

impl AttributeId {
    pub(crate) fn place(self) -> usize {
        usize::from(self.0)
    }

    /// What no element has in any version.
    pub(crate) const UNKNOWN: Self = Self(u16::MAX);
}

/// All that is known.
pub(crate) struct Grammar {
    ids: FxHashMap<&'static str, Id>,
    attribute_ids: FxHashMap<&'static str, AttributeId>,
    attribute_names: Vec<&'static str>,
    elements: Vec<Rule>,
    documents: HashMap<&'static str, Vec<&'static str>>,
}

/// What is known of an element.
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    contents: Vec<(Span, Content)>,
    attributes: Vec<Attribute>,
    /// The places of those that are required in some edition.
    required: Vec<usize>,
}

/// An attribute in some editions.
pub(crate) struct Attribute {
    pub(crate) id: AttributeId,
    pub(crate) name: &'static str,
    pub(crate) span: Span,
    pub(crate) required: bool,
    pub(crate) values: Values,
}

/// What an attribute may say.
pub(crate) enum Values {
    /// Anything.
    Any,
    /// A word.
    Token,
    /// A name that no other element of the document has.
    Id,
    /// One of these.
    OneOf(Vec<&'static str>),
}

impl Grammar {
    /// All that is known.
    pub(crate) fn get() -> &'static Self {
        &GRAMMAR
    }

    /// An element by name; [`Id::UNKNOWN`] where no version has it.
    pub(crate) fn id(&self, name: &str) -> Id {
        self.ids.get(name).copied().unwrap_or(Id::UNKNOWN)
    }

    /// An attribute by name; [`AttributeId::UNKNOWN`] where no element has it.
    pub(crate) fn attribute_id(&self, name: &str) -> AttributeId {
        self.attribute_ids
            .get(name)
            .copied()
            .unwrap_or(AttributeId::UNKNOWN)
    }

    /// The name of an attribute.
    pub(crate) fn attribute_name(&self, id: AttributeId) -> &'static str {
        self.attribute_names
            .get(usize::from(id.0))
            .copied()
            .unwrap_or_default()
    }

    /// The names of all elements, by their places.
    pub(crate) fn element_names(&self) -> impl Iterator<Item = &'static str> {
        self.elements.iter().map(|rule| rule.name)
    }

    /// The names of all attributes, by their places.
    pub(crate) fn attribute_names(&self) -> impl Iterator<Item = &'static str> {
        self.attribute_names.iter().copied()
    }

    /// What is known of an element.
    pub(crate) fn rule(&self, id: Id) -> Option<&Rule> {
        self.elements.get(usize::from(id.0))
    }

    /// The name of an element.
    pub(crate) fn name(&self, id: Id) -> &'static str {
        self.rule(id).map_or("", |rule| rule.name)
    }

    /// The files that a document of a kind can be declared with, such as `Fulfill` for `ConfirmationRequest`; the usual one first.
    pub(crate) fn files_of(&self, document: &str) -> &[&'static str] {
        self.documents.get(document).map_or(&[], Vec::as_slice)
    }

    /// Whether an edition has an element at this place.
    pub(crate) fn has_child(&self, edition: Edition, parent: &str, child: &str) -> bool {
        let content = self
            .rule(self.id(parent))
            .and_then(|rule| rule.content(edition));
        content.is_some_and(|content| content.names(self.id(child)))
    }

    /// Whether an edition has an attribute at this place, and this value of it.
    pub(crate) fn has_value(
        &self,
        edition: Edition,
        element: &str,
        attribute: &str,
        value: &str,
    ) -> bool {
        self.rule(self.id(element))
            .and_then(|rule| rule.attribute(attribute, edition))
            .is_some_and(|attribute| match &attribute.values {
                Values::OneOf(values) => values.contains(&value),
                _ => true,
            })
    }
}

impl Rule {
    /// Its content in an edition; absent where the edition does not have it.
    pub(crate) fn content(&self, edition: Edition) -> Option<&Content> {
        self.contents
            .iter()
            .find(|(span, _)| span.contains(edition))
            .map(|(_, content)| content)
    }

    /// Whether some version declares it; a few are named in contents alone.
    pub(crate) fn is_declared(&self) -> bool {
        !self.contents.is_empty()
    }

    /// The editions of those contents that a condition holds for.
    pub(crate) fn spans(&self, holds: impl Fn(&Content) -> bool) -> impl Iterator<Item = Span> {
        self.contents
            .iter()
            .filter(move |(_, content)| holds(content))
            .map(|(span, _)| *span)
    }

    /// An attribute in an edition.
    pub(crate) fn attribute(&self, name: &str, edition: Edition) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name == name && attribute.span.contains(edition))
    }

    /// An attribute in an edition, by the place of its name.
    pub(crate) fn attribute_of(&self, id: AttributeId, edition: Edition) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| {
            step();
            attribute.id == id && attribute.span.contains(edition)
        })
    }

    /// The attributes that it must have in an edition.
    pub(crate) fn required(&self, edition: Edition) -> impl Iterator<Item = &Attribute> {
        self.required
            .iter()
            .filter_map(|place| self.attributes.get(*place))
            .filter(move |attribute| attribute.span.contains(edition))
    }

    /// Its attributes in all editions.
    pub(crate) fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_when_is_known() {
        let grammar = Grammar::get();
        let has = |version: &str, parent, child| {
            grammar.has_child(
                Edition::to_write_by(version.parse().unwrap()),
                parent,
                child,
            )
        };
        assert!(!has("1.1.010", "ItemDetail", "LeadTime"));
        assert!(has("1.2.014", "ItemDetail", "LeadTime"));
        assert!(!has("1.2.020", "ItemDetail", "PriceBasisQuantity"));
        assert!(has("1.2.036", "ItemDetail", "PriceBasisQuantity"));
        assert!(has("1.2.069", "Description", "ShortName"));
        assert!(!has("1.2.069", "ItemDetail", "Nonsense"));
        let operation = |version: &str| {
            grammar.has_value(
                Edition::to_write_by(version.parse().unwrap()),
                "PunchOutSetupRequest",
                "operation",
                "source",
            )
        };
        assert!(!operation("1.1.010"));
        assert!(operation("1.2.014"));
        assert_eq!(
            grammar.files_of("ShipNoticeRequest").first(),
            Some(&"Fulfill")
        );
        assert_eq!(
            grammar.files_of("PunchOutOrderMessage").first(),
            Some(&"cXML")
        );
    }

    #[test]
    fn unknown_versions_are_judged_by_a_later_and_written_by_an_earlier_one() {
        let judged = |version: &str| {
            Edition::to_judge_by(Some(version.parse().unwrap()))
                .version()
                .to_string()
        };
        assert_eq!(judged("1.0"), "1.1.010");
        assert_eq!(judged("1.2.011"), "1.2.014");
        assert_eq!(judged("1.2.036"), "1.2.036");
        assert_eq!(judged("1.2.070"), "1.2.069");
        let written = |version: &str| {
            Edition::to_write_by(version.parse().unwrap())
                .version()
                .to_string()
        };
        assert_eq!(written("1.0"), "1.1.010");
        assert_eq!(written("1.2.023"), "1.2.020");
        assert_eq!(Edition::to_judge_by(None).version().to_string(), "1.2.069");
    }
}
