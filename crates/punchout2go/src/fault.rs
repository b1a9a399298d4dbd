//! What cannot be understood.

/// What kind of fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// The document is too large, too deep or has too many values.
    TooLarge,
    /// It is not JSON, or not UTF-8.
    NotJson,
    /// A field is of another type than it must be.
    WrongType,
    /// A field that must be there is not.
    Missing,
    /// An envelope cannot be opened.
    NotDecrypted,
}

impl FaultKind {
    /// Stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::NotJson => "not_json",
            Self::WrongType => "wrong_type",
            Self::Missing => "missing",
            Self::NotDecrypted => "not_decrypted",
        }
    }
}

/// A document, or a field of one, that is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {text} {remedy}")]
pub struct Fault {
    /// What kind of fault it is.
    pub kind: FaultKind,
    /// JSON pointer to the field, such as `/params/body/items/0/quantity`; the name of the form's field for what came in a form; `/` for
    /// the document as a whole.
    pub field: String,
    /// What is wrong, in a sentence. Never has the value itself.
    pub text: String,
    /// What would be right, in a sentence.
    pub remedy: &'static str,
}

impl Fault {
    pub(crate) fn new(
        kind: FaultKind,
        field: impl Into<String>,
        text: impl Into<String>,
        remedy: &'static str,
    ) -> Self {
        let field = field.into();
        Self {
            kind,
            field: if field.is_empty() {
                "/".to_owned()
            } else {
                field
            },
            text: text.into(),
            remedy,
        }
    }
}
