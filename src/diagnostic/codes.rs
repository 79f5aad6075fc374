//! Every code of a problem or finding, and how serious it is.

use crate::diagnostic::Severity;
use crate::document::config::Level;
use crate::document::nearest::nearest;
use crate::document::problem;
use crate::domain::check;
use crate::domain::check::finding::Finding;
use std::collections::BTreeMap;

/// The code of a file that claimbook does not read because of its name. Unlike the other problems with files, it is a
/// warning, and a book can set its level.
pub const UNREAD_FILE: &str = "unread-file";

/// Every code, in the order of the documentation: first the problems that keep a file from being read,
/// then the rules.
pub fn all() -> impl Iterator<Item = &'static str> {
    let problems = problem::Code::WORDS.iter().copied();
    problems.chain(with_level())
}

/// The codes whose level a book can set.
fn with_level() -> impl Iterator<Item = &'static str> {
    std::iter::once(UNREAD_FILE).chain(check::rules().map(check::rule::AnyRule::code))
}

/// The known code that is most like this one.
#[must_use]
pub fn nearest_code(code: &str) -> Option<&'static str> {
    nearest(code, all())
}

/// How serious a code is by default. `None`: `check` reports it only if you ask.
#[must_use]
pub fn usual_level(code: &str) -> Option<Severity> {
    if code == UNREAD_FILE {
        return Some(Severity::Warning);
    }
    check::rule(code).map_or(Some(Severity::Error), check::rule::AnyRule::level)
}

/// The pages of all codes.
const PAGES: &str = include_str!("../../docs/diagnostics.md");

/// What a code means: its page in `docs/diagnostics.md`, without the heading.
#[must_use]
pub fn page(code: &str) -> Option<&'static str> {
    let pages = PAGES.split("\n### ").skip(1);
    let (_, page) = pages
        .filter_map(|page| page.split_once('\n'))
        .find(|(heading, _)| heading.trim().trim_matches('`') == code)?;
    let page = page.split_once("\n## ").map_or(page, |(page, _)| page);
    Some(page.trim())
}

/// Why a level cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadLevel {
    /// There is no such code. The nearest known one may be meant.
    Unknown(Option<&'static str>),
    /// The code says that something was not read, which is always an error.
    Fixed,
}

/// How serious each finding is: the rule's default, or what the book or the command line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    set: BTreeMap<&'static str, Level>,
}

impl Levels {
    /// Sets the level of a code.
    ///
    /// # Errors
    /// When there is no such code, or its level is fixed.
    pub fn set(&mut self, code: &str, level: Level) -> Result<(), BadLevel> {
        if let Some(code) = with_level().find(|known| *known == code) {
            self.set.insert(code, level);
            Ok(())
        } else if problem::Code::parse(code).is_some() {
            Err(BadLevel::Fixed)
        } else {
            Err(BadLevel::Unknown(nearest_code(code)))
        }
    }

    /// The same levels, with others on top of them.
    #[must_use]
    pub fn under(mut self, over: &Self) -> Self {
        self.set.extend(&over.set);
        self
    }

    /// Whether `check` reports findings of this code.
    #[must_use]
    pub fn asks_for(&self, code: &str) -> bool {
        match self.set.get(code) {
            Some(Level::Deny | Level::Warn) => true,
            Some(Level::Allow) => false,
            None => usual_level(code).is_some(),
        }
    }

    /// How serious a finding is. `None`: `check` does not report it.
    #[must_use]
    pub fn severity(&self, finding: &Finding) -> Option<Severity> {
        self.of(finding.code, finding.level)
    }

    /// How serious a file that claimbook does not read because of its name is. `None`: nobody is told of it.
    #[must_use]
    pub fn of_unread_files(&self) -> Option<Severity> {
        self.of(UNREAD_FILE, usual_level(UNREAD_FILE))
    }

    fn of(&self, code: &str, usual: Option<Severity>) -> Option<Severity> {
        match self.set.get(code) {
            Some(Level::Deny) => Some(Severity::Error),
            Some(Level::Warn) => Some(Severity::Warning),
            Some(Level::Allow) => None,
            None => usual,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BadLevel, Levels, all, page, usual_level};
    use crate::diagnostic::Severity;
    use crate::document::config::Level;
    use crate::domain::check::finding::{Finding, RecordPart, Words};
    use crate::domain::records::RecordKind;

    fn finding(level: Option<Severity>) -> Finding {
        Finding {
            code: "stale",
            level,
            part: RecordPart::new(RecordKind::Claim, "toll"),
            others: Vec::new(),
            words: Words::default(),
            count: 1,
        }
    }

    #[test]
    fn a_level_that_nobody_sets_is_the_rules_own() {
        let levels = Levels::default();
        for level in [None, Some(Severity::Note), Some(Severity::Error)] {
            assert_eq!(levels.severity(&finding(level)), level);
        }
    }

    #[test]
    fn a_level_that_somebody_sets_wins_and_the_last_word_is_the_top_one() {
        let set = |level| {
            let mut levels = Levels::default();
            levels.set("stale", level).unwrap();
            levels
        };
        let note = finding(Some(Severity::Note));
        assert_eq!(set(Level::Deny).severity(&note), Some(Severity::Error));
        assert_eq!(set(Level::Warn).severity(&note), Some(Severity::Warning));
        assert_eq!(set(Level::Allow).severity(&note), None);
        let both = set(Level::Deny).under(&set(Level::Allow));
        assert_eq!(both.severity(&note), None);
        let below = set(Level::Deny).under(&Levels::default());
        assert_eq!(below.severity(&note), Some(Severity::Error));
    }

    #[test]
    fn a_code_is_asked_for_by_its_level() {
        let mut levels = Levels::default();
        assert!(levels.asks_for("stale") && !levels.asks_for("unused-source"));
        levels.set("unused-source", Level::Warn).unwrap();
        levels.set("stale", Level::Allow).unwrap();
        assert!(!levels.asks_for("stale") && levels.asks_for("unused-source"));
    }

    #[test]
    fn only_the_levels_of_rules_can_be_set() {
        let set = |code| Levels::default().set(code, Level::Warn);
        assert_eq!(set("syntax"), Err(BadLevel::Fixed));
        assert_eq!(set("unread-file"), Ok(()));
        assert_eq!(set("stael"), Err(BadLevel::Unknown(Some("stale"))));
        assert_eq!(set("nothing-like-it"), Err(BadLevel::Unknown(None)));
    }

    #[test]
    fn problems_are_errors_and_come_first() {
        assert_eq!(all().next(), Some("syntax"));
        assert_eq!(usual_level("syntax"), Some(Severity::Error));
        assert_eq!(usual_level("unknown-party"), None);
    }

    #[test]
    fn a_page_ends_before_the_next_heading() {
        for code in all() {
            let page = page(code).unwrap();
            assert!(!page.is_empty() && !page.contains("\n#"), "{code}");
        }
        assert_eq!(page("no-such-code"), None);
    }
}
