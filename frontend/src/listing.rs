//! Lists that the API searches, sorts and pages: what is asked for is in the address, in the API's own words.

use api_types::page::Sort;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::pages::query_string;
use crate::components::pager::{Trail, use_trail};
use crate::components::route_link::{self, Query};
use crate::names::{spelling, word};
use crate::route::{Route, query_pairs};

/// A filter that only some lists have: its name, and whether it takes a value.
pub(crate) type OwnFilter = (&'static str, fn(&str) -> bool);

/// What a list is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// What is searched for.
    pub(crate) q: String,
    /// In which order.
    sort: Sort,
    /// The list's own filters that are set.
    own: Query,
    /// The page.
    pub(crate) cursor: Option<String>,
}

impl Asked {
    /// By name, whichever there are.
    const fn everything() -> Self {
        Self {
            q: String::new(),
            sort: Sort::Name,
            own: Vec::new(),
            cursor: None,
        }
    }

    /// Reads an address; what makes no sense is left out.
    fn from_pairs(pairs: &[(String, String)], filters: &[OwnFilter]) -> Self {
        let mut asked = Self::everything();
        for (name, value) in pairs {
            match name.as_str() {
                "q" => asked.q.clone_from(value),
                "sort" => asked.sort = word(value).unwrap_or(Sort::Name),
                "cursor" => asked.cursor = Some(value.clone()),
                name => {
                    let known = filters.iter().find(|(known, _)| *known == name);
                    let own = known.filter(|(_, takes)| takes(value));
                    asked
                        .own
                        .extend(own.map(|(name, _)| (*name, value.clone())));
                }
            }
        }
        asked
    }

    /// Writes an address; what is as always is left out.
    fn pairs(&self) -> Query {
        let mut pairs = Vec::new();
        if !self.q.is_empty() {
            pairs.push(("q", self.q.clone()));
        }
        pairs.extend(self.own.iter().cloned());
        if self.sort != Sort::Name {
            pairs.push(("sort", spelling(&self.sort)));
        }
        pairs.extend(self.cursor.clone().map(|cursor| ("cursor", cursor)));
        pairs
    }

    /// What the API is asked.
    pub(crate) fn query(&self) -> String {
        let mut pairs = self.pairs();
        for (name, value) in &mut pairs {
            if *name == "q" {
                *value = value.trim().to_owned();
            }
        }
        pairs.retain(|(_, value)| !value.is_empty());
        if self.sort == Sort::Name {
            pairs.push(("sort", spelling(&self.sort)));
        }
        query_string(&pairs)
    }

    /// Whether it leaves anything out.
    pub(crate) fn is_narrowed(&self) -> bool {
        !self.q.trim().is_empty() || !self.own.is_empty()
    }

    /// The value of one of the list's own filters; empty where it is not set.
    pub(crate) fn own(&self, name: &str) -> String {
        let found = self.own.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Another search, from the first page.
    pub(crate) fn search(mut self, q: String) -> Self {
        self.q = q;
        self.cursor = None;
        self
    }

    /// Another value of one of the list's own filters, from the first page; an empty one takes it away.
    pub(crate) fn narrow(mut self, name: &'static str, value: String) -> Self {
        self.own.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.own.push((name, value));
        }
        self.cursor = None;
        self
    }

    /// Sorted by a column, or by the same the other way, from the first page.
    pub(crate) fn sorted_by(mut self, column: Column) -> Self {
        let (up, down) = column.orders();
        self.sort = if self.sort == up { down } else { up };
        self.cursor = None;
        self
    }

    /// The order as the API writes it.
    pub(crate) const fn sort(&self) -> Sort {
        self.sort
    }
}

/// What lists can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The name.
    Name,
    /// When it was made.
    Created,
}

impl Column {
    /// Upwards and downwards.
    pub(crate) const fn orders(self) -> (Sort, Sort) {
        match self {
            Self::Name => (Sort::Name, Sort::NameDescending),
            Self::Created => (Sort::CreatedAt, Sort::CreatedAtDescending),
        }
    }
}

/// A list's state, which is in the address.
#[derive(Clone, PartialEq)]
pub(crate) struct Listing {
    /// What it is asked for.
    pub(crate) asked: Asked,
    /// Asks for something else in the same place: each letter of a search would be a step back otherwise.
    pub(crate) refine: Callback<Asked>,
    /// Shows another page, from which there is a way back.
    pub(crate) go: Callback<Option<String>>,
    /// The pages seen so far.
    pub(crate) trail: Trail,
}

/// The state of the list at an address, with the filters that it has of its own.
#[hook]
pub(crate) fn use_listing(page: Route, filters: &'static [OwnFilter]) -> Listing {
    let address = use_location().map(|location| location.query_str().to_owned());
    let asked = Asked::from_pairs(&query_pairs(&address.unwrap_or_default()), filters);
    let without_page = Asked {
        cursor: None,
        ..asked.clone()
    };
    let trail = use_trail(without_page, asked.cursor.as_deref());
    let navigator = use_navigator();
    let refine = {
        let (navigator, page) = (navigator.clone(), page.clone());
        Callback::from(move |asked: Asked| {
            if let Some(navigator) = &navigator {
                // Pairs of texts can always be written.
                let _ = navigator.replace_with_query(&page, asked.pairs());
            }
        })
    };
    let go = {
        let asked = asked.clone();
        Callback::from(move |cursor| {
            if let Some(navigator) = &navigator {
                let asked = Asked {
                    cursor,
                    ..asked.clone()
                };
                route_link::open(navigator, &page, &asked.pairs());
            }
        })
    };
    Listing {
        asked,
        refine,
        go,
        trail,
    }
}

/// Takes ids.
pub(crate) fn is_id(value: &str) -> bool {
    value.parse::<uuid::Uuid>().is_ok()
}

/// Takes yes and no.
pub(crate) fn is_flag(value: &str) -> bool {
    matches!(value, "true" | "false")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILTERS: &[OwnFilter] = &[("active", is_flag), ("store_id", is_id)];

    fn asked(address: &str) -> Asked {
        Asked::from_pairs(&query_pairs(address), FILTERS)
    }

    #[test]
    fn an_address_is_read_back_and_nonsense_left_out() {
        for address in [
            "",
            "q=a+b&active=false&sort=-created_at&cursor=x",
            "sort=-name",
        ] {
            assert_eq!(query_string(&asked(address).pairs()), address);
        }
        let nonsense = asked("active=maybe&sort=-colour&store_id=7&x=y");
        assert_eq!(nonsense, Asked::everything());
        assert!(!nonsense.is_narrowed());
    }

    #[test]
    fn the_api_is_asked_in_order_and_without_blanks() {
        assert_eq!(asked("").query(), "sort=name");
        assert_eq!(asked("q=+a+&sort=-name").query(), "q=a&sort=-name");
        assert_eq!(asked("q=+&cursor=x").query(), "cursor=x&sort=name");
        assert!(!asked("q=+").is_narrowed());
    }

    #[test]
    fn whatever_else_is_asked_for_begins_on_the_first_page() {
        let second = asked("active=true&cursor=x");
        assert_eq!(second.clone().search("a".to_owned()).cursor, None);
        assert_eq!(
            second.clone().sorted_by(Column::Name).sort(),
            Sort::NameDescending
        );
        let created = second.clone().sorted_by(Column::Created);
        assert_eq!((created.sort(), created.cursor), (Sort::CreatedAt, None));
        let all = second.narrow("active", String::new());
        assert_eq!((all.own("active"), all.cursor), (String::new(), None));
    }
}
