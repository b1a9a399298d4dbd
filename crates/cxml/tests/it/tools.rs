//! What some tests need from outside: they say so when it is missing.

use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

/// The folder of real documents and DTDs that `PUNCHGATE_CORPUS` names.
pub fn corpus() -> Option<PathBuf> {
    let folder = env::var_os("PUNCHGATE_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("SKIPPED: PUNCHGATE_CORPUS names no folder of real documents and DTDs");
    }
    folder
}

/// libxml2's `xmllint`. Where nothing may be skipped, it must be there.
pub fn xmllint() -> Option<Command> {
    let found = Command::new("xmllint")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok();
    if found {
        let mut command = Command::new("xmllint");
        command.args(["--noout", "--nonet"]);
        return Some(command);
    }
    assert!(
        env::var_os("PUNCHGATE_REQUIRE_ALL").is_none(),
        "xmllint is not installed"
    );
    eprintln!("SKIPPED: xmllint is not installed");
    None
}

/// How many samples a test takes: so many, or as many as `PUNCHGATE_SOAK_MESSAGES` says.
pub fn samples(usual: u32) -> u32 {
    let wanted = env::var("PUNCHGATE_SOAK_MESSAGES").ok();
    wanted.map_or(usual, |wanted| wanted.parse().expect("a number"))
}
