//! The part of the console that is used every day.

fn main() {
    frontend::start_console();
}
