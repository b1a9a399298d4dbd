//! Pairs of names and values in queries and forms.

use percent_encoding::percent_decode;
use thiserror::Error;

use crate::charset::decoded;

/// The most parameters that a call can have.
pub const MAX_PARAMETERS: usize = 500;

/// The most fields that a form can bring back.
pub const MAX_RETURN_FIELDS: usize = 100_000;

/// The longest value in a call, in bytes as sent.
pub const MAX_VALUE: usize = 32 * 1024;

/// The longest name, in bytes as sent.
const MAX_NAME: usize = 400;

/// Why pairs are not read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PairsError {
    /// There are too many.
    #[error("there are more than {0} parameters")]
    TooMany(usize),
    /// A name is too long.
    #[error("a parameter's name is longer than {MAX_NAME} bytes")]
    LongName,
    /// A value is too long.
    #[error("the value of {0} is longer than {MAX_VALUE} bytes")]
    LongValue(String),
    /// A value has a character that no text has.
    #[error("the value of {0} has the control character U+{1:04X}")]
    ControlCharacter(String, u32),
}

/// A pair as it was sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawPair<'a> {
    pub(crate) name: &'a [u8],
    pub(crate) value: &'a [u8],
}

/// A decoded name, a decoded value, and the value as it was sent.
pub(crate) type Decoded<'a> = (String, String, &'a [u8]);

/// Takes a query or a form apart, without decoding.
pub(crate) fn raw(bytes: &[u8]) -> impl Iterator<Item = RawPair<'_>> {
    bytes
        .trim_ascii()
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            RawPair {
                name: halves.next().unwrap_or_default(),
                value: halves.next().unwrap_or_default(),
            }
        })
}

/// Undoes the encoding of a form: pluses, percent signs, characters.
pub(crate) fn text(bytes: &[u8], charset: Option<&str>) -> String {
    let blanks: Vec<u8> = bytes
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let bytes: Vec<u8> = percent_decode(&blanks).collect();
    decoded(&bytes, charset)
}

/// Reads the parameters of a call.
///
/// # Errors
/// [`PairsError`]; a line break, a tab and the like are no error.
pub fn read_pairs(
    bytes: &[u8],
    charset: Option<&str>,
) -> Result<Vec<(String, String)>, PairsError> {
    checked(bytes, charset).map(|pairs| {
        pairs
            .into_iter()
            .map(|(name, value, _)| (name, value))
            .collect()
    })
}

/// The same, with each value as it was sent.
pub(crate) fn checked<'a>(
    bytes: &'a [u8],
    charset: Option<&str>,
) -> Result<Vec<Decoded<'a>>, PairsError> {
    let mut pairs = Vec::new();
    for pair in raw(bytes) {
        if pairs.len() >= MAX_PARAMETERS {
            return Err(PairsError::TooMany(MAX_PARAMETERS));
        }
        if pair.name.len() > MAX_NAME {
            return Err(PairsError::LongName);
        }
        let name = text(pair.name, charset);
        if pair.value.len() > MAX_VALUE {
            return Err(PairsError::LongValue(name));
        }
        let value = text(pair.value, charset);
        let bad = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        if let Some(bad) = name.chars().chain(value.chars()).find(bad) {
            let shown = name.chars().filter(|c| !c.is_control()).collect();
            return Err(PairsError::ControlCharacter(shown, u32::from(bad)));
        }
        pairs.push((name, value, pair.value));
    }
    Ok(pairs)
}

/// Reads the fields of a form that brings a cart back. What is too much is left out; it is for those who look at what came.
#[must_use]
pub fn read_fields(bytes: &[u8], charset: Option<&str>) -> Vec<(String, String)> {
    raw(bytes)
        .take(MAX_RETURN_FIELDS)
        .map(|pair| (text(pair.name, charset), text(pair.value, charset)))
        .collect()
}

/// A query or a form with the values of some parameters replaced, everything else as it was sent.
#[must_use]
pub fn masked(bytes: &[u8], is_secret: impl Fn(&str) -> bool, mask: &str) -> Vec<u8> {
    let mut masked = Vec::with_capacity(bytes.len());
    for (index, pair) in bytes.split(|byte| *byte == b'&').enumerate() {
        if index > 0 {
            masked.push(b'&');
        }
        let name = pair.split(|byte| *byte == b'=').next().unwrap_or_default();
        let hidden =
            name.len() < pair.len() && name.len() <= MAX_NAME && is_secret(text(name, None).trim());
        if hidden {
            masked.extend_from_slice(name);
            masked.push(b'=');
            masked.extend_from_slice(mask.as_bytes());
        } else {
            masked.extend_from_slice(pair);
        }
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_decoded_once() {
        let pairs = read_pairs(b"a=1+2&b=%2525&&c&=d&%7EOkCode=gr%FCn", None).unwrap();
        let expected = [
            ("a", "1 2"),
            ("b", "%25"),
            ("c", ""),
            ("", "d"),
            ("~OkCode", "grün"),
        ];
        let expected: Vec<_> = expected
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        assert_eq!(pairs, expected);
    }

    #[test]
    fn what_is_too_much_is_refused_by_name() {
        let many = "a=1&".repeat(10_000);
        assert_eq!(
            read_pairs(many.as_bytes(), None),
            Err(PairsError::TooMany(MAX_PARAMETERS))
        );
        let long = format!("big={}", "x".repeat(1_000_000));
        assert_eq!(
            read_pairs(long.as_bytes(), None),
            Err(PairsError::LongValue("big".to_owned()))
        );
        let name = format!("{}=1", "n".repeat(MAX_NAME + 1));
        assert_eq!(read_pairs(name.as_bytes(), None), Err(PairsError::LongName));
        assert_eq!(
            read_pairs(b"a=x%00y", None),
            Err(PairsError::ControlCharacter("a".to_owned(), 0))
        );
        assert!(read_pairs(b"a=x%0D%0Ay", None).is_ok());
    }

    #[test]
    fn secrets_are_masked_where_they_stand() {
        let secret = |name: &str| name.eq_ignore_ascii_case("kennwort");
        let masked = masked(
            b"a=1&Kennwort=x%26y&%4bennwort=z&kennwort&b",
            secret,
            "****",
        );
        assert_eq!(masked, b"a=1&Kennwort=****&%4bennwort=****&kennwort&b");
    }
}
