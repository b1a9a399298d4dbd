//! The server, over HTTP and on both databases. One module for each part of the URL space.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that meets something else has to fail"
)]

mod adapters;
mod api_keys;
mod audit_log;
mod auth;
mod bodies;
mod connection_set_round_trip;
mod connection_sets;
mod connections;
mod cors;
mod directory;
mod directory_sets;
mod fixtures;
mod gateway;
mod idempotency;
mod lifecycle;
mod openapi;
mod pages;
mod permissions;
mod process;
mod purge;
mod roles;
mod settings;
mod snippets;
mod stand_in;
mod stores;
mod users;
mod webhooks;
