//! Reading a call never panics, and masking it leaves no password.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oci::{ParameterNames, Parameters};

fuzz_target!(|bytes: &[u8]| {
    let names = ParameterNames::default();
    for (query, form) in [(bytes, &[] as &[u8]), (&[], bytes)] {
        let Ok(parameters) = Parameters::read(query, form, None) else {
            continue;
        };
        let _ = parameters.call(&names);
        let masked = oci::masked(bytes, |name| names.is_password(name), "****");
        let again = Parameters::read(&masked, &[], None);
        if let Some(password) = again.ok().and_then(|again| again.password(&names)) {
            assert_eq!(password.expose(), "****");
        }
    }
});
