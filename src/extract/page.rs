//! Reads a web page: the part that is an article, or the part that somebody picks.

use crate::extract::blocks::{ArticleBlock, joined};
use crate::extract::decode::decode;
use crate::extract::page_blocks::{blocks, is_deeper};
use crate::extract::page_facts::facts;
use crate::extract::{ExtractError, ExtractedArticle, ReadingNote};
use dom_query::{Document, Matcher};
use dom_smoothie::{Config, Readability};
use std::collections::{BTreeMap, BTreeSet};

/// The largest page, in bytes.
pub(super) const LARGEST: usize = 5 * 1024 * 1024;
/// How deep elements may lie in one another.
const DEEPEST: usize = 512;
/// The most elements among which we look for the readable part.
const MOST_ELEMENTS: usize = 50_000;
/// How many bytes at the start of a page may state its encoding.
const HEAD: usize = 2048;

/// What to take of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PagePart {
    /// The part that reads like an article.
    #[default]
    Readable,
    /// What a CSS selector picks.
    Selected(String),
    /// All of the body.
    Whole,
}

/// Whether these bytes begin a web page.
pub(super) fn looks_like_one(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let start = start.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<html ")
}

/// Reads a page.
pub(super) fn read(bytes: &[u8], part: &PagePart) -> Result<ExtractedArticle, ExtractError> {
    let (html, mut notes) = decode(bytes, stated_encoding(bytes).as_deref())?;
    let page = parsed(&html)?;
    let facts = facts(&page);
    let whole = page.body().map(|body| blocks(&[body])).unwrap_or_default();
    let taken = match part {
        PagePart::Whole => whole.clone(),
        PagePart::Selected(selector) => selected(&page, selector)?,
        PagePart::Readable => readable(page).unwrap_or_else(|| {
            notes.push(ReadingNote::WholePage);
            whole.clone()
        }),
    };
    let (text, has_marks) = joined(&taken);
    Ok(ExtractedArticle {
        text,
        has_marks,
        facts,
        cut: cut(whole, &taken),
        notes,
    })
}

/// The encoding that the head of a page states.
fn stated_encoding(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(HEAD))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = head.split("charset=").nth(1)?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|one: char| !one.is_ascii_alphanumeric() && !"-_:.".contains(one));
    Some(label.get(..end.unwrap_or(label.len()))?.to_owned())
}

/// Elements that end by themselves, so that many open ones are no depth.
const SELF_ENDING: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "option", "optgroup", "thead",
    "tbody", "tfoot", "colgroup", "rp", "rt", "html", "head", "body",
];

/// Parses a page that is not too deep.
fn parsed(html: &str) -> Result<Document, ExtractError> {
    refuse_deep(html)?;
    let page = Document::from(html);
    if is_deeper(page.root(), DEEPEST) {
        return Err(ExtractError::Deep(DEEPEST));
    }
    Ok(page)
}

/// The name of the element of a tag, in lower case.
fn tag_name(tag: &str) -> String {
    let length = tag.find(|one: char| !one.is_ascii_alphanumeric());
    let name = tag.get(..length.unwrap_or(tag.len()).min(32));
    name.unwrap_or_default().to_ascii_lowercase()
}

/// Refuses a page whose elements are nested too deep, before the parser builds a tree of them: its time grows with the
/// square of the depth.
fn refuse_deep(html: &str) -> Result<(), ExtractError> {
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let mut depth = 0_usize;
    for tag in html.split('<').skip(1) {
        let ended = tag.strip_prefix('/');
        let name = tag_name(ended.unwrap_or(tag));
        if name.is_empty() || SELF_ENDING.contains(&name.as_str()) {
            continue;
        }
        let count = open.entry(name).or_default();
        if ended.is_none() {
            *count += 1;
            depth += 1;
        } else if *count > 0 {
            *count -= 1;
            depth -= 1;
        }
        if depth > DEEPEST {
            return Err(ExtractError::Deep(DEEPEST));
        }
    }
    Ok(())
}

/// The blocks that a selector picks. What lies in another pick is taken once.
fn selected(page: &Document, selector: &str) -> Result<Vec<ArticleBlock>, ExtractError> {
    let matcher =
        Matcher::new(selector).map_err(|_| ExtractError::Selector(selector.to_owned()))?;
    let found = page.select_matcher(&matcher);
    let nodes = found.nodes();
    let picked: BTreeSet<_> = nodes.iter().map(|node| node.id).collect();
    let outer = nodes.iter().filter(|node| {
        let mut around = node.ancestors_it(None);
        !around.any(|one| picked.contains(&one.id))
    });
    let outer: Vec<_> = outer.copied().collect();
    if outer.is_empty() {
        return Err(ExtractError::Unmatched(selector.to_owned()));
    }
    Ok(blocks(&outer))
}

/// The blocks of the part that reads like an article; `None` if no part does.
fn readable(page: Document) -> Option<Vec<ArticleBlock>> {
    let config = Config {
        max_elements_to_parse: MOST_ELEMENTS,
        ..Config::default()
    };
    let mut reader = Readability::with_document(page, None, Some(config)).ok()?;
    let article = reader.parse().ok()?;
    let part = Document::fragment(article.content);
    let found = blocks(&[part.root()]);
    (!found.is_empty()).then_some(found)
}

/// The blocks of the whole page that are not taken.
fn cut(whole: Vec<ArticleBlock>, taken: &[ArticleBlock]) -> Vec<String> {
    let taken: BTreeSet<&str> = taken.iter().map(|block| block.text.as_str()).collect();
    let cut = whole.into_iter().map(|block| block.text);
    cut.filter(|text| !taken.contains(text.as_str())).collect()
}
