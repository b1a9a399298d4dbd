//! Numbers of payment cards, wherever people write them: in comments and Extrinsics as well as where they belong.

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::{MASK, patterns};

/// Numbers of 15 or 16 digits that begin as cards do (Visa, Mastercard, Discover, JCB, American Express), in the groups that are printed on
/// them or in one. No article number has as many (GTIN: 14).
static CARD: LazyLock<Regex> = patterns::pattern!(
    r"(?-u)\b(?:(?:4[0-9]{3}|5[1-5][0-9]{2}|2[2-7][0-9]{2}|6(?:011|5[0-9]{2})|35[0-9]{2})(?:[ +\-]?[0-9]{4}){3}|3[47][0-9]{2}[ +\-]?[0-9]{6}[ +\-]?[0-9]{5})\b"
);

/// Masks numbers whose last digit checks the others (ISO/IEC 7812-1, annex B); `None` where there are none.
pub(super) fn mask(bytes: &[u8], _layers: usize) -> Option<Vec<u8>> {
    let mut masked = Vec::new();
    let mut copied = 0;
    for card in CARD.find_iter(bytes).filter(|card| checks(card.as_bytes())) {
        masked.extend_from_slice(bytes.get(copied..card.start()).unwrap_or_default());
        masked.extend_from_slice(MASK.as_bytes());
        copied = card.end();
    }
    if copied == 0 {
        return None;
    }
    masked.extend_from_slice(bytes.get(copied..).unwrap_or_default());
    Some(masked)
}

fn checks(number: &[u8]) -> bool {
    let digits = number.iter().rev().filter(|byte| byte.is_ascii_digit());
    let sum: u32 = digits
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0');
            match (place % 2, digit) {
                (0, _) => digit,
                (_, 0..=4) => digit * 2,
                _ => digit * 2 - 9,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}
