//! The lines of an earlier cart as Liferay finds them again. Its reference of a line is `{orderId}/{itemId}`, and a session is of one order:
//! whatever else the earlier cart had is named by findings, since Liferay takes out of its order what it is not told of.

use punchout::{
    finding::{Finding, Severity},
    session::{Operation, Permission, Session, SessionItem},
};
use serde_json::{Value, json};

/// What Liferay is told of an earlier cart.
pub(super) struct Earlier {
    /// The order; `None` where no line is left.
    pub order: Option<u64>,
    /// `cartItems`.
    pub items: Vec<Value>,
    /// `punchOutSessionType`.
    pub operation: &'static str,
    /// What Liferay is not told.
    pub findings: Vec<Finding>,
}

/// A line that Liferay can find.
struct Line<'a> {
    order: u64,
    id: u64,
    item: &'a SessionItem,
}

/// What Liferay is told of the earlier cart of a session.
pub(super) fn earlier(session: &Session) -> Earlier {
    let mut findings = Vec::new();
    let mut lines = Vec::new();
    if session.permits(Permission::ViewOpenOrders) {
        for (position, item) in (1..).zip(&session.items) {
            match line(item) {
                Some(line) => lines.push((position, line)),
                None => findings.push(unknown(position, item)),
            }
        }
    }
    let order = most(&lines);
    let (told, others): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|(_, line)| Some(line.order) == order);
    findings.extend(
        others
            .iter()
            .map(|(position, line)| of_another(*position, line)),
    );
    let operation = match session.operation {
        Operation::Create | Operation::Source => "create",
        Operation::Edit if told.is_empty() => {
            findings.push(nothing_left());
            "create"
        }
        Operation::Edit => "edit",
        Operation::Inspect => "inspect",
    };
    if let Some(selected) = &session.selected_item {
        findings.push(selected_item(&selected.sku));
    }
    Earlier {
        order,
        items: told.iter().map(|(_, line)| line.told()).collect(),
        operation,
        findings,
    }
}

/// The order that most lines are of, the first of several.
fn most(lines: &[(usize, Line<'_>)]) -> Option<u64> {
    let count = |order| lines.iter().filter(|(_, line)| line.order == order).count();
    let mut found: Option<(usize, u64)> = None;
    for (_, line) in lines {
        let lines = count(line.order);
        if found.is_none_or(|(most, _)| lines > most) {
            found = Some((lines, line.order));
        }
    }
    found.map(|(_, order)| order)
}

fn line(item: &SessionItem) -> Option<Line<'_>> {
    let (order, id) = item.internal_id.as_deref()?.split_once('/')?;
    Some(Line {
        order: order.parse().ok()?,
        id: id.parse().ok()?,
        item,
    })
}

impl Line<'_> {
    fn told(&self) -> Value {
        let quantity = self.item.quantity.map(|quantity| quantity.normalize());
        // A number, where a number of this kind holds it.
        let whole = quantity.and_then(|quantity| u64::try_from(quantity).ok());
        let quantity = match (whole, quantity) {
            (Some(whole), Some(exact)) if exact.fract().is_zero() => json!(whole),
            (_, exact) => json!(exact.map(|exact| exact.to_string())),
        };
        json!({"id": self.id, "quantity": quantity})
    }
}

fn warning(code: &str, text: String, advice: &str) -> Finding {
    Finding {
        code: code.to_owned(),
        severity: Severity::Warning,
        line: None,
        path: String::new(),
        text,
        advice: advice.to_owned(),
    }
}

fn unknown(position: usize, item: &SessionItem) -> Finding {
    let reference = match item.internal_id.as_deref() {
        None | Some("") => "none".to_owned(),
        Some(id) => format!("“{id}”"),
    };
    warning(
        "store.line_unknown",
        format!(
            "Line {position} of the earlier cart, article {}, is not told to Liferay, which takes it out of the cart: it finds a line by the reference {{orderId}}/{{itemId}} that it gave, and this one has {reference}.",
            item.sku
        ),
        "Have the procurement system send back the SupplierPartAuxiliaryID of each line unchanged.",
    )
}

fn of_another(position: usize, line: &Line<'_>) -> Finding {
    warning(
        "store.line_of_another_order",
        format!(
            "Line {position} of the earlier cart, article {}, is of Liferay's order {}, and not told: a session is of one order, the one with most lines.",
            line.item.sku, line.order
        ),
        "Have the buyer edit the carts of different visits one after the other.",
    )
}

fn nothing_left() -> Finding {
    warning(
        "store.edit_without_lines",
        "There is no line of an earlier cart that Liferay could be told, so the buyer comes to a new cart instead of an edit of nothing.".to_owned(),
        "Have the procurement system send the lines of the earlier cart, each with its SupplierPartAuxiliaryID; the buyer's role must have the permission view_open_orders.",
    )
}

fn selected_item(sku: &str) -> Finding {
    warning(
        "store.selected_item_untold",
        format!(
            "The buyer chose article {sku} before; Liferay's session request has no place for it."
        ),
        "The buyer looks for the article in the shop.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(sku: &str, internal_id: &str) -> SessionItem {
        SessionItem {
            line_number: None,
            sku: sku.to_owned(),
            internal_id: Some(internal_id.to_owned()),
            quantity: Some("2.50".parse().unwrap()),
            unit: None,
            unit_price: None,
            currency: None,
            description: None,
        }
    }

    fn order_of(ids: &[&str]) -> Option<u64> {
        let items: Vec<_> = ids.iter().map(|id| item("A", id)).collect();
        let lines: Vec<_> = items
            .iter()
            .filter_map(line)
            .map(|line| (1, line))
            .collect();
        most(&lines)
    }

    #[test]
    fn the_order_with_most_lines_is_told_and_the_first_of_several() {
        assert_eq!(order_of(&["1/1", "2/1", "3", "2/2"]), Some(2));
        assert_eq!(order_of(&["2/1", "1/1", "1/2", "2/2"]), Some(2));
        assert_eq!(order_of(&["", "x/1", "1/x", "1"]), None);
    }

    #[test]
    fn quantities_are_told_exactly() {
        let part = item("A", "1/7");
        assert_eq!(
            line(&part).unwrap().told(),
            json!({"id": 7, "quantity": "2.5"})
        );
    }
}
