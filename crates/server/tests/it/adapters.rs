//! Stores that are spoken to in another language than the REST API: the gateway against stand-ins that were written from what is known of
//! the real ones, over HTTP.

mod connection_test;
mod liferay;
mod orders;
mod settings;
mod shops;
mod tradecentric;
