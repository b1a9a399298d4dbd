//! Findings: what a call or a form does that others may not understand.

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Allowed, and not as most do.
    Notice,
    /// Against the interface's description; many understand it.
    Warning,
    /// Against the interface's description: a strict receiver loses data.
    Error,
}

/// A deviation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable code, such as `index.gap`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The parameter or field; empty for what concerns the whole.
    pub path: String,
    /// What it is, in a sentence.
    pub text: String,
    /// What to do about it, in a sentence.
    pub advice: &'static str,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The first findings, 100 at most.
    pub found: Vec<Finding>,
    /// How many more there are.
    pub more: usize,
}

/// The most findings that are told.
const MOST: usize = 100;

impl Findings {
    pub(crate) fn add(
        &mut self,
        code: &'static str,
        severity: Severity,
        path: &str,
        text: impl Into<String>,
        advice: &'static str,
    ) {
        if self.found.len() >= MOST {
            self.more += 1;
            return;
        }
        self.found.push(Finding {
            code,
            severity,
            path: path.chars().take(200).collect(),
            text: text.into(),
            advice,
        });
    }
}
