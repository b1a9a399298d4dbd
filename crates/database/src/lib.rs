#![doc = include_str!("../README.md")]

pub mod access_tokens;
pub mod api_keys;
pub mod audit;
pub mod business_units;
pub mod buyer_map;
pub mod buyers;
mod change;
pub mod companies;
mod connect;
pub mod connections;
pub mod credentials;
mod entities;
pub mod entry_points;
mod error;
pub mod hand_overs;
pub mod idempotency;
pub mod installation;
mod listing;
mod page;
pub mod purge;
pub mod refresh_tokens;
pub mod roles;
pub mod sessions;
pub mod settings;
pub mod status;
pub mod stores;
mod text;
pub mod throttle;
pub mod transactions;
pub mod users;
pub mod writer;

pub use connect::{ConnectOptions, Database, WriteTransaction};
pub use error::{Error, Result, Unique};
pub use listing::{Listing, Sort};
pub use page::{Page, PageRequest};
