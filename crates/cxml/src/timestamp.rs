//! Timestamps: read in every spelling that occurs, written in the one that the specification wants.

/// A timestamp as it stands in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// As written.
    pub raw: String,
    /// Microseconds since 1970-01-01T00:00:00Z, as far as it can be understood. Without a zone it is taken as UTC.
    pub micros: Option<i64>,
}

impl Timestamp {
    /// Reads a timestamp. Never fails: what cannot be understood is kept as written.
    #[must_use]
    pub fn read(raw: &str) -> Self {
        Self {
            raw: raw.to_owned(),
            micros: understand(raw.trim()),
        }
    }

    /// Whether it is spelled as the specification wants it: date, `T`, time, offset with colon.
    #[must_use]
    pub fn is_canonical(&self) -> bool {
        let Some((before, offset)) = self.raw.split_at_checked(self.raw.len().saturating_sub(6))
        else {
            return false;
        };
        let (time, fraction) = before.split_once('.').unwrap_or((before, "0"));
        has_shape(time, "0000-00-00T00:00:00")
            && (has_shape(offset, "+00:00") || has_shape(offset, "-00:00"))
            && !fraction.is_empty()
            && fraction.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// Whether a text is like a pattern whose zeros stand for digits.
fn has_shape(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text
            .bytes()
            .zip(pattern.bytes())
            .all(|(byte, like)| byte == like || (like == b'0' && byte.is_ascii_digit()))
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

fn understand(text: &str) -> Option<i64> {
    iso(text).or_else(|| unix_date(text))
}

/// The spelling of Unix's `date`, as some procurement systems have it: `Mon May 19 18:29:48 +0000 2008`.
fn unix_date(text: &str) -> Option<i64> {
    let mut words = text.split_ascii_whitespace();
    let (_, month, day, time, zone, year) = (
        words.next()?,
        words.next()?,
        words.next()?,
        words.next()?,
        words.next()?,
        words.next()?,
    );
    if words.next().is_some() {
        return None;
    }
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let zone = if matches!(zone, "UTC" | "GMT") {
        "Z"
    } else {
        zone
    };
    iso(&format!("{year}-{month:02}-{day:0>2}T{time}{zone}"))
}

/// ISO 8601 with many liberties: `2020-09-25 15:30:43`, `2019-06-20UTC12:52:15+00:00`, `… -0500`, `…Z`.
fn iso(text: &str) -> Option<i64> {
    let mut digits = Digits {
        rest: text.as_bytes(),
    };
    let year = digits.number(4)?;
    digits.skip(b"-/");
    let month = digits.number(2)?;
    digits.skip(b"-/");
    let day = digits.number(2)?;
    digits.skip(b"T tUC");
    let (mut hour, mut minute, mut second, mut micros) = (0, 0, 0, 0);
    if let Some(found) = digits.number(2) {
        hour = found;
        digits.skip(b":");
        minute = digits.number(2)?;
        digits.skip(b":");
        second = digits.number(2).unwrap_or(0);
        micros = digits.fraction();
    }
    digits.skip(b" ");
    let offset = digits.offset()?;
    let valid = (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day)
        && (hour < 24 || (hour, minute, second, micros) == (24, 0, 0, 0))
        && minute < 60
        && second <= 60;
    if !valid {
        return None;
    }
    let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
        - offset * 60;
    Some(seconds * 1_000_000 + micros)
}

struct Digits<'a> {
    rest: &'a [u8],
}

impl Digits<'_> {
    fn number(&mut self, length: usize) -> Option<i64> {
        let (digits, rest) = self.rest.split_at_checked(length)?;
        let value = digits.iter().try_fold(0_i64, |value, byte| {
            byte.is_ascii_digit()
                .then(|| value * 10 + i64::from(byte - b'0'))
        })?;
        self.rest = rest;
        Some(value)
    }

    fn skip(&mut self, bytes: &[u8]) {
        while let Some((first, rest)) = self.rest.split_first()
            && bytes.contains(first)
        {
            self.rest = rest;
        }
    }

    /// Microseconds after a point or comma.
    fn fraction(&mut self) -> i64 {
        let (Some((b'.' | b',', rest)), mut unit, mut micros) =
            (self.rest.split_first(), 100_000, 0)
        else {
            return 0;
        };
        self.rest = rest;
        while let Some((digit, rest)) = self.rest.split_first()
            && digit.is_ascii_digit()
        {
            micros += i64::from(digit - b'0') * unit;
            unit /= 10;
            self.rest = rest;
        }
        micros
    }

    /// Minutes east of UTC.
    fn offset(&mut self) -> Option<i64> {
        match self.rest {
            [] | [b'Z' | b'z'] => Some(0),
            [sign @ (b'+' | b'-'), rest @ ..] => {
                let sign = if *sign == b'-' { -1 } else { 1 };
                self.rest = rest;
                let hours = self.number(2)?;
                self.skip(b":");
                let minutes = self.number(2).unwrap_or(0);
                let valid = self.rest.is_empty() && hours < 24 && minutes < 60;
                valid.then_some(sign * (hours * 60 + minutes))
            }
            _ => None,
        }
    }
}

const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Writes a time as documents want it: date, time, and the offset with a colon. `Z` is not allowed (cXML 1.1 User's Guide, date and
/// time).
#[must_use]
pub fn format_timestamp(micros: i64) -> String {
    let (days, in_day) = (
        micros.div_euclid(86_400_000_000),
        micros.rem_euclid(86_400_000_000),
    );
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 {
        month_index + 3
    } else {
        month_index - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (seconds, millis) = (in_day / 1_000_000, in_day / 1_000 % 1_000);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{millis:03}+00:00",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_occur_are_understood() {
        let noon = Some(1_600_000_245_000_000);
        for text in [
            "2020-09-13T12:30:45+00:00",
            "2020-09-13T12:30:45Z",
            "2020-09-13T12:30:45",
            "2020-09-13 12:30:45",
            "2020-09-13T07:30:45-0500",
            "2020-09-13T07:30:45 -05:00",
            "2020-09-13UTC12:30:45+00:00",
            "Sun Sep 13 12:30:45 +0000 2020",
            "Sun Sep 13 14:30:45 +0200 2020",
            "Sun Sep 13 12:30:45 UTC 2020",
        ] {
            assert_eq!(Timestamp::read(text).micros, noon, "{text}");
        }
        assert_eq!(
            Timestamp::read("2020-09-13T12:30:45.5Z").micros,
            Some(1_600_000_245_500_000)
        );
        for text in [
            "",
            "timestamp",
            "2020-13-01T00:00:00Z",
            "2021-02-29T00:00:00Z",
            "2020-09-13T24:30:00Z",
            "2020-09-13T12:30:45+99:00",
            "Sun Abc 13 12:30:45 +0000 2020",
            "Sun Sep 13 12:30:45 +0000 2020 and more",
        ] {
            assert_eq!(Timestamp::read(text).micros, None, "{text}");
        }
    }

    #[test]
    fn the_spelling_of_the_specification_is_told_from_others() {
        let canonical = |text: &str| Timestamp::read(text).is_canonical();
        assert!(canonical("2020-09-13T12:30:45+00:00"));
        assert!(canonical("2020-09-13T12:30:45.123456-08:00"));
        for text in [
            "",
            "é",
            "2020-09-13T12:30:45Z",
            "2020-09-13T12:30:45",
            "2020-09-13 12:30:45+00:00",
            "2020-09-13T12:30:45.+00:00",
        ] {
            assert!(!canonical(text), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for micros in [
            0,
            1_600_000_245_123_000,
            -1_000_000,
            951_782_400_000_000,
            4_102_444_799_999_000,
        ] {
            let text = format_timestamp(micros);
            assert_eq!(Timestamp::read(&text).micros, Some(micros), "{text}");
        }
        assert_eq!(
            format_timestamp(1_600_000_245_123_000),
            "2020-09-13T12:30:45.123+00:00"
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-0-9a-zA-Z:., +]{0,40}|\\PC{0,30}") {
            let _ = Timestamp::read(&text);
        }

        #[test]
        fn every_time_comes_through(millis in -62_167_219_200_000_i64..253_402_300_800_000) {
            let micros = millis * 1_000;
            proptest::prop_assert_eq!(Timestamp::read(&format_timestamp(micros)).micros, Some(micros));
        }
    }
}
