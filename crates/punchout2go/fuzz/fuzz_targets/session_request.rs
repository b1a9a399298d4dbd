//! Reading a request never panics, and what is read is written so that it reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use punchout2go::{FormPost, PurchaseOrder, SessionRequest, StartReply};

fuzz_target!(|bytes: &[u8]| {
    let _ = StartReply::read(bytes);
    let _ = PurchaseOrder::read(bytes).map(|order| order.write());
    let text = String::from_utf8_lossy(bytes);
    let _ = FormPost::read(&[("params", text.as_ref())], None);
    if let Ok(request) = SessionRequest::read(bytes) {
        let again = SessionRequest::read(request.write().as_bytes());
        assert!(again.is_ok_and(|again| again.agrees_with(&request)));
    }
});
