//! The tools around connections.

fn main() {
    frontend::start_tools();
}
