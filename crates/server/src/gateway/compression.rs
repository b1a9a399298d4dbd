//! Undoing the compression of bodies, within bounds.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// How gzip begins; some send it without saying so.
pub(super) const GZIP: &[u8] = &[0x1f, 0x8b];

/// A compression (RFC 9110, 8.4.1).
#[derive(Clone, Copy)]
pub(super) enum Coding {
    /// gzip.
    Gzip,
    /// zlib, or what it wraps without the wrapping.
    Deflate,
}

/// The bytes that were compressed; of more than `max` no more than one beyond.
pub(super) fn undone(coding: Coding, body: &[u8], max: usize) -> io::Result<Vec<u8>> {
    match coding {
        Coding::Gzip => read(MultiGzDecoder::new(body), max),
        Coding::Deflate => {
            read(ZlibDecoder::new(body), max).or_else(|_| read(DeflateDecoder::new(body), max))
        }
    }
}

fn read(source: impl Read, max: usize) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    source.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{
        Compression,
        write::{DeflateEncoder, GzEncoder, ZlibEncoder},
    };

    use super::*;

    #[test]
    fn what_was_compressed_comes_back_within_bounds() {
        let text = b"<cXML/>".repeat(1_000);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(&text).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(&text).unwrap();
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
        deflate.write_all(&text).unwrap();
        assert!(gzip.starts_with(GZIP));
        assert_eq!(undone(Coding::Gzip, &gzip, 7_000).unwrap(), text);
        assert_eq!(
            undone(Coding::Deflate, &zlib.finish().unwrap(), 7_000).unwrap(),
            text
        );
        assert_eq!(
            undone(Coding::Deflate, &deflate.finish().unwrap(), 7_000).unwrap(),
            text
        );
        assert_eq!(undone(Coding::Gzip, &gzip, 100).unwrap().len(), 101);
        assert!(undone(Coding::Gzip, &text, 100).is_err());
        assert!(undone(Coding::Gzip, gzip.get(..20).unwrap(), 7_000).is_err());
    }
}
