//! What the readers of DOCX and ODT share: paragraphs within paragraphs, footnotes, and the properties of a document.

use crate::extract::archive::OfficeArchive;
use crate::extract::blocks::{ArticleBlock, BlockRole, first_heading, joined};
use crate::extract::xml::{XmlPiece, each_piece};
use crate::extract::{ArticleFact, ExtractError, ExtractedArticle, ReadingNote};

/// A paragraph that is being read.
#[derive(Debug)]
struct OpenParagraph {
    text: String,
    role: BlockRole,
    /// Blocks that lie inside it, such as those of a text box. They follow it.
    inside: Vec<ArticleBlock>,
}

/// Collects the blocks of a document.
#[derive(Debug, Default)]
pub(super) struct OfficeBlocks {
    blocks: Vec<ArticleBlock>,
    open: Vec<OpenParagraph>,
    /// The text of a paragraph whose end somebody deleted: the next one continues it.
    carried: String,
}

impl OfficeBlocks {
    /// Begins a paragraph.
    pub(super) fn begin(&mut self, role: BlockRole) {
        let text = if self.open.is_empty() {
            std::mem::take(&mut self.carried)
        } else {
            String::new()
        };
        self.open.push(OpenParagraph {
            text,
            role,
            inside: Vec::new(),
        });
    }

    /// Says what the open paragraph is.
    pub(super) fn is(&mut self, role: BlockRole) {
        if let Some(open) = self.open.last_mut() {
            open.role = role;
        }
    }

    /// Adds text to the open paragraph.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    /// Ends the open paragraph. `joins_next`: its end is deleted.
    pub(super) fn end(&mut self, joins_next: bool) {
        let Some(ended) = self.open.pop() else {
            return;
        };
        if joins_next && self.open.is_empty() {
            self.carried = ended.text;
            self.blocks.extend(ended.inside);
            return;
        }
        let place = match self.open.last_mut() {
            Some(around) => &mut around.inside,
            None => &mut self.blocks,
        };
        place.extend(ArticleBlock::new(ended.role, &ended.text));
        place.extend(ended.inside);
    }

    /// All blocks.
    pub(super) fn done(mut self) -> Vec<ArticleBlock> {
        while !self.open.is_empty() {
            self.end(false);
        }
        let rest = std::mem::take(&mut self.carried);
        self.blocks
            .extend(ArticleBlock::new(BlockRole::Paragraph, &rest));
        self.blocks
    }
}

/// What a reader counted on its way.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OfficeCounts {
    pub(super) inserted: usize,
    pub(super) deleted: usize,
    pub(super) comments: usize,
}

/// Puts the article together from its blocks.
pub(super) fn article(
    mut blocks: Vec<ArticleBlock>,
    mut footnotes: Vec<ArticleBlock>,
    counts: OfficeCounts,
    mut facts: Vec<ArticleFact>,
) -> ExtractedArticle {
    let mut notes = Vec::new();
    let OfficeCounts {
        inserted,
        deleted,
        comments,
    } = counts;
    if inserted + deleted > 0 {
        notes.push(ReadingNote::Accepted { inserted, deleted });
    }
    if comments > 0 {
        notes.push(ReadingNote::Comments(comments));
    }
    if !footnotes.is_empty() {
        notes.push(ReadingNote::Footnotes(footnotes.len()));
    }
    if let Some(title) = first_heading(&blocks) {
        let fact = ArticleFact {
            field: "title",
            value: title.to_owned(),
            from: "the first heading",
        };
        facts.insert(0, fact);
    }
    blocks.append(&mut footnotes);
    let (text, has_marks) = joined(&blocks);
    ExtractedArticle {
        text,
        has_marks,
        facts,
        notes,
        cut: Vec::new(),
    }
}

/// A property of a document, unless it is empty.
fn fact((field, value): (&'static str, String)) -> Option<ArticleFact> {
    let value = value.trim();
    (!value.is_empty()).then(|| ArticleFact {
        field,
        value: value.to_owned(),
        from: "the document's properties",
    })
}

/// The facts in a part that holds the properties of a document: title, author, language.
pub(super) fn properties(
    archive: &mut OfficeArchive<'_>,
    part: &str,
) -> Result<Vec<ArticleFact>, ExtractError> {
    let mut facts = Vec::new();
    let Some(text) = archive.part(part)? else {
        return Ok(facts);
    };
    let mut open: Option<(&'static str, String)> = None;
    each_piece(&text, &mut |piece| match piece {
        XmlPiece::Start(name, _) => {
            open = property(name).map(|field| (field, String::new()));
        }
        XmlPiece::Text(text) => {
            if let Some((_, value)) = &mut open {
                value.push_str(text);
            }
        }
        XmlPiece::End(_) => {
            facts.extend(open.take().and_then(fact));
        }
    })?;
    Ok(facts)
}

/// The field of an article that a property gives.
fn property(name: &str) -> Option<&'static str> {
    match name {
        "title" => Some("title"),
        "creator" | "initial-creator" => Some("author"),
        "language" => Some("language"),
        _ => None,
    }
}
