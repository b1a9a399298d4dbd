//! The program `punchgate`.

use std::process::ExitCode;

use clap::Parser;
use server::program::{self, Cli};

#[actix_web::main]
async fn main() -> ExitCode {
    match program::run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(
                clippy::print_stderr,
                reason = "why the program does not start is for the person at the terminal, whatever the log's filter"
            )]
            {
                eprintln!("punchgate: {error:#}");
            }
            ExitCode::FAILURE
        }
    }
}
