//! Who the buyer of a session is.

use crate::{
    connection::{Connection, LoginMode},
    ids::{BusinessUnitId, BuyerId},
    named_error::ErrorCode,
    setup::Refusal,
};

/// What a document says about the person who punches out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuyerIdentity {
    /// E-mail address: the key by which buyers are found again.
    pub email: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
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

/// Chooses the buyer as the connection's login mode says.
pub(super) fn choose(
    connection: &Connection,
    identity: &BuyerIdentity,
) -> Result<BuyerChoice, Refusal> {
    match connection.login_mode {
        LoginMode::SingleUser => connection
            .buyer_id
            .map(BuyerChoice::Existing)
            .ok_or_else(|| {
                Refusal::new(
                    ErrorCode::BuyerMissing,
                    "The connection is for a single buyer and has none.",
                )
                .of(connection)
            }),
        LoginMode::DynamicUserCreation => {
            let email = identity
                .email
                .as_deref()
                .map(str::trim)
                .filter(|email| is_address(email))
                .ok_or_else(|| {
                    Refusal::new(
                        ErrorCode::BuyerNotIdentified,
                        "The document has no e-mail address of the buyer.",
                    )
                    .of(connection)
                })?;
            Ok(BuyerChoice::FindOrCreate {
                business_unit_id: connection
                    .default_business_unit_id
                    .unwrap_or(connection.business_unit_id),
                email: email.to_owned(),
                first_name: identity.first_name.clone(),
                last_name: identity.last_name.clone(),
            })
        }
    }
}

fn is_address(text: &str) -> bool {
    text.len() <= MAX_EMAIL
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
        && text
            .rsplit_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}
