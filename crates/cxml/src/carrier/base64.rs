//! Base64, as it arrives: with line breaks, without padding, with blanks for `+`, in either alphabet.

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The bytes, and whether blanks within a line were taken for `+`.
pub(super) fn decoded(text: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut repaired = false;
    let mut clean = Vec::with_capacity(text.len());
    let content = text.trim_ascii();
    for byte in content {
        match byte {
            b'\r' | b'\n' | b'\t' => {}
            b' ' => {
                clean.push(b'+');
                repaired = true;
            }
            b'-' => clean.push(b'+'),
            b'_' => clean.push(b'/'),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' | b'=' => clean.push(*byte),
            _ => return None,
        }
    }
    // Blanks at the end are + where a group of four lacks them.
    let after = text
        .trim_ascii_start()
        .get(content.len()..)
        .unwrap_or_default();
    for _ in after.iter().take_while(|byte| **byte == b' ') {
        if clean.len() % 4 != 0 {
            clean.push(b'+');
            repaired = true;
        }
    }
    ENGINE.decode(clean).ok().map(|bytes| (bytes, repaired))
}
