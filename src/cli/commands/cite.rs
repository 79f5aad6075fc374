//! `claimbook cite` adds evidence to a claim, and a new source if needed.

use crate::cli::failure::{Exit, Failure};
use crate::cli::paths::shown_path;
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::source_fields::SourceFields;
use crate::cli::write::{fields, person, references};
use claimbook::document::edit::{NewFields, Value};
use claimbook::domain::date::Date;
use claimbook::domain::evidence::{About, Evidence, Stance};
use claimbook::domain::source::SourceKind;
use clap::Args;

/// What follows the long help.
const AFTER_HELP: &str = "\
If the book has a source at the address, claimbook cites that source. Trackers in the address and archive links make no \
difference. An address that the book does not have becomes a new source, which needs --title. If the book has a source near \
the address (with http for https, with www., at twitter.com for x.com), claimbook names it, and you decide: write its id, or --new.

Examples:
  claimbook cite toll-2025 burial-records --supports --quote 'a total of 310' --locator 'table 2'
  claimbook cite toll-2025 https://lake.example/deaths --refutes --title 'Half of it' --publisher lake-gazette
  claimbook cite toll-2025 wire-count --supports --dry-run";

/// Cite a source as evidence on a claim
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The claim: its whole id
    claim: String,
    /// The source: its whole id or its address
    source: String,
    #[command(flatten)]
    stance: StanceArguments,
    /// Which question it answers: is it so (content), or did they say it (attribution) [default: content]
    #[arg(long, value_parser = values::word(About::WORDS, About::parse))]
    about: Option<About>,
    /// If the source mixes several others: the one that this passage rests on (can be repeated)
    #[arg(long, value_name = "ID", value_parser = values::text)]
    via: Vec<String>,
    /// Whose word this passage is, if not the source's own: a party's id, name or alias, or any text
    #[arg(long, value_name = "PARTY", value_parser = values::text)]
    voice: Option<String>,
    /// Exact words of the source
    #[arg(long, value_name = "WORDS", value_parser = values::text)]
    quote: Option<String>,
    /// Where in the source: page, table, minute
    #[arg(long, value_parser = values::text)]
    locator: Option<String>,
    /// The quote in your language
    #[arg(long, value_name = "WORDS", value_parser = values::text)]
    translation: Option<String>,
    /// Credibility of this item, 1 (confirmed) to 6 (cannot be judged)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=6))]
    credibility: Option<u8>,
    /// A note
    #[arg(long, value_parser = values::text)]
    note: Option<String>,
    /// Who adds it [default: you]
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    by: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
    /// Its title
    #[arg(long, value_parser = values::text, help_heading = "The new source")]
    title: Option<String>,
    /// Write the new source to this file of the book instead of the claim's
    #[arg(long, value_name = "FILE", value_parser = values::book_file, help_heading = "The new source")]
    file: Option<String>,
    #[command(flatten)]
    new: SourceFields,
}

/// What the source says about the claim: exactly one of these.
#[expect(
    clippy::struct_excessive_bools,
    reason = "people type one flag, and clap accepts only one"
)]
#[derive(Args, Clone, Copy, Debug)]
#[group(required = true, multiple = false)]
struct StanceArguments {
    /// It is evidence for the claim
    #[arg(long)]
    supports: bool,
    /// It is evidence against the claim
    #[arg(long)]
    refutes: bool,
    /// It is somebody's bare word against the claim
    #[arg(long)]
    denies: bool,
    /// It reads the same facts differently
    #[arg(long)]
    disputes: bool,
    /// It says "true, but"
    #[arg(long)]
    qualifies: bool,
    /// It is neither for nor against
    #[arg(long)]
    context: bool,
}

impl StanceArguments {
    fn stance(self) -> Stance {
        let flags = [
            (self.supports, Stance::Supports),
            (self.refutes, Stance::Refutes),
            (self.denies, Stance::Denies),
            (self.disputes, Stance::Disputes),
            (self.qualifies, Stance::Qualifies),
        ];
        flags
            .into_iter()
            .find(|(set, _)| *set)
            .map_or(Stance::Context, |(_, stance)| stance)
    }
}

/// Adds the evidence.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "cite", arguments.write)?;
    let file = references::claim(&book, &arguments.claim)?;
    let source = source(arguments, &mut book, &file)?;
    for parent in &arguments.via {
        references::source(&book, parent)?;
    }
    if let Some(voice) = &arguments.voice {
        references::tell_unknown_party(&book, voice)?;
        tell_interview(&mut book, &source)?;
    }
    refuse_twice(arguments, &mut book, &file, &source)?;
    let fields = row(arguments, &book, &source);
    book.add_row(&file, &arguments.claim, "evidence", fields)?;
    let stance = arguments.stance.stance();
    let said = if stance == Stance::Context {
        "is context to"
    } else {
        stance.as_str()
    };
    book.finish(&format!("`{source}` {said} `{}`", arguments.claim))
}

/// The id of the source. A new source is drafted.
fn source(
    arguments: &Arguments,
    book: &mut WritableBook<'_>,
    file: &str,
) -> Result<String, Failure> {
    let typed = &arguments.source;
    if !references::is_address(typed) {
        let known = references::source(book, typed)?;
        return refuse_fields(arguments, &known).map(|()| known);
    }
    let address = &references::address(book, typed)?;
    if let Some(known) = references::source_at(book, address, arguments.new.is_new)? {
        refuse_fields(arguments, &known)?;
        book.tell(
            "note",
            &format!("the book has this address already: it is `{known}`"),
        );
        return Ok(known);
    }
    let title = arguments.title.as_deref().ok_or_else(|| {
        Failure::new(format!("the book has no source at `{address}`, and a new source needs a title"))
            .hint("give `--title TITLE`, and `--publisher`, `--published`, `--kind`, `--derived-from` or `--own-reporting` if you know them")
    })?;
    let files = (arguments.file.as_deref(), Some(file));
    let (id, file) = arguments
        .new
        .add(book, files, (title, Some(address)), None)?;
    book.tell("note", &format!("`{id}` is a new source in {file}"));
    Ok(id)
}

/// Refuses flags for a new source if the book has the source already: they would have no effect.
fn refuse_fields(arguments: &Arguments, known: &str) -> Result<(), Failure> {
    if arguments.title.is_none() && arguments.file.is_none() && arguments.new.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the book has `{known}` already: flags for a new source would have no effect"
    ))
    .hint(format!(
        "leave them out, or change the source with `claimbook source set {known} FIELD=VALUE`"
    )))
}

fn refuse_twice(
    arguments: &Arguments,
    book: &mut WritableBook<'_>,
    file: &str,
    source: &str,
) -> Result<(), Failure> {
    let claim = book.claim(file, &arguments.claim)?;
    let same = |row: &Evidence<'_>| {
        row.core.source == source
            && row.core.stance == arguments.stance.stance()
            && row.core.about == arguments.about.unwrap_or(About::Content)
            && row.core.via == arguments.via
            && row.core.voice == arguments.voice
            && row.words.quote == arguments.quote
            && row.words.locator == arguments.locator
    };
    let Some(row) = claim.as_ref().and_then(|claim| claim.evidence().find(same)) else {
        return Ok(());
    };
    let shown = shown_path(book.workspace.root(), file);
    Err(Failure::new(format!(
        "the claim has this evidence already, {shown}:{}",
        row.words.line
    ))
    .hint("nothing was written: to cite another passage, add `--quote`, `--locator` or `--voice`"))
}

/// Notes that a row with a voice counts as a statement, even if its source is an interview.
fn tell_interview(book: &mut WritableBook<'_>, source: &str) -> Result<(), Failure> {
    let detail = book.workspace.index().source(source)?;
    if detail.is_some_and(|detail| detail.source.kind == Some(SourceKind::Interview)) {
        let advice =
            format!("to name its witness, use `claimbook source set {source} voice=PARTY`");
        let fact =
            format!("`{source}` is an interview, but a row with a voice counts as a statement");
        book.tell("note", &format!("{fact}: {advice}"));
    }
    Ok(())
}

fn row(arguments: &Arguments, book: &WritableBook<'_>, source: &str) -> NewFields {
    let mut new = NewFields::new();
    fields::put_text(&mut new, "source", Some(source));
    fields::put_text(&mut new, "stance", Some(arguments.stance.stance().as_str()));
    fields::put_text(
        &mut new,
        "about",
        arguments
            .about
            .filter(|about| *about != About::Content)
            .map(About::as_str),
    );
    fields::put_texts(&mut new, "via", &arguments.via);
    fields::put_text(&mut new, "voice", arguments.voice.as_deref());
    if let Some(credibility) = arguments.credibility {
        new.insert("credibility", Value::Number(credibility.into()));
    }
    fields::put_text(&mut new, "quote", arguments.quote.as_deref());
    fields::put_text(&mut new, "locator", arguments.locator.as_deref());
    fields::put_text(&mut new, "translation", arguments.translation.as_deref());
    fields::put_text(&mut new, "note", arguments.note.as_deref());
    fields::put_text(
        &mut new,
        "by",
        person::name(arguments.by.as_deref(), &book.workspace).as_deref(),
    );
    fields::put_date(&mut new, "added", Some(Date::Day(book.session.today)));
    new
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use claimbook::domain::evidence::Stance;
    use clap::{Args, Command, FromArgMatches};

    fn stance(flags: &[&str]) -> Option<Stance> {
        let command = Arguments::augment_args(Command::new("cite").no_binary_name(true));
        let words = ["claim", "source"].iter().chain(flags);
        let matches = command.try_get_matches_from(words).ok()?;
        let arguments = Arguments::from_arg_matches(&matches).unwrap();
        Some(arguments.stance.stance())
    }

    #[test]
    fn each_flag_is_the_stance_of_its_name() {
        for word in Stance::WORDS {
            assert_eq!(stance(&[&format!("--{word}")]).unwrap().as_str(), *word);
        }
    }

    #[test]
    fn a_row_has_exactly_one_stance() {
        assert_eq!(stance(&[]), None);
        assert_eq!(stance(&["--supports", "--denies"]), None);
    }
}
