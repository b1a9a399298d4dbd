//! How the program does.

use std::rc::Rc;

use api_types::scalar::Timestamp;
use api_types::system::{DatabaseKind, System};
use patternfly_yew::prelude::{AlertType, Icon};
use yew::prelude::*;

use crate::api::system;
use crate::browser::{self, Repetition};
use crate::components::button::Button;
use crate::components::detail::{detail, detail_card, no_value};
use crate::components::load_view::load_view;
use crate::components::notice::Notice;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::time::{Precision, time};
use crate::format;
use crate::i18n::{Text, fill, t};
use crate::load::use_load;

/// How often it is asked anew, in milliseconds.
const PERIOD: i32 = 10_000;
/// Above this, the database answers slowly, in microseconds.
const SLOW: u64 = 250_000;

/// How the node that answers does: its database, what waits to be written, the log.
#[component]
pub(crate) fn SystemPage() -> Html {
    let loaded = use_load((), |client, ()| async move { system::show(&client).await });
    {
        let reload = loaded.reload.clone();
        use_effect_with(reload, |reload| {
            let reload = reload.clone();
            let repetition = Repetition::every(PERIOD, move || {
                if browser::is_visible() {
                    reload.emit(());
                }
            });
            move || drop(repetition)
        });
    }
    let reload = loaded.reload.reform(|_| ());
    let busy = loaded.busy;
    page_section(html! {
        <>
            <PageTitle title={t(Text::SystemTitle)}>
                <span class="pg-push-end">
                    <Button label={t(Text::RefreshAction)} icon={Icon::Redo} {busy} onclick={reload} testid="refresh" />
                </span>
            </PageTitle>
            { load_view(&loaded, &Callback::from(body)) }
        </>
    })
}

fn body(system: Rc<System>) -> Html {
    let concerns = concerns(&system);
    let (severity, title) = if concerns.is_empty() {
        (AlertType::Success, Text::SystemWell)
    } else {
        (AlertType::Warning, Text::SystemConcern)
    };
    html! {
        <>
            <Notice {severity} title={t(title)} testid="system-state">
                if !concerns.is_empty() {
                    <ul class="pf-v6-c-list">{ for concerns.into_iter().map(|text| html! { <li>{ t(text) }</li> }) }</ul>
                }
            </Notice>
            <div class="pg-cards" data-testid="system">
                { program(&system) }
                { database(&system) }
                { log(&system) }
            </div>
        </>
    }
}

/// What an administrator should look at.
fn concerns(system: &System) -> Vec<Text> {
    [
        (system.database.response_micros > SLOW, Text::ConcernSlow),
        (
            system.database.pending_migrations > 0,
            Text::ConcernMigrations,
        ),
        (
            system.writer.waiting > system.writer.capacity / 2,
            Text::ConcernWaiting,
        ),
    ]
    .into_iter()
    .filter_map(|(is_so, text)| is_so.then_some(text))
    .collect()
}

fn program(system: &System) -> Html {
    let version = system.settings.version.to_string();
    let settings = if system.settings.current {
        Text::SettingsCurrent
    } else {
        Text::SettingsBehind
    };
    detail_card(
        Text::ProgramTitle,
        html! {
            <>
                { detail(Text::VersionLabel, html! { &system.version }) }
                { detail(Text::NodeLabel, html! { <code>{ &system.node.id }</code> }) }
                { detail(Text::RunningSinceLabel, time(&system.node.started_at, Precision::Second)) }
                { detail(Text::WaitingLabel, html! { fill(Text::WaitingOf, &[
                        ("waiting", &format::count(system.writer.waiting as usize)),
                        ("capacity", &format::count(system.writer.capacity as usize)),
                    ]) }) }
                { detail(Text::SettingsTitle, html! { fill(settings, &[("version", &version)]) }) }
            </>
        },
    )
}

fn database(system: &System) -> Html {
    let database = &system.database;
    let kind = match database.kind {
        DatabaseKind::Sqlite => Text::DatabaseSqlite,
        DatabaseKind::Postgresql => Text::DatabasePostgresql,
    };
    let milliseconds = database.response_micros as f64 / 1_000.0;
    detail_card(
        Text::DatabaseTitle,
        html! {
            <>
                { detail(Text::TypeLabel, html! { <>{ t(kind) }{ " " }{ &database.version }</> }) }
                { detail(Text::ResponseTimeLabel, html! { format::duration(milliseconds) }) }
                { detail(Text::SizeLabel, html! { format::size(database.size_bytes) }) }
                { detail(Text::MigrationsLabel, html! { format::count(database.pending_migrations as usize) }) }
            </>
        },
    )
}

fn log(system: &System) -> Html {
    let log = &system.log;
    let moment = |at: &Option<Timestamp>| match at {
        Some(at) => time(at, Precision::Minute),
        None => no_value(),
    };
    detail_card(
        Text::TransactionsTitle,
        html! {
            <>
                { detail(Text::EntriesLabel, html! { format::count(usize::try_from(log.entries).unwrap_or(usize::MAX)) }) }
                { detail(Text::OldestLabel, html! { moment(&log.oldest_at) }) }
                { detail(Text::NewestLabel, html! { moment(&log.newest_at) }) }
            </>
        },
    )
}

#[cfg(test)]
mod tests {
    use api_types::system::{DatabaseStatus, LogStatus, NodeStatus, SettingsStatus, WriterStatus};

    use super::*;

    #[test]
    fn concerns_are_what_is_slow_full_or_behind() {
        let mut system = System {
            version: "1".to_owned(),
            node: NodeStatus {
                id: String::new(),
                started_at: "2026-11-21T06:00:00.000Z".into(),
                uptime_seconds: 1,
            },
            database: DatabaseStatus {
                kind: DatabaseKind::Sqlite,
                version: "3".to_owned(),
                response_micros: 100,
                size_bytes: 1,
                pending_migrations: 0,
            },
            writer: WriterStatus {
                waiting: 0,
                capacity: 10,
            },
            log: LogStatus {
                entries: 0,
                oldest_at: None,
                newest_at: None,
            },
            settings: SettingsStatus {
                version: 1,
                current: true,
            },
        };
        assert_eq!(concerns(&system), []);
        system.database.response_micros = SLOW + 1;
        system.database.pending_migrations = 1;
        system.writer.waiting = 6;
        assert_eq!(
            concerns(&system),
            [
                Text::ConcernSlow,
                Text::ConcernMigrations,
                Text::ConcernWaiting
            ]
        );
    }
}
