//! What can follow in each argument: ids, tags, fields, values, codes. The name of an argument's value says which.

use crate::cli::complete::book::BookAtHand;
use claimbook::diagnostic::codes;
use claimbook::document::format::{ARTICLE, CLAIM, FieldShape, Kind, PARTY, SOURCE, TableShape};
use claimbook::domain::records::RecordKind;
use claimbook::domain::ruling::RulingStatus;
use claimbook::domain::status::{Flag, Status};
use claimbook::render::clean;
use clap::{Arg, Command};
use clap_complete::{ArgValueCompleter, CompletionCandidate};
use std::ffi::OsStr;
use std::sync::Arc;

/// How many characters of a record's words to show beside its id.
const WORDS_SHOWN: usize = 60;

/// A candidate, and what it is about.
type Offer = (String, Option<String>);

/// What can follow the beginning of a word.
type Suggest = fn(&BookAtHand, &str) -> Vec<Offer>;

/// Adds to each argument what can follow in it.
pub(super) fn complete(program: Command, book: &BookAtHand) -> Command {
    let topics: Arc<[String]> = program
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .chain(["format", "status"].map(str::to_owned))
        .chain(
            Status::WORDS
                .iter()
                .chain(Flag::WORDS)
                .map(|word| (*word).to_owned()),
        )
        .chain(codes::all().map(str::to_owned))
        .collect();
    with_values(program, book, &topics)
}

fn with_values(command: Command, book: &BookAtHand, topics: &Arc<[String]>) -> Command {
    let command = command.mut_args(|argument| {
        if argument.get_id() == "topic" {
            let topics = Arc::clone(topics);
            return argument.add(completer(move |typed| {
                let known = topics.iter().filter(|topic| topic.starts_with(typed));
                known.map(|topic| (topic.clone(), None)).collect()
            }));
        }
        match source(&argument) {
            Some(source) => {
                let book = book.clone();
                argument.add(completer(move |typed| source(&book, typed)))
            }
            None => argument,
        }
    });
    command.mut_subcommands(|child| with_values(child, book, topics))
}

fn completer(offers: impl Fn(&str) -> Vec<Offer> + Send + Sync + 'static) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let offered = typed.to_str().map(&offers).unwrap_or_default();
        let safe = offered.into_iter().filter(|(word, _)| is_plain(word));
        let candidate = |(word, about): Offer| {
            let about = about.map(|about| shown(&about).into());
            CompletionCandidate::new(word).help(about)
        };
        safe.map(candidate).collect::<Vec<_>>()
    })
}

/// Whether a shell takes these characters for themselves. Ids always are plain, but a tag can be anything, and a book can be
/// anybody's.
fn is_plain(word: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "-_.,:=+/@%".contains(c);
    word.chars().all(plain) && !word.starts_with('-')
}

/// The first words of a text, on one line.
fn shown(text: &str) -> String {
    let line = clean::line(text);
    let mut shown: String = line.chars().take(WORDS_SHOWN).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    shown
}

/// What can follow in an argument. None if anything can, or clap knows.
fn source(argument: &Arg) -> Option<Suggest> {
    let value = argument.get_value_names()?.first()?.as_str();
    Some(match (value, argument.get_id().as_str()) {
        // The ruling comes after the claims, and clap cannot tell which is the last one.
        ("CLAIM", "claims") => |book, typed| [claims(book, typed), rulings(typed)].concat(),
        ("CLAIM", _) => claims,
        ("SOURCE", _) | ("ID", "via" | "derived_from") => sources,
        ("PARTY", _) => parties,
        ("ARTICLE", _) => articles,
        ("TAG", _) => tags,
        ("CODE", _) => diagnostics,
        // The id of a new record is not there yet.
        ("ID", _) if argument.get_long().is_none() => records,
        ("CLAIM | FIELD=VALUE", _) => |book, typed| assigned(book, typed, &CLAIM, claims),
        ("SOURCE | FIELD=VALUE", _) => |book, typed| assigned(book, typed, &SOURCE, sources),
        ("PARTY | FIELD=VALUE", _) => |book, typed| assigned(book, typed, &PARTY, parties),
        ("ARTICLE | FIELD=VALUE", _) => |book, typed| assigned(book, typed, &ARTICLE, articles),
        _ => return None,
    })
}

fn ids(book: &BookAtHand, kind: RecordKind, typed: &str) -> Vec<Offer> {
    let found = book.ask(|book| book.index().ids_beginning(kind, typed).ok());
    found
        .into_iter()
        .map(|(id, about)| (id, Some(about)))
        .collect()
}

fn claims(book: &BookAtHand, typed: &str) -> Vec<Offer> {
    ids(book, RecordKind::Claim, typed)
}

fn rulings(typed: &str) -> Vec<Offer> {
    let known = RulingStatus::WORDS
        .iter()
        .filter(|word| word.starts_with(typed));
    known.map(|word| ((*word).to_owned(), None)).collect()
}

/// An article can be a source too.
fn sources(book: &BookAtHand, typed: &str) -> Vec<Offer> {
    let mut found = ids(book, RecordKind::Source, typed);
    found.extend(ids(book, RecordKind::Article, typed));
    found
}

fn parties(book: &BookAtHand, typed: &str) -> Vec<Offer> {
    ids(book, RecordKind::Party, typed)
}

fn articles(book: &BookAtHand, typed: &str) -> Vec<Offer> {
    ids(book, RecordKind::Article, typed)
}

fn records(book: &BookAtHand, typed: &str) -> Vec<Offer> {
    let all: [Suggest; 3] = [claims, sources, parties];
    all.iter().flat_map(|of| of(book, typed)).collect()
}

fn tags(book: &BookAtHand, typed: &str) -> Vec<Offer> {
    let found = book.ask(|book| book.index().tags_beginning(typed).ok());
    let found = found.into_iter().filter(|tag| tag.starts_with(typed));
    found.map(|tag| (tag, None)).collect()
}

fn diagnostics(_: &BookAtHand, typed: &str) -> Vec<Offer> {
    let known = codes::all().filter(|code| code.starts_with(typed));
    known.map(|code| (code.to_owned(), None)).collect()
}

/// An id, or a field, or a value of the field before `=`.
fn assigned(
    book: &BookAtHand,
    typed: &str,
    shape: &'static TableShape,
    ids: Suggest,
) -> Vec<Offer> {
    let Some((target, value)) = typed.split_once('=') else {
        let mut offers = ids(book, typed);
        let fields = shape.fields.iter().flat_map(assignments);
        offers.extend(fields.filter(|(field, _)| field.starts_with(typed)));
        return offers;
    };
    let name = target.trim_end_matches(['+', '-']);
    let Some(field) = shape.field(name) else {
        return Vec::new();
    };
    // The entries of a list stand between commas.
    let last = match field.kind {
        Kind::Texts => value.rfind(',').map_or(0, |comma| comma + 1),
        _ => 0,
    };
    let (before, begun) = value.split_at(last);
    let values = values(book, field, begun).into_iter();
    values
        .map(|(value, about)| (format!("{target}={before}{value}"), about))
        .collect()
}

/// The beginnings of assignments to a field.
fn assignments(field: &'static FieldShape) -> Vec<Offer> {
    let signs: &[&str] = match field.kind {
        _ if field.name == "id" => &[],
        Kind::Table(_) | Kind::Tables(_) | Kind::Levels(_) => &[],
        Kind::Texts => &["=", "+=", "-="],
        _ => &["="],
    };
    let about = || Some(field.doc.to_owned());
    signs
        .iter()
        .map(|sign| (format!("{}{sign}", field.name), about()))
        .collect()
}

/// What a field can hold, as far as the format or the book knows.
fn values(book: &BookAtHand, field: &FieldShape, begun: &str) -> Vec<Offer> {
    let words = |words: &[&str]| {
        let known = words.iter().filter(|word| word.starts_with(begun));
        known.map(|word| ((*word).to_owned(), None)).collect()
    };
    match (field.kind, field.name) {
        (Kind::Word(known), _) => words(known),
        (Kind::Flag, _) => words(&["true", "false"]),
        (Kind::Date, _) => words(&["today", "yesterday", "tomorrow"]),
        (_, "tags") => tags(book, begun),
        (_, "denies" | "contradicts" | "repeats") => claims(book, begun),
        (_, "derived_from") => sources(book, begun),
        (
            _,
            "speaker" | "quoted" | "accuses" | "concerns" | "publisher" | "voice" | "interests"
            | "part_of",
        ) => parties(book, begun),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_plain, shown, source};
    use crate::cli::arguments::Arguments;
    use clap::Command;
    use clap::builder::Str;

    #[test]
    fn what_a_shell_could_take_for_a_command_is_not_offered() {
        for word in [
            "toll-2025",
            "kind=figure",
            "tags+=a,b",
            "zoll_ß",
            "ضرب",
            "a/b:c@d.e",
        ] {
            assert!(is_plain(word), "{word}");
        }
        for word in [
            "$(reboot)",
            "`reboot`",
            "a b",
            "a;b",
            "a|b",
            "a&b",
            "a>b",
            "*",
            "a?",
            "~",
            "a'b",
            "a\"b",
            "a\\b",
            "a\nb",
            "a\tb",
            "#a",
            "!a",
            "{a,b}",
            "(a)",
            "[a]",
            "^a",
            "-rf",
            "--force",
            "a\u{1b}[2J",
            "a\u{202e}b",
            "a\u{200b}b",
        ] {
            assert!(!is_plain(word), "{word:?}");
        }
    }

    #[test]
    fn the_words_beside_an_id_are_short_and_harmless() {
        assert!(!shown("a\nb\u{1b}[2J").contains(['\n', '\u{1b}']));
        assert_eq!(shown(&"x".repeat(100)).chars().count(), 61);
    }

    fn each_command(command: &Command, each: &mut dyn FnMut(&Command)) {
        each(command);
        command
            .get_subcommands()
            .for_each(|child| each_command(child, each));
    }

    #[test]
    fn every_argument_that_names_something_of_a_book_is_completed() {
        let mut completed = 0;
        each_command(&Arguments::program(), &mut |command| {
            for argument in command.get_arguments() {
                let named = argument.get_value_names().unwrap_or_default();
                let named = named.first().map(Str::as_str).unwrap_or_default();
                let is_id = ["CLAIM", "SOURCE", "PARTY", "ARTICLE", "TAG", "ID"];
                let is_new = argument.get_long() == Some("id");
                if !is_new
                    && is_id
                        .iter()
                        .any(|name| named.split(' ').next() == Some(*name))
                {
                    assert!(source(argument).is_some(), "{} {named}", command.get_name());
                    completed += 1;
                }
            }
        });
        assert!(completed > 50, "{completed}");
    }
}
