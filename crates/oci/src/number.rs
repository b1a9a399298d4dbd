//! Numbers: written as a buyer wants them, and read as shops write them.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// How numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberFormat {
    /// Whether a comma stands for the point.
    pub comma: bool,
    /// How many digits stand after the point in quantities and prices, at most 3; as many as the number has where absent.
    pub digits: Option<u32>,
    /// Whether zeros fill the digits before the point, as SAP does: `00000000001.000`.
    pub padded: bool,
}

/// Why a number cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unwritable {
    /// It has more digits before the point than there is room for.
    TooLarge,
    /// It has more digits after the point; the number rounded to as many as there is room for.
    TooPrecise(Decimal),
    /// It is below zero.
    Negative,
}

/// Writes a number into a field of so many digits.
pub(crate) fn write(
    number: Decimal,
    integer: u32,
    decimals: u32,
    format: NumberFormat,
) -> Result<String, Unwritable> {
    let number = number.normalize();
    if number.is_sign_negative() && !number.is_zero() {
        return Err(Unwritable::Negative);
    }
    let number = number.abs();
    let room = format.digits.unwrap_or(decimals).min(decimals);
    if number.scale() > room {
        let rounded = number.round_dp_with_strategy(room, RoundingStrategy::MidpointAwayFromZero);
        return Err(Unwritable::TooPrecise(rounded));
    }
    let mut text = if decimals > 0 && format.digits.is_some() {
        let width = usize::try_from(room).unwrap_or(0);
        format!("{number:.width$}")
    } else {
        number.to_string()
    };
    let before = text.split('.').next().unwrap_or_default().len();
    let most = usize::try_from(integer).unwrap_or(0);
    if before > most {
        return Err(Unwritable::TooLarge);
    }
    if format.padded {
        text.insert_str(0, &"0".repeat(most - before));
    }
    Ok(if format.comma {
        text.replace('.', ",")
    } else {
        text
    })
}

/// A number as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The number.
    pub(crate) number: Decimal,
    /// What its spelling has that it should not have.
    pub(crate) oddity: Option<&'static str>,
}

/// Reads a number as shops write it: with a comma, with separators between thousands, with zeros before, with the sign behind.
pub(crate) fn read(text: &str) -> Option<Reading> {
    let trimmed = text.trim_matches([' ', '\t', '\n', '\r', '\u{a0}']);
    let mut oddity = (trimmed.len() != text.len()).then_some("blanks around it");
    let (negative, digits) = match trimmed.strip_suffix('-') {
        Some(digits) => {
            oddity = Some("its sign behind it");
            (true, digits)
        }
        None => match trimmed.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
        },
    };
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let (separator, thousands) = match (points, commas) {
        (0, 0) | (1, 0) => ('.', None),
        (0, 1) => (',', None),
        (0, _) => ('.', Some(',')),
        (_, 0) => (',', Some('.')),
        _ if digits.rfind(',') > digits.rfind('.') => (',', Some('.')),
        _ => ('.', Some(',')),
    };
    let (whole, fraction) = digits
        .split_once(separator)
        .map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let whole = match thousands {
        Some(separator) => {
            let mut groups = whole.split(separator);
            let first = groups.next().unwrap_or_default();
            if !(1..=3).contains(&first.len()) || groups.any(|group| group.len() != 3) {
                return None;
            }
            oddity = Some("separators between thousands");
            whole.replace(separator, "")
        }
        None => whole.to_owned(),
    };
    if separator == ',' && fraction.is_some() && oddity.is_none() {
        oddity = Some("a comma for the point");
    }
    let fraction = fraction.unwrap_or_default();
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !all_digits(&whole) || !all_digits(fraction) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let sign = if negative { "-" } else { "" };
    let plain = match (whole, fraction) {
        ("", "") => "0".to_owned(),
        ("", fraction) => format!("{sign}0.{fraction}"),
        (whole, "") => format!("{sign}{whole}"),
        (whole, fraction) => format!("{sign}{whole}.{fraction}"),
    };
    let number = Decimal::from_str_exact(&plain).ok()?;
    Some(Reading { number, oddity })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_read_as_shops_write_them() {
        for (text, expected, odd) in [
            ("16.18", "16.18", false),
            ("1116.0", "1116", false),
            ("00000000001.000", "1", false),
            (" 780,12", "780.12", true),
            ("780,12", "780.12", true),
            ("1.234,56", "1234.56", true),
            ("1,234.56", "1234.56", true),
            ("1.234.567", "1234567", true),
            ("12.50-", "-12.5", true),
            (".5", "0.5", false),
            ("100 ", "100", true),
            ("0", "0", false),
        ] {
            let reading = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(reading.number, number(expected), "{text}");
            assert_eq!(reading.oddity.is_some(), odd, "{text}");
        }
        for text in [
            "",
            " ",
            "abc",
            "1e5",
            "1.2.3",
            "12,34,5.6",
            "-",
            ".",
            "1 000",
            "0x1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_written_as_the_buyer_wants_them() {
        let plain = NumberFormat::default();
        let sap = NumberFormat {
            digits: Some(3),
            padded: true,
            comma: false,
        };
        let comma = NumberFormat {
            comma: true,
            digits: Some(2),
            padded: false,
        };
        let price = |text: &str, format| write(number(text), 11, 3, format);
        assert_eq!(price("19.90", plain).unwrap(), "19.9");
        assert_eq!(price("4", plain).unwrap(), "4");
        assert_eq!(price("1", sap).unwrap(), "00000000001.000");
        assert_eq!(price("19.9", comma).unwrap(), "19,90");
        assert_eq!(
            price("0.0005", plain),
            Err(Unwritable::TooPrecise(number("0.001")))
        );
        assert_eq!(
            price("0.125", comma),
            Err(Unwritable::TooPrecise(number("0.13")))
        );
        assert_eq!(price("123456789012", plain), Err(Unwritable::TooLarge));
        assert_eq!(price("-1", plain), Err(Unwritable::Negative));
        assert_eq!(write(number("100"), 5, 0, comma).unwrap(), "100");
    }
}
