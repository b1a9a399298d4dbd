//! Numbers.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Operation, shown};
use crate::value::decimal;

/// The number that a text begins with.
pub(super) fn amount(text: &str, thousands: &str, point: char) -> Result<Decimal, String> {
    let mut plain = if thousands.is_empty() {
        text.to_owned()
    } else {
        text.replace(thousands, "")
    };
    if point != '.' {
        plain = plain.replace(point, ".");
    }
    let plain = plain.trim();
    if let Some(number) = decimal(plain) {
        return Ok(number);
    }
    let sign = usize::from(plain.starts_with(['-', '+']));
    let digits = plain.get(sign..).unwrap_or_default();
    let length = digits
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(digits.len());
    plain
        .get(..sign + length)
        .and_then(decimal)
        .ok_or_else(|| format!("{} is no number", shown(text)))
}

/// Whether a text is what [`formatted`] makes of it.
pub(super) fn is_formatted(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(point) = bytes.iter().position(|byte| *byte == b'.') else {
        return false;
    };
    let mut digits = bytes.iter().enumerate().filter(|(at, _)| *at != point);
    let behind = bytes.len() - point - 1;
    bytes.len() < 20
        && digits.all(|(_, byte)| byte.is_ascii_digit())
        && (point == 1 || (point > 1 && !text.starts_with('0')))
        && (behind == 2 || (behind > 2 && !text.ends_with('0')))
}

/// With two digits behind the point, more where the number has more: a third digit of a Kuwaiti dinar is money too.
pub(super) fn formatted(number: Decimal) -> String {
    let mut number = number.normalize();
    if number.scale() < 2 {
        number.rescale(2);
    }
    number.to_string()
}

/// Halves go away from zero. A negative precision rounds before the point.
pub(super) fn round(number: Decimal, precision: i64) -> Result<String, String> {
    let away = RoundingStrategy::MidpointAwayFromZero;
    if let Ok(places) = u32::try_from(precision) {
        return Ok(number
            .round_dp_with_strategy(places.min(28), away)
            .to_string());
    }
    let power = u32::try_from(precision.unsigned_abs())
        .ok()
        .filter(|power| *power <= 20);
    let unit = power.and_then(|power| {
        Decimal::TEN.checked_mul(Decimal::from_i128_with_scale(
            10_i128.pow(power.saturating_sub(1)),
            0,
        ))
    });
    unit.and_then(|unit| {
        number
            .checked_div(unit)?
            .round_dp_with_strategy(0, away)
            .checked_mul(unit)
    })
    .map(|number| number.to_string())
    .ok_or_else(|| {
        format!(
            "{number} cannot be rounded to 10^{}",
            precision.unsigned_abs()
        )
    })
}

pub(super) fn calculate(
    number: Decimal,
    operation: Operation,
    by: Decimal,
) -> Result<String, String> {
    let result = match operation {
        Operation::Add => number.checked_add(by),
        Operation::Subtract => number.checked_sub(by),
        Operation::Multiply => number.checked_mul(by),
        Operation::Divide => number.checked_div(by),
    };
    result
        .map(|result| result.normalize().to_string())
        .ok_or_else(|| format!("{number} and {by} have no such result"))
}

/// As a country writes it.
pub(super) fn written(
    number: Decimal,
    decimals: Option<u32>,
    point: char,
    thousands: &str,
) -> String {
    let mut number = number;
    if let Some(decimals) = decimals {
        number = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        number.rescale(decimals);
    }
    let text = number.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut result = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        result.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            result.push_str(thousands);
        }
        result.push(digit);
    }
    if !fraction.is_empty() {
        result.push(point);
        result.push_str(fraction);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        decimal(text).unwrap()
    }

    #[test]
    fn numbers_keep_their_digits() {
        assert_eq!(
            amount("21,444.190", ",", '.').unwrap().to_string(),
            "21444.190"
        );
        assert_eq!(amount("1.234,5", ".", ',').unwrap().to_string(), "1234.5");
        assert_eq!(amount("12.50 EUR", ",", '.').unwrap().to_string(), "12.50");
        assert!(amount("EUR", ",", '.').is_err());
        assert_eq!(formatted(number("1.5")), "1.50");
        assert_eq!(formatted(number("0.1250")), "0.125");
        for text in ["0.00", "19.90", "0.125", "120.10"] {
            assert!(is_formatted(text) && formatted(number(text)) == text);
        }
        for text in [
            "1.5", "0.1250", "01.50", "-1.50", "1,000.00", "12", "1.5e1", ".50",
        ] {
            assert!(!is_formatted(text));
        }
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(round(number("2.5"), 0).unwrap(), "3");
        assert_eq!(round(number("-2.5"), 0).unwrap(), "-3");
        assert_eq!(round(number("1250"), -2).unwrap(), "1300");
        assert_eq!(round(number("1.005"), 2).unwrap(), "1.01");
        assert!(round(number("1"), -99).is_err());
    }

    #[test]
    fn numbers_are_written_as_a_country_does() {
        assert_eq!(
            written(number("-1234567.891"), Some(2), ',', "."),
            "-1.234.567,89"
        );
        assert_eq!(written(number("0"), Some(3), '.', ""), "0.000");
    }
}
