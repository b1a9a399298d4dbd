#![doc = include_str!("../README.md")]
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test whose surroundings fail has to say so and to fail"
)]

#[cfg(feature = "app")]
mod app;
#[cfg(feature = "app")]
mod client;
#[cfg(feature = "app")]
pub mod contract;
mod test_database;

#[cfg(feature = "app")]
pub use app::TestApp;
#[cfg(feature = "app")]
pub use client::{Client, Reply};
pub use test_database::TestDatabase;

/// For [`on_both_databases`].
#[doc(hidden)]
pub use tokio;

/// Makes of each `async fn name(db: TestDatabase) { ... }` the two tests `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$attribute:meta])* async fn $name:ident($db:ident: TestDatabase) $body:block)+) => {$(
        $(#[$attribute])*
        mod $name {
            #[allow(unused_imports, clippy::allow_attributes, reason = "a test may need nothing from around it")]
            use super::*;

            async fn run($db: $crate::TestDatabase) $body

            #[test]
            fn sqlite() {
                $crate::run(async { run($crate::TestDatabase::sqlite().await).await });
            }

            #[test]
            fn postgres() {
                $crate::run(async {
                    if let Some(db) = $crate::TestDatabase::postgres().await {
                        run(db).await;
                    }
                });
            }
        }
    )+};
}

/// Runs a test to its end, as `#[tokio::test]` does.
pub fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made")
        .block_on(test);
}
