//! Reads TOML tables by their shape: every field into its slot, everything that is wrong into a problem.
//!
//! Knows shapes and values, but no record: what the fields mean is `records.rs`' business.

use crate::document::format::EXTRA;
use crate::document::format::FieldShape;
use crate::document::format::Kind;
use crate::document::format::TableShape;
use crate::document::parse::fields::Fields;
use crate::document::parse::fields::Reading;
use crate::document::parse::nearest::nearest;
use crate::document::parse::problem::Code;
use crate::document::parse::problem::Problem;
use crate::document::parse::syntax;
use crate::document::parse::value;
use crate::document::parse::value::Wrong;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;
use toml::de::DeValue;

/// The table that a row stands in.
#[derive(Clone, Copy)]
struct Owner<'a, 'i> {
    shape: &'static TableShape,
    table: &'a DeTable<'i>,
}

/// Reads the tables of one text.
pub(crate) struct Reader<'t> {
    text: &'t str,
    position: Position<'t>,
    problems: Vec<Problem>,
    /// How many problems there were past the bound.
    more: usize,
}

/// So many problems of one file are told; of the others, how many they are.
const MOST: usize = 1_000;

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            position: Position {
                bytes: text.as_bytes(),
                offset: 0,
                line: 1,
            },
            problems: Vec::new(),
            more: 0,
        }
    }

    /// Reads a whole text, and hands over each of its tables as soon as it is read.
    ///
    /// One at a time, because the fields of a long file's records would together outgrow the processor's caches.
    pub(crate) fn records(
        &mut self,
        root: &DeTable<'_>,
        shape: &'static TableShape,
        take: &mut dyn FnMut(Reading),
    ) {
        let owner = Owner { shape, table: root };
        for (key, value) in root {
            match (shape.field(key.get_ref()), value.get_ref()) {
                (
                    Some(FieldShape {
                        kind: Kind::Tables(row_shape),
                        ..
                    }),
                    DeValue::Array(rows),
                ) => {
                    let rows = rows
                        .iter()
                        .filter_map(|row| self.row(row_shape, row, owner));
                    rows.for_each(|fields| take(Reading::Table(Box::new(fields))));
                }
                (Some(field), _) => self
                    .value(field, value, owner)
                    .into_iter()
                    .for_each(&mut *take),
                (None, _) if key.get_ref() == EXTRA => {}
                (None, _) if self.is_header(&value.span()) => {
                    self.unknown(key, &(0..0), shape, None);
                }
                (None, _) => self.above_headers(key, shape),
            }
        }
    }

    /// A field that stands above every header.
    fn above_headers(&mut self, key: &Spanned<toml::de::DeString<'_>>, shape: &'static TableShape) {
        let name = key.get_ref();
        let message = format!("`{name}` stands above every header, so it belongs to nothing");
        let mut problem = Problem::new(Code::UnknownField, key.span(), message);
        problem.help = unknown_help(name, shape);
        self.push(problem);
    }

    /// Reads one table; `None`, with a problem, when it lacks what the shape requires.
    fn table(
        &mut self,
        table: &DeTable<'_>,
        header: Range<usize>,
        shape: &'static TableShape,
        owner: Option<Owner<'_, '_>>,
    ) -> Option<Fields> {
        let before = self.problems.len();
        let fields = self.fields(table, header, shape, owner);
        let complete = shape
            .fields
            .iter()
            .zip(&fields.slots)
            .all(|(field, slot)| slot.is_some() || !field.required);
        if !complete {
            self.missing(table, &fields);
        }
        if self.problems.len() > before
            && shape.name == "claim"
            && let Some(id) = id_of(table)
        {
            self.problems
                .iter_mut()
                .skip(before)
                .for_each(|problem| problem.claim = Some(id.to_owned()));
        }
        complete.then_some(fields)
    }

    fn fields(
        &mut self,
        table: &DeTable<'_>,
        header: Range<usize>,
        shape: &'static TableShape,
        owner: Option<Owner<'_, '_>>,
    ) -> Fields {
        let mut slots: Vec<Option<Reading>> = shape.fields.iter().map(|_| None).collect();
        let line = self.position.line_of(header.start);
        for (key, value) in table {
            let known = shape
                .fields
                .iter()
                .zip(&mut slots)
                .find(|(field, _)| is_name(key.get_ref(), field));
            match known {
                Some((field, slot)) => *slot = self.value(field, value, Owner { shape, table }),
                None if key.get_ref() == EXTRA => {}
                None => self.unknown(key, &header, shape, owner),
            }
        }
        Fields::new(shape, slots, line, header)
    }

    fn value(
        &mut self,
        field: &FieldShape,
        value: &Spanned<DeValue<'_>>,
        owner: Owner<'_, '_>,
    ) -> Option<Reading> {
        match (field.kind, value.get_ref()) {
            (Kind::Tables(shape), DeValue::Array(rows)) => {
                let mut read = Vec::with_capacity(rows.len());
                read.extend(rows.iter().filter_map(|row| self.row(shape, row, owner)));
                Some(Reading::Tables(read))
            }
            (Kind::Table(shape), DeValue::Table(table)) => self
                .table(table, value.span(), shape, Some(owner))
                .map(|table| Reading::Table(Box::new(table))),
            (Kind::Texts, DeValue::Array(items)) => {
                let mut read = Vec::with_capacity(items.len());
                for item in items {
                    match value::list_item(item.get_ref()) {
                        Ok(text) => read.push(text),
                        Err(wrong) => self.wrong(field, item.span(), wrong),
                    }
                }
                Some(Reading::Texts(read))
            }
            (Kind::Levels(words), DeValue::Table(levels)) => {
                Some(Reading::Levels(self.levels(words, levels)))
            }
            (kind, scalar) => value::scalar(field, kind, scalar)
                .map_err(|wrong| self.wrong_shape(field, value, wrong))
                .ok(),
        }
    }

    fn row(
        &mut self,
        shape: &'static TableShape,
        row: &Spanned<DeValue<'_>>,
        owner: Owner<'_, '_>,
    ) -> Option<Fields> {
        if let DeValue::Table(table) = row.get_ref() {
            return self.table(table, row.span(), shape, Some(owner));
        }
        let wrong = value::not_a_row(shape, row.get_ref());
        self.push(wrong.into_problem(shape.key(), row.span()));
        None
    }

    fn levels(
        &mut self,
        words: &'static [&'static str],
        levels: &DeTable<'_>,
    ) -> Vec<(String, &'static str)> {
        let mut read = Vec::new();
        for (key, value) in levels {
            match value::word(words, value.get_ref()) {
                Ok(word) => read.push((key.get_ref().clone().into_owned(), word)),
                Err(wrong) => self.push(wrong.into_problem(key.get_ref(), value.span())),
            }
        }
        read
    }
}

/// What is wrong.
impl Reader<'_> {
    /// What was wrong, in the order of the text.
    pub(crate) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.span.start);
        if let (1.., Some(last)) = (self.more, self.problems.last()) {
            let message = format!("{} more problems in this file", self.more);
            self.problems
                .push(Problem::new(last.code, last.span.clone(), message));
        }
        self.problems
    }

    pub(crate) fn push(&mut self, problem: Problem) {
        if self.problems.len() < MOST {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    fn wrong(&mut self, field: &FieldShape, span: Range<usize>, wrong: Wrong) {
        self.push(wrong.into_problem(field.name, span));
    }

    /// A value that does not fit, where a header's brackets may be the reason.
    fn wrong_shape(&mut self, field: &FieldShape, value: &Spanned<DeValue<'_>>, wrong: Wrong) {
        let (span, header) = (value.span(), self.is_header(&value.span()));
        let problem = match (field.kind, value.get_ref()) {
            (Kind::Tables(shape), DeValue::Table(_)) if header => {
                syntax::brackets(span, shape.name, true)
            }
            (Kind::Tables(shape), DeValue::Table(table)) if !self.is_inline(&span) => {
                rows_first(shape, table, span)
            }
            (Kind::Table(shape), DeValue::Array(_)) if header => {
                syntax::brackets(span, shape.name, false)
            }
            _ => wrong.into_problem(field.name, span),
        };
        self.push(problem);
    }

    fn missing(&mut self, table: &DeTable<'_>, fields: &Fields) {
        let shape = fields.shape;
        let absent = shape
            .fields
            .iter()
            .filter(|field| field.required && !table.contains_key(field.name));
        let names: Vec<String> = absent.map(|field| format!("`{}`", field.name)).collect();
        if names.is_empty() {
            return;
        }
        let whose = match id_of(table) {
            Some(id) => format!("{} `{id}`", shape.noun),
            None => format!("this {}", shape.noun),
        };
        let message = format!("{whose} has no {}", names.join(" and no "));
        let problem = Problem::new(Code::MissingField, fields.span.clone(), message);
        self.push(problem.help(format!("without it the {} is left out", shape.noun)));
    }

    fn unknown(
        &mut self,
        key: &Spanned<toml::de::DeString<'_>>,
        header: &Range<usize>,
        shape: &'static TableShape,
        owner: Option<Owner<'_, '_>>,
    ) {
        let name = key.get_ref();
        if let Some(owner) = owner
            && self.is_header(header)
            && owner.shape.field(name).is_some()
        {
            let problem = self.after_row(key, header, shape, owner);
            self.push(problem);
            return;
        }
        let message = match shape.name {
            "" => format!("`{name}` is no table of the format"),
            _ => format!("`{name}` is no field of `{}`", shape.name),
        };
        let mut problem = Problem::new(Code::UnknownField, key.span(), message);
        problem.help = unknown_help(name, shape);
        self.push(problem);
    }

    /// A field of the owner's that landed in a row, because it stands below the row's header.
    fn after_row(
        &mut self,
        key: &Spanned<toml::de::DeString<'_>>,
        header: &Range<usize>,
        shape: &'static TableShape,
        owner: Owner<'_, '_>,
    ) -> Problem {
        let (name, noun) = (key.get_ref(), owner.shape.noun);
        let owner_name =
            id_of(owner.table).map_or_else(|| format!("the {noun}"), |id| format!("{noun} `{id}`"));
        let rows = owner
            .table
            .values()
            .filter_map(|value| match value.get_ref() {
                DeValue::Array(rows) => rows
                    .iter()
                    .map(Spanned::span)
                    .find(|span| self.is_header(span)),
                _ => None,
            });
        let first = rows.map(|span| span.start).min().unwrap_or(header.start);
        let line = self.position.line_of(first);
        let table = shape.name;
        Problem::new(
            Code::FieldAfterSubtable,
            key.span(),
            format!("`{name}` belongs to {owner_name}, but stands below a `[[{table}]]`"),
        )
        .label(format!("lands in the {} above it", shape.noun))
        .other(
            header.clone(),
            format!(
                "everything down to the next header belongs to this {}",
                shape.noun
            ),
        )
        .help(format!(
            "move it above line {line}, where the first table of {owner_name} begins"
        ))
    }

    fn is_header(&self, span: &Range<usize>) -> bool {
        // An array also opens with a bracket, but a header is the first thing on its line.
        let line = self.text.get(..span.start).unwrap_or_default();
        let start = line.rfind('\n').map_or(0, |newline| newline + 1);
        let indent = line
            .get(start..)
            .unwrap_or_default()
            .trim_start_matches('\u{feff}');
        indent.trim().is_empty()
            && self
                .text
                .get(span.clone())
                .is_some_and(|text| text.starts_with('['))
    }

    fn is_inline(&self, span: &Range<usize>) -> bool {
        self.text
            .get(span.clone())
            .is_some_and(|text| text.starts_with('{'))
    }
}

/// Whether a key is a field's name. Lengths and first letters tell most of them apart, for less than a call costs.
fn is_name(key: &str, field: &FieldShape) -> bool {
    key.len() == field.name.len()
        && key.as_bytes().first() == field.name.as_bytes().first()
        && key == field.name
}

fn id_of<'a>(table: &'a DeTable<'_>) -> Option<&'a str> {
    table.get("id").and_then(|id| id.get_ref().as_str())
}

/// A table that nobody opened: only its rows are there, as `[[claim.evidence]]` before any `[[claim]]`.
fn rows_first(shape: &TableShape, table: &DeTable<'_>, span: Range<usize>) -> Problem {
    let first = table
        .values()
        .map(Spanned::span)
        .min_by_key(|span| span.start);
    syntax::row_first(first.unwrap_or(span), shape.name)
}

fn unknown_help(name: &str, shape: &'static TableShape) -> Vec<String> {
    if let Some(meant) = nearest(name, shape.fields.iter().map(|field| field.name)) {
        return vec![format!("did you mean `{meant}`?")];
    }
    let elsewhere: Vec<String> = shape
        .family
        .iter()
        .filter(|table| table.field(name).is_some())
        .map(|table| format!("`{}`", table.name))
        .collect();
    if elsewhere.is_empty() {
        vec!["whatever the format does not know can be kept in a table `extra`".to_owned()]
    } else {
        vec![format!("it is a field of {}", elsewhere.join(", "))]
    }
}

/// Turns offsets into line numbers by counting from the last one asked for: headers mostly come in order.
struct Position<'t> {
    bytes: &'t [u8],
    offset: usize,
    line: u32,
}

impl Position<'_> {
    fn line_of(&mut self, offset: usize) -> u32 {
        let forward = self.bytes.get(self.offset..offset).map(newlines);
        let back = self.bytes.get(offset..self.offset).map(newlines);
        self.line = self
            .line
            .saturating_add(forward.unwrap_or(0))
            .saturating_sub(back.unwrap_or(0));
        self.offset = offset;
        self.line
    }
}

fn newlines(bytes: &[u8]) -> u32 {
    // Counting in bytes, so many as cannot overflow one, is what the compiler makes the fastest code of.
    let count = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| u8::from(*byte == b'\n'))
            .sum::<u8>()
    };
    bytes
        .chunks(usize::from(u8::MAX))
        .map(|chunk| u32::from(count(chunk)))
        .sum()
}
