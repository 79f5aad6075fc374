//! A table as it was read: its fields' values, each in the slot of its position in the shape.

use crate::document::shape::TableShape;
use crate::domain::date::Date;
use std::ops::Range;

/// A value that fits the kind of its field.
#[derive(Debug)]
pub(crate) enum ReadValue {
    Text(String),
    Texts(Vec<String>),
    Date(Date),
    Number(i64),
    Flag(bool),
    Word(&'static str),
    Table(Box<TableFields>),
    Tables(Vec<TableFields>),
    Levels(Vec<(String, &'static str)>),
}

/// The fields of one table that holds everything its shape requires.
#[derive(Debug)]
pub(crate) struct TableFields {
    /// The shape of the table.
    pub(crate) shape: &'static TableShape,
    /// The values, each in the slot of its field's position in the shape.
    pub(crate) slots: Vec<Option<ReadValue>>,
    next: usize,
    /// The line of the table's header, from 1.
    pub(crate) line: u32,
    /// The bytes of the table's header. For an inline table, its braces and everything between them.
    pub(crate) span: Range<usize>,
}

impl TableFields {
    pub(crate) fn new(
        shape: &'static TableShape,
        slots: Vec<Option<ReadValue>>,
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

    /// Takes a field's value out of its slot. `unpack` returns `None` for a value of another kind.
    #[expect(
        clippy::expect_used,
        reason = "a record that asks for a field that its shape does not have, or has as another kind, is a bug"
    )]
    fn take<T>(&mut self, name: &str, unpack: impl FnOnce(ReadValue) -> Option<T>) -> Option<T> {
        // Records ask for their fields in the shape's order, so the next field is nearly always the right one.
        let expected = self.shape.fields.get(self.next);
        let position = if expected.is_some_and(|field| field.name == name) {
            self.next
        } else {
            let position = self.shape.position(name);
            position.expect("records ask only for fields of their shape")
        };
        self.next = position + 1;
        let value = self.slots.get_mut(position)?.take()?;
        Some(unpack(value).expect("the reader puts only values of the field's kind into its slot"))
    }
}

/// Each method takes the field's value out of its slot. It returns nothing if the field is absent.
impl TableFields {
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        self.take(name, |value| match value {
            ReadValue::Text(text) => Some(text),
            _ => None,
        })
        .filter(|text| !text.trim().is_empty())
    }

    pub(crate) fn texts(&mut self, name: &str) -> Vec<String> {
        self.take(name, |value| match value {
            ReadValue::Texts(texts) => Some(texts),
            _ => None,
        })
        .unwrap_or_default()
    }

    pub(crate) fn date(&mut self, name: &str) -> Option<Date> {
        self.take(name, |value| match value {
            ReadValue::Date(date) => Some(date),
            _ => None,
        })
    }

    pub(crate) fn number<N: TryFrom<i64>>(&mut self, name: &str) -> Option<N> {
        self.take(name, |value| match value {
            ReadValue::Number(number) => number.try_into().ok(),
            _ => None,
        })
    }

    pub(crate) fn flag(&mut self, name: &str) -> bool {
        self.choice(name).unwrap_or(false)
    }

    /// A flag that means something else if it is left out.
    pub(crate) fn choice(&mut self, name: &str) -> Option<bool> {
        self.take(name, |value| match value {
            ReadValue::Flag(flag) => Some(flag),
            _ => None,
        })
    }

    pub(crate) fn word<W>(&mut self, name: &str, parse: fn(&str) -> Option<W>) -> Option<W> {
        self.take(name, |value| match value {
            ReadValue::Word(word) => parse(word),
            _ => None,
        })
    }

    pub(crate) fn table(&mut self, name: &str) -> Option<TableFields> {
        self.take(name, |value| match value {
            ReadValue::Table(table) => Some(*table),
            _ => None,
        })
    }

    pub(crate) fn tables(&mut self, name: &str) -> Vec<TableFields> {
        self.take(name, |value| match value {
            ReadValue::Tables(tables) => Some(tables),
            _ => None,
        })
        .unwrap_or_default()
    }
}
