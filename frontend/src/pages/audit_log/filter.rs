//! Which entries of the audit log are shown, in the address.

use api_types::audit::AuditQuery;
use api_types::scalar::Timestamp;

use crate::components::route_link::Query;

/// Reads an address; what makes no sense is left out.
pub(super) fn from_pairs(pairs: &[(String, String)]) -> AuditQuery {
    let mut query = AuditQuery::default();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        match name.as_str() {
            "from" => query.from = Some(Timestamp(value.clone())),
            "to" => query.to = Some(Timestamp(value.clone())),
            "actor" => query.actor = Some(value.clone()),
            "action" => query.action = Some(value.clone()),
            "resource" => query.resource = Some(value.clone()),
            "resource_id" => query.resource_id = value.parse().ok(),
            "cursor" => query.cursor = Some(value.clone()),
            _ => {}
        }
    }
    query
}

/// Writes an address.
pub(super) fn pairs(query: &AuditQuery) -> Query {
    let mut pairs = filters(query);
    pairs.extend(query.cursor.clone().map(|cursor| ("cursor", cursor)));
    pairs
}

/// Whether it leaves entries out.
pub(super) fn is_narrowed(query: &AuditQuery) -> bool {
    !filters(query).is_empty()
}

fn filters(query: &AuditQuery) -> Query {
    [
        ("from", query.from.clone().map(|from| from.0)),
        ("to", query.to.clone().map(|to| to.0)),
        ("actor", query.actor.clone()),
        ("action", query.action.clone()),
        ("resource", query.resource.clone()),
        ("resource_id", query.resource_id.map(|id| id.to_string())),
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
        let address = "from=a&to=b&actor=jo%40shop.example&action=update&resource=store\
                       &resource_id=01999f3a-7c00-7000-8000-000000000001&cursor=x";
        let query = from_pairs(&query_pairs(address));
        assert_eq!(query_string(&pairs(&query)), address);
        assert_eq!(query_string(&query), address);
        assert!(is_narrowed(&query));
        assert!(!is_narrowed(&from_pairs(&query_pairs("cursor=x&other=y"))));
    }
}
