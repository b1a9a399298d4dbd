#![doc = include_str!("../README.md")]

pub mod cart;
pub mod connection;
pub mod directory;
pub mod entry_point;
pub mod ids;
pub mod named_error;
pub mod secret;
pub mod session;
pub mod store;
pub mod time;
pub mod transaction;
