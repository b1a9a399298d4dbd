//! What stands where in a document, for who works on documents by path.

use crate::{
    grammar::{Content, Edition, Grammar},
    version::Version,
};

/// A place in the documents of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whether there can be text of its own: in an attribute, and in an element that holds not elements alone.
    pub text: bool,
    /// Whether there can be several.
    pub repeats: bool,
}

/// What a version has at a path of names from the root, attributes with `@`, such as `["cXML", "Header", "From"]`. A version whose
/// DTD is not known is judged by the next later one.
#[must_use]
pub fn place(version: Version, path: &[&str]) -> Option<Place> {
    let grammar = Grammar::get();
    let edition = Edition::to_judge_by(Some(version));
    let content = |name: &str| {
        grammar
            .rule(grammar.id(name))
            .and_then(|rule| rule.content(edition))
    };
    let (root, inner) = path.split_first()?;
    let mut above = *root;
    let mut place = Place {
        text: false,
        repeats: false,
    };
    if above != "cXML" {
        return None;
    }
    for (at, name) in inner.iter().enumerate() {
        if let Some(attribute) = name.strip_prefix('@') {
            let known = grammar
                .rule(grammar.id(above))?
                .attribute(attribute, edition)
                .is_some();
            // Every element can say its language.
            let last = at + 1 == inner.len();
            return (last && (known || attribute == "xml:lang")).then_some(Place {
                text: true,
                repeats: false,
            });
        }
        if !grammar.has_child(edition, above, name) {
            return None;
        }
        let repeats = match content(above)? {
            Content::Model(model) => model
                .mentions()
                .iter()
                .any(|mention| grammar.name(mention.id) == *name && mention.repeatable),
            _ => true,
        };
        place = Place {
            text: matches!(content(name), Some(Content::Mixed(_) | Content::Any)),
            repeats,
        };
        above = name;
    }
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Option<(bool, bool)> {
        let path: Vec<_> = path.split('/').collect();
        place(Version::V1_2_014, &path).map(|place| (place.text, place.repeats))
    }

    #[test]
    fn places_are_known() {
        let item = "cXML/Message/PunchOutOrderMessage/ItemIn";
        assert_eq!(at(item), Some((false, true)));
        assert_eq!(at(&format!("{item}/@quantity")), Some((true, false)));
        assert_eq!(
            at(&format!("{item}/ItemDetail/UnitPrice/Money")),
            Some((true, false))
        );
        assert_eq!(
            at(&format!("{item}/ItemDetail/Extrinsic")),
            Some((true, true))
        );
        for path in ["ItemIn", "cXML/ItemIn", "cXML/@nothing", "cXML/@version/x"] {
            assert_eq!(at(path), None, "{path}");
        }
    }
}
