//! Texts of fields, and what they mean.

use api_types::problem::FieldError;

use super::errors::{NUMBER, REQUIRED, error};

/// Reads the texts of a form and collects what is wrong with them.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    errors: Vec<FieldError>,
}

impl Reader {
    /// A text that must be there.
    pub(crate) fn required(&mut self, pointer: &str, text: &str) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.errors.push(error(pointer, REQUIRED));
        }
        text.to_owned()
    }

    /// A choice that must be made.
    pub(crate) fn chosen<T: Default>(&mut self, pointer: &str, choice: Option<T>) -> T {
        choice.unwrap_or_else(|| {
            self.errors.push(error(pointer, REQUIRED));
            T::default()
        })
    }

    /// A whole number.
    pub(crate) fn number(&mut self, pointer: &str, text: &str) -> u32 {
        text.trim().parse().unwrap_or_else(|_| {
            let code = if text.trim().is_empty() {
                REQUIRED
            } else {
                NUMBER
            };
            self.errors.push(error(pointer, code));
            0
        })
    }

    /// What else is wrong.
    pub(crate) fn note(&mut self, errors: Vec<FieldError>) {
        self.errors.extend(errors);
    }

    /// What was read, unless something is wrong.
    pub(crate) fn finish<T>(self, input: T) -> Result<T, Vec<FieldError>> {
        if self.errors.is_empty() {
            Ok(input)
        } else {
            Err(self.errors)
        }
    }
}

/// A text that may be left empty.
pub(crate) fn optional(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The entries of a list, one a line.
pub(crate) fn entries(text: &str) -> Vec<String> {
    text.lines().filter_map(optional).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_and_what_is_no_number_is_named() {
        let mut reader = Reader::default();
        assert_eq!(reader.required("/name", " a "), "a");
        assert_eq!(reader.number("/ttl", " 300 "), 300);
        assert_eq!(reader.chosen("/unit", Some(7_u8)), 7);
        assert!(reader.finish(()).is_ok());

        let mut reader = Reader::default();
        reader.required("/name", " ");
        reader.number("/ttl", "-1");
        reader.number("/size", "");
        reader.chosen("/unit", None::<u8>);
        let errors = reader.finish(()).unwrap_err();
        let found: Vec<_> = errors
            .iter()
            .map(|error| (error.pointer.as_str(), error.code.as_str()))
            .collect();
        let expected = [
            ("/name", REQUIRED),
            ("/ttl", NUMBER),
            ("/size", REQUIRED),
            ("/unit", REQUIRED),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn lists_are_lines_without_the_empty_ones() {
        assert_eq!(entries(" a \n\n b\r\n"), ["a", "b"]);
        assert_eq!(entries(" \n"), Vec::<String>::new());
        assert_eq!(optional(" "), None);
    }
}
