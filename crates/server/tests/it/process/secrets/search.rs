//! The search for secrets in what is kept.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use memchr::memmem;

use crate::gateway::setup::escape;

/// Secrets, and where each was met.
#[derive(Default)]
pub struct Secrets(Vec<(String, String)>);

impl Secrets {
    pub fn add(&mut self, name: &str, secret: impl Into<String>) -> String {
        let secret = secret.into();
        assert!(secret.len() >= 8, "{name}: {secret:?}");
        self.0.push((name.to_owned(), secret.clone()));
        secret
    }

    /// Looks for every secret in every spelling.
    pub fn assert_absent(&self, place: &str, bytes: &[u8]) {
        for (name, secret) in &self.0 {
            for (spelling, needle) in spellings(secret) {
                if let Some(at) = memmem::find(bytes, &needle) {
                    let around = &bytes[at.saturating_sub(200)..bytes.len().min(at + 100)];
                    panic!(
                        "{name} is in {place} ({spelling}): …{}…",
                        String::from_utf8_lossy(around)
                    );
                }
            }
        }
    }
}

pub fn percent(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

pub fn utf16(text: &str, big: bool) -> Vec<u8> {
    let bytes = |unit: u16| {
        if big {
            unit.to_be_bytes()
        } else {
            unit.to_le_bytes()
        }
    };
    text.encode_utf16().flat_map(bytes).collect()
}

/// How a secret may stand in a text: plain, escaped, or within base64, where it begins at any of three places.
fn spellings(secret: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut all = vec![
        ("plain", secret.as_bytes().to_vec()),
        ("escaped", escape(secret).into_bytes()),
        ("percent-encoded", percent(secret).into_bytes()),
        ("UTF-16", utf16(secret, false)),
        ("UTF-16", utf16(secret, true)),
        (
            "hexadecimal",
            secret
                .bytes()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>()
                .into_bytes(),
        ),
    ];
    for shift in 0..3_usize {
        // The characters at both ends depend on the neighbours.
        let shifted = [vec![b'x'; shift], secret.as_bytes().to_vec()].concat();
        let encoded = STANDARD_NO_PAD.encode(shifted);
        let core = &encoded[[0, 2, 3][shift]..encoded.len() - 1];
        if core.len() >= 8 {
            all.push(("base64", core.as_bytes().to_vec()));
        }
    }
    all
}
