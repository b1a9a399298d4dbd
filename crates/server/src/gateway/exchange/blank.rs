//! Where every exchange begins.

use std::time::Instant;

use punchout::{finding::Findings, setup::Transport, transaction::TransactionType};

use super::{super::words::Reader, Exchange};
use crate::{random, state::AppState};

impl Exchange {
    /// An exchange of which nothing is known yet.
    pub(super) fn blank(transaction_type: TransactionType, state: &AppState) -> Self {
        Self {
            at: state.now(),
            transaction_type,
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
            reader: Reader::default(),
            is_test: false,
            support_reference: random::support_reference(),
            started: Instant::now(),
            method: String::new(),
            path: String::new(),
            peer: None,
            request_headers: Vec::new(),
            request_content_type: None,
            request_body: Vec::new(),
            request_full_size: 0,
            secrets: Vec::new(),
            metrics: state.metrics.clone(),
        }
    }
}
