//! The program `punchgate`: its commands.

mod backup;
mod demo;
mod import;
mod key;
mod open;
mod serve;
mod sets;
mod user;

use std::{
    ffi::OsString,
    io::{self, Write},
};

use anyhow::Context;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::{
    config::{self, Config, Settings},
    openapi, telemetry,
};

/// A self-hosted punch-out gateway.
#[derive(Parser)]
#[command(name = "punchgate", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Subcommand)]
enum Command {
    /// Serve (without a command, the same)
    Serve,
    /// Serve sample data, with a demo shop and a simulated procurement system beside it, for trying everything out
    Demo(demo::Options),
    /// Bring the database up to date, and end
    Migrate,
    /// Copy an SQLite database to a file, also while it is served
    Backup(backup::Options),
    /// Write a settings file to begin with to standard output
    Settings,
    /// Write the OpenAPI document to standard output
    Openapi,
    /// Write all connections as JSON, without secrets
    Export(sets::Export),
    /// Administer the people who may sign in
    #[command(subcommand)]
    User(user::Command),
    /// Import connections, from a file that was exported or from another system's files
    #[command(subcommand)]
    Import(import::Command),
    /// Administer API keys
    #[command(subcommand)]
    Key(key::Command),
}

impl Cli {
    /// What the program is told: by its arguments, the environment, and the settings file that these name. Ends the program where it is
    /// asked for help or told what it does not know.
    ///
    /// # Errors
    /// When the settings file cannot be used.
    pub fn told(arguments: Vec<OsString>) -> anyhow::Result<Self> {
        let given = Self::command().get_matches_from(&arguments);
        let cli = Self::from_arg_matches(&given)?;
        let Some(file) = &cli.settings.settings_file else {
            return Ok(cli);
        };
        let of_file = config::arguments_of_file(file, &given)?;
        let mut all = arguments;
        all.splice(1..1, of_file);
        Self::try_parse_from(all)
            .with_context(|| format!("the settings file {} cannot be used", file.display()))
    }
}

/// Runs a command.
///
/// # Errors
/// What stops the program, in a sentence that names what to change.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    // Needs no settings, so a wrong one does not stop it.
    match cli.command {
        Some(Command::Openapi) => return print(&openapi::pretty()?),
        Some(Command::Settings) => return print(&config::template()),
        _ => {}
    }
    config::check_environment(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()))?;
    // The demo tells where to click; the log of every request would take that out of sight.
    let usual = match cli.command {
        Some(Command::Demo(_)) => "warn",
        _ => "info",
    };
    let log = cli.settings.log.as_deref().unwrap_or(usual);
    telemetry::start(log, cli.settings.log_format == "json")
        .with_context(|| format!("PUNCHGATE_LOG cannot be used: {log:?}"))?;
    if let Some(Command::Demo(options)) = cli.command {
        return demo::run(cli.settings, options).await;
    }
    let config = Config::new(cli.settings)?;
    demo::refuse_demo_data(&config)?;
    match cli.command {
        None | Some(Command::Serve) => serve::run(config).await,
        Some(Command::Migrate) => {
            open::database(&config).await?;
            print("The database is up to date.\n")
        }
        Some(Command::Backup(options)) => backup::run(&config, options).await,
        Some(Command::Export(options)) => {
            sets::write(&open::existing(config).await?, options).await
        }
        Some(Command::User(command)) => user::run(&open::existing(config).await?, command).await,
        Some(Command::Import(command)) => {
            import::run(&open::existing(config).await?, command).await
        }
        Some(Command::Key(command)) => key::run(&open::existing(config).await?, command).await,
        Some(Command::Demo(_) | Command::Openapi | Command::Settings) => Ok(()),
    }
}

/// Prints what a command is asked for; logs go to standard error instead.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}
