//! Markup that is escaped as for HTML.

/// Whether bytes begin with an escaped `<`, once or twice.
pub(super) fn is_escaped(start: &[u8]) -> bool {
    let beginnings: [&[u8]; 5] = [b"&lt;", b"&#60;", b"&#x3c;", b"&#x3C;", b"&amp;lt;"];
    beginnings
        .iter()
        .any(|beginning| start.starts_with(beginning))
}

/// Undoes one escape.
pub(super) fn unescaped(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = quick_xml::escape::unescape(text).ok()?;
    Some(text.into_owned().into_bytes())
}
