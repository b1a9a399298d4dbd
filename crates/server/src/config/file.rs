//! Settings from a file: TOML whose keys are the settings' names, such as `public_url`.

use std::{ffi::OsString, path::Path};

use clap::{ArgMatches, Args, Command, parser::ValueSource};
use toml::{Table, Value};

use super::{ConfigError, Settings};

/// The setting that names the file, which cannot stand in it.
const ITSELF: &str = "settings_file";

/// What a file says and neither flags nor environment say, as flags: they are then checked like all others.
///
/// # Errors
/// When the file cannot be read, is no TOML, or has a key that is no setting.
pub fn arguments(file: &Path, given: &ArgMatches) -> Result<Vec<OsString>, ConfigError> {
    let refused = |reason: String| ConfigError::File {
        file: file.display().to_string(),
        reason,
    };
    let text = std::fs::read_to_string(file).map_err(|error| refused(error.to_string()))?;
    let table: Table = toml::from_str(&text).map_err(|error| refused(error.to_string()))?;
    let known = settings();
    let mut flags = Vec::new();
    for (key, value) in &table {
        let setting = known
            .get_arguments()
            .find(|argument| argument.get_id() == key.as_str() && key != ITSELF);
        let Some(flag) = setting.and_then(clap::Arg::get_long) else {
            return Err(refused(format!(
                "{key} is not a setting; `punchgate settings` writes those that are"
            )));
        };
        let Some(text) = written(value) else {
            return Err(refused(format!(
                "{key} must be a text, a number, true or false, or a list of texts"
            )));
        };
        let elsewhere = matches!(
            given.value_source(key),
            Some(ValueSource::CommandLine | ValueSource::EnvVariable)
        );
        if !elsewhere {
            flags.push(format!("--{flag}={text}").into());
        }
    }
    Ok(flags)
}

/// A settings file to begin with: every setting, explained, none set.
#[must_use]
pub fn template() -> String {
    let intro =
        "# Settings of Punchgate. Flags and environment variables go before what stands here.\n";
    settings()
        .get_arguments()
        .filter(|argument| argument.get_id() != ITSELF)
        .fold(intro.to_owned(), |mut text, argument| {
            let help = argument.get_help().map(ToString::to_string);
            let usual = argument.get_default_values().first();
            let usual = usual.and_then(|value| value.to_str()).unwrap_or_default();
            let value = match usual.parse::<u32>() {
                Ok(_) => usual.to_owned(),
                Err(_) => format!("\"{usual}\""),
            };
            for line in help.unwrap_or_default().lines() {
                text.push_str(&format!("\n# {line}"));
            }
            text.push_str(&format!("\n# {} = {value}\n", argument.get_id()));
            text
        })
}

fn settings() -> Command {
    Settings::augment_args(Command::new("punchgate"))
}

/// A value as a flag has it.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(true) => Some("on".to_owned()),
        Value::Boolean(false) => Some("off".to_owned()),
        Value::Array(list) => {
            let texts: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
            Some(texts?.join(","))
        }
        Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// What the file adds to flags.
    fn added(text: &str, flags: &[&str]) -> Result<Vec<String>, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("punchgate.toml");
        fs::write(&file, text).unwrap();
        let given = settings().get_matches_from([&["punchgate"], flags].concat());
        let added = arguments(&file, &given).map_err(|error| error.to_string())?;
        Ok(added
            .into_iter()
            .map(|flag| flag.into_string().unwrap())
            .collect())
    }

    #[test]
    fn every_kind_of_value_becomes_a_flag() {
        let text = "listen = \"0.0.0.0:80\"\npeer_limit = 5\nconsole = false\ntrusted_proxies = [\"10.0.0.1\", \"::1\"]";
        let mut flags = added(text, &[]).unwrap();
        flags.sort();
        assert_eq!(
            flags,
            [
                "--console=off",
                "--listen=0.0.0.0:80",
                "--peer-limit=5",
                "--trusted-proxies=10.0.0.1,::1",
            ]
        );
    }

    #[test]
    fn a_flag_goes_before_the_file() {
        let text = "listen = \"0.0.0.0:80\"\npeer_limit = 5";
        assert_eq!(
            added(text, &["--peer-limit", "9"]).unwrap(),
            ["--listen=0.0.0.0:80"]
        );
    }

    #[test]
    fn what_is_no_setting_is_named() {
        for (text, named) in [
            ("listn = \"0.0.0.0:80\"", "listn is not a setting"),
            ("settings_file = \"x\"", "settings_file is not a setting"),
            ("peer_limit = 1.5", "peer_limit must be"),
            ("trusted_proxies = [1]", "trusted_proxies must be"),
            ("listen = ", "line 1"),
        ] {
            let message = added(text, &[]).unwrap_err();
            assert!(message.contains(named), "{message}");
            assert!(message.contains("punchgate.toml"), "{message}");
        }
    }

    #[test]
    fn the_template_is_a_file_once_its_lines_are_uncommented() {
        let template = template();
        let lines: Vec<&str> = template
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| line.contains(" = "))
            .collect();
        let known = settings();
        assert_eq!(lines.len() + 1, known.get_arguments().count());
        assert!(added(&lines.join("\n"), &[]).is_ok(), "{template}");
    }
}
