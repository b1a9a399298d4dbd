//! A mapping that was checked.

use std::collections::BTreeMap;

use crate::{
    catalogue::Catalogue,
    check,
    condition::Condition,
    parse,
    path::Path,
    problem::{MAX_PROBLEMS, Position, Problem},
    rules::Rules,
    transform::Transform,
};

/// Tables of values by name.
pub type Tables = BTreeMap<String, BTreeMap<String, String>>;

/// Which way a mapping goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From a document to neutral data: keys name neutral fields, paths lead into the document.
    Inbound,
    /// From neutral data to a document: keys name neutral fields, paths say where they go.
    Outbound,
}

/// How a document is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// A tree of elements, such as cXML.
    Tree,
    /// A list of named fields, such as OCI.
    Flat,
}

/// What a mapping stands between.
#[derive(Clone, Copy)]
pub struct Contract<'a> {
    /// Which way it goes.
    pub direction: Direction,
    /// How the document is built.
    pub syntax: Syntax,
    /// What the document has, in its version.
    pub document: &'a dyn Catalogue,
    /// What the neutral data has: names below the object, such as `cart_item/sku`.
    pub neutral: &'a dyn Catalogue,
    /// The name of the document's root element; empty for [`Syntax::Flat`].
    pub root: &'a str,
    /// Where the lines of a cart stand in the document, for `cart_item` with `multi_lines: true`.
    pub item_path: Option<&'a str>,
    /// The tables that the transform `table` can name, beside those of the mapping itself.
    pub tables: &'a Tables,
}

/// Objects that need no snippet's call.
pub const STANDARD_OBJECTS: [&str; 5] = ["cart", "cart_item", "customer", "billing", "shipping"];

/// A mapping that was checked and can be run.
#[derive(Clone, Debug)]
pub struct Mapping {
    pub(crate) direction: Direction,
    pub(crate) syntax: Syntax,
    pub(crate) objects: Vec<Object>,
}

#[derive(Clone, Debug)]
pub(crate) struct Object {
    pub(crate) name: String,
    /// Where its lines are; empty where there is one of it for all.
    pub(crate) lines: Option<Vec<Place>>,
    pub(crate) fields: Vec<Field>,
    pub(crate) origin: Origin,
}

/// Where in which layer something stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    pub(crate) layer: usize,
    pub(crate) position: Position,
    pub(crate) place: String,
}

impl Origin {
    pub(crate) fn problem(&self, text: impl Into<String>) -> Problem {
        Problem {
            layer: self.layer,
            position: self.position,
            place: self.place.clone(),
            text: text.into(),
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    /// Its key: the neutral fields.
    pub(crate) name: String,
    /// Places in the document.
    pub(crate) paths: Vec<Place>,
    pub(crate) required: bool,
    pub(crate) multiple: bool,
    pub(crate) append: bool,
    pub(crate) transforms: Vec<Transform>,
    pub(crate) when: Option<Condition>,
    pub(crate) fallback: Vec<Place>,
    pub(crate) rules: Rules,
    /// Taken out of what is inherited.
    pub(crate) removed: bool,
    pub(crate) origin: Origin,
}

impl Field {
    /// The neutral fields that the key names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.name
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
    }
}

/// Where something is read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a tree.
    Tree(Path),
    /// In a tree, with placeholders such as `%line_number%`, which make a path only with a row's values.
    Template(String),
    /// A field of a document of fields, perhaps with placeholders; or of the neutral data.
    Name(String),
}

impl Place {
    /// As written.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Tree(path) => &path.text,
            Self::Template(text) | Self::Name(text) => text,
        }
    }
}

impl Object {
    pub(crate) fn is_snippet(&self) -> bool {
        !STANDARD_OBJECTS.contains(&self.name.as_str())
    }
}

impl Mapping {
    /// Reads and checks a mapping.
    ///
    /// # Errors
    ///
    /// All that is wrong with it, in the order of the text, at most [`MAX_PROBLEMS`].
    pub fn parse(json: &str, contract: &Contract<'_>) -> Result<Self, Vec<Problem>> {
        Self::layered(&[json], contract)
    }

    /// Reads and checks a mapping that inherits: later layers override earlier ones field by field. A field that is `null` takes
    /// away the inherited one; a field that writes where an inherited one writes takes that place over.
    ///
    /// # Errors
    ///
    /// All that is wrong with it, layer by layer, at most [`MAX_PROBLEMS`].
    pub fn layered(layers: &[&str], contract: &Contract<'_>) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut objects: Vec<Object> = Vec::new();
        for (layer, json) in layers.iter().enumerate() {
            let (parsed, found) = parse::mapping(json, layer, contract);
            problems.extend(found);
            check::duplicates(&parsed, contract, &mut problems);
            for object in parsed {
                merge(&mut objects, object, contract.direction);
            }
        }
        for object in &mut objects {
            object.fields.retain(|field| !field.removed);
        }
        check::mapping(&objects, contract, &mut problems);
        if problems.is_empty() {
            check::mark_repeated(&mut objects, contract);
            return Ok(Self {
                direction: contract.direction,
                syntax: contract.syntax,
                objects,
            });
        }
        problems.sort_by_key(|problem| (problem.layer, problem.position));
        problems.truncate(MAX_PROBLEMS);
        Err(problems)
    }

    /// The neutral fields that it sets, such as `cart_item/name`; of an outbound mapping those that it reads.
    #[must_use]
    pub fn neutral_fields(&self) -> Vec<String> {
        let standard = self.objects.iter().filter(|object| !object.is_snippet());
        standard
            .flat_map(|object| object.fields.iter().map(move |field| (object, field)))
            .flat_map(|(object, field)| {
                field
                    .names()
                    .map(move |name| format!("{}/{name}", object.name))
            })
            .collect()
    }

    pub(crate) fn snippet(&self, name: &str) -> Option<&Object> {
        self.objects
            .iter()
            .find(|object| object.is_snippet() && object.name == name)
    }
}

fn merge(objects: &mut Vec<Object>, layer: Object, direction: Direction) {
    let Some(object) = objects.iter_mut().find(|object| object.name == layer.name) else {
        objects.push(layer);
        return;
    };
    if layer.lines.is_some() {
        object.lines = layer.lines;
    }
    if direction == Direction::Outbound {
        for inherited in &mut object.fields {
            let taken = |place: &Place| {
                let mut later = layer
                    .fields
                    .iter()
                    .filter(|field| field.name != inherited.name && field.when.is_none());
                later.any(|field| field.paths.contains(place))
            };
            let before = inherited.paths.len();
            inherited.paths = std::mem::take(&mut inherited.paths)
                .into_iter()
                .filter(|place| !taken(place))
                .collect();
            inherited.removed |= before > 0 && inherited.paths.is_empty();
        }
    }
    for field in layer.fields {
        match object
            .fields
            .iter_mut()
            .find(|inherited| inherited.name == field.name)
        {
            Some(inherited) => *inherited = field,
            None => object.fields.push(field),
        }
    }
}
