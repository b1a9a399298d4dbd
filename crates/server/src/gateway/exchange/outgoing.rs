//! An exchange that the gateway begins: a call of a shop.

use std::time::Instant;

use punchout::{finding::Findings, masking, setup::Transport, transaction::TransactionType};

use super::{Exchange, length};
use crate::{random, state::AppState};

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
            at: state.now(),
            transaction_type: sent.transaction_type,
            store_id: None,
            connection_id: None,
            entry_point_id: None,
            business_unit_id: None,
            credential_id: None,
            transport: Transport::default(),
            session_id: None,
            payload_id: None,
            buyer_cookie: None,
            email: None,
            order_id: None,
            document: None,
            findings: Findings::default(),
            support_reference: random::support_reference(),
            started: Instant::now(),
            method: "POST".to_owned(),
            path: masking::mask_path(sent.url, &[]),
            peer: None,
            request_headers: Vec::new(),
            request_content_type: Some(sent.content_type.to_owned()),
            request_body: sent.body.to_vec(),
            request_full_size: length(sent.body),
            secrets: Vec::new(),
        }
    }
}
