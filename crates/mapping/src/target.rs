//! Where values go in a tree.

/// A tree that a mapping writes over.
pub trait Target {
    /// An element.
    type Node: Copy + PartialEq;
    /// An element's name, found once and used for each row.
    type Name: Copy;
    /// How an element is built: which elements stand in it, and how they stand in one another.
    type Shape;

    /// Looks for a name; `None` where no element can have it.
    fn name(&mut self, name: &str) -> Option<Self::Name>;

    /// The root.
    fn root(&self) -> Self::Node;

    /// Whether an element has a name.
    fn is_named(&self, node: Self::Node, name: Self::Name) -> bool;

    /// The first of the elements within.
    fn first(&self, node: Self::Node) -> Option<Self::Node>;

    /// The next element of those within the same one.
    fn next(&self, node: Self::Node) -> Option<Self::Node>;

    /// How an element is built; `None` where that is not to be told, as of one that was changed.
    fn shape(&self, node: Self::Node) -> Option<Self::Shape>;

    /// Whether an element is built so.
    fn is_shaped(&self, node: Self::Node, shape: &Self::Shape) -> bool;

    /// Where an element stands in another one: the same place in each one of the same shape. `None` for what was put in.
    fn place_in(&self, outer: Self::Node, node: Self::Node) -> Option<usize>;

    /// What stands at a place in an element.
    fn at_place(&self, outer: Self::Node, place: usize) -> Option<Self::Node>;

    /// Whether an element has an attribute, and with a value where one is named.
    fn has_attribute(&self, node: Self::Node, name: &str, value: Option<&str>) -> bool;

    /// Whether an element's own text is this one.
    fn has_text(&self, node: Self::Node, text: &str) -> bool;

    /// Puts an element without content into another one, behind one of those within, or before all. No two of its attributes have one
    /// name.
    fn insert(
        &mut self,
        parent: Self::Node,
        after: Option<Self::Node>,
        name: Self::Name,
        attributes: &[(&str, &str)],
    ) -> Self::Node;

    /// Sets an attribute; says how many bytes that takes.
    fn set_attribute(&mut self, node: Self::Node, name: &str, value: &str) -> usize;

    /// Sets an element's own text.
    fn set_text(&mut self, node: Self::Node, text: &str);
}

/// An element of a tree for who has none.
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
}

/// Branches as something to write over: each with the places of those within.
pub(crate) struct Branches {
    all: Vec<(Branch, Vec<usize>, Option<usize>)>,
    names: Vec<String>,
}

impl Branches {
    pub(crate) fn of(root: Branch) -> Self {
        let mut branches = Self {
            all: Vec::new(),
            names: Vec::new(),
        };
        branches.add(root, None);
        branches
    }

    fn add(&mut self, mut branch: Branch, parent: Option<usize>) -> usize {
        let place = self.all.len();
        let within = std::mem::take(&mut branch.children);
        self.all.push((branch, Vec::new(), parent));
        let places = within
            .into_iter()
            .map(|child| self.add(child, Some(place)))
            .collect();
        if let Some((_, children, _)) = self.all.get_mut(place) {
            *children = places;
        }
        place
    }

    pub(crate) fn into_root(mut self) -> Branch {
        // What is within another one stands behind it, so that from the end on each is whole when it is taken.
        for place in (0..self.all.len()).rev() {
            let places = self
                .all
                .get_mut(place)
                .map(|(_, places, _)| std::mem::take(places));
            for child in places.unwrap_or_default() {
                let child = self.all.get_mut(child).map(|(it, ..)| std::mem::take(it));
                if let (Some(child), Some((branch, ..))) = (child, self.all.get_mut(place)) {
                    branch.children.push(child);
                }
            }
        }
        self.all.into_iter().next().unwrap_or_default().0
    }

    fn branch(&self, node: usize) -> Option<&Branch> {
        self.all.get(node).map(|(branch, ..)| branch)
    }
}

impl Target for Branches {
    type Node = usize;
    type Name = usize;
    type Shape = ();

    fn name(&mut self, name: &str) -> Option<usize> {
        self.names.push(name.to_owned());
        Some(self.names.len() - 1)
    }

    fn root(&self) -> usize {
        0
    }

    fn is_named(&self, node: usize, name: usize) -> bool {
        let branch = self.branch(node);
        branch.is_some_and(|branch| self.names.get(name) == Some(&branch.name))
    }

    fn first(&self, node: usize) -> Option<usize> {
        self.all.get(node)?.1.first().copied()
    }

    fn next(&self, node: usize) -> Option<usize> {
        let siblings = &self.all.get(self.all.get(node)?.2?)?.1;
        let at = siblings.iter().position(|sibling| *sibling == node)?;
        siblings.get(at + 1).copied()
    }

    fn shape(&self, _: usize) -> Option<()> {
        None
    }

    fn is_shaped(&self, _: usize, (): &()) -> bool {
        false
    }

    fn place_in(&self, _: usize, _: usize) -> Option<usize> {
        None
    }

    fn at_place(&self, _: usize, _: usize) -> Option<usize> {
        None
    }

    fn has_attribute(&self, node: usize, name: &str, value: Option<&str>) -> bool {
        let attributes = self.branch(node).map(|branch| &branch.attributes);
        let mut attributes = attributes.into_iter().flatten();
        attributes.any(|(known, held)| known == name && value.is_none_or(|value| value == held))
    }

    fn has_text(&self, node: usize, text: &str) -> bool {
        self.branch(node).is_some_and(|branch| branch.text == text)
    }

    fn insert(
        &mut self,
        parent: usize,
        after: Option<usize>,
        name: usize,
        attributes: &[(&str, &str)],
    ) -> usize {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let branch = Branch {
            attributes: attributes.iter().map(owned).collect(),
            ..Branch::new(self.names.get(name).cloned().unwrap_or_default())
        };
        let added = self.add(branch, Some(parent));
        if let Some((_, siblings, _)) = self.all.get_mut(parent) {
            let place = siblings.iter().position(|sibling| Some(*sibling) == after);
            siblings.insert(place.map_or(0, |place| place + 1), added);
        }
        added
    }

    fn set_attribute(&mut self, node: usize, name: &str, value: &str) -> usize {
        if let Some((branch, ..)) = self.all.get_mut(node) {
            let mut attributes = branch.attributes.iter_mut();
            match attributes.find(|(known, _)| known == name) {
                Some((_, old)) => value.clone_into(old),
                None => branch.attributes.push((name.to_owned(), value.to_owned())),
            }
        }
        name.len() + value.len()
    }

    fn set_text(&mut self, node: usize, text: &str) {
        if let Some((branch, ..)) = self.all.get_mut(node) {
            text.clone_into(&mut branch.text);
        }
    }
}
