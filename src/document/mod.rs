//! TOML text to records, with everything that is wrong in it.
//!
//! Parsing never fails as a whole: it yields what could be read, and a list of problems. Knows no file and no path.

pub mod format;
pub mod nearest;
pub mod problem;

mod read;
mod records;
mod value;

use crate::document::problem::Code;
use crate::document::problem::Problem;
use crate::document::read::Reader;
use crate::domain::records::Records;
use toml::de::DeTable;

/// What a text holds, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// What could be read.
    pub records: Records,
    /// What is wrong, in the order of the text.
    pub problems: Vec<Problem>,
}

/// Reads the text of one file. `stem`, the file's name without its ending, is the article's id where it gives none.
#[must_use]
pub fn parse(text: &str, stem: &str) -> Parsed {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let place = |error: &toml::de::Error| error.span().unwrap_or_default();
        let problems = errors.iter().map(|error| Problem::new(Code::Syntax, place(error), error.message()));
        return Parsed { records: Records::default(), problems: problems.collect() };
    }
    let mut reader = Reader::new(text);
    let fields = reader.root(table.get_ref(), &format::FILE);
    let records = records::records(fields, stem);
    let mut problems = reader.problems;
    problems.sort_by_key(|problem| problem.span.start);
    Parsed { records, problems }
}

#[cfg(test)]
mod tests;
