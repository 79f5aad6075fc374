//! Sets a field of `claimbook.toml`.

use crate::document::edit::change::{EditRefusal, RecordField};
use crate::document::edit::value::Value;
use crate::document::edit::{field, layout, sound, splice};
use toml::{Table, Value as Toml};

/// Gives a field of a table of the settings a text as its value. A table that is not there goes at the end.
///
/// # Errors
/// If the settings are not TOML, or if the table is written in a way that only a person can edit.
pub fn set_setting(
    text: &str,
    table: &'static str,
    (key, value): (&'static str, &str),
) -> Result<String, EditRefusal> {
    let document = sound(text, "")?;
    let value = Value::Text(value.to_owned());
    let splices = if let Some(record) = document.nth(table, 0) {
        let place = RecordField {
            kind: table,
            id: String::new(),
            field: key,
        };
        field::set(text, record, &place, &value)?
    } else {
        let above = if text.trim().is_empty() { "" } else { "\n" };
        let lines = format!("{above}[{table}]\n{key} = {}\n", value.written());
        vec![layout::insert_lines(text, text.len(), &lines)]
    };
    let new = splice::apply(text, splices).ok_or(EditRefusal::Bug)?;
    let mut expected: Table = text.parse().map_err(|_| EditRefusal::Bug)?;
    let fields = expected
        .entry(table.to_owned())
        .or_insert_with(|| Toml::Table(Table::new()));
    let fields = fields.as_table_mut().ok_or(EditRefusal::Bug)?;
    fields.insert(key.to_owned(), value.parsed());
    if new.parse::<Table>().ok() == Some(expected) {
        Ok(new)
    } else {
        Err(EditRefusal::Bug)
    }
}

#[cfg(test)]
mod tests {
    use super::set_setting;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let new = set_setting(text, "layout", ("sources", "each")).unwrap();
        assert_eq!(new, expect);
    }

    #[test]
    fn a_setting_is_set_where_a_person_would_write_it() {
        check("", "[layout]\nsources = \"each\"\n");
        check(
            "[book]\nname = \"A\" # ours\n",
            "[book]\nname = \"A\" # ours\n\n[layout]\nsources = \"each\"\n",
        );
        check(
            "[layout] # where\r\nsources = 'one-file' # now\r\n[user]\r\n",
            "[layout] # where\r\nsources = 'each' # now\r\n[user]\r\n",
        );
        check(
            "[layout]\n\n[user]\nname = \"a\"",
            "[layout]\nsources = \"each\"\n\n[user]\nname = \"a\"",
        );
        check(
            "layout = { parties = \"each\" }\n",
            "layout = { sources = \"each\", parties = \"each\" }\n",
        );
        check(
            "layout.sources = \"one-file\"\n",
            "layout.sources = \"each\"\n",
        );
    }

    #[test]
    fn settings_that_are_not_toml_are_refused() {
        assert!(set_setting("[layout\n", "layout", ("sources", "each")).is_err());
        assert!(set_setting("layout = 1\n", "layout", ("sources", "each")).is_err());
    }
}
