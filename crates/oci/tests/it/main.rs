//! What the crate promises as a whole: about real calls and forms, and about all that it writes.

#![cfg(test)]

mod corpus;
mod generated;
