//! Points in time between JSON and the domain.

use api_types::scalar;
use punchout::time::Timestamp;

/// A point in time as it stands in JSON.
#[must_use]
pub fn present(at: Timestamp) -> scalar::Timestamp {
    let text = jiff::Timestamp::from_microsecond(at.0)
        .map(|at| format!("{at:.3}"))
        .unwrap_or_default();
    scalar::Timestamp(text)
}

/// A point in time from JSON; nothing where the text is none.
#[must_use]
pub fn accept(text: &scalar::Timestamp) -> Option<Timestamp> {
    text.0
        .parse::<jiff::Timestamp>()
        .ok()
        .map(|at| Timestamp(at.as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_and_utc() {
        let at = accept(&"2026-03-01T10:30:00.5+01:00".into()).unwrap();
        assert_eq!(present(at).0, "2026-03-01T09:30:00.500Z");
        assert_eq!(present(Timestamp(0)).0, "1970-01-01T00:00:00.000Z");
        assert_eq!(accept(&"2026-03-01".into()), None);
        assert_eq!(accept(&"2026-03-01T10:30:00".into()), None);
    }
}
