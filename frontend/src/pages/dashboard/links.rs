//! From figures to what they count.

use api_types::scalar::Timestamp;
use uuid::Uuid;

use crate::components::route_link::Query;

/// A time, as lists are asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    from: String,
    to: String,
}

impl Span {
    /// From a time on and before another.
    pub(super) fn of(from: &Timestamp, to: &Timestamp) -> Self {
        Self {
            from: from.0.clone(),
            to: to.0.clone(),
        }
    }

    /// What a list is asked of this time, beside something else.
    pub(super) fn with(&self, more: &[(&'static str, &str)]) -> Query {
        let time = [("from", self.from.as_str()), ("to", self.to.as_str())];
        let all = time.iter().chain(more);
        all.map(|(name, value)| (*name, (*value).to_owned()))
            .collect()
    }

    /// The same of one connection.
    pub(super) fn of_connection(&self, id: Uuid, more: &[(&'static str, &str)]) -> Query {
        let mut query = self.with(more);
        query.push(("connection_id", id.to_string()));
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_asked_for_the_time_and_what_else_there_is() {
        let span = Span::of(&"a".into(), &"b".into());
        let query = span.of_connection(Uuid::nil(), &[("status", "refused")]);
        let names: Vec<_> = query.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["from", "to", "status", "connection_id"]);
    }
}
