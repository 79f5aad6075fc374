//! Which parts of three texts are the same thing.

use crate::document::format::{EVIDENCE, FILE};
use crate::document::merge::tree::{Node, What};
use crate::document::settings::CONFIG;
use crate::document::shape::{FieldShape, TableShape};
use crate::domain::name::{composed, fold};
use std::borrow::Cow;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// The fields that tell one evidence row from another. Other rows without an id are told apart by all that they say.
const EVIDENCE_KEY: [&str; 7] = [
    "source", "stance", "about", "via", "voice", "quote", "locator",
];

/// What `about` means where it is left out.
const ABOUT: (&str, &str) = ("about", "content");

/// Ids that one side changed: the new id by the old one. Ids of all kinds share one namespace.
pub(super) type RenamedIds = BTreeMap<String, String>;

/// The shape of a section by its name. `None` if the format does not have it.
pub(super) fn shape(section: &str) -> Option<&'static TableShape> {
    [&FILE, &CONFIG]
        .into_iter()
        .find_map(|root: &'static TableShape| {
            if section.is_empty() {
                return Some(root);
            }
            root.below().into_iter().find(|shape| shape.name == section)
        })
}

/// The shape of a field of a section.
pub(super) fn field_shape(section: &str, key: &[Cow<'_, str>]) -> Option<&'static FieldShape> {
    match key {
        [name] if section.is_empty() => FILE.field(name).or_else(|| CONFIG.field(name)),
        [name] => shape(section)?.field(name),
        _ => None,
    }
}

/// What a value says, however it is written: the same date or text in other quotes is the same.
pub(super) fn said(written: &str) -> String {
    let plain = |quote: char, more: &[char]| {
        let inner = written.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains(quote) && !inner.contains(more)).then(|| inner.to_owned())
    };
    let simple = plain('"', &['\\', '\n', '\r']).or_else(|| plain('\'', &['\n', '\r']));
    simple.unwrap_or_else(|| {
        let parsed: Option<Table> = format!("a = {written}\n").parse().ok();
        let value = parsed.and_then(|mut table| table.remove("a"));
        value.map_or_else(|| written.to_owned(), |value| said_by(&value))
    })
}

/// What a parsed value says.
fn said_by(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace("\r\n", "\n"),
        Value::Datetime(day) => day.to_string(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(said_by).collect();
            format!("[{}]", items.join("\u{1f}"))
        }
        Value::Table(table) => {
            let fields = table.iter();
            let fields: Vec<String> = fields
                .map(|(key, value)| format!("{key}\u{1e}{}", said_by(value)))
                .collect();
            format!("{{{}}}", fields.join("\u{1f}"))
        }
        other => other.to_string(),
    }
}

/// Whether two values say the same.
pub(super) fn says_same(one: &str, other: &str) -> bool {
    one == other || said(one) == said(other)
}

/// The fields of a section by their keys, and what they say. Sections below it count as fields.
pub(super) fn fields(node: &Node<'_>) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for child in &node.children {
        match &child.what {
            What::Field(key) => {
                fields.insert(key.join("."), said(child.value()));
            }
            What::Section(path, _) => {
                let inner = format!("{:?}", self::fields(child));
                fields
                    .entry(format!("[{}]", path.join(".")))
                    .or_insert_with(String::new)
                    .push_str(&inner);
            }
            What::Comment | What::Text => {}
        }
    }
    fields
}

/// What tells a row of this shape from others.
pub(super) fn row_key(section: &str, fields: &BTreeMap<String, String>) -> String {
    if section != EVIDENCE.name {
        return match fields.get("id") {
            Some(id) => composed(id).into_owned(),
            None => format!("{fields:?}"),
        };
    }
    let part = |name: &&str| {
        let value = fields.get(*name).map(String::as_str);
        let value = value.filter(|value| (*name, *value) != ABOUT);
        format!("{name}={}", value.unwrap_or_default())
    };
    EVIDENCE_KEY
        .iter()
        .map(part)
        .collect::<Vec<_>>()
        .join("\u{1f}")
}

/// The key of each of these nodes among its siblings. A second node with a key gets a number.
pub(super) fn keys(nodes: &[Node<'_>]) -> Vec<String> {
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    let numbered = |key: String| {
        let times = times.entry(key.clone()).or_default();
        *times += 1;
        match *times {
            1 => key,
            more => format!("{key}\u{1d}{more}"),
        }
    };
    nodes.iter().map(key).map(numbered).collect()
}

fn key(node: &Node<'_>) -> String {
    match &node.what {
        What::Text => String::new(),
        What::Comment => format!("#{}", node.own.trim()),
        What::Field(key) => format!("={}", key.join("\u{1f}")),
        What::Section(path, false) => format!("[{}", path.join("\u{1f}")),
        What::Section(path, true) => {
            let section = path.join(".");
            let own = id(node).unwrap_or_else(|| row_key(&section, &fields(node)));
            format!("[[{section}\u{1f}{own}")
        }
    }
}

/// The id of a record or row.
pub(super) fn id(node: &Node<'_>) -> Option<String> {
    let id = said(node.field("id")?.value());
    Some(composed(&id).into_owned())
}

/// Whether a row or record of one side is this one of the base, although its key differs: a record of which the id changed
/// and no other required field, or a row that keeps its first required field and half of what it says.
pub(super) fn is_edited(base: &Node<'_>, side: &Node<'_>, renamed: &RenamedIds) -> bool {
    let section = base.section();
    let Some(shape) = shape(&section) else {
        return false;
    };
    if base.what != side.what {
        return false;
    }
    let mut old = fields(base);
    let mut new = fields(side);
    let has_id = old.remove("id").is_some() | new.remove("id").is_some();
    for value in old.values_mut() {
        if let Some(id) = renamed.get(value) {
            value.clone_from(id);
        }
    }
    let required = shape.fields.iter();
    let mut required = required.filter(|field| field.required && field.name != "id");
    let keeps = |field: &FieldShape| {
        old.contains_key(field.name) && old.get(field.name) == new.get(field.name)
    };
    if has_id {
        return required.all(keeps);
    }
    let is_kept = required.next().is_some_and(keeps);
    let same = old
        .iter()
        .filter(|(key, value)| new.get(*key) == Some(value));
    is_kept && 2 * same.count() >= old.len().max(new.len())
}

/// An entry of a list of names, however it is spelled; of any other list, what it says.
pub(super) fn entry_key(field: &FieldShape, written: &str) -> String {
    use crate::document::shape::Kind;
    match field.kind {
        Kind::Tables(shape) => {
            let parsed: Option<Table> = format!("a = {written}\n").parse().ok();
            let table = parsed.and_then(|mut table| table.remove("a"));
            let Some(Value::Table(table)) = table else {
                return written.to_owned();
            };
            let fields = table.iter();
            let fields = fields.map(|(key, value)| (key.clone(), said_by(value)));
            row_key(shape.name, &fields.collect())
        }
        _ => fold(&said(written)),
    }
}
