//! Findings: what a document does that its version of cXML, or what the specification says beside it, does not have. A document with
//! findings is read all the same; they are for those who want to know why a stricter receiver refuses it.

mod attributes;
mod content;
mod envelope;
mod meanings;
mod place;
mod values;

use std::collections::HashSet;

use crate::{
    carrier::Carried,
    document::Document,
    grammar::{Edition, Grammar, Id},
    steps::step,
    tree::{ElementRef, NodeRef},
    version::Version,
};
use meanings::Meanings;
use place::Place;

/// The most findings that are told of a document; further ones are counted.
pub const MAX_FINDINGS: usize = 100;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document follows what is written, and yet not as most do.
    Notice,
    /// The document follows its DTD, and goes against what the specification says beside it.
    Warning,
    /// The document does not follow its DTD: a strict receiver refuses it.
    Error,
}

/// A deviation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable code, such as `element.missing`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The line that the element begins in, from 1; absent for what concerns the document as a whole.
    pub line: Option<u32>,
    /// The element, such as `/cXML/Request/PunchOutSetupRequest/ItemOut[2]`; empty for the document as a whole.
    pub path: String,
    /// What it is, in a sentence.
    pub text: String,
    /// What to do about it, in a sentence.
    pub advice: String,
}

/// What was found in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The first findings: those about the document as a whole, then in the document's order.
    pub found: Vec<Finding>,
    /// How many more there are.
    pub more: usize,
}

/// Examines a document in the version that it declares: of one that is not known, in the next later one; without any, in the newest.
/// Takes time in proportion to the document's size.
#[must_use]
pub fn examine(document: &Document, carried: Option<&Carried<'_>>) -> Findings {
    examine_as(document, carried, document.declared_version())
}

/// Examines a document in another version than the one that it declares.
#[must_use]
pub fn examine_as(
    document: &Document,
    carried: Option<&Carried<'_>>,
    version: Option<Version>,
) -> Findings {
    let mut examination = Examination {
        grammar: Grammar::get(),
        meanings: Meanings::get(),
        edition: Edition::to_judge_by(version),
        carried,
        in_message: document.root().child("Message").is_some(),
        place: Place::default(),
        names: HashSet::new(),
        children: Vec::new(),
        findings: Findings::default(),
    };
    envelope::examine(&mut examination, document);
    examination.walk(document.root());
    examination.findings
}

/// An examination as it goes on.
struct Examination<'a> {
    grammar: &'static Grammar,
    meanings: &'static Meanings,
    edition: Edition,
    carried: Option<&'a Carried<'a>>,
    /// Whether the document is one that goes through a browser.
    in_message: bool,
    place: Place<'a>,
    /// The values of attributes that name their element.
    names: HashSet<&'a str>,
    /// The children of the element that is looked at.
    children: Vec<Id>,
    findings: Findings,
}

impl<'a> Examination<'a> {
    fn walk(&mut self, root: ElementRef<'a>) {
        self.place.enter(root);
        self.element(root);
        let mut open = vec![root.children()];
        while let Some(nodes) = open.last_mut() {
            match nodes.next() {
                Some(NodeRef::Element(element)) => {
                    self.place.enter(element);
                    self.element(element);
                    open.push(element.children());
                }
                Some(NodeRef::Text(_)) => {}
                None => {
                    open.pop();
                    self.place.leave();
                }
            }
        }
    }

    fn element(&mut self, element: ElementRef<'a>) {
        step();
        content::examine(self, element);
        values::examine(self, element);
    }

    /// Notes a finding about the element that is looked at.
    fn here(
        &mut self,
        code: &'static str,
        severity: Severity,
        text: impl FnOnce() -> String,
        advice: impl Into<String>,
    ) {
        if self.findings.found.len() >= MAX_FINDINGS {
            self.findings.more += 1;
            return;
        }
        self.findings.found.push(Finding {
            code,
            severity,
            line: self.place.line(),
            path: self.place.path(),
            text: text(),
            advice: advice.into(),
        });
    }

    /// Notes a finding about a child of the element that is looked at.
    fn at(
        &mut self,
        child: ElementRef<'a>,
        code: &'static str,
        severity: Severity,
        text: impl FnOnce() -> String,
        advice: impl Into<String>,
    ) {
        self.place.enter(child);
        self.here(code, severity, text, advice);
        self.place.leave();
    }

    fn version(&self) -> Version {
        self.edition.version()
    }
}

/// A name or value as it can stand in a sentence.
fn shown(text: &str) -> String {
    const MAX: usize = 60;
    let mut shown: String = text.chars().take(MAX).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests;
