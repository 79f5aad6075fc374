//! Problems of tables and fields that do not fit the format, in plain words.

use crate::document::parse::fields::TableFields;
use crate::document::parse::lines::cut;
use crate::document::parse::nearest::nearest;
use crate::document::parse::problem::{Code, Problem};
use crate::document::parse::syntax::headers;
use crate::document::parse::value::Wrong;
use crate::document::shape::{FieldShape, Kind, TableShape};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// The table that holds another one.
#[derive(Clone, Copy)]
pub(super) struct Owner<'a, 'i> {
    pub(super) shape: &'static TableShape,
    pub(super) table: &'a DeTable<'i>,
}

/// The id of a table, as written.
pub(super) fn id_of<'a>(table: &'a DeTable<'_>) -> Option<&'a str> {
    table.get("id").and_then(|id| id.get_ref().as_str())
}

/// Whether the span of a table is that of a header. An array also opens with a bracket, but only a header is the first
/// thing on its line.
pub(super) fn is_header(text: &str, span: &Range<usize>) -> bool {
    if !starts_with(text, span, '[') {
        return false;
    }
    let indent = |c: char| c != '\n' && c.is_whitespace();
    let before = cut(text, ..span.start).trim_end_matches(indent);
    before.is_empty() || before.ends_with('\n') || before == "\u{feff}"
}

fn starts_with(text: &str, span: &Range<usize>, sign: char) -> bool {
    text.get(span.clone())
        .is_some_and(|text| text.starts_with(sign))
}

/// A field above every header of a file, whose shape is `root`.
pub(super) fn above_headers(key: &Spanned<DeString<'_>>, root: &TableShape) -> Problem {
    let name = key.get_ref();
    let message = format!("`{name}` is above every header, so it belongs to nothing");
    let mut problem = Problem::new(Code::UnknownField, key.span(), message);
    problem.help = unknown_help(name, root, root);
    problem
}

/// A field that its table does not have, or a table that the file, whose shape is `root`, does not have.
pub(super) fn unknown(
    key: &Spanned<DeString<'_>>,
    shape: &TableShape,
    root: &TableShape,
) -> Problem {
    let name = key.get_ref();
    let message = match shape.name {
        "" => format!("the format has no table `{name}`"),
        table => format!("`{table}` has no field `{name}`"),
    };
    let mut problem = Problem::new(Code::UnknownField, key.span(), message);
    problem.help = unknown_help(name, shape, root);
    problem
}

fn unknown_help(name: &str, shape: &TableShape, root: &TableShape) -> Vec<String> {
    let elsewhere = elsewhere(name, root);
    if !elsewhere.is_empty() {
        return vec![format!("it is a field of {}", elsewhere.join(", "))];
    }
    if let Some(meant) = nearest(name, shape.fields.iter().map(|field| field.name)) {
        return vec![format!("did you mean `{meant}`?")];
    }
    vec!["you can keep what the format does not have in a table `extra`".to_owned()]
}

/// The tables of the file that have a field of this name.
fn elsewhere(name: &str, root: &TableShape) -> Vec<String> {
    let tables = root.below().into_iter();
    let with_field = tables.filter(|table| table.field(name).is_some());
    with_field
        .map(|table| format!("`{}`", table.name))
        .collect()
}

/// A field that its table does not have. If another table has it, says how it came into this one. `header` is the table's
/// header.
pub(super) fn unknown_below(
    text: &str,
    key: &Spanned<DeString<'_>>,
    header: &Range<usize>,
    shape: &TableShape,
    root: &TableShape,
) -> Problem {
    let problem = unknown(key, shape, root);
    if elsewhere(key.get_ref(), root).is_empty() || !is_header(text, header) {
        return problem;
    }
    below(problem, header, shape.noun)
}

/// Adds to a problem that the field is below a header, which puts it into that table.
fn below(problem: Problem, header: &Range<usize>, noun: &str) -> Problem {
    let whole = format!("everything down to the next header belongs to this {noun}");
    problem
        .label(format!("this puts it in the {noun} above"))
        .other(header.clone(), whole)
}

/// Where the first row of a table with a header of its own begins.
pub(super) fn first_row(text: &str, owner: Owner<'_, '_>) -> Option<usize> {
    let lists = owner
        .table
        .values()
        .filter_map(|value| value.get_ref().as_array());
    // The rows of one list are in the order of the text.
    let first = lists.filter_map(|rows| {
        let mut spans = rows.iter().map(Spanned::span);
        spans.find(|span| is_header(text, span))
    });
    first.map(|span| span.start).min()
}

/// A field of the owner that TOML put into a row, because it is below the row's header. `line` is the line of the
/// owner's first row.
pub(super) fn after_row(
    text: &str,
    key: &Spanned<DeString<'_>>,
    header: &Range<usize>,
    (row, owner): (&TableShape, Owner<'_, '_>),
    line: u32,
) -> Problem {
    let (name, noun) = (key.get_ref(), owner.shape.noun);
    let owner_name =
        id_of(owner.table).map_or_else(|| format!("the {noun}"), |id| format!("{noun} `{id}`"));
    let below_what = cut(text, header.clone());
    let message = format!("`{name}` belongs to {owner_name}, but it is below `{below_what}`");
    let problem = Problem::new(Code::FieldAfterSubtable, key.span(), message);
    below(problem, header, row.noun).help(format!(
        "move it above line {line}, where the first table of {owner_name} begins"
    ))
}

/// A value of the wrong shape. Often the reason is the number of brackets around a header.
pub(super) fn wrong_shape(
    text: &str,
    field: &FieldShape,
    value: &Spanned<DeValue<'_>>,
    wrong: Wrong,
) -> Problem {
    let span = value.span();
    let header = is_header(text, &span);
    match (field.kind, value.get_ref()) {
        (Kind::Tables(shape), DeValue::Table(_)) if header => {
            headers::brackets(span, shape.name, true)
        }
        (Kind::Tables(shape), DeValue::Table(table)) if !starts_with(text, &span, '{') => {
            rows_first(shape, table, span)
        }
        (Kind::Table(shape), DeValue::Array(_)) if header => {
            headers::brackets(span, shape.name, false)
        }
        _ => wrong.into_problem(field.name, span),
    }
}

/// A table that exists only through its rows, like `[[claim.evidence]]` before any `[[claim]]`.
fn rows_first(shape: &TableShape, table: &DeTable<'_>, span: Range<usize>) -> Problem {
    let first = table
        .values()
        .map(Spanned::span)
        .min_by_key(|span| span.start);
    headers::row_first(first.unwrap_or(span), shape.name)
}

/// Whether required fields are absent. Fields that are there but could not be read have problems of their own.
pub(super) fn lacks(table: &DeTable<'_>, shape: &TableShape) -> bool {
    absent(table, shape).next().is_some()
}

fn absent<'a>(
    table: &'a DeTable<'_>,
    shape: &'a TableShape,
) -> impl Iterator<Item = &'a FieldShape> {
    let fields = shape.fields.iter();
    fields.filter(|field| field.required && !table.contains_key(field.name))
}

/// Required fields that are absent.
pub(super) fn missing(table: &DeTable<'_>, fields: &TableFields) -> Problem {
    let shape = fields.shape;
    let absent = absent(table, shape);
    let names: Vec<String> = absent.map(|field| format!("`{}`", field.name)).collect();
    let whose = match id_of(table) {
        Some(id) => format!("{} `{id}`", shape.noun),
        None => format!("this {}", shape.noun),
    };
    let message = format!("{whose} has no {}", names.join(" and no "));
    let help = format!(
        "add it; without it, claimbook leaves out the {}",
        shape.noun
    );
    Problem::new(Code::MissingField, fields.span.clone(), message).help(help)
}
