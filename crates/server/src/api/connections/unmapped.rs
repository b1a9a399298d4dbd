//! `/connections/{id}/unmapped`: what carts had that nobody knows.

use std::collections::HashMap;

use actix_web::{get, web};
use api_types::{
    problem::Problem,
    value_table::{Unmapped, UnmappedValue},
};
use database::transactions::TransactionFilter;
use punchout::{
    finding::Finding,
    ids::ConnectionId,
    named_error::ErrorCode,
    transaction::{Transaction, TransactionStatus, TransactionType},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    api::{moment, query},
    auth::permission::{Read, Require},
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

/// How many of the latest carts are looked at: of those that were refused, and of those that were not.
const CARTS: u32 = 100;

/// What is wrong with a cart that a table, a default or a mapping can mend, and what it is called here.
const CODES: [(&str, &str); 6] = [
    ("unit_unknown", "unit_unknown"),
    ("classification_missing", "classification_missing"),
    ("too_long", "too_long"),
    ("description_cut", "too_long"),
    ("classification_code", "classification_code"),
    ("classification_version", "classification_version"),
];

/// What OCI's form had no room for, and was repaired.
const REPAIRED: &str = "repaired";

/// List what carts had that is not known
///
/// Units that no table and no code list has, lines without a classification, and texts that are too long, of the last 100 carts that were
/// refused; and what was cut or rounded, of the last 100 that were not. The most frequent first. An entry in a table, a default or a rule of the mapping mends them.
#[utoipa::path(
    tag = "connections",
    operation_id = "list_unmapped_values",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The connection")),
    responses(
        (status = 200, description = "What is not known", body = Unmapped),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/connections/{id}/unmapped")]
pub(super) async fn list_unmapped_values(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
) -> ApiResult<web::Json<Unmapped>> {
    let read = state.database.read();
    let connection = database::connections::find(read, ConnectionId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let invalid = ErrorCode::InvalidCart.code().to_owned();
    let page = query::page(Some(CARTS), None)?;
    let mut values: HashMap<(String, String, String), UnmappedValue> = HashMap::new();
    for (status, error_code) in [
        (TransactionStatus::Refused, Some(invalid)),
        (TransactionStatus::Ok, None),
    ] {
        let filter = TransactionFilter {
            connection_id: Some(connection.id),
            transaction_type: Some(TransactionType::TransferToRequisition),
            status: Some(status),
            error_code,
            ..TransactionFilter::default()
        };
        let found = database::transactions::list(read, &filter, &page).await?;
        for entry in found.items {
            if let Some(cart) = database::transactions::find(read, entry.id).await? {
                note(&cart, &mut values);
            }
        }
    }
    let mut items: Vec<_> = values.into_values().collect();
    items.sort_by(|a, b| b.carts.cmp(&a.carts).then_with(|| a.value.cmp(&b.value)));
    Ok(web::Json(Unmapped { items }))
}

/// Notes what one cart had: each thing once, the newest cart first.
fn note(cart: &Transaction, values: &mut HashMap<(String, String, String), UnmappedValue>) {
    let body: Value = serde_json::from_slice(&cart.request_body.bytes).unwrap_or_default();
    let mut seen = std::collections::HashSet::new();
    for finding in &cart.findings.found {
        let Some((code, field, value)) = unmapped(finding, &body) else {
            continue;
        };
        let key = (code.to_owned(), field.clone(), value.clone());
        if !seen.insert(key.clone()) {
            continue;
        }
        let known = values.entry(key).or_insert_with(|| UnmappedValue {
            code: code.to_owned(),
            field,
            value,
            message: finding.text.clone(),
            carts: 0,
            last_at: moment::present(cart.at),
            transaction_id: cart.id.0,
        });
        known.carts += 1;
    }
}

/// The code, the field, and what stands there; for what is missing or too long the line's article.
fn unmapped(finding: &Finding, body: &Value) -> Option<(&'static str, String, String)> {
    let code = finding.code.strip_prefix("cart.")?;
    let (code, line, field) = if code == REPAIRED {
        let (field, line) = finding.path.strip_suffix(']')?.rsplit_once('[')?;
        (REPAIRED, line.parse::<usize>().ok()?.checked_sub(1)?, field)
    } else {
        let (_, shown) = CODES.into_iter().find(|(known, _)| *known == code)?;
        let path = finding.path.strip_prefix("/cart").unwrap_or(&finding.path);
        let (line, field) = path.strip_prefix("/items/")?.split_once('/')?;
        (shown, line.parse().ok()?, field)
    };
    let of_line = |name: &str| {
        let value = body.pointer(&format!("/cart/items/{line}/{name}"));
        value.and_then(Value::as_str).map(|text| {
            let cut: String = text.chars().take(200).collect();
            cut
        })
    };
    let value = if code == "unit_unknown" {
        of_line("unit")
    } else {
        of_line("sku")
    };
    Some((code, field.to_owned(), value.unwrap_or_default()))
}
