//! The names of fields, in all the spellings that are about.

/// What a field's name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The field, in capital letters.
    pub(super) field: String,
    /// The line.
    pub(super) index: u32,
    /// What the name has that it should not have.
    pub(super) oddity: Option<&'static str>,
}

/// Reads a name; `None` where it is no line's field.
pub(super) fn read(name: &str) -> Option<Name> {
    let upper = name.trim().to_ascii_uppercase();
    let (rest, prefixed) = match upper.strip_prefix("NEW_ITEM-") {
        Some(rest) => (rest, true),
        None => (upper.as_str(), false),
    };
    if let Some(rest) = rest.strip_prefix("LONGTEXT") {
        let (index, oddity) = long_text(rest)?;
        return Some(Name {
            field: "LONGTEXT".to_owned(),
            index,
            oddity: if prefixed {
                oddity
            } else {
                Some("no NEW_ITEM- before it")
            },
        });
    }
    let (field, index) = rest.strip_suffix(']')?.split_once('[')?;
    if !prefixed && crate::field(field).is_none() {
        return None;
    }
    let is_name = !field.is_empty()
        && field.len() <= 100
        && field
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    let number = digits(index.trim())?;
    is_name.then(|| Name {
        field: field.to_owned(),
        index: number,
        oddity: match (prefixed, index == index.trim()) {
            (false, _) => Some("no NEW_ITEM- before it"),
            (true, false) => Some("blanks in it"),
            (true, true) => None,
        },
    })
}

/// What stands behind `LONGTEXT`: `_1:132[]`, and what others write.
fn long_text(rest: &str) -> Option<(u32, Option<&'static str>)> {
    if let Some(rest) = rest.strip_prefix('_') {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (index, tail) = rest.split_at(end);
        let index = digits(index)?;
        let tail = tail.strip_prefix(":132").unwrap_or(tail);
        let oddity = match tail {
            "[]" => None,
            "" => Some("no brackets behind it"),
            _ if tail.starts_with('[') => Some("the index in the brackets as well"),
            _ => return None,
        };
        return Some((index, oddity));
    }
    // `LONGTEXT:132[1]` as well: the index is where other fields have it.
    let rest = rest.strip_prefix(":132").unwrap_or(rest);
    let (index, tail) = rest.strip_prefix('[')?.split_once(']')?;
    let index = digits(index)?;
    matches!(tail, "" | ":132" | ":132[]").then_some((index, Some("the index in brackets")))
}

fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}
