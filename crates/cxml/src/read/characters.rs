//! What XML 1.0 allows where.

/// Char (XML 1.0, 2.2).
pub(crate) const fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// The first character that XML does not allow, and its place in bytes.
pub(super) fn first_forbidden(text: &str) -> Option<(usize, char)> {
    // U+FFFE and U+FFFF are the only ones beyond ASCII, and begin with this byte.
    let plain = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0xee | 0xf0..);
    let all_plain = |bytes: &[u8]| bytes.iter().fold(true, |all, &byte| all & plain(byte));
    if text.as_bytes().chunks(4_096).all(all_plain) {
        return None;
    }
    text.char_indices().find(|(_, c)| !is_xml_char(*c))
}

/// Name (XML 1.0, 2.3).
pub(crate) fn is_name(text: &str) -> bool {
    // Nearly all names are of this kind, and bytes are quicker to look at than characters.
    if let [b'A'..=b'Z' | b'a'..=b'z', rest @ ..] = text.as_bytes()
        && rest.iter().all(u8::is_ascii_alphanumeric)
    {
        return true;
    }
    let mut chars = text.chars();
    chars.next().is_some_and(begins_name) && chars.all(continues_name)
}

/// Nmtoken (XML 1.0, 2.3).
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(continues_name)
}

const fn begins_name(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_' | ':'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
        | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

const fn continues_name(c: char) -> bool {
    begins_name(c)
        || matches!(c, '0'..='9' | '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}
