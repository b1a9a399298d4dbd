//! Where which element stands in what was written.

use std::ops::Range;

use crate::grammar::{Grammar, Id};

/// An element of a [`Tree`](super::Tree).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TreeElement(u32);

/// The name of an element that some version has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElementName(pub(super) Id);

impl TreeElement {
    pub(super) const ROOT: Self = Self(0);

    pub(super) fn place(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// A part of the text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::write) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Documents are smaller than 4 GiB; beyond that there is nothing.
    pub(super) fn new(start: usize, end: usize) -> Self {
        match (u32::try_from(start), u32::try_from(end)) {
            (Ok(start), Ok(end)) => Self { start, end },
            _ => Self::default(),
        }
    }

    pub(super) const fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub(super) fn start(self) -> usize {
        self.range().start
    }

    pub(super) fn range(self) -> Range<usize> {
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        place(self.start)..place(self.end)
    }

    /// Both as one, where the other one follows at once.
    pub(super) fn joined(self, other: Self) -> Option<Self> {
        (self.end == other.start && self != Self::default()).then_some(Self {
            start: self.start,
            end: other.end,
        })
    }

    /// A part of it, counted from its start.
    pub(super) fn part(self, from: usize, to: usize) -> Self {
        Self::new(self.start() + from, self.start() + to)
    }
}

/// What is known of an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// As it was written at first, tags and all.
    pub(super) whole: Span,
    /// Its start tag.
    pub(super) tag: Span,
    /// Its text, behind the elements within.
    pub(super) text: Span,
    pub(super) parent: TreeElement,
    /// The first of the elements within; the root where there is none.
    first: TreeElement,
    /// The next one of those it stands among; the root where there is none.
    next: TreeElement,
    pub(super) name: Id,
    changes: u8,
}

/// What was changed of an element, as bits.
impl Part {
    /// Anything in the elements within.
    const WITHIN: u8 = 1;
    const TAG: u8 = 2;
    const TEXT: u8 = 4;
    const CHILDREN: u8 = 8;
    const NEW: u8 = 16;

    const NONE: Self = Self {
        whole: Span { start: 0, end: 0 },
        tag: Span { start: 0, end: 0 },
        text: Span { start: 0, end: 0 },
        parent: TreeElement::ROOT,
        first: TreeElement::ROOT,
        next: TreeElement::ROOT,
        name: Id::UNKNOWN,
        changes: 0,
    };

    /// Its name, the first one within and the next one, as they stand in an element: counted from there, 0 where there is none.
    pub(super) fn outline(&self, outer: TreeElement) -> (Id, u32, u32) {
        let place = |element: TreeElement| {
            if element == TreeElement::ROOT {
                return 0;
            }
            element.0.wrapping_sub(outer.0)
        };
        (self.name, place(self.first), place(self.next))
    }

    pub(super) fn first(&self) -> Option<TreeElement> {
        Some(self.first).filter(|it| *it != TreeElement::ROOT)
    }

    pub(super) fn next(&self) -> Option<TreeElement> {
        Some(self.next).filter(|it| *it != TreeElement::ROOT)
    }

    /// Its end tag, where it has one already.
    pub(super) fn end_tag(&self, name: &str) -> Option<Span> {
        if self.is_new() {
            return None;
        }
        let end = self.whole.range().end;
        Some(Span::new(end.checked_sub(name.len() + 3)?, end))
    }

    pub(super) const fn is_changed(&self) -> bool {
        self.changes != 0
    }

    /// Whether anything is other among or in the elements within.
    pub(super) const fn is_changed_within(&self) -> bool {
        self.changes & (Self::WITHIN | Self::CHILDREN | Self::NEW) != 0
    }

    pub(super) const fn is_new(&self) -> bool {
        self.changes & Self::NEW != 0
    }

    pub(super) const fn has_other_tag(&self) -> bool {
        self.changes & (Self::TAG | Self::NEW) != 0
    }

    pub(super) const fn has_other_text(&self) -> bool {
        self.changes & Self::TEXT != 0
    }

    pub(super) const fn has_other_children(&self) -> bool {
        self.changes & (Self::CHILDREN | Self::NEW) != 0
    }
}

/// How many names are remembered.
const NAMES: usize = 128;

/// Names that were looked up before, by where their text lies: writers give the same text each time.
#[derive(Clone, Debug)]
struct Names([(usize, Id); NAMES]);

impl Default for Names {
    fn default() -> Self {
        Self([(0, Id::UNKNOWN); NAMES])
    }
}

impl Names {
    fn id(&mut self, name: &'static str) -> Id {
        let address = name.as_ptr().addr();
        // Texts of different lengths may begin at the same place.
        let key = address.wrapping_mul(31).wrapping_add(name.len());
        match self.0.get_mut((key ^ (key >> 7)) % NAMES) {
            Some((known, id)) if *known == key => *id,
            Some(place) => {
                *place = (key, Grammar::get().id(name));
                place.1
            }
            None => Grammar::get().id(name),
        }
    }
}

/// All elements of a document.
#[derive(Clone, Debug, Default)]
pub(in crate::write) struct Recording {
    parts: Vec<Part>,
    /// Those that are open, each with the last of the elements within; the root where there is none.
    open: Vec<(TreeElement, TreeElement)>,
    names: Names,
}

impl Recording {
    pub(in crate::write) fn with_room(elements: usize) -> Self {
        Self {
            parts: Vec::with_capacity(elements),
            ..Self::default()
        }
    }

    pub(in crate::write) fn start(&mut self, name: &'static str, start: usize, end: usize) {
        let added = self.added();
        let parent = self.open.last().map(|(parent, _)| *parent);
        let name = self.names.id(name);
        self.parts.push(Part {
            name,
            tag: Span::new(start, end),
            parent: parent.unwrap_or(TreeElement::ROOT),
            ..Part::NONE
        });
        self.open.push((added, TreeElement::ROOT));
    }

    pub(in crate::write) fn end(&mut self, text_end: usize, end: usize) {
        let Some((ended, last)) = self.open.pop() else {
            return;
        };
        let after = self.added();
        let mut inner = None;
        if last != TreeElement::ROOT {
            self.change(last, |part| {
                part.next = TreeElement::ROOT;
                inner = Some((TreeElement(ended.0 + 1), part.whole));
            });
        }
        let is_root = self.open.is_empty();
        self.change(ended, |part| {
            let (first, before) = inner.unwrap_or((TreeElement::ROOT, part.tag));
            part.whole = Span::new(part.tag.start(), end);
            part.text = Span::new(before.range().end, text_end);
            part.first = first;
            // As long as it is not the last one.
            part.next = if is_root { TreeElement::ROOT } else { after };
        });
        if let Some((_, last)) = self.open.last_mut() {
            *last = ended;
        }
    }

    pub(super) fn get(&self, element: TreeElement) -> &Part {
        self.parts.get(element.place()).unwrap_or(&Part::NONE)
    }

    /// All from a place on, in the order of the document and then as they were put in.
    pub(super) fn from(&self, place: usize) -> &[Part] {
        self.parts.get(place..).unwrap_or_default()
    }

    /// What stands at a place.
    pub(super) fn at(&self, place: usize) -> Option<TreeElement> {
        let known = (place < self.parts.len()).then_some(place)?;
        u32::try_from(known).ok().map(TreeElement)
    }

    pub(super) fn insert(
        &mut self,
        parent: TreeElement,
        after: Option<TreeElement>,
        name: Id,
        tag: Span,
    ) -> TreeElement {
        let added = self.added();
        let next = after.map_or(self.get(parent).first, |after| self.get(after).next);
        self.parts.push(Part {
            name,
            tag,
            parent,
            next,
            changes: Part::NEW,
            ..Part::NONE
        });
        match after {
            Some(after) => self.change(after, |part| part.next = added),
            None => self.change(parent, |part| part.first = added),
        }
        self.mark(parent, Part::CHILDREN);
        added
    }

    pub(super) fn set_tag(&mut self, element: TreeElement, tag: Span) {
        self.change(element, |part| part.tag = tag);
        self.mark(element, Part::TAG);
    }

    pub(super) fn set_text(&mut self, element: TreeElement, text: Span) {
        self.change(element, |part| part.text = text);
        self.mark(element, Part::TEXT);
    }

    /// Puts the elements within in another order, or takes some away.
    pub(super) fn set_children(&mut self, element: TreeElement, children: &[TreeElement]) {
        self.change(element, |part| {
            part.first = children.first().copied().unwrap_or_default()
        });
        for (at, child) in children.iter().enumerate() {
            let next = children.get(at + 1).copied().unwrap_or_default();
            self.change(*child, |part| part.next = next);
        }
        self.mark(element, Part::CHILDREN);
    }

    fn added(&self) -> TreeElement {
        TreeElement(u32::try_from(self.parts.len()).unwrap_or(u32::MAX))
    }

    fn change(&mut self, element: TreeElement, change: impl FnOnce(&mut Part)) {
        if let Some(part) = self.parts.get_mut(element.place()) {
            change(part);
        }
    }

    /// Notes a change, and for all that it stands in that there is one.
    fn mark(&mut self, element: TreeElement, change: u8) {
        let (mut at, mut change) = (element, change);
        while let Some(part) = self.parts.get_mut(at.place()) {
            let known = part.is_changed();
            part.changes |= change;
            if known || at == TreeElement::ROOT {
                return;
            }
            (at, change) = (part.parent, Part::WITHIN);
        }
    }
}
