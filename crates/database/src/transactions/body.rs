//! Bodies are kept compressed.

use std::cell::RefCell;

use zstd::bulk::Compressor;

use crate::error::{Error, Result};

/// Of the levels, the one that pays: documents shrink to a quarter, in less time than it takes to write what is saved.
const LEVEL: i32 = 1;

thread_local! {
    // Setting one up costs more than compressing a document.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
}

/// Compresses a body.
pub fn compress(bytes: &[u8]) -> Result<Vec<u8>> {
    let failed =
        |error: std::io::Error| Error::Internal(format!("cannot compress a body: {error}"));
    COMPRESSOR.with_borrow_mut(|slot| {
        let compressor = match slot {
            Some(compressor) => compressor,
            None => slot.insert(Compressor::new(LEVEL).map_err(failed)?),
        };
        compressor.compress(bytes).map_err(failed)
    })
}

/// The body as it was.
pub fn decompress(bytes: &[u8]) -> Result<Vec<u8>> {
    zstd::stream::decode_all(bytes)
        .map_err(|error| Error::Internal(format!("cannot decompress a body: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_come_back() {
        for body in [&b""[..], &[0, 255, 13, 10], "ä".repeat(100_000).as_bytes()] {
            assert_eq!(decompress(&compress(body).unwrap()).unwrap(), body);
        }
    }
}
