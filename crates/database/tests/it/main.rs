//! The database as its users see it, on SQLite and on PostgreSQL.

mod administration;
mod data;
mod journey;
mod log;
mod redeem;
mod schema;
mod settings;
mod writer;
