//! Where values come from.

use std::borrow::Cow;

use serde_json::Value as Json;

use crate::{
    path::{Path, Predicate, Step},
    run::{Run, RunError},
};

/// A node of a document that is read. Implementations give no text and no attributes of what is secret.
pub trait Node<'n>: Copy {
    /// The element's name.
    fn name(self) -> &'n str;
    /// The text of the element itself, trimmed.
    fn text(self) -> Cow<'n, str>;
    /// An attribute.
    fn attribute(self, name: &str) -> Option<Cow<'n, str>>;
    /// The elements within.
    fn children(self) -> impl Iterator<Item = Self>;
}

/// JSON as a document: a property is an element, a list an element many times; no attributes.
#[derive(Clone, Copy, Debug)]
pub struct JsonNode<'n> {
    /// The element's name.
    pub name: &'n str,
    /// What it holds.
    pub value: &'n Json,
}

impl<'n> Node<'n> for JsonNode<'n> {
    fn name(self) -> &'n str {
        self.name
    }

    fn text(self) -> Cow<'n, str> {
        match self.value {
            Json::String(text) => Cow::Borrowed(text.trim()),
            Json::Number(number) => Cow::Owned(number.to_string()),
            Json::Bool(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
            _ => Cow::Borrowed(""),
        }
    }

    fn attribute(self, _: &str) -> Option<Cow<'n, str>> {
        None
    }

    fn children(self) -> impl Iterator<Item = Self> {
        let properties = self.value.as_object().into_iter().flatten();
        properties.flat_map(|(name, value)| {
            let values = match value {
                Json::Array(values) => values.as_slice(),
                one => std::slice::from_ref(one),
            };
            values.iter().map(move |value| Self { name, value })
        })
    }
}

/// Named fields as a document: each is an element of the root.
#[derive(Clone, Copy, Debug)]
pub struct Pairs<'n> {
    all: &'n [(String, String)],
    one: Option<&'n (String, String)>,
}

impl<'n> Pairs<'n> {
    /// The document.
    #[must_use]
    pub fn new(all: &'n [(String, String)]) -> Self {
        Self { all, one: None }
    }
}

impl<'n> Node<'n> for Pairs<'n> {
    fn name(self) -> &'n str {
        self.one.map_or("", |(name, _)| name)
    }

    fn text(self) -> Cow<'n, str> {
        Cow::Borrowed(self.one.map_or("", |(_, value)| value.trim()))
    }

    fn attribute(self, _: &str) -> Option<Cow<'n, str>> {
        None
    }

    fn children(self) -> impl Iterator<Item = Self> {
        let all = if self.one.is_some() { &[] } else { self.all };
        all.iter().map(move |pair| Self {
            all: self.all,
            one: Some(pair),
        })
    }
}

/// What a path leads to.
pub(crate) enum Found<'n, N> {
    Node(N),
    Text(Cow<'n, str>),
}

/// What a path leads to, in the order of the document; a snippet's call is not followed.
pub(crate) fn select<'n, N: Node<'n>>(
    root: N,
    at: N,
    path: &Path,
    run: &mut Run,
) -> Result<Vec<Found<'n, N>>, RunError> {
    let mut nodes = vec![at];
    let mut from_document = path.absolute;
    for step in &path.steps {
        match step {
            Step::Child {
                name,
                deep,
                predicates,
            } => {
                let mut next = Vec::new();
                for node in nodes {
                    let groups = match (from_document, deep) {
                        (true, false) => vec![vec![root]],
                        (true, true) => {
                            let mut groups = groups_below(root, run)?;
                            groups.insert(0, vec![root]);
                            groups
                        }
                        (false, true) => groups_below(node, run)?,
                        (false, false) => vec![node.children().collect()],
                    };
                    for group in groups {
                        run.spend(group.len())?;
                        let mut named: Vec<N> = group
                            .into_iter()
                            .filter(|child| name == "*" || child.name() == name)
                            .collect();
                        for predicate in predicates {
                            named = filtered(named, predicate, run)?;
                        }
                        next.extend(named);
                    }
                }
                nodes = next;
                from_document = false;
            }
            Step::Attribute(name) => {
                let texts = nodes.iter().filter_map(|node| node.attribute(name));
                return Ok(texts.map(Found::Text).collect());
            }
            Step::Text => return Ok(nodes.iter().map(|node| Found::Text(node.text())).collect()),
            Step::Itself => {}
            Step::Snippet(_) => break,
        }
    }
    Ok(nodes.into_iter().map(Found::Node).collect())
}

/// The children of a node and of all within it, by parent.
fn groups_below<'n, N: Node<'n>>(node: N, run: &mut Run) -> Result<Vec<Vec<N>>, RunError> {
    let mut groups = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let children: Vec<N> = node.children().collect();
        run.spend(children.len() + 1)?;
        open.extend(children.iter().rev());
        groups.push(children);
    }
    Ok(groups)
}

fn filtered<'n, N: Node<'n>>(
    nodes: Vec<N>,
    predicate: &Predicate,
    run: &mut Run,
) -> Result<Vec<N>, RunError> {
    run.spend(nodes.len())?;
    let fits =
        |text: &str, wanted: &Option<String>| wanted.as_deref().is_none_or(|wanted| wanted == text);
    Ok(match predicate {
        Predicate::Index(index) => nodes.into_iter().skip(index - 1).take(1).collect(),
        Predicate::Last => nodes.into_iter().next_back().into_iter().collect(),
        Predicate::Attribute(name, wanted) => {
            let has = |node: &N| node.attribute(name).is_some_and(|text| fits(&text, wanted));
            nodes.into_iter().filter(has).collect()
        }
        Predicate::Child(name, wanted) => {
            let has = |node: &N| {
                node.children()
                    .any(|child| child.name() == name && fits(&child.text(), wanted))
            };
            nodes.into_iter().filter(has).collect()
        }
    })
}
