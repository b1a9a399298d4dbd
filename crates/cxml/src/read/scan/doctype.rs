//! Where a DOCTYPE ends. What it declares has no effect.

/// How many bytes stand before the `>` that ends a DOCTYPE; in literals, comments, instructions and its own declarations `>` ends nothing.
pub(super) fn length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut in_subset = false;
    let past = |from: usize, end: &str| {
        let rest = bytes.get(from..)?;
        Some(from + memchr::memmem::find(rest, end.as_bytes())? + end.len())
    };
    loop {
        let rest = bytes.get(at..)?;
        at = match rest.first()? {
            b'"' => past(at + 1, "\"")?,
            b'\'' => past(at + 1, "'")?,
            b'<' if rest.starts_with(b"<!--") => past(at + 4, "-->")?,
            b'<' if rest.starts_with(b"<?") => past(at + 2, "?>")?,
            b'[' => {
                in_subset = true;
                at + 1
            }
            b']' => {
                in_subset = false;
                at + 1
            }
            b'>' if !in_subset => return Some(at),
            _ => at + 1,
        };
    }
}
