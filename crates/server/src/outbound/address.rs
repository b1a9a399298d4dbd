//! Which addresses the gateway calls: public ones, and private ones where the installation says so.

use std::{net::IpAddr, sync::Arc};

use ipnet::IpNet;
use url::{Host, Url};

/// Networks that no call from outside should be led into: what is private, local, shared, reserved, for tests or for many.
const PRIVATE: [&str; 26] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",
    "::/127",
    "64:ff9b:1::/48",
    "100::/64",
    "2001::/23",
    "2001:db8::/32",
    "3fff::/20",
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
    "::ffff:0:0:0/96",
];

/// Decides which addresses are called.
#[derive(Clone, Debug)]
pub struct Guard {
    private: Arc<[IpNet]>,
    allowed: Arc<[IpNet]>,
}

impl Guard {
    /// One that lets calls into these private networks, beside public ones.
    #[must_use]
    pub fn new(allowed: &[IpNet]) -> Self {
        Self {
            private: PRIVATE.iter().filter_map(|net| net.parse().ok()).collect(),
            allowed: allowed.into(),
        }
    }

    /// Whether an address may be called.
    #[must_use]
    pub fn permits(&self, address: IpAddr) -> bool {
        let meant = embedded(address);
        let inside = |nets: &[IpNet]| {
            nets.iter()
                .any(|net| net.contains(&address) || net.contains(&meant))
        };
        inside(&self.allowed) || !inside(&self.private)
    }

    /// Whether a URL may be called as far as it says where it leads: names are looked up when they are called.
    #[must_use]
    pub fn permits_url(&self, url: &Url) -> bool {
        match url.host() {
            Some(Host::Ipv4(address)) => self.permits(address.into()),
            Some(Host::Ipv6(address)) => self.permits(address.into()),
            Some(Host::Domain(_)) => true,
            None => false,
        }
    }
}

/// The IPv4 address that an IPv6 address stands for (RFC 4291, RFC 6052, RFC 3056), else the address itself.
fn embedded(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else {
        return address;
    };
    let [a, b, c, d, e, f, g, h] = v6.segments();
    let v4 = |high: u16, low: u16| {
        IpAddr::from(((u32::from(high) << 16) | u32::from(low)).to_be_bytes())
    };
    match (a, b, c, d, e, f) {
        (0, 0, 0, 0, 0, 0 | 0xffff) | (0x64, 0xff9b, 0, 0, 0, 0) => v4(g, h),
        (0x2002, ..) => v4(b, c),
        _ => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permits(guard: &Guard, address: &str) -> bool {
        guard.permits(address.parse().unwrap())
    }

    #[test]
    fn private_addresses_are_refused_in_every_disguise() {
        let guard = Guard::new(&[]);
        assert_eq!(guard.private.len(), PRIVATE.len());
        for address in [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "169.254.169.254",
            "172.31.0.1",
            "192.168.1.1",
            "100.100.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:a00:1::",
            "fd00::1",
            "fe80::1",
            "ff02::1",
        ] {
            assert!(!permits(&guard, address), "{address}");
        }
        for address in ["93.184.215.14", "2606:2800:21f::1", "::ffff:93.184.215.14"] {
            assert!(permits(&guard, address), "{address}");
        }
    }

    #[test]
    fn an_installation_lets_calls_into_networks_of_its_own() {
        let guard = Guard::new(&["10.20.0.0/16".parse().unwrap()]);
        assert!(permits(&guard, "10.20.1.1"));
        assert!(permits(&guard, "::ffff:10.20.1.1"));
        assert!(!permits(&guard, "10.21.1.1"));
        let url = |text: &str| guard.permits_url(&Url::parse(text).unwrap());
        assert!(url("http://10.20.1.1/") && url("https://shop.example/"));
        for hidden in ["http://2130706433/", "http://0x7f.1/", "http://[::1]/"] {
            assert!(!url(hidden), "{hidden}");
        }
    }
}
