//! Profiles: what is known of procurement systems' ways, as a table that people can read (`profile/profiles.json`).
//!
//! An administrator picks one for a connection. It fills in what the connection does not say itself, and nothing more: a profile that was
//! recognised is proposed, never applied.

mod recognise;

use std::sync::LazyLock;

use cxml::Version;
use serde::{Deserialize, Serialize};

pub use recognise::recognise;

use crate::{
    connection::{CartEncoding, PartyId},
    setup::BuyerIdentity,
};

/// A kind of procurement system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Any.
    #[default]
    Generic,
    /// SAP Ariba, SAP Business Network.
    Ariba,
    /// Coupa.
    Coupa,
    /// Jaggaer, `SciQuest`.
    Jaggaer,
    /// Oracle's.
    Oracle,
    /// SAP's own.
    Sap,
    /// Workday.
    Workday,
    /// Unimarket.
    Unimarket,
}

/// What is known of a kind of procurement system.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileFacts {
    /// Which kind.
    pub profile: Profile,
    /// Its name for people.
    pub name: String,
    /// What it is like, for people.
    pub about: String,
    /// What its `UserAgent` is like, with `*` for any characters.
    pub user_agents: Vec<String>,
    /// What the credentials in its headers are like.
    pub parties: Vec<PartyId>,
    /// The version that carts are written in; the caller's where absent.
    #[serde(deserialize_with = "version")]
    pub order_message_version: Option<Version>,
    /// The version that responses are written in; the caller's where absent.
    #[serde(deserialize_with = "version")]
    pub response_version: Option<Version>,
    /// How carts travel.
    pub cart_encoding: CartEncoding,
    /// What names the buyer, in this order, as a connection's identity sources.
    pub identity_sources: Vec<String>,
    /// The frame that carts are posted into.
    pub return_target: String,
    /// Whether the word `null` stands in names where a part is not known.
    pub names_with_null: bool,
    /// What else to know, for people.
    pub quirks: Vec<String>,
}

static TABLE: LazyLock<Vec<ProfileFacts>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("profile/profiles.json")).unwrap_or_default()
});

static NOTHING: LazyLock<ProfileFacts> = LazyLock::new(|| ProfileFacts {
    profile: Profile::Generic,
    name: String::new(),
    about: String::new(),
    user_agents: Vec::new(),
    parties: Vec::new(),
    order_message_version: None,
    response_version: None,
    cart_encoding: CartEncoding::Base64,
    identity_sources: Vec::new(),
    return_target: "_top".to_owned(),
    names_with_null: false,
    quirks: Vec::new(),
});

impl Profile {
    /// What is known of it.
    #[must_use]
    pub fn facts(self) -> &'static ProfileFacts {
        // A test sees to it that each is in the table.
        Self::all()
            .iter()
            .find(|facts| facts.profile == self)
            .unwrap_or(&NOTHING)
    }

    /// Takes out of a buyer's names what this kind of system writes where it knows nothing.
    pub fn tidy(self, identity: &mut BuyerIdentity) {
        if !self.facts().names_with_null {
            return;
        }
        for name in [&mut identity.first_name, &mut identity.last_name] {
            let words = name.iter().flat_map(|name| name.split_whitespace());
            let known: Vec<_> = words.filter(|word| *word != "null").collect();
            *name = Some(known.join(" ")).filter(|name| !name.is_empty());
        }
    }

    /// All of them.
    #[must_use]
    pub fn all() -> &'static [ProfileFacts] {
        &TABLE
    }
}

fn version<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Version>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    text.map(|text| text.parse().map_err(serde::de::Error::custom))
        .transpose()
}

#[cfg(test)]
mod tests;
