//! `claimbook article add` brings an article into the book.

use crate::cli::commands::article::details::{ArticleDetails, DetailArguments};
use crate::cli::commands::article::incoming::{IncomingArticle, PageArguments, word_count};
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::{fields, references};
use claimbook::document::edit::{NewFields, Position};
use claimbook::domain::address::Address;
use claimbook::domain::date::Date;
use claimbook::files;
use claimbook::files::ARTICLES;
use claimbook::text::manuscript::Manuscript;
use claimbook::view::words;
use clap::Args;

/// What follows the long help.
const AFTER_HELP: &str = "\
FILE can be plain text (UTF-8, UTF-16 or windows-1252), Markdown, a saved web page, a document of Word (.docx) or LibreOffice \
(.odt), or a PDF where `pdftotext` is installed. Of a web page, claimbook takes the part that reads like an article.

claimbook keeps FILE unchanged in `articles/`, with its text beside it, and writes `claims/ID.toml`. In tracked changes, \
deleted text is not text and inserted text is.

Examples:
  claimbook article add story.docx --publisher harbour-post --draft
  claimbook article add page.html --selector 'main article'
  pbpaste | claimbook article add - --title 'A winter without the ferry'";

/// Bring an article into the book, and print its id
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(super) struct AddArguments {
    /// The file that the article comes in; `-` is stdin
    #[arg(value_name = "FILE")]
    file: String,
    /// Its id [default: made from the title]
    #[arg(long, value_parser = values::new_id)]
    id: Option<String>,
    #[command(flatten)]
    details: DetailArguments,
    /// It is not published yet and will change
    #[arg(long)]
    draft: bool,
    #[command(flatten)]
    page: PageArguments,
    #[command(flatten)]
    write: WriteArguments,
}

/// Brings the article in.
pub(super) fn run(arguments: &AddArguments, session: &Session) -> Result<Exit, Failure> {
    let part = arguments.page.part();
    let incoming = IncomingArticle::read(&arguments.file, &part, session)?;
    let mut book = WritableBook::open(session, "article add", arguments.write)?;
    let digest = files::sha256_of(&incoming.bytes);
    refuse_same(&book, &incoming, &digest)?;
    let details = ArticleDetails::gather(&arguments.details, &incoming, &book)?;
    if let Some(url) = details.get("url") {
        refuse_known_address(&book, url)?;
    }
    if let Some(publisher) = details.get("publisher") {
        references::tell_unknown_party(&book, publisher)?;
    }
    let title = details.get("title").unwrap_or_default();
    let id = references::new_id(&book, arguments.id.as_deref(), title)?;
    let root = book.workspace.root().to_owned();
    let record = format!("claims/{id}.toml");
    let names = KeptNames::of(&id, &incoming);
    for path in names.all().chain([record.as_str()]) {
        if files::is_taken(&root, path) {
            let text = format!("cannot keep the article: `{path}` exists already");
            return Err(
                Failure::new(text).hint("nothing was written: choose another id with `--id`")
            );
        }
    }
    let mut new = NewFields::new();
    fields::put_text(&mut new, "id", Some(&id));
    details.put(&mut new);
    let today = Date::Day(session.today);
    fields::put_date(&mut new, "accessed", Some(today));
    fields::put_text(&mut new, "file", Some(&names.text));
    fields::put_text(&mut new, "original", names.original.as_deref());
    if arguments.draft {
        fields::put_text(&mut new, "state", Some("draft"));
    } else {
        fields::put_text(&mut new, "sha256", Some(&digest));
    }
    book.add_record(&record, "article", new, Position::Last)?;
    details.tell(session);
    incoming.tell(session);
    tell_size(&incoming.read.text, details.get("language"), session);
    if arguments.write.dry_run {
        return book.finish_new("article", &id);
    }
    names.keep(&mut book, &incoming)?;
    book.finish_new("article", &id)
}

/// Says how long the text is.
pub(super) fn tell_size(text: &str, language: Option<&str>, session: &Session) {
    let read = Manuscript::read(text, language);
    let paragraphs = read.paragraphs.iter();
    let paragraphs = paragraphs.filter(|one| !one.is_heading()).count() as u64;
    let counted = format!(
        "{} in {}",
        words::count(word_count(text) as u64, "word"),
        words::count(paragraphs, "paragraph")
    );
    session.console.tell("text", &counted);
}

/// Refuses an article that the book has already.
fn refuse_same(
    book: &WritableBook<'_>,
    incoming: &IncomingArticle,
    digest: &str,
) -> Result<(), Failure> {
    let root = book.workspace.root();
    let text = files::sha256_of(incoming.read.text.as_bytes());
    let is = |known: &str| known.eq_ignore_ascii_case(digest) || known.eq_ignore_ascii_case(&text);
    for article in book.workspace.index().articles()? {
        let kept = article.original.iter().chain(&article.kept);
        let mut kept = kept.filter_map(|path| files::digest_of(root, path));
        if article.sha256.as_deref().is_some_and(is) || kept.any(|known| is(&known)) {
            let id = &article.id;
            return Err(
                Failure::new(format!("the book has this text already: it is `{id}`")).hint(
                    format!("nothing was written: `claimbook article show {id}` shows it"),
                ),
            );
        }
    }
    Ok(())
}

/// Refuses an article at an address that the book knows as an article's.
fn refuse_known_address(book: &WritableBook<'_>, url: &str) -> Result<(), Failure> {
    let Ok(address) = Address::parse(url) else {
        return Ok(());
    };
    let is_here =
        |known: &String| Address::parse(known).is_ok_and(|known| known.page() == address.page());
    let articles = book.workspace.index().articles()?;
    let known = articles
        .into_iter()
        .find(|article| article.url.as_ref().is_some_and(is_here));
    match known {
        None => Ok(()),
        Some(article) => {
            let id = &article.id;
            Err(Failure::new(format!(
                "the book has an article at this address already: `{id}`"
            ))
            .hint(format!(
                "nothing was written: `claimbook article update {id} FILE` takes a new text for it"
            )))
        }
    }
}

/// The files of a new article.
pub(super) struct KeptNames {
    pub(super) text: String,
    pub(super) original: Option<String>,
}

impl KeptNames {
    /// The names for an article with this id.
    pub(super) fn of(id: &str, incoming: &IncomingArticle) -> Self {
        let mark = if incoming.read.has_marks { "md" } else { "txt" };
        if incoming.is_text() {
            let ending = &incoming.ending;
            return Self {
                text: format!("{ARTICLES}/{id}.{ending}"),
                original: None,
            };
        }
        let between = if incoming.ending == mark {
            ".original"
        } else {
            ""
        };
        Self {
            text: format!("{ARTICLES}/{id}.{mark}"),
            original: Some(format!("{ARTICLES}/{id}{between}.{}", incoming.ending)),
        }
    }

    /// The paths of the files.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.original
            .as_deref()
            .into_iter()
            .chain([self.text.as_str()])
    }

    /// Writes the files with the record: all or none.
    fn keep(&self, book: &mut WritableBook<'_>, incoming: &IncomingArticle) -> Result<(), Failure> {
        let text = incoming.read.text.clone().into_bytes();
        let original = self.original.as_ref();
        let original = original.map(|path| (path, incoming.bytes.clone()));
        for (path, bytes) in original.into_iter().chain([(&self.text, text)]) {
            book.draft.keep(path, bytes).map_err(|error| {
                Failure::new(format!("cannot keep the article: {error}"))
                    .hint("nothing was written")
            })?;
        }
        Ok(())
    }
}
