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

/// Whether the caller is on this machine or in a network that is never routed (RFC 1918, RFC 4193, link-local). What was forwarded by
/// somebody whom nobody said to trust comes from anywhere.
#[must_use]
pub fn is_near(request: &HttpRequest, http: &HttpConfig) -> bool {
    let forwarded = ["x-forwarded-for", "forwarded"]
        .iter()
        .any(|name| request.headers().contains_key(*name));
    let trusted = request
        .peer_addr()
        .is_some_and(|peer| http.trusts(peer.ip()));
    (trusted || !forwarded) && address(request, http).is_some_and(is_unrouted)
}

fn is_unrouted(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use std::{net::SocketAddr, path::Path};

    use actix_web::test::TestRequest;

    use super::*;
    use crate::config::{Config, Settings};

    /// Proxies in 10.0.0.0/8 are trusted.
    fn http() -> HttpConfig {
        let mut settings = Settings::for_data_dir(Path::new("data"));
        settings.trusted_proxies = vec!["10.0.0.0/8".to_owned()];
        Config::new(settings).unwrap().http
    }

    fn request(peer: &str) -> TestRequest {
        TestRequest::default().peer_addr(SocketAddr::new(peer.parse().unwrap(), 4711))
    }

    fn address_of(peer: &str, forwarded: &str) -> String {
        let request = request(peer).insert_header(("x-forwarded-for", forwarded));
        address(&request.to_http_request(), &http())
            .unwrap()
            .to_string()
    }

    #[test]
    fn what_is_near_is_not_routed() {
        for near in [
            "127.0.0.1",
            "::1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "fd00::1",
            "fe80::1",
            "::ffff:10.0.0.1",
        ] {
            assert!(is_near(&request(near).to_http_request(), &http()), "{near}");
        }
        for far in ["192.0.2.1", "172.32.0.1", "2001:db8::1", "::ffff:192.0.2.1"] {
            assert!(!is_near(&request(far).to_http_request(), &http()), "{far}");
        }
    }

    #[test]
    fn who_comes_by_an_unknown_proxy_is_not_near() {
        let near = |peer: &str, name: &'static str, value: &'static str| {
            let request = request(peer).insert_header((name, value));
            is_near(&request.to_http_request(), &http())
        };
        assert!(!near("192.168.1.1", "x-forwarded-for", "192.168.1.2"));
        assert!(!near("127.0.0.1", "forwarded", "for=192.168.1.2"));
        assert!(near("10.0.0.1", "x-forwarded-for", "192.168.1.2"));
        assert!(!near("10.0.0.1", "x-forwarded-for", "203.0.113.9"));
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
