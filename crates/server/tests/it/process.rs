//! The program itself, as it is started in operation: killed, doubled, without its database, under hostile input; and its demo.

mod demo;
mod files;
mod hostile;
mod kill;
mod nodes;
mod operation;
mod outage;
mod program;
mod secrets;

pub use program::Program;
