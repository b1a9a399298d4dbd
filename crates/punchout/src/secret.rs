//! Values that must not be seen.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// A value that is neither printed nor serialised, and is wiped from memory when dropped.
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes a value into custody.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. Each use of this name is a place to look at in a review.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl Secret<String> {
    /// Whether both are the same text, in a time that depends on neither.
    ///
    /// Surrounding white space is no part of a secret: procurement systems wrap it in lines of its own.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        // Digests have one length, so that the comparison does not tell the length of the secret either.
        let (ours, theirs) = (
            Sha256::digest(self.0.trim().as_bytes()),
            Sha256::digest(other.0.trim().as_bytes()),
        );
        ours.as_slice().ct_eq(theirs.as_slice()).into()
    }
}

impl<T: Zeroize + Clone> Clone for Secret<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// A secret sealed for storage by authenticated encryption. What is inside is known to the holder of the key only.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Which master key sealed it: a short random name, kept so that keys can be rotated.
    pub key_id: String,
    /// Nonce and ciphertext.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({})", self.key_id)
    }
}

/// The SHA-256 digest of a random code, token or key: all that is ever stored of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

impl TokenHash {
    /// Hashes a code, token or key as it arrives.
    #[must_use]
    pub fn of(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(
            format!("{:?}", Secret::new("hush".to_owned())),
            "Secret(..)"
        );
    }

    #[test]
    fn matching_ignores_surrounding_white_space_only() {
        let secret = |text: &str| Secret::new(text.to_owned());
        assert!(secret("hush").matches(&secret("\n  hush ")));
        assert!(!secret("hush").matches(&secret("Hush")));
        assert!(!secret("hush").matches(&secret("hush hush")));
    }
}
