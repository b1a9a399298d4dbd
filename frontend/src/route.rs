//! The console's addresses. Links go through [`Route`] only.

use uuid::Uuid;
use yew_router::Routable;

/// A page of the console.
#[derive(Clone, Debug, PartialEq, Routable)]
pub(crate) enum Route {
    /// Where everybody arrives.
    #[at("/")]
    Home,
    /// All connections.
    #[at("/connections")]
    Connections,
    /// A connection.
    #[at("/connections/:id")]
    Connection {
        /// Its id.
        id: Uuid,
    },
    /// The transaction log.
    #[at("/transactions")]
    Transactions,
    /// An entry of the transaction log.
    #[at("/transactions/:id")]
    Transaction {
        /// Its id.
        id: Uuid,
    },
    /// Anything else.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// The page of the navigation that this page belongs to.
    pub(crate) fn section(&self) -> Option<Self> {
        match self {
            Self::Home | Self::Connections | Self::Connection { .. } => Some(Self::Connections),
            Self::Transactions | Self::Transaction { .. } => Some(Self::Transactions),
            Self::NotFound => None,
        }
    }
}

/// The part of an address after the question mark, as pairs of decoded names and values.
pub(crate) fn query_pairs(query: &str) -> Vec<(String, String)> {
    serde_urlencoded::from_str(query.trim_start_matches('?')).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_an_address_of_its_own() {
        let id = Uuid::from_u128(7);
        for route in [
            Route::Home,
            Route::Connections,
            Route::Connection { id },
            Route::Transactions,
            Route::Transaction { id },
        ] {
            assert_eq!(Route::recognize(&route.to_path()), Some(route));
        }
    }

    #[test]
    fn an_address_without_a_page_is_not_found() {
        for path in ["/elsewhere", "/connections/7", "/transactions/x/y"] {
            assert_eq!(Route::recognize(path), Some(Route::NotFound), "{path}");
        }
    }

    #[test]
    fn queries_are_decoded() {
        let pairs = query_pairs("?q=a%20b+c&type=other");
        let expected = [("q", "a b c"), ("type", "other")];
        assert_eq!(
            pairs,
            expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        assert_eq!(query_pairs(""), []);
    }
}
