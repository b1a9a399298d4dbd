//! Patterns that are known to be right when the program is built.

/// A pattern, compiled when first used.
macro_rules! pattern {
    ($text:expr) => {
        std::sync::LazyLock::new(|| {
            #[expect(
                clippy::expect_used,
                reason = "the text is fixed, and each pattern is used by a test"
            )]
            regex::bytes::Regex::new($text).expect("a valid pattern")
        })
    };
}

pub(super) use pattern;
