//! The encrypted form of `params`: AES-128-CBC with PKCS #7 padding, as PHP's `openssl_encrypt` has it.

use std::fmt;

use aes::{
    Aes128,
    cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit, block_padding::Pkcs7},
};
use base64::{
    Engine,
    alphabet::STANDARD as ALPHABET,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};
use zeroize::{Zeroize, Zeroizing};

use crate::{
    fault::{Fault, FaultKind},
    json::MAX_BYTES,
};

/// Reads base64 with and without its padding.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A key of 128 bits, neither printed nor serialised, and wiped from memory when dropped.
#[derive(Clone)]
pub struct Key([u8; 16]);

/// `params` encrypted, and the initialisation vector beside it; both in base64, as they stand in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The encrypted text.
    pub params: String,
    /// The initialisation vector: 16 bytes.
    pub iv: String,
}

impl Key {
    /// From base64 of 16 bytes, as connectors are configured.
    ///
    /// # Errors
    ///
    /// What is no base64, or of another length.
    pub fn from_base64(text: &str) -> Result<Self, Fault> {
        let bytes = Zeroizing::new(decode(text).unwrap_or_default());
        bytes.as_slice().try_into().map(Self).map_err(|_| {
            Fault::new(
                FaultKind::NotDecrypted,
                "key",
                "The key is not base64 of 16 bytes.",
                "Make one with `openssl rand -base64 16`, and set it on both sides.",
            )
        })
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Envelope {
    /// Encrypts a text. `iv` must be random and new for each.
    #[must_use]
    pub fn seal(text: &str, key: &Key, iv: [u8; 16]) -> Self {
        let sealed = cbc::Encryptor::<Aes128>::new(&key.0.into(), &iv.into())
            .encrypt_padded_vec::<Pkcs7>(text.as_bytes());
        Self {
            params: STANDARD.encode(sealed),
            iv: STANDARD.encode(iv),
        }
    }

    /// The text inside. That it can be read does not say that the sender wrote it: see the crate's documentation.
    ///
    /// # Errors
    ///
    /// What is no base64, of a wrong length, of another key, or no text. All of these look the same, so that nobody learns more by trying.
    pub fn open(&self, key: &Key) -> Result<String, Fault> {
        let fault = |field: &str, text: &str| {
            Fault::new(
                FaultKind::NotDecrypted,
                field,
                text,
                "Set the same key on both sides, and send params and iv in base64.",
            )
        };
        if self.params.len() > MAX_BYTES * 4 / 3 {
            return Err(fault("params", "The encrypted text is too long."));
        }
        let iv: [u8; 16] = decode(&self.iv)
            .and_then(|iv| iv.try_into().ok())
            .ok_or_else(|| fault("iv", "The initialisation vector is not base64 of 16 bytes."))?;
        let opened = decode(&self.params).and_then(|sealed| {
            cbc::Decryptor::<Aes128>::new(&key.0.into(), &iv.into())
                .decrypt_padded_vec::<Pkcs7>(&sealed)
                .ok()
        });
        opened
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(|| fault("params", "The text cannot be decrypted with the key."))
    }
}

/// Base64 as it comes: with line breaks, with blanks for the plus signs that a form lost, in the alphabet of URLs.
fn decode(text: &str) -> Option<Vec<u8>> {
    let plain: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, '\r' | '\n'))
        .map(|c| match c {
            ' ' | '-' => '+',
            '_' => '/',
            c => c,
        })
        .collect();
    FORGIVING.decode(plain).ok()
}
