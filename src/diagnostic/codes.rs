//! Every code there is, and how bad it is unless somebody says otherwise.

use crate::diagnostic::Severity;
use crate::document::config::Level;
use crate::document::nearest::nearest;
use crate::document::problem;
use crate::domain::check::code::Code;
use std::collections::BTreeMap;

/// Every code, in the order in which they are documented: first what keeps a file from being read, then what is found.
pub fn all() -> impl Iterator<Item = &'static str> {
    problem::Code::WORDS.iter().chain(Code::WORDS).copied()
}

/// How bad a finding is unless somebody says otherwise; `None`: it is not told.
#[must_use]
pub fn usual(code: Code) -> Option<Severity> {
    match code {
        Code::DuplicateId
        | Code::UnknownSource
        | Code::UnknownClaim
        | Code::RetractedSource
        | Code::FileMissing
        | Code::DigestDiffers
        | Code::QuoteNotFound
        | Code::ConfidentialExposed => Some(Severity::Error),
        Code::UnsourcedClaim | Code::PossibleWireCopy | Code::DiagonalRatings => {
            Some(Severity::Note)
        }
        Code::UnknownParty | Code::ArchiveMissing => None,
        _ => Some(Severity::Warning),
    }
}

/// How bad anything of this code is unless somebody says otherwise; `None`: it is not told.
#[must_use]
pub fn usual_level(code: &str) -> Option<Severity> {
    Code::parse(code).map_or(Some(Severity::Error), usual)
}

/// The pages of all codes.
const PAGES: &str = include_str!("../../docs/diagnostics.md");

/// What a code means: its page in `docs/diagnostics.md`, without the heading.
#[must_use]
pub fn page(code: &str) -> Option<&'static str> {
    let pages = PAGES.split("\n### ").skip(1);
    pages
        .filter_map(|page| page.split_once('\n'))
        .find_map(|(heading, page)| {
            let page = page.split("\n## ").next().unwrap_or(page);
            (heading.trim().trim_matches('`') == code).then_some(page.trim())
        })
}

/// A level set for something that has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadLevel {
    /// There is no such code; perhaps this one was meant.
    Unknown(Option<&'static str>),
    /// What was not read cannot be made light of.
    Fixed,
}

/// How bad each finding is: as usual, or as the book or the command line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    set: BTreeMap<Code, Level>,
}

impl Levels {
    /// Sets the level of a code.
    ///
    /// # Errors
    /// When there is no such code, or its level is fixed.
    pub fn set(&mut self, code: &str, level: Level) -> Result<(), BadLevel> {
        if let Some(code) = Code::parse(code) {
            self.set.insert(code, level);
            Ok(())
        } else if problem::Code::parse(code).is_some() {
            Err(BadLevel::Fixed)
        } else {
            Err(BadLevel::Unknown(
                nearest(code, all()).and_then(|near| all().find(|code| *code == near)),
            ))
        }
    }

    /// The same with other levels set over them.
    #[must_use]
    pub fn under(mut self, over: &Self) -> Self {
        self.set.extend(&over.set);
        self
    }

    /// How bad a finding is; `None`: it is not told.
    #[must_use]
    pub fn severity(&self, code: Code) -> Option<Severity> {
        match self.set.get(&code) {
            Some(Level::Deny) => Some(Severity::Error),
            Some(Level::Warn) => Some(Severity::Warning),
            Some(Level::Allow) => None,
            None => usual(code),
        }
    }
}
