//! What deserialising says, in words for people who do not write Rust.

/// What is wrong with a value, as it stands after its name.
#[must_use]
pub fn plain(message: &str) -> String {
    let (what, expected) = match message.split_once(", expected ") {
        Some((what, expected)) => (what, Some(expected)),
        None => (message, None),
    };
    let quoted = |text: &str| {
        text.split('`')
            .skip(1)
            .step_by(2)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let begins = |beginning: &str| what.starts_with(beginning);
    match expected {
        Some(expected) if begins("unknown field") => {
            format!("is not known here; known are {}", quoted(expected))
        }
        _ if begins("unknown field") => "is not known here".to_owned(),
        _ if begins("duplicate field") => "is given twice".to_owned(),
        _ if begins("missing field") => "is required".to_owned(),
        Some(expected) if begins("unknown variant") => {
            format!("must be one of {}", quoted(expected))
        }
        Some(expected) if begins("invalid length") => {
            format!("has another number of entries than {}", kind(expected))
        }
        Some(expected) => format!("must be {}", kind(expected)),
        None if begins("UUID parsing failed") => "must be an id (a UUID)".to_owned(),
        None if begins("invalid digit") || begins("cannot parse integer") => {
            "must be a whole number".to_owned()
        }
        None if begins("number too") => "is out of its range".to_owned(),
        None if begins("invalid number") || begins("invalid float") => {
            "must be a number".to_owned()
        }
        None if begins("provided string was not") => "must be true or false".to_owned(),
        None if begins("data did not match any variant") => {
            "has none of the forms that it can have".to_owned()
        }
        None => what.trim_end_matches('.').to_owned(),
    }
}

/// What is expected, by what Rust calls it.
fn kind(expected: &str) -> &str {
    match expected.split(' ').next().unwrap_or_default() {
        "struct" | "map" | "internally" | "adjacently" => "an object",
        "sequence" | "tuple" => "a list",
        "enum" | "variant" => "one of the texts that are documented",
        "string" | "str" | "char" => "a text",
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => {
            "a whole number, 0 or more, within its range"
        }
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "integer" => "a whole number",
        "f32" | "f64" => "a number",
        "bool" | "boolean" => "true or false",
        "unit" | "null" => "null",
        _ => match expected {
            "a map" => "an object",
            "a sequence" => "a list",
            "a string" | "a borrowed string" => "a text",
            "a boolean" => "true or false",
            "a formatted UUID string" | "a UUID string" => "an id (a UUID)",
            other => other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_needs_knowledge_of_rust() {
        for (message, told) in [
            (
                "invalid type: string \"1\", expected struct Charge",
                "must be an object",
            ),
            ("invalid type: map, expected a sequence", "must be a list"),
            (
                "invalid type: integer `1`, expected a string",
                "must be a text",
            ),
            (
                "invalid type: string \"yes\", expected a boolean",
                "must be true or false",
            ),
            (
                "invalid value: integer `-1`, expected u32",
                "must be a whole number, 0 or more, within its range",
            ),
            (
                "unknown variant `x`, expected one of `edit`, `create`",
                "must be one of edit, create",
            ),
            (
                "unknown field `nmae`, expected `name` or `key`",
                "is not known here; known are name, key",
            ),
            (
                "unknown field `x`, there are no fields",
                "is not known here",
            ),
            ("duplicate field `limit`", "is given twice"),
            (
                "UUID parsing failed: invalid length: expected length 32 for simple format, found 3",
                "must be an id (a UUID)",
            ),
            ("invalid digit found in string", "must be a whole number"),
            ("must be a decimal number.", "must be a decimal number"),
        ] {
            assert_eq!(plain(message), told, "{message}");
        }
    }
}
