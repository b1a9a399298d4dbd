//! Random codes and ids.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use punchout::secret::Secret;
use uuid::Uuid;

/// How many random bytes start codes and hand-over codes have.
pub const CODE_BYTES: usize = 32;

/// Letters and digits that are not mistaken for one another when read out.
const REFERENCE_LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A random code of so many bytes, as text that is safe in URLs.
#[must_use]
pub fn code(bytes: usize) -> Secret<String> {
    let mut random = vec![0_u8; bytes];
    rand::fill(random.as_mut_slice());
    Secret::new(URL_SAFE_NO_PAD.encode(random))
}

/// A random code that means the same in capital letters and in small ones, for shops that do not tell them apart.
#[must_use]
pub fn lower_case_code() -> Secret<String> {
    let mut random = [0_u8; CODE_BYTES];
    rand::fill(random.as_mut_slice());
    Secret::new(random.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A random initialisation vector.
#[must_use]
pub fn iv() -> [u8; 16] {
    rand::random()
}

/// A support reference: ten letters and digits in two groups, such as `7KQ4M-2XW9P`.
#[must_use]
pub fn support_reference() -> String {
    let random: u64 = rand::random();
    let letter = |place: u32| {
        let index = usize::try_from((random >> (place * 5)) & 31).unwrap_or_default();
        char::from(REFERENCE_LETTERS.get(index).copied().unwrap_or(b'2'))
    };
    let mut reference: String = (0..10).map(letter).collect();
    reference.insert(5, '-');
    reference
}

/// A new id: sorted by the time it was made.
#[must_use]
pub fn id() -> Uuid {
    Uuid::now_v7()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_short_and_differ() {
        let (one, other) = (support_reference(), support_reference());
        assert_eq!(one.len(), 11);
        assert_ne!(one, other);
    }

    #[test]
    fn codes_have_the_length_asked_for() {
        assert_eq!(code(32).expose().len(), 43);
        assert_ne!(code(32).expose(), code(32).expose());
    }
}
