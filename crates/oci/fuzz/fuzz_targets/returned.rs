//! Reading a form never panics, whatever it is, and what is read has an index each.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oci::{read_fields, read_html, read_return};

fuzz_target!(|bytes: &[u8]| {
    let page = read_html(&String::from_utf8_lossy(bytes));
    for fields in [page.fields, read_fields(bytes, None)] {
        let returned = read_return(&fields);
        assert!(returned.items.len() <= fields.len());
        assert!(returned.items.is_sorted_by(|one, next| one.index < next.index));
    }
});
