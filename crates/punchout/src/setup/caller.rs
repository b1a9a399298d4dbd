//! Who calls: what a document and its way here say of that.

use crate::{
    connection::{Connection, PartyId, Signatures},
    named_error::ErrorCode,
    secret::Secret,
    setup::{PresentedCredential, Refusal},
};

/// What the way that a document came says of its sender.
#[derive(Clone, Debug, Default)]
pub struct Transport {
    /// User name and password of HTTP Basic authentication.
    pub basic: Option<(String, Secret<String>)>,
    /// The subject of the client certificate that a trusted proxy has verified.
    pub client_certificate_subject: Option<String>,
}

/// Who calls, as far as they say.
#[derive(Clone, Copy, Debug)]
pub struct Caller<'a> {
    /// The Sender's credentials.
    pub presented: &'a [PresentedCredential],
    /// The names of From.
    pub from: &'a [PartyId],
    /// Those of them that name a marketplace.
    pub marketplaces: &'a [PartyId],
    /// The names of To.
    pub to: &'a [PartyId],
    /// What the way here says.
    pub transport: &'a Transport,
}

impl Caller<'_> {
    /// The names of From that a rule is about: with a rule for the marketplace, those of its member alone.
    pub(super) fn members(&self, has_marketplace: bool) -> impl Iterator<Item = &PartyId> {
        self.from
            .iter()
            .filter(move |party| !has_marketplace || !self.marketplaces.contains(party))
    }
}

/// Checks whether a document is signed as its connection wants it. A signature is looked for, not verified.
///
/// # Errors
///
/// The refusal: 475 where one is missing, 477 where one is not wanted (cXML 1.2, Status/@code).
pub fn check_signature(connection: &Connection, signed: bool) -> Result<(), Refusal> {
    let (error, text) = match (connection.protocol.signatures, signed) {
        (Signatures::Required, false) => {
            (ErrorCode::SignatureRequired, "The document must be signed.")
        }
        (Signatures::Refused, true) => (
            ErrorCode::SignatureUnacceptable,
            "Signed documents are not taken here.",
        ),
        _ => return Ok(()),
    };
    Err(Refusal::new(error, text).of(connection))
}
