//! Which crate may depend on what.

/// What one crate may and must not depend on. Tests are free: dev-dependencies are not looked at.
pub(super) struct Border {
    /// The crate.
    pub(super) name: &'static str,
    /// The workspace crates it may depend on directly.
    pub(super) may_use: &'static [&'static str],
    /// Crates that must not be anywhere below it, with all its features on.
    pub(super) never: &'static [&'static str],
    /// No input or output, no async, no clock, no randomness. Compiles for wasm32-unknown-unknown.
    pub(super) pure: bool,
}

/// Never below a pure crate, whatever else its row says.
pub(super) const NEVER_PURE: &[&str] = &[
    "actix-web",
    "async-std",
    "chrono",
    "getrandom",
    "jiff",
    "mio",
    "rand",
    "reqwest",
    "rustls",
    "sea-orm",
    "sqlx",
    "time",
    "tokio",
];

const fn pure(name: &'static str, may_use: &'static [&'static str]) -> Border {
    Border {
        name,
        may_use,
        never: &[],
        pure: true,
    }
}

const fn with_io(
    name: &'static str,
    may_use: &'static [&'static str],
    never: &'static [&'static str],
) -> Border {
    Border {
        name,
        may_use,
        never,
        pure: false,
    }
}

/// Every crate of the workspace. One that is missing here has no place in the house yet: find it one, then add it.
#[rustfmt::skip]
pub(super) const BORDERS: &[Border] = &[
    // The wires and the data, which know nothing of each other.
    pure("cxml", &[]),
    pure("oci", &[]),
    pure("punchout2go", &[]),
    pure("codes", &[]),
    pure("api-types", &[]),
    // What is said over them.
    pure("mapping", &["codes"]),
    pure("profiles", &["cxml", "oci"]),
    pure("punchout", &["codes", "cxml", "mapping", "oci", "profiles", "punchout2go"]),
    pure("store-adapters", &["punchout"]),
    // Persistence.
    with_io("migrations", &[], &["actix-web"]),
    with_io("database", &["migrations", "punchout"], &["actix-web"]),
    // The other side, played by us.
    pure("simulator", &["api-types", "cxml", "oci", "profiles"]),
    with_io("demo", &["api-types", "punchout2go", "simulator"], &["database", "migrations", "punchout", "sea-orm", "server"]),
    // The program and the console.
    with_io("server", &["api-types", "codes", "cxml", "database", "demo", "mapping", "migrations", "oci", "profiles", "punchout",
                        "punchout2go", "simulator", "store-adapters"], &[]),
    with_io("frontend", &["api-types", "codes"], &["actix-web", "sea-orm"]),
    // For tests and for ourselves.
    with_io("test-support", &["api-types", "codes", "cxml", "database", "demo", "mapping", "migrations", "oci", "profiles", "punchout",
                              "punchout2go", "server", "simulator", "store-adapters"], &[]),
    with_io("bench", &["api-types", "codes", "cxml", "database", "migrations", "oci", "punchout", "server", "simulator", "test-support"], &[]),
    with_io("xtask", &[], &["actix-web", "sea-orm"]),
];
