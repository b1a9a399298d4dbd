//! What is wrong with a form, field by field.

use api_types::problem::FieldError;

use super::Model;
use crate::i18n::{Text, fill, language, t};

/// A required text is missing.
pub(crate) const REQUIRED: &str = "required";
/// A text is no whole number.
pub(crate) const NUMBER: &str = "number";
/// A text is no JSON.
pub(crate) const JSON: &str = "json";

/// The errors of the console's own, for fields whose words come from the catalogue.
pub(crate) fn error(pointer: &str, code: &str) -> FieldError {
    FieldError::new(pointer, code, "")
}

/// What is wrong with the field at a pointer, entries of its list included; none where nothing is.
pub(crate) fn message_at(errors: &[FieldError], pointer: &str) -> Option<String> {
    let messages: Vec<_> = errors
        .iter()
        .filter_map(|error| {
            let rest = error.pointer.strip_prefix(pointer)?;
            match rest.strip_prefix('/') {
                None if rest.is_empty() => Some(words(error)),
                Some(index) => {
                    let first = index.split('/').next()?;
                    let message = words(error);
                    let Ok(number) = first.parse::<usize>() else {
                        // Within a document, its own path says where.
                        return Some(format!("/{index}: {message}"));
                    };
                    let entry = number.saturating_add(1).to_string();
                    Some(fill(
                        Text::ErrorInEntry,
                        &[("entry", &entry), ("message", &message)],
                    ))
                }
                None => None,
            }
        })
        .collect();
    (!messages.is_empty()).then(|| messages.join(" "))
}

/// The field's pointer without the index of an entry, and without what is meant within the entry.
pub(crate) fn field_pointer(pointer: &str) -> &str {
    let mut end = 0;
    for segment in pointer.split('/').skip(1) {
        if segment.parse::<usize>().is_ok() {
            return pointer.get(..end).unwrap_or(pointer);
        }
        end += 1 + segment.len();
    }
    pointer
}

/// The pointer of the form's field that an error is about: its own, or that of the document in the field.
fn known_pointer<F: Model>(pointer: &str) -> &str {
    let exact = field_pointer(pointer);
    let mut known = exact;
    while F::field(known).is_none() {
        match known.rsplit_once('/') {
            Some((outer, _)) if !outer.is_empty() => known = outer,
            _ => return exact,
        }
    }
    known
}

/// The id of the field at a pointer, in the form with this prefix.
pub(crate) fn field_id(prefix: &str, pointer: &str) -> String {
    format!("{prefix}{}", field_pointer(pointer).replace('/', "-"))
}

/// A line of a form's summary: what is wrong, and the id of the field to go to, where the form has it.
pub(crate) fn summary_line<F: Model>(prefix: &str, error: &FieldError) -> (String, Option<String>) {
    let pointer = known_pointer::<F>(&error.pointer);
    match F::field(pointer) {
        Some(field) => {
            let message =
                message_at(std::slice::from_ref(error), pointer).unwrap_or_else(|| words(error));
            let named = fill(
                Text::ErrorOfField,
                &[("field", t(field.label)), ("message", &message)],
            );
            (named, Some(field_id(prefix, pointer)))
        }
        None if error.pointer.is_empty() => (words(error), None),
        None => (format!("{} {}", error.pointer, words(error)), None),
    }
}

/// The error in words. The API speaks English, and more exactly than a catalogue can.
pub(crate) fn words(error: &FieldError) -> String {
    if error.code == JSON
        && let Some((line, column)) = error.message.split_once(':')
    {
        return fill(Text::ErrorJsonAt, &[("line", line), ("column", column)]);
    }
    let own = match error.code.as_str() {
        REQUIRED => Some(Text::ErrorRequired),
        NUMBER => Some(Text::ErrorNumber),
        JSON => Some(Text::ErrorJson),
        _ if language().tag() == "en" => None,
        "range_required" => Some(Text::ErrorRangeRequired),
        "too_short" => Some(Text::ErrorTooShort),
        "too_long" => Some(Text::ErrorTooLong),
        "out_of_range" => Some(Text::ErrorOutOfRange),
        "taken" => Some(Text::ErrorTaken),
        "not_found" => Some(Text::ErrorNotFound),
        "mismatch" => Some(Text::ErrorMismatch),
        "duplicate" => Some(Text::ErrorDuplicate),
        "invalid" => Some(Text::ErrorInvalid),
        _ => None,
    };
    own.map_or_else(|| sentence(&error.message), |own| t(own).to_owned())
}

/// `must be a host` becomes `Must be a host.`
fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    let first = characters.next().map(char::to_uppercase);
    let mut text: String = first.into_iter().flatten().chain(characters).collect();
    if text.chars().next_back().is_some_and(char::is_alphanumeric) {
        text.push('.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors() -> Vec<FieldError> {
        vec![
            FieldError::new("/hosts/1", "invalid", "must be a host"),
            FieldError::new("/hosts", "too_long", "must have at most 2 entries"),
            FieldError::new("/hosts_too", "invalid", "is wrong"),
            error("/name", REQUIRED),
        ]
    }

    #[test]
    fn errors_find_their_field_with_the_entry_named() {
        let errors = errors();
        assert_eq!(
            message_at(&errors, "/hosts").as_deref(),
            Some("Entry 2: Must be a host. Must have at most 2 entries.")
        );
        assert_eq!(
            message_at(&errors, "/name").as_deref(),
            Some(t(Text::ErrorRequired))
        );
        assert_eq!(message_at(&errors, "/host"), None);
    }

    #[test]
    fn errors_within_a_document_say_where() {
        let errors = [
            FieldError::new("/cart_mapping/lines/0", "invalid", "must be a path"),
            FieldError::new("/request_mapping", JSON, "2:7"),
        ];
        assert_eq!(
            message_at(&errors, "/cart_mapping").as_deref(),
            Some("/lines/0: Must be a path.")
        );
        assert_eq!(
            message_at(&errors, "/request_mapping").as_deref(),
            Some("This is not JSON: line 2, column 7.")
        );
    }

    #[test]
    fn ids_of_fields_come_from_their_pointers() {
        assert_eq!(field_id("store", "/key"), "store-key");
        assert_eq!(field_id("c", "/hosts/12"), "c-hosts");
        assert_eq!(field_id("c", "/people/0/email"), "c-people");
        assert_eq!(field_id("c", "/default/code"), "c-default-code");
    }
}
