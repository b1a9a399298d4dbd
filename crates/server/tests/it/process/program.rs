//! A running program.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::json;
use tempfile::TempDir;
use test_support::{Client, Reply};

pub const ADMIN_EMAIL: &str = "admin@shop.example";
pub const ADMIN_PASSWORD: &str = "walnut-Harbour-27-lantern";

/// A running program, killed when dropped.
pub struct Program {
    child: Child,
    base: String,
    log: PathBuf,
    _folder: TempDir,
}

impl Program {
    /// Starts the program and waits until it says that it serves. Programs with the same data folder are nodes of one installation. Without
    /// a URL the database is a file in the data folder.
    pub fn start(data: &Path, database_url: &str, log_filter: &str) -> Self {
        Self::start_with(data, database_url, log_filter, &[])
    }

    /// The same, with further settings.
    pub fn start_with(
        data: &Path,
        database_url: &str,
        log_filter: &str,
        settings: &[(&str, &str)],
    ) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let log = folder.path().join("log");
        let mut command = Command::new(env!("CARGO_BIN_EXE_punchgate"));
        if !database_url.is_empty() {
            command.env("PUNCHGATE_DATABASE_URL", database_url);
        }
        let mut child = command
            .arg("serve")
            .env("PUNCHGATE_LISTEN", "127.0.0.1:0")
            .env("PUNCHGATE_DATA_DIR", data)
            .env("PUNCHGATE_ADMIN_EMAIL", ADMIN_EMAIL)
            .env("PUNCHGATE_ADMIN_PASSWORD", ADMIN_PASSWORD)
            .env("PUNCHGATE_LOG", log_filter)
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).expect("a file can be made"))
            .spawn()
            .expect("the program starts");
        let output = BufReader::new(child.stdout.take().expect("its output is piped"));
        let base = output
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("Punchgate serves ").map(str::to_owned));
        let Some(base) = base else {
            panic!(
                "the program ended: {}",
                fs::read_to_string(&log).unwrap_or_default()
            );
        };
        Self {
            child,
            base,
            log,
            _folder: folder,
        }
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// Signs the administrator in.
    pub async fn log_in(&self) -> Reply {
        let login = json!({"email": ADMIN_EMAIL, "password": ADMIN_PASSWORD});
        let client = Client::new(&self.base, None);
        client.post("/api/v1/auth/login", &login, 200).await
    }

    /// The administrator, signed in.
    pub async fn admin(&self) -> Client {
        let token = self.log_in().await.text_at("/access_token");
        Client::new(&self.base, Some(token))
    }

    /// Ends it as a power cut would: without any notice.
    pub fn kill(mut self) {
        self.child.kill().expect("the program runs");
        self.child.wait().expect("the program ends");
    }

    /// What it has logged so far.
    pub fn log(&self) -> Vec<u8> {
        fs::read(&self.log).expect("the log can be read")
    }

    /// The most memory that it ever had, in KiB.
    pub fn peak_memory(&self) -> u64 {
        let status = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(status).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        number.expect("the system tells")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _ended_already = self.child.wait();
    }
}
