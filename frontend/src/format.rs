//! Numbers and points in time in the person's manner, through the browser's `Intl`.

use api_types::scalar::{DecimalString, Timestamp};
use js_sys::Intl::{DateTimeFormat, NumberFormat, RelativeTimeFormat};
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::browser;
use crate::i18n::language;

const MILLISECONDS_IN_SECOND: f64 = 1_000.0;

/// `21 Nov 2026, 07:15`, in the browser's time zone; `time_style` is `Intl`'s: `short`, or `medium` for seconds.
pub(crate) fn date_time(at: &Timestamp, time_style: &str) -> String {
    let options = options(&[
        ("dateStyle", "medium".into()),
        ("timeStyle", time_style.into()),
    ]);
    format_date(at, &options)
}

/// The same to the millisecond, with the time zone's name.
pub(crate) fn exact_date_time(at: &Timestamp) -> String {
    let options = options(&[
        ("year", "numeric".into()),
        ("month", "short".into()),
        ("day", "numeric".into()),
        ("hour", "2-digit".into()),
        ("minute", "2-digit".into()),
        ("second", "2-digit".into()),
        ("fractionalSecondDigits", 3.into()),
        ("timeZoneName", "short".into()),
    ]);
    format_date(at, &options)
}

/// `5 minutes ago`.
pub(crate) fn time_ago(at: &Timestamp) -> String {
    let seconds = (parse(at).get_time() - Date::now()) / MILLISECONDS_IN_SECOND;
    let (amount, unit) = relative_unit(seconds);
    RelativeTimeFormat::new(&locales(), &options(&[("numeric", "auto".into())]))
        .format(amount, unit)
        .into()
}

/// `1,234`.
pub(crate) fn count(number: usize) -> String {
    format_number(number as f64, &Object::new())
}

/// `1.234,50` of `1234.50`, with the digits that it has.
pub(crate) fn decimal(number: &DecimalString) -> String {
    let digits = fraction_digits(&number.0);
    let options = options(&[
        ("minimumFractionDigits", digits.into()),
        ("maximumFractionDigits", digits.into()),
    ]);
    let format = NumberFormat::new(&locales(), &options).format();
    // As text, since a float would lose digits.
    call(&format, &number.0.as_str().into()).unwrap_or_else(|| number.0.clone())
}

/// How many digits after the point are shown; browsers know up to 20.
fn fraction_digits(number: &str) -> u32 {
    let digits = number.split_once('.').map_or(0, |(_, digits)| digits.len());
    u32::try_from(digits).unwrap_or(u32::MAX).min(20)
}

/// `12 ms` or `1.25 s`.
pub(crate) fn duration(milliseconds: f64) -> String {
    let (amount, unit, digits) = duration_unit(milliseconds);
    format_unit(amount, unit, digits)
}

/// `8 hours` or `90 seconds`: the greatest unit of which there is a whole number.
pub(crate) fn seconds(seconds: u32) -> String {
    let (amount, unit) = whole_unit(seconds);
    let options = options(&[
        ("style", "unit".into()),
        ("unit", unit.into()),
        ("unitDisplay", "long".into()),
    ]);
    format_number(f64::from(amount), &options)
}

/// `45 hours` for something more than that: in the greatest unit of which there are two.
pub(crate) fn about(seconds: u32) -> String {
    let whole = [86_400, 3600, 60, 1].into_iter();
    let size = whole.into_iter().find(|size| seconds >= 2 * *size);
    self::seconds(size.map_or(seconds, |size| seconds / size * size))
}

/// `37 %` of 0.372.
pub(crate) fn percent(share: f64) -> String {
    format_number(share, &options(&[("style", "percent".into())]))
}

/// `21 Nov`.
pub(crate) fn day(at: &Timestamp) -> String {
    let options = options(&[("day", "numeric".into()), ("month", "short".into())]);
    format_date(at, &options)
}

/// `07:00`.
pub(crate) fn hour(at: &Timestamp) -> String {
    format_date(at, &options(&[("timeStyle", "short".into())]))
}

/// How many minutes the browser's day begins before UTC's.
pub(crate) fn utc_offset_minutes() -> i32 {
    -(Date::new_0().get_timezone_offset() as i32)
}

/// `1.4 kB`.
pub(crate) fn size(bytes: u64) -> String {
    let (amount, unit, digits) = size_unit(bytes);
    format_unit(amount, unit, digits)
}

/// What a field for date and time shows for a point in time: local, `2026-11-21T07:15`.
pub(crate) fn to_field(at: &Timestamp) -> String {
    let date = parse(at);
    if date.get_time().is_nan() {
        return String::new();
    }
    let local = date.get_time() - date.get_timezone_offset() * 60.0 * MILLISECONDS_IN_SECOND;
    let text = String::from(Date::new(&local.into()).to_iso_string());
    text.get(..16).unwrap_or_default().to_owned()
}

/// The point in time that a field for date and time shows.
pub(crate) fn from_field(text: &str) -> Option<Timestamp> {
    // Without an offset, the text is local time.
    let date = Date::new(&text.into());
    (!date.get_time().is_nan()).then(|| Timestamp(date.to_iso_string().into()))
}

/// The point in time that many seconds ago.
pub(crate) fn seconds_ago(seconds: u32) -> Timestamp {
    timestamp(Date::now() - f64::from(seconds) * MILLISECONDS_IN_SECOND)
}

/// The point in time that many seconds before another.
pub(crate) fn seconds_before(at: &Timestamp, seconds: u32) -> Timestamp {
    let time = parse(at).get_time();
    if time.is_nan() {
        return at.clone();
    }
    timestamp(time - f64::from(seconds) * MILLISECONDS_IN_SECOND)
}

fn timestamp(milliseconds: f64) -> Timestamp {
    Timestamp(Date::new(&milliseconds.into()).to_iso_string().into())
}

fn parse(at: &Timestamp) -> Date {
    Date::new(&at.0.as_str().into())
}

fn format_date(at: &Timestamp, options: &Object) -> String {
    let date = parse(at);
    if date.get_time().is_nan() {
        return at.0.clone();
    }
    let format = DateTimeFormat::new(&locales(), options).format();
    call(&format, &date).unwrap_or_else(|| at.0.clone())
}

fn format_unit(amount: f64, unit: &str, digits: u8) -> String {
    let options = options(&[
        ("style", "unit".into()),
        ("unit", unit.into()),
        ("maximumFractionDigits", digits.into()),
    ]);
    format_number(amount, &options)
}

fn format_number(number: f64, options: &Object) -> String {
    let format = NumberFormat::new(&locales(), options).format();
    call(&format, &number.into()).unwrap_or_else(|| number.to_string())
}

fn call(format: &Function, value: &JsValue) -> Option<String> {
    format.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
}

fn options(values: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (name, value) in values {
        // A new object takes any property.
        let _ = Reflect::set(&options, &(*name).into(), value);
    }
    options
}

/// The language of the texts, in the person's regional manner where their browser names one.
fn locales() -> Array {
    let preferred = browser::languages();
    Array::of1(&regional(language().tag(), &preferred).into())
}

/// The first of the preferred locales that is of the language, or the language.
fn regional<'a>(language: &'a str, preferred: &'a [String]) -> &'a str {
    preferred
        .iter()
        .map(String::as_str)
        .find(|tag| tag.split('-').next() == Some(language))
        .unwrap_or(language)
}

fn whole_unit(seconds: u32) -> (u32, &'static str) {
    [(86_400, "day"), (3600, "hour"), (60, "minute")]
        .into_iter()
        .find(|(size, _)| seconds >= *size && seconds.is_multiple_of(*size))
        .map_or((seconds, "second"), |(size, unit)| (seconds / size, unit))
}

fn relative_unit(seconds: f64) -> (f64, &'static str) {
    let units = [
        (60.0, 1.0, "second"),
        (3_600.0, 60.0, "minute"),
        (86_400.0, 3_600.0, "hour"),
        (30.0 * 86_400.0, 86_400.0, "day"),
        (365.0 * 86_400.0, 30.0 * 86_400.0, "month"),
    ];
    units
        .into_iter()
        .find(|(below, ..)| seconds.abs() < *below)
        .map_or(
            ((seconds / (365.0 * 86_400.0)).trunc(), "year"),
            |(_, length, unit)| ((seconds / length).trunc(), unit),
        )
}

fn duration_unit(milliseconds: f64) -> (f64, &'static str, u8) {
    if milliseconds >= MILLISECONDS_IN_SECOND {
        (milliseconds / MILLISECONDS_IN_SECOND, "second", 2)
    } else if milliseconds >= 10.0 {
        (milliseconds, "millisecond", 0)
    } else {
        (milliseconds, "millisecond", 1)
    }
}

fn size_unit(bytes: u64) -> (f64, &'static str, u8) {
    let bytes = bytes as f64;
    if bytes >= 1_000_000.0 {
        (bytes / 1_000_000.0, "megabyte", 1)
    } else if bytes >= 1_000.0 {
        (bytes / 1_000.0, "kilobyte", 1)
    } else {
        (bytes, "byte", 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_told_in_the_greatest_whole_unit() {
        assert_eq!(whole_unit(28_800), (8, "hour"));
        assert_eq!(whole_unit(86_400), (1, "day"));
        assert_eq!(whole_unit(90), (90, "second"));
        assert_eq!(whole_unit(300), (5, "minute"));
        assert_eq!(whole_unit(0), (0, "second"));
    }

    #[test]
    fn units_fit_the_amount() {
        assert_eq!(duration_unit(0.42), (0.42, "millisecond", 1));
        assert_eq!(duration_unit(12.3), (12.3, "millisecond", 0));
        assert_eq!(duration_unit(1_250.0), (1.25, "second", 2));
        assert_eq!(size_unit(999), (999.0, "byte", 0));
        assert_eq!(size_unit(1_400), (1.4, "kilobyte", 1));
        assert_eq!(size_unit(2_500_000), (2.5, "megabyte", 1));
        assert_eq!(relative_unit(-59.0), (-59.0, "second"));
        assert_eq!(relative_unit(-61.0), (-1.0, "minute"));
        assert_eq!(relative_unit(-90_000.0), (-1.0, "day"));
        assert_eq!(relative_unit(800.0 * 86_400.0), (2.0, "year"));
    }

    #[test]
    fn decimals_keep_their_digits() {
        assert_eq!(fraction_digits("19.90"), 2);
        assert_eq!(fraction_digits("7"), 0);
        assert_eq!(fraction_digits("0.1234567890123456789012345"), 20);
    }

    #[test]
    fn the_region_follows_the_browser_and_the_language_does_not() {
        let preferred = ["de-AT", "en-GB", "en"].map(str::to_owned);
        assert_eq!(regional("en", &preferred), "en-GB");
        assert_eq!(regional("fr", &preferred), "fr");
    }
}
