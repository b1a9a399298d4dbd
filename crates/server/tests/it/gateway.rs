//! The punch-out endpoints, and the calls for stores that go with them: whole journeys over HTTP.

pub mod answer;
mod authentication;
mod buyers;
mod calls;
mod carriers;
mod cart_settings;
mod catch_all;
mod connection_limits;
mod connection_test;
mod corpus;
mod documents;
mod expiry;
mod figures;
mod findings;
mod journey;
mod limits;
mod log_export;
pub mod mappings;
mod operations;
mod ordered;
pub mod orders;
mod oversight;
pub mod page;
mod profiles;
pub mod punchout2go;
mod refusals;
mod reissue;
pub mod repetition;
pub mod setup;
pub mod shop;
mod spellings;
mod spryker_import;
mod spryker_mappings;
mod supersession;
pub mod validity;

pub use answer::{Answer, header};
