//! Calls that are posted as `multipart/form-data` (RFC 7578): some callers upload their parameters like files.

use memchr::memmem;
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};

use crate::pairs::MAX_PARAMETERS;

/// The longest boundary (RFC 2046, 5.1.1).
const MAX_BOUNDARY: usize = 70;

/// A form of parts as the other kind of form, `application/x-www-form-urlencoded`, its values byte by byte; `None` where the `Content-Type`
/// or the body is something else. Files are left out, and what is more than a call can have.
#[must_use]
pub fn multipart_form(body: &[u8], content_type: &str) -> Option<Vec<u8>> {
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameter(parameters, "boundary")?;
    if boundary.is_empty() || boundary.len() > MAX_BOUNDARY {
        return None;
    }
    let delimiter = format!("--{boundary}");
    let finder = memmem::Finder::new(delimiter.as_bytes());
    let mut starts = finder.find_iter(body).map(|at| at + delimiter.len());
    let mut form = Vec::new();
    let mut from = starts.next()?;
    for next in starts.take(MAX_PARAMETERS + 1) {
        let part = body.get(from..next.saturating_sub(delimiter.len()));
        if let Some((name, value)) = part.and_then(field) {
            if !form.is_empty() {
                form.push(b'&');
            }
            for (text, end) in [(name.as_bytes(), "="), (value, "")] {
                for piece in percent_encode(text, NON_ALPHANUMERIC) {
                    form.extend_from_slice(piece.as_bytes());
                }
                form.extend_from_slice(end.as_bytes());
            }
        }
        from = next;
    }
    Some(form)
}

/// The name and the value of a part; nothing of a file.
fn field(part: &[u8]) -> Option<(String, &[u8])> {
    let part = part.strip_prefix(b"\r\n").or(part.strip_prefix(b"\n"))?;
    let (head, value) = [b"\r\n\r\n".as_slice(), b"\n\n"].iter().find_map(|gap| {
        let at = memmem::find(part, gap)?;
        Some((part.get(..at)?, part.get(at + gap.len()..)?))
    })?;
    let value = value
        .strip_suffix(b"\r\n")
        .or(value.strip_suffix(b"\n"))
        .unwrap_or(value);
    let head = String::from_utf8_lossy(head);
    let disposition = head.lines().find_map(|line| {
        let (name, rest) = line.split_once(':')?;
        name.trim()
            .eq_ignore_ascii_case("content-disposition")
            .then_some(rest)
    })?;
    if parameter(disposition, "filename").is_some() {
        return None;
    }
    Some((parameter(disposition, "name")?, value))
}

/// A parameter of a header, with or without quotes.
fn parameter(text: &str, wanted: &str) -> Option<String> {
    text.split(';').find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches('"');
        name.trim()
            .eq_ignore_ascii_case(wanted)
            .then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"preamble\r\n--xyz\r\nContent-Disposition: form-data; name=\"USERNAME\"\r\n\r\nJ\xf6rg & co\r\n--xyz\r\ncontent-disposition: form-data; name=HOOK_URL\r\nContent-Type: text/plain\r\n\r\nhttps://b.example/?a=1\r\n--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\nfile\r\n--xyz--\r\n";

    #[test]
    fn parts_become_pairs_and_files_are_left_out() {
        let form = multipart_form(BODY, "multipart/form-data; boundary=\"xyz\"").unwrap();
        let pairs = crate::read_pairs(&form, None).unwrap();
        let expected = [
            ("USERNAME", "Jörg & co"),
            ("HOOK_URL", "https://b.example/?a=1"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(pairs, expected);
    }

    #[test]
    fn what_is_something_else_is_left_alone() {
        assert_eq!(multipart_form(BODY, "text/plain"), None);
        assert_eq!(multipart_form(BODY, "multipart/form-data"), None);
        assert_eq!(multipart_form(BODY, "multipart/form-data; boundary="), None);
        assert_eq!(
            multipart_form(b"nothing", "multipart/form-data; boundary=a"),
            None
        );
        let cut = multipart_form(&BODY[..60], "multipart/form-data; boundary=xyz");
        assert_eq!(cut, Some(Vec::new()));
    }

    #[test]
    fn more_parts_than_a_call_has_are_one_too_many() {
        let part = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n".repeat(10_000);
        let form = multipart_form(part.as_bytes(), "multipart/form-data; boundary=b").unwrap();
        assert_eq!(
            crate::read_pairs(&form, None),
            Err(crate::PairsError::TooMany(MAX_PARAMETERS))
        );
    }
}
