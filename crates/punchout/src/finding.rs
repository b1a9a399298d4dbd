//! Findings: what a document does that its protocol does not have. It is read all the same; they tell an administrator why another
//! receiver may refuse it.

use serde::{Deserialize, Serialize};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Allowed, and not as most do.
    Notice,
    /// Against the protocol's text.
    Warning,
    /// Against the protocol's grammar: a strict receiver refuses the document.
    Error,
}

/// A deviation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code, such as `element.missing`.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// The line of the document, from 1; absent for what concerns it as a whole.
    pub line: Option<u32>,
    /// The place in the document, such as `/cXML/Request`; empty for what concerns it as a whole.
    pub path: String,
    /// What it is, in a sentence.
    pub text: String,
    /// What to do about it, in a sentence.
    pub advice: String,
}

/// What was found in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// The first findings, 100 at most.
    pub found: Vec<Finding>,
    /// How many more there are.
    pub more: u32,
}

impl Findings {
    /// How many are kept.
    pub const MOST: usize = 100;

    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        if self.found.len() < Self::MOST {
            self.found.push(finding);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && self.more == 0
    }
}
