use serde_json::json;

use super::*;

fn session(operation: &str, items: serde_json::Value) -> PunchOutSession {
    let id = "01999f3a-7c00-7000-8000-000000000001";
    serde_json::from_value(json!({
        "id": id, "state": "shopping", "operation": operation, "format": "cxml",
        "store": {"id": id, "key": "shop", "name": "Shop"},
        "connection": {"id": id, "name": "Meyer, cXML"},
        "business_unit": {"id": id, "name": "Meyer", "external_reference": null},
        "buyer": {"id": id, "external_reference": null, "email": "jane@buyer.example", "first_name": "Jane",
                  "last_name": null, "is_new": true},
        "permissions": ["view_open_orders", "check_out_open_orders"],
        "selected_item": null, "items": items, "ship_to": null, "extrinsics": [], "currency": "EUR", "locale": null,
        "features_to_hide": [], "buyer_cookie": "1", "created_at": "2026-01-01T00:00:00.000Z",
        "last_activity_at": "2026-01-01T00:00:00.000Z", "expires_at": "2026-01-01T00:00:00.000Z",
    }))
    .unwrap()
}

fn item(line: u32, sku: &str, quantity: &str) -> serde_json::Value {
    json!({"line_number": line, "sku": sku, "internal_id": format!("old/{line}"), "quantity": quantity, "unit": null,
           "unit_price": null, "currency": null, "description": "Something"})
}

#[test]
fn an_earlier_cart_is_in_the_visit_again_under_its_references() {
    let items = json!([
        item(3, "N-2002", "12.5"),
        item(4, "gone", "1"),
        item(7, "N-1001", "2")
    ]);
    let mut visit = Visit::of(&session("edit", items));
    let lines = |visit: &Visit| -> Vec<_> {
        visit
            .lines
            .iter()
            .map(|line| {
                (
                    line.number,
                    line.reference.clone(),
                    line.quantity.to_string(),
                )
            })
            .collect()
    };
    assert_eq!(
        lines(&visit),
        [
            (3, "old/3".to_owned(), "12.5".to_owned()),
            (7, "old/7".to_owned(), "2".to_owned())
        ]
    );
    assert_eq!(visit.lost.len(), 1);
    visit.add(catalogue::find("N-1001").unwrap(), "1").unwrap();
    visit.add(catalogue::find("N-4001").unwrap(), "10").unwrap();
    let after = lines(&visit);
    assert_eq!(after[1].2, "3");
    assert_eq!(after[2].0, 8);
}

#[test]
fn quantities_change_and_lines_go() {
    let items = json!([
        item(1, "N-1001", "1"),
        item(2, "N-1002", "1"),
        item(3, "N-3001", "1")
    ]);
    let mut visit = Visit::of(&session("edit", items));
    let change = Change {
        quantities: vec![(1, "4".to_owned()), (2, "0".to_owned())],
        removed: Some(3),
    };
    visit.change(&change).unwrap();
    let [line] = visit.lines.as_slice() else {
        panic!("one line")
    };
    assert_eq!(
        (line.number, line.quantity.to_string()),
        (1, "4".to_owned())
    );
    assert_eq!(line.amount().to_string(), "79.60");
    let change = Change {
        quantities: vec![(1, "many".to_owned())],
        removed: None,
    };
    assert!(visit.change(&change).is_err());
}

#[test]
fn an_inspected_cart_cannot_be_handed_over() {
    assert!(!Visit::of(&session("inspect", json!([]))).may_check_out);
    assert!(Visit::of(&session("create", json!([]))).may_check_out);
}

#[test]
fn prices_for_a_hundred_are_divided() {
    let line = Line {
        number: 1,
        reference: String::new(),
        product: catalogue::find("N-2001").unwrap(),
        quantity: Decimal::from(250),
    };
    assert_eq!(line.amount().to_string(), "9.50");
}

#[test]
fn visits_are_bounded() {
    let mut visits = Visits::default();
    let first = Visit::of(&session("create", json!([])));
    visits.insert(first.clone());
    for _ in 0..MOST_VISITS {
        visits.insert(Visit::of(&session("create", json!([]))));
    }
    assert!(visits.get(&first.code).is_none());
    assert_eq!(visits.0.len(), MOST_VISITS);
}
