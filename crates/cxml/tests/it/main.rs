//! What the crate promises as a whole: about real documents, and about all that it writes.

#![cfg(test)]

mod corpus;
mod differences;
mod dtd;
mod dtd_file;
mod findings;
mod generated;
mod grammar;
mod other_parser;
mod round_trip;
mod tools;
mod typed;
