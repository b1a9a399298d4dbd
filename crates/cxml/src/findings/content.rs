//! What stands in an element against what its version has there.

use super::{Examination, Severity::Error, attributes, shown};
use crate::{
    grammar::{Content, Id, Mention, Mismatch, Particle, Rule, Span},
    steps::step,
    tree::{ElementRef, NodeRef},
};

/// The most names that an advice about the order lists.
const MAX_ORDER: usize = 24;

pub(super) fn examine<'a>(examination: &mut Examination<'a>, element: ElementRef<'a>) {
    let id = element.id();
    let Some(rule) = examination
        .grammar
        .rule(id)
        .filter(|rule| rule.is_declared())
    else {
        unknown(examination, element);
        return;
    };
    let Some(content) = rule.content(examination.edition) else {
        other_version(
            examination,
            &format!("The element {}", rule.name),
            "element",
            rule.spans(|_| true),
        );
        return;
    };
    match content {
        Content::Any => {}
        Content::Empty => {
            if element.children().next().is_some() {
                let text = || format!("{} must be empty.", rule.name);
                examination.here("content.not_empty", Error, text, "Leave out what is in it.");
            }
        }
        Content::Mixed(_) => {
            for child in element.elements() {
                let id = child.id();
                if !content.names(id) {
                    misplaced(examination, rule, id, child);
                }
            }
        }
        Content::Model(model) => follow(examination, rule, model, element),
    }
    attributes::examine(examination, rule, element);
}

fn unknown(examination: &mut Examination<'_>, element: ElementRef<'_>) {
    let text = || {
        format!(
            "No version of cXML has an element {}.",
            shown(element.name())
        )
    };
    let advice = "Leave it out, or put its content into an Extrinsic.";
    examination.here("element.unknown", Error, text, advice);
}

/// Notes that something is part of other versions alone.
pub(super) fn other_version(
    examination: &mut Examination<'_>,
    what: &str,
    kind: &str,
    spans: impl Iterator<Item = Span>,
) {
    let spans: Vec<_> = spans.collect();
    let own = examination.version();
    let since = spans
        .iter()
        .map(|span| span.from)
        .filter(|from| *from > examination.edition)
        .min();
    let (newer, older) = match kind {
        "element" => ("element.newer", "element.older"),
        "attribute" => ("attribute.newer", "attribute.older"),
        _ => ("attribute.value_newer", "attribute.value_older"),
    };
    match since {
        Some(since) => {
            let since = since.version();
            let text = || format!("{what} came after cXML {own}; {since} has it.");
            examination.here(
                newer,
                Error,
                text,
                format!("Declare cXML {since} or later, or leave it out."),
            );
        }
        None => {
            let text = || format!("{what} is no longer part of cXML {own}.");
            examination.here(
                older,
                Error,
                text,
                "Leave it out, or declare the earlier version.",
            );
        }
    }
}

/// Notes that an element has no place in its parent. One that the version does not have is told of where it stands.
fn misplaced<'a>(examination: &mut Examination<'a>, parent: &Rule, id: Id, child: ElementRef<'a>) {
    let edition = examination.edition;
    let exists = examination
        .grammar
        .rule(id)
        .is_some_and(|rule| rule.content(edition).is_some());
    if !exists {
        return;
    }
    let elsewhere: Vec<_> = parent.spans(|content| content.names(id)).collect();
    if elsewhere.is_empty() {
        let text = || format!("{} has no place in {}.", child.name(), parent.name);
        examination.at(
            child,
            "element.misplaced",
            Error,
            text,
            "Move it to where cXML has it, or leave it out.",
        );
    } else {
        examination.place.enter(child);
        let what = format!("{} in {}", child.name(), parent.name);
        other_version(examination, &what, "element", elsewhere.into_iter());
        examination.place.leave();
    }
}

fn follow<'a>(
    examination: &mut Examination<'a>,
    rule: &'static Rule,
    model: &'static Particle,
    element: ElementRef<'a>,
) {
    let mut children = std::mem::take(&mut examination.children);
    children.clear();
    let mut has_text = false;
    for node in element.children() {
        match node {
            NodeRef::Element(child) => children.push(child.id()),
            NodeRef::Text(text) => has_text |= !text.bytes().all(|byte| byte.is_ascii_whitespace()),
        }
    }
    if has_text {
        let text = || format!("{} has text; it may have elements only.", rule.name);
        examination.here(
            "text.misplaced",
            Error,
            text,
            "Put the text into the element that is meant for it.",
        );
    }
    if let Err(mismatch) = model.check(&children) {
        explain(examination, rule, model, element, &children, mismatch);
    }
    examination.children = children;
}

/// Tells what is wrong with the elements of a content: what does not belong there, what is too often, what is missing; and where all of
/// this is right, what stands in the wrong place.
fn explain<'a>(
    examination: &mut Examination<'a>,
    rule: &'static Rule,
    model: &'static Particle,
    element: ElementRef<'a>,
    children: &[Id],
    mismatch: Mismatch,
) {
    let mentions = model.mentions();
    let mention = |id: Id| {
        mentions.iter().find(|mention| {
            step();
            mention.id == id
        })
    };
    let has = |ids: &[Id], id: Id| {
        ids.iter().any(|own| {
            step();
            *own == id
        })
    };
    let mut explained = false;
    let mut seen: Vec<Id> = Vec::new();
    for (child, id) in element.elements().zip(children) {
        match mention(*id) {
            None => {
                misplaced(examination, rule, *id, child);
                explained = true;
            }
            Some(Mention {
                repeatable: false, ..
            }) if has(&seen, *id) => {
                let text = || format!("{} has more than one {}.", rule.name, child.name());
                examination.at(child, "element.repeated", Error, text, "Leave one of them.");
                explained = true;
            }
            Some(Mention {
                repeatable: false, ..
            }) => seen.push(*id),
            Some(_) => {}
        }
    }
    for missing in mentions
        .iter()
        .filter(|mention| mention.required && !has(children, mention.id))
    {
        let name = examination.grammar.name(missing.id);
        let text = || format!("{} lacks {name}.", rule.name);
        examination.here(
            "element.missing",
            Error,
            text,
            format!(
                "Add {name}: strict receivers refuse a {} without it.",
                rule.name
            ),
        );
        explained = true;
    }
    if explained {
        return;
    }
    let advice = || {
        let names: Vec<_> = mentions
            .iter()
            .map(|mention| examination.grammar.name(mention.id))
            .collect();
        let listed = names.get(..MAX_ORDER).unwrap_or(&names).join(", ");
        let more = if names.len() > MAX_ORDER { ", …" } else { "" };
        format!("The order in {} is: {listed}{more}.", rule.name)
    };
    let advice = advice();
    match element.elements().nth(mismatch.at) {
        Some(child) => {
            let text = || {
                format!(
                    "{} stands in the wrong place within {}.",
                    child.name(),
                    rule.name
                )
            };
            examination.at(child, "element.order", Error, text, advice);
        }
        None => {
            let text = || format!("Something is missing in {}.", rule.name);
            examination.here("content.incomplete", Error, text, advice);
        }
    }
}
