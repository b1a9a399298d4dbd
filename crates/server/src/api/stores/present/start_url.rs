//! Start URLs of a store, with placeholders.

use punchout::store::start_url::{self, Fault};

use crate::validation::FieldErrors;

/// Checks a start URL: its placeholders, and what is a URL once they are filled.
pub(super) fn check(
    pointer: &str,
    template: Option<&String>,
    has_item: bool,
    errors: &mut FieldErrors,
) {
    let Some(template) = template else { return };
    match start_url::check(template, has_item) {
        Ok(()) => errors.check_url(pointer, Some(&start_url::sample(template))),
        Err(fault) => errors.check(false, pointer, "invalid", &message(&fault, has_item)),
    }
}

fn message(fault: &Fault, has_item: bool) -> String {
    let known: Vec<_> = start_url::known(has_item)
        .map(|name| format!("{{{name}}}"))
        .collect();
    let known = known.join(", ");
    match fault {
        Fault::LoneBrace => {
            format!("must have braces only around the name of a placeholder: {known}")
        }
        Fault::Unknown(name) => format!("has {{{name}}}, which is none of {known}"),
        Fault::BeforePath => {
            "must have placeholders only in path, query and fragment, not before".to_owned()
        }
    }
}
