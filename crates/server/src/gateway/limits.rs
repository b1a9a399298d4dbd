//! How often procurement systems, browsers and shops may call: bounded per entry point and per peer, on each node by itself.

use std::{fmt, net::IpAddr, num::NonZeroU32};

use actix_web::HttpRequest;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::{config::LimitsConfig, peer, state::AppState};

/// How often procurement systems may call this node.
pub struct Limits {
    entry_points: Option<DefaultKeyedRateLimiter<String>>,
    peers: Option<DefaultKeyedRateLimiter<IpAddr>>,
    /// Peers that open pages, or call as shops: counted by themselves, so that no flood of these keeps documents out.
    visitors: Option<DefaultKeyedRateLimiter<IpAddr>>,
}

/// Which limit a call is beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exceeded {
    /// That of the entry point.
    EntryPoint,
    /// That of the peer.
    Peer,
    /// That of the peer, for pages and for calls of shops.
    Visitor,
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EntryPoint => "The entry point got more documents in a minute than its limit.",
            Self::Peer => "The peer sent more documents in a minute than its limit.",
            Self::Visitor => {
                "The peer opened more pages, or called more often, in a minute than its limit."
            }
        })
    }
}

impl Limits {
    /// Limits that nobody has used up yet.
    #[must_use]
    pub fn new(config: &LimitsConfig) -> Self {
        let quota = |most: u32| NonZeroU32::new(most).map(Quota::per_minute);
        Self {
            entry_points: quota(config.per_entry_point).map(RateLimiter::keyed),
            peers: quota(config.per_peer).map(RateLimiter::keyed),
            visitors: quota(config.per_peer).map(RateLimiter::keyed),
        }
    }

    /// Counts a call, and tells whether it is within the limits. An address that is no entry point counts for the peer alone: there are too
    /// many of those to keep in mind.
    ///
    /// # Errors
    /// The limit that it is beyond.
    pub fn admit(
        &self,
        request: &HttpRequest,
        entry_point: bool,
        state: &AppState,
    ) -> Result<(), Exceeded> {
        check(self.peers.as_ref(), request, state).map_err(|()| Exceeded::Peer)?;
        if let Some(limiter) = self.entry_points.as_ref().filter(|_| entry_point) {
            limiter
                .check_key(&request.path().to_owned())
                .map_err(|_| Exceeded::EntryPoint)?;
        }
        Ok(())
    }

    /// Counts a page that is opened, or a call of a shop, and tells whether it is within the peer's limit.
    ///
    /// # Errors
    /// The limit that it is beyond.
    pub fn admit_visitor(&self, request: &HttpRequest, state: &AppState) -> Result<(), Exceeded> {
        check(self.visitors.as_ref(), request, state).map_err(|()| Exceeded::Visitor)
    }

    /// Forgets callers who were quiet for a while.
    pub fn forget_quiet(&self) {
        if let Some(limiter) = &self.entry_points {
            limiter.retain_recent();
        }
        for limiter in [&self.peers, &self.visitors].into_iter().flatten() {
            limiter.retain_recent();
        }
    }
}

fn check(
    limiter: Option<&DefaultKeyedRateLimiter<IpAddr>>,
    request: &HttpRequest,
    state: &AppState,
) -> Result<(), ()> {
    let peer = peer::address(request, &state.config.http);
    match limiter.zip(peer) {
        Some((limiter, peer)) => limiter.check_key(&network(peer)).map_err(|_| ()),
        None => Ok(()),
    }
}

/// What counts as one peer: an address, or the network of 64 bits that an IPv6 address is in, whose addresses one machine may have all.
fn network(peer: IpAddr) -> IpAddr {
    match peer {
        IpAddr::V4(_) => peer,
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_addresses_of_one_network_are_one_peer() {
        let network = |text: &str| network(text.parse().unwrap());
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:1"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
