//! `CredentialMac`: a network that both sides trust vouches for a Sender, who does not learn the secret (cXML 1.2).

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;

use crate::{connection::PartyId, secret::Secret, time::Timestamp};

/// How many bytes of the digest are sent: 96 bits.
const LENGTH: usize = 12;

/// By how much clocks may differ: five minutes.
const SKEW_MICROS: i64 = 5 * 60 * 1_000_000;

/// A `CredentialMac` as it was sent.
#[derive(Clone, Debug)]
pub struct PresentedMac {
    /// `@type`; `FromSenderCredentials` is the only one there is.
    pub kind: String,
    /// `@algorithm`; `HMAC-SHA1-96` is the only one there is.
    pub algorithm: String,
    /// `@creationDate`, as written, for it is part of what is signed; and when that is.
    pub creation: (String, Option<Timestamp>),
    /// `@expirationDate`, as written, and when that is.
    pub expiration: (String, Option<Timestamp>),
    /// The code, in base64.
    pub value: Secret<String>,
}

impl PresentedMac {
    /// Whether it was made with a secret, for a From and a Sender.
    #[must_use]
    pub fn matches(&self, from: &PartyId, sender: &PartyId, secret: &Secret<String>) -> bool {
        let known = self
            .kind
            .trim()
            .eq_ignore_ascii_case("FromSenderCredentials")
            && self.algorithm.trim().eq_ignore_ascii_case("HMAC-SHA1-96");
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret.expose().trim().as_bytes()) else {
            return false;
        };
        let ((from_domain, from_identity), (sender_domain, sender_identity)) =
            (from.key(), sender.key());
        for part in [
            &from_domain,
            &from_identity,
            &sender_domain,
            &sender_identity,
            &self.creation.0,
            &self.expiration.0,
        ] {
            mac.update(part.as_bytes());
            // Each part ends with a zero, the last one too.
            mac.update(&[0]);
        }
        let digest = mac.finalize().into_bytes();
        let ours = STANDARD.encode(digest.get(..LENGTH).unwrap_or_default());
        let same = ours.as_bytes().ct_eq(self.value.expose().trim().as_bytes());
        known & bool::from(same)
    }

    /// Whether it is good at a time. Without dates that can be read it never is.
    #[must_use]
    pub fn valid_at(&self, now: Timestamp) -> bool {
        let (Some(from), Some(to)) = (self.creation.1, self.expiration.1) else {
            return false;
        };
        from.0.saturating_sub(SKEW_MICROS) <= now.0 && now.0 <= to.0.saturating_add(SKEW_MICROS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREATION: i64 = 1_042_648_966_000_000;
    const EXPIRATION: i64 = CREATION + 3 * 3_600 * 1_000_000;

    fn party(identity: &str) -> PartyId {
        PartyId {
            domain: "NetworkID".to_owned(),
            identity: identity.to_owned(),
        }
    }

    fn presented(value: &str) -> PresentedMac {
        PresentedMac {
            kind: "FromSenderCredentials".to_owned(),
            algorithm: "HMAC-SHA1-96".to_owned(),
            creation: (
                "2003-01-15T08:42:46-08:00".to_owned(),
                Some(Timestamp(CREATION)),
            ),
            expiration: (
                "2003-01-15T11:42:46-08:00".to_owned(),
                Some(Timestamp(EXPIRATION)),
            ),
            value: Secret::new(value.to_owned()),
        }
    }

    fn matches(mac: &PresentedMac, from: &str, sender: &str, secret: &str) -> bool {
        mac.matches(
            &party(from),
            &party(sender),
            &Secret::new(secret.to_owned()),
        )
    }

    #[test]
    fn the_example_of_the_specification_matches_and_nothing_near_it() {
        let id = "AN9900000100";
        let mac = presented("cR6Jpz58nriXERDN");
        assert!(matches(&mac, id, id, "abracadabra"));
        assert!(matches(&mac, " an9900000100\n", id, " abracadabra "));
        assert!(!matches(&mac, id, id, "abracadabra2"));
        assert!(!matches(&mac, "AN9900000101", id, "abracadabra"));
        assert!(!matches(&mac, id, "AN9900000101", "abracadabra"));
        // Without the last zero.
        assert!(!matches(
            &presented("KLeeOTkymxd5tNUK"),
            id,
            id,
            "abracadabra"
        ));
        assert!(!matches(&presented(""), id, id, "abracadabra"));
        let later = PresentedMac {
            expiration: (
                "2004-01-15T11:42:46-08:00".to_owned(),
                Some(Timestamp(EXPIRATION)),
            ),
            ..presented("cR6Jpz58nriXERDN")
        };
        assert!(!matches(&later, id, id, "abracadabra"));
        let other = PresentedMac {
            algorithm: "none".to_owned(),
            ..presented("cR6Jpz58nriXERDN")
        };
        assert!(!matches(&other, id, id, "abracadabra"));
    }

    #[test]
    fn it_is_good_between_its_dates_with_room_for_clocks() {
        let mac = presented("");
        let minute = 60_000_000;
        assert!(mac.valid_at(Timestamp(CREATION)) && mac.valid_at(Timestamp(EXPIRATION)));
        assert!(
            mac.valid_at(Timestamp(CREATION - 4 * minute))
                && mac.valid_at(Timestamp(EXPIRATION + 4 * minute))
        );
        assert!(
            !mac.valid_at(Timestamp(CREATION - 6 * minute))
                && !mac.valid_at(Timestamp(EXPIRATION + 6 * minute))
        );
        let undated = PresentedMac {
            creation: ("soon".to_owned(), None),
            ..presented("")
        };
        assert!(!undated.valid_at(Timestamp(CREATION)));
    }
}
