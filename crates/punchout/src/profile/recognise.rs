//! What kind of procurement system sent a document.

use cxml::Header;

use super::{Profile, ProfileFacts};
use crate::{
    connection::{PartyId, fits},
    protocol::cxml::parties,
};

/// The kind that a document's header tells of: by its `UserAgent` or, where that says nothing, by the domains of its credentials.
#[must_use]
pub fn recognise(header: &Header) -> Option<Profile> {
    let agent = header.sender.user_agent.as_deref().unwrap_or_default();
    let agent = agent.trim().to_lowercase();
    let mut named: Vec<PartyId> = parties(&header.sender.party);
    named.extend(parties(&header.from));
    let by_agent = |facts: &&ProfileFacts| {
        facts
            .user_agents
            .iter()
            .any(|pattern| fits(&pattern.to_lowercase(), &agent))
    };
    let by_party = |facts: &&ProfileFacts| {
        facts
            .parties
            .iter()
            .any(|rule| named.iter().any(|party| rule.covers(party)))
    };
    let all = Profile::all();
    let found = all
        .iter()
        .find(by_agent)
        .or_else(|| all.iter().find(by_party));
    found.map(|facts| facts.profile)
}
