//! The other part of the console.

fn main() {
    frontend::start_workbench();
}
