//! Dates: the few forms that documents of trade have. Libraries for more bring a clock, which this crate must not have.

use std::{iter::Peekable, str::Chars};

use super::shown;

/// How a date is written where the mapping does not say how: day before month with points, month before day with slashes, as always.
const FORMATS: [&str; 14] = [
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M",
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

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A time on some clock, in the Gregorian calendar.
#[derive(Clone, Copy, Debug, Default)]
struct Moment {
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
}

/// A date in another form; the offset of its zone is left out, never added up.
pub(super) fn convert(text: &str, from: Option<&str>, to: Option<&str>) -> Result<String, String> {
    let text = text.trim();
    let read = match from {
        Some(format) => parse(format, text),
        None => {
            let local = without_fraction(without_offset(text));
            FORMATS.iter().find_map(|format| parse(format, local))
        }
    };
    let read = read.ok_or_else(|| format!("{} is no date", shown(text)))?;
    Ok(written(read, to.unwrap_or(STANDARD)))
}

fn parse(format: &str, text: &str) -> Option<Moment> {
    let mut moment = Moment {
        month: 1,
        day: 1,
        ..Moment::default()
    };
    let mut format = format.chars();
    let mut text = text.chars().peekable();
    while let Some(c) = format.next() {
        match c {
            '%' => match format.next()? {
                'Y' => moment.year = number(&mut text, 4)?,
                // As POSIX has it.
                'y' => {
                    moment.year = match number(&mut text, 2)? {
                        year @ 69.. => 1900 + year,
                        year => 2000 + year,
                    }
                }
                'm' => moment.month = number(&mut text, 2)?,
                'd' => moment.day = number(&mut text, 2)?,
                'H' => moment.hour = number(&mut text, 2)?,
                'M' => moment.minute = number(&mut text, 2)?,
                'S' => moment.second = number(&mut text, 2)?.min(59),
                'b' => {
                    let name: String = text.by_ref().take(3).collect();
                    let mut months = (1..).zip(MONTHS);
                    moment.month = months
                        .find(|(_, month)| month.eq_ignore_ascii_case(&name))?
                        .0;
                }
                '%' => drop(text.next_if_eq(&'%')?),
                _ => return None,
            },
            c => drop(text.next_if_eq(&c)?),
        }
    }
    let leap = moment.year.is_multiple_of(4)
        && (!moment.year.is_multiple_of(100) || moment.year.is_multiple_of(400));
    let days = match moment.month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let exists = moment.year > 0
        && (1..=12).contains(&moment.month)
        && (1..=days).contains(&moment.day)
        && moment.hour < 24
        && moment.minute < 60;
    (exists && text.next().is_none()).then_some(moment)
}

fn number(text: &mut Peekable<Chars<'_>>, digits: usize) -> Option<u32> {
    let mut number = None;
    for _ in 0..digits {
        let Some(digit) = text.peek().and_then(|c| c.to_digit(10)) else {
            break;
        };
        number = Some(number.unwrap_or(0) * 10 + digit);
        text.next();
    }
    number
}

fn written(moment: Moment, format: &str) -> String {
    let mut text = String::new();
    let mut format = format.chars();
    while let Some(c) = format.next() {
        if c != '%' {
            text.push(c);
            continue;
        }
        let month = usize::try_from(moment.month).unwrap_or(1);
        match format.next() {
            Some('Y') => text.push_str(&format!("{:04}", moment.year)),
            Some('y') => text.push_str(&format!("{:02}", moment.year % 100)),
            Some('m') => text.push_str(&format!("{:02}", moment.month)),
            Some('d') => text.push_str(&format!("{:02}", moment.day)),
            Some('H') => text.push_str(&format!("{:02}", moment.hour)),
            Some('M') => text.push_str(&format!("{:02}", moment.minute)),
            Some('S') => text.push_str(&format!("{:02}", moment.second)),
            Some('b') => text.push_str(MONTHS.get(month.saturating_sub(1)).unwrap_or(&"")),
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}

/// Without Z, or an offset such as `+01:00`, behind a time.
fn without_offset(text: &str) -> &str {
    if let Some(text) = text.strip_suffix(['Z', 'z']) {
        return text.trim_end();
    }
    let Some(time) = text.find(':') else {
        return text;
    };
    match text.rfind(['+', '-']) {
        Some(sign) if sign > time => text.get(..sign).unwrap_or(text).trim_end(),
        _ => text,
    }
}

/// Without the parts of a second.
fn without_fraction(text: &str) -> &str {
    match text.rsplit_once('.') {
        Some((before, digits))
            if before.contains(':') && digits.chars().all(|c| c.is_ascii_digit()) =>
        {
            before
        }
        _ => text,
    }
}

/// Whether dates can be read and written in a format.
pub(crate) fn check_format(format: &str) -> Result<(), String> {
    if format.len() > 100 {
        return Err("a format of more than 100 bytes".to_owned());
    }
    let mut characters = format.chars();
    while let Some(c) = characters.next() {
        if c == '%'
            && !matches!(
                characters.next(),
                Some('Y' | 'y' | 'm' | 'd' | 'H' | 'M' | 'S' | 'b' | '%')
            )
        {
            return Err(format!("“{format}”: known are %Y %y %m %d %H %M %S %b %%"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_occur() {
        for text in [
            "2026-03-01",
            "2026-03-01T00:00:00Z",
            "2026-03-01T00:00:00.123-08:00",
            "2026-03-01 00:00",
            "01.03.2026",
            "03/01/2026",
            "20260301",
            "2026-03-01T00:00:00 +0100",
            "1 mar 2026",
        ] {
            assert_eq!(
                convert(text, None, None).as_deref(),
                Ok("2026-03-01 00:00:00"),
                "{text}"
            );
        }
        let swapped = convert("1/2/26", Some("%d/%m/%y"), Some("%Y%m%d, %b"));
        assert_eq!(swapped.as_deref(), Ok("20260201, Feb"));
    }

    #[test]
    fn what_does_not_exist_is_no_date() {
        for text in [
            "soon",
            "",
            "2026-02-29",
            "2026-13-01",
            "2026-01-01 24:00",
            "0000-01-01",
            "2026-01-01x",
            "٢٠٢٦-01-01",
        ] {
            assert!(convert(text, None, None).is_err(), "{text}");
        }
        assert!(convert("29.02.2024", None, None).is_ok());
        assert!(check_format("%q").is_err());
        assert!(check_format("100%").is_err());
    }
}
