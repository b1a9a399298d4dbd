//! The content of an element: what may stand in it, in which order, how often.

use super::Id;
use crate::steps::step;

/// What may stand in an element.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Anything that the version has.
    Any,
    /// Nothing.
    Empty,
    /// Text, and these elements between it.
    Mixed(Vec<Id>),
    /// Elements.
    Model(Particle),
}

/// A part of a model with how often it may occur.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Particle {
    pub(super) part: Part,
    pub(super) required: bool,
    pub(super) repeatable: bool,
}

/// A part of a model.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// An element.
    Element(Id),
    /// All of these, one after another.
    Sequence(Vec<Particle>),
    /// One of these.
    Choice(Vec<Particle>),
}

/// Where the elements of a content do not follow a model: at this one, or at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    pub(crate) at: usize,
}

/// How an element stands in a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) id: Id,
    /// Whether there must be one.
    pub(crate) required: bool,
    /// Whether there may be several.
    pub(crate) repeatable: bool,
}

impl Content {
    /// Whether an element may stand in it.
    pub(crate) fn names(&self, id: Id) -> bool {
        match self {
            Self::Any => id != Id::UNKNOWN,
            Self::Empty => false,
            Self::Mixed(ids) => ids.contains(&id),
            Self::Model(model) => model.names(id),
        }
    }
}

impl Particle {
    /// Checks that elements follow the model. Models are deterministic (XML 1.0, appendix E): the next element alone tells which part
    /// is meant, so that time is linear.
    pub(crate) fn check(&self, elements: &[Id]) -> Result<(), Mismatch> {
        let mut at = 0;
        if self.take(elements, &mut at) && at == elements.len() {
            Ok(())
        } else {
            Err(Mismatch { at })
        }
    }

    /// How each element stands in the model, in its order.
    pub(crate) fn mentions(&self) -> Vec<Mention> {
        let mut mentions = Vec::new();
        self.mention(true, false, &mut mentions);
        mentions
    }

    fn names(&self, id: Id) -> bool {
        step();
        match &self.part {
            Part::Element(own) => *own == id,
            Part::Sequence(parts) | Part::Choice(parts) => parts.iter().any(|part| part.names(id)),
        }
    }

    fn take(&self, elements: &[Id], at: &mut usize) -> bool {
        if !self.begins_next(elements, *at) {
            return !self.required || (self.is_nullable() && self.part.take(elements, at));
        }
        loop {
            if !self.part.take(elements, at) {
                return false;
            }
            if !self.repeatable || !self.begins_next(elements, *at) {
                return true;
            }
        }
    }

    fn begins_next(&self, elements: &[Id], at: usize) -> bool {
        elements
            .get(at)
            .is_some_and(|next| self.part.begins_with(*next))
    }

    fn is_nullable(&self) -> bool {
        !self.required || self.part.is_nullable()
    }

    fn mention(&self, required: bool, repeatable: bool, mentions: &mut Vec<Mention>) {
        step();
        let required = required && self.required;
        let repeatable = repeatable || self.repeatable;
        match &self.part {
            Part::Element(id) => match mentions.iter_mut().find(|mention| mention.id == *id) {
                // In two places: which of them an element stands in is not for here.
                Some(mention) => mention.repeatable = true,
                None => mentions.push(Mention {
                    id: *id,
                    required,
                    repeatable,
                }),
            },
            Part::Sequence(parts) => {
                for part in parts {
                    part.mention(required, repeatable, mentions);
                }
            }
            Part::Choice(parts) => {
                for part in parts {
                    part.mention(required && parts.len() == 1, repeatable, mentions);
                }
            }
        }
    }
}

impl Part {
    fn take(&self, elements: &[Id], at: &mut usize) -> bool {
        step();
        match self {
            Self::Element(id) => {
                let found = elements.get(*at) == Some(id);
                *at += usize::from(found);
                found
            }
            Self::Sequence(parts) => parts.iter().all(|part| part.take(elements, at)),
            Self::Choice(parts) => {
                let begun = parts.iter().find(|part| part.begins_next(elements, *at));
                match begun {
                    Some(part) => part.take(elements, at),
                    None => parts.iter().any(Particle::is_nullable),
                }
            }
        }
    }

    fn begins_with(&self, next: Id) -> bool {
        step();
        match self {
            Self::Element(id) => *id == next,
            Self::Sequence(parts) => {
                for part in parts {
                    if part.part.begins_with(next) {
                        return true;
                    }
                    if !part.is_nullable() {
                        return false;
                    }
                }
                false
            }
            Self::Choice(parts) => parts.iter().any(|part| part.part.begins_with(next)),
        }
    }

    fn is_nullable(&self) -> bool {
        match self {
            Self::Element(_) => false,
            Self::Sequence(parts) => parts.iter().all(Particle::is_nullable),
            Self::Choice(parts) => parts.iter().any(Particle::is_nullable),
        }
    }
}
