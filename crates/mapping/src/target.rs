//! Where values go in a tree.

use crate::path::{Predicate, Step};

/// An element that is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branch {
    /// Its name.
    pub name: String,
    /// Its attributes in order.
    pub attributes: Vec<(String, String)>,
    /// Its text, before its children.
    pub text: String,
    /// The elements within.
    pub children: Vec<Self>,
}

impl Branch {
    /// An empty element.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// An attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Sets an attribute.
    pub fn set_attribute(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }

    /// The first element that a path of names leads to.
    #[must_use]
    pub fn find(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |branch, name| {
            branch.children.iter().find(|child| child.name == *name)
        })
    }

    fn fits(&self, name: &str, predicates: &[Predicate]) -> bool {
        self.name == name
            && predicates.iter().all(|predicate| match predicate {
                Predicate::Attribute(name, None) => self.attribute(name).is_some(),
                Predicate::Attribute(name, Some(value)) => self.attribute(name) == Some(value),
                Predicate::Child(name, value) => {
                    let fits = |child: &Self| {
                        child.name == *name
                            && value.as_deref().is_none_or(|value| child.text == value)
                    };
                    self.children.iter().any(fits)
                }
                Predicate::Index(_) | Predicate::Last => true,
            })
    }

    /// The place among the children of the one that a step names; `index` from 1.
    fn place_of(&self, name: &str, predicates: &[Predicate], index: usize) -> Option<usize> {
        let fitting = self
            .children
            .iter()
            .enumerate()
            .filter(|(_, child)| child.fits(name, predicates));
        let mut places = fitting.map(|(place, _)| place);
        if predicates.contains(&Predicate::Last) {
            places.next_back()
        } else {
            places.nth(index.saturating_sub(1))
        }
    }

    /// The child that a step names, made where it is missing.
    pub(crate) fn child(
        &mut self,
        name: &str,
        predicates: &[Predicate],
        index: usize,
    ) -> Option<&mut Self> {
        let place = match self.place_of(name, predicates, index) {
            Some(place) => place,
            None => {
                let mut child = Self::new(name);
                for predicate in predicates {
                    match predicate {
                        Predicate::Attribute(name, Some(value)) => child.set_attribute(name, value),
                        Predicate::Child(name, value) => {
                            let mut inner = Self::new(name.as_str());
                            inner.text = value.clone().unwrap_or_default();
                            child.children.push(inner);
                        }
                        _ => {}
                    }
                }
                // Beside those of its name, so that what belongs together stays together.
                let last = self.children.iter().rposition(|other| other.name == name);
                let place = last.map_or(self.children.len(), |last| last + 1);
                self.children.insert(place, child);
                place
            }
        };
        self.children.get_mut(place)
    }

    /// Whether steps lead to something that is there.
    pub(crate) fn has(&self, steps: &[Step]) -> bool {
        let found = steps.iter().try_fold(self, |branch, step| match step {
            Step::Child {
                name, predicates, ..
            } => {
                let place = branch.place_of(name, predicates, index_of(predicates).unwrap_or(1))?;
                branch.children.get(place)
            }
            _ => Some(branch),
        });
        found.is_some()
    }
}

/// The index that predicates ask for.
pub(crate) fn index_of(predicates: &[Predicate]) -> Option<usize> {
    predicates.iter().find_map(|predicate| match predicate {
        Predicate::Index(index) => Some(*index),
        Predicate::Last => Some(1),
        _ => None,
    })
}
