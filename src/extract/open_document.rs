//! Reads a document of `LibreOffice`. Deleted text is kept apart from the text there, so it is only counted.

use crate::extract::archive::OfficeArchive;
use crate::extract::blocks::{ArticleBlock, BlockRole};
use crate::extract::office::{OfficeBlocks, OfficeCounts, article, properties};
use crate::extract::xml::{XmlAttributes, XmlPiece, each_piece};
use crate::extract::{ExtractError, ExtractedArticle};

/// Elements whose text is not the article's.
const NOT_TEXT: &[&str] = &[
    "tracked-changes",
    "annotation",
    "note-citation",
    "ruby-text",
    "sequence-decls",
    "forms",
    "desc",
    "title",
];

/// The most spaces that one element stands for.
const MOST_SPACES: usize = 100;

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<ExtractedArticle, ExtractError> {
    let mut archive = OfficeArchive::open(bytes)?;
    let content = archive
        .part("content.xml")?
        .ok_or_else(|| ExtractError::Damaged("it has no `content.xml`".to_owned()))?;
    let mut reader = OdtReader::default();
    each_piece(&content, &mut |piece| reader.take(&piece))?;
    let facts = properties(&mut archive, "meta.xml")?;
    let blocks = reader.blocks.done();
    Ok(article(blocks, reader.footnotes, reader.counts, facts))
}

/// Follows the elements of a document.
#[derive(Default)]
struct OdtReader {
    blocks: OfficeBlocks,
    /// The blocks of the text while a footnote is read.
    around: Vec<OfficeBlocks>,
    footnotes: Vec<ArticleBlock>,
    counts: OfficeCounts,
    not_text: usize,
    in_body: bool,
    items: usize,
}

impl OdtReader {
    fn take(&mut self, piece: &XmlPiece<'_>) {
        match piece {
            XmlPiece::Start(name, attributes) => self.start(name, attributes),
            XmlPiece::End(name) => self.end(name),
            XmlPiece::Text(text) if self.in_body && self.not_text == 0 => {
                self.blocks.push(&text.replace('\n', " "));
            }
            XmlPiece::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, attributes: &XmlAttributes<'_>) {
        match name {
            "body" => self.in_body = true,
            "insertion" => self.counts.inserted += 1,
            "deletion" => self.counts.deleted += 1,
            "annotation" => self.counts.comments += 1,
            _ => {}
        }
        if NOT_TEXT.contains(&name) {
            self.not_text += 1;
        }
        if self.not_text > 0 || !self.in_body {
            return;
        }
        match name {
            "p" if self.items > 0 => self.blocks.begin(BlockRole::Item),
            "p" => self.blocks.begin(BlockRole::Paragraph),
            "h" => {
                let level = attributes.get("outline-level");
                let level = level.and_then(|level| level.parse().ok()).unwrap_or(1);
                self.blocks.begin(BlockRole::Heading(level));
            }
            "list-item" => self.items += 1,
            "s" => {
                let count = attributes.get("c").and_then(|count| count.parse().ok());
                let count = count.unwrap_or(1).min(MOST_SPACES);
                self.blocks.push(&" ".repeat(count));
            }
            "tab" => self.blocks.push("\t"),
            "line-break" => self.blocks.push("\n"),
            "note-body" => self.around.push(std::mem::take(&mut self.blocks)),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if NOT_TEXT.contains(&name) {
            self.not_text = self.not_text.saturating_sub(1);
            return;
        }
        if self.not_text > 0 {
            return;
        }
        match name {
            "body" => self.in_body = false,
            "p" | "h" if self.in_body => self.blocks.end(false),
            "list-item" => self.items = self.items.saturating_sub(1),
            "note-body" => {
                if let Some(around) = self.around.pop() {
                    let note = std::mem::replace(&mut self.blocks, around);
                    self.footnotes.extend(note.done());
                }
            }
            _ => {}
        }
    }
}
