//! Who the buyer of a session is.

use crate::{
    connection::{Connection, LoginMode, USUAL_IDENTITY_SOURCES},
    ids::{BusinessUnitId, BuyerId},
    named_error::ErrorCode,
    profile::Profile,
    setup::Refusal,
};

/// Something in a document that a buyer can be known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Where it stands, as a connection's identity sources name it.
    pub source: String,
    /// What it says.
    pub value: String,
}

/// What a document says about the person who punches out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuyerIdentity {
    /// All that a buyer can be known by.
    pub claims: Vec<Claim>,
    /// E-mail address, where a connection does not say what names the buyer: the key by which buyers are found again.
    pub email: Option<String>,
    /// The e-mail address that the connection's mapping finds: it counts before all else.
    pub named: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Those whom the connection's buyer map has for this. Found by the caller, with [`BuyerIdentity::keys`].
    pub mapped: Vec<BuyerId>,
}

impl BuyerIdentity {
    /// From claims: the first that is an address counts, in the usual order.
    #[must_use]
    pub fn of(claims: Vec<Claim>, first_name: Option<String>, last_name: Option<String>) -> Self {
        let identity = Self {
            claims,
            first_name,
            last_name,
            ..Self::default()
        };
        let email = identity
            .in_order(&USUAL_IDENTITY_SOURCES)
            .map(address_in)
            .find(|value| is_address(value))
            .map(str::to_owned);
        Self { email, ..identity }
    }

    /// What the buyer can be found by in a connection's buyer map: without regard to case, what counts most first.
    #[must_use]
    pub fn keys(&self, connection: &Connection) -> Vec<String> {
        let values = self.in_order(connection.identity_sources());
        let mut keys: Vec<String> = values.map(map_key).collect();
        keys.dedup();
        keys
    }

    /// What the document says at each source, in the order of the sources. Names of extrinsics are compared without case.
    fn in_order<'a, S: AsRef<str>>(&'a self, sources: &'a [S]) -> impl Iterator<Item = &'a str> {
        sources.iter().flat_map(|source| {
            self.claims
                .iter()
                .filter(|claim| claim.source.eq_ignore_ascii_case(source.as_ref()))
                .map(|claim| claim.value.trim())
                .filter(|value| !value.is_empty())
        })
    }
}

/// The form in which a buyer's id in a procurement system is kept and looked up.
#[must_use]
pub fn map_key(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The buyer that a session is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuyerChoice {
    /// One that is configured.
    Existing(BuyerId),
    /// The one with this e-mail address in the business unit, made where there is none yet.
    FindOrCreate {
        /// Where new buyers are put.
        business_unit_id: BusinessUnitId,
        /// E-mail address.
        email: String,
        /// Given name for a new buyer.
        first_name: Option<String>,
        /// Family name for a new buyer.
        last_name: Option<String>,
    },
}

/// The longest e-mail address that is taken (RFC 5321, 4.5.3.1.3).
const MAX_EMAIL: usize = 254;

/// Chooses the buyer: whom the credential is for, else as the connection's login mode says.
pub(super) fn choose(
    connection: &Connection,
    bound: Option<BuyerId>,
    identity: &BuyerIdentity,
) -> Result<BuyerChoice, Refusal> {
    let refuse = |error, text: &str| Err(Refusal::new(error, text).of(connection));
    if let Some(id) = bound {
        return Ok(BuyerChoice::Existing(id));
    }
    if connection.login_mode == LoginMode::SingleUser {
        return connection.buyer_id.map_or_else(
            || {
                refuse(
                    ErrorCode::BuyerMissing,
                    "The connection is for a single buyer and has none.",
                )
            },
            |id| Ok(BuyerChoice::Existing(id)),
        );
    }
    match identity.mapped.as_slice() {
        [] => {}
        [buyer] => return Ok(BuyerChoice::Existing(*buyer)),
        several => {
            let text = format!(
                "What the document says of the buyer leads to {} buyers in the connection's buyer map.",
                several.len()
            );
            return refuse(ErrorCode::BuyerConflict, &text);
        }
    }
    let is_usual = connection.buyers.identity_sources.is_empty()
        && connection.protocol.profile == Profile::Generic;
    let email = if identity.named.is_some() {
        identity.named.as_deref().map(str::trim)
    } else if is_usual {
        identity.email.as_deref().map(str::trim)
    } else {
        let mut named = identity.in_order(connection.identity_sources());
        named.find(|value| is_address(address_in(value)))
    };
    let Some(email) = email.map(address_in).filter(|email| is_address(email)) else {
        let mut said = identity.in_order(connection.identity_sources());
        let text = match email.or_else(|| said.find(|value| value.contains('@'))) {
            Some(email) if !email.trim().is_empty() => format!(
                "The document's e-mail address of the buyer cannot be used: “{}”. It is one address, without blanks, of at most {MAX_EMAIL} characters.",
                email.chars().take(200).collect::<String>()
            ),
            _ => "The document has no e-mail address of the buyer.".to_owned(),
        };
        return refuse(ErrorCode::BuyerNotIdentified, &text);
    };
    Ok(BuyerChoice::FindOrCreate {
        business_unit_id: connection
            .default_business_unit_id
            .unwrap_or(connection.business_unit_id),
        email: email.to_owned(),
        first_name: identity.first_name.clone(),
        last_name: identity.last_name.clone(),
    })
}

/// The address in what procurement systems write for one: also `Jane Doe <jane@buyer.example>` and `mailto:jane@buyer.example`.
fn address_in(text: &str) -> &str {
    let text = text.trim();
    let inner = text
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'))
        .map_or(text, |(_, inner)| inner);
    let scheme = inner
        .get(..7)
        .filter(|it| it.eq_ignore_ascii_case("mailto:"));
    scheme
        .and_then(|scheme| inner.strip_prefix(scheme))
        .unwrap_or(inner)
        .trim()
}

fn is_address(text: &str) -> bool {
    text.len() <= MAX_EMAIL
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
        && text
            .rsplit_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::test_data;

    fn identity(claims: &[(&str, &str)]) -> BuyerIdentity {
        let claims = claims.iter().map(|(source, value)| Claim {
            source: (*source).to_owned(),
            value: (*value).to_owned(),
        });
        BuyerIdentity::of(claims.collect(), None, None)
    }

    fn chosen(identity: &BuyerIdentity, sources: &[&str]) -> Result<String, ErrorCode> {
        let mut connection = test_data::connection(1);
        connection.buyers.identity_sources =
            sources.iter().map(|source| (*source).to_owned()).collect();
        match choose(&connection, None, identity) {
            Ok(BuyerChoice::FindOrCreate { email, .. }) => Ok(email),
            Ok(BuyerChoice::Existing(id)) => Ok(id.to_string()),
            Err(refusal) => Err(refusal.error),
        }
    }

    #[test]
    fn the_first_source_with_an_address_counts() {
        let who = identity(&[
            ("contact_email", "contact@buyer.example"),
            ("extrinsic:UniqueName", "jdoe"),
            ("extrinsic:useremail", " "),
            ("extrinsic:Requester", "jane@buyer.example"),
        ]);
        assert_eq!(chosen(&who, &[]), Ok("contact@buyer.example".to_owned()));
        let named = ["extrinsic:UniqueName", "extrinsic:requester"];
        assert_eq!(chosen(&who, &named), Ok("jane@buyer.example".to_owned()));
        let nobody = ["extrinsic:UserEmail", "ship_to_email"];
        assert_eq!(chosen(&who, &nobody), Err(ErrorCode::BuyerNotIdentified));
        let mut connection = test_data::connection(1);
        assert_eq!(who.keys(&connection), ["jdoe", "contact@buyer.example"]);
        connection.buyers.identity_sources = vec!["extrinsic:Requester".to_owned()];
        assert_eq!(who.keys(&connection), ["jane@buyer.example"]);
    }

    #[test]
    fn an_address_is_found_in_what_stands_around_it() {
        for (said, address) in [
            ("Jane Doe <jane@buyer.example>", Ok("jane@buyer.example")),
            ("mailto:jane@buyer.example", Ok("jane@buyer.example")),
            ("<MAILTO:jane@buyer.example>", Ok("jane@buyer.example")),
            ("jane doe@buyer.example", Err(ErrorCode::BuyerNotIdentified)),
            ("Jane <>", Err(ErrorCode::BuyerNotIdentified)),
        ] {
            let who = identity(&[("extrinsic:UserEmail", said)]);
            let address = address.map(ToOwned::to_owned);
            assert_eq!(chosen(&who, &[]), address, "{said}");
            assert_eq!(chosen(&who, &["extrinsic:UserEmail"]), address, "{said}");
        }
        let unusable = choose(
            &test_data::connection(1),
            None,
            &identity(&[("extrinsic:UserEmail", "jane doe@buyer.example")]),
        );
        assert!(
            unusable
                .unwrap_err()
                .text
                .contains("“jane doe@buyer.example”")
        );
    }

    #[test]
    fn the_buyer_map_goes_before_addresses_and_must_be_of_one_mind() {
        let mut who = identity(&[("extrinsic:UserEmail", "jane@buyer.example")]);
        who.mapped = vec![BuyerId(Uuid::nil())];
        assert_eq!(chosen(&who, &[]), Ok(Uuid::nil().to_string()));
        who.mapped.push(BuyerId(Uuid::max()));
        assert_eq!(chosen(&who, &[]), Err(ErrorCode::BuyerConflict));
    }
}
