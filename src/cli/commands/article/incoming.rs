//! An article on its way into the book: its bytes, the kind of file, and the text in it.

use crate::cli::commands::article::pdf;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::values;
use claimbook::extract::{ExtractError, ExtractedArticle, OriginalKind, PagePart, extract};
use claimbook::files;
use claimbook::view::words;
use clap::Args;
use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;

/// The most bytes that we read of any file.
const LARGEST: u64 = 50 * 1024 * 1024;

/// How many lines of what was cut off we show.
const CUT_SHOWN: usize = 5;

/// How many characters of such a line.
const CUT_WIDTH: usize = 70;

/// What to take of a web page.
#[derive(Args, Debug)]
pub(super) struct PageArguments {
    /// Of a web page, take what this CSS selector picks
    #[arg(long, value_name = "CSS", value_parser = values::text, conflicts_with = "whole")]
    selector: Option<String>,
    /// Of a web page, take everything
    #[arg(long)]
    whole: bool,
}

impl PageArguments {
    pub(super) fn part(&self) -> PagePart {
        match &self.selector {
            Some(selector) => PagePart::Selected(selector.clone()),
            None if self.whole => PagePart::Whole,
            None => PagePart::Readable,
        }
    }
}

/// An article that was read.
pub(super) struct IncomingArticle {
    /// The bytes of the file.
    pub(super) bytes: Vec<u8>,
    /// The ending for a file with these bytes.
    pub(super) ending: String,
    /// What is in it.
    pub(super) read: ExtractedArticle,
    /// The file's name without the ending; `None` for stdin.
    pub(super) stem: Option<String>,
}

/// The ending of a file's name, in lower case; empty if it has none.
fn ending_of(path: &Path) -> String {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.unwrap_or_default().to_lowercase()
}

impl IncomingArticle {
    /// Reads a file, or stdin for `-`.
    pub(super) fn read(file: &str, part: &PagePart, session: &Session) -> Result<Self, Failure> {
        refuse_link(file, &session.book_root()?)?;
        let bytes = bytes(file).map_err(|error| {
            let failure = Failure::because(format!("cannot read `{}`", shown(file)), &error);
            failure.hint("nothing was written")
        })?;
        if bytes.len() as u64 > LARGEST {
            return Err(refused(file, &ExtractError::TooLarge(50)));
        }
        let path = Path::new(file);
        let ending = ending_of(path);
        let read = |bytes: &[u8], kind| extract(bytes, kind, part);
        let kind = OriginalKind::of(&bytes, &ending).map_err(|error| refused(file, &error))?;
        let read = match kind {
            OriginalKind::Pdf => read(&pdf::text(&bytes)?, kind),
            kind => read(&bytes, kind),
        };
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        Ok(Self {
            read: read.map_err(|error| refused(file, &error))?,
            ending: kept_ending(kind, &ending),
            stem: stem.filter(|_| file != "-").map(str::to_owned),
            bytes,
        })
    }

    /// Whether the file is its own text: then the book keeps one file, not two.
    pub(super) fn is_text(&self) -> bool {
        self.bytes == self.read.text.as_bytes()
    }

    /// Says how the file was read and what was cut off.
    pub(super) fn tell(&self, session: &Session) {
        for note in &self.read.notes {
            session.console.tell("note", &note.to_string());
        }
        let cut = self.read.cut.len() as u64;
        if cut > 0 {
            let text = format!(
                "{} cut off as page furniture:",
                words::count(cut, "paragraph")
            );
            session.console.tell("note", &text);
            for text in self.read.cut.iter().take(CUT_SHOWN) {
                session.console.tell("cut", &shortened(text));
            }
            if let Some(more) = self.read.cut.len().checked_sub(CUT_SHOWN + 1) {
                let text = format!("and {} more; `--whole` keeps all", more + 1);
                session.console.tell("cut", &text);
            }
        }
    }
}

/// The first characters of a text.
pub(super) fn shortened(text: &str) -> String {
    let text = text.replace('\n', " ");
    match text.char_indices().nth(CUT_WIDTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// How many words a text has.
pub(super) fn word_count(text: &str) -> usize {
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    text.split_whitespace().filter(is_word).count()
}

/// Refuses a file of the book that leads out of it. A stranger's book must not bring in the user's own files.
fn refuse_link(file: &str, book: &Path) -> Result<(), Failure> {
    let path = Path::new(file);
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).canonicalize();
    let (Ok(folder), Ok(book), Some(name)) = (folder, book.canonicalize(), path.file_name()) else {
        return Ok(());
    };
    let Ok(inside) = folder.strip_prefix(&book) else {
        return Ok(());
    };
    let inside = inside.join(name);
    if path.is_file() && !files::is_own(&book, &inside.to_string_lossy()) {
        let text = format!("`{file}` is in the book, but it is a link that may lead out of it");
        return Err(Failure::new(text).hint("nothing was written: name the file itself"));
    }
    Ok(())
}

fn bytes(file: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if file == "-" {
        io::stdin().take(LARGEST + 1).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let metadata = std::fs::metadata(file)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    File::open(file)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn shown(file: &str) -> &str {
    if file == "-" { "stdin" } else { file }
}

fn refused(file: &str, error: &ExtractError) -> Failure {
    let failure = Failure::new(format!("cannot take `{}`: {error}", shown(file)));
    let hint = match error {
        ExtractError::Unsupported(_) => {
            "nothing was written: save it as .docx, .odt, .html or plain text, and take that"
        }
        ExtractError::Unmatched(_) | ExtractError::Selector(_) => {
            "nothing was written: `--whole` takes all of the page"
        }
        _ => "nothing was written: save its text as a plain text file, and take that",
    };
    failure.hint(hint)
}

/// The ending under which the book keeps an original.
fn kept_ending(kind: OriginalKind, ending: &str) -> String {
    let usual = match kind {
        OriginalKind::Plain => "txt",
        OriginalKind::Markdown => "md",
        OriginalKind::Page => "html",
        OriginalKind::Word => "docx",
        OriginalKind::OpenDocument => "odt",
        OriginalKind::Pdf => "pdf",
    };
    let is_plain = !ending.is_empty() && ending.bytes().all(|one| one.is_ascii_alphanumeric());
    // A page can be saved as .htm, and a text without any ending.
    let own = is_plain && ending.len() <= 5 && kind == OriginalKind::Page;
    if own { ending } else { usual }.to_owned()
}
