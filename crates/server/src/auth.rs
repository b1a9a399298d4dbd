//! Who is calling, and what they may do.

pub mod jwt;
pub mod password;
pub mod permission;
pub mod principal;
