//! References: the five entities that XML defines, and characters by number.

use super::{Scan, shortened};
use crate::read::{
    ReadError,
    characters::{is_name, is_xml_char},
};

/// The longest name of an entity that is looked for; longer ones are shortened in messages anyway.
const NO_CHARACTER: &str = "a reference to a character that XML does not allow";

impl Scan<'_> {
    /// Takes the reference that the cursor stands at.
    pub(super) fn reference(&mut self, at: usize) -> Result<char, ReadError> {
        let rest = self.cursor.rest();
        let end = rest
            .bytes()
            .position(|byte| matches!(byte, b';' | b'<' | b'"' | b'\'' | b' ' | b'\n'));
        let name = end
            .filter(|end| rest.as_bytes().get(*end) == Some(&b';'))
            .and_then(|end| rest.get(1..end));
        let Some(name) = name else {
            return Err(self.not_well_formed(at, "an & that begins no reference"));
        };
        self.cursor.skip(name.len() + 2);
        self.resolved(name, at)
    }

    /// What stands for a character between `&` and `;`.
    pub(super) fn resolved(&self, name: &str, at: usize) -> Result<char, ReadError> {
        if let Some(number) = name.strip_prefix('#') {
            let code = match number.strip_prefix('x') {
                Some(digits) => number_of(digits, 16),
                None => number_of(number, 10),
            };
            return code
                .and_then(char::from_u32)
                .filter(|c| is_xml_char(*c))
                .ok_or_else(|| self.not_well_formed(at, NO_CHARACTER));
        }
        match name {
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "amp" => Ok('&'),
            "apos" => Ok('\''),
            "quot" => Ok('"'),
            name if is_name(name) => Err(ReadError::UnknownEntity {
                name: shortened(name),
                position: self.position(at),
            }),
            _ => Err(self.not_well_formed(at, "an & that begins no reference")),
        }
    }
}

fn number_of(digits: &str, radix: u32) -> Option<u32> {
    // A sign, which Rust would take, is none of a reference's characters.
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.then(|| u32::from_str_radix(digits, radix).ok())?
}
