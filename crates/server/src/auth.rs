//! Who is calling, and what they may do.

pub mod first_admin;
pub mod identify;
pub mod jwt;
pub mod key;
pub mod origin;
pub mod password;
pub mod permission;
pub mod principal;
pub mod refresh;
pub mod throttle;
