//! Rows as JSON and as CSV.

use actix_web::{
    HttpRequest,
    http::header::{self, HeaderMap, HeaderName},
};
use api_types::value_table::{TableKind as KindDto, ValueRow as RowDto, ValueTable};
use punchout::value_table::ValueRow;

use crate::{
    api::{comma_separated, json},
    problem::{ApiProblem, ApiResult},
};

const COLUMNS: [&str; 4] = ["from_domain", "from", "to_domain", "to"];

/// Rows as CSV.
pub(super) fn csv(rows: &[ValueRow], kind: KindDto) -> ApiResult<Vec<u8>> {
    let written = match kind {
        KindDto::Units => {
            let rows = rows.iter().map(|row| vec![row.from.as_str(), &row.to]);
            comma_separated::write(&["from", "to"], rows)
        }
        KindDto::Classifications => {
            let rows = rows.iter().map(|row| {
                vec![
                    row.from_domain.as_deref().unwrap_or_default(),
                    row.from.as_str(),
                    row.to_domain.as_deref().unwrap_or_default(),
                    row.to.as_str(),
                ]
            });
            comma_separated::write(&COLUMNS, rows)
        }
    };
    written.map_err(ApiProblem::internal)
}

/// Refuses bodies that are neither JSON nor CSV.
pub(super) fn check_content_type(request: &HttpRequest) -> ApiResult<()> {
    if names(request.headers(), header::CONTENT_TYPE, "text/csv") {
        return json::check_encoding(request);
    }
    json::check_content_type(request)
}

/// The rows of a body, each with its place.
pub(super) fn rows(
    headers: &HeaderMap,
    bytes: &[u8],
    kind: KindDto,
) -> ApiResult<Vec<(u64, ValueRow)>> {
    if !names(headers, header::CONTENT_TYPE, "text/csv") {
        let table: ValueTable = json::parse(bytes)?;
        return Ok((1..).zip(table.rows.into_iter().map(taken)).collect());
    }
    let (required, known): (&[&str], &[&str]) = match kind {
        KindDto::Units => (&["from", "to"], &[]),
        KindDto::Classifications => (&["from", "to"], &["from_domain", "to_domain"]),
    };
    let records = comma_separated::read(bytes, required, known)
        .map_err(|text| ApiProblem::invalid_field("", "invalid_csv", text))?;
    let row = |record: comma_separated::Record| {
        let text = |column: &str| record.get(column).map(str::to_owned);
        let row = ValueRow {
            from_domain: text("from_domain"),
            from: text("from").unwrap_or_default(),
            to_domain: text("to_domain"),
            to: text("to").unwrap_or_default(),
        };
        (record.line, row)
    };
    Ok(records.into_iter().map(row).collect())
}

/// A row from JSON.
pub(super) fn taken(row: RowDto) -> ValueRow {
    ValueRow {
        from_domain: row.from_domain,
        from: row.from,
        to_domain: row.to_domain,
        to: row.to,
    }
}

/// A row as it stands in JSON.
pub(in crate::api) fn shown(row: &ValueRow) -> RowDto {
    RowDto {
        from_domain: row.from_domain.clone(),
        from: row.from.clone(),
        to_domain: row.to_domain.clone(),
        to: row.to.clone(),
    }
}

/// Whether a header names a media type.
pub(super) fn names(headers: &HeaderMap, name: HeaderName, media_type: &str) -> bool {
    let values = headers.get_all(name);
    let mut texts = values.filter_map(|value| value.to_str().ok());
    texts.any(|text| text.to_ascii_lowercase().contains(media_type))
}
