//! Reads TOML tables by their shape: puts every field into its slot, and everything that is wrong into a problem.
//!
//! This file knows shapes and values, but not records. `records.rs` says what the fields mean.

use crate::document::format::EXTRA;
use crate::document::parse::fields::{ReadValue, TableFields};
use crate::document::parse::lines::LineCounter;
use crate::document::parse::misfit::Owner;
use crate::document::parse::problem::Problem;
use crate::document::parse::problems::BoundedProblems;
use crate::document::parse::value::Wrong;
use crate::document::parse::{misfit, value};
use crate::document::shape::{FieldShape, Kind, TableShape};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// Reads the tables of one text.
pub(crate) struct Reader<'t> {
    text: &'t str,
    /// The shape of the whole text.
    root: &'static TableShape,
    lines: LineCounter<'t>,
    problems: BoundedProblems,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t str, root: &'static TableShape) -> Self {
        Self {
            text,
            root,
            lines: LineCounter::new(text),
            problems: BoundedProblems::default(),
        }
    }

    pub(crate) fn push(&mut self, problem: Problem) {
        self.problems.push_with(|| problem);
    }

    /// The problems, in the order of the text.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems.into_sorted()
    }

    /// Reads a whole text and passes each of its tables to `take` as soon as it is read.
    ///
    /// It passes them one by one because the fields of all records of a long file do not fit into the processor's caches.
    pub(crate) fn records(&mut self, root: &DeTable<'_>, take: &mut dyn FnMut(ReadValue)) {
        let shape = self.root;
        let owner = Owner { shape, table: root };
        for (key, value) in root {
            let Some(field) = shape.field(key.get_ref()) else {
                self.unknown_at_top(key, value);
                continue;
            };
            match (field.kind, value.get_ref()) {
                (Kind::Tables(row_shape), DeValue::Array(rows)) => {
                    let rows = rows
                        .iter()
                        .filter_map(|row| self.row(row_shape, row, owner));
                    rows.for_each(|fields| take(ReadValue::Table(Box::new(fields))));
                }
                _ => {
                    if let Some(value) = self.value(field, value, owner) {
                        take(value);
                    }
                }
            }
        }
    }

    /// A key above every header, or a table that the format does not have.
    fn unknown_at_top(&mut self, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) {
        if key.get_ref() == EXTRA {
            return;
        }
        let (text, root) = (self.text, self.root);
        self.problems.push_with(|| {
            if misfit::is_header(text, &value.span()) {
                misfit::unknown(key, root, root)
            } else {
                misfit::above_headers(key, root)
            }
        });
    }

    /// Reads one table. Returns `None`, and reports it, if the table lacks what its shape requires.
    fn table(
        &mut self,
        table: &DeTable<'_>,
        header: Range<usize>,
        shape: &'static TableShape,
        owner: Owner<'_, '_>,
    ) -> Option<TableFields> {
        let before = self.problems.len();
        let fields = self.fields(table, header, shape, owner);
        let complete = shape
            .fields
            .iter()
            .zip(&fields.slots)
            .all(|(field, slot)| slot.is_some() || !field.required);
        if !complete && misfit::lacks(table, shape) {
            self.problems.push_with(|| misfit::missing(table, &fields));
        }
        if shape.name == "claim"
            && let Some(id) = misfit::id_of(table)
        {
            self.problems.about_claim(before, id);
        }
        complete.then_some(fields)
    }

    fn fields(
        &mut self,
        table: &DeTable<'_>,
        header: Range<usize>,
        shape: &'static TableShape,
        owner: Owner<'_, '_>,
    ) -> TableFields {
        let mut slots: Vec<Option<ReadValue>> = shape.fields.iter().map(|_| None).collect();
        let line = self.lines.line_of(header.start);
        for (key, value) in table {
            let known = shape
                .fields
                .iter()
                .zip(&mut slots)
                .find(|(field, _)| is_name(key.get_ref(), field));
            match known {
                Some((field, slot)) => *slot = self.value(field, value, Owner { shape, table }),
                None if key.get_ref() == EXTRA => {}
                None => self.unknown_in_table(key, &header, shape, owner),
            }
        }
        TableFields::new(shape, slots, line, header)
    }

    fn unknown_in_table(
        &mut self,
        key: &Spanned<DeString<'_>>,
        header: &Range<usize>,
        shape: &'static TableShape,
        owner: Owner<'_, '_>,
    ) {
        let Self {
            text,
            root,
            lines,
            problems,
        } = self;
        problems.push_with(|| {
            let owners_field = owner.shape.field(key.get_ref()).is_some();
            if owners_field && misfit::is_header(text, header) {
                let first = misfit::first_row(text, owner).unwrap_or(header.start);
                let line = lines.line_of(first);
                misfit::after_row(text, key, header, (shape, owner), line)
            } else {
                misfit::unknown_below(text, key, header, shape, root)
            }
        });
    }

    fn value(
        &mut self,
        field: &FieldShape,
        value: &Spanned<DeValue<'_>>,
        owner: Owner<'_, '_>,
    ) -> Option<ReadValue> {
        match (field.kind, value.get_ref()) {
            (Kind::Tables(shape), DeValue::Array(rows)) => {
                let mut read = Vec::with_capacity(rows.len());
                read.extend(rows.iter().filter_map(|row| self.row(shape, row, owner)));
                Some(ReadValue::Tables(read))
            }
            (Kind::Table(shape), DeValue::Table(table)) => self
                .table(table, value.span(), shape, owner)
                .map(|table| ReadValue::Table(Box::new(table))),
            (Kind::Texts, DeValue::Array(items)) => Some(self.texts(field, items)),
            (Kind::Levels(words), DeValue::Table(levels)) => Some(self.levels(words, levels)),
            (kind, scalar) => match value::scalar(field, kind, scalar) {
                Ok(read) => Some(read),
                Err(wrong) => {
                    let text = self.text;
                    self.problems
                        .push_with(|| misfit::wrong_shape(text, field, value, wrong));
                    None
                }
            },
        }
    }

    fn row(
        &mut self,
        shape: &'static TableShape,
        row: &Spanned<DeValue<'_>>,
        owner: Owner<'_, '_>,
    ) -> Option<TableFields> {
        if let DeValue::Table(table) = row.get_ref() {
            return self.table(table, row.span(), shape, owner);
        }
        let wrong = value::not_a_row(shape, row.get_ref());
        self.wrong(shape.key(), row.span(), wrong);
        None
    }

    fn texts(&mut self, field: &FieldShape, items: &[Spanned<DeValue<'_>>]) -> ReadValue {
        let mut read = Vec::with_capacity(items.len());
        for item in items {
            match value::list_item(item.get_ref()) {
                Ok(text) => read.push(text),
                Err(wrong) => self.wrong(field.name, item.span(), wrong),
            }
        }
        ReadValue::Texts(read)
    }

    fn levels(&mut self, words: &'static [&'static str], levels: &DeTable<'_>) -> ReadValue {
        let mut read = Vec::new();
        for (key, value) in levels {
            match value::word(words, value.get_ref()) {
                Ok(word) => read.push((key.get_ref().clone().into_owned(), word)),
                Err(wrong) => self.wrong(key.get_ref(), value.span(), wrong),
            }
        }
        ReadValue::Levels(read)
    }

    fn wrong(&mut self, field: &str, span: Range<usize>, wrong: Wrong) {
        self.problems.push_with(|| wrong.into_problem(field, span));
    }
}

/// Whether a key is a field's name. The length and first letter rule most names out without a call.
fn is_name(key: &str, field: &FieldShape) -> bool {
    key.len() == field.name.len()
        && key.as_bytes().first() == field.name.as_bytes().first()
        && key == field.name
}
