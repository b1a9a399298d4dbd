//! The server, over HTTP and on both databases. One module for each part of the URL space.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets something else has to fail"
)]

mod permissions;
mod stores;
