//! Checks of input: those that the API's types declare, and those that need more than a length.

use std::collections::BTreeMap;

use api_types::problem::FieldError;
use punchout::return_url::{SAP_EVENT, is_plain_host};
use url::{Host, Url};
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::problem::{ApiProblem, ApiResult};

/// Longer than any origin with a host name that resolves.
const MAX_ORIGIN_BYTES: usize = 300;

/// What is wrong with an input, collected before anything is said.
#[derive(Debug, Default)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// What the type of the input declares.
    pub fn of(input: &impl Validate) -> Self {
        let mut errors = Self::default();
        if let Err(found) = input.validate() {
            errors.flatten("", &found);
        }
        errors.0.sort_by(|a, b| a.pointer.cmp(&b.pointer));
        errors
    }

    /// Notes what is wrong with a field; nothing where something was noted before.
    pub fn add(&mut self, pointer: impl Into<String>, code: &str, message: impl Into<String>) {
        let pointer = pointer.into();
        if !self.0.iter().any(|error| error.pointer == pointer) {
            self.0.push(FieldError::new(pointer, code, message));
        }
    }

    /// Notes that a field is wrong unless a condition holds.
    pub fn check(&mut self, holds: bool, pointer: impl Into<String>, code: &str, message: &str) {
        if !holds {
            self.add(pointer, code, message);
        }
    }

    /// Checks a name.
    pub fn check_name(&mut self, pointer: &str, name: &str) {
        if let Some(fault) = name_fault(name) {
            self.add(pointer, "invalid", fault);
        }
    }

    /// Checks an absolute http or https URL.
    pub fn check_url(&mut self, pointer: &str, url: Option<&str>) {
        self.check(
            url.is_none_or(is_http_url),
            pointer,
            "invalid",
            "must be an absolute http or https URL without user name and password",
        );
    }

    /// Checks a list of origins.
    pub fn check_origins(&mut self, pointer: &str, origins: &[String]) {
        for (index, origin) in origins.iter().enumerate() {
            self.check(
                is_origin(origin),
                format!("{pointer}/{index}"),
                "invalid",
                "must be an origin such as https://shop.example",
            );
        }
    }

    /// Nothing is wrong, or a problem that lists all that is.
    ///
    /// # Errors
    /// `validation_failed` with the fields.
    pub fn finish(self) -> ApiResult<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(ApiProblem::invalid(self.0))
        }
    }

    fn flatten(&mut self, prefix: &str, errors: &ValidationErrors) {
        for (field, kind) in errors.errors() {
            let pointer = format!("{prefix}/{field}");
            match kind {
                ValidationErrorsKind::Field(found) => {
                    for error in found {
                        let (code, message) = describe(error);
                        self.add(pointer.as_str(), code, message);
                    }
                }
                ValidationErrorsKind::Struct(inner) => self.flatten(&pointer, inner),
                ValidationErrorsKind::List(items) => self.flatten_list(&pointer, items),
            }
        }
    }

    fn flatten_list(&mut self, pointer: &str, items: &BTreeMap<usize, Box<ValidationErrors>>) {
        for (index, inner) in items {
            self.flatten(&format!("{pointer}/{index}"), inner);
        }
    }
}

fn describe(error: &ValidationError) -> (&'static str, String) {
    let bound = |name: &str| error.params.get(name).and_then(serde_json::Value::as_u64);
    let value = error.params.get("value");
    let (unit, size) = match value {
        Some(serde_json::Value::String(text)) => ("characters", text.chars().count()),
        Some(serde_json::Value::Array(items)) => ("entries", items.len()),
        _ => ("", 0),
    };
    let bounds = match (bound("min"), bound("max")) {
        (Some(min), Some(max)) if min == max => format!("exactly {min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => String::new(),
    };
    if error.code == "range" {
        return ("out_of_range", format!("must be {bounds}"));
    }
    let too_short =
        bound("min").is_some_and(|min| u64::try_from(size).is_ok_and(|size| size < min));
    let code = if too_short { "too_short" } else { "too_long" };
    (code, format!("must have {bounds} {unit}"))
}

/// What is wrong with a name; nothing where people can see and copy it. That it is not empty is checked with its length.
#[must_use]
pub fn name_fault(name: &str) -> Option<&'static str> {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let unseen = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
            )
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{3164}' | '\u{feff}')
    };
    if name.is_empty() {
        None
    } else if name.chars().any(char::is_control) {
        Some("must not have control characters, such as line breaks and tabs")
    } else if name.chars().any(turns) {
        Some("must not have marks that change the direction of text")
    } else if name.chars().all(unseen) {
        Some("must have characters that can be seen")
    } else {
        None
    }
}

/// Whether a text can be an e-mail address: something, an `@`, and something that can be a host.
///
/// Whether it is one only sending a message can tell, so nothing that mail systems take is refused.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let plain = text
        .chars()
        .all(|c| !c.is_whitespace() && !c.is_control() && !"<>,;\"".contains(c));
    let parts = text.rsplit_once('@');
    plain
        && text.len() <= 254
        && parts.is_some_and(|(local, host)| {
            !local.is_empty()
                && !local.contains('@')
                && local.len() <= 64
                && Host::parse(host).is_ok()
        })
}

/// Whether a text is an absolute http or https URL without user name and password.
#[must_use]
pub fn is_http_url(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
    })
}

/// Whether a text is an origin as browsers write it, such as `https://shop.example:8443`.
#[must_use]
pub fn is_origin(text: &str) -> bool {
    text.len() <= MAX_ORIGIN_BYTES
        && is_http_url(text)
        && Url::parse(text).is_ok_and(|url| {
            url.host_str().is_some_and(is_plain_host) && url.origin().ascii_serialization() == text
        })
}

/// Whether a text names hosts that carts may be posted to: `host`, `*.host`, `http://host:port`, or `SAPEVENT:POST`.
#[must_use]
pub fn is_return_host(text: &str) -> bool {
    if text == SAP_EVENT {
        return true;
    }
    if let Some(rest) = text.strip_prefix("http://") {
        let port = rest
            .rsplit_once(':')
            .and_then(|(_, port)| port.parse::<u16>().ok());
        let default_port = rest.ends_with(":80");
        return port.is_some()
            && (is_origin(text) || default_port && is_origin(text.trim_end_matches(":80")));
    }
    let host = text.strip_prefix("*.").unwrap_or(text);
    let shape = !host.is_empty() && host.len() <= 253 && host == host.to_ascii_lowercase();
    // Without the scheme there is no port; it is that of https.
    shape
        && is_plain_host(host)
        && !host.contains(':')
        && Host::parse(host).is_ok_and(|parsed| parsed.to_string() == host)
}

/// Whether a text is an ISO 4217 code.
#[must_use]
pub fn is_currency(text: &str) -> bool {
    codes::currency(text).is_some()
}

/// Whether a text has the shape of a BCP 47 language tag.
#[must_use]
pub fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().is_some_and(|part| {
        matches!(part.len(), 2..=3) && part.bytes().all(|b| b.is_ascii_alphabetic())
    });
    language
        && parts.all(|part| {
            matches!(part.len(), 2..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// Whether a text is a store's key: `[a-z0-9][a-z0-9-]{0,62}`, neither `start` nor `return`, which are pages of the gateway.
#[must_use]
pub fn is_store_key(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    matches!(text.len(), 1..=63)
        && text.bytes().all(allowed)
        && !text.starts_with('-')
        && !matches!(text, "start" | "return")
}

/// Whether a text can name a parameter of a query as it stands: letters, digits and `-._~`.
#[must_use]
pub fn is_parameter_name(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    matches!(text.len(), 1..=64) && text.bytes().all(plain)
}

/// Whether a text can name a feature of a store: 1 to 40 lower-case letters, digits and `_-.`.
#[must_use]
pub fn is_feature_name(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-.".contains(&b);
    matches!(text.len(), 1..=40) && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn return_hosts_have_one_of_three_forms() {
        for good in [
            "erp.example",
            "*.ariba.com",
            "http://localhost:8080",
            "http://10.0.0.1:80",
            "127.0.0.1",
        ] {
            assert!(is_return_host(good), "{good}");
        }
        for bad in [
            "",
            "*",
            "*.",
            "https://erp.example",
            "http://erp.example",
            "erp.example:443",
            "erp.example/path",
            "ERP.example",
            "a.*.example",
            "http://u:p@host:80",
            "http://host:80/path",
            "{{domain}}",
            "http://{{domain}}:80",
        ] {
            assert!(!is_return_host(bad), "{bad}");
        }
    }

    #[test]
    fn addresses_are_checked_by_shape() {
        assert!(is_email("anna+po@buyer.example"));
        for bad in [
            "anna",
            "@buyer.example",
            "anna@",
            "a b@buyer.example",
            "a@b@<c>",
            "a@@b.example",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
        assert!(is_http_url("https://shop.example/start?a=b"));
        for bad in [
            "javascript:alert(1)",
            "//shop.example",
            "ftp://a",
            "https://u:p@shop.example",
        ] {
            assert!(!is_http_url(bad), "{bad}");
        }
        assert!(is_origin("https://shop.example"));
        for bad in [
            "https://shop.example/",
            "https://x;y",
            "https://x,y",
            "https://x'y",
            "https://x y",
            "https://{{domain}}",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }

    #[test]
    fn names_can_be_seen() {
        for good in ["", "Meyer AG", "Ärzte & Co", "مِصر", "a\u{200d}b"] {
            assert_eq!(name_fault(good), None, "{good:?}");
        }
        for bad in [
            " ",
            "\t",
            "a\nb",
            "\u{200b}",
            "\u{202e}gpj",
            "a\u{1b}[31m",
            "\u{a0}\u{feff}",
        ] {
            assert!(name_fault(bad).is_some(), "{bad:?}");
        }
    }

    #[test]
    fn store_keys_leave_the_gateways_pages_alone() {
        assert!(is_store_key("tools-2"));
        for bad in ["", "Tools", "-a", "start", "return", "a/b", &"a".repeat(64)] {
            assert!(!is_store_key(bad), "{bad}");
        }
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let store = api_types::store::NewStore {
            access_token_bytes: 1,
            ..Default::default()
        };
        let errors = FieldErrors::of(&store);
        let pointers: Vec<_> = errors
            .0
            .iter()
            .map(|error| error.pointer.as_str())
            .collect();
        assert_eq!(
            pointers,
            [
                "/access_token_bytes",
                "/key",
                "/name",
                "/punch_out_start_url"
            ]
        );
        assert_eq!(errors.0[0].message, "must be 16 to 128");
    }
}
