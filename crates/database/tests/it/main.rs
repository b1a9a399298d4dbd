//! The database as its users see it, on SQLite and on PostgreSQL.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that meets something else has to fail"
)]

mod administration;
mod connect;
mod data;
mod journey;
mod log;
mod races;
mod redeem;
mod schema;
mod settings;
mod supersession;
mod webhooks;
mod writer;
