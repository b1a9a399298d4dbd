//! Which of PatternFly's classes the app uses.
//!
//! Names of classes are string constants, so whatever the app may set is found in the compiled WebAssembly, where the optimiser has
//! removed the components that no page uses. Constants follow each other without a separator there, so a name counts as used when
//! anything found *begins* with it: at worst a few rules too many stay.

use std::collections::{BTreeSet, HashSet};

/// Beginnings of the classes that may be trimmed; any other class stays.
const TRIMMED: [&str; 7] = [
    "pf-v6-c-",
    "pf-v6-l-",
    "pf-v6-u-",
    "pf-v6-theme-",
    "pf-v6-pficon-",
    "fa-",
    "pf-v6-m-",
];

/// The names seen so far.
#[derive(Default)]
pub(super) struct Usage {
    names: BTreeSet<String>,
}

impl Usage {
    /// Notes all names in a text or a program.
    pub(super) fn note(&mut self, content: &[u8]) {
        for word in content.split(|byte| !is_name(*byte)) {
            // Words are ASCII by construction.
            let word = String::from_utf8_lossy(word);
            for (start, _) in word
                .match_indices("pf-v6-")
                .chain(word.match_indices("fa-"))
            {
                if let Some(name) = word.get(start..) {
                    self.names.insert(name.to_owned());
                }
            }
        }
    }

    /// The classes in a style sheet that nothing seen so far uses.
    pub(super) fn unused_classes(&self, css: &str) -> HashSet<String> {
        let classes = css.split('.').skip(1).filter_map(|rest| {
            rest.split(|c: char| !c.is_ascii() || !is_name(c as u8))
                .next()
        });
        classes
            .filter(|class| self.is_unused(class))
            .map(str::to_owned)
            .collect()
    }

    fn is_unused(&self, class: &str) -> bool {
        // Elements and modifiers of a block are put together from parts, the block's name is not.
        let block = class.split("__").next().unwrap_or(class);
        TRIMMED.iter().any(|prefix| block.starts_with(prefix)) && !self.mentions(block)
    }

    fn mentions(&self, beginning: &str) -> bool {
        self.names
            .range(beginning.to_owned()..)
            .next()
            .is_some_and(|name| name.starts_with(beginning))
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_where_constants_touch() {
        let mut usage = Usage::default();
        usage.note(b"\0\x01openpf-v6-c-menufasfa-bars\xff");
        let css = ".pf-v6-c-menu__item .pf-v6-c-modal-box, .fa-bars:before, .fa-bug:before, .fas, .pf-m-open { width: 1.5em }";
        let unused = usage.unused_classes(css);
        assert_eq!(
            unused,
            HashSet::from(["pf-v6-c-modal-box".to_owned(), "fa-bug".to_owned()])
        );
    }
}
