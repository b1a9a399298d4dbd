//! Where in a tree a value goes.

use super::below::{Below, Count, Counted};
use crate::{
    path::{Path, Predicate, Step},
    run::{Run, RunError},
    target::Target,
};

/// A path with its names found in the tree.
pub(super) struct Route<'p, N> {
    stages: Vec<Stage<'p, N>>,
    /// The attribute that it ends in.
    pub(super) attribute: Option<&'p str>,
    /// The snippet that it ends in.
    pub(super) snippet: Option<&'p str>,
    /// As written.
    pub(super) text: &'p str,
    /// Whether it ends in an element's name.
    ends_in_name: bool,
    /// Where the last element has no index: how it is counted.
    counted: Option<Numbering>,
    /// What is the same for all paths to the element that this one leads to.
    whole: Option<usize>,
}

struct Stage<'p, N> {
    name: N,
    length: usize,
    predicates: &'p [Predicate],
    /// The attributes that predicates ask for with a value, each once.
    attributes: Vec<(&'p str, &'p str)>,
    /// Names within that predicates ask for.
    within: Vec<(N, Option<&'p str>)>,
    index: Option<usize>,
    last: bool,
    /// Whether its name and index say all.
    bare: bool,
    /// What is the same for all paths that begin alike.
    prefix: Option<usize>,
    /// The same, of the first element of its name: a search may begin there.
    first: Option<usize>,
}

/// What a search for an element came to.
struct Search<N> {
    found: Option<N>,
    /// The first one of its name that was come upon.
    first: Option<N>,
    /// What a new one stands behind.
    beside: Option<N>,
    looked_at: usize,
}

#[derive(Clone, Copy)]
struct Numbering {
    of_path: usize,
    of_name: usize,
    plain: bool,
    beside: bool,
}

impl<'p, N: Copy> Route<'p, N> {
    /// `None` where no element can have one of its names.
    pub(super) fn new<T: Target<Name = N>>(
        path: &'p Path,
        tree: &mut T,
        known: &mut Counted,
    ) -> Option<Self> {
        let mut stages: Vec<Stage<'p, N>> = Vec::new();
        // Paths that begin alike lead to the same elements, as far as each part has an index.
        let mut prefix = Some(usize::MAX);
        for step in &path.steps {
            if let Step::Child {
                name, predicates, ..
            } = step
            {
                let mut stage = Stage::new(name, predicates, tree)?;
                if let Some(above) = prefix {
                    let mut place = |index| known.of(&format!("{above}/{name}[{index}]"));
                    stage.first = Some(place(1));
                    stage.prefix = stage.index.filter(|_| stage.bare).map(place);
                }
                prefix = stage.prefix;
                stages.push(stage);
            }
        }
        let attribute = match path.steps.last() {
            Some(Step::Attribute(name)) => Some(name.as_str()),
            _ => None,
        };
        let counted = stages
            .last()
            .filter(|last| attribute.is_none() && last.index.is_none());
        let counted = counted.map(|last| {
            let (text, name) = path.counted();
            Numbering {
                of_path: known.of(text),
                // Those with a predicate are among those without.
                of_name: known.of(name),
                plain: last.predicates.is_empty(),
                beside: path.beside,
            }
        });
        Some(Self {
            ends_in_name: matches!(path.steps.last(), Some(Step::Child { .. })),
            snippet: path.snippet(),
            text: &path.text,
            whole: stages.last().and_then(|last| last.prefix),
            stages,
            attribute,
            counted,
        })
    }

    /// The stages below an element: paths from the root may name it.
    fn below<T: Target<Name = N>>(&self, base: T::Node, tree: &T) -> &[Stage<'p, N>] {
        match self.stages.split_first() {
            Some((first, rest)) if tree.is_named(base, first.name) => rest,
            _ => &self.stages,
        }
    }

    /// Whether that is there which the last part of the path stands in.
    pub(super) fn has_parent<T: Target<Name = N>>(
        &self,
        base: T::Node,
        tree: &T,
        below: &Below<T::Node>,
    ) -> bool {
        let stages = self.below(base, tree);
        let above = stages.len() - usize::from(self.ends_in_name && !stages.is_empty());
        let stages = stages.get(..above).unwrap_or_default();
        let (passed, mut at) = below
            .known(stages.iter().map(|stage| stage.prefix), tree)
            .unwrap_or((0, base));
        for stage in stages.get(passed..).unwrap_or_default() {
            let start = stage.start(at, tree, below);
            match stage.find(start, stage.index.unwrap_or(1), tree).found {
                Some(child) => at = child,
                None => return false,
            }
        }
        true
    }

    /// The element that the path leads to, made where it is missing; an attribute's is its element. A last part without an index
    /// leads to the next element each time that the same path is written.
    #[inline]
    pub(super) fn element<T: Target<Name = N>>(
        &self,
        base: T::Node,
        tree: &mut T,
        below: &mut Below<T::Node>,
        run: &mut Run,
    ) -> Result<T::Node, RunError> {
        match self.whole.and_then(|place| below.found(place, tree)) {
            Some(found) => Ok(found),
            None => self.looked_for(base, tree, below, run),
        }
    }

    fn looked_for<T: Target<Name = N>>(
        &self,
        base: T::Node,
        tree: &mut T,
        below: &mut Below<T::Node>,
        run: &mut Run,
    ) -> Result<T::Node, RunError> {
        let stages = self.below(base, tree);
        let (passed, mut at) = below
            .known(stages.iter().map(|stage| stage.prefix), tree)
            .unwrap_or((0, base));
        for (number, stage) in stages.iter().enumerate().skip(passed) {
            let last = self.counted.filter(|_| number + 1 == stages.len());
            let mut start = stage.start(at, tree, below);
            let index = match (stage.index, last) {
                (Some(index), _) => index,
                (None, Some(numbering)) => {
                    let index = numbering.next(below);
                    // Nothing comes before what was written last, so that the search goes on from there.
                    match numbering.last(below, at) {
                        Some(last) => {
                            start = (tree.next(last), Some(last));
                            1
                        }
                        None => index,
                    }
                }
                (None, None) => 1,
            };
            let mut search = stage.find(start, index, tree);
            run.spend(1 + search.looked_at / 16)?;
            if search.found.is_none() {
                run.make(stage.length * 2 + 5)?;
                search.found = Some(stage.make(at, search.beside, tree));
            }
            let Some(found) = search.found else { break };
            if start.1.is_none()
                && let Some((place, first)) = stage.first.zip(search.first.or(search.found))
            {
                below.note(place, first, tree);
            }
            if let Some(count) = last.and_then(|last| last.count(below)) {
                count.last = Some((at, found));
            }
            if let Some(prefix) = stage.prefix {
                below.note(prefix, found, tree);
            }
            at = found;
        }
        Ok(at)
    }
}

impl Numbering {
    /// Which element of those that the path leads to comes next.
    fn next<N: Copy + PartialEq>(self, below: &mut Below<N>) -> usize {
        let of_name = below.next(self.of_name);
        match (self.plain, self.beside) {
            (true, true) => usize::MAX,
            (true, false) => of_name,
            (false, _) => below.next(self.of_path),
        }
    }

    /// What was written there last, where each one that is written is the next of its name.
    fn last<N: Copy + PartialEq>(self, below: &mut Below<N>, parent: N) -> Option<N> {
        let (above, last) = self.count(below)?.last?;
        (above == parent).then_some(last)
    }

    /// The count of a path, where each one that is written is the next of its name.
    fn count<N: Copy + PartialEq>(self, below: &mut Below<N>) -> Option<&mut Count<N>> {
        if self.beside || !self.plain {
            return None;
        }
        below.of(self.of_path)
    }
}

impl<'p, N: Copy> Stage<'p, N> {
    fn new<T: Target<Name = N>>(
        name: &str,
        predicates: &'p [Predicate],
        tree: &mut T,
    ) -> Option<Self> {
        let mut within = Vec::new();
        let mut attributes: Vec<(&str, &str)> = Vec::new();
        let (mut index, mut last) = (None, false);
        for predicate in predicates {
            match predicate {
                Predicate::Child(name, value) => {
                    within.push((tree.name(name)?, value.as_deref()));
                }
                Predicate::Index(number) => index = index.or(Some(*number)),
                Predicate::Last => {
                    last = true;
                    index = index.or(Some(1));
                }
                Predicate::Attribute(name, Some(value)) => {
                    match attributes.iter_mut().find(|(known, _)| known == name) {
                        Some((_, old)) => *old = value,
                        None => attributes.push((name, value)),
                    }
                }
                Predicate::Attribute(_, None) => {}
            }
        }
        Some(Self {
            name: tree.name(name)?,
            length: name.len(),
            predicates,
            bare: predicates
                .iter()
                .all(|predicate| matches!(predicate, Predicate::Index(_))),
            attributes,
            within,
            index,
            last,
            prefix: None,
            first: None,
        })
    }

    fn fits<T: Target<Name = N>>(&self, node: T::Node, tree: &T) -> bool {
        let attributes = self.predicates.iter().all(|predicate| match predicate {
            Predicate::Attribute(name, value) => tree.has_attribute(node, name, value.as_deref()),
            _ => true,
        });
        attributes
            && self.within.iter().all(|(name, value)| {
                children(node, tree).any(|child| {
                    tree.is_named(child, *name)
                        && value.is_none_or(|value| tree.has_text(child, value))
                })
            })
    }

    /// Where a search in an element begins: with what, and behind what.
    fn start<T: Target<Name = N>>(
        &self,
        parent: T::Node,
        tree: &T,
        below: &Below<T::Node>,
    ) -> (Option<T::Node>, Option<T::Node>) {
        let first = self.first.and_then(|place| below.found(place, tree));
        (first.or_else(|| tree.first(parent)), None)
    }

    /// The element of an index, counted from 1 from where the search begins.
    fn find<T: Target<Name = N>>(
        &self,
        (mut next, from): (Option<T::Node>, Option<T::Node>),
        index: usize,
        tree: &T,
    ) -> Search<T::Node> {
        let mut search = Search {
            found: None,
            first: None,
            beside: from,
            looked_at: 0,
        };
        let (mut number, mut end) = (0, None);
        // As in most paths: nothing but the name tells them apart.
        while let Some(child) = next.filter(|_| self.bare) {
            search.looked_at += 1;
            if tree.is_named(child, self.name) {
                search.first = search.first.or(next);
                number += 1;
                search.beside = next;
                if number == index {
                    search.found = next;
                    return search;
                }
            }
            end = next;
            next = tree.next(child);
        }
        while let Some(child) = next {
            search.looked_at += 1;
            end = Some(child);
            if tree.is_named(child, self.name) {
                search.first = search.first.or(next);
                search.beside = Some(child);
                if self.fits(child, tree) {
                    number += 1;
                    if self.last {
                        search.found = Some(child);
                    } else if number == index {
                        search.found = Some(child);
                        return search;
                    }
                }
            }
            next = tree.next(child);
        }
        // Beside those of its name, so that what belongs together stays together.
        search.beside = search.beside.or(end);
        search
    }

    fn make<T: Target<Name = N>>(
        &self,
        parent: T::Node,
        after: Option<T::Node>,
        tree: &mut T,
    ) -> T::Node {
        let made = tree.insert(parent, after, self.name, &self.attributes);
        let mut last = None;
        for (name, value) in &self.within {
            let inner = tree.insert(made, last, *name, &[]);
            if let Some(value) = value {
                tree.set_text(inner, value);
            }
            last = Some(inner);
        }
        made
    }
}

fn children<T: Target>(parent: T::Node, tree: &T) -> impl Iterator<Item = T::Node> {
    std::iter::successors(tree.first(parent), |child| tree.next(*child))
}
