//! What a rule of `check` is: one row with its code, its level, how it finds, and its words.
//!
//! A family of rules is a file with its rows and the list of them. A row without one of the four parts
//! does not compile, and neither does a row that is missing from the list. `F` is what a rule finds, as
//! plain values; the rule's words are written from these.

use crate::domain::check::context::{CheckedClaim, CheckedRecord, Exceptions};
use crate::domain::check::finding::{Finding, Hit, RecordPart, Severity, Words};
use std::collections::BTreeMap;

/// One rule.
pub struct Rule<F> {
    /// The code that names the rule in `docs/diagnostics.md`, in settings and in exceptions.
    pub code: &'static str,
    /// How serious its findings are by default. `None`: `check` reports them only if you ask.
    pub level: Option<Severity>,
    /// What the rule looks at, and how.
    pub find: Find<F>,
    /// What to tell the reader about one finding.
    pub words: fn(&Hit<F>) -> Words,
}

/// A function that looks at one claim.
pub type InClaim<F> = fn(&CheckedClaim<'_>) -> Vec<Hit<F>>;
/// A function that looks at one article, party or source.
pub type InRecord<F> = fn(&CheckedRecord<'_>) -> Vec<Hit<F>>;
/// A function that looks at the exceptions of one claim, after all other rules.
pub type InExceptions<F> = fn(&Exceptions<'_>) -> Vec<Hit<F>>;

/// What a rule looks at.
pub enum Find<F> {
    /// Claims.
    Claims(InClaim<F>),
    /// Articles, parties and sources.
    Records(InRecord<F>),
    /// Records of every kind.
    All(InClaim<F>, InRecord<F>),
    /// The exceptions that claims make.
    Exceptions(InExceptions<F>),
}

/// A rule of any `F`, so that one list can hold all rules.
pub trait AnyRule: Sync {
    /// The rule's code.
    fn code(&self) -> &'static str;
    /// How serious its findings are by default.
    fn level(&self) -> Option<Severity>;
    /// What it finds in a claim.
    fn in_claim(&self, claim: &CheckedClaim<'_>) -> Vec<Finding>;
    /// What it finds in an article, a party or a source.
    fn in_record(&self, record: &CheckedRecord<'_>) -> Vec<Finding>;
    /// What it finds in a claim's exceptions.
    fn in_exceptions(&self, exceptions: &Exceptions<'_>) -> Vec<Finding>;
}

/// How many findings of one rule and level a record has in words. Nobody reads more of them, and a row may have one each.
const MOST: usize = 100;

impl<F> Rule<F> {
    /// Puts hits of one record into words. Beyond the bound, one finding for each level stands for the rest.
    fn worded(&self, found: Vec<Hit<F>>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut levels: BTreeMap<Option<Severity>, (usize, Option<RecordPart>)> = BTreeMap::new();
        for hit in found {
            let level = hit.level.or(self.level);
            let (count, first_beyond) = levels.entry(level).or_default();
            *count += 1;
            if *count <= MOST {
                findings.push(self.finding(level, hit));
            } else if first_beyond.is_none() {
                *first_beyond = Some(hit.part);
            }
        }
        let rest = levels.into_iter().filter_map(|(level, (count, part))| {
            let count = count - MOST.min(count);
            part.map(|part| self.rest(level, count, part))
        });
        findings.extend(rest);
        findings
    }

    fn finding(&self, level: Option<Severity>, hit: Hit<F>) -> Finding {
        Finding {
            code: self.code,
            level,
            words: (self.words)(&hit),
            part: hit.part,
            others: hit.others,
            count: 1,
        }
    }

    /// The finding that stands for all hits from `part` on.
    fn rest(&self, level: Option<Severity>, count: usize, part: RecordPart) -> Finding {
        let message = format!("{count} more of `{}` in `{}`", self.code, part.id);
        Finding {
            code: self.code,
            level,
            words: Words::new(message).label("from here on"),
            part,
            others: Vec::new(),
            count,
        }
    }
}

impl<F> AnyRule for Rule<F> {
    fn code(&self) -> &'static str {
        self.code
    }

    fn level(&self) -> Option<Severity> {
        self.level
    }

    fn in_claim(&self, claim: &CheckedClaim<'_>) -> Vec<Finding> {
        match self.find {
            Find::Claims(find) | Find::All(find, _) => self.worded(find(claim)),
            Find::Records(_) | Find::Exceptions(_) => Vec::new(),
        }
    }

    fn in_record(&self, record: &CheckedRecord<'_>) -> Vec<Finding> {
        match self.find {
            Find::Records(find) | Find::All(_, find) => self.worded(find(record)),
            Find::Claims(_) | Find::Exceptions(_) => Vec::new(),
        }
    }

    fn in_exceptions(&self, exceptions: &Exceptions<'_>) -> Vec<Finding> {
        match self.find {
            Find::Exceptions(find) => self.worded(find(exceptions)),
            Find::Claims(_) | Find::Records(_) | Find::All(..) => Vec::new(),
        }
    }
}
