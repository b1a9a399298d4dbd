//! Random keys and tokens.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use punchout::secret::Secret;

/// What every API key begins with, so that one is recognised where it does not belong.
pub const API_KEY_PREFIX: &str = "pgk_";

/// How many characters of an API key are shown, to recognise it by.
const SHOWN_CHARACTERS: usize = 12;

/// A random text of 256 bits, safe in URLs and headers.
#[must_use]
pub fn random_token() -> Secret<String> {
    let bytes: [u8; 32] = rand::random();
    Secret::new(URL_SAFE_NO_PAD.encode(bytes))
}

/// A new API key.
#[must_use]
pub fn random_api_key() -> Secret<String> {
    Secret::new(format!("{API_KEY_PREFIX}{}", random_token().expose()))
}

/// The first characters of a key, which are shown later on.
#[must_use]
pub fn shown_prefix(key: &Secret<String>) -> String {
    key.expose().chars().take(SHOWN_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_recognised_and_differ() {
        let (one, other) = (random_api_key(), random_api_key());
        assert!(one.expose().starts_with("pgk_"));
        assert_eq!(one.expose().len(), 47);
        assert_ne!(one.expose(), other.expose());
        assert_eq!(shown_prefix(&one).len(), 12);
    }
}
