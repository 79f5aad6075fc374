//! The flags that describe a new source, for `cite` and `source add`.

use crate::cli::failure::Failure;
use crate::cli::values;
use crate::cli::values::Day;
use crate::cli::write::book::WritableBook;
use crate::cli::write::{fields, references};
use chrono::NaiveDate;
use claimbook::document::edit::{NewFields, Position, path_in_book};
use claimbook::domain::date::Date;
use claimbook::domain::records::RecordKind;
use claimbook::domain::source::SourceKind;
use clap::Args;

/// The fields of a new source, as flags.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "The new source")]
pub(crate) struct SourceFields {
    /// Its id [default: made from the title]
    #[arg(long, value_name = "ID", value_parser = values::new_id)]
    pub(crate) id: Option<String>,
    /// Who wrote it
    #[arg(long, value_parser = values::text)]
    author: Option<String>,
    /// Who published it: a party's id, name or alias, or any text
    #[arg(long, value_name = "PARTY", value_parser = values::text)]
    publisher: Option<String>,
    /// When it was published: 2026, 2026-03, 2026-03-02, today, yesterday, tomorrow or +3d
    #[arg(long, value_name = "DAY", value_parser = values::day)]
    published: Option<Day>,
    /// When you read it [default: today, if it has an address]
    #[arg(long, value_name = "DAY", value_parser = values::day)]
    accessed: Option<Day>,
    /// The address of an archived copy
    #[arg(long, value_name = "URL", value_parser = values::text)]
    archive: Option<String>,
    /// The path of a copy inside the book
    #[arg(long, value_name = "PATH", value_parser = path_in_book)]
    copy: Option<String>,
    /// What kind of source it is
    #[arg(long, value_name = "KIND", value_parser = values::word(SourceKind::WORDS, SourceKind::parse))]
    kind: Option<SourceKind>,
    /// Whose statement it carries, if not the publisher's own
    #[arg(id = "source_voice", long = "source-voice", value_name = "PARTY", value_parser = values::text)]
    voice: Option<String>,
    /// A source that it repeats (can be repeated)
    #[arg(long, value_name = "ID", value_parser = values::text)]
    derived_from: Vec<String>,
    /// Mark it as its publisher's own work: the path to the origin ends here
    #[arg(long)]
    own_reporting: bool,
    /// A party whose side it takes (can be repeated)
    #[arg(long, value_name = "PARTY", value_parser = values::text)]
    interest: Vec<String>,
    /// Its language, such as en, ps or pt-BR
    #[arg(long, value_parser = values::text)]
    language: Option<String>,
    /// Keep it out of reports and exports
    #[arg(long)]
    confidential: bool,
    /// Add it even if the book has a source near its address
    #[arg(long = "new")]
    pub(crate) is_new: bool,
}

impl SourceFields {
    /// Whether no flag is given.
    pub(crate) fn is_empty(&self) -> bool {
        let dates = self.published.is_some() || self.accessed.is_some();
        let texts = [
            &self.id,
            &self.author,
            &self.publisher,
            &self.archive,
            &self.copy,
            &self.voice,
            &self.language,
        ];
        let lists = !self.derived_from.is_empty() || !self.interest.is_empty();
        let flags = self.own_reporting || self.confidential || self.is_new;
        !(dates || lists || flags || self.kind.is_some()) && texts.iter().all(|text| text.is_none())
    }

    /// Drafts the source, and returns its id and its file. `file` is the one that the user names, and the one that the
    /// source is added for.
    pub(crate) fn add(
        &self,
        book: &mut WritableBook<'_>,
        (named, beside): (Option<&str>, Option<&str>),
        (title, url): (&str, Option<&str>),
        note: Option<&str>,
    ) -> Result<(String, String), Failure> {
        let id = references::new_id(book, self.id.as_deref(), title)?;
        for parent in &self.derived_from {
            references::source(book, parent)?;
        }
        for party in self
            .publisher
            .iter()
            .chain(&self.voice)
            .chain(&self.interest)
        {
            references::tell_unknown_party(book, party)?;
        }
        let mut new = self.fields(book.session.today, url.is_some());
        fields::put_text(&mut new, "id", Some(&id));
        fields::put_text(&mut new, "title", Some(title));
        fields::put_text(&mut new, "url", url);
        if self.publisher.is_none() {
            let owner = references::owner(book, url.or(self.archive.as_deref()))?;
            fields::put_text(&mut new, "publisher", owner.as_deref());
        }
        let archive = self.archive.as_deref();
        let archive = archive
            .map(|url| references::address(book, url))
            .transpose()?;
        fields::put_text(&mut new, "archive", archive.as_deref());
        fields::put_text(&mut new, "note", note);
        let file = book.file_for_new(RecordKind::Source, &id, named, beside);
        book.add_record(&file, "source", new, Position::ById)?;
        Ok((id, file))
    }

    fn fields(&self, today: NaiveDate, has_address: bool) -> NewFields {
        let date = |day: Option<Day>| day.map(|day| day.date(today));
        let read_today = has_address.then_some(Date::Day(today));
        let mut new = NewFields::new();
        fields::put_text(&mut new, "author", self.author.as_deref());
        fields::put_text(&mut new, "publisher", self.publisher.as_deref());
        fields::put_date(&mut new, "published", date(self.published));
        fields::put_date(&mut new, "accessed", date(self.accessed).or(read_today));
        fields::put_text(&mut new, "file", self.copy.as_deref());
        fields::put_text(&mut new, "kind", self.kind.map(SourceKind::as_str));
        fields::put_text(&mut new, "voice", self.voice.as_deref());
        fields::put_texts(&mut new, "derived_from", &self.derived_from);
        fields::put_flag(&mut new, "own_reporting", self.own_reporting);
        fields::put_texts(&mut new, "interests", &self.interest);
        fields::put_text(&mut new, "language", self.language.as_deref());
        fields::put_flag(&mut new, "confidential", self.confidential);
        new
    }
}
