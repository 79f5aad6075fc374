//! The words of findings: one sentence of what is wrong, a few words for the place, and what to do about it.

mod claims;
mod registers;

use crate::domain::check::finding::Finding;

/// The words of a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What is wrong, in one line.
    pub message: String,
    /// A few words for the place itself.
    pub label: Option<String>,
    /// What to do about it, a line each.
    pub help: Vec<String>,
    /// A few words for each other place.
    pub other: &'static str,
}

impl Words {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            ..Self::default()
        }
    }

    fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    fn other(mut self, other: &'static str) -> Self {
        self.other = other;
        self
    }

    fn meant(self, meant: Option<&str>) -> Self {
        match meant {
            Some(meant) => self.help(format!("did you mean `{meant}`?")),
            None => self,
        }
    }
}

/// Finds the words for a finding. `meant` is the known name nearest to one that leads nowhere.
#[must_use]
pub fn of(finding: &Finding, meant: Option<&str>) -> Words {
    registers::of(finding, meant).unwrap_or_else(|| claims::of(finding))
}
