//! Settings of the program: from flags, the environment and a file, checked at the start.

mod arguments;
mod environment;
mod file;
mod limits;

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use actix_web::http::header::HeaderName;
use ipnet::IpNet;
use punchout::secret::Secret;
use thiserror::Error;
use url::Url;

pub use arguments::Settings;
pub use environment::check as check_environment;
pub use file::{arguments as arguments_of_file, template};
pub use limits::LimitsConfig;

/// The data folder of an installation.
const DEFAULT_DATA_DIR: &str = "data";

/// Why a setting cannot be used. The sentence names the setting.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// A variable that looks like a setting and is none.
    #[error("{0} is not a setting of Punchgate; see `punchgate --help` for those that are")]
    Unknown(String),
    /// A settings file that cannot be used.
    #[error("the settings file {file} cannot be used: {reason}")]
    File {
        /// The file.
        file: String,
        /// What is wrong with it, and where.
        reason: String,
    },
    /// A value that cannot be used.
    #[error("{name} cannot be used: {reason}")]
    Invalid {
        /// The environment variable of the setting.
        name: &'static str,
        /// What is wrong with the value. Never a secret value itself.
        reason: String,
    },
}

/// All settings, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where and as what the program is reached.
    pub http: HttpConfig,
    /// Where data is kept.
    pub storage: StorageConfig,
    /// The first administrator.
    pub first_admin: FirstAdmin,
    /// Signing in.
    pub auth: AuthConfig,
    /// How often procurement systems may call.
    pub limits: LimitsConfig,
    /// Who may collect metrics.
    pub metrics: MetricsConfig,
}

/// Who may collect metrics.
#[derive(Clone, Debug)]
pub enum MetricsConfig {
    /// Nobody.
    Off,
    /// Callers on this machine and in private networks.
    Near,
    /// Callers with this bearer token, wherever they are.
    Token(Secret<String>),
}

/// Where and as what the program is reached.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    /// Where it listens.
    pub listen: SocketAddr,
    /// What addresses are built from: scheme, host and port, without a path.
    pub public_url: Url,
    /// Whose forwarded addresses are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The header in which they tell the subject of a client certificate that they verified, in lower case.
    pub client_certificate_header: Option<String>,
    /// Private networks that the gateway may call stores in.
    pub private_networks: Vec<IpNet>,
    /// Whether the console is served beside the API.
    pub console: bool,
    /// Origins where the console is hosted besides, as browsers write them: their pages may call the API with the browser's cookie.
    pub console_origins: Vec<String>,
}

impl HttpConfig {
    /// The absolute URL of a path of this program; the path begins with a slash.
    #[must_use]
    pub fn url_of(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// The program's own origin, as browsers name it.
    #[must_use]
    pub fn origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
    }

    /// The host that the program is reached by, without a port.
    #[must_use]
    pub fn host(&self) -> String {
        self.public_url.host_str().unwrap_or_default().to_owned()
    }

    /// Whether browsers reach the program over https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// Whether a peer may say whom it speaks for.
    #[must_use]
    pub fn trusts(&self, peer: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|net| net.contains(&peer))
    }
}

/// Where data is kept.
#[derive(Clone, Debug)]
pub struct StorageConfig {
    /// The folder of the SQLite file and the key file.
    pub data_dir: PathBuf,
    /// `sqlite:…` or `postgres://…`. May hold a password.
    pub database_url: Secret<String>,
    /// The file of the key that seals secrets.
    pub master_key_file: PathBuf,
}

/// The first administrator.
#[derive(Clone, Debug)]
pub enum FirstAdmin {
    /// Made with a random password, which is printed once and must be changed.
    Generated,
    /// Made as given.
    Given {
        /// E-mail address.
        email: String,
        /// Password.
        password: Secret<String>,
    },
}

/// Signing in.
#[derive(Clone, Debug)]
pub struct AuthConfig {
    /// Memory of a password hash, in KiB.
    pub argon2_memory_kib: u32,
    /// Passes of a password hash.
    pub argon2_passes: u32,
    /// How many failed sign-ins an e-mail address has from one peer within a quarter of an hour.
    pub login_attempts_per_email_and_peer: u32,
    /// How many it has from all peers: more, so that nobody elsewhere keeps its owner out.
    pub login_attempts_per_email: u32,
    /// How many failed sign-ins a peer has within a quarter of an hour.
    pub login_attempts_per_peer: u32,
}

impl Default for AuthConfig {
    fn default() -> Self {
        Self {
            // The recommendation of OWASP for argon2id with one lane.
            argon2_memory_kib: 19 * 1024,
            argon2_passes: 2,
            login_attempts_per_email_and_peer: 10,
            login_attempts_per_email: 100,
            login_attempts_per_peer: 30,
        }
    }
}

impl Config {
    /// Checks settings.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        let first_admin = first_admin(&settings)?;
        let listen = listen(&settings.listen)?;
        let public_url = match &settings.public_url {
            Some(text) => public_url(text)?,
            None => public_url(&format!("http://{listen}"))?,
        };
        let trusted_proxies = listed(&settings.trusted_proxies, |text| {
            network("PUNCHGATE_TRUSTED_PROXIES", text)
        })?;
        let data_dir = settings
            .data_dir
            .clone()
            .unwrap_or_else(|| PathBuf::from(DEFAULT_DATA_DIR));
        let database_url = database_url(&settings, &data_dir)?;
        let master_key_file = settings
            .master_key_file
            .unwrap_or_else(|| data_dir.join("master.key"));
        Ok(Self {
            http: HttpConfig {
                listen,
                public_url,
                trusted_proxies,
                client_certificate_header: settings
                    .client_certificate_header
                    .as_deref()
                    .map(header_name)
                    .transpose()?,
                private_networks: listed(&settings.private_networks, |text| {
                    network("PUNCHGATE_PRIVATE_NETWORKS", text)
                })?,
                console: settings.console == "on",
                console_origins: listed(&settings.console_origins, console_origin)?,
            },
            storage: StorageConfig {
                data_dir,
                database_url,
                master_key_file,
            },
            first_admin,
            auth: AuthConfig::default(),
            limits: LimitsConfig::new(settings.entry_point_limit, settings.peer_limit),
            metrics: metrics(&settings.metrics, settings.metrics_token)?,
        })
    }

    /// Settings for a data folder, everything else as it is without being set.
    ///
    /// # Errors
    /// None with a usable path.
    pub fn for_data_dir(data_dir: &Path) -> Result<Self, ConfigError> {
        Self::new(Settings::for_data_dir(data_dir))
    }
}

fn listen(text: &str) -> Result<SocketAddr, ConfigError> {
    text.parse().map_err(|_| ConfigError::Invalid {
        name: "PUNCHGATE_LISTEN",
        reason: format!("{text:?} is no IP address with a port, such as 127.0.0.1:8080"),
    })
}

fn public_url(text: &str) -> Result<Url, ConfigError> {
    let invalid = |reason: &str| ConfigError::Invalid {
        name: "PUNCHGATE_PUBLIC_URL",
        reason: reason.to_owned(),
    };
    let url = Url::parse(text).map_err(|error| invalid(&format!("{text:?}: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(invalid("it must be an absolute http or https address"));
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err(invalid(
            "it must have no path, query or fragment, such as https://punchout.shop.example",
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("it must have no user name and password"));
    }
    Ok(url)
}

/// What a list names, without the blanks and empty places of a list.
fn listed<T>(
    texts: &[String],
    read: fn(&str) -> Result<T, ConfigError>,
) -> Result<Vec<T>, ConfigError> {
    texts
        .iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .map(read)
        .collect()
}

fn console_origin(text: &str) -> Result<String, ConfigError> {
    let origin = Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
    });
    origin
        .map(|url| url.origin().ascii_serialization())
        .ok_or_else(|| ConfigError::Invalid {
            name: "PUNCHGATE_CONSOLE_ORIGINS",
            reason: format!("{text:?} is no origin such as https://admin.shop.example"),
        })
}

fn header_name(text: &str) -> Result<String, ConfigError> {
    HeaderName::from_bytes(text.trim().as_bytes())
        .map(|name| name.as_str().to_owned())
        .map_err(|_| ConfigError::Invalid {
            name: "PUNCHGATE_CLIENT_CERTIFICATE_HEADER",
            reason: format!("{text:?} is no name of a header, such as X-Client-Subject"),
        })
}

fn network(name: &'static str, text: &str) -> Result<IpNet, ConfigError> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| ConfigError::Invalid {
            name,
            reason: format!("{text:?} is neither an IP address nor a network such as 10.0.0.0/8"),
        })
}

fn database_url(settings: &Settings, data_dir: &Path) -> Result<Secret<String>, ConfigError> {
    let Some(url) = &settings.database_url else {
        let file = data_dir.join("punchgate.db");
        return Ok(Secret::new(format!("sqlite:{}?mode=rwc", file.display())));
    };
    let scheme = url.split(':').next().unwrap_or_default();
    if matches!(scheme, "sqlite" | "postgres" | "postgresql") {
        Ok(Secret::new(url.clone()))
    } else {
        Err(ConfigError::Invalid {
            name: "PUNCHGATE_DATABASE_URL",
            reason: "it must begin with sqlite: or postgres://".to_owned(),
        })
    }
}

/// The fewest characters of a token: what cannot be guessed over the network.
const MIN_METRICS_TOKEN: usize = 16;

fn metrics(switch: &str, token: Option<String>) -> Result<MetricsConfig, ConfigError> {
    match token {
        _ if switch == "off" => Ok(MetricsConfig::Off),
        None => Ok(MetricsConfig::Near),
        Some(token) if token.len() >= MIN_METRICS_TOKEN => {
            Ok(MetricsConfig::Token(Secret::new(token)))
        }
        Some(_) => Err(ConfigError::Invalid {
            name: "PUNCHGATE_METRICS_TOKEN",
            reason: format!("it must have {MIN_METRICS_TOKEN} characters or more"),
        }),
    }
}

fn first_admin(settings: &Settings) -> Result<FirstAdmin, ConfigError> {
    match (&settings.admin_email, &settings.admin_password) {
        (None, None) => Ok(FirstAdmin::Generated),
        (Some(_), None) => Err(ConfigError::Invalid {
            name: "PUNCHGATE_ADMIN_EMAIL",
            reason: "PUNCHGATE_ADMIN_PASSWORD must be set with it".to_owned(),
        }),
        (None, Some(_)) => Err(ConfigError::Invalid {
            name: "PUNCHGATE_ADMIN_PASSWORD",
            reason: "PUNCHGATE_ADMIN_EMAIL must be set with it".to_owned(),
        }),
        (Some(email), Some(password)) => {
            if !crate::validation::is_email(email) {
                return Err(ConfigError::Invalid {
                    name: "PUNCHGATE_ADMIN_EMAIL",
                    reason: format!("{email:?} is no e-mail address"),
                });
            }
            if let Err(reason) = crate::auth::password::check_strength(password) {
                return Err(ConfigError::Invalid {
                    name: "PUNCHGATE_ADMIN_PASSWORD",
                    reason,
                });
            }
            Ok(FirstAdmin::Given {
                email: email.clone(),
                password: Secret::new(password.clone()),
            })
        }
    }
}

#[cfg(test)]
mod tests;
