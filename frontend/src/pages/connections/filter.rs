//! Which connections are shown, and in which order.

use api_types::connection::ConnectionEntry;
use uuid::Uuid;

use crate::components::route_link::Query;
use crate::components::table::Direction;

/// What the list can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum SortBy {
    /// The connection's name.
    #[default]
    Name,
    /// The business unit's name.
    BusinessUnit,
    /// Active ones, then others.
    Active,
    /// When it was last changed.
    Updated,
}

impl SortBy {
    const ALL: [Self; 4] = [Self::Name, Self::BusinessUnit, Self::Active, Self::Updated];

    /// Its spelling in addresses.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::BusinessUnit => "business_unit",
            Self::Active => "active",
            Self::Updated => "updated_at",
        }
    }
}

/// Which connections are shown, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Text in the name.
    pub(super) q: String,
    /// Active or inactive ones only.
    pub(super) active: Option<bool>,
    /// What they are sorted by.
    pub(super) sort: SortBy,
    /// Whether the greatest comes first.
    pub(super) descending: bool,
}

impl Filter {
    /// Reads an address; what makes no sense is left out.
    pub(super) fn from_pairs(pairs: &[(String, String)]) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "q" => filter.q.clone_from(value),
                "active" => filter.active = value.parse().ok(),
                "sort" => {
                    let name = value.trim_start_matches('-');
                    let sort = SortBy::ALL.into_iter().find(|sort| sort.name() == name);
                    filter.sort = sort.unwrap_or_default();
                    filter.descending = sort.is_some() && value.starts_with('-');
                }
                _ => {}
            }
        }
        filter
    }

    /// Writes an address; what is as always is left out.
    pub(super) fn pairs(&self) -> Query {
        let mut pairs = Vec::new();
        if !self.q.is_empty() {
            pairs.push(("q", self.q.clone()));
        }
        if let Some(active) = self.active {
            pairs.push(("active", active.to_string()));
        }
        if self.sort != SortBy::default() || self.descending {
            let minus = if self.descending { "-" } else { "" };
            pairs.push(("sort", format!("{minus}{}", self.sort.name())));
        }
        pairs
    }

    /// Whether it leaves connections out.
    pub(super) fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || self.active.is_some()
    }

    /// Sorted by another column, or by the same the other way.
    pub(super) fn sorted_by(self, sort: SortBy) -> Self {
        Self {
            descending: self.sort == sort && !self.descending,
            sort,
            ..self
        }
    }

    /// Which way the list is sorted by a column.
    pub(super) fn direction(&self, sort: SortBy) -> Option<Direction> {
        (self.sort == sort).then_some(if self.descending {
            Direction::Descending
        } else {
            Direction::Ascending
        })
    }

    /// The connections that are shown, with their business units' names.
    pub(super) fn apply<'n>(
        &self,
        connections: &[ConnectionEntry],
        unit_name: impl Fn(Uuid) -> Option<&'n str>,
    ) -> Vec<(ConnectionEntry, Option<String>)> {
        let q = self.q.trim().to_lowercase();
        let mut shown: Vec<_> = connections
            .iter()
            .filter(|connection| connection.name.to_lowercase().contains(&q))
            .filter(|connection| self.active.is_none_or(|active| connection.active == active))
            .map(|connection| {
                let unit = unit_name(connection.business_unit_id).map(str::to_owned);
                (connection.clone(), unit)
            })
            .collect();
        shown.sort_by_cached_key(|(connection, unit)| {
            let name = connection.name.to_lowercase();
            let first = match self.sort {
                SortBy::Name => String::new(),
                SortBy::BusinessUnit => unit.as_deref().unwrap_or_default().to_lowercase(),
                SortBy::Active => if connection.active { "a" } else { "b" }.to_owned(),
                SortBy::Updated => connection.updated_at.0.clone(),
            };
            (first, name)
        });
        if self.descending {
            shown.reverse();
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use api_types::connection::{ConnectionType, Format, LoginMode, Mode};
    use api_types::scalar::Timestamp;

    use super::*;

    fn connection(name: &str, active: bool, unit: u128) -> ConnectionEntry {
        let at = Timestamp::from("2026-03-01T09:30:00.000Z");
        ConnectionEntry {
            id: Uuid::nil(),
            name: name.to_owned(),
            connection_type: ConnectionType::SetupRequest,
            format: Format::Cxml,
            active,
            mode: Mode::Test,
            business_unit_id: Uuid::from_u128(unit),
            store_ids: Vec::new(),
            login_mode: LoginMode::DynamicUserCreation,
            created_at: at.clone(),
            updated_at: at,
        }
    }

    fn pairs(query: &str) -> Vec<(String, String)> {
        crate::route::query_pairs(query)
    }

    fn names(filter: &Filter) -> Vec<String> {
        let connections = [
            connection("beta", true, 1),
            connection("Alpha", false, 2),
            connection("Gamma", true, 2),
        ];
        let unit = |id| (id == Uuid::from_u128(1)).then_some("Works");
        let shown = filter.apply(&connections, unit);
        shown.into_iter().map(|(shown, _)| shown.name).collect()
    }

    #[test]
    fn an_address_is_read_back() {
        for query in ["", "q=a+b&active=false&sort=-updated_at", "sort=-name"] {
            let filter = Filter::from_pairs(&pairs(query));
            assert_eq!(crate::api::pages::query_string(&filter.pairs()), query);
        }
    }

    #[test]
    fn nonsense_in_an_address_is_left_out() {
        let filter = Filter::from_pairs(&pairs("active=maybe&sort=-colour&x=y"));
        assert_eq!(filter, Filter::default());
    }

    #[test]
    fn names_are_found_and_sorted_without_regard_to_case() {
        assert_eq!(names(&Filter::default()), ["Alpha", "beta", "Gamma"]);
        let found = Filter::from_pairs(&pairs("q=AL"));
        assert_eq!(names(&found), ["Alpha"]);
        assert!(found.is_narrowed());
        let active = Filter::from_pairs(&pairs("active=true&sort=-name"));
        assert_eq!(names(&active), ["Gamma", "beta"]);
    }

    #[test]
    fn equals_are_sorted_by_name() {
        let by_unit = Filter::default().sorted_by(SortBy::BusinessUnit);
        assert_eq!(names(&by_unit), ["Alpha", "Gamma", "beta"]);
        let other_way = by_unit.sorted_by(SortBy::BusinessUnit);
        assert_eq!(
            other_way.direction(SortBy::BusinessUnit),
            Some(Direction::Descending)
        );
        assert_eq!(names(&other_way), ["beta", "Gamma", "Alpha"]);
    }
}
