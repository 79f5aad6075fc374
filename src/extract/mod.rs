//! Turns the bytes of an article, as a newsroom has them, into its text: what kind of file it is, the text with its
//! paragraphs and headings, and what the file says about itself.
//!
//! Pure: bytes go in. The files come from anybody, so each kind has bounds, and a hostile file ends in one error. The text has a
//! blank line between paragraphs and the marks of Markdown before headings and items of lists.

mod archive;
mod blocks;
mod decode;
mod markdown;
mod office;
mod open_document;
mod page;
mod page_blocks;
mod page_facts;
mod plain;
mod structured;
mod word;
mod xml;

#[cfg(test)]
mod tests;

pub use decode::text_of;
pub use page::PagePart;
pub use structured::structured;

use std::fmt;
use std::fmt::{Display, Formatter};

/// The largest text of an article, in bytes.
pub const LARGEST_TEXT: usize = 4 * 1024 * 1024;

/// The kinds of files that hold an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginalKind {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// A web page.
    Page,
    /// A document of Word.
    Word,
    /// A document of `LibreOffice`.
    OpenDocument,
    /// A PDF. Another program turns it into plain text.
    Pdf,
}

/// What a file says about the article, and where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFact {
    /// The field of `[article]`.
    pub field: &'static str,
    /// Its value, as the file has it.
    pub value: String,
    /// The part of the file.
    pub from: &'static str,
}

/// Something that the reader of the text should know about how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadingNote {
    /// Nothing in the file states its encoding, so this one is assumed.
    Assumed(&'static str),
    /// The text had no blank lines, so each line is a paragraph.
    LinesAreParagraphs,
    /// Bytes or characters that are no text were left out.
    Replaced(usize),
    /// Tracked changes were read as accepted: insertions are text, deletions are not.
    Accepted {
        /// How many insertions.
        inserted: usize,
        /// How many deletions.
        deleted: usize,
    },
    /// Comments are not text.
    Comments(usize),
    /// Footnotes stand after the text.
    Footnotes(usize),
    /// No readable part was found in the page, so all of it was taken.
    WholePage,
}

/// An article as its file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtractedArticle {
    /// The text: paragraphs with a blank line between them.
    pub text: String,
    /// Whether headings or items of lists have the marks of Markdown.
    pub has_marks: bool,
    /// What the file says about the article. The first fact about a field is the best one.
    pub facts: Vec<ArticleFact>,
    /// What was cut off as page furniture, paragraph by paragraph.
    pub cut: Vec<String>,
    /// How the text was read.
    pub notes: Vec<ReadingNote>,
}

/// Why a file gives no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtractError {
    /// Some other kind of file.
    #[error("it is {0}")]
    Unsupported(&'static str),
    /// More bytes than this kind may have.
    #[error("it is larger than {0} MiB")]
    TooLarge(usize),
    /// The text is too long.
    #[error("its text is larger than {} MiB", LARGEST_TEXT / 1024 / 1024)]
    LongText,
    /// Unpacked, the archive is too large.
    #[error("it is larger than {0} MiB when it is unpacked")]
    Unpacked(u64),
    /// The archive holds too many files.
    #[error("it holds more than {0} files")]
    Entries(usize),
    /// Elements lie too deep in one another.
    #[error("its elements are nested more than {0} deep")]
    Deep(usize),
    /// It names a document type, which could define entities.
    #[error("its XML has a document type, which claimbook does not read")]
    DocumentType,
    /// It is damaged.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// There is nothing to read in it.
    #[error("it has no text")]
    Empty,
    /// The selector is not one.
    #[error("`{0}` is not a CSS selector")]
    Selector(String),
    /// Nothing in the page matches the selector.
    #[error("nothing in the page matches `{0}`")]
    Unmatched(String),
}

impl Display for ReadingNote {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let s = |count: usize| if count == 1 { "" } else { "s" };
        match self {
            Self::Assumed(name) => {
                write!(out, "the file does not state its encoding: read as {name}")
            }
            Self::LinesAreParagraphs => {
                write!(out, "the file has no blank lines: each line is a paragraph")
            }
            Self::Replaced(count) => write!(
                out,
                "{count} character{} could not be read as text",
                s(*count)
            ),
            Self::Accepted { inserted, deleted } => write!(
                out,
                "tracked changes read as accepted: {inserted} insertion{} and {deleted} deletion{}",
                s(*inserted),
                s(*deleted)
            ),
            Self::Comments(count) => write!(out, "{count} comment{} left out", s(*count)),
            Self::Footnotes(count) => {
                write!(out, "{count} footnote{} put after the text", s(*count))
            }
            Self::WholePage => write!(
                out,
                "no part of the page looks like an article: took all of it (`--selector` picks a part)"
            ),
        }
    }
}

impl OriginalKind {
    /// The kind of a file, from its first bytes and the ending of its name in lower case.
    ///
    /// # Errors
    /// If it is a kind of file that claimbook cannot read.
    pub fn of(bytes: &[u8], ending: &str) -> Result<Self, ExtractError> {
        let unsupported = |what| Err(ExtractError::Unsupported(what));
        let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
        if start.starts_with(b"%PDF-") {
            return Ok(Self::Pdf);
        }
        if start.starts_with(b"PK\x03\x04") {
            return match ending {
                "pages" => unsupported("a document of Pages"),
                _ => archive::kind(bytes),
            };
        }
        if start.starts_with(b"{\\rtf") {
            return unsupported("a document in RTF");
        }
        if start.starts_with(b"\xd0\xcf\x11\xe0") {
            return unsupported("a document of an old Word");
        }
        if is_mail(start) {
            return unsupported("a mail or a web archive");
        }
        match ending {
            "docx" | "odt" => Err(ExtractError::Damaged("it is not a zip archive".to_owned())),
            "pages" => unsupported("a document of Pages"),
            "md" | "markdown" => Ok(Self::Markdown),
            "html" | "htm" | "xhtml" => Ok(Self::Page),
            _ if page::looks_like_one(start) => Ok(Self::Page),
            _ => Ok(Self::Plain),
        }
    }

    /// The most bytes that a file of this kind may have.
    #[must_use]
    pub fn largest(self) -> usize {
        match self {
            Self::Page => page::LARGEST,
            Self::Plain | Self::Markdown => 2 * LARGEST_TEXT,
            Self::Word | Self::OpenDocument | Self::Pdf => archive::LARGEST_UNPACKED,
        }
    }
}

/// Whether these are the first lines of a mail, or of a page that a browser saved as one.
fn is_mail(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(start);
    let mut lines = start.lines().take(20).map(str::to_ascii_lowercase);
    start.starts_with("From: <Saved by") || lines.any(|line| line.starts_with("mime-version:"))
}

/// Reads an article. `part` says what to take of a web page. A PDF must have been turned into plain text before.
///
/// # Errors
/// If the file is over a bound, damaged or empty.
pub fn extract(
    bytes: &[u8],
    kind: OriginalKind,
    part: &PagePart,
) -> Result<ExtractedArticle, ExtractError> {
    if bytes.len() > kind.largest() {
        return Err(ExtractError::TooLarge(kind.largest() / 1024 / 1024));
    }
    let article = match kind {
        OriginalKind::Plain | OriginalKind::Pdf => plain::read(bytes),
        OriginalKind::Markdown => markdown::read(bytes),
        OriginalKind::Page => page::read(bytes, part),
        OriginalKind::Word => word::read(bytes),
        OriginalKind::OpenDocument => open_document::read(bytes),
    }?;
    if article.text.trim().is_empty() {
        return Err(ExtractError::Empty);
    }
    if article.text.len() > LARGEST_TEXT {
        return Err(ExtractError::LongText);
    }
    Ok(article)
}
