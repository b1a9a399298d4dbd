//! Who is at the other end.

use std::net::IpAddr;

use actix_web::HttpRequest;

use crate::config::HttpConfig;

/// The caller's address. Where the peer is a trusted proxy: the last address in `X-Forwarded-For` that is none.
#[must_use]
pub fn address(request: &HttpRequest, http: &HttpConfig) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    if !http.trusts(peer) {
        return Some(peer);
    }
    let forwarded: Vec<IpAddr> = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map_while(|text| text.trim().parse().ok())
        .collect();
    forwarded
        .into_iter()
        .rev()
        .find(|address| !http.trusts(*address))
        .or(Some(peer))
}

#[cfg(test)]
mod tests {
    use std::{net::SocketAddr, path::Path};

    use actix_web::test::TestRequest;

    use super::*;
    use crate::config::{Config, Settings};

    fn address_of(peer: &str, forwarded: &str) -> String {
        let mut settings = Settings::for_data_dir(Path::new("data"));
        settings.trusted_proxies = vec!["10.0.0.0/8".to_owned()];
        let http = Config::new(settings).unwrap().http;
        let request = TestRequest::default()
            .peer_addr(SocketAddr::new(peer.parse().unwrap(), 4711))
            .insert_header(("x-forwarded-for", forwarded))
            .to_http_request();
        address(&request, &http).unwrap().to_string()
    }

    #[test]
    fn only_a_trusted_proxy_speaks_for_others() {
        assert_eq!(address_of("192.0.2.1", "203.0.113.9"), "192.0.2.1");
        assert_eq!(address_of("10.0.0.1", "203.0.113.9"), "203.0.113.9");
    }

    #[test]
    fn what_the_caller_claims_before_the_proxies_is_not_believed() {
        assert_eq!(
            address_of("10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2"),
            "203.0.113.9"
        );
        assert_eq!(address_of("10.0.0.1", "10.0.0.2"), "10.0.0.1");
    }
}
