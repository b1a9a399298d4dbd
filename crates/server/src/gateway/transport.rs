//! What the way that a document came says of its sender.

use actix_web::{
    HttpRequest,
    http::header::{self, HeaderValue},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use punchout::{secret::Secret, setup::Transport};

use crate::config::HttpConfig;

/// Reads it from a request's headers. A client certificate's subject is believed where a trusted proxy tells it, and tells it once.
pub(super) fn of(request: &HttpRequest, http: &HttpConfig) -> Transport {
    Transport {
        basic: request.headers().get(header::AUTHORIZATION).and_then(basic),
        client_certificate_subject: subject(request, http),
    }
}

/// User name and password (RFC 7617).
fn basic(value: &HeaderValue) -> Option<(String, Secret<String>)> {
    let (scheme, encoded) = value.to_str().ok()?.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = STANDARD.decode(encoded.trim()).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    let (user, password) = text.split_once(':')?;
    Some((user.to_owned(), Secret::new(password.to_owned())))
}

fn subject(request: &HttpRequest, http: &HttpConfig) -> Option<String> {
    let name = http.client_certificate_header.as_deref()?;
    let peer = request.peer_addr()?.ip();
    let mut values = request.headers().get_all(name);
    let value = values.next().filter(|_| http.trusts(peer))?;
    let subject = value.to_str().ok()?.trim();
    (values.next().is_none() && !subject.is_empty()).then(|| subject.to_owned())
}

#[cfg(test)]
mod tests {
    use std::{net::SocketAddr, path::Path};

    use actix_web::test::TestRequest;

    use super::*;
    use crate::config::{Config, Settings};

    fn transport_of(peer: &str, headers: &[(&str, &str)]) -> Transport {
        let mut settings = Settings::for_data_dir(Path::new("data"));
        settings.trusted_proxies = vec!["10.0.0.0/8".to_owned()];
        settings.client_certificate_header = Some("X-Subject".to_owned());
        let http = Config::new(settings).unwrap().http;
        let mut request =
            TestRequest::default().peer_addr(SocketAddr::new(peer.parse().unwrap(), 4711));
        for (name, value) in headers {
            request = request.append_header((*name, *value));
        }
        of(&request.to_http_request(), &http)
    }

    #[test]
    fn only_a_trusted_proxy_tells_of_certificates_and_only_once() {
        let subject = |peer, headers: &[_]| transport_of(peer, headers).client_certificate_subject;
        let told = [("x-subject", " CN=buyer ")];
        assert_eq!(subject("10.0.0.1", &told).as_deref(), Some("CN=buyer"));
        assert_eq!(subject("192.0.2.1", &told), None);
        let twice = [("x-subject", "CN=buyer"), ("X-Subject", "CN=other")];
        assert_eq!(subject("10.0.0.1", &twice), None);
        assert_eq!(subject("10.0.0.1", &[("x-subject", "")]), None);
    }

    #[test]
    fn user_names_and_passwords_are_read() {
        let basic = |value: &str| {
            let (user, password) = transport_of("10.0.0.1", &[("authorization", value)]).basic?;
            Some((user, password.expose().clone()))
        };
        // "buyer:open:sesame"
        let expected = Some(("buyer".to_owned(), "open:sesame".to_owned()));
        assert_eq!(basic("Basic YnV5ZXI6b3BlbjpzZXNhbWU="), expected);
        assert_eq!(basic("bAsIc  YnV5ZXI6b3BlbjpzZXNhbWU= "), expected);
        for other in [
            "",
            "Basic",
            "Basic ?",
            "Bearer YnV5ZXI6b3BlbjpzZXNhbWU=",
            "Basic YnV5ZXI=",
        ] {
            assert_eq!(basic(other), None, "{other}");
        }
    }
}
