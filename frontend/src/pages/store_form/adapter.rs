//! How a store is spoken to, where it has no client of this API.

use crate::form::settings::{Entry, Setting};
use crate::i18n::Text;

/// Which adapter.
pub(super) const KIND: &str = "/adapter";

/// All of these settings.
pub(in crate::pages) const ALL: &[Setting] = &[
    Setting::new(
        KIND,
        Text::AdapterLabel,
        Text::AdapterHelp,
        Entry::Choice(&[
            ("rest", Text::AdapterRest),
            ("tradecentric", Text::AdapterTradecentric),
            ("liferay", Text::AdapterLiferay),
        ]),
    ),
    Setting::new(
        "/adapter_url",
        Text::AdapterUrlLabel,
        Text::AdapterUrlHelp,
        Entry::Line,
    ),
    Setting::new(
        "/adapter_start",
        Text::AdapterStartLabel,
        Text::AdapterStartHelp,
        Entry::Choice(&[
            ("server", Text::AdapterStartServer),
            ("browser", Text::AdapterStartBrowser),
        ]),
    ),
    Setting::new(
        "/adapter_client_id",
        Text::AdapterClientLabel,
        Text::AdapterClientHelp,
        Entry::Line,
    ),
    Setting::new(
        "/adapter_site",
        Text::AdapterSiteLabel,
        Text::AdapterSiteHelp,
        Entry::Line,
    ),
    Setting::new(
        "/adapter_secret",
        Text::AdapterSecretLabel,
        Text::AdapterSecretHelp,
        Entry::Secret,
    ),
    Setting::new(
        "/adapter_order_url",
        Text::AdapterOrderUrlLabel,
        Text::AdapterOrderUrlHelp,
        Entry::Line,
    ),
    Setting::new(
        "/adapter_order_secret",
        Text::AdapterOrderSecretLabel,
        Text::AdapterOrderSecretHelp,
        Entry::Secret,
    ),
];

/// Those that an adapter has.
pub(in crate::pages) fn of(adapter: &str) -> impl Iterator<Item = &'static Setting> {
    let names: &[&str] = match adapter {
        "tradecentric" => &[
            KIND,
            "/adapter_url",
            "/adapter_start",
            "/adapter_secret",
            "/adapter_order_url",
            "/adapter_order_secret",
        ],
        "liferay" => &[
            KIND,
            "/adapter_url",
            "/adapter_client_id",
            "/adapter_site",
            "/adapter_secret",
        ],
        _ => &[KIND],
    };
    ALL.iter()
        .filter(|setting| names.contains(&setting.field.pointer))
}
