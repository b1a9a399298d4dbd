#![doc = include_str!("../README.md")]

mod catalogue;
mod check;
mod condition;
mod json;
mod mapping;
mod neutral;
mod parse;
mod path;
mod problem;
mod rules;
mod run;
mod source;
mod target;
mod transform;
mod value;

#[cfg(test)]
mod tests;

pub use catalogue::{Anything, Catalogue, Entry, Fields, Kind};
pub use json::MAX_JSON;
pub use mapping::{Contract, Direction, Mapping, STANDARD_OBJECTS, Syntax, Tables};
pub use neutral::Neutral;
pub use problem::{MAX_PROBLEMS, Position, Problem};
pub use run::{Explanation, Finding, Limits, MAX_TOLD, Options, Outcome, RunError, Severity};
pub use source::{JsonNode, Node, Pairs};
pub use target::{Branch, Target};
pub use value::Value;
