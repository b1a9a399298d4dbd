//! What the crate promises as a whole: about all that it reads and all that it writes.

#![cfg(test)]

mod generated;
