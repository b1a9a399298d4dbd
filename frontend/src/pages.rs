//! The pages, one file or folder each.

pub(crate) mod business_unit;
pub(crate) mod business_unit_form;
pub(crate) mod business_units;
pub(crate) mod buyer;
pub(crate) mod buyer_form;
pub(crate) mod buyers;
pub(crate) mod change_password;
pub(crate) mod companies;
pub(crate) mod company;
pub(crate) mod company_form;
pub(crate) mod connection;
pub(crate) mod connection_form;
pub(crate) mod connections;
pub(crate) mod credential_form;
pub(crate) mod not_found;
pub(crate) mod sign_in;
pub(crate) mod sign_in_again;
pub(crate) mod sign_in_frame;
pub(crate) mod store;
pub(crate) mod store_form;
pub(crate) mod stores;
pub(crate) mod transaction;
pub(crate) mod transactions;
