//! Return URLs: where the buyer's browser takes the cart.
//!
//! The browser is sent there with the cart, so that an unchecked address would be an open redirect.

use url::{Host, Url};

use crate::{connection::Mode, named_error::ErrorCode};

/// The longest return URL that is taken, in bytes. Real ones carry session ids and stay below 2,000.
pub const MAX_LENGTH: usize = 4096;

/// How much of a URL that cannot be used is quoted, in characters.
const MAX_QUOTED: usize = 200;

/// What SAP's own windows take instead of an address: the form is handed to the program that shows the page.
pub const SAP_EVENT: &str = "SAPEVENT:POST";

/// A return URL that may be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnUrl {
    /// The address as browsers write it, so that what is posted to is what was checked.
    pub url: String,
    /// Its origin, such as `https://buyer.example`, which may frame the gateway's pages.
    pub origin: String,
    /// Its host, with `http://` and the port before and after where it is plain http: the form in which it can be allowed.
    pub entry: String,
}

/// Why a return URL may not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// [`ErrorCode::InvalidReturnUrl`] or [`ErrorCode::ReturnHostNotAllowed`].
    pub error: ErrorCode,
    /// What is wrong with it, to follow “it”.
    pub why: &'static str,
}

impl Unusable {
    const fn invalid(why: &'static str) -> Self {
        Self {
            error: ErrorCode::InvalidReturnUrl,
            why,
        }
    }

    const fn not_allowed(why: &'static str) -> Self {
        Self {
            error: ErrorCode::ReturnHostNotAllowed,
            why,
        }
    }

    /// A sentence about the URL, of which a beginning is quoted. `whose` says where it comes from, such as “The return URL”.
    #[must_use]
    pub fn told(&self, whose: &str, url: &str) -> String {
        let url = url.trim();
        let mut quoted: String = url.chars().take(MAX_QUOTED).collect();
        if quoted.len() < url.len() {
            quoted.push('…');
        }
        format!("{whose} “{quoted}” {}.", self.why)
    }
}

/// An entry of a connection's allowed return hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
enum AllowedHost {
    Https(String),
    HttpsBelow(String),
    Http(String, u16),
    SapEvent,
}

/// Checks a return URL against a connection's mode and its allowed hosts.
///
/// In test mode without any entry every https host is allowed; a list that is given is enforced in both modes. Plain http must be
/// listed as `http://host:port`, and [`SAP_EVENT`] as itself.
///
/// # Errors
///
/// [`Unusable`]: [`ErrorCode::InvalidReturnUrl`] for what is no absolute http(s) address, [`ErrorCode::ReturnHostNotAllowed`] otherwise.
pub fn check(raw: &str, mode: Mode, allowed: &[String]) -> Result<ReturnUrl, Unusable> {
    let raw = raw.trim();
    if raw.len() > MAX_LENGTH {
        return Err(Unusable::invalid("is longer than 4,096 bytes"));
    }
    // Browsers drop tabs and line breaks inside a URL; what is checked must be what they will see.
    if raw.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(Unusable::invalid("has blanks or control characters in it"));
    }
    if raw.eq_ignore_ascii_case(SAP_EVENT) {
        let listed = allowed
            .iter()
            .filter_map(|entry| parse_entry(entry))
            .any(|entry| entry == AllowedHost::SapEvent);
        return listed
            .then(|| ReturnUrl {
                url: raw.to_owned(),
                origin: "null".to_owned(),
                entry: SAP_EVENT.to_owned(),
            })
            .ok_or(Unusable::not_allowed(
                "is not among the allowed return hosts",
            ));
    }
    let url = parse(raw)?;
    let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
        return Err(Unusable::invalid("names no host"));
    };
    let entries: Vec<_> = allowed
        .iter()
        .filter_map(|entry| parse_entry(entry))
        .collect();
    let (entry, permitted) = if url.scheme() == "https" {
        (
            host.to_owned(),
            (mode == Mode::Test && allowed.is_empty())
                || entries.iter().any(|entry| entry.permits_https(host)),
        )
    } else {
        (
            format!("http://{host}:{port}"),
            entries
                .iter()
                .any(|entry| matches!(entry, AllowedHost::Http(h, p) if h == host && *p == port)),
        )
    };
    if !permitted {
        return Err(Unusable::not_allowed(if url.scheme() == "http" {
            "is plain http, and its host is not allowed as http://host:port"
        } else {
            "has a host that is not among the allowed return hosts"
        }));
    }
    Ok(ReturnUrl {
        origin: url.origin().ascii_serialization(),
        url: url.into(),
        entry,
    })
}

/// An absolute http(s) address that browsers read as it is read here.
fn parse(raw: &str) -> Result<Url, Unusable> {
    if raw.is_empty() {
        return Err(Unusable::invalid("is empty"));
    }
    // Without the slashes browsers would read it as relative to the page that it stands on.
    let is_absolute = ["https://", "http://"].iter().any(|start| {
        raw.get(..start.len())
            .is_some_and(|begun| begun.eq_ignore_ascii_case(start))
    });
    if !is_absolute {
        return Err(Unusable::invalid(
            "is no absolute address that begins with https://",
        ));
    }
    let url = Url::parse(raw).map_err(|_| Unusable::invalid("cannot be read as an address"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Unusable::invalid("has a user name or a password in it"));
    }
    if !url.host_str().is_some_and(is_plain_host) {
        return Err(Unusable::invalid(
            "has a host that is none, such as a placeholder that was not filled",
        ));
    }
    Ok(url)
}

/// Whether the host of an address is a placeholder of a template, such as `{{DOMAIN}}`.
#[must_use]
pub fn is_unfilled(raw: &str) -> bool {
    Url::parse(raw.trim()).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some_and(|host| host.contains(['{', '}']))
    })
}

/// Whether a host is one that can be looked up. The URL standard allows characters in hosts that no real host has, braces and the asterisk
/// among them.
#[must_use]
pub fn is_plain_host(host: &str) -> bool {
    !host.is_empty()
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._:[]".contains(c))
}

/// Whether a text can be an entry of a connection's allowed return hosts: `host`, `*.host`, `http://host:port` or [`SAP_EVENT`].
#[must_use]
pub fn is_allowed_host_entry(text: &str) -> bool {
    parse_entry(text).is_some()
}

impl AllowedHost {
    fn permits_https(&self, host: &str) -> bool {
        match self {
            Self::Https(allowed) => allowed == host,
            Self::HttpsBelow(parent) => host
                .strip_suffix(parent.as_str())
                .is_some_and(|start| start.len() > 1 && start.ends_with('.')),
            Self::Http(..) | Self::SapEvent => false,
        }
    }
}

fn parse_entry(text: &str) -> Option<AllowedHost> {
    let text = text.trim();
    if text == SAP_EVENT {
        return Some(AllowedHost::SapEvent);
    }
    if text.starts_with("http://") {
        let url = Url::parse(text).ok()?;
        let plain = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.host_str().is_some_and(is_plain_host);
        return (plain && url.password().is_none()).then(|| {
            Some(AllowedHost::Http(
                url.host_str()?.to_owned(),
                url.port_or_known_default()?,
            ))
        })?;
    }
    if let Some(parent) = text.strip_prefix("*.") {
        return match Host::parse(parent).ok()? {
            // A wildcard over a whole top-level domain would allow everybody's hosts.
            Host::Domain(domain) if domain.contains('.') => Some(AllowedHost::HttpsBelow(domain)),
            _ => None,
        };
    }
    match Host::parse(text).ok()? {
        // The URL standard allows characters in host names that no real host has, the asterisk among them.
        Host::Domain(domain)
            if !domain
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-._".contains(c)) =>
        {
            None
        }
        host => Some(AllowedHost::Https(host.to_string())),
    }
}

#[cfg(test)]
mod tests;
