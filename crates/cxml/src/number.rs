//! Numbers.

use rust_decimal::Decimal;

/// The longest text that is taken for a number: longer ones have more digits than are kept.
const MAX_LENGTH: usize = 100;

/// Elements whose text is a number (cXML 1.2, data type number).
pub const NUMBER_ELEMENTS: [&str; 2] = ["Money", "LeadTime"];

/// Whether what an attribute of this name holds is a number (cXML 1.2, `ItemIn`, `ItemOut` and `TaxDetail`).
#[must_use]
pub fn is_number_attribute(name: &str) -> bool {
    matches!(
        name,
        "quantity" | "lineNumber" | "parentLineNumber" | "percentageRate"
    )
}

/// Parses a number as documents spell it: US-English punctuation, sign, fraction, exponent; blanks around it and commas between
/// thousands are tolerated (cXML 1.2, data type number). `None` for other texts, for more than 28 digits, and for a comma that
/// does not part thousands: `1,5` is one and a half to some and 15 to others.
#[must_use]
pub fn parse_number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if let Some(number) = parse_plain(text) {
        return Some(number);
    }
    if text.len() > MAX_LENGTH {
        return None;
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i8>().ok()?),
        None => (text, 0),
    };
    let (sign, unsigned) = match mantissa.split_at_checked(1) {
        Some(("-", rest)) => ("-", rest),
        Some(("+", rest)) => ("", rest),
        _ => ("", mantissa),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !digits(fraction) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    if !digits(first)
        || (grouped && !(1..=3).contains(&first.len()))
        || !groups.all(|group| group.len() == 3 && digits(group))
    {
        return None;
    }
    let whole = whole.replace(',', "");
    let fraction = fraction.trim_end_matches(|c| c == '0' && fraction.len() > 28);
    if exponent == 0 {
        Decimal::from_str_exact(&format!("{sign}{whole}.{fraction}")).ok()
    } else {
        Decimal::from_scientific(&format!("{sign}{whole}.{fraction}e{exponent}")).ok()
    }
}

/// A number as nearly all are: few digits and a point.
fn parse_plain(text: &str) -> Option<Decimal> {
    const MOST: usize = 18;
    if text.is_empty() || text.len() > MOST {
        return None;
    }
    let (mut digits, mut scale, mut after_point) = (0_i64, 0, false);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                digits = digits * 10 + i64::from(byte - b'0');
                scale += u32::from(after_point);
            }
            b'.' if !after_point && text.len() > 1 => after_point = true,
            _ => return None,
        }
    }
    Some(Decimal::new(digits, scale))
}

/// An amount with so many digits after the point, and with more where it has more.
#[must_use]
pub fn format_amount(amount: Decimal, digits: u32) -> String {
    if let Some(usual) = format_usual(amount, digits) {
        return usual;
    }
    let mut amount = amount.normalize();
    if amount.scale() < digits {
        amount.rescale(digits);
    }
    amount.to_string()
}

/// An amount as nearly all are: with just these digits, not below zero, and not too large.
fn format_usual(amount: Decimal, digits: u32) -> Option<String> {
    if amount.scale() != digits || amount.is_sign_negative() {
        return None;
    }
    let mut rest = u64::try_from(amount.mantissa()).ok()?;
    // A decimal has 28 digits after the point at most.
    let mut text = [b'0'; 32];
    let mut length = 0_u32;
    for place in text.iter_mut().rev() {
        if length == digits && digits > 0 {
            *place = b'.';
        } else {
            *place = b'0' + u8::try_from(rest % 10).ok()?;
            rest /= 10;
        }
        length += 1;
        let whole = if digits == 0 { 1 } else { digits + 2 };
        if rest == 0 && length >= whole {
            break;
        }
    }
    let from = text.len().checked_sub(usize::try_from(length).ok()?)?;
    let text = std::str::from_utf8(text.get(from..)?).ok()?;
    (rest == 0).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_digits_of_the_currency_at_least() {
        for (amount, digits, text) in [
            ("19.90", 2, "19.90"),
            ("19.9", 2, "19.90"),
            ("19.900", 2, "19.90"),
            ("19.905", 2, "19.905"),
            ("0", 2, "0.00"),
            ("0.00", 2, "0.00"),
            ("-0.00", 2, "0.00"),
            ("0.05", 2, "0.05"),
            ("-0.05", 2, "-0.05"),
            ("5", 0, "5"),
            ("0", 0, "0"),
            ("1200", 0, "1200"),
            ("5.0", 0, "5"),
            ("184467440737095516.15", 2, "184467440737095516.15"),
            ("184467440737095516.16", 2, "184467440737095516.16"),
            ("1.8446744073709551615", 19, "1.8446744073709551615"),
            ("0.0000000000000000001", 19, "0.0000000000000000001"),
            ("0.00000000000000000001", 20, "0.00000000000000000001"),
        ] {
            assert_eq!(format_amount(amount.parse().unwrap(), digits), text);
        }
    }

    #[test]
    fn spellings() {
        for (text, value) in [
            (" 1,234.50 ", "1234.50"),
            ("-0.5", "-0.5"),
            ("+3", "3"),
            ("1E2", "100"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-1,234,567.891", "-1234567.891"),
            ("00012.500", "12.500"),
            ("1.2e+2", "120"),
            ("1e-3", "0.001"),
            ("1.50000000000000000000000000000000", "1.5"),
        ] {
            assert_eq!(parse_number(text), value.parse().ok(), "{text}");
        }
        for text in [
            "",
            "abc",
            "1.2.3",
            "0.00000000000000000000000000001",
            "1_000",
            "1,5",
            "12,34",
            ",1",
            "1,",
            "1,2345",
            "1.2,5",
            "+-3",
            "--3",
            "-",
            ".",
            "e5",
            "1e",
            "1e2.5",
            "1e-40",
            "1e99",
            "1e9999999999",
            "0x10",
            "NaN",
            "123456789012345678901234567890",
        ] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn decimals_come_through(mantissa: i64, scale in 0_u32..=28) {
            let number = Decimal::new(mantissa, 0).checked_mul(Decimal::new(1, scale));
            if let Some(number) = number {
                proptest::prop_assert_eq!(parse_number(&number.to_string()), Some(number));
            }
        }

        #[test]
        fn usual_amounts_are_written_as_all_are(mantissa: u64, scale in 0_u32..=28) {
            let amount = Decimal::from_i128_with_scale(mantissa.into(), scale);
            proptest::prop_assert_eq!(format_usual(amount, scale), Some(amount.to_string()));
        }

        #[test]
        fn no_text_makes_it_panic(text in "[-+]{0,2}[0-9.,]{0,40}([eE][-+]?[0-9]{0,6})?") {
            let _ = parse_number(&text);
        }
    }
}
