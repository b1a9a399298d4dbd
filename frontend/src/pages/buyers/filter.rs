//! Which buyers are shown.

use api_types::buyer::BuyerQuery;
use api_types::page::Sort;
use uuid::Uuid;

use crate::components::route_link::Query;

/// Which buyers are shown, and which page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Those of a business unit only.
    pub(super) business_unit_id: Option<Uuid>,
    /// Text in their names, addresses and references.
    pub(super) q: String,
    /// The page.
    pub(super) cursor: Option<String>,
}

impl Filter {
    /// Reads an address; what makes no sense is left out.
    pub(super) fn from_pairs(pairs: &[(String, String)]) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "business_unit_id" => filter.business_unit_id = value.parse().ok(),
                "q" => filter.q.clone_from(value),
                "cursor" => filter.cursor = Some(value.clone()),
                _ => {}
            }
        }
        filter
    }

    /// Writes an address.
    pub(super) fn pairs(&self) -> Query {
        let mut pairs = Vec::new();
        if let Some(id) = self.business_unit_id {
            pairs.push(("business_unit_id", id.to_string()));
        }
        if !self.q.is_empty() {
            pairs.push(("q", self.q.clone()));
        }
        if let Some(cursor) = &self.cursor {
            pairs.push(("cursor", cursor.clone()));
        }
        pairs
    }

    /// What the API is asked for.
    pub(super) fn query(&self) -> BuyerQuery {
        BuyerQuery {
            business_unit_id: self.business_unit_id,
            q: Some(self.q.trim().to_owned()).filter(|q| !q.is_empty()),
            sort: Some(Sort::Name),
            cursor: self.cursor.clone(),
            ..BuyerQuery::default()
        }
    }

    /// Whether it leaves buyers out.
    pub(super) const fn is_narrowed(&self) -> bool {
        self.business_unit_id.is_some() || !self.q.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::pages::query_string;
    use crate::route::query_pairs;

    #[test]
    fn an_address_is_read_back_and_nonsense_left_out() {
        let id = Uuid::from_u128(7);
        for query in [
            String::new(),
            format!("business_unit_id={id}&q=a%40b.example&cursor=x"),
        ] {
            let filter = Filter::from_pairs(&query_pairs(&query));
            assert_eq!(query_string(&filter.pairs()), query);
        }
        let filter = Filter::from_pairs(&query_pairs("business_unit_id=7&x=y"));
        assert_eq!(filter, Filter::default());
        assert!(!filter.is_narrowed());
    }

    #[test]
    fn spaces_are_no_search() {
        let filter = Filter::from_pairs(&query_pairs("q=+"));
        assert_eq!(filter.query().q, None);
    }
}
