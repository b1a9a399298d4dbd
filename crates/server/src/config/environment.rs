//! Variables that look like settings and are none.

use clap::{Args, Command};

use super::{ConfigError, Settings};

const PREFIX: &str = "PUNCHGATE_";

/// What the project's own tests and tools are steered by: set beside the program, and none of its business.
const TOOLING: [&str; 3] = [
    "PUNCHGATE_TEST_POSTGRES_URL",
    "PUNCHGATE_CORPUS",
    "PUNCHGATE_REQUIRE_ALL",
];

/// Checks the names of environment variables: a typo in one must not pass for a setting.
///
/// # Errors
/// The first variable that looks like a setting and is none.
pub fn check(names: impl IntoIterator<Item = String>) -> Result<(), ConfigError> {
    let command = Settings::augment_args(Command::new("punchgate"));
    let known: Vec<_> = command
        .get_arguments()
        .filter_map(|argument| argument.get_env()?.to_str())
        .chain(TOOLING)
        .collect();
    let mut unknown: Vec<_> = names
        .into_iter()
        .filter(|name| name.starts_with(PREFIX) && !known.contains(&name.as_str()))
        .collect();
    unknown.sort();
    unknown
        .into_iter()
        .next()
        .map_or(Ok(()), |name| Err(ConfigError::Unknown(name)))
}
