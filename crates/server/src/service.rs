//! What is done for an exchange: finds what a decision needs, lets `punchout` decide, and says what must be written.

pub mod call;
pub mod connection_test;
pub mod delivery;
pub mod hand_over;
pub mod ordered;
pub mod preview;
pub mod profile;
mod recall;
pub mod received;
pub mod session_request;
pub mod setup;
pub mod store_service;
