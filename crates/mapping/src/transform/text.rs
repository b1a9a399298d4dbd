//! Texts.

use std::borrow::Cow;

use regex::Regex;

/// The longest text that a replacement may make, in bytes.
const MAX_REPLACED: usize = 1 << 20;

/// A part: from `start`, or of the end where that is negative; `length` characters, all where 0, all but the last where negative.
pub(super) fn cut(text: Cow<'_, str>, start: i64, length: i64) -> Cow<'_, str> {
    let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let skip = if start < 0 {
        count.saturating_add(start).max(0)
    } else {
        start
    };
    let take = match length {
        _ if start < 0 => count,
        0 => count,
        length if length < 0 => count.saturating_sub(skip).saturating_add(length).max(0),
        length => length,
    };
    let place = |number: i64| {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        text.char_indices()
            .nth(number)
            .map_or(text.len(), |(at, _)| at)
    };
    let (from, to) = (place(skip), place(skip.saturating_add(take)));
    part(text, from, to)
}

/// Without white space at its ends.
pub(super) fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    let from = text.len() - text.trim_start().len();
    let to = text.trim_end().len().max(from);
    part(text, from, to)
}

fn part(text: Cow<'_, str>, from: usize, to: usize) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(from..to).unwrap_or_default()),
        Cow::Owned(mut text) => {
            text.truncate(to);
            text.drain(..from);
            Cow::Owned(text)
        }
    }
}

/// Without tags and comments; what `<` begins and no tag is stays.
pub(super) fn strip_tags(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut stripped = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        stripped.push_str(before);
        let is_tag = tag
            .chars()
            .nth(1)
            .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let end = match (is_tag, tag.starts_with("<!--")) {
            (false, _) => None,
            (true, true) => tag.find("-->").map(|end| end + 3),
            (true, false) => tag.find('>').map(|end| end + 1),
        };
        match end {
            Some(end) => rest = tag.get(end..).unwrap_or_default(),
            None => {
                // A tag that is never closed takes nothing else with it.
                if is_tag {
                    stripped.push_str(tag);
                    return Cow::Owned(stripped);
                }
                stripped.push('<');
                rest = tag.get(1..).unwrap_or_default();
            }
        }
    }
    stripped.push_str(rest);
    Cow::Owned(stripped)
}

/// With the characters that mean something in HTML as references.
pub(super) fn html_special(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#039;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Filled up in front.
pub(super) fn pad(text: &str, length: usize, with: char) -> String {
    let missing = length.saturating_sub(text.chars().count());
    std::iter::repeat_n(with, missing)
        .chain(text.chars())
        .collect()
}

/// All that the pattern finds, replaced; `$1` and `${name}` in `with` are groups.
pub(super) fn replace(pattern: &Regex, text: &str, with: &str) -> Result<String, String> {
    // Each group that `with` names can be the whole text.
    if text.len().saturating_mul(with.matches('$').count()) > 4 * MAX_REPLACED {
        return Err("the text is too long for the replacement".to_owned());
    }
    let mut replaced = String::new();
    let mut end = 0;
    for captures in pattern.captures_iter(text) {
        if let Some(found) = captures.get(0) {
            replaced.push_str(text.get(end..found.start()).unwrap_or_default());
            captures.expand(with, &mut replaced);
            end = found.end();
        }
        if replaced.len() > MAX_REPLACED {
            return Err(format!(
                "the replacement makes more than {MAX_REPLACED} bytes"
            ));
        }
    }
    replaced.push_str(text.get(end..).unwrap_or_default());
    Ok(replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_stripped() {
        for (text, stripped) in [
            ("<p>a <b>bold</b> word</p>", "a bold word"),
            ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
            ("a<!-- > -->b<br/>c", "abc"),
            ("open <a href", "open <a href"),
            ("<", "<"),
        ] {
            assert_eq!(strip_tags(Cow::Borrowed(text)), stripped);
        }
    }

    #[test]
    fn parts_are_cut_by_characters() {
        assert_eq!(cut(Cow::Borrowed("żółw"), 0, 2), "żó");
        assert_eq!(cut(Cow::Borrowed("żółw"), -2, 1), "łw");
        assert_eq!(cut(Cow::Borrowed("żółw"), 1, -1), "ół");
        assert_eq!(cut(Cow::Borrowed("żółw"), 9, 2), "");
        assert_eq!(cut(Cow::Owned("żółw".to_owned()), 1, -1), "ół");
        assert_eq!(cut(Cow::Borrowed("żółw"), 0, 7), "żółw");
        assert_eq!(trim(Cow::Borrowed("  ")), "");
        assert_eq!(cut(Cow::Borrowed("żółw"), i64::MIN, i64::MIN), "żółw");
    }
}
