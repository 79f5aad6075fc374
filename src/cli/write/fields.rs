//! Fields of records as they come from the command line: by flags of their own, or as `FIELD=VALUE`.

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::values;
use claimbook::document::edit::Edit;
use claimbook::document::edit::NewFields;
use claimbook::document::edit::Place;
use claimbook::document::edit::Value;
use claimbook::document::format::FieldShape;
use claimbook::document::format::RecordKind;
use claimbook::document::format::TableShape;
use claimbook::document::nearest::nearest;
use claimbook::domain::date::Date;

/// Enters a text, where there is one.
pub(crate) fn put_text(fields: &mut NewFields, key: &'static str, value: Option<&str>) {
    if let Some(value) = value {
        fields.insert(key, Value::Text(value.to_owned()));
    }
}

/// Enters a list, where it has entries.
pub(crate) fn put_texts(fields: &mut NewFields, key: &'static str, values: &[String]) {
    if !values.is_empty() {
        fields.insert(key, Value::Texts(values.to_vec()));
    }
}

/// Enters a date, where there is one.
pub(crate) fn put_date(fields: &mut NewFields, key: &'static str, value: Option<Date>) {
    if let Some(value) = value {
        fields.insert(key, Value::Date(value));
    }
}

/// Enters a flag that is set.
pub(crate) fn put_flag(fields: &mut NewFields, key: &'static str, value: bool) {
    if value {
        fields.insert(key, Value::Flag(true));
    }
}

/// One `FIELD=VALUE`, `FIELD+=ENTRY` or `FIELD-=ENTRY`.
#[derive(Clone, Debug)]
pub(crate) struct Assignment {
    field: &'static FieldShape,
    change: Effect,
}

#[derive(Clone, Debug)]
enum Effect {
    Set(Value),
    Unset,
    Add(Vec<String>),
    Remove(Vec<String>),
}

/// Whether a word is an assignment and no id.
pub(crate) fn is_assignment(word: &str) -> bool {
    word.contains('=')
}

impl Assignment {
    /// Reads an assignment to a field of such a record.
    pub(crate) fn parse(
        word: &str,
        shape: &'static TableShape,
        session: &Session,
    ) -> Result<Self, Failure> {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let (name, sign) = match name.strip_suffix('+') {
            Some(name) => (name, '+'),
            None => name
                .strip_suffix('-')
                .map_or((name, '='), |name| (name, '-')),
        };
        let field = field(shape, name.trim())?;
        let wrong = |reason: String| {
            Failure::new(format!("`{}` {reason}", field.name)).hint("nothing was written")
        };
        let change = match sign {
            '=' if value.is_empty() && field.required => {
                Err(wrong("must say something".to_owned()))
            }
            '=' if value.is_empty() => Ok(Effect::Unset),
            '=' => {
                let typed = |text: &str| values::day(text).ok().map(|day| day.date(session.today));
                Value::typed(field, value, &typed)
                    .map(Effect::Set)
                    .map_err(wrong)
            }
            _ if !matches!(field.kind, Kind::Texts) => {
                Err(wrong(format!("is no list: write `{name}=…`")))
            }
            _ => {
                let entries: Vec<String> = value
                    .split(',')
                    .map(str::trim)
                    .filter(|entry| !entry.is_empty())
                    .map(str::to_owned)
                    .collect();
                match sign {
                    _ if entries.is_empty() => Err(wrong(
                        "is to be changed by an entry, but none is named".to_owned(),
                    )),
                    '+' => Ok(Effect::Add(entries)),
                    _ => Ok(Effect::Remove(entries)),
                }
            }
        }?;
        Ok(Self { field, change })
    }

    /// The field's name.
    pub(crate) fn field(&self) -> &'static str {
        self.field.name
    }

    /// The entries that the assignment brings to this list.
    pub(crate) fn entries_of(&self, field: &str) -> &[String] {
        match &self.change {
            Effect::Add(entries) | Effect::Set(Value::Texts(entries))
                if self.field.name == field =>
            {
                entries
            }
            _ => &[],
        }
    }

    /// The edits that make the assignment on a record.
    pub(crate) fn edits(&self, kind: &'static str, id: &str) -> Vec<Edit> {
        let place = || Place {
            kind,
            id: id.to_owned(),
            field: self.field.name,
        };
        match &self.change {
            Effect::Set(value) => vec![Edit::Set(place(), value.clone())],
            Effect::Unset => vec![Edit::Unset(place())],
            Effect::Add(entries) => entries
                .iter()
                .map(|entry| Edit::AddEntry(place(), entry.clone()))
                .collect(),
            Effect::Remove(entries) => entries
                .iter()
                .map(|entry| Edit::RemoveEntry(place(), entry.clone()))
                .collect(),
        }
    }
}

fn field(shape: &'static TableShape, name: &str) -> Result<&'static FieldShape, Failure> {
    if name == "id" {
        return Err(
            Failure::new("an id is not set, because references would go astray")
                .hint("`claimbook rename ID NEW` renames it everywhere"),
        );
    }
    if shape.name == "claim" && matches!(name, "status" | "derived_status" | "ruling") {
        return Err(
            Failure::new("a status is not set: the evidence gives it, and people rule")
                .hint("`claimbook rule CLAIM STATUS --reason …` rules"),
        );
    }
    if shape.name == "claim" && matches!(name, "evidence" | "source" | "stance") {
        return Err(Failure::new("evidence is not set as a field")
            .hint("`claimbook cite CLAIM SOURCE --supports` adds it"));
    }
    shape.field(name).ok_or_else(|| {
        let failure = Failure::new(format!("`{name}` is no field of a {}", shape.noun));
        match nearest(name, shape.fields.iter().map(|field| field.name)) {
            Some(meant) => failure.hint(format!("did you mean `{meant}`?")),
            None => failure.hint(format!("its fields are: {}", names(shape))),
        }
    })
}

fn names(shape: &TableShape) -> String {
    let plain = shape
        .fields
        .iter()
        .filter(|field| !matches!(field.kind, Kind::Tables(_)) && field.name != "id");
    plain.map(|field| field.name).collect::<Vec<_>>().join(", ")
}
