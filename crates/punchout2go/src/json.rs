//! Bytes to JSON, within bounds that hold before anything is built.

use serde_json::Value;

use crate::fault::{Fault, FaultKind};

/// The most bytes of a document that is no cart: 2 MiB.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// The most bytes of a cart: 16 MiB, as in the REST API.
pub const MAX_CART_BYTES: usize = 16 * 1024 * 1024;

/// The deepest nesting of a document.
pub const MAX_DEPTH: usize = 32;

/// The most values of a document.
pub const MAX_VALUES: usize = 100_000;

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Value, Fault> {
    read_within(bytes, MAX_BYTES)
}

/// Reads a document of at most so many bytes.
pub(crate) fn read_within(bytes: &[u8], most: usize) -> Result<Value, Fault> {
    if bytes.len() > most {
        return Err(Fault::new(
            FaultKind::TooLarge,
            "/",
            format!(
                "The document has {} bytes; at most {most} are taken.",
                bytes.len()
            ),
            "Send fewer lines, or shorter texts.",
        ));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bound(bytes)?;
    serde_json::from_slice(bytes).map_err(|error| {
        Fault::new(
            FaultKind::NotJson,
            "/",
            format!(
                "The document is not JSON in UTF-8 (line {}, column {}).",
                error.line(),
                error.column()
            ),
            "Send one JSON object, in UTF-8.",
        )
    })
}

/// Counts brackets and commas outside of texts: more than there are values in whatever JSON this is.
fn bound(bytes: &[u8]) -> Result<(), Fault> {
    let (mut depth, mut values, mut in_text, mut escaped) = (0_usize, 1_usize, false, false);
    for byte in bytes {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' | b'[' => {
                depth += 1;
                values += 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > MAX_DEPTH || values > MAX_VALUES {
            return Err(Fault::new(
                FaultKind::TooLarge,
                "/",
                format!(
                    "The document is nested deeper than {MAX_DEPTH}, or has more than {MAX_VALUES} values."
                ),
                "Send fewer lines, and the family's own members.",
            ));
        }
    }
    Ok(())
}
