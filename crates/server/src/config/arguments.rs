//! Settings as they are given: flags, environment variables and what a settings file says.

use std::path::{Path, PathBuf};

use clap::Args;

const DEFAULT_LISTEN: &str = "127.0.0.1:8080";

/// A hundred in each second: far more than buyers need, and less than what keeps a node from anything else.
const DEFAULT_LIMIT: u32 = 6_000;

/// Settings as they are given. A flag goes before its environment variable, and that before the settings file.
#[derive(Args, Clone)]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// A file with settings, in TOML; `punchgate settings` writes one to begin with. Flags and environment go before it
    #[arg(
        long,
        env = "PUNCHGATE_SETTINGS_FILE",
        value_name = "FILE",
        global = true
    )]
    pub settings_file: Option<PathBuf>,
    /// Where to listen
    #[arg(
        long,
        env = "PUNCHGATE_LISTEN",
        value_name = "ADDRESS",
        default_value = DEFAULT_LISTEN,
        global = true
    )]
    pub listen: String,
    /// What entry points and pages are built from, such as <https://punchout.shop.example> [default: http:// and where it listens]
    #[arg(long, env = "PUNCHGATE_PUBLIC_URL", value_name = "URL", global = true)]
    pub public_url: Option<String>,
    /// The folder of the SQLite file and the key file [default: data; demo-data for the demo]
    #[arg(long, env = "PUNCHGATE_DATA_DIR", value_name = "FOLDER", global = true)]
    pub data_dir: Option<PathBuf>,
    /// sqlite:… or postgres://… [default: punchgate.db in the data folder]
    #[arg(
        long,
        env = "PUNCHGATE_DATABASE_URL",
        value_name = "URL",
        hide_env_values = true,
        global = true
    )]
    pub database_url: Option<String>,
    /// The key that seals secrets; made on first start [default: master.key in the data folder]
    #[arg(
        long,
        env = "PUNCHGATE_MASTER_KEY_FILE",
        value_name = "FILE",
        global = true
    )]
    pub master_key_file: Option<PathBuf>,
    /// The first administrator's e-mail address
    #[arg(
        long,
        env = "PUNCHGATE_ADMIN_EMAIL",
        value_name = "E-MAIL",
        global = true
    )]
    pub admin_email: Option<String>,
    /// The first administrator's password; better in the environment than as a flag, which others see
    #[arg(
        long,
        env = "PUNCHGATE_ADMIN_PASSWORD",
        value_name = "PASSWORD",
        hide_env_values = true,
        global = true
    )]
    pub admin_password: Option<String>,
    /// Proxies whose forwarded addresses are believed: IP addresses or networks, separated by commas
    #[arg(
        long,
        env = "PUNCHGATE_TRUSTED_PROXIES",
        value_name = "LIST",
        value_delimiter = ',',
        global = true
    )]
    pub trusted_proxies: Vec<String>,
    /// The header in which these proxies tell the subject of a client certificate that they verified, and which they let nobody else set
    #[arg(
        long,
        env = "PUNCHGATE_CLIENT_CERTIFICATE_HEADER",
        value_name = "NAME",
        global = true
    )]
    pub client_certificate_header: Option<String>,
    /// Private networks that the gateway may call stores in: IP addresses or networks, separated by commas
    #[arg(
        long,
        env = "PUNCHGATE_PRIVATE_NETWORKS",
        value_name = "LIST",
        value_delimiter = ',',
        global = true
    )]
    pub private_networks: Vec<String>,
    /// Whether the console is served beside the API: on or off
    #[arg(long, env = "PUNCHGATE_CONSOLE", value_name = "SWITCH", default_value = "on", value_parser = ["on", "off"], global = true)]
    pub console: String,
    /// Origins where the console is hosted besides, separated by commas
    #[arg(
        long,
        env = "PUNCHGATE_CONSOLE_ORIGINS",
        value_name = "LIST",
        value_delimiter = ',',
        global = true
    )]
    pub console_origins: Vec<String>,
    /// How many documents an entry point takes in a minute on this node; 0 for no limit
    #[arg(long, env = "PUNCHGATE_ENTRY_POINT_LIMIT", value_name = "NUMBER", default_value_t = DEFAULT_LIMIT, global = true)]
    pub entry_point_limit: u32,
    /// How many documents a peer may send in a minute to this node, and how many pages it may open; 0 for no limit
    #[arg(long, env = "PUNCHGATE_PEER_LIMIT", value_name = "NUMBER", default_value_t = DEFAULT_LIMIT, global = true)]
    pub peer_limit: u32,
    /// Whether /metrics is answered: on or off
    #[arg(long, env = "PUNCHGATE_METRICS", value_name = "SWITCH", default_value = "on", value_parser = ["on", "off"], global = true)]
    pub metrics: String,
    /// What collectors of /metrics send as bearer token; without one it is answered to loopback and private addresses alone
    #[arg(
        long,
        env = "PUNCHGATE_METRICS_TOKEN",
        value_name = "TOKEN",
        hide_env_values = true,
        global = true
    )]
    pub metrics_token: Option<String>,
    /// What is logged, such as info or punchgate=debug,info [default: info; warn for the demo]
    #[arg(long, env = "PUNCHGATE_LOG", value_name = "FILTER", global = true)]
    pub log: Option<String>,
    /// How it is logged: text or json
    #[arg(long, env = "PUNCHGATE_LOG_FORMAT", value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"], global = true)]
    pub log_format: String,
}

impl Settings {
    /// Settings for a data folder, everything else as it is without being set.
    pub fn for_data_dir(data_dir: &Path) -> Self {
        Self {
            settings_file: None,
            listen: DEFAULT_LISTEN.to_owned(),
            public_url: None,
            data_dir: Some(data_dir.to_owned()),
            database_url: None,
            master_key_file: None,
            admin_email: None,
            admin_password: None,
            trusted_proxies: Vec::new(),
            client_certificate_header: None,
            private_networks: Vec::new(),
            console: "on".to_owned(),
            console_origins: Vec::new(),
            entry_point_limit: DEFAULT_LIMIT,
            peer_limit: DEFAULT_LIMIT,
            metrics: "on".to_owned(),
            metrics_token: None,
            log: None,
            log_format: "text".to_owned(),
        }
    }
}
