//! Fields of records from the command line: from flags, or as `FIELD=VALUE`.

use crate::cli::failure::Failure;
use crate::cli::values;
use chrono::NaiveDate;
use claimbook::document::edit::{Edit, NewFields, RecordField, Value};
use claimbook::document::format::{FieldShape, Kind, TableShape};
use claimbook::document::nearest::nearest;
use claimbook::domain::date::Date;

/// Adds a text field if there is a text.
pub(crate) fn put_text(fields: &mut NewFields, key: &'static str, value: Option<&str>) {
    if let Some(value) = value {
        fields.insert(key, Value::Text(value.to_owned()));
    }
}

/// Adds a list field if the list has entries.
pub(crate) fn put_texts(fields: &mut NewFields, key: &'static str, values: &[String]) {
    if !values.is_empty() {
        fields.insert(key, Value::Texts(values.to_vec()));
    }
}

/// Adds a date field if there is a date.
pub(crate) fn put_date(fields: &mut NewFields, key: &'static str, value: Option<Date>) {
    if let Some(value) = value {
        fields.insert(key, Value::Date(value));
    }
}

/// Adds a flag if it is set.
pub(crate) fn put_flag(fields: &mut NewFields, key: &'static str, value: bool) {
    if value {
        fields.insert(key, Value::Flag(true));
    }
}

/// One `FIELD=VALUE`, `FIELD+=ENTRY` or `FIELD-=ENTRY`.
#[derive(Clone, Debug)]
pub(crate) struct Assignment {
    field: &'static FieldShape,
    effect: Effect,
}

/// What an assignment does to its field.
#[derive(Clone, Debug, PartialEq)]
enum Effect {
    Set(Value),
    Unset,
    Add(Vec<String>),
    Remove(Vec<String>),
}

/// Whether a word is an assignment, not an id.
pub(crate) fn is_assignment(word: &str) -> bool {
    word.contains('=')
}

/// The names of the fields that change, for a message.
pub(crate) fn assigned(assignments: &[Assignment]) -> String {
    let names = assignments.iter().map(Assignment::field);
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

impl Assignment {
    /// Parses an assignment to a field of a record of this shape.
    pub(crate) fn parse(
        word: &str,
        shape: &'static TableShape,
        today: NaiveDate,
    ) -> Result<Self, Failure> {
        let (target, value) = word.split_once('=').unwrap_or((word, ""));
        let (name, operator) = match target.strip_suffix(['+', '-']) {
            Some(name) => (name, &target[name.len()..]),
            None => (target, ""),
        };
        let field = field(shape, name.trim())?;
        let effect = if operator.is_empty() {
            set_or_unset(field, value, today)
        } else {
            change_entries(field, operator, value)
        };
        let effect = effect.map_err(|reason| {
            Failure::new(format!("`{}` {reason}", field.name)).hint("nothing was written")
        })?;
        Ok(Self { field, effect })
    }

    /// The name of the field.
    pub(crate) fn field(&self) -> &'static str {
        self.field.name
    }

    /// The address that the assignment gives the field, if the field holds one.
    pub(crate) fn address_mut(&mut self) -> Option<&mut String> {
        match &mut self.effect {
            Effect::Set(Value::Text(text)) if ["url", "archive"].contains(&self.field.name) => {
                Some(text)
            }
            _ => None,
        }
    }

    /// The text that the assignment gives this field, if it is about this field.
    pub(crate) fn text_of(&self, field: &str) -> Option<&str> {
        match &self.effect {
            Effect::Set(Value::Text(text)) if self.field.name == field => Some(text),
            _ => None,
        }
    }

    /// The text that the assignment sets, to change it.
    pub(crate) fn text_mut(&mut self) -> Option<&mut String> {
        match &mut self.effect {
            Effect::Set(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The entries that the assignment adds to this field, if it is about this field.
    pub(crate) fn entries_of(&self, field: &str) -> &[String] {
        match &self.effect {
            Effect::Add(entries) | Effect::Set(Value::Texts(entries))
                if self.field.name == field =>
            {
                entries
            }
            _ => &[],
        }
    }

    /// The edits that apply the assignment to a record.
    pub(crate) fn edits(&self, kind: &'static str, id: &str) -> Vec<Edit> {
        let place = || RecordField {
            kind,
            id: id.to_owned(),
            field: self.field.name,
        };
        match &self.effect {
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

/// What `FIELD=VALUE` or `FIELD=` does, or why it cannot.
fn set_or_unset(field: &FieldShape, value: &str, today: NaiveDate) -> Result<Effect, String> {
    if !value.is_empty() {
        let date = |text: &str| values::day(text).ok().map(|day| day.date(today));
        return Value::typed(field, value, &date).map(Effect::Set);
    }
    if field.required {
        return Err("must not be empty".to_owned());
    }
    Ok(Effect::Unset)
}

/// What `FIELD+=ENTRY` or `FIELD-=ENTRY` does, or why it cannot.
fn change_entries(field: &FieldShape, operator: &str, value: &str) -> Result<Effect, String> {
    if !matches!(field.kind, Kind::Texts) {
        return Err(format!("is not a list: write `{}=…`", field.name));
    }
    let entries: Vec<String> = value
        .split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .map(str::to_owned)
        .collect();
    if entries.is_empty() {
        return Err(format!(
            "needs an entry: write `{}{operator}=ENTRY`",
            field.name
        ));
    }
    Ok(if operator == "+" {
        Effect::Add(entries)
    } else {
        Effect::Remove(entries)
    })
}

fn field(shape: &'static TableShape, name: &str) -> Result<&'static FieldShape, Failure> {
    if name == "id" {
        return Err(
            Failure::new("you cannot set an id: references to it would break")
                .hint("`claimbook rename ID NEW` changes it everywhere"),
        );
    }
    if shape.name == "claim" && matches!(name, "status" | "derived_status" | "ruling") {
        return Err(Failure::new(
            "you cannot set a status: it comes from the evidence and from rulings",
        )
        .hint("`claimbook rule CLAIM STATUS --reason …` adds a ruling"));
    }
    if shape.name == "claim" && matches!(name, "evidence" | "source" | "stance") {
        return Err(Failure::new("you cannot set evidence as a field")
            .hint("`claimbook cite CLAIM SOURCE --supports` adds it"));
    }
    shape.field(name).ok_or_else(|| {
        let failure = Failure::new(format!("a {} has no field `{name}`", shape.noun));
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

#[cfg(test)]
mod tests {
    use super::{Assignment, Effect, is_assignment};
    use crate::cli::failure::Exit;
    use claimbook::document::edit::Value;
    use claimbook::document::format::{CLAIM, PARTY, SOURCE, TableShape};

    fn parsed(word: &str, shape: &'static TableShape) -> Result<Assignment, String> {
        let today = "2026-03-10".parse().unwrap();
        Assignment::parse(word, shape, today).map_err(|failure| {
            assert_eq!(failure.exit, Exit::Failed, "{word}");
            let lines = failure.lines();
            let texts: Vec<String> = lines.into_iter().map(|(_, text)| text).collect();
            texts.join("; ")
        })
    }

    #[track_caller]
    fn check(word: &str, field: &str, effect: &Effect) {
        let assignment = parsed(word, &CLAIM).unwrap();
        assert_eq!((assignment.field(), &assignment.effect), (field, effect));
    }

    #[track_caller]
    fn refused(word: &str, shape: &'static TableShape, words: &str) {
        let error = parsed(word, shape).unwrap_err();
        assert!(error.contains(words), "{word}: {error}");
    }

    fn entries(entries: &[&str]) -> Vec<String> {
        entries.iter().map(|entry| (*entry).to_owned()).collect()
    }

    #[test]
    fn a_value_is_set_as_its_field_has_it() {
        let text = |text: &str| Effect::Set(Value::Text(text.to_owned()));
        check("section=A = B", "section", &text("A = B"));
        check("kind=figure", "kind", &text("figure"));
        check("paragraph=4", "paragraph", &Effect::Set(Value::Number(4)));
        check(
            "confidential=true",
            "confidential",
            &Effect::Set(Value::Flag(true)),
        );
        check(
            "tags=a,b",
            "tags",
            &Effect::Set(Value::Texts(entries(&["a", "b"]))),
        );
    }

    #[test]
    fn a_date_may_be_a_word() {
        let parsed = parsed("said_on=yesterday", &CLAIM).unwrap();
        let Effect::Set(Value::Date(date)) = parsed.effect else {
            panic!("{parsed:?}");
        };
        assert_eq!(date.to_string(), "2026-03-09");
    }

    #[test]
    fn entries_are_added_to_and_removed_from_a_list() {
        check("tags+=x", "tags", &Effect::Add(entries(&["x"])));
        check("tags+= x , y,,", "tags", &Effect::Add(entries(&["x", "y"])));
        check("tags-=x", "tags", &Effect::Remove(entries(&["x"])));
        check("tags-=x=y", "tags", &Effect::Remove(entries(&["x=y"])));
    }

    #[test]
    fn nothing_behind_the_sign_removes_the_field_unless_it_is_required() {
        check("section=", "section", &Effect::Unset);
        check("tags=", "tags", &Effect::Unset);
        refused("text=", &CLAIM, "`text` must not be empty");
        refused("title=", &SOURCE, "`title` must not be empty");
        refused("name=", &PARTY, "`name` must not be empty");
        refused("tags+=", &CLAIM, "needs an entry: write `tags+=ENTRY`");
        refused("tags-=,", &CLAIM, "needs an entry: write `tags-=ENTRY`");
    }

    #[test]
    fn entries_need_a_list() {
        refused("section+=x", &CLAIM, "is not a list: write `section=…`");
        refused("paragraph-=1", &CLAIM, "is not a list");
    }

    #[test]
    fn a_value_of_the_wrong_type_is_refused_and_nothing_is_written() {
        for word in [
            "paragraph=four",
            "paragraph=0",
            "confidential=perhaps",
            "kind=figur",
            "said_on=2026-02-30",
            "needs_origins=10",
        ] {
            refused(word, &CLAIM, "nothing was written");
        }
    }

    #[test]
    fn what_another_command_changes_is_refused_with_that_command() {
        refused("id=b", &CLAIM, "claimbook rename ID NEW");
        refused("id=b", &SOURCE, "claimbook rename ID NEW");
        refused("status=refuted", &CLAIM, "claimbook rule");
        refused("derived_status=refuted", &CLAIM, "claimbook rule");
        refused("evidence=x", &CLAIM, "claimbook cite");
        refused("status=x", &SOURCE, "a source has no field `status`");
    }

    #[test]
    fn an_unknown_field_gets_the_nearest_or_all_of_them() {
        refused("speeker=x", &CLAIM, "did you mean `speaker`?");
        refused(
            "zzzzzz=x",
            &PARTY,
            "its fields are: name, aliases, domains, kind",
        );
        refused("=x", &PARTY, "a party has no field ``");
    }

    #[test]
    fn only_the_entries_of_the_field_asked_for_count() {
        let denies = parsed("denies+=a,b", &CLAIM).unwrap();
        assert_eq!(denies.entries_of("denies"), ["a", "b"]);
        assert!(denies.entries_of("repeats").is_empty());
        let removed = parsed("denies-=a", &CLAIM).unwrap();
        assert!(removed.entries_of("denies").is_empty());
    }

    #[test]
    fn each_entry_becomes_an_edit_of_its_own() {
        let edits = |word: &str| parsed(word, &CLAIM).unwrap().edits("claim", "a").len();
        assert_eq!(edits("tags+=x,y,z"), 3);
        assert_eq!(edits("tags-=x,y"), 2);
        assert_eq!(edits("tags=x,y"), 1);
        assert_eq!(edits("tags="), 1);
    }

    #[test]
    fn an_assignment_is_told_from_an_id_by_its_sign() {
        assert!(is_assignment("kind=figure") && is_assignment("tags+=x"));
        assert!(!is_assignment("toll-2025"));
    }
}
