//! Which entries of the log are shown, in the address.

use api_types::scalar::Timestamp;
use api_types::transaction::TransactionQuery;

use crate::components::route_link::Query;
use crate::names::{spelling, word};

/// Reads an address; what makes no sense is left out.
pub(super) fn from_pairs(pairs: &[(String, String)]) -> TransactionQuery {
    let mut query = TransactionQuery::default();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        match name.as_str() {
            "from" => query.from = Some(Timestamp(value.clone())),
            "to" => query.to = Some(Timestamp(value.clone())),
            "type" => query.transaction_type = word(value),
            "status" => query.status = word(value),
            "error_code" => query.error_code = Some(value.clone()),
            "connection_id" => query.connection_id = value.parse().ok(),
            "store_id" => query.store_id = value.parse().ok(),
            "business_unit_id" => query.business_unit_id = value.parse().ok(),
            "session_id" => query.session_id = value.parse().ok(),
            "q" => query.q = Some(value.clone()),
            "body" => query.body = Some(value.clone()),
            "cursor" => query.cursor = Some(value.clone()),
            _ => {}
        }
    }
    query
}

/// What an address asks for and makes no sense, as it stands there.
pub(super) fn not_understood(pairs: &[(String, String)]) -> Vec<String> {
    let understood = from_pairs(pairs);
    let kept = self::pairs(&understood);
    let (live, _) = live();
    pairs
        .iter()
        .filter(|(name, value)| !value.is_empty() && name != live)
        .filter(|(name, _)| kept.iter().all(|(known, _)| known != name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect()
}

/// Writes an address.
pub(super) fn pairs(query: &TransactionQuery) -> Query {
    let mut pairs = filters(query);
    pairs.extend(query.cursor.clone().map(|cursor| ("cursor", cursor)));
    pairs
}

/// Whether an address asks for what comes as well.
pub(super) fn is_live(pairs: &[(String, String)]) -> bool {
    let (name, value) = live();
    pairs.iter().any(|pair| pair.0 == name && pair.1 == value)
}

/// How an address asks for what comes as well.
pub(super) fn live() -> (&'static str, String) {
    ("live", "on".to_owned())
}

/// Whether it leaves entries out.
pub(super) fn is_narrowed(query: &TransactionQuery) -> bool {
    count(query) > 0
}

/// How many filters it has.
pub(super) fn count(query: &TransactionQuery) -> usize {
    filters(query).len()
}

fn filters(query: &TransactionQuery) -> Query {
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string());
    [
        ("from", query.from.clone().map(|from| from.0)),
        ("to", query.to.clone().map(|to| to.0)),
        ("type", query.transaction_type.as_ref().map(spelling)),
        ("status", query.status.as_ref().map(spelling)),
        ("error_code", query.error_code.clone()),
        ("connection_id", id(query.connection_id)),
        ("store_id", id(query.store_id)),
        ("business_unit_id", id(query.business_unit_id)),
        ("session_id", id(query.session_id)),
        ("q", query.q.clone()),
        ("body", query.body.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::pages::query_string;
    use crate::route::query_pairs;

    #[test]
    fn an_address_is_read_back() {
        let address = "from=2026-11-21T06%3A00%3A00.000Z&to=2026-11-22T06%3A00%3A00.000Z&type=setup_request&status=refused\
                       &error_code=unknown_sender&connection_id=01999f3a-7c00-7000-8000-000000000001\
                       &session_id=01999f3a-7c00-7000-8000-000000000002&q=a%26b&body=c&cursor=x";
        let query = from_pairs(&query_pairs(address));
        assert_eq!(query_string(&pairs(&query)), address);
        assert_eq!(count(&query), 9);
    }

    #[test]
    fn the_api_is_asked_as_the_address_says() {
        let address =
            "from=a&type=cancel&store_id=01999f3a-7c00-7000-8000-000000000001&q=b&cursor=c";
        assert_eq!(query_string(&from_pairs(&query_pairs(address))), address);
    }

    #[test]
    fn an_address_says_whether_the_log_is_followed() {
        assert!(is_live(&query_pairs("q=a&live=on")));
        assert!(!is_live(&query_pairs("q=a&live=")));
        assert_eq!(
            from_pairs(&query_pairs("live=on")),
            TransactionQuery::default()
        );
    }

    #[test]
    fn nonsense_in_an_address_is_left_out() {
        let query = from_pairs(&query_pairs("type=x&status=&session_id=1&q=&other=y"));
        assert_eq!(query, TransactionQuery::default());
        assert!(!is_narrowed(&query));
    }

    #[test]
    fn nonsense_in_an_address_is_named() {
        let pairs = query_pairs("type=cancel&status=bogus&session_id=1&q=a&other=y&live=on");
        assert_eq!(
            not_understood(&pairs),
            ["status=bogus", "session_id=1", "other=y"]
        );
    }
}
