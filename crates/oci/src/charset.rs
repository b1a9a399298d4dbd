//! The characters that a form can carry.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use serde::{Deserialize, Serialize};

/// The character encoding of a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charset {
    /// UTF-8.
    #[default]
    Utf8,
    /// ISO-8859-1, by which browsers mean windows-1252 (WHATWG Encoding, 4.2). Old ITS and SRM installations.
    Latin1,
}

impl Charset {
    /// Its name in `accept-charset`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Latin1 => "ISO-8859-1",
        }
    }

    /// The encoding of a name, such as `http_content_charset` gives it; `None` for one that forms are not written in.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let encoding = Encoding::for_label(name.trim().as_bytes())?;
        if encoding == UTF_8 {
            Some(Self::Utf8)
        } else if encoding == WINDOWS_1252 {
            Some(Self::Latin1)
        } else {
            None
        }
    }

    /// Whether it has a character. Browsers write others as `&#8364;`, which procurement systems take for text.
    #[must_use]
    pub fn has(self, character: char) -> bool {
        match self {
            Self::Utf8 => true,
            Self::Latin1 => {
                let mut bytes = [0; 4];
                let (_, _, lost) = WINDOWS_1252.encode(character.encode_utf8(&mut bytes));
                !lost
            }
        }
    }

    /// A text in this encoding; what it lacks becomes a question mark.
    pub(crate) fn bytes(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Latin1 => {
                let plain: String = text
                    .chars()
                    .map(|c| if self.has(c) { c } else { '?' })
                    .collect();
                WINDOWS_1252.encode(&plain).0.into_owned()
            }
        }
    }
}

/// Bytes as text: in the encoding that is named, else in UTF-8, else in windows-1252, in which every byte is a character.
pub(crate) fn decoded(bytes: &[u8], named: Option<&str>) -> String {
    if bytes.is_ascii() {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let named = named.and_then(|name| Encoding::for_label(name.trim().as_bytes()));
    if let Some(encoding) = named.filter(|encoding| *encoding != UTF_8) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_the_encoding_that_browsers_use() {
        for name in ["utf-8", "UTF8", " Utf-8 "] {
            assert_eq!(Charset::named(name), Some(Charset::Utf8), "{name}");
        }
        for name in ["iso-8859-1", "latin1", "windows-1252", "us-ascii"] {
            assert_eq!(Charset::named(name), Some(Charset::Latin1), "{name}");
        }
        assert_eq!(Charset::named("shift_jis"), None);
        assert_eq!(Charset::named(""), None);
    }

    #[test]
    fn a_character_is_there_or_not() {
        assert!(Charset::Latin1.has('ü') && Charset::Latin1.has('€'));
        assert!(!Charset::Latin1.has('Ł') && !Charset::Latin1.has('日'));
        assert_eq!(Charset::Latin1.bytes("ü日"), [0xFC, b'?']);
    }

    #[test]
    fn bytes_are_read_in_the_encoding_that_they_are_in() {
        assert_eq!(decoded("grün".as_bytes(), None), "grün");
        assert_eq!(decoded(b"gr\xFCn", None), "grün");
        assert_eq!(decoded(b"gr\xFCn", Some("utf-8")), "grün");
        assert_eq!(decoded(b"\x93\xFA", Some("shift_jis")), "日");
    }
}
