//! Taking a document out of its carrier never panics and never makes more of it than came.
#![no_main]

use libfuzzer_sys::fuzz_target;

const CONTENT_TYPES: [&str; 4] = [
    "text/xml; charset=utf-8",
    "application/x-www-form-urlencoded",
    "multipart/related; boundary=b; start=\"<a>\"",
    "",
];

fuzz_target!(|bytes: &[u8]| {
    for content_type in CONTENT_TYPES {
        let carried = cxml::unwrap(bytes, Some(content_type));
        let attached: usize = carried
            .attachments
            .iter()
            .map(|attachment| attachment.bytes.len())
            .sum();
        assert!(carried.document.len() + attached <= bytes.len());
        let options = cxml::ReadOptions {
            http_charset: carried.charset.as_deref(),
            ..cxml::ReadOptions::default()
        };
        if let Ok(document) = cxml::read(&carried.document, &options) {
            let _ = cxml::examine(&document, Some(&carried));
        }
    }
});
