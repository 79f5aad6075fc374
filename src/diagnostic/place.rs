//! The place of a finding. The index keeps no places, so the file is read again to find them.

use crate::diagnostic::{Diagnostic, Lines, Place, Severity};
use crate::document::locate::{Document, FieldSpans, RecordSpans};
use crate::domain::check::finding::{Finding, RecordPart};
use crate::domain::records::RecordKind;
use std::collections::BTreeMap;
use std::ops::Range;

/// A file's text with the places of its records, rows and fields.
#[derive(Debug)]
pub struct LocatedFile<'t> {
    path: &'t str,
    document: Document<'t>,
    lines: Lines<'t>,
    /// The positions of the records, by the lines of their headers.
    by_line: BTreeMap<usize, usize>,
}

impl<'t> LocatedFile<'t> {
    /// Finds the places in a text.
    #[must_use]
    pub fn new(path: &'t str, text: &'t str) -> Self {
        let (document, lines) = (Document::of(text), Lines::new(text));
        let headers = document
            .records
            .iter()
            .map(|record| lines.line_of(record.header.start));
        let by_line = headers.zip(0..).collect();
        Self {
            path,
            document,
            lines,
            by_line,
        }
    }

    /// The file's path inside the book.
    #[must_use]
    pub fn path(&self) -> &str {
        self.path
    }

    /// A finding about a record of this file, with its place. `others` has one item for each of the
    /// finding's other parts: its place, or `None` if it is in this file.
    #[must_use]
    pub fn diagnostic(
        &self,
        finding: &Finding,
        severity: Severity,
        others: Vec<Option<Place>>,
        nearest_name: Option<&str>,
    ) -> Diagnostic {
        let words = &finding.words;
        let nearest = nearest_name.map(|name| format!("did you mean `{name}`?"));
        let is_claim = finding.part.kind == RecordKind::Claim;
        let place = |(part, elsewhere): (&RecordPart, Option<Place>)| {
            let place = elsewhere.unwrap_or_else(|| self.place(part));
            (place, words.other.to_owned())
        };
        Diagnostic {
            code: finding.code,
            severity,
            message: words.message.clone(),
            place: self.place(&finding.part),
            label: words.label.clone(),
            help: nearest.into_iter().chain(words.help.clone()).collect(),
            claim: is_claim.then(|| finding.part.id.clone()),
            secondary: finding.others.iter().zip(others).map(place).collect(),
            count: finding.count,
        }
    }

    /// The place of a record, a row or a field. If the file changed and the record is gone, the place is
    /// the line where it was.
    fn place(&self, part: &RecordPart) -> Place {
        let span = self
            .span(part)
            .unwrap_or_else(|| self.lines.span_of(part.line.unwrap_or(1)));
        self.lines.place(self.path, span)
    }

    fn span(&self, part: &RecordPart) -> Option<Range<usize>> {
        let record = self.record(part)?;
        let Some((kind, position)) = part.row else {
            let id = record.field("id").map(|id| id.value.clone());
            let field = self.field(&record.fields, part);
            return Some(field.or(id).unwrap_or_else(|| record.header.clone()));
        };
        let row = record.rows(kind.as_str()).get(position)?;
        let field = self.field(&row.fields, part);
        Some(field.unwrap_or_else(|| row.header.clone()))
    }

    fn record(&self, part: &RecordPart) -> Option<&RecordSpans> {
        let Some(line) = part.line else {
            return self.document.record(part.kind.as_str(), &part.id);
        };
        let record = self.at_line(line)?;
        let is_it = record.id.as_deref().is_none_or(|id| id == part.id);
        is_it.then_some(record)
    }

    fn at_line(&self, line: u32) -> Option<&RecordSpans> {
        let position = self.by_line.get(&usize::try_from(line).ok()?)?;
        self.document.records.get(*position)
    }

    fn field(
        &self,
        fields: &BTreeMap<String, FieldSpans>,
        part: &RecordPart,
    ) -> Option<Range<usize>> {
        let value = fields.get(part.field?)?.value.clone();
        let text = part.text.as_deref();
        let within = text.and_then(|text| self.within(&value, text));
        Some(within.unwrap_or(value))
    }

    /// The place of a text within a value. A name of a list includes its quotation marks.
    fn within(&self, value: &Range<usize>, text: &str) -> Option<Range<usize>> {
        let whole = self.document.text.get(value.clone())?;
        let quoted = ['"', '\'']
            .iter()
            .map(|quote| format!("{quote}{text}{quote}"));
        let found = quoted
            .chain([text.to_owned()])
            .find_map(|text| Some((whole.find(&text)?, text.len())));
        found.map(|(at, length)| value.start + at..value.start + at + length)
    }
}

/// How many lines below a header the line with the record's id is looked for.
const HEADER_TO_ID: usize = 40;

/// The place of the record whose header is on this line of a file: the line with its id.
#[must_use]
pub fn of_record(path: &str, lines: &Lines<'_>, line: u32) -> Place {
    let header = lines.span_of(line);
    let (_, record) = lines.text().split_at(header.start);
    let mut at = header.start;
    for line in record.split_inclusive('\n').take(HEADER_TO_ID) {
        let trimmed = line.trim();
        let is_id = trimmed
            .strip_prefix("id")
            .is_some_and(|rest| rest.trim_start().starts_with('='));
        if is_id {
            let start = at + (line.len() - line.trim_start().len());
            return lines.place(path, start..start + trimmed.len());
        }
        at += line.len();
    }
    lines.place(path, header)
}

#[cfg(test)]
mod tests {
    use super::{LocatedFile, of_record};
    use crate::diagnostic::{Lines, Place, Severity};
    use crate::domain::check::finding::{Finding, RecordPart, RowKind, Words};
    use crate::domain::records::RecordKind;

    const TEXT: &str = "\
[[claim]]
id = \"toll\"
text = \"It killed 310.\"
accuses = [\"north\", 'northland']

  [[claim.evidence]]
  source = \"paper\"
  stance = \"supports\"

[[claim]]
text = \"No id.\"
";

    fn toll() -> RecordPart {
        RecordPart::new(RecordKind::Claim, "toll").on_line(1)
    }

    /// The text at the place of a part, and the line.
    #[track_caller]
    fn shows(part: &RecordPart, text: &str, line: usize) {
        let place = LocatedFile::new("a.toml", TEXT).place(part);
        assert_eq!((&TEXT[place.span], place.line), (text, line));
    }

    #[test]
    fn a_field_is_shown_by_its_value_and_a_missing_one_by_the_id() {
        shows(&toll().field("text"), "\"It killed 310.\"", 3);
        shows(&toll().field("quote"), "\"toll\"", 2);
        shows(&toll(), "\"toll\"", 2);
    }

    #[test]
    fn a_text_in_a_field_is_shown_with_its_quotation_marks_if_it_is_the_whole_item() {
        shows(&toll().field("accuses").text("northland"), "'northland'", 4);
        shows(&toll().field("accuses").text("north"), "\"north\"", 4);
        shows(&toll().field("text").text("310"), "310", 3);
        shows(&toll().field("text").text("gone"), "\"It killed 310.\"", 3);
    }

    #[test]
    fn a_row_is_shown_by_its_field_or_its_header() {
        let row = toll().row(RowKind::Evidence, 0);
        shows(&row.clone().field("source"), "\"paper\"", 7);
        shows(&row.field("added"), "[[claim.evidence]]", 6);
    }

    #[test]
    fn a_record_without_an_id_is_shown_by_its_header() {
        let nameless = RecordPart::new(RecordKind::Claim, "anything").on_line(10);
        shows(&nameless, "[[claim]]", 10);
    }

    #[test]
    fn a_record_that_is_gone_is_shown_by_its_line() {
        let other = RecordPart::new(RecordKind::Claim, "other");
        shows(&other.clone().on_line(1), "[[claim]]", 1);
        shows(&other.clone().on_line(3), "text = \"It killed 310.\"", 3);
        shows(&other.clone().on_line(99), "", 12);
        shows(&other, "[[claim]]", 1);
        shows(&toll().row(RowKind::Evidence, 1), "[[claim]]", 1);
    }

    #[test]
    fn a_record_known_by_its_id_only_is_found() {
        shows(&RecordPart::new(RecordKind::Claim, "toll"), "\"toll\"", 2);
    }

    #[test]
    fn the_line_with_the_id_stands_for_a_record_of_another_file() {
        let line = |text: &str, line| of_record("a.toml", &Lines::new(text), line);
        let place = line(TEXT, 1);
        assert_eq!(
            (&TEXT[place.span], place.line, place.column),
            ("id = \"toll\"", 2, 1)
        );
        let indented = "\n[[claim]]\nidle = 1\n  id=\"x\"\n";
        let place = line(indented, 2);
        assert_eq!(
            (&indented[place.span], place.line, place.column),
            ("id=\"x\"", 4, 3)
        );
        let nameless = "[[claim]]\ntext = \"x\"\n";
        assert_eq!(line(nameless, 1).line, 1);
        assert_eq!(line("", 5).span, 0..0);
    }

    #[test]
    fn a_diagnostic_has_the_suggestion_before_the_other_help() {
        let finding = Finding {
            code: "unknown-source",
            level: Some(Severity::Error),
            part: toll(),
            others: vec![toll().field("text"), toll()],
            words: Words {
                message: "wrong".to_owned(),
                label: Some("here".to_owned()),
                help: vec!["mend it".to_owned()],
                other: "there",
                unknown: None,
            },
            count: 1,
        };
        let elsewhere = Place {
            file: "b.toml".to_owned(),
            line: 7,
            column: 1,
            span: 0..0,
        };
        let located = LocatedFile::new("a.toml", TEXT);
        let others = vec![None, Some(elsewhere)];
        let diagnostic = located.diagnostic(&finding, Severity::Note, others, Some("paper"));
        assert_eq!(diagnostic.help, ["did you mean `paper`?", "mend it"]);
        assert_eq!(
            (diagnostic.severity, diagnostic.claim.as_deref()),
            (Severity::Note, Some("toll"))
        );
        let lines: Vec<(usize, &str)> = diagnostic
            .secondary
            .iter()
            .map(|(place, label)| (place.line, label.as_str()))
            .collect();
        assert_eq!(lines, [(3, "there"), (7, "there")]);
    }

    #[test]
    fn a_finding_about_a_source_names_no_claim() {
        let finding = Finding {
            code: "archive-missing",
            level: None,
            part: RecordPart::new(RecordKind::Source, "toll"),
            others: Vec::new(),
            words: Words::default(),
            count: 1,
        };
        let located = LocatedFile::new("a.toml", TEXT);
        let diagnostic = located.diagnostic(&finding, Severity::Note, Vec::new(), None);
        assert_eq!(diagnostic.claim, None);
        assert!(diagnostic.help.is_empty());
    }
}
