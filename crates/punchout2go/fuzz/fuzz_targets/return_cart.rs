//! Reading a cart never panics, and what is read is written with as many lines.
#![no_main]

use libfuzzer_sys::fuzz_target;
use punchout2go::{RedirectReply, ReturnCart};

fuzz_target!(|bytes: &[u8]| {
    let _ = RedirectReply::read(bytes);
    if let Ok(cart) = ReturnCart::read(bytes) {
        let again = ReturnCart::read(cart.write().as_bytes());
        assert!(again.is_ok_and(|again| again.items.len() == cart.items.len()));
    }
});
