//! Header, parties and credentials (cXML 1.2, Header).

use std::fmt;

use crate::tree::ElementRef;

/// `Header`.
#[derive(Clone, Debug)]
pub struct Header {
    /// Where the document comes from in the end.
    pub from: Party,
    /// Where it goes in the end.
    pub to: Party,
    /// Who sent it here; the one to authenticate.
    pub sender: Sender,
}

/// A party: its credentials are alternatives for the same one.
#[derive(Clone, Debug, Default)]
pub struct Party {
    /// Its credentials.
    pub credentials: Vec<Credential>,
}

/// `Sender`.
#[derive(Clone, Debug, Default)]
pub struct Sender {
    /// Who.
    pub party: Party,
    /// `UserAgent`: a hint at the program, not more.
    pub user_agent: Option<String>,
}

/// `Credential`.
#[derive(Clone, Debug)]
pub struct Credential {
    /// `@domain`, trimmed.
    pub domain: String,
    /// `Identity`, trimmed; the first, where it is repeated.
    pub identity: String,
    /// `@type`, such as `marketplace`.
    pub credential_type: Option<String>,
    /// `SharedSecret`; absent where it is missing or empty.
    pub secret: Option<SharedSecret>,
    /// `CredentialMac`.
    pub mac: Option<CredentialMac>,
}

/// `CredentialMac`: a third party vouches for a credential (since 1.2).
#[derive(Clone, Debug)]
pub struct CredentialMac {
    /// `@type`.
    pub kind: String,
    /// `@algorithm`.
    pub algorithm: String,
    /// `@creationDate`, as written.
    pub creation_date: String,
    /// `@expirationDate`, as written.
    pub expiration_date: String,
    /// The code, in base64.
    pub value: SharedSecret,
}

impl CredentialMac {
    fn interpret(mac: ElementRef<'_>) -> Self {
        let attribute = |name| mac.attr(name).unwrap_or_default().to_owned();
        Self {
            kind: attribute("type"),
            algorithm: attribute("algorithm"),
            creation_date: attribute("creationDate"),
            expiration_date: attribute("expirationDate"),
            value: SharedSecret(mac.full_text().into_owned()),
        }
    }
}

/// A shared secret as it arrived.
#[derive(Clone)]
pub struct SharedSecret(String);

impl SharedSecret {
    /// A secret to be sent.
    #[must_use]
    pub const fn new(secret: String) -> Self {
        Self(secret)
    }

    /// The secret itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedSecret(..)")
    }
}

impl Header {
    pub(super) fn interpret(header: ElementRef<'_>) -> Self {
        let sender = header.child("Sender");
        Self {
            from: header
                .child("From")
                .map(Party::interpret)
                .unwrap_or_default(),
            to: header.child("To").map(Party::interpret).unwrap_or_default(),
            sender: Sender {
                party: sender.map(Party::interpret).unwrap_or_default(),
                user_agent: sender.and_then(|sender| sender.text_of("UserAgent")),
            },
        }
    }
}

impl Party {
    fn interpret(party: ElementRef<'_>) -> Self {
        Self {
            credentials: party
                .children_named("Credential")
                .map(|credential| Credential {
                    domain: credential
                        .attr("domain")
                        .unwrap_or_default()
                        .trim()
                        .to_owned(),
                    identity: credential
                        .child("Identity")
                        .map(|found| found.full_text().into_owned())
                        .unwrap_or_default(),
                    credential_type: credential.attr("type").map(str::to_owned),
                    secret: credential
                        .child("SharedSecret")
                        .map(|found| found.full_text().into_owned())
                        .filter(|secret| !secret.is_empty())
                        .map(SharedSecret),
                    mac: credential
                        .child("CredentialMac")
                        .map(CredentialMac::interpret),
                })
                .collect(),
        }
    }
}
