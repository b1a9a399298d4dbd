//! The mappings and tables of connections, with what they inherit: put together once for each version of them.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use punchout::{
    connection::{Connection, Format},
    finding::Finding,
    ids::MappingProfileId,
    mapped::{self, Compiled, Layer, Owner, Purpose},
    mapping_profile::{self, MappingProfile},
    value_table::{ValueTable, ValueTables},
};
use uuid::Uuid;

/// What connections inherit, and the tables of all.
#[derive(Clone, Debug, Default)]
pub struct Inherited {
    profiles: HashMap<MappingProfileId, MappingProfile>,
    tables: HashMap<Uuid, Vec<ValueTable>>,
}

impl Inherited {
    /// What there is of profiles and tables.
    #[must_use]
    pub fn new(profiles: Vec<MappingProfile>, tables: Vec<ValueTable>) -> Self {
        let mut inherited = Self::default();
        for table in tables {
            inherited.tables.entry(table.owner).or_default().push(table);
        }
        profiles
            .into_iter()
            .for_each(|profile| inherited.put(profile));
        inherited
    }

    /// Adds a profile, or has another in its place.
    pub fn put(&mut self, profile: MappingProfile) {
        self.profiles.insert(profile.id, profile);
    }

    /// A profile.
    #[must_use]
    pub fn profile(&self, id: MappingProfileId) -> Option<&MappingProfile> {
        self.profiles.get(&id)
    }

    /// All profiles, in no order.
    pub fn profiles(&self) -> impl Iterator<Item = &MappingProfile> {
        self.profiles.values()
    }

    /// A profile and those that it is based on, the first one first.
    #[must_use]
    pub fn lineage(&self, profile: Option<MappingProfileId>) -> Vec<&MappingProfile> {
        mapping_profile::lineage(profile, |id| self.profile(id))
    }

    fn tables(&self, owner: Uuid) -> impl Iterator<Item = &ValueTable> {
        self.tables.get(&owner).into_iter().flatten()
    }
}

/// The mappings and tables of a connection. Mappings are compiled when they are first used: an installation can have thousands that rest.
#[derive(Debug)]
pub struct Mappings {
    /// The versions of all that they are put together from.
    versions: Vec<(Uuid, i64)>,
    format: Format,
    tables: ValueTables,
    request: Option<Slot>,
    cart: Option<Slot>,
}

#[derive(Debug)]
struct Slot {
    layers: Vec<(Owner, String)>,
    compiled: OnceLock<Result<Compiled, String>>,
}

impl Mappings {
    /// Those of a connection; the ones that are known already where nothing was changed since. `None` where it has none.
    pub(super) fn of(
        connection: &Connection,
        inherited: &Inherited,
        known: Option<&Arc<Self>>,
    ) -> Option<Arc<Self>> {
        if let Some(known) = known
            && known.versions == versions(connection, inherited)
        {
            return Some(Arc::clone(known));
        }
        Self::new(connection, inherited).map(Arc::new)
    }

    /// Those of a connection; `None` where it has none.
    #[must_use]
    pub fn new(connection: &Connection, inherited: &Inherited) -> Option<Self> {
        let lineage = inherited.lineage(connection.mapping_profile_id);
        let slot = |own: &Option<String>, purpose| {
            let layers = mapping_profile::layers(&lineage, own.as_deref(), purpose);
            let owned = |layer: Layer<'_>| (layer.owner, layer.json.to_owned());
            (!layers.is_empty()).then(|| Slot {
                layers: layers.into_iter().map(owned).collect(),
                compiled: OnceLock::new(),
            })
        };
        let owners = lineage.iter().map(|profile| profile.id.0);
        let owners = owners.chain([connection.id.0]);
        let mappings = Self {
            versions: versions(connection, inherited),
            format: connection.format,
            tables: ValueTables::layered(owners.flat_map(|owner| inherited.tables(owner))),
            request: slot(&connection.request_mapping, Purpose::Request),
            cart: slot(&connection.cart_mapping, Purpose::Cart),
        };
        let any = mappings.request.is_some() || mappings.cart.is_some();
        (any || !mappings.tables.is_empty()).then_some(mappings)
    }

    /// The tables.
    #[must_use]
    pub const fn tables(&self) -> &ValueTables {
        &self.tables
    }

    /// The mapping of a purpose; `None` where there is none.
    ///
    /// # Errors
    ///
    /// A finding, where it cannot be used: what is saved is checked, but by the program that saved it.
    pub fn get(&self, purpose: Purpose) -> Result<Option<&Compiled>, Finding> {
        let slot = match purpose {
            Purpose::Request => &self.request,
            Purpose::Cart => &self.cart,
        };
        let Some(slot) = slot else { return Ok(None) };
        let compile = || {
            let layers: Vec<_> = slot
                .layers
                .iter()
                .map(|(owner, json)| Layer {
                    owner: *owner,
                    json,
                })
                .collect();
            let compiled = Compiled::new(self.format, purpose, &layers, &self.tables.named());
            compiled.map_err(|problems| {
                let first = problems.first().map(ToString::to_string);
                first.unwrap_or_default()
            })
        };
        match slot.compiled.get_or_init(compile) {
            Ok(compiled) => Ok(Some(compiled)),
            Err(why) => Err(mapped::unusable(purpose, why)),
        }
    }
}

fn versions(connection: &Connection, inherited: &Inherited) -> Vec<(Uuid, i64)> {
    let lineage = inherited.lineage(connection.mapping_profile_id);
    let mut versions = vec![(connection.id.0, connection.version)];
    for profile in lineage {
        versions.push((profile.id.0, profile.version));
        let tables = inherited.tables(profile.id.0);
        versions.extend(tables.map(|table| (table.owner, table.version)));
    }
    let own = inherited.tables(connection.id.0);
    versions.extend(own.map(|table| (table.owner, table.version)));
    versions
}
