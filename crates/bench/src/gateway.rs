//! The program that is measured, started as a process of its own.

use std::{
    fs::File,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

use crate::http::{self, Connection};

/// The first administrator's e-mail address.
pub const ADMIN_EMAIL: &str = "admin@bench.example";
/// The first administrator's password.
pub const ADMIN_PASSWORD: &str = "a password of the bench";

/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a gateway is started.
#[derive(Clone, Debug)]
pub struct Installation {
    /// The program.
    pub program: PathBuf,
    /// Its data folder.
    pub folder: PathBuf,
    /// Its database.
    pub database_url: String,
}

/// A process that answers on a port of loopback. It ends with this value.
pub struct Running {
    child: Child,
    /// `host:port`.
    pub address: String,
    /// How long it took from the start until it was ready.
    pub ready_after: Duration,
}

impl Installation {
    /// Starts the gateway and waits until it is ready.
    pub async fn start(&self) -> anyhow::Result<Running> {
        let mut command = Command::new(&self.program);
        // Settings of the person at the terminal are not the bench's.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PUNCHGATE_") {
                command.env_remove(name);
            }
        }
        let port = free_port()?;
        command
            .arg("serve")
            .env("PUNCHGATE_LISTEN", format!("127.0.0.1:{port}"))
            .env("PUNCHGATE_DATA_DIR", &self.folder)
            .env("PUNCHGATE_DATABASE_URL", &self.database_url)
            // What is measured is what the gateway can do, not what it admits.
            .env("PUNCHGATE_ENTRY_POINT_LIMIT", "0")
            .env("PUNCHGATE_PEER_LIMIT", "0")
            .env("PUNCHGATE_ADMIN_EMAIL", ADMIN_EMAIL)
            .env("PUNCHGATE_ADMIN_PASSWORD", ADMIN_PASSWORD);
        Running::begin(command, port, "/healthz/ready", &self.folder).await
    }
}

impl Running {
    /// Starts a program that listens on a port, and waits until it answers at a path. What it says goes to a file in `folder`.
    pub async fn begin(
        mut command: Command,
        port: u16,
        path: &str,
        folder: &Path,
    ) -> anyhow::Result<Self> {
        let log = folder.join(format!("{port}.log"));
        let file = File::create(&log).with_context(|| log.display().to_string())?;
        let begun = Instant::now();
        let child = command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        let mut running = Self {
            child,
            address: format!("127.0.0.1:{port}"),
            ready_after: Duration::ZERO,
        };
        while !running.is_ready(path).await {
            if running.child.try_wait()?.is_some() || begun.elapsed() > PATIENCE {
                let said = std::fs::read_to_string(&log).unwrap_or_default();
                bail!("the program did not start: {said}");
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        running.ready_after = begun.elapsed();
        Ok(running)
    }

    async fn is_ready(&self, path: &str) -> bool {
        // The plain connect tells soonest that nobody listens yet.
        if TcpStream::connect(&self.address).is_err() {
            return false;
        }
        let Ok(mut connection) = Connection::open(&self.address).await else {
            return false;
        };
        let request = http::request("GET", path, &[("connection", "close")], b"");
        connection
            .exchange(&request)
            .await
            .is_ok_and(|answer| answer.status == 200)
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks the program to end, and waits until it has.
    pub fn stop(mut self) -> anyhow::Result<()> {
        let told = Command::new("kill")
            .arg(self.pid().to_string())
            .status()
            .context("kill")?;
        anyhow::ensure!(told.success(), "cannot end the program");
        let status = self.child.wait()?;
        anyhow::ensure!(status.success(), "the program ended with {status}");
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Gone already where it was stopped; otherwise nothing more is wanted of it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port of loopback that nobody has at the moment.
pub fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
