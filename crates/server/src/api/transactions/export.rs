//! `/transactions/export`: the log as a file, read from the database page by page while it is sent.

mod table;

use std::collections::VecDeque;

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, HeaderValue},
    web,
};
use api_types::{
    problem::Problem,
    transaction::{ExportFormat, TransactionExport, TransactionQuery, TransactionSort},
};
use database::{
    PageRequest,
    transactions::{Neighbours, TransactionFilter, TransactionSummary},
};
use futures_util::stream;

use super::present;
use crate::{
    api::{
        moment,
        query::{self, QueryParams},
    },
    auth::permission::{Limited, Read},
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

const DAY_MICROS: i64 = 24 * 3_600 * 1_000_000;

/// The span of time where none is given: seven days.
const DEFAULT_MICROS: i64 = 7 * DAY_MICROS;

/// The longest span of time: 92 days, which no three months exceed.
const LONGEST_MICROS: i64 = 92 * DAY_MICROS;

/// How many entries are read at once.
const PAGE: u64 = 500;

/// How many with headers and bodies, of which each may have megabytes.
const PAGE_WITH_BODIES: u64 = 20;

/// Export the transaction log
///
/// As a file, oldest first, with the filters of the list: a JSON object in each line, or CSV. Seven days where no range is given, at most 92.
/// Values in CSV that a spreadsheet would take for a formula begin with an apostrophe.
#[utoipa::path(
    tag = "transactions",
    operation_id = "export_transactions",
    security(("bearer" = ["read"])),
    params(TransactionExport),
    responses(
        (status = 200, description = "The entries", content((String = "application/x-ndjson"), (String = "text/csv"))),
        (status = 400, description = "A filter cannot be used", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/transactions/export")]
pub(super) async fn export_transactions(
    caller: Limited<Read>,
    request: HttpRequest,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<TransactionExport>,
) -> ApiResult<HttpResponse> {
    let format = query.format.unwrap_or_else(|| accepted(&request));
    let bodies = query.bodies.unwrap_or(false);
    if bodies && format == ExportFormat::Csv {
        let text = "can only be had with the format ndjson";
        return Err(query::invalid("bodies", "not_supported", text));
    }
    let filter = filter(query, caller, &state)?;
    let (content_type, name) = match format {
        ExportFormat::Ndjson => ("application/x-ndjson", "transactions.ndjson"),
        ExportFormat::Csv => ("text/csv; charset=utf-8", "transactions.csv"),
    };
    let export = Export {
        filter,
        format,
        bodies,
        state,
        next: Next::First,
        waiting: VecDeque::new(),
    };
    let lines = stream::try_unfold(export, async |mut export| {
        let bytes = export.more().await?;
        Ok::<_, ApiProblem>(bytes.map(|bytes| (web::Bytes::from(bytes), export)))
    });
    let disposition = format!("attachment; filename=\"{name}\"");
    let disposition = HeaderValue::from_str(&disposition).map_err(ApiProblem::internal)?;
    Ok(HttpResponse::Ok()
        .content_type(content_type)
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .streaming(lines))
}

fn accepted(request: &HttpRequest) -> ExportFormat {
    let accept = request.headers().get_all(header::ACCEPT);
    let mut texts = accept.filter_map(|value| value.to_str().ok());
    if texts.any(|text| text.to_ascii_lowercase().contains("text/csv")) {
        ExportFormat::Csv
    } else {
        ExportFormat::Ndjson
    }
}

/// The filter of the list, with a range that has both ends.
fn filter(
    query: TransactionExport,
    caller: Limited<Read>,
    state: &AppState,
) -> ApiResult<TransactionFilter> {
    let to = query::moment("to", query.to.as_ref())?.unwrap_or_else(|| state.now());
    let from = query::moment("from", query.from.as_ref())?
        .unwrap_or_else(|| punchout::time::Timestamp(to.0.saturating_sub(DEFAULT_MICROS)));
    if to.0.saturating_sub(from.0) > LONGEST_MICROS {
        let text = "must be at most 92 days before to";
        return Err(query::invalid("from", "range_required", text));
    }
    let query = TransactionQuery {
        from: Some(moment::present(from)),
        to: Some(moment::present(to)),
        transaction_type: query.transaction_type,
        status: query.status,
        error_code: query.error_code,
        connection_id: query.connection_id,
        store_id: query.store_id,
        business_unit_id: query.business_unit_id,
        session_id: query.session_id,
        q: query.q,
        sort: Some(TransactionSort::OldestFirst),
        ..TransactionQuery::default()
    };
    super::filter(&query, caller.0)
}

/// Where an export stands.
enum Next {
    First,
    Page(String),
    Nothing,
}

/// An export under way.
struct Export {
    filter: TransactionFilter,
    format: ExportFormat,
    bodies: bool,
    state: web::Data<AppState>,
    next: Next,
    /// Entries that are yet to be read whole.
    waiting: VecDeque<TransactionSummary>,
}

impl Export {
    /// The next bytes; `None` at the end. Never no bytes: a chunk without any would end the answer.
    async fn more(&mut self) -> ApiResult<Option<Vec<u8>>> {
        loop {
            match self.step().await? {
                Some(bytes) if bytes.is_empty() => {}
                other => return Ok(other),
            }
        }
    }

    async fn step(&mut self) -> ApiResult<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        if let Some(entry) = self.waiting.pop_front() {
            self.whole(&entry, &mut bytes).await?;
            return Ok(Some(bytes));
        }
        let cursor = match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Nothing => return Ok(None),
            Next::First => {
                if self.format == ExportFormat::Csv {
                    bytes.extend(table::header()?);
                }
                None
            }
            Next::Page(cursor) => Some(cursor),
        };
        let limit = if self.bodies { PAGE_WITH_BODIES } else { PAGE };
        let page = PageRequest { cursor, limit };
        let read = self.state.database.read();
        let found = database::transactions::list(read, &self.filter, &page).await?;
        if let Some(cursor) = found.next {
            self.next = Next::Page(cursor);
        }
        if self.bodies {
            self.waiting = found.items.into();
            return Ok(Some(bytes));
        }
        match self.format {
            ExportFormat::Csv => bytes.extend(table::rows(&found.items)?),
            ExportFormat::Ndjson => {
                for entry in &found.items {
                    line(&present::summary(entry), &mut bytes)?;
                }
            }
        }
        Ok(Some(bytes))
    }

    async fn whole(&self, entry: &TransactionSummary, bytes: &mut Vec<u8>) -> ApiResult<()> {
        let read = self.state.database.read();
        // It may have been purged meanwhile.
        if let Some(entry) = database::transactions::find(read, entry.id).await? {
            line(&present::detail(entry, Neighbours::default()), bytes)?;
        }
        Ok(())
    }
}

fn line(entry: &impl serde::Serialize, bytes: &mut Vec<u8>) -> ApiResult<()> {
    serde_json::to_writer(&mut *bytes, entry).map_err(ApiProblem::internal)?;
    bytes.push(b'\n');
    Ok(())
}
