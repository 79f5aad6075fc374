//! `claimbook article update` takes a new text for an article, and says what becomes of its claims.

use crate::cli::commands::article::add::{KeptNames, tell_size};
use crate::cli::commands::article::incoming::{IncomingArticle, PageArguments};
use crate::cli::commands::article::text::{anchored, claims_of};
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::terminal::output;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::references;
use claimbook::answer::{ArticleRow, ClaimRow};
use claimbook::document::edit::{Edit, RecordField, Value};
use claimbook::domain::article::ArticleState;
use claimbook::domain::date::Date;
use claimbook::domain::passage::{AnchorHow, QuotedPassage};
use claimbook::domain::records::RecordKind;
use claimbook::files;
use claimbook::files::ARTICLES;
use claimbook::text::fold::fold;
use claimbook::text::manuscript::Manuscript;
use claimbook::view::words;
use clap::Args;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// What follows the long help.
const AFTER_HELP: &str = "\
For each claim that quotes the article, claimbook says whether the new text has its quote:
  exact    word for word
  drifted  in slightly other words, and no change matters
  suspect  in other words, and a word that matters differs: a person decides
  lost     not at all

Then it lists the sentences that are new. The former original stays beside the new one, with its date in the name. With \
--reanchor, claimbook rewrites the quotes that only drifted; it never rewrites a suspect one.

Examples:
  claimbook article update border-town story-v2.docx --dry-run
  claimbook article update border-town story-v2.docx --reanchor";

/// Take a new text for an article, and say what becomes of its claims
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(super) struct UpdateArguments {
    /// The article: its whole id
    #[arg(value_name = "ARTICLE")]
    id: String,
    /// The file with the new text; `-` is stdin
    #[arg(value_name = "FILE")]
    file: String,
    /// Rewrite the quotes that only drifted, and show this as a diff
    #[arg(long)]
    reanchor: bool,
    #[command(flatten)]
    page: PageArguments,
    #[command(flatten)]
    write: WriteArguments,
}

/// Takes the new text.
pub(super) fn run(arguments: &UpdateArguments, session: &Session) -> Result<Exit, Failure> {
    let part = arguments.page.part();
    let incoming = IncomingArticle::read(&arguments.file, &part, session)?;
    let mut book = WritableBook::open(session, "article update", arguments.write)?;
    let id = arguments.id.as_str();
    let record = references::exact(&book, RecordKind::Article, id)?;
    let article = book.workspace.index().article(id)?;
    let article = article.ok_or_else(|| Failure::unknown(format!("no article `{id}`")))?;
    let root = book.workspace.root().to_owned();
    let former = article.kept.as_deref();
    let former = former.and_then(|path| files::read(&root, path).ok());
    let former = former.map(|read| read.text).unwrap_or_default();
    if former == incoming.read.text {
        book.tell("unchanged", "the book has this text already");
        return Ok(Exit::Clean);
    }
    let new = Manuscript::read(&incoming.read.text, article.language.as_deref());
    let claims = claims_of(book.workspace.index(), id, session)?;
    let found = anchored(&new, &claims);
    let old = Manuscript::read(&former, article.language.as_deref());
    output::print(&account(&found, &new_sentences(&old, &new)))?;
    incoming.tell(session);
    tell_size(&incoming.read.text, article.language.as_deref(), session);
    let names = KeptNames::over(&article, &incoming);
    for edit in record_edits(&article, &names, &incoming, session) {
        book.edit(&record, &[edit])?;
    }
    if arguments.reanchor {
        reanchor(&mut book, &new, &found)?;
        if !arguments.write.dry_run {
            book.show_diff()?;
        }
    }
    let is_written = !arguments.write.dry_run;
    let superseded = if is_written {
        keep(&mut book, &article, &names, &incoming)?
    } else {
        None
    };
    let exit = book.finish(&format!("took a new text for `{id}`"))?;
    if let Some(superseded) = superseded {
        files::forget(&root, &superseded);
    }
    Ok(exit)
}

/// What became of each claim, and the new sentences.
fn account(found: &[(&ClaimRow, QuotedPassage)], new: &[String]) -> String {
    let mut text = format!("{}\n", counted(found));
    let open = found
        .iter()
        .filter(|(_, passage)| passage.how != AnchorHow::Exact);
    // Writing to a string cannot fail.
    for (claim, passage) in open {
        let _ = writeln!(text, "{}\t{}{}", passage.how, claim.id, changed(passage));
    }
    if !new.is_empty() {
        let new_ones = words::count(new.len() as u64, "new sentence");
        let _ = writeln!(text, "\n{new_ones}:");
    }
    for sentence in new {
        let _ = writeln!(text, "  {sentence}");
    }
    text
}

/// How many quotes there are, and how many of each sort.
fn counted(found: &[(&ClaimRow, QuotedPassage)]) -> String {
    if found.is_empty() {
        return "no claim quotes the text".to_owned();
    }
    let of_sort = |how: &AnchorHow| {
        let those = found.iter().filter(|(_, passage)| passage.how == *how);
        Some(those.count())
            .filter(|count| *count > 0)
            .map(|count| format!("{count} {how}"))
    };
    let counts: Vec<String> = AnchorHow::ALL.iter().filter_map(of_sort).collect();
    let quotes = words::count(found.len() as u64, "quote");
    format!("{quotes}: {}", counts.join(", "))
}

/// The changes that matter, as `310 → 210`.
fn changed(passage: &QuotedPassage) -> String {
    let or_nothing = |words: &str| if words.is_empty() { "nothing" } else { words }.to_owned();
    let changes = passage.changes.iter();
    let changes: Vec<String> = changes
        .map(|change| format!("{} → {}", or_nothing(&change.from), or_nothing(&change.to)))
        .collect();
    if changes.is_empty() {
        String::new()
    } else {
        format!("\t{}", changes.join(", "))
    }
}

/// The sentences of the new text that the old one does not have.
fn new_sentences(old: &Manuscript<'_>, new: &Manuscript<'_>) -> Vec<String> {
    let folded = |read: &Manuscript<'_>, at| fold(read.slice(at)).trim().to_owned();
    let known: BTreeSet<String> = old.sentences().map(|(_, at)| folded(old, at)).collect();
    let sentences = new.sentences();
    let fresh = sentences.filter(|(_, at)| !known.contains(&folded(new, at)));
    fresh
        .map(|(paragraph, at)| {
            let place = paragraph
                .number
                .map_or_else(String::new, |n| format!("{n}  "));
            format!("{place}{}", new.slice(at).replace('\n', " "))
        })
        .collect()
}

/// What changes in the article's record.
fn record_edits(
    article: &ArticleRow,
    names: &KeptNames,
    incoming: &IncomingArticle,
    session: &Session,
) -> Vec<Edit> {
    let place = |field| RecordField {
        kind: "article",
        id: article.id.clone(),
        field,
    };
    let set = |field, value: &str| Edit::Set(place(field), Value::Text(value.to_owned()));
    let mut edits = vec![
        Edit::Set(place("accessed"), Value::Date(Date::Day(session.today))),
        set("file", &names.text),
    ];
    edits.push(match &names.original {
        Some(original) => set("original", original),
        None => Edit::Unset(place("original")),
    });
    if article.state == ArticleState::Published {
        edits.push(set("sha256", &files::sha256_of(&incoming.bytes)));
    }
    edits
}

/// Rewrites the quotes that only drifted, and the paragraphs of all that were found.
fn reanchor(
    book: &mut WritableBook<'_>,
    new: &Manuscript<'_>,
    found: &[(&ClaimRow, QuotedPassage)],
) -> Result<(), Failure> {
    let characters: Vec<char> = new.text.chars().collect();
    for (claim, passage) in found {
        let Some(at) = &passage.place else { continue };
        let set = |field, value| {
            let (kind, id) = ("claim", claim.id.clone());
            Edit::Set(RecordField { kind, id, field }, value)
        };
        let mut edits = Vec::new();
        if passage.how == AnchorHow::Drifted {
            let quote = characters.get(at.start..at.end).unwrap_or_default();
            edits.push(set("quote", Value::Text(quote.iter().collect())));
        }
        if passage.how != AnchorHow::Suspect && claim.paragraph.is_some_and(|n| n != at.paragraph) {
            edits.push(set("paragraph", Value::Number(i64::from(at.paragraph))));
        }
        book.edit(&claim.file, &edits)?;
    }
    Ok(())
}

impl KeptNames {
    /// The names for a new text of an article. A text that somebody keeps outside `articles/` stays where it is.
    fn over(article: &ArticleRow, incoming: &IncomingArticle) -> Self {
        let names = Self::of(&article.id, incoming);
        let own = article.kept.clone();
        let own = own.filter(|path| !path.starts_with(&format!("{ARTICLES}/")));
        match own {
            Some(text) if incoming.is_text() => Self {
                text,
                original: None,
            },
            Some(text) => Self {
                original: names.original,
                text,
            },
            None => names,
        }
    }
}

/// Writes the new files together with the record, and sets the former original aside. Returns the path of a former original
/// that no longer has a place, because the new file has another ending. A text that somebody keeps outside of `articles/` is in
/// no journal, so it is written first.
fn keep(
    book: &mut WritableBook<'_>,
    article: &ArticleRow,
    names: &KeptNames,
    incoming: &IncomingArticle,
) -> Result<Option<String>, Failure> {
    let root = book.workspace.root().to_owned();
    let mut write = |path: &str, bytes: Vec<u8>| {
        if path.starts_with(&format!("{ARTICLES}/")) {
            return book.draft.keep(path, bytes).map_err(|error| unkept(&error));
        }
        files::keep_over(&root, path, &bytes).map_err(|error| unkept(&error))
    };
    let former = article.original.as_ref().or(article.kept.as_ref());
    let kept = former.map(|path| files::read_kept(&root, path)).transpose();
    if let Some((former, bytes)) = former.zip(kept.map_err(|error| unkept(&error))?.flatten()) {
        write(&aside(&root, article, former), bytes)?;
    }
    if let Some(original) = &names.original {
        write(original, incoming.bytes.clone())?;
    }
    write(&names.text, incoming.read.text.clone().into_bytes())?;
    let is_over = |former: &&String| names.all().all(|name| name != *former);
    Ok(former.filter(is_over).cloned())
}

fn unkept(error: &files::KeepError) -> Failure {
    Failure::new(format!("cannot keep the article: {error}"))
}

/// A free name for a former original: its own, with the day on which it came.
fn aside(root: &Path, article: &ArticleRow, former: &str) -> String {
    let day = article.accessed.as_deref().or(article.published.as_deref());
    let day = day.unwrap_or("former");
    let (stem, ending) = former.rsplit_once('.').unwrap_or((former, "txt"));
    let names = (1_u32..).map(|number| match number {
        1 => format!("{stem}.{day}.{ending}"),
        number => format!("{stem}.{day}-{number}.{ending}"),
    });
    let mut free = names.filter(|name| !files::is_taken(root, name));
    free.next().unwrap_or_default()
}
