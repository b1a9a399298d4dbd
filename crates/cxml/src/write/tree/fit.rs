//! Keeping what was changed of a tree valid by the DTD of a version.

use super::{LeftOut, Span, Tree, TreeElement, start_tag};
use crate::{
    grammar::{Content, Grammar, Id, Particle, Rule, Values},
    write::escape,
};

/// How deep a document may nest.
const MAX_DEPTH: usize = 64;

/// The most that is told of what was left out.
const MAX_TOLD: usize = 100;

/// Leaves out what is not valid, and tells what; `None` where that is all.
pub(super) fn fit(tree: &mut Tree<'_>) -> Option<Vec<LeftOut>> {
    let mut fitting = Fitting {
        grammar: Grammar::get(),
        tree,
        ordered: Vec::new(),
        placed: Vec::new(),
        tags: Vec::new(),
        left_out: Vec::new(),
    };
    fitting
        .element(TreeElement::ROOT, 1)
        .then_some(fitting.left_out)
}

struct Fitting<'t, 'd> {
    grammar: &'static Grammar,
    tree: &'t mut Tree<'d>,
    /// What was found to be in order last, by the element that it stands in: lines are much alike.
    ordered: Vec<(Id, Vec<Id>)>,
    /// Elements that may stand in others: those, and what they stand in.
    placed: Vec<(Id, Id)>,
    /// The start tags that were found to be good last, by their elements.
    tags: Vec<(Id, Span)>,
    left_out: Vec<LeftOut>,
}

impl Fitting<'_, '_> {
    fn id(&self, element: TreeElement) -> Id {
        self.tree.elements.get(element).name
    }

    fn rule(&self, element: TreeElement) -> Option<(&'static Rule, &'static Content)> {
        let rule = self.grammar.rule(self.id(element))?;
        Some((rule, rule.content(self.tree.edition)?))
    }

    fn children(&self, element: TreeElement) -> Vec<TreeElement> {
        let first = self.tree.first(element);
        std::iter::successors(first, |child| self.tree.next(*child)).collect()
    }

    /// Whether an element stays.
    fn element(&mut self, element: TreeElement, depth: usize) -> bool {
        let part = *self.tree.elements.get(element);
        if !part.is_changed() {
            return true;
        }
        let Some((rule, content)) = self.rule(element) else {
            let version = self.tree.edition.version();
            self.leave_out(
                element,
                "",
                format!("cXML {version} has no {}.", self.tree.name(element)),
            );
            return false;
        };
        if depth > MAX_DEPTH {
            self.leave_out(element, "", "It is too deep.".to_owned());
            return false;
        }
        if part.has_other_tag() && !self.attributes(element, rule) {
            return false;
        }
        let takes_text = matches!(content, Content::Any | Content::Mixed(_));
        if part.has_other_text() && !takes_text {
            if !self.tree.span(part.text).trim().is_empty() {
                self.leave_out(element, "", "It takes no text.".to_owned());
            }
            self.tree.elements.set_text(element, Span::default());
        }
        !part.is_changed_within() || self.within(element, content, depth)
    }

    /// Fits the elements within; whether what must be there is.
    fn within(&mut self, element: TreeElement, content: &Content, depth: usize) -> bool {
        let (mut child, mut lost) = (self.tree.first(element), Vec::new());
        while let Some(at) = child {
            let changed = self.tree.elements.get(at).is_changed();
            if changed && !self.child(element, at, content, depth) {
                lost.push(at);
            }
            child = self.tree.next(at);
        }
        if !lost.is_empty() {
            let mut kept = self.children(element);
            kept.retain(|child| !lost.contains(child));
            self.tree.elements.set_children(element, &kept);
        }
        match content {
            Content::Model(model) if self.tree.elements.get(element).has_other_children() => {
                self.ordered(element, model)
            }
            _ => true,
        }
    }

    fn child(
        &mut self,
        element: TreeElement,
        child: TreeElement,
        content: &Content,
        depth: usize,
    ) -> bool {
        // What was there before has its place.
        if self.tree.elements.get(child).is_new() && !self.is_placed(element, child, content) {
            let (above, version) = (self.tree.name(element), self.tree.edition.version());
            let text = format!("In cXML {version} it does not stand in {above}.");
            self.leave_out(child, "", text);
            return false;
        }
        self.element(child, depth + 1)
    }

    /// Whether the content of an element names one that is new in it.
    fn is_placed(&mut self, element: TreeElement, child: TreeElement, content: &Content) -> bool {
        let ids = (self.id(child), self.id(element));
        if self.placed.contains(&ids) {
            return true;
        }
        let placed = content.names(ids.0);
        if placed {
            self.placed.push(ids);
        }
        placed
    }

    /// Keeps the attributes that the element has in this version; whether those are there that it must have.
    fn attributes(&mut self, element: TreeElement, rule: &Rule) -> bool {
        let id = self.id(element);
        let tag = self.tree.elements.get(element).tag;
        let known = self.tags.iter().position(|(known, _)| *known == id);
        if let Some((_, good)) = known.and_then(|at| self.tags.get(at))
            && self.tree.span(*good) == self.tree.span(tag)
        {
            return true;
        }
        let edition = self.tree.edition;
        let mut faults = Vec::new();
        let mut missing: Vec<_> = rule
            .attributes()
            .iter()
            .filter(|attribute| attribute.required && attribute.span.contains(edition))
            .map(|attribute| attribute.name)
            .collect();
        for attribute in start_tag::attributes(self.tree.span(tag)) {
            match self.takes(rule, attribute.name, attribute.value) {
                Err(fault) => faults.push((attribute.name.to_owned(), fault)),
                Ok(()) => missing.retain(|name| *name != attribute.name),
            }
        }
        if faults.is_empty() && missing.is_empty() {
            match known.and_then(|at| self.tags.get_mut(at)) {
                Some((_, good)) => *good = tag,
                None => self.tags.push((id, tag)),
            }
            return true;
        }
        if !faults.is_empty() {
            self.without(element, &faults);
        }
        for (name, fault) in faults {
            self.leave_out(element, &format!("/@{name}"), fault);
        }
        for name in missing {
            let known = match name {
                "xml:lang" => self.tree.lang,
                "currency" => self.tree.currency,
                _ => "",
            };
            if known.is_empty() {
                self.leave_out(element, "", format!("It lacks its {name}."));
                return false;
            }
            self.tree.set_attribute(element, name, known);
        }
        true
    }

    /// Writes a start tag without some attributes.
    fn without(&mut self, element: TreeElement, faults: &[(String, String)]) {
        let old = self.tree.elements.get(element).tag;
        let text = self.tree.span(old);
        let mut tag = text.to_owned();
        let attributes: Vec<_> = start_tag::attributes(text).collect();
        for attribute in attributes.iter().rev() {
            if faults.iter().any(|(name, _)| name == attribute.name) {
                tag.replace_range(attribute.from..attribute.to, "");
            }
        }
        let start = self.tree.xml.len();
        self.tree.xml.push_str(&tag);
        let written = Span::new(start, self.tree.xml.len());
        self.tree.elements.set_tag(element, written);
    }

    /// Whether an element has an attribute in this version, with this value; else why not. Of what a version limits no value has
    /// references.
    fn takes(&self, rule: &Rule, name: &str, value: &str) -> Result<(), String> {
        let edition = self.tree.edition;
        let Some(attribute) = rule.attribute(name, edition) else {
            let version = edition.version();
            return Err(format!("cXML {version} has no such attribute."));
        };
        match &attribute.values {
            Values::OneOf(values) if !values.contains(&value) => Err(format!(
                "“{}” is none of its values: {}.",
                escape::resolved(value),
                values.join(", ")
            )),
            Values::Token | Values::Id if !is_token(value) => Err("It takes one word.".to_owned()),
            _ => Ok(()),
        }
    }

    /// Puts the children in the order of the model, and leaves out what is one too many; whether none is missing.
    fn ordered(&mut self, element: TreeElement, model: &Particle) -> bool {
        let id = self.id(element);
        let known = self.ordered.iter().position(|(known, _)| *known == id);
        let last = known.and_then(|at| self.ordered.get(at));
        if last.is_some_and(|(_, last)| self.stands_as(element, last)) {
            return true;
        }
        let mut children: Vec<(Id, TreeElement)> = Vec::new();
        for child in self.children(element) {
            children.push((self.id(child), child));
        }
        let ids = |children: &[(Id, TreeElement)]| -> Vec<Id> {
            children.iter().map(|(id, _)| *id).collect()
        };
        if model.check(&ids(&children)).is_ok() {
            match known.and_then(|at| self.ordered.get_mut(at)) {
                Some((_, last)) => *last = ids(&children),
                None => self.ordered.push((id, ids(&children))),
            }
            return true;
        }
        let mentions = model.mentions();
        children.sort_by_key(|(id, _)| {
            let at = mentions.iter().position(|mention| mention.id == *id);
            at.unwrap_or(mentions.len())
        });
        while let Err(mismatch) = model.check(&ids(&children)) {
            if mismatch.at >= children.len() {
                let name = self.tree.name(element);
                let text = format!("What must stand in {name} is missing.");
                self.leave_out(element, "", text);
                return false;
            }
            let (_, lost) = children.remove(mismatch.at);
            let text = format!("{} has no room for it there.", self.tree.name(element));
            let name = self.tree.name(lost);
            self.leave_out(element, &format!("/{name}"), text);
        }
        let kept: Vec<_> = children.into_iter().map(|(_, child)| child).collect();
        self.tree.elements.set_children(element, &kept);
        true
    }

    /// Whether the elements within are these.
    fn stands_as(&self, element: TreeElement, names: &[Id]) -> bool {
        let mut names = names.iter();
        let mut child = self.tree.first(element);
        while let Some(at) = child {
            if names.next() != Some(&self.id(at)) {
                return false;
            }
            child = self.tree.next(at);
        }
        names.next().is_none()
    }

    fn leave_out(&mut self, element: TreeElement, below: &str, text: String) {
        if self.left_out.len() >= MAX_TOLD {
            return;
        }
        let path = self.tree.path(element) + below;
        self.left_out.push(LeftOut { path, text });
    }
}

/// A name token (XML 1.0, 2.3), of ASCII.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':'))
}
