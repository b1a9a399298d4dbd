//! The entries of a buyer map while they are changed.

use api_types::buyer_map::{BuyerMap, MappedBuyer};

/// An entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Entry {
    /// Who, in the procurement system.
    pub(super) external_id: String,
    /// The buyer's id; empty for nobody.
    pub(super) buyer_id: String,
}

/// The entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Entries(pub(super) Vec<Entry>);

/// What is done with them.
pub(super) enum Change {
    /// Another one, at the end.
    Add,
    /// One less.
    Remove(usize),
    /// Who it is in the procurement system.
    External(usize, String),
    /// Who it is here.
    Buyer(usize, String),
}

impl Entries {
    /// Those of a map.
    pub(super) fn of(map: &BuyerMap) -> Self {
        let entries = map.items.iter().map(|entry| Entry {
            external_id: entry.external_id.clone(),
            buyer_id: entry.buyer_id.to_string(),
        });
        Self(entries.collect())
    }

    /// The map, whose places are those of the entries. Nobody is nil, which the API refuses.
    pub(super) fn map(&self) -> BuyerMap {
        let items = self.0.iter().map(|entry| MappedBuyer {
            external_id: entry.external_id.trim().to_owned(),
            buyer_id: entry.buyer_id.parse().unwrap_or_default(),
        });
        BuyerMap {
            items: items.collect(),
        }
    }

    /// The entries after a change.
    pub(super) fn changed(&self, change: Change) -> Self {
        let mut entries = self.0.clone();
        match change {
            Change::Add => entries.push(Entry::default()),
            Change::Remove(index) if index < entries.len() => drop(entries.remove(index)),
            Change::Remove(_) => {}
            Change::External(index, text) => {
                if let Some(entry) = entries.get_mut(index) {
                    entry.external_id = text;
                }
            }
            Change::Buyer(index, id) => {
                if let Some(entry) = entries.get_mut(index) {
                    entry.buyer_id = id;
                }
            }
        }
        Self(entries)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn entries_are_added_changed_and_removed() {
        let id = Uuid::from_u128(7);
        let entries = Entries::default()
            .changed(Change::Add)
            .changed(Change::Add)
            .changed(Change::External(1, " U-7 ".to_owned()))
            .changed(Change::Buyer(1, id.to_string()))
            .changed(Change::Remove(0))
            .changed(Change::Remove(9));
        let map = entries.map();
        assert_eq!(map.items.len(), 1);
        assert_eq!(
            (map.items[0].external_id.as_str(), map.items[0].buyer_id),
            ("U-7", id)
        );
        assert_eq!(Entries::of(&map).map(), map);
    }
}
