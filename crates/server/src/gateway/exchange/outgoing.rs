//! An exchange that the gateway begins: a call of a shop.

use punchout::{masking, transaction::TransactionType};

use super::{Exchange, length};
use crate::state::AppState;

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// Where to.
    pub url: &'a str,
    /// What the body is.
    pub content_type: &'a str,
    /// The body.
    pub body: &'a [u8],
    /// What it is about.
    pub transaction_type: TransactionType,
}

impl Exchange {
    /// Begins a call of the gateway's own. The log has the whole address where calls of others have the path.
    #[must_use]
    pub fn outgoing(sent: Sent<'_>, state: &AppState) -> Self {
        Self {
            method: "POST".to_owned(),
            path: masking::mask_path(sent.url, &[]),
            request_content_type: Some(sent.content_type.to_owned()),
            request_body: sent.body.to_vec(),
            request_full_size: length(sent.body),
            ..Self::blank(sent.transaction_type, state)
        }
    }
}
