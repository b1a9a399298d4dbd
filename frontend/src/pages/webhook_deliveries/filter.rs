//! Which deliveries are shown, in the address.

use api_types::webhook::WebhookDeliveryQuery;

use crate::components::route_link::Query;
use crate::names::{spelling, word};

/// Reads an address; what makes no sense is left out.
pub(super) fn from_pairs(pairs: &[(String, String)]) -> WebhookDeliveryQuery {
    let mut query = WebhookDeliveryQuery::default();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        match name.as_str() {
            "state" => query.state = word(value),
            "cursor" => query.cursor = Some(value.clone()),
            _ => {}
        }
    }
    query
}

/// Writes an address.
pub(super) fn pairs(query: &WebhookDeliveryQuery) -> Query {
    let state = query.state.as_ref().map(spelling);
    let pairs = [("state", state), ("cursor", query.cursor.clone())];
    pairs
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
        for address in ["", "state=failed", "state=pending&cursor=x"] {
            let query = from_pairs(&query_pairs(address));
            assert_eq!(query_string(&pairs(&query)), address);
            assert_eq!(query_string(&query), address);
        }
        let nonsense = from_pairs(&query_pairs("state=maybe&other=y"));
        assert_eq!(nonsense, WebhookDeliveryQuery::default());
    }
}
