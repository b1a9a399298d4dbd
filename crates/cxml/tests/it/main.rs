//! What the crate promises as a whole: about real documents, and about all that it writes.

#![cfg(test)]

mod corpus;
mod dtd;
mod generated;
mod round_trip;
mod tools;
