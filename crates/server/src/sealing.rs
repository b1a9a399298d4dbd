//! Sealing secrets for storage: XChaCha20-Poly1305 under the master key.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    Key, XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hkdf::Hkdf;
use punchout::secret::{Sealed, Secret};
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;

/// Why the master key cannot be used.
#[derive(Debug, Error)]
pub enum KeyFileError {
    /// It cannot be read or made.
    #[error("the key file {path} cannot be used: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// It holds something else.
    #[error("the key file {0} does not hold 32 bytes in base64")]
    NoKey(PathBuf),
}

/// Why a sealed secret cannot be opened.
#[derive(Debug, Error)]
pub enum UnsealError {
    /// Another master key sealed it.
    #[error("sealed by the key {0}, which is not the one in use")]
    OtherKey(String),
    /// It was changed, or belongs to another record.
    #[error("the sealed secret is damaged, or belongs to another record")]
    Damaged,
}

/// The key that seals secrets and that other keys are derived from.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; KEY_BYTES]>);

impl MasterKey {
    /// A new key.
    #[must_use]
    pub fn generate() -> Self {
        Self(Zeroizing::new(rand::random()))
    }

    /// Reads the key file; makes it, readable by its owner alone, where there is none.
    ///
    /// # Errors
    /// When the file cannot be read or made, or holds no key.
    pub fn load_or_create(path: &Path) -> Result<Self, KeyFileError> {
        let io = |source| KeyFileError::Io {
            path: path.to_owned(),
            source,
        };
        match File::open(path) {
            Ok(file) => read(file)
                .map_err(io)?
                .ok_or_else(|| KeyFileError::NoKey(path.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = Self::generate();
                create(path, &key).map_err(io)?;
                Ok(key)
            }
            Err(error) => Err(io(error)),
        }
    }

    /// A key for one purpose, from which nothing about the others follows.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; KEY_BYTES]> {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        // Only an output of more than 255 digests can fail.
        let _ = Hkdf::<Sha256>::new(None, self.0.as_slice())
            .expand(purpose.as_bytes(), key.as_mut_slice());
        key
    }
}

fn read(file: File) -> io::Result<Option<MasterKey>> {
    let mut text = Zeroizing::new(String::new());
    file.take(1024).read_to_string(&mut text)?;
    let bytes = Zeroizing::new(STANDARD.decode(text.trim()).unwrap_or_default());
    Ok(<[u8; KEY_BYTES]>::try_from(bytes.as_slice())
        .ok()
        .map(|key| MasterKey(Zeroizing::new(key))))
}

fn create(path: &Path, key: &MasterKey) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    let text = Zeroizing::new(format!("{}\n", STANDARD.encode(key.0.as_slice())));
    file.write_all(text.as_bytes())?;
    // Secrets sealed by a key that a crash takes away are lost.
    file.sync_all()
}

/// Seals and opens secrets.
#[derive(Clone)]
pub struct Sealer {
    key_id: String,
    cipher: XChaCha20Poly1305,
}

impl Sealer {
    /// A sealer under a master key.
    #[must_use]
    pub fn new(key: &MasterKey) -> Self {
        let sealing_key = key.derive("punchgate sealing v1");
        let digest = Sha256::digest(sealing_key.as_slice());
        let key_id = digest
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            key_id,
            cipher: XChaCha20Poly1305::new(&Key::from(*sealing_key)),
        }
    }

    /// Seals a secret for one record: the context is the record's id, and the sealed secret opens with the same one only.
    #[must_use]
    pub fn seal(&self, secret: &Secret<String>, context: &[u8]) -> Sealed {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let payload = Payload {
            msg: secret.expose().as_bytes(),
            aad: context,
        };
        let mut bytes = nonce.to_vec();
        // Encryption fails only above 256 GiB; what were sealed then would not open.
        bytes.extend(
            self.cipher
                .encrypt(&XNonce::from(nonce), payload)
                .unwrap_or_default(),
        );
        Sealed {
            key_id: self.key_id.clone(),
            bytes,
        }
    }

    /// Opens a sealed secret.
    ///
    /// # Errors
    /// When another key sealed it, when it was changed, or when it belongs to another record.
    pub fn unseal(&self, sealed: &Sealed, context: &[u8]) -> Result<Secret<String>, UnsealError> {
        if sealed.key_id != self.key_id {
            return Err(UnsealError::OtherKey(sealed.key_id.clone()));
        }
        let (nonce, ciphertext) = sealed
            .bytes
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or(UnsealError::Damaged)?;
        let payload = Payload {
            msg: ciphertext,
            aad: context,
        };
        let bytes = self
            .cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| UnsealError::Damaged)?;
        String::from_utf8(bytes)
            .map(Secret::new)
            .map_err(|_| UnsealError::Damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_with_the_same_key_and_context_only() {
        let sealer = Sealer::new(&MasterKey::generate());
        let sealed = sealer.seal(&Secret::new("hush".to_owned()), b"record 1");
        assert_eq!(
            sealer.unseal(&sealed, b"record 1").unwrap().expose(),
            "hush"
        );
        assert!(matches!(
            sealer.unseal(&sealed, b"record 2"),
            Err(UnsealError::Damaged)
        ));
        assert!(matches!(
            Sealer::new(&MasterKey::generate()).unseal(&sealed, b"record 1"),
            Err(UnsealError::OtherKey(_))
        ));
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let sealer = Sealer::new(&MasterKey::generate());
        let sealed = sealer.seal(&Secret::new("hush".to_owned()), b"");
        for place in 0..sealed.bytes.len() {
            let mut changed = sealed.clone();
            changed.bytes[place] ^= 1;
            assert!(sealer.unseal(&changed, b"").is_err());
        }
    }

    #[test]
    fn the_key_file_is_made_once_and_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deeper").join("master.key");
        let sealed = Sealer::new(&MasterKey::load_or_create(&path).unwrap())
            .seal(&Secret::new("hush".to_owned()), b"");
        let again = Sealer::new(&MasterKey::load_or_create(&path).unwrap());
        assert_eq!(again.unseal(&sealed, b"").unwrap().expose(), "hush");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_without_a_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        std::fs::write(&path, "not a key").unwrap();
        assert!(matches!(
            MasterKey::load_or_create(&path),
            Err(KeyFileError::NoKey(_))
        ));
    }

    #[test]
    fn keys_for_different_purposes_differ() {
        let key = MasterKey::generate();
        assert_ne!(key.derive("a"), key.derive("b"));
        assert_eq!(key.derive("a"), key.derive("a"));
    }
}
