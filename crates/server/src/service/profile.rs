//! A profile request: what the gateway does for this caller, and at which address.

use cxml::Document;
use database::writer::WriteSet;
use punchout::{protocol::cxml as protocol, setup::Refusal};

use super::setup::{authenticate, envelope};
use crate::{
    gateway::{Address, Exchange, Reply},
    state::AppState,
};

/// Answers with the document types that are supported, to callers that are known: it doubles as a ping that tells a
/// procurement system whether its credentials are right (cXML 1.2, `ProfileRequest`).
///
/// # Errors
///
/// The refusal of the caller.
pub fn answer(
    exchange: &mut Exchange,
    document: &Document,
    address: Address<'_>,
    state: &AppState,
) -> Result<(Reply, WriteSet), Refusal> {
    let now = state.now();
    let settings = state.settings.snapshot();
    let candidate = authenticate(exchange, document, address, &settings, now)?;
    let path = match address.named {
        Some((entry, _)) => format!("/punchout/{}/{}", address.store.key, entry.slug),
        None => format!("/punchout/{}", address.store.key),
    };
    let reply = Reply::ok(
        &protocol::profile_response(&state.config.http.url_of(&path), now, &envelope(state, now)),
        candidate
            .connection
            .protocol
            .response_version(document.version.as_ref()),
    );
    let set = WriteSet {
        credential_uses: vec![(candidate.credential.id, now)],
        ..WriteSet::default()
    };
    Ok((reply, set))
}
