//! The store's own references of an earlier cart's lines, where the procurement system lost them.

use std::collections::HashSet;

use super::SessionItem;

/// A line as it was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedLine {
    /// Its number.
    pub line_number: Option<u32>,
    /// `SupplierPartID`.
    pub sku: String,
    /// `SupplierPartAuxiliaryID`: the store's own reference.
    pub internal_id: String,
}

/// Gives lines that come back without the store's reference the one that they were handed over with: the line of the same article number
/// and line number, or else the next of the same article number. What is found nowhere stays without.
pub fn recall(items: &mut [SessionItem], handed: &[HandedLine]) {
    let kept: HashSet<String> = items
        .iter()
        .filter_map(|item| item.internal_id.clone())
        .collect();
    let mut free: Vec<_> = handed
        .iter()
        .filter(|line| !kept.contains(&line.internal_id))
        .collect();
    let same_line = |item: &SessionItem, line: &HandedLine| {
        item.line_number.is_some() && item.line_number == line.line_number
    };
    // Those with the same number first, or a line further up could take what is theirs.
    for by_number in [true, false] {
        for item in items
            .iter_mut()
            .filter(|item| item.internal_id.is_none() && !item.sku.trim().is_empty())
        {
            let place = free.iter().position(|line| {
                line.sku.trim() == item.sku.trim() && (!by_number || same_line(item, line))
            });
            if let Some(place) = place {
                item.internal_id = Some(free.remove(place).internal_id.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(number: Option<u32>, sku: &str, id: Option<&str>) -> SessionItem {
        SessionItem {
            line_number: number,
            sku: sku.to_owned(),
            internal_id: id.map(str::to_owned),
            quantity: None,
            unit: None,
            unit_price: None,
            currency: None,
            description: None,
        }
    }

    fn handed(lines: &[(u32, &str, &str)]) -> Vec<HandedLine> {
        let line = |(number, sku, id): &(u32, &str, &str)| HandedLine {
            line_number: Some(*number),
            sku: (*sku).to_owned(),
            internal_id: (*id).to_owned(),
        };
        lines.iter().map(line).collect()
    }

    fn recalled(mut items: Vec<SessionItem>, lines: &[(u32, &str, &str)]) -> Vec<Option<String>> {
        recall(&mut items, &handed(lines));
        items.into_iter().map(|item| item.internal_id).collect()
    }

    fn ids(ids: &[&str]) -> Vec<Option<String>> {
        ids.iter()
            .map(|id| Some((*id).to_owned()).filter(|id| !id.is_empty()))
            .collect()
    }

    #[test]
    fn references_that_came_back_stay_whatever_else_is_lost() {
        let lines = [(1, "A", "a1"), (2, "A", "a2"), (3, "B", "b")];
        let items = vec![
            item(Some(1), "A", Some("a2")),
            item(None, "A", None),
            item(Some(3), "C", Some("b")),
        ];
        assert_eq!(recalled(items, &lines), ids(&["a2", "a1", "b"]));
    }

    #[test]
    fn lines_are_told_by_number_and_else_by_position() {
        let lines = [(1, "A", "a1"), (2, "A", "a2"), (3, "A", "a3")];
        // The second was dropped.
        let kept = vec![item(Some(1), "A", None), item(Some(3), " A ", None)];
        assert_eq!(recalled(kept, &lines), ids(&["a1", "a3"]));
        let turned = vec![item(Some(3), "A", None), item(Some(1), "A", None)];
        assert_eq!(recalled(turned, &lines), ids(&["a3", "a1"]));
        let unnumbered = vec![item(None, "A", None), item(Some(1), "A", None)];
        assert_eq!(recalled(unnumbered, &lines), ids(&["a2", "a1"]));
        let others = vec![
            item(Some(1), "B", None),
            item(Some(9), "A", None),
            item(None, "", None),
        ];
        assert_eq!(recalled(others, &lines), ids(&["", "a1", ""]));
    }

    #[test]
    fn no_reference_is_given_twice() {
        let lines = [(1, "A", "a1"), (2, "A", "a2")];
        let more = vec![
            item(None, "A", None),
            item(None, "A", None),
            item(None, "A", None),
        ];
        assert_eq!(recalled(more, &lines), ids(&["a1", "a2", ""]));
    }
}
