//! A document on its way into lines, a little at a time: a large one all at once would hold up the page.

use std::ops::Range;
use std::rc::Rc;

use yew::AttrValue;

use super::lines::{Lines, Nesting};
use super::scanner::Scanner;
use super::{Cutter, Syntax};

/// A document on its way into lines.
#[derive(Clone)]
pub(crate) struct Assembly {
    text: AttrValue,
    cutter: Cutter,
    nesting: Nesting,
    /// What is not in lines yet, in bytes of the text.
    left: Range<usize>,
    lines: Rc<Lines>,
}

impl Assembly {
    /// A document of which nothing is in lines yet.
    pub(crate) fn new(syntax: Syntax, text: AttrValue, formatted: bool) -> Self {
        let cutter = Cutter::new(syntax, formatted);
        let left = cutter.whole(&text);
        Self {
            text,
            cutter,
            nesting: Nesting::new(syntax),
            left,
            lines: Rc::new(Lines::empty()),
        }
    }

    /// Puts that many more bytes into lines, or more where a part of the document is longer: parts stay whole.
    pub(crate) fn go_on(&mut self, bytes: usize) {
        let rest = self.text.get(self.left.clone()).unwrap_or_default();
        let mut scanner = Scanner::new(rest);
        let lines = Rc::make_mut(&mut self.lines);
        let mut made = Vec::new();
        while !scanner.rest().is_empty() && rest.len() - scanner.rest().len() < bytes {
            self.cutter.cut(&mut scanner, &mut made);
            lines.take(&made, &mut self.nesting);
        }
        self.left.start = self.left.end - scanner.rest().len();
    }

    /// Whether the whole document is in lines.
    pub(crate) fn is_done(&self) -> bool {
        self.left.is_empty()
    }

    /// What is in lines so far.
    pub(crate) fn lines(&self) -> Rc<Lines> {
        Rc::clone(&self.lines)
    }

    /// The lines of a whole document.
    #[cfg(test)]
    pub(super) fn whole(syntax: Syntax, text: &str, formatted: bool) -> Lines {
        let mut assembly = Self::new(syntax, text.to_owned().into(), formatted);
        assembly.go_on(usize::MAX);
        (*assembly.lines).clone()
    }
}

#[cfg(all(test, not(target_family = "wasm")))]
mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn little_by_little_gives_the_same_as_all_at_once(
            text in "[<>/!?a-c\"'=\\-\\[\\]{}:,. \nä]{0,200}",
            formatted: bool,
            step in 1_usize..20,
        ) {
            for syntax in [Syntax::Xml, Syntax::Json, Syntax::Text] {
                let mut assembly = Assembly::new(syntax, text.clone().into(), formatted);
                while !assembly.is_done() {
                    assembly.go_on(step);
                }
                prop_assert_eq!(&*assembly.lines(), &Assembly::whole(syntax, &text, formatted));
            }
        }
    }
}
