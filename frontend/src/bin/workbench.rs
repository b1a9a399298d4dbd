//! Who takes part, and administration.

fn main() {
    frontend::start_workbench();
}
