//! The program `punchgate`.

use std::process::ExitCode;

use server::program::{self, Cli};

#[actix_web::main]
async fn main() -> ExitCode {
    let ended = match Cli::told(std::env::args_os().collect()) {
        Ok(cli) => program::run(cli).await,
        Err(error) => Err(error),
    };
    match ended {
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
