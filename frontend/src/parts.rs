//! The three programs that the console is made of. Each has the frame, the texts and the API client, and the pages of its own, so that the
//! first visit loads no more than is used every day.

pub(crate) mod console;
pub(crate) mod tools;
pub(crate) mod workbench;

use std::cell::Cell;

/// One of the programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What is used every day: connections, sessions, the log.
    Console,
    /// Who takes part, and the administration.
    Workbench,
    /// What belongs to a connection beside its settings, what connections inherit, imports.
    Tools,
}

thread_local! {
    static RUNNING: Cell<Part> = const { Cell::new(Part::Console) };
}

/// The program that runs.
pub(crate) fn running() -> Part {
    RUNNING.get()
}

/// Says which program runs.
pub(crate) fn run(part: Part) {
    RUNNING.set(part);
}
