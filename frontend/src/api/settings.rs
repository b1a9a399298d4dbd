//! The settings of the whole installation.

use api_types::settings::Settings;

use super::collection::Collection;

/// The settings, to be read and changed.
pub(crate) fn collection() -> Collection<Settings> {
    Collection::new("/settings")
}
