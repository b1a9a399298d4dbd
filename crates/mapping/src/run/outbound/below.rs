//! What is known of the elements below the one that is written to.

use std::collections::HashMap;

use crate::target::Target;

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
    /// Elements that were found before, by their place. What is added stands behind those of its name, so that an index leads to the
    /// same element.
    found: Vec<Option<N>>,
    /// Those of places beyond [`MAX_PLACES`], which paths with a row's values have.
    others: Vec<(usize, N)>,
    /// Where what stands at each place was found in an element of the same shape.
    learned: Vec<Option<usize>>,
    /// The element, where its shape is known.
    alike: Option<N>,
}

/// How many places are kept each where it is found at once.
const MAX_PLACES: usize = 64;

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
            others: Vec::new(),
            learned: Vec::new(),
            alike: None,
        }
    }
}

impl<N: Copy + PartialEq> Below<N> {
    /// Begins with another element. `shape` is that of the elements before.
    pub(super) fn begin<T: Target<Node = N>>(
        &mut self,
        element: N,
        shape: &mut Option<T::Shape>,
        tree: &T,
    ) {
        self.counts.clear();
        self.found.clear();
        self.others.clear();
        let known = shape.as_ref();
        if !known.is_some_and(|shape| tree.is_shaped(element, shape)) {
            *shape = tree.shape(element);
            self.learned.clear();
        }
        self.alike = shape.as_ref().map(|_| element);
    }

    /// What was found at a place before.
    pub(super) fn found<T: Target<Node = N>>(&self, place: usize, tree: &T) -> Option<N> {
        if place < MAX_PLACES {
            let found = self.found.get(place).copied().flatten();
            return found.or_else(|| {
                let learned = self.learned.get(place).copied().flatten()?;
                tree.at_place(self.alike?, learned)
            });
        }
        let found = self.others.iter().find(|(known, _)| *known == place);
        found.map(|(_, element)| *element)
    }

    pub(super) fn note<T: Target<Node = N>>(&mut self, place: usize, element: N, tree: &T) {
        if place >= MAX_PLACES {
            return self.others.push((place, element));
        }
        let learned = self.alike.and_then(|outer| tree.place_in(outer, element));
        if learned.is_some() {
            put(&mut self.learned, place, learned);
        } else {
            put(&mut self.found, place, Some(element));
        }
    }

    /// The last of some stages that was found before: behind which place, and what.
    pub(super) fn known<T: Target<Node = N>>(
        &self,
        prefixes: impl DoubleEndedIterator<Item = Option<usize>> + ExactSizeIterator,
        tree: &T,
    ) -> Option<(usize, N)> {
        prefixes
            .enumerate()
            .rev()
            .find_map(|(at, prefix)| Some((at + 1, self.found(prefix?, tree)?)))
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

fn put<V: Clone>(all: &mut Vec<Option<V>>, place: usize, value: Option<V>) {
    if place >= all.len() {
        all.resize(place + 1, None);
    }
    if let Some(old) = all.get_mut(place) {
        *old = value;
    }
}
