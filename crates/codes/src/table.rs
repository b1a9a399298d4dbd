//! Lookup in tables that are ordered by their key.

/// The row whose key equals `wanted`. Keys are compared byte by byte.
pub(crate) fn find<'t, T>(table: &'t [T], wanted: &str, key: impl Fn(&T) -> &str) -> Option<&'t T> {
    let index = table.binary_search_by(|row| key(row).cmp(wanted)).ok()?;
    table.get(index)
}

/// Panics with the first pair of rows that are not in strictly ascending order: binary search would not find them.
#[cfg(test)]
pub(crate) fn assert_sorted<T>(table: &[T], key: impl Fn(&T) -> &str) {
    for pair in table.windows(2) {
        assert!(
            key(&pair[0]) < key(&pair[1]),
            "{:?} must come after {:?}",
            key(&pair[0]),
            key(&pair[1])
        );
    }
}
