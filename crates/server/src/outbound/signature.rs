//! Signatures of calls, as Standard Webhooks have them, so that stores can check them with a library.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use punchout::secret::Secret;
use sha2::Sha256;

/// What keys begin with.
pub const PREFIX: &str = "whsec_";

const KEY_BYTES: usize = 32;

/// A new key.
#[must_use]
pub fn random_key() -> Secret<String> {
    let bytes: [u8; KEY_BYTES] = rand::random();
    Secret::new(format!("{PREFIX}{}", STANDARD.encode(bytes)))
}

/// The header `webhook-signature` of a body: one signature for each key, so that a store can change over from one to the other.
#[must_use]
pub fn sign(id: &str, seconds: i64, body: &[u8], keys: &[Secret<String>]) -> String {
    let signatures: Vec<_> = keys
        .iter()
        .filter_map(|key| {
            let bytes = STANDARD
                .decode(key.expose().trim_start_matches(PREFIX))
                .ok()?;
            let mut mac = Hmac::<Sha256>::new_from_slice(&bytes).ok()?;
            mac.update(format!("{id}.{seconds}.").as_bytes());
            mac.update(body);
            Some(format!(
                "v1,{}",
                STANDARD.encode(mac.finalize().into_bytes())
            ))
        })
        .collect();
    signatures.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_standard_webhooks() {
        // The example of the specification's own libraries.
        let key = Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned());
        let body = br#"{"test": 2432232314}"#;
        let header = sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body, &[key]);
        assert_eq!(header, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn each_key_signs() {
        let keys = [random_key(), random_key()];
        let header = sign("1", 2, b"x", &keys);
        assert_eq!(header.split(' ').count(), 2);
        assert_eq!(sign("1", 2, b"x", &[]), "");
    }
}
