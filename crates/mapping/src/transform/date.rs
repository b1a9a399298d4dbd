//! Dates.

use jiff::civil::DateTime;

use super::shown;

/// How a date is written where the mapping does not say how: day before month with points, month before day with slashes, as always.
const FORMATS: [&str; 12] = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%d %b %Y",
];

/// What Spryker writes.
const STANDARD: &str = "%Y-%m-%d %H:%M:%S";

/// A date in another form; the offset of its zone is left out, never added up.
pub(super) fn convert(text: &str, from: Option<&str>, to: Option<&str>) -> Result<String, String> {
    let text = text.trim();
    let read = match from {
        Some(format) => parse(format, text),
        None => text
            .parse::<DateTime>()
            .ok()
            // An offset or Z is not told apart from a time by the parser of times without a zone.
            .or_else(|| without_offset(text)?.parse().ok())
            .or_else(|| FORMATS.iter().find_map(|format| parse(format, text))),
    };
    let read = read.ok_or_else(|| format!("{} is no date", shown(text)))?;
    jiff::fmt::strtime::format(to.unwrap_or(STANDARD), read).map_err(|error| error.to_string())
}

fn parse(format: &str, text: &str) -> Option<DateTime> {
    let parsed = jiff::fmt::strtime::parse(format, text).ok()?;
    parsed
        .to_datetime()
        .or_else(|_| parsed.to_date().map(|date| date.at(0, 0, 0, 0)))
        .ok()
}

fn without_offset(text: &str) -> Option<&str> {
    if let Some(text) = text.strip_suffix(['Z', 'z']) {
        return Some(text);
    }
    let time = text.find(['T', 't', ' '])?;
    let sign = text.rfind(['+', '-']).filter(|sign| *sign > time)?;
    text.get(..sign).map(str::trim_end)
}

/// Whether dates can be written in a format.
pub(crate) fn check_format(format: &str) -> Result<(), String> {
    if format.len() > 100 {
        return Err("a format of more than 100 bytes".to_owned());
    }
    let sample = DateTime::constant(2000, 2, 29, 1, 2, 3, 0);
    jiff::fmt::strtime::format(format, sample)
        .map(drop)
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_occur() {
        for text in [
            "2026-03-01",
            "2026-03-01T00:00:00Z",
            "2026-03-01T00:00:00-08:00",
            "2026-03-01 00:00",
            "01.03.2026",
            "03/01/2026",
            "20260301",
            "2026-03-01T00:00:00 +0100",
        ] {
            assert_eq!(
                convert(text, None, None).as_deref(),
                Ok("2026-03-01 00:00:00"),
                "{text}"
            );
        }
        assert!(convert("soon", None, None).is_err());
        assert_eq!(
            convert("1/2/26", Some("%d/%m/%y"), Some("%Y%m%d")).as_deref(),
            Ok("20260201")
        );
    }
}
