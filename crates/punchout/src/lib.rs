#![doc = include_str!("../README.md")]

pub use oci::Charset;

pub mod cart;
pub mod connection;
pub mod directory;
pub mod entry_point;
pub mod finding;
pub mod ids;
pub mod mapped;
pub mod mapping_profile;
pub mod masking;
pub mod named_error;
pub mod order;
pub mod ordered;
pub mod profile;
pub mod protocol;
pub mod received;
pub mod return_url;
pub mod role;
pub mod secret;
pub mod session;
pub mod setup;
pub mod signing_key;
pub mod store;
#[cfg(test)]
mod test_data;
pub mod time;
pub mod transaction;
pub mod transfer;
pub mod value_table;
pub mod webhook;
