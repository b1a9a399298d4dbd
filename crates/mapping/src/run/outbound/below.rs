//! What is known of the elements below the one that is written to.

use std::collections::HashMap;

/// The places without an index that a run knows, by which what is written there is counted.
#[derive(Default)]
pub(super) struct Counted(HashMap<String, usize>);

impl Counted {
    pub(super) fn of(&mut self, text: &str) -> usize {
        if let Some(known) = self.0.get(text) {
            return *known;
        }
        let next = self.0.len();
        self.0.insert(text.to_owned(), next);
        next
    }
}

/// What was done below one element.
pub(super) struct Below<N> {
    /// How often each place without an index was written.
    counts: Vec<Count<N>>,
    /// Elements that were found before. What is added stands behind those of its name, so that an index leads to the same element.
    pub(super) found: Vec<(usize, N)>,
}

pub(super) struct Count<N> {
    place: usize,
    written: usize,
    /// What was written last, and what that stands in.
    pub(super) last: Option<(N, N)>,
}

impl<N> Default for Below<N> {
    fn default() -> Self {
        Self {
            counts: Vec::new(),
            found: Vec::new(),
        }
    }
}

impl<N: Copy + PartialEq> Below<N> {
    /// Begins with another element.
    pub(super) fn clear(&mut self) {
        self.counts.clear();
        self.found.clear();
    }

    /// The last of some stages that was found before: behind which place, and what.
    pub(super) fn known(
        &self,
        prefixes: impl DoubleEndedIterator<Item = Option<usize>> + ExactSizeIterator,
    ) -> Option<(usize, N)> {
        prefixes.enumerate().rev().find_map(|(at, prefix)| {
            let prefix = prefix?;
            let found = self.found.iter().find(|(known, _)| *known == prefix);
            found.map(|(_, element)| (at + 1, *element))
        })
    }

    pub(super) fn of(&mut self, place: usize) -> Option<&mut Count<N>> {
        let known = self.counts.iter().position(|count| count.place == place);
        let at = known.unwrap_or(self.counts.len());
        if known.is_none() {
            self.counts.push(Count {
                place,
                written: 0,
                last: None,
            });
        }
        self.counts.get_mut(at)
    }

    pub(super) fn next(&mut self, place: usize) -> usize {
        self.of(place).map_or(1, |count| {
            count.written += 1;
            count.written
        })
    }
}
