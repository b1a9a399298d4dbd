//! Log entries as CSV.

use std::borrow::Cow;

use database::transactions::TransactionSummary;
use serde_json::Value;

use super::present;
use crate::problem::{ApiProblem, ApiResult};

const COLUMNS: [&str; 17] = [
    "id",
    "at",
    "type",
    "status",
    "error_code",
    "store_id",
    "connection_id",
    "business_unit_id",
    "session_id",
    "email",
    "payload_id",
    "buyer_cookie",
    "order_id",
    "support_reference",
    "http_status",
    "protocol_status",
    "duration_ms",
];

/// The names of the columns.
pub(super) fn header() -> ApiResult<Vec<u8>> {
    written([COLUMNS.map(str::to_owned)])
}

/// Entries as rows.
pub(super) fn rows(entries: &[TransactionSummary]) -> ApiResult<Vec<u8>> {
    let rows = entries.iter().map(row).collect::<ApiResult<Vec<_>>>()?;
    written(rows)
}

fn written(rows: impl IntoIterator<Item = [String; 17]>) -> ApiResult<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer
            .write_record(row.iter().map(|text| plain(text).into_owned()))
            .map_err(ApiProblem::internal)?;
    }
    writer.into_inner().map_err(ApiProblem::internal)
}

fn row(entry: &TransactionSummary) -> ApiResult<[String; 17]> {
    let shown = serde_json::to_value(present::summary(entry)).map_err(ApiProblem::internal)?;
    Ok(COLUMNS.map(|column| match column {
        "payload_id" => entry.payload_id.clone().unwrap_or_default(),
        "buyer_cookie" => entry.buyer_cookie.clone().unwrap_or_default(),
        "order_id" => entry.order_id.clone().unwrap_or_default(),
        column => match shown.get(column) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        },
    }))
}

/// A text that no spreadsheet takes for a formula (OWASP, CSV injection).
fn plain(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(plain(text), format!("'{text}"));
        }
        assert_eq!(plain("cookie=1"), "cookie=1");
    }
}
