//! Keeps the passages, sentences and units of the index in step with the texts of articles.
//!
//! The texts are no files of `claims/`, so no walk sees them. We look at the stamp of each one that an article names. If it
//! changed, or its article did, we read the text and look for the quotes again.

use crate::domain::article::Article;
use crate::domain::check::markup::words_of_page;
use crate::files::{FileTree, Stamp};
use crate::index::{AnchoredArticle, AnchoredText, ArticleQuote, ArticleText, Index, IndexError};
use crate::text::anchor::{SoughtQuote, passages};
use crate::text::coverage::skipped;
use crate::text::manuscript::Manuscript;
use crate::text::prepared::PreparedText;
use crate::text::units::units;
use crate::workspace::parse;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::borrow::Cow;
use std::path::Path;

/// How many texts to read before their passages are written. That bounds memory.
const TEXTS: usize = 32;
/// The stamp of a file that is not there.
const NO_FILE: Stamp = Stamp {
    size: -1,
    mtime_ns: 0,
    ctime_ns: 0,
    inode: 0,
};

/// Whether the index has the passages of all texts as they are now.
pub(super) fn are_current(files: FileTree<'_>, index: &Index) -> Result<bool, IndexError> {
    let texts = index.article_texts()?;
    Ok(!texts.iter().any(|text| is_stale(files, text)))
}

/// Brings the passages of the index up to date. Returns whether it wrote anything.
pub(super) fn update(
    files: FileTree<'_>,
    index: &mut Index,
    now_ns: i64,
) -> Result<bool, IndexError> {
    let mut stale = index.article_texts()?;
    stale.retain(|text| is_stale(files, text));
    for texts in stale.chunks(TEXTS) {
        let with_quotes: Vec<TextToRead<'_>> = texts
            .iter()
            .map(|text| TextToRead::of(index, text))
            .collect::<Result<_, IndexError>>()?;
        let anchored: Vec<AnchoredArticle> = with_quotes
            .par_iter()
            .map(|text| text.anchored(files, now_ns))
            .collect();
        index.set_passages(&anchored)?;
    }
    Ok(!stale.is_empty())
}

fn is_stale(files: FileTree<'_>, text: &ArticleText) -> bool {
    let Some(known) = &text.state else {
        return true;
    };
    let stamp = files.stamp(&text.path).unwrap_or(NO_FILE);
    known.doubtful || parse::state(stamp, known.sha256, i64::MAX, known.unread) != *known
}

/// A text that changed, with what to look for in it.
struct TextToRead<'a> {
    text: &'a ArticleText,
    quotes: Vec<ArticleQuote>,
    skips: Vec<String>,
}

impl<'a> TextToRead<'a> {
    fn of(index: &Index, text: &'a ArticleText) -> Result<Self, IndexError> {
        Ok(Self {
            text,
            quotes: index.article_quotes(text.article)?,
            skips: index.article_skips(text.article)?,
        })
    }

    /// Reads the text and looks for the quotes, unless both are as they were.
    fn anchored(&self, files: FileTree<'_>, now_ns: i64) -> AnchoredArticle {
        let ArticleText { path, state, .. } = self.text;
        let (state, text) = if let Ok(read) = files.read(path) {
            let now = parse::state(read.stamp, Some(read.sha256), now_ns, 0);
            let is_same = state
                .as_ref()
                .is_some_and(|known| known.unread == 0 && known.sha256 == now.sha256);
            (now, (!is_same).then(|| self.found(&read.text)))
        } else {
            let stamp = files.stamp(path).unwrap_or(NO_FILE);
            let nothing = AnchoredText::default();
            (parse::state(stamp, None, now_ns, 1), Some(nothing))
        };
        AnchoredArticle {
            article: self.text.article,
            state,
            text,
        }
    }

    /// What the text says.
    fn found(&self, text: &str) -> AnchoredText {
        let text = plain(&self.text.path, text);
        let read = Manuscript::read(&text, self.text.language.as_deref());
        let prepared = PreparedText::new(&read);
        let quotes = self.quotes.iter().map(|quote| SoughtQuote {
            quote: &quote.quote,
            prefix: quote.prefix.as_deref(),
            suffix: quote.suffix.as_deref(),
            paragraph: quote.paragraph,
        });
        let found = passages(&prepared, &quotes.collect::<Vec<_>>());
        let claims = self.quotes.iter().map(|quote| quote.claim);
        AnchoredText {
            sentences: read.to_store(),
            units: units(&read),
            passages: claims.zip(found).collect(),
            skipped: skipped(&prepared, self.skips.iter().map(String::as_str)),
            language: read.language,
        }
    }
}

/// Prepares the text of a file: a web page without its markup, anything else as it is.
pub(super) fn prepared(path: &str, text: &str, language: Option<&str>) -> PreparedText {
    PreparedText::new(&Manuscript::read(&plain(path, text), language))
}

/// The text of an article, without markup. None if it names none, or it cannot be read.
pub(super) fn text_of(files: FileTree<'_>, article: &Article) -> Option<String> {
    let path = article.words.file.as_deref()?;
    let read = files.read(path).ok()?;
    Some(plain(path, &read.text).into_owned())
}

/// Whether the name of a file says that it is a text whose words we can read.
pub(super) fn is_text(path: &str) -> bool {
    ends_with(path, &PAGES) || ends_with(path, &["txt", "text", "md", "markdown"])
}

/// The endings of web pages.
const PAGES: [&str; 3] = ["html", "htm", "xhtml"];

fn ends_with(path: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| has_ending(path, ending))
}

/// Whether the name of a file has this ending.
pub(super) fn has_ending(path: &str, ending: &str) -> bool {
    let its = Path::new(path).extension();
    its.is_some_and(|its| its.eq_ignore_ascii_case(ending))
}

/// The words of a text file.
pub(super) fn plain<'t>(path: &str, text: &'t str) -> Cow<'t, str> {
    if ends_with(path, &PAGES) {
        Cow::Owned(words_of_page(text))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{is_stale, is_text, plain};
    use crate::files::FileTree;
    use crate::index::{ArticleText, FileState};
    use crate::workspace::parse;
    use std::fs;

    #[test]
    fn a_text_is_read_again_while_its_stamp_is_doubtful() {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join("a.txt"), "The toll bridge").unwrap();
        let files = FileTree::Folder(book.path());
        let stamp = files.stamp("a.txt").unwrap();
        let settled = parse::state(stamp, Some([1; 32]), i64::MAX, 0);
        let is_stale = |doubtful| {
            let state = FileState {
                doubtful,
                ..settled.clone()
            };
            let text = ArticleText {
                article: 1,
                path: "a.txt".to_owned(),
                language: None,
                state: Some(state),
            };
            is_stale(files, &text)
        };
        assert!(!is_stale(false) && is_stale(true));
    }

    #[test]
    fn the_words_of_a_page_are_read_without_its_markup_and_those_of_a_text_as_they_are() {
        let text = "<p>The toll <b>bridge</b></p>";
        for name in ["a.html", "a.HTM", "a/b.xhtml"] {
            assert!(
                !plain(name, text).contains("<b>") && is_text(name),
                "{name}"
            );
        }
        for name in ["a.txt", "html", "a.html.txt"] {
            assert_eq!(plain(name, text), text, "{name}");
        }
        for (name, expected) in [
            ("a.md", true),
            ("a.TXT", true),
            ("a.pdf", false),
            ("html", false),
        ] {
            assert_eq!(is_text(name), expected, "{name}");
        }
    }
}
