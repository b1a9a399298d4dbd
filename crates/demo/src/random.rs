//! Random codes.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// A code that nobody guesses, safe in URLs.
pub(crate) fn code() -> String {
    let mut random = [0_u8; 18];
    rand::fill(&mut random);
    URL_SAFE_NO_PAD.encode(random)
}
