//! Where in a document an examination stands.

use std::fmt::Write;

use super::shown;
use crate::{steps::step, tree::ElementRef};

/// The elements that are open, outermost first.
#[derive(Default)]
pub(super) struct Place<'a> {
    open: Vec<ElementRef<'a>>,
}

impl<'a> Place<'a> {
    pub(super) fn enter(&mut self, element: ElementRef<'a>) {
        self.open.push(element);
    }

    pub(super) fn leave(&mut self) {
        self.open.pop();
    }

    /// The element around the one that is looked at.
    pub(super) fn parent(&self) -> Option<ElementRef<'a>> {
        let at = self.open.len().checked_sub(2)?;
        self.open.get(at).copied()
    }

    pub(super) fn line(&self) -> Option<u32> {
        self.open.last().map(|element| element.line())
    }

    /// The way to the element; one of several of a name has its number, from 1. Looks at all siblings: this is for findings alone.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        let mut parent: Option<ElementRef<'_>> = None;
        for element in self.open.iter().copied() {
            path.push('/');
            path.push_str(&shown(element.name()));
            if let Some(parent) = parent {
                let mut of_name = parent.children_named(element.name());
                let before = of_name
                    .position(|sibling| {
                        step();
                        sibling.is(element)
                    })
                    .unwrap_or(0);
                if before > 0 || of_name.next().is_some() {
                    let _ = write!(path, "[{}]", before + 1);
                }
            }
            parent = Some(element);
        }
        path
    }
}
