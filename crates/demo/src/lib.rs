#![doc = include_str!("../README.md")]

mod origins;
mod page;
pub mod procurement;
mod random;
mod same_origin;
pub mod sample;
pub mod shop;

pub use origins::Origins;
