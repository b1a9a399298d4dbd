//! Texts in fields.

/// The length of a text as SAP counts it: in UTF-16 units.
pub(super) fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// A text without line breaks, tabs and what is not to be seen: such fields are one line.
pub(super) fn on_one_line(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| {
            if matches!(c, '\t' | '\n' | '\r') {
                ' '
            } else {
                c
            }
        })
        .filter(|c| !c.is_control())
        .collect();
    plain.trim().to_owned()
}

/// A text with its line breaks, as one character each.
pub(super) fn on_lines(text: &str) -> String {
    let plain: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| match c {
            '\r' => '\n',
            '\t' => ' ',
            other => other,
        })
        .filter(|c| *c == '\n' || !c.is_control())
        .collect();
    plain.trim().to_owned()
}

/// The beginning of a text, of at most so many UTF-16 units. No character is torn apart, and none loses its accents.
pub(super) fn cut(text: &str, max: usize) -> String {
    let mut kept = String::new();
    let mut length = 0;
    let mut characters = text.chars().peekable();
    while let Some(base) = characters.next() {
        let mut whole = String::from(base);
        while let Some(mark) = characters.next_if(|c| belongs_to_the_one_before(*c)) {
            whole.push(mark);
        }
        length += self::length(&whole);
        if length > max {
            break;
        }
        kept.push_str(&whole);
    }
    kept.trim_end().to_owned()
}

/// Accents that combine, variation selectors, skin tones, joiners.
const fn belongs_to_the_one_before(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_cut_inside_a_character() {
        assert_eq!(cut("abcdef", 3), "abc");
        assert_eq!(cut("ab cdef", 3), "ab");
        assert_eq!(cut("a😀b", 2), "a");
        assert_eq!(cut("a😀b", 3), "a😀");
        assert_eq!(cut("abe\u{301}", 3), "ab");
        assert_eq!(cut("日本語", 2), "日本");
    }

    #[test]
    fn lines_are_kept_or_joined() {
        assert_eq!(on_one_line(" a\r\nb\tc\u{7}\u{0} "), "a  b c");
        assert_eq!(on_lines(" a\r\nb\rc\u{7}\td\n"), "a\nb\nc d");
    }
}
