//! Notes of when something was last used: needed to the second by nobody, so not written each time.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use uuid::Uuid;

use super::Rows;

/// How far apart notes of credentials and entry points are, in microseconds.
const SECOND: i64 = 1_000_000;

/// How far apart notes of return hosts are.
const MINUTE: i64 = 60 * SECOND;

/// What a note is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Credential(Uuid),
    EntryPoint(Uuid),
    ReturnHost(Uuid, String),
}

/// The notes that were written, and when.
#[derive(Debug, Default)]
pub struct Uses(Mutex<HashMap<Subject, i64>>);

impl Uses {
    /// Keeps those notes of a group that are due, one for each subject, and remembers them.
    pub fn note(&self, rows: &mut Rows) -> Vec<Subject> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut noted = Vec::new();
        rows.uses.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
        rows.uses.retain(|(subject, at)| {
            let apart = match subject {
                Subject::ReturnHost(..) => MINUTE,
                _ => SECOND,
            };
            // Also when the clock was set back.
            let due = written
                .get(subject)
                .is_none_or(|last| last.abs_diff(*at) >= apart.unsigned_abs());
            if due {
                written.insert(subject.clone(), *at);
                noted.push(subject.clone());
            }
            due
        });
        noted
    }

    /// Forgets notes that were not written after all.
    pub fn forget(&self, noted: Vec<Subject>) {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for subject in noted {
            written.remove(&subject);
        }
    }
}
