//! Which sessions are shown, in the address.

use api_types::punch_out_session::PunchOutSessionQuery;
use api_types::scalar::Timestamp;

use crate::components::route_link::Query;
use crate::names::{spelling, word};

/// Reads an address; what makes no sense is left out.
pub(super) fn from_pairs(pairs: &[(String, String)]) -> PunchOutSessionQuery {
    let mut query = PunchOutSessionQuery::default();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        match name.as_str() {
            "state" => query.state = word(value),
            "live" => query.live = value.parse().ok(),
            "from" => query.from = Some(Timestamp(value.clone())),
            "to" => query.to = Some(Timestamp(value.clone())),
            "connection_id" => query.connection_id = value.parse().ok(),
            "store_id" => query.store_id = value.parse().ok(),
            "cursor" => query.cursor = Some(value.clone()),
            _ => {}
        }
    }
    query
}

/// Writes an address.
pub(super) fn pairs(query: &PunchOutSessionQuery) -> Query {
    let mut pairs = filters(query);
    pairs.extend(query.cursor.clone().map(|cursor| ("cursor", cursor)));
    pairs
}

/// Whether it leaves sessions out.
pub(super) fn is_narrowed(query: &PunchOutSessionQuery) -> bool {
    !filters(query).is_empty()
}

fn filters(query: &PunchOutSessionQuery) -> Query {
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string());
    [
        ("state", query.state.as_ref().map(spelling)),
        ("live", query.live.map(|live| live.to_string())),
        ("from", query.from.clone().map(|from| from.0)),
        ("to", query.to.clone().map(|to| to.0)),
        ("connection_id", id(query.connection_id)),
        ("store_id", id(query.store_id)),
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
    fn an_address_is_read_back_and_is_what_the_api_is_asked() {
        let address = "state=shopping&live=true&from=a&to=b&connection_id=01999f3a-7c00-7000-8000-000000000001\
                       &store_id=01999f3a-7c00-7000-8000-000000000002&cursor=x";
        let query = from_pairs(&query_pairs(address));
        assert_eq!(query_string(&pairs(&query)), address);
        assert_eq!(from_pairs(&query_pairs(&query_string(&query))), query);
        assert!(is_narrowed(&query));
    }

    #[test]
    fn nonsense_in_an_address_is_left_out() {
        let query = from_pairs(&query_pairs("state=x&store_id=1&other=y"));
        assert_eq!(query, PunchOutSessionQuery::default());
        assert!(!is_narrowed(&query));
    }
}
