//! Reads a whole text: sound TOML at once, broken TOML by its sound sections.

use crate::document::format;
use crate::document::parse::fields::ReadValue;
use crate::document::parse::problem::Problem;
use crate::document::parse::reach::Reach;
use crate::document::parse::read::Reader;
use crate::document::parse::{records, recover};
use crate::document::shape::TableShape;
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

/// Reads the text of one file. `stem` is the file's name without its ending. An article that gives no id takes it.
#[must_use]
pub fn parse(text: &str, stem: &str) -> Parsed {
    let mut records = Records::default();
    let problems = read(text, &format::FILE, &mut |reading| {
        if let ReadValue::Table(fields) = reading {
            records::add(&mut records, *fields, stem);
        }
    });
    Parsed { records, problems }
}

/// Reads a text by its shape and passes each top-level value to `take`. Returns the problems in the order of the text.
pub(crate) fn read(
    text: &str,
    shape: &'static TableShape,
    take: &mut dyn FnMut(ReadValue),
) -> Vec<Problem> {
    let mut reader = Reader::new(text, shape);
    let reach = Reach::of(text);
    if !read_sound(text, &reach, &mut |table| {
        reader.records(table, take);
    }) {
        let recovered = recover::recover(text, reach, shape);
        recovered
            .problems
            .into_iter()
            .for_each(|problem| reader.push(problem));
        let (table, _) = DeTable::parse_recoverable(&recovered.text);
        reader.records(table.get_ref(), take);
    }
    reader.into_problems()
}

/// Passes the table of a text to `take` if the text is TOML and within reach. Returns whether it is.
pub(in crate::document) fn read_sound(
    text: &str,
    reach: &Reach,
    take: &mut dyn FnMut(&DeTable<'_>),
) -> bool {
    if reach.problem.is_some() {
        return false;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let sound = errors.is_empty();
    if sound {
        take(table.get_ref());
    }
    sound
}
