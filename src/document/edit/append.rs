//! Adds many new records to the end of a text at once, with their rows. `import` writes thousands.

use crate::document::edit::change::{EditRefusal, NewFields};
use crate::document::edit::locator::{row_shape, shape};
use crate::document::edit::value::same;
use crate::document::edit::{expected, row};
use crate::document::parse::text::parse;
use toml::{Table, Value as Toml};

/// A new record with its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRecord {
    /// The name of its table: `claim`.
    pub kind: &'static str,
    /// Its fields.
    pub fields: NewFields,
    /// Its rows in order, each with its key: `evidence`.
    pub rows: Vec<(&'static str, NewFields)>,
}

impl NewRecord {
    /// The record as a person would write it, with a blank line above. Empty if the format has no such table.
    #[must_use]
    pub fn written(&self) -> String {
        let mut lines = String::new();
        let Some(shape) = shape(self.kind) else {
            return lines;
        };
        lines.push('\n');
        row::write(
            &mut lines,
            ("", ""),
            shape,
            &row::in_order(shape, &self.fields),
        );
        for (key, fields) in &self.rows {
            if let Some(shape) = row_shape(key) {
                lines.push('\n');
                row::write(
                    &mut lines,
                    ("  ", "  "),
                    shape,
                    &row::in_order(shape, fields),
                );
            }
        }
        lines
    }

    fn parsed(&self) -> Table {
        let mut record = expected::fields(&self.fields);
        for (key, fields) in &self.rows {
            let rows = record
                .entry(*key)
                .or_insert_with(|| Toml::Array(Vec::new()));
            if let Some(rows) = rows.as_array_mut() {
                rows.push(Toml::Table(expected::fields(fields)));
            }
        }
        record
    }
}

/// Adds records at the end of a text. Everything that the text has stays as it is.
///
/// # Errors
/// If the text is not TOML, lists its records between brackets, or would get a new problem.
pub fn append(text: &str, stem: &str, records: &[NewRecord]) -> Result<String, EditRefusal> {
    let mut expected: Table = text
        .parse()
        .map_err(|_| EditRefusal::Broken(parse(text, stem).problems))?;
    let feed = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut new = text.to_owned();
    for record in records {
        add_text(&mut new, &record.written(), feed);
        let all = expected
            .entry(record.kind)
            .or_insert_with(|| Toml::Array(Vec::new()));
        let all = all.as_array_mut().ok_or(BY_HAND)?;
        all.push(Toml::Table(record.parsed()));
    }
    if let Some(problem) = expected::new_problem(text, &new, stem) {
        return Err(EditRefusal::Unsound(Box::new(problem)));
    }
    let found: Table = new.parse().map_err(|_| BY_HAND)?;
    if same(&Toml::Table(expected), &Toml::Table(found)) {
        Ok(new)
    } else {
        Err(EditRefusal::Bug)
    }
}

/// Adds lines to a text, with its line ends.
fn add_text(text: &mut String, lines: &str, feed: &str) {
    if text.is_empty() {
        text.push_str(lines.trim_start_matches('\n'));
        return;
    }
    if !text.ends_with('\n') {
        text.push_str(feed);
    }
    if feed == "\n" {
        text.push_str(lines);
    } else {
        text.push_str(&lines.replace('\n', feed));
    }
}

const BY_HAND: EditRefusal =
    EditRefusal::ByHand("lists its records between brackets: edit it in the file");

#[cfg(test)]
mod tests {
    use super::{NewRecord, append};
    use crate::document::edit::Value;

    fn claim(id: &str, text: &str) -> NewRecord {
        let value = |text: &str| Value::Text(text.to_owned());
        NewRecord {
            kind: "claim",
            fields: [("text", value(text)), ("id", value(id))].into(),
            rows: vec![(
                "evidence",
                [("stance", value("context")), ("source", value("s"))].into(),
            )],
        }
    }

    #[test]
    fn new_records_follow_what_is_there_and_have_their_rows() {
        let old = "# Ours.\n[[claim]]\nid = \"a\"\ntext = \"A\"";
        let new = append(old, "x", &[claim("b", "B \"so\"\nand so")]).unwrap();
        insta::assert_snapshot!(new, @r#"
        # Ours.
        [[claim]]
        id = "a"
        text = "A"

        [[claim]]
        id = "b"
        text = """
        B "so"
        and so"""

          [[claim.evidence]]
          source = "s"
          stance = "context"
        "#);
        assert!(
            append("", "x", &[claim("b", "B")])
                .unwrap()
                .starts_with("[[claim]]")
        );
    }

    #[test]
    fn line_ends_stay_and_what_cannot_be_appended_to_is_refused() {
        let new = append(
            "[[claim]]\r\nid = \"a\"\r\ntext = \"A\"\r\n",
            "x",
            &[claim("b", "B")],
        );
        assert!(!new.unwrap().replace("\r\n", "").contains('\n'));
        assert!(
            append(
                "claim = [{ id = \"a\", text = \"A\" }]\n",
                "x",
                &[claim("b", "B")]
            )
            .is_err()
        );
        assert!(append("[[claim]\n", "x", &[claim("b", "B")]).is_err());
        assert!(append("", "x", &[claim("B b", "B")]).is_err());
    }
}
