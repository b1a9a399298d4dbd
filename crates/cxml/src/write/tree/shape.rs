//! How elements are built. Lines are much alike, so that what was found in one is found at the same place in the next one.

use super::recording::{Recording, TreeElement};
use crate::grammar::Id;

/// Which elements stand in an element, and how they stand in one another: of each the name, the first one within and the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    itself: (Id, u32),
    within: Vec<(Id, u32, u32)>,
}

impl Shape {
    pub(super) fn of(all: &Recording, element: TreeElement) -> Option<Self> {
        let end = all.get(element).whole.range().end;
        // What stands in an element follows it.
        let parts = all.from(element.place()).iter();
        let parts = parts.take_while(|part| !part.is_new() && part.whole.range().end <= end);
        let mut outlines = Vec::new();
        for part in parts {
            if part.is_changed() {
                return None;
            }
            outlines.push(part.outline(element));
        }
        let (name, first, _) = *outlines.first()?;
        Some(Self {
            itself: (name, first),
            within: outlines.split_off(1),
        })
    }

    pub(super) fn is_of(&self, all: &Recording, element: TreeElement) -> bool {
        // Each is led to from those before, so that nothing stands in between that is not compared.
        let Some((itself, within)) = all.from(element.place()).split_first() else {
            return false;
        };
        let (name, first, _) = itself.outline(element);
        let mut both = self.within.iter().zip(within);
        (name, first) == self.itself
            && within.len() >= self.within.len()
            && both.all(|(outline, part)| *outline == part.outline(element))
    }
}

/// Where an element stands in another one that it stood in before anything was changed.
pub(super) fn place_in(all: &Recording, outer: TreeElement, element: TreeElement) -> Option<usize> {
    let (whole, part) = (all.get(outer).whole.range(), all.get(element));
    let within = !part.is_new() && part.whole.range().end <= whole.end;
    element
        .place()
        .checked_sub(outer.place())
        .filter(|_| within)
}

pub(super) fn at_place(all: &Recording, outer: TreeElement, place: usize) -> Option<TreeElement> {
    all.at(outer.place().checked_add(place)?)
}
