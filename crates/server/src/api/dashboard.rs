//! `/dashboard`: figures of what goes through the gateway.

use actix_web::{get, web};
use api_types::dashboard::{
    ConnectionFigures, Dashboard, DashboardPart, DashboardQuery, DashboardRange, ErrorFigures,
    SessionFigures, SilentConnection,
};
use database::figures::{self, FailureCounts, Parts, SessionCounts};
use futures_util::future::try_join5;
use punchout::time::Timestamp;

use super::{
    moment,
    query::{self, QueryParams},
};
use crate::{
    auth::permission::{Read, Require},
    problem::ApiResult,
    routes::Routes,
    state::AppState,
};

const HOUR_SECONDS: i64 = 3600;
const DAY_SECONDS: i64 = 24 * HOUR_SECONDS;
const MICROS: i64 = 1_000_000;

/// What is usual is told from so many seconds.
const USUAL_SECONDS: i64 = 30 * DAY_SECONDS;

/// With fewer sessions than these, nothing is usual.
const USUAL_SESSIONS: i64 = 5;

/// No place on earth is further from UTC.
const LARGEST_OFFSET: i32 = 14 * 60;

pub(super) fn configure(routes: &mut Routes<'_, '_>) {
    routes.service(show_dashboard);
}

/// Show what goes through the gateway
///
/// Sessions, failures and silence, over time and by connection. Sessions are counted by when they were opened, and by what has become of
/// them since.
#[utoipa::path(
    tag = "transactions",
    operation_id = "show_dashboard",
    security(("bearer" = ["read"])),
    params(DashboardQuery),
    responses((status = 200, description = "The figures", body = Dashboard))
)]
#[get("/dashboard")]
async fn show_dashboard(
    _: Require<Read>,
    state: web::Data<AppState>,
    QueryParams(query): QueryParams<DashboardQuery>,
) -> ApiResult<web::Json<Dashboard>> {
    let offset = query.utc_offset_minutes.unwrap_or_default();
    if !(-LARGEST_OFFSET..=LARGEST_OFFSET).contains(&offset) {
        let text = "must be between -840 and 840";
        return Err(query::invalid("utc_offset_minutes", "out_of_range", text));
    }
    let now = state.now();
    let parts = parts(query.range.unwrap_or_default(), offset, now);
    let conn = state.database.read();
    let (sessions, failures, connections, errors, silences) = try_join5(
        figures::sessions(conn, &parts),
        figures::failures(conn, &parts),
        figures::connections(conn, &parts),
        figures::errors(conn, &parts),
        figures::silences(conn, now.plus_seconds(-USUAL_SECONDS), now, USUAL_SESSIONS),
    )
    .await?;
    let mut sum = SessionCounts::default();
    for (_, part) in &sessions {
        sum.opened += part.opened;
        sum.transferred += part.transferred;
        sum.ordered += part.ordered;
        sum.cancelled += part.cancelled;
    }
    Ok(web::Json(Dashboard {
        from: moment::present(parts.from),
        until: moment::present(now),
        sessions: present(sum),
        refused: count(failures.iter().map(|(_, part)| part.refused).sum()),
        failed: count(failures.iter().map(|(_, part)| part.failed).sum()),
        parts: series(&parts, &sessions, &failures),
        connections: connections
            .into_iter()
            .map(|found| ConnectionFigures {
                id: found.id.0,
                name: found.name,
                sessions: present(found.sessions),
                refused: count(found.failures.refused),
                failed: count(found.failures.failed),
            })
            .collect(),
        errors: errors
            .into_iter()
            .map(|(code, failures)| ErrorFigures {
                code,
                count: count(failures),
            })
            .collect(),
        silent: silences
            .into_iter()
            .map(|silence| SilentConnection {
                id: silence.id.0,
                name: silence.name,
                last_session_at: moment::present(silence.last_at),
                longest_silence_seconds: count(silence.longest_micros / MICROS),
            })
            .collect(),
    }))
}

/// The hours or days up to now. Days begin at midnight where the caller is.
fn parts(range: DashboardRange, offset_minutes: i32, now: Timestamp) -> Parts {
    let (step, number) = match range {
        DashboardRange::Day => (HOUR_SECONDS, 24),
        DashboardRange::Week => (DAY_SECONDS, 7),
        DashboardRange::Month => (DAY_SECONDS, 30),
    };
    let step_micros = step * MICROS;
    let offset = i64::from(offset_minutes) * 60 * MICROS;
    let begun = (now.0 + offset).rem_euclid(step_micros);
    Parts {
        from: Timestamp(now.0 - begun - step_micros * (number - 1)),
        // What happens in this very microsecond counts.
        until: Timestamp(now.0 + 1),
        step_micros,
    }
}

/// All parts, also those in which nothing happened.
fn series(
    parts: &Parts,
    sessions: &[(i64, SessionCounts)],
    failures: &[(i64, FailureCounts)],
) -> Vec<DashboardPart> {
    let number = (parts.until.0 - parts.from.0 - 1) / parts.step_micros + 1;
    let begin = |part: i64| moment::present(Timestamp(parts.from.0 + part * parts.step_micros));
    let parts = (0..number).map(|part| {
        let failures = found(failures, part);
        DashboardPart {
            from: begin(part),
            to: begin(part + 1),
            sessions: present(found(sessions, part)),
            refused: count(failures.refused),
            failed: count(failures.failed),
        }
    });
    parts.collect()
}

fn found<T: Copy + Default>(counted: &[(i64, T)], part: i64) -> T {
    let mut counted = counted.iter();
    let found = counted.find(|(index, _)| *index == part);
    found.map(|(_, counted)| *counted).unwrap_or_default()
}

fn present(counts: SessionCounts) -> SessionFigures {
    SessionFigures {
        opened: count(counts.opened),
        transferred: count(counts.transferred),
        ordered: count(counts.ordered),
        cancelled: count(counts.cancelled),
    }
}

fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        moment::accept(&text.into()).unwrap()
    }

    #[test]
    fn days_begin_at_midnight_where_the_caller_is() {
        let now = at("2026-03-01T23:30:00Z");
        let from = |range, offset| moment::present(parts(range, offset, now).from).0;
        assert_eq!(from(DashboardRange::Week, 0), "2026-02-23T00:00:00.000Z");
        assert_eq!(from(DashboardRange::Week, 60), "2026-02-23T23:00:00.000Z");
        assert_eq!(from(DashboardRange::Month, -60), "2026-01-31T01:00:00.000Z");
        assert_eq!(from(DashboardRange::Day, 60), "2026-03-01T00:00:00.000Z");
    }

    #[test]
    fn hours_and_days_in_which_nothing_happened_are_there_too() {
        for (range, number) in [(DashboardRange::Day, 24), (DashboardRange::Week, 7)] {
            for now in ["2026-03-01T23:30:00Z", "2026-03-01T00:00:00Z"] {
                let parts = parts(range, 330, at(now));
                let failures = FailureCounts {
                    refused: 3,
                    failed: 1,
                };
                let series = series(&parts, &[], &[(1, failures)]);
                assert_eq!(series.len(), number);
                let refused: Vec<_> = series.iter().map(|part| part.refused).collect();
                assert_eq!(refused[..3], [0, 3, 0]);
                assert!(series[number - 1].from.0.as_str() <= now, "{now}");
            }
        }
    }
}
