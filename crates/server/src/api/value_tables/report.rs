//! What becomes of each row of a table that is replaced.

use std::collections::{HashMap, HashSet};

use api_types::value_table::{RowOutcome, RowReport, TableReport};
use punchout::value_table::{TableKind, ValueRow};

/// Compares rows, each with its place, with those that are there.
pub(super) fn of(
    rows: &[(u64, ValueRow)],
    old: &[ValueRow],
    kind: TableKind,
    dry_run: bool,
) -> TableReport {
    let known: HashMap<_, _> = old.iter().map(|row| (row.key(), row)).collect();
    let mut seen = HashSet::new();
    let mut reports = Vec::with_capacity(rows.len());
    for (place, row) in rows {
        let message = row.fault(kind).or_else(|| {
            let first = seen.insert(row.key());
            (!first).then(|| format!("“{}” has a row before", row.from))
        });
        let outcome = match known.get(&row.key()) {
            _ if message.is_some() => RowOutcome::Invalid,
            None => RowOutcome::Added,
            Some(old) if *old == row => RowOutcome::Unchanged,
            Some(_) => RowOutcome::Changed,
        };
        reports.push(RowReport {
            row: *place,
            from: row.from.clone(),
            outcome,
            message,
        });
    }
    let count = |outcome: RowOutcome| {
        let fitting = reports.iter().filter(|report| report.outcome == outcome);
        u64::try_from(fitting.count()).unwrap_or(u64::MAX)
    };
    let gone = old.iter().filter(|row| !seen.contains(&row.key())).count();
    TableReport {
        dry_run,
        added: count(RowOutcome::Added),
        changed: count(RowOutcome::Changed),
        unchanged: count(RowOutcome::Unchanged),
        removed: u64::try_from(gone).unwrap_or(u64::MAX),
        invalid: count(RowOutcome::Invalid),
        rows: reports,
    }
}
