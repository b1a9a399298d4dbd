//! A profile request: what the gateway does for this caller, and at which address.

use cxml::{Document, Version};
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
    let candidate = authenticate(document, address, &settings, now)?;
    exchange.connection_id = Some(candidate.connection.id);
    exchange.business_unit_id = Some(candidate.connection.business_unit_id);
    let path = match address.named {
        Some((entry, _)) => format!("/punchout/{}/{}", address.store.key, entry.slug),
        None => format!("/punchout/{}", address.store.key),
    };
    let reply = Reply::ok(
        &protocol::profile_response(&state.config.http.url_of(&path), now, &envelope(state, now)),
        Version::highest_held_not_above(document.version.as_ref()),
    );
    let set = WriteSet {
        credential_uses: vec![(candidate.credential.id, now)],
        ..WriteSet::default()
    };
    Ok((reply, set))
}
