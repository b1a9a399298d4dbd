//! Patterns that are known to be right when the program is built.

/// A pattern, compiled when first used.
macro_rules! pattern {
    ($text:expr) => {
        std::sync::LazyLock::new(|| {
            // Not a pattern that matches nothing: a typo must not silently unmask.
            regex::bytes::Regex::new($text).expect("a valid pattern")
        })
    };
}

pub(super) use pattern;
