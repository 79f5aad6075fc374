//! TOML text to records, with everything that is wrong in it.
//!
//! Parsing never fails as a whole: it yields what could be read, and a list of problems. Knows no file and no path.

pub mod config;
pub mod edit;
pub mod format;
pub mod locate;
pub mod nearest;
pub mod problem;
pub mod settings;

mod fields;
mod merge;
mod read;
mod records;
mod recover;
mod sections;
mod syntax;
mod value;

use crate::document::fields::Reading;
use crate::document::format::TableShape;
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
    let mut records = Records::default();
    let problems = read(text, &format::FILE, &mut |reading| {
        if let Reading::Table(fields) = reading {
            records::add(&mut records, *fields, stem);
        }
    });
    Parsed { records, problems }
}

/// Reads a text by its shape, hands over its tables, and gives what is wrong, in the order of the text.
fn read(text: &str, shape: &'static TableShape, take: &mut dyn FnMut(Reading)) -> Vec<Problem> {
    let mut reader = Reader::new(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        reader.records(table.get_ref(), shape, take);
    } else {
        drop((table, errors));
        let recovered = recover::recover(text, shape);
        recovered
            .problems
            .into_iter()
            .for_each(|problem| reader.push(problem));
        let (table, _) = DeTable::parse_recoverable(&recovered.text);
        reader.records(table.get_ref(), shape, take);
    }
    reader.into_problems()
}

#[cfg(test)]
mod tests;
