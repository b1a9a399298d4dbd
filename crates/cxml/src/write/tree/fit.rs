//! Making a tree valid by the DTD of a version.

use super::LeftOut;
use crate::{
    element::{Element, Node},
    grammar::{Content, Edition, Grammar, Id, Particle, Rule, Values},
    version::Version,
};

/// How deep a document may nest.
const MAX_DEPTH: usize = 64;

/// The most that is told of what was left out.
const MAX_TOLD: usize = 100;

/// What is valid of a tree, and what is not.
pub(super) fn fit(
    root: Element,
    version: Version,
    lang: &str,
    currency: &str,
) -> (Option<Element>, Vec<LeftOut>) {
    let mut fitting = Fitting {
        grammar: Grammar::get(),
        edition: Edition::to_write_by(version),
        lang,
        currency,
        path: vec![(root.name.clone(), 1)],
        left_out: Vec::new(),
    };
    let root = fitting.element(root);
    (root, fitting.left_out)
}

struct Fitting<'a> {
    grammar: &'static Grammar,
    edition: Edition,
    lang: &'a str,
    currency: &'a str,
    /// The elements that lead here, each with its number among those of its name.
    path: Vec<(String, usize)>,
    left_out: Vec<LeftOut>,
}

impl Fitting<'_> {
    fn leave_out(&mut self, name: Option<&str>, text: String) {
        if self.left_out.len() >= MAX_TOLD {
            return;
        }
        let mut path = String::new();
        for (name, number) in &self.path {
            path.push('/');
            path.push_str(name);
            if *number > 1 {
                path.push_str(&format!("[{number}]"));
            }
        }
        if let Some(name) = name {
            path.push('/');
            path.push_str(name);
        }
        self.left_out.push(LeftOut { path, text });
    }

    /// Whether an element and all within it can stay as they are. Looks only, so that what is right costs little.
    fn is_valid(&self, element: &Element, depth: usize) -> bool {
        let rule = self.grammar.rule(self.grammar.id(&element.name));
        let Some((rule, content)) = rule.and_then(|rule| Some((rule, rule.content(self.edition)?)))
        else {
            return false;
        };
        let attributes = element.attributes.iter();
        let required = rule
            .attributes()
            .iter()
            .filter(|attribute| attribute.required);
        let mut missing = required.filter(|attribute| {
            attribute.span.contains(self.edition) && element.attr(attribute.name).is_none()
        });
        if depth > MAX_DEPTH
            || missing.next().is_some()
            || !attributes
                .into_iter()
                .all(|(name, value)| self.takes(rule, name, value).is_ok())
        {
            return false;
        }
        let texts = element.children.iter().filter_map(|child| match child {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        let takes_text = matches!(content, Content::Any | Content::Mixed(_));
        if !takes_text && texts.into_iter().any(|text| !text.trim().is_empty()) {
            return false;
        }
        let mut ids = Vec::new();
        for child in element.elements() {
            let id = self.grammar.id(&child.name);
            if !content.names(id) || !self.is_valid(child, depth + 1) {
                return false;
            }
            ids.push(id);
        }
        match content {
            Content::Model(model) => model.check(&ids).is_ok(),
            _ => true,
        }
    }

    /// Whether an element has an attribute in this version, with this value; else why not.
    fn takes(&self, rule: &Rule, name: &str, value: &str) -> Result<(), String> {
        let Some(attribute) = rule.attribute(name, self.edition) else {
            let version = self.edition.version();
            return Err(format!("cXML {version} has no such attribute."));
        };
        match &attribute.values {
            Values::OneOf(values) if !values.contains(&value) => Err(format!(
                "“{value}” is none of its values: {}.",
                values.join(", ")
            )),
            Values::Token | Values::Id if !is_token(value) => Err("It takes one word.".to_owned()),
            _ => Ok(()),
        }
    }

    fn element(&mut self, mut element: Element) -> Option<Element> {
        if self.is_valid(&element, self.path.len()) {
            return Some(element);
        }
        let content = self
            .grammar
            .rule(self.grammar.id(&element.name))
            .and_then(|rule| rule.content(self.edition));
        let Some(content) = content else {
            let version = self.edition.version();
            self.leave_out(None, format!("cXML {version} has no {}.", element.name));
            return None;
        };
        if self.path.len() > MAX_DEPTH {
            self.leave_out(None, "It is too deep.".to_owned());
            return None;
        }
        self.attributes(&mut element)?;
        let children = std::mem::take(&mut element.children);
        let takes_text = matches!(content, Content::Any | Content::Mixed(_));
        let mut kept = Vec::with_capacity(children.len());
        let mut numbers: Vec<(String, usize)> = Vec::new();
        for child in children {
            match child {
                Node::Text(text) if takes_text || text.trim().is_empty() => {
                    kept.push(Node::Text(text));
                }
                Node::Text(_) => self.leave_out(None, "It takes no text.".to_owned()),
                Node::Element(child) => {
                    let number = match numbers.iter_mut().find(|(name, _)| *name == child.name) {
                        Some((_, number)) => {
                            *number += 1;
                            *number
                        }
                        None => {
                            numbers.push((child.name.clone(), 1));
                            1
                        }
                    };
                    self.path.push((child.name.clone(), number));
                    if !content.names(self.grammar.id(&child.name)) {
                        let above = &element.name;
                        let version = self.edition.version();
                        self.leave_out(
                            None,
                            format!("In cXML {version} it does not stand in {above}."),
                        );
                    } else if let Some(child) = self.element(*child) {
                        kept.push(Node::Element(Box::new(child)));
                    }
                    self.path.pop();
                }
            }
        }
        element.children = kept;
        match content {
            Content::Model(model) => self.ordered(element, model),
            _ => Some(element),
        }
    }

    /// Keeps the attributes that the element has in this version; `None` where a required one is missing.
    fn attributes(&mut self, element: &mut Element) -> Option<()> {
        let rule = self.grammar.rule(self.grammar.id(&element.name))?;
        for (name, value) in std::mem::take(&mut element.attributes) {
            match self.takes(rule, &name, &value) {
                Err(fault) => self.leave_out(Some(&format!("@{name}")), fault),
                Ok(()) => element.attributes.push((name, value)),
            }
        }
        for attribute in rule.attributes() {
            if !attribute.required
                || !attribute.span.contains(self.edition)
                || element.attr(attribute.name).is_some()
            {
                continue;
            }
            let known = match attribute.name {
                "xml:lang" => self.lang,
                "currency" => self.currency,
                _ => "",
            };
            if known.is_empty() {
                self.leave_out(None, format!("It lacks its {}.", attribute.name));
                return None;
            }
            element
                .attributes
                .push((attribute.name.to_owned(), known.to_owned()));
        }
        Some(())
    }

    /// Puts the children in the order of the model, and leaves out what is one too many; `None` where one is missing.
    fn ordered(&mut self, mut element: Element, model: &Particle) -> Option<Element> {
        let ids = |element: &Element| -> Vec<Id> {
            let names = element.elements().map(|child| self.grammar.id(&child.name));
            names.collect()
        };
        if model.check(&ids(&element)).is_ok() {
            return Some(element);
        }
        let mentions = model.mentions();
        let place = |node: &Node| match node {
            Node::Text(_) => 0,
            Node::Element(child) => {
                let id = self.grammar.id(&child.name);
                let at = mentions.iter().position(|mention| mention.id == id);
                at.unwrap_or(mentions.len())
            }
        };
        element.children.sort_by_key(place);
        element
            .children
            .retain(|node| matches!(node, Node::Element(_)));
        while let Err(mismatch) = model.check(&ids(&element)) {
            if mismatch.at >= element.children.len() {
                self.leave_out(
                    None,
                    format!("What must stand in {} is missing.", element.name),
                );
                return None;
            }
            if let Node::Element(child) = element.children.remove(mismatch.at) {
                let text = format!("{} has no room for it there.", element.name);
                self.leave_out(Some(&child.name), text);
            }
        }
        Some(element)
    }
}

/// A name token (XML 1.0, 2.3), of ASCII.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':'))
}
