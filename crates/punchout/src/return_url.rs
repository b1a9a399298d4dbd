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
mod tests {
    use super::*;

    fn allowed(entries: &[&str]) -> Vec<String> {
        entries.iter().map(|&entry| entry.to_owned()).collect()
    }

    #[test]
    fn test_mode_without_a_list_takes_any_https_host() {
        let url = check(" https://buyer.example:8443/in?a=1&b=2\n", Mode::Test, &[]).unwrap();
        assert_eq!(url.url, "https://buyer.example:8443/in?a=1&b=2");
        assert_eq!(url.origin, "https://buyer.example:8443");
        assert_eq!(url.entry, "buyer.example");
        assert_eq!(
            refused("http://buyer.example/in", Mode::Test, &[]),
            Some(ErrorCode::ReturnHostNotAllowed)
        );
    }

    fn refused(url: &str, mode: Mode, list: &[String]) -> Option<ErrorCode> {
        check(url, mode, list).err().map(|unusable| unusable.error)
    }

    #[test]
    fn a_url_is_used_as_browsers_write_it() {
        for (sent, used) in [
            (
                "HTTPS://Buyer.Example:443/a\\b?c=\"",
                "https://buyer.example/a/b?c=%22",
            ),
            ("https://büyer.example", "https://xn--byer-hoa.example/"),
        ] {
            assert_eq!(check(sent, Mode::Test, &[]).unwrap().url, used);
        }
    }

    #[test]
    fn it_is_told_what_is_wrong_and_a_beginning_is_quoted() {
        let told = |url: &str| {
            let unusable = check(url, Mode::Test, &[]).unwrap_err();
            unusable.told("The return URL", url)
        };
        assert_eq!(
            told("/rel"),
            "The return URL “/rel” is no absolute address that begins with https://."
        );
        assert!(told(" ").ends_with("is empty."));
        assert!(told("https://{{domain}}/in").contains("placeholder"));
        assert!(told("http://buyer.example/").contains("plain http"));
        let long = told(&format!("/{}", "x".repeat(20_000)));
        assert!(long.chars().count() < 300 && long.contains('…'), "{long}");
    }

    #[test]
    fn a_list_is_enforced_in_both_modes() {
        let list = allowed(&["*.buyer.example", "other.example", "http://localhost:9000"]);
        for mode in [Mode::Test, Mode::Production] {
            for good in [
                "https://a.buyer.example/",
                "https://OTHER.example/x",
                "http://localhost:9000/in",
            ] {
                assert!(check(good, mode, &list).is_ok(), "{good}");
            }
            for bad in [
                "https://buyer.example/",
                "https://evilbuyer.example/",
                "https://other.example.evil/",
                "http://other.example/",
                "http://localhost:9001/",
                "https://localhost:9000/",
            ] {
                assert_eq!(
                    refused(bad, mode, &list),
                    Some(ErrorCode::ReturnHostNotAllowed),
                    "{bad}"
                );
            }
        }
        assert!(check("https://buyer.example/", Mode::Production, &[]).is_err());
    }

    #[test]
    fn only_web_addresses_are_taken() {
        for bad in [
            "",
            "/relative",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "ftp://buyer.example/",
            "https://",
            "https://user:pw@buyer.example/",
            "https://a b.example/",
            "urn:ietf:rfc:1149",
            "https:evil.example",
            "https:/evil.example",
            "https:\\\\evil.example",
            "//evil.example",
            "https://{{domain}}/in",
            "https://*/",
            "https://a;b.example/",
            "https://$host/",
        ] {
            assert_eq!(
                refused(bad, Mode::Test, &[]),
                Some(ErrorCode::InvalidReturnUrl),
                "{bad}"
            );
        }
    }

    #[test]
    fn the_window_of_a_program_must_be_listed() {
        for mode in [Mode::Test, Mode::Production] {
            assert_eq!(
                refused(SAP_EVENT, mode, &allowed(&["buyer.example"])),
                Some(ErrorCode::ReturnHostNotAllowed)
            );
            let listed = allowed(&["buyer.example", SAP_EVENT]);
            let url = check("SapEvent:post", mode, &listed).unwrap();
            assert_eq!(
                (url.url.as_str(), url.entry.as_str()),
                ("SapEvent:post", SAP_EVENT)
            );
        }
        assert_eq!(
            refused(SAP_EVENT, Mode::Test, &[]),
            Some(ErrorCode::ReturnHostNotAllowed)
        );
        assert!(is_allowed_host_entry(SAP_EVENT));
    }

    #[test]
    fn entries_that_allow_too_much_or_nothing_are_no_entries() {
        for good in [
            "buyer.example",
            "*.buyer.example",
            "http://localhost:80",
            "10.1.2.3",
        ] {
            assert!(is_allowed_host_entry(good), "{good}");
        }
        for bad in [
            "",
            "*",
            "*.example",
            "https://buyer.example",
            "buyer.example/path",
            "http://h:1/x",
            "a b",
            "{{domain}}",
            "http://{{domain}}:80",
        ] {
            assert!(!is_allowed_host_entry(bad), "{bad}");
        }
    }
}
