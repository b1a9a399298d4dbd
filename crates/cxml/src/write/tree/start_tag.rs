//! Start tags as they are written here: `<Name a="b" c="d">`, one blank before each attribute.

/// An attribute of a start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attribute<'t> {
    pub(super) name: &'t str,
    /// As written: with references.
    pub(super) value: &'t str,
    /// Where the blank before it stands.
    pub(super) from: usize,
    /// Behind its closing quote.
    pub(super) to: usize,
}

/// The attributes in order.
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = Attribute<'_>> {
    let bytes = tag.as_bytes();
    // Tags are short: what looks at many bytes at once does not pay.
    let find = move |byte: u8, from: usize| {
        let mut rest = bytes.get(from..)?.iter();
        rest.position(|it| *it == byte).map(|at| from + at)
    };
    let mut at = find(b' ', 0);
    std::iter::from_fn(move || {
        let from = at?;
        let equals = find(b'=', from + 1)?;
        let quote = find(b'"', equals + 2)?;
        let name = tag.get(from + 1..equals)?;
        let value = tag.get(equals + 2..quote)?;
        let to = quote + 1;
        at = bytes.get(to).filter(|it| **it == b' ').map(|_| to);
        Some(Attribute {
            name,
            value,
            from,
            to,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_where_they_stand() {
        let tag = r#"<Money currency="EUR" alternateAmount="a = &quot;1&quot; b">"#;
        let found: Vec<_> = attributes(tag).collect();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].name, found[0].value), ("currency", "EUR"));
        assert_eq!(found[1].value, "a = &quot;1&quot; b");
        assert_eq!(
            tag.get(found[0].from..found[0].to),
            Some(" currency=\"EUR\"")
        );
        assert_eq!(tag.get(found[1].to..), Some(">"));
        assert_eq!(attributes("<A>").count(), 0);
    }
}
