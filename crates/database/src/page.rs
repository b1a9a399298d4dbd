//! Pages of lists.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use uuid::Uuid;

use crate::error::{Error, Result};

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last one. Opaque, good in a URL.
    pub next: Option<String>,
}

/// Which part of a list is wanted.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// [`Page::next`] of the page before; the beginning where absent.
    pub cursor: Option<String>,
    /// The most items that are wanted; at least 1.
    pub limit: u64,
}

impl PageRequest {
    /// The first items.
    #[must_use]
    pub const fn first(limit: u64) -> Self {
        Self {
            cursor: None,
            limit,
        }
    }

    /// How many rows to ask for: one more than wanted tells whether there are more.
    pub(crate) fn rows(&self) -> u64 {
        self.limit.max(1).saturating_add(1)
    }

    /// The place after which the page begins, in a list sorted by a key and, among equals, by id.
    pub(crate) fn place<K: Key>(&self) -> Result<Option<(K, Uuid)>> {
        self.cursor
            .as_deref()
            .map(|cursor| decode(cursor).ok_or(Error::InvalidCursor))
            .transpose()
    }

    /// The cursor of a place.
    pub(crate) fn cursor_at<K: Key>((key, id): (K, Uuid)) -> String {
        encode(&key, id)
    }

    /// Cuts the row that was asked for beyond the limit and notes where the next page begins.
    pub(crate) fn page<R, T, K: Key>(
        &self,
        mut rows: Vec<R>,
        place: impl Fn(&R) -> (K, Uuid),
        item: impl FnMut(R) -> Result<T>,
    ) -> Result<Page<T>> {
        let limit = usize::try_from(self.limit.max(1)).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows
            .last()
            .filter(|_| more)
            .map(place)
            .map(|(key, id)| encode(&key, id));
        Ok(Page {
            items: rows.into_iter().map(item).collect::<Result<_>>()?,
            next,
        })
    }
}

/// What a list is sorted by, beside the id.
pub trait Key: Sized {
    fn to_bytes(&self) -> Vec<u8>;
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

impl Key for () {
    fn to_bytes(&self) -> Vec<u8> {
        Vec::new()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.is_empty().then_some(())
    }
}

impl Key for i64 {
    fn to_bytes(&self) -> Vec<u8> {
        self.to_be_bytes().to_vec()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::from_be_bytes)
    }
}

impl Key for String {
    fn to_bytes(&self) -> Vec<u8> {
        self.clone().into_bytes()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        // A text with NUL is nothing that PostgreSQL takes.
        Self::from_utf8(bytes.to_vec())
            .ok()
            .filter(|text| !text.contains('\0'))
    }
}

fn encode<K: Key>(key: &K, id: Uuid) -> String {
    let mut bytes = id.as_bytes().to_vec();
    bytes.extend(key.to_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn decode<K: Key>(cursor: &str) -> Option<(K, Uuid)> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (id, key) = bytes.split_at_checked(16)?;
    Some((K::from_bytes(key)?, Uuid::from_slice(id).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_lead_back() {
        let id = Uuid::from_u128(7);
        assert_eq!(
            decode(&encode(&"Ärmel".to_owned(), id)),
            Some(("Ärmel".to_owned(), id))
        );
        assert_eq!(decode(&encode(&-5_i64, id)), Some((-5_i64, id)));
        assert_eq!(decode(&encode(&(), id)), Some(((), id)));
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        assert_eq!(decode::<i64>("AAAA"), None);
        assert_eq!(decode::<i64>("?"), None);
        assert_eq!(decode::<i64>(&encode(&(), Uuid::nil())), None);
    }
}
