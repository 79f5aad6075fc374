//! What was read of a table: its fields' values, each in the slot of its position in the shape.

use crate::document::format::TableShape;
use crate::domain::date::Date;
use std::ops::Range;

/// A value that fits its field's kind.
#[derive(Debug)]
pub(crate) enum Reading {
    Text(String),
    Texts(Vec<String>),
    Date(Date),
    Number(i64),
    Flag(bool),
    Word(&'static str),
    Table(Box<Fields>),
    Tables(Vec<Fields>),
    Levels(Vec<(String, &'static str)>),
}

/// One table's fields, each in the slot of its position in the shape. Holds all that the shape requires.
#[derive(Debug)]
pub(crate) struct Fields {
    /// The shape that it was read by.
    pub(crate) shape: &'static TableShape,
    pub(crate) slots: Vec<Option<Reading>>,
    next: usize,
    /// The line of the table's header, from 1.
    pub(crate) line: u32,
    /// The bytes of the table's header; of an inline table, the whole of it.
    pub(crate) span: Range<usize>,
}

impl Fields {
    pub(crate) fn new(
        shape: &'static TableShape,
        slots: Vec<Option<Reading>>,
        line: u32,
        span: Range<usize>,
    ) -> Self {
        Self {
            shape,
            slots,
            next: 0,
            line,
            span,
        }
    }

    fn take(&mut self, name: &str) -> Option<Reading> {
        // Records ask for their fields in the shape's order, so the next field is nearly always the one.
        let expected = self
            .shape
            .fields
            .get(self.next)
            .filter(|field| field.name == name)
            .map(|_| self.next);
        let position = expected.or_else(|| self.shape.position(name));
        debug_assert!(
            position.is_some(),
            "`{}` has no field `{name}`",
            self.shape.name
        );
        self.next = position? + 1;
        self.slots.get_mut(position?)?.take()
    }
}

/// Each takes the field's value out of its slot; nothing when the field is absent.
impl Fields {
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        if let Some(Reading::Text(text)) = self.take(name) {
            Some(text).filter(|text| !text.trim().is_empty())
        } else {
            None
        }
    }

    pub(crate) fn texts(&mut self, name: &str) -> Vec<String> {
        if let Some(Reading::Texts(texts)) = self.take(name) {
            texts
        } else {
            Vec::new()
        }
    }

    pub(crate) fn date(&mut self, name: &str) -> Option<Date> {
        if let Some(Reading::Date(date)) = self.take(name) {
            Some(date)
        } else {
            None
        }
    }

    pub(crate) fn number<N: TryFrom<i64>>(&mut self, name: &str) -> Option<N> {
        if let Some(Reading::Number(number)) = self.take(name) {
            number.try_into().ok()
        } else {
            None
        }
    }

    pub(crate) fn flag(&mut self, name: &str) -> bool {
        matches!(self.take(name), Some(Reading::Flag(true)))
    }

    pub(crate) fn word<W>(&mut self, name: &str, parse: fn(&str) -> Option<W>) -> Option<W> {
        if let Some(Reading::Word(word)) = self.take(name) {
            parse(word)
        } else {
            None
        }
    }

    pub(crate) fn table(&mut self, name: &str) -> Option<Fields> {
        if let Some(Reading::Table(table)) = self.take(name) {
            Some(*table)
        } else {
            None
        }
    }

    pub(crate) fn tables(&mut self, name: &str) -> Vec<Fields> {
        if let Some(Reading::Tables(tables)) = self.take(name) {
            tables
        } else {
            Vec::new()
        }
    }
}
