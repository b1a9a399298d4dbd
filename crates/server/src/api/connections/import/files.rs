//! The files of Spryker's importer as rows of connections.

use std::collections::HashMap;

use api_types::import::SprykerImport;
use serde_json::{Value, json};

use crate::{
    api::comma_separated::{self, Record},
    problem::{ApiProblem, ApiResult},
};

/// The most connections of an import.
const MAX_ROWS: usize = 1_000;

const CONNECTIONS: [&str; 9] = [
    "name",
    "business_unit_key",
    "format",
    "username",
    "password",
    "credentials",
    "is_active",
    "type",
    "mapping",
];
const CART: [&str; 7] = [
    "connection_name",
    "default_supplier_id",
    "max_description_length",
    "bundle_mode",
    "totals_mode",
    "encoding",
    "mapping",
];
const SETUP: [&str; 4] = [
    "connection_name",
    "business_unit_key",
    "company_user_key",
    "login_mode",
];

/// The files, put together.
pub(super) struct Files {
    pub(super) rows: Vec<Row>,
}

/// A connection.
#[derive(Default)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) name: String,
    pub(super) business_unit: String,
    pub(super) format: String,
    pub(super) active: bool,
    pub(super) login: Option<Login>,
    pub(super) password: Option<String>,
    pub(super) request_mapping: Option<Value>,
    pub(super) cart_mapping: Option<Value>,
    /// Settings under their names here.
    pub(super) settings: Vec<(&'static str, Value)>,
    pub(super) default_business_unit: Option<String>,
    pub(super) buyer: Option<String>,
    pub(super) errors: Vec<String>,
    pub(super) notes: Vec<String>,
}

/// Who a procurement system says it is.
pub(super) enum Login {
    /// cXML: domain and identity of the Sender.
    Sender(String, String),
    /// OCI: a user.
    User(String),
}

impl Files {
    pub(super) fn read(import: &SprykerImport) -> ApiResult<Self> {
        let mut carts = by_connection("/cart", import.cart.as_deref(), &CART)?;
        let mut setups = by_connection("/setup", import.setup.as_deref(), &SETUP)?;
        let records = records("/connections", &import.connections, &CONNECTIONS)?;
        if records.len() > MAX_ROWS {
            let text = format!("has at most {MAX_ROWS} rows");
            return Err(ApiProblem::invalid_field("/connections", "too_long", text));
        }
        let mut rows: Vec<Row> = records.iter().map(connection).collect();
        let mut seen = std::collections::HashSet::new();
        for row in &mut rows {
            if !seen.insert(row.name.clone()) {
                row.errors.push("Another row has the same name.".to_owned());
            }
            if let Some(record) = carts.remove(&row.name) {
                cart(row, &record);
            }
            if let Some(record) = setups.remove(&row.name) {
                setup(row, &record);
            }
        }
        for (file, left) in [("/cart", carts), ("/setup", setups)] {
            if let Some((name, record)) = left.into_iter().next() {
                let text = format!("line {}: there is no connection “{name}”", record.line);
                return Err(ApiProblem::invalid_field(file, "not_found", text));
            }
        }
        Ok(Self { rows })
    }
}

fn records(pointer: &str, text: &str, columns: &[&str]) -> ApiResult<Vec<Record>> {
    let (required, known) = columns.split_at(1);
    comma_separated::read(text.as_bytes(), required, known)
        .map_err(|text| ApiProblem::invalid_field(pointer, "invalid_csv", text))
}

fn by_connection(
    pointer: &str,
    text: Option<&str>,
    columns: &[&str],
) -> ApiResult<HashMap<String, Record>> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Ok(HashMap::new());
    };
    let mut found = HashMap::new();
    for record in records(pointer, text, columns)? {
        let name = record.get("connection_name").unwrap_or_default().to_owned();
        let line = record.line;
        if found.insert(name.clone(), record).is_some() {
            let text = format!("line {line}: “{name}” has a row before");
            return Err(ApiProblem::invalid_field(pointer, "duplicate", text));
        }
    }
    Ok(found)
}

fn connection(record: &Record) -> Row {
    let text = |column: &str| record.get(column).map(str::to_owned);
    let mut row = Row {
        line: record.line,
        name: text("name").unwrap_or_default(),
        business_unit: text("business_unit_key").unwrap_or_default(),
        format: text("format").unwrap_or_else(|| "cxml".to_owned()),
        active: matches!(record.get("is_active"), Some("1" | "true" | "TRUE")),
        password: text("password"),
        ..Row::default()
    };
    row.request_mapping = mapping(record, &mut row.errors);
    if let Some(kind) = record.get("type").filter(|kind| *kind != "setup_request") {
        row.errors.push(format!("The type “{kind}” is unknown."));
    }
    if let Some(name) = record.get("username") {
        match name.split_once('/') {
            _ if row.format == "oci" => row.login = Some(Login::User(name.to_owned())),
            Some((domain, identity)) => {
                row.login = Some(Login::Sender(domain.to_owned(), identity.to_owned()));
            }
            None => row
                .errors
                .push("username must be domain and identity, such as NetworkId/AN01.".to_owned()),
        }
    }
    row
}

fn cart(row: &mut Row, record: &Record) {
    row.cart_mapping = mapping(record, &mut row.errors);
    let mut put = |name: &'static str, value: Value| row.settings.push((name, value));
    if let Some(id) = record.get("default_supplier_id") {
        put("default_supplier_id", json!(id));
    }
    for (name, column) in [
        ("bundle_mode", "bundle_mode"),
        ("totals_mode", "totals_mode"),
        ("cart_encoding", "encoding"),
    ] {
        let Some(mode) = record.get(column) else {
            continue;
        };
        if name == "cart_encoding" && row.format == "oci" {
            row.notes
                .push("The encoding is left out: forms of OCI have none.".to_owned());
        } else {
            put(name, json!(mode.replace('-', "_")));
        }
    }
    if let Some(length) = record.get("max_description_length") {
        match length.parse::<u32>() {
            // What stands for no limit there.
            Ok(99_999) => {}
            Ok(length) => put("max_description_length", json!(length)),
            Err(_) => row
                .errors
                .push("max_description_length must be a number.".to_owned()),
        }
    }
}

fn setup(row: &mut Row, record: &Record) {
    let text = |column: &str| record.get(column).map(str::to_owned);
    if let Some(mode) = record.get("login_mode") {
        row.settings.push(("login_mode", json!(mode)));
    }
    row.default_business_unit = text("business_unit_key");
    row.buyer = text("company_user_key");
}

fn mapping(record: &Record, errors: &mut Vec<String>) -> Option<Value> {
    let text = record.get("mapping")?;
    match serde_json::from_str(text) {
        Ok(mapping) => Some(mapping),
        Err(error) => {
            errors.push(format!("The mapping is no JSON: {error}."));
            None
        }
    }
}
