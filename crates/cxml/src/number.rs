//! Numbers.

use rust_decimal::Decimal;

/// Parses a number as documents spell it: US-English punctuation, sign, fraction, exponent; blanks around it and commas between
/// thousands are tolerated (cXML 1.2, data type number). `None` for other texts and for more than 28 digits.
#[must_use]
pub fn parse_number(text: &str) -> Option<Decimal> {
    let mut digits: String = text
        .trim()
        .chars()
        .filter(|c| *c != ',' && *c != '_')
        .collect();
    if text.contains('_') || digits.len() > 60 {
        return None;
    }
    if let Some(unsigned) = digits.strip_prefix('+') {
        digits = unsigned.to_owned();
    }
    if digits.contains(['e', 'E']) {
        return Decimal::from_scientific(&digits).ok();
    }
    Decimal::from_str_exact(&digits).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for (text, value) in [
            (" 1,234.50 ", "1234.50"),
            ("-0.5", "-0.5"),
            ("+3", "3"),
            ("1E2", "100"),
            (".5", "0.5"),
        ] {
            assert_eq!(parse_number(text), value.parse().ok(), "{text}");
        }
        for text in [
            "",
            "abc",
            "1.2.3",
            "0.00000000000000000000000000001",
            "1_000",
        ] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }
}
