//! A document that a mapping writes over, held to what its values must be: the place of a number takes none but numbers. What is built in
//! stays where a mapping has nothing better.

use cxml::{ElementName, Shape, Tree, TreeElement};
use mapping::Target;

use crate::finding::{Finding, Severity};

/// The most that is told of what was refused.
const MAX_TOLD: usize = 100;

const NO_NUMBER: &str = "is no number";
const NO_CURRENCY: &str = "is no ISO 4217 code of a currency";

/// The document.
pub(super) struct Written<'d> {
    tree: Tree<'d>,
    numbers: [Option<ElementName>; cxml::NUMBER_ELEMENTS.len()],
    /// The currency that was looked up last: a cart has one.
    currency: &'static str,
    refused: Vec<Finding>,
}

impl<'d> Written<'d> {
    pub(super) fn over(tree: Tree<'d>) -> Self {
        Self {
            tree,
            numbers: cxml::NUMBER_ELEMENTS.map(Tree::known_name),
            currency: "",
            refused: Vec::new(),
        }
    }

    /// What was written, and what was not.
    pub(super) fn into_parts(self) -> (Tree<'d>, Vec<Finding>) {
        (self.tree, self.refused)
    }

    fn fault_of_text(&self, node: TreeElement, text: &str) -> Option<&'static str> {
        // Whose text it is comes before what it says: most texts are none of a number.
        let mut numbers = self.numbers.iter().flatten();
        let is_fault = numbers.any(|name| self.tree.is_named(node, *name))
            && !text.is_empty()
            && !is_number(text);
        is_fault.then_some(NO_NUMBER)
    }

    /// What is wrong with the value of an attribute (cXML 1.2, `ItemIn`, `Money`).
    fn fault_of_attribute(&mut self, name: &str, value: &str) -> Option<&'static str> {
        match name {
            name if cxml::is_number_attribute(name) => (!is_number(value)).then_some(NO_NUMBER),
            "currency" if value != self.currency => match codes::currency(value) {
                Some(known) => {
                    self.currency = known.code;
                    None
                }
                None => Some(NO_CURRENCY),
            },
            _ => None,
        }
    }

    fn refuse(&mut self, node: TreeElement, below: &str, value: &str, fault: &str) {
        if self.refused.len() >= MAX_TOLD {
            return;
        }
        let shown: String = value.chars().take(100).collect();
        self.refused.push(Finding {
            code: "mapping.value_refused".to_owned(),
            severity: Severity::Error,
            line: None,
            path: self.tree.path(node) + below,
            text: format!("“{shown}” {fault}, and was not written."),
            advice: "Have the cart mapping write a value of the right kind there; without one, what is built in stays.".to_owned(),
        });
    }
}

/// Whether a text is a number. Most are digits with a point among them, and need no parsing: a cart has thousands.
fn is_number(text: &str) -> bool {
    let mut points = 0;
    let plain = text.len() <= 20
        && text.bytes().all(|byte| {
            points += u32::from(byte == b'.');
            byte.is_ascii_digit() || byte == b'.'
        });
    let is_plain = plain && points <= 1 && !matches!(text, "" | ".");
    is_plain || cxml::parse_number(text).is_some()
}

impl Target for Written<'_> {
    type Node = TreeElement;
    type Name = ElementName;
    type Shape = Shape;

    fn name(&mut self, name: &str) -> Option<ElementName> {
        Tree::known_name(name)
    }

    fn root(&self) -> TreeElement {
        self.tree.root()
    }

    fn is_named(&self, node: TreeElement, name: ElementName) -> bool {
        self.tree.is_named(node, name)
    }

    fn first(&self, node: TreeElement) -> Option<TreeElement> {
        self.tree.first(node)
    }

    fn next(&self, node: TreeElement) -> Option<TreeElement> {
        self.tree.next(node)
    }

    fn shape(&self, node: TreeElement) -> Option<Shape> {
        self.tree.shape(node)
    }

    fn is_shaped(&self, node: TreeElement, shape: &Shape) -> bool {
        self.tree.is_shaped(node, shape)
    }

    fn place_in(&self, outer: TreeElement, node: TreeElement) -> Option<usize> {
        self.tree.place_in(outer, node)
    }

    fn at_place(&self, outer: TreeElement, place: usize) -> Option<TreeElement> {
        self.tree.at_place(outer, place)
    }

    fn has_attribute(&self, node: TreeElement, name: &str, value: Option<&str>) -> bool {
        self.tree.has_attribute(node, name, value)
    }

    fn has_text(&self, node: TreeElement, text: &str) -> bool {
        self.tree.has_text(node, text)
    }

    fn insert(
        &mut self,
        parent: TreeElement,
        after: Option<TreeElement>,
        name: ElementName,
        attributes: &[(&str, &str)],
    ) -> TreeElement {
        self.tree.insert(parent, after, name, attributes)
    }

    fn set_attribute(&mut self, node: TreeElement, name: &str, value: &str) -> usize {
        match self.fault_of_attribute(name, value) {
            Some(fault) => {
                self.refuse(node, &format!("/@{name}"), value, fault);
                0
            }
            None => self.tree.set_attribute(node, name, value),
        }
    }

    fn set_text(&mut self, node: TreeElement, text: &str) {
        match self.fault_of_text(node, text) {
            Some(fault) => self.refuse(node, "", text, fault),
            None => self.tree.set_text(node, text),
        }
    }
}
