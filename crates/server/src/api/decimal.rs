//! Decimals in JSON: texts, never floats.

use api_types::scalar::DecimalString;
use rust_decimal::Decimal;

/// A plain decimal: sign, digits, point, digits. No exponent, no comma, at most 28 digits.
#[must_use]
pub fn parse(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.split('.').count() <= 2
        && digits
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    if !plain || count > 28 {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

/// A decimal as answers spell it.
#[must_use]
pub fn present(number: Decimal) -> DecimalString {
    DecimalString(number.normalize().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_decimals_alone_are_amounts() {
        assert_eq!(parse("19.90"), Some(Decimal::new(1990, 2)));
        assert_eq!(parse("-1"), Some(Decimal::NEGATIVE_ONE));
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "1e3",
            "1,5",
            "1.2.3",
            "+1",
            " 1",
            "NaN",
            "12345678901234567890123456789",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
