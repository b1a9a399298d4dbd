//! Secrets of the settings, as they are sealed and unsealed.

use std::collections::HashMap;

use punchout::{
    connection::Credential,
    ids::{CredentialId, StoreId},
    secret::{Sealed, Secret},
    signing_key::SigningKey,
};

use crate::sealing::Sealer;

/// A credential with its secrets.
pub(super) struct Unsealed {
    pub(super) credential: Credential,
    pub(super) secret: Option<Secret<String>>,
    pub(super) basic_password: Option<Secret<String>>,
}

impl Unsealed {
    pub(super) fn of(credential: Credential, sealer: &Sealer) -> Self {
        let unseal = |sealed: Option<&Sealed>, context: &[u8]| {
            sealer
                .unseal(sealed?, context)
                .inspect_err(|error| {
                    tracing::error!(credential.id = %credential.id, %error, "cannot unseal the secret of a credential");
                })
                .ok()
        };
        let secret = unseal(
            credential.shared_secret.as_ref(),
            credential.id.0.as_bytes(),
        );
        let basic_password = unseal(
            credential.basic_password.as_ref(),
            &basic_context(credential.id),
        );
        Self {
            credential,
            secret,
            basic_password,
        }
    }
}

/// What calls to each store are signed with.
pub(super) fn signing_keys(
    keys: Vec<SigningKey>,
    sealer: &Sealer,
) -> HashMap<StoreId, Vec<Secret<String>>> {
    let mut unsealed: HashMap<_, Vec<_>> = HashMap::new();
    for key in keys {
        match sealer.unseal(&key.secret, key.id.0.as_bytes()) {
            Ok(secret) => unsealed.entry(key.store_id).or_default().push(secret),
            Err(error) => {
                tracing::error!(signing_key.id = %key.id, %error, "cannot unseal a signing key");
            }
        }
    }
    unsealed
}

/// A password of HTTP Basic authentication for a copy of its credential, sealed anew; none where it cannot be unsealed.
#[must_use]
pub fn copy_basic(sealer: &Sealer, from: &Credential, to: CredentialId) -> Option<Sealed> {
    let sealed = from.basic_password.as_ref()?;
    let password = sealer.unseal(sealed, &basic_context(from.id)).ok()?;
    Some(sealer.seal(&password, &basic_context(to)))
}

/// What the password of a credential's HTTP Basic authentication is bound to: this credential, and not its other secret.
#[must_use]
pub fn basic_context(id: CredentialId) -> Vec<u8> {
    [id.0.as_bytes().as_slice(), b"basic"].concat()
}
