//! Markdown: the text without the markup of links, emphasis, code and footnotes. What is left has places of its own, so
//! that markup never shifts them.

use crate::extract::blocks::{ArticleBlock, first_heading, joined};
use crate::extract::decode::decode;
use crate::extract::{ArticleFact, ExtractError, ExtractedArticle, ReadingNote};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What we read beside the plain form.
const OPTIONS: Options = Options::ENABLE_FOOTNOTES
    .union(Options::ENABLE_TABLES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);

/// Reads a Markdown text.
pub(super) fn read(bytes: &[u8]) -> Result<ExtractedArticle, ExtractError> {
    let (text, mut notes) = decode(bytes, None)?;
    let mut reader = MarkdownReader::default();
    Parser::new_ext(&text, OPTIONS).for_each(|event| reader.take(event));
    reader.close();
    if reader.footnotes > 0 {
        notes.push(ReadingNote::Footnotes(reader.footnotes));
    }
    reader.blocks.append(&mut reader.notes);
    let title = first_heading(&reader.blocks).map(|title| ArticleFact {
        field: "title",
        value: title.to_owned(),
        from: "the first heading",
    });
    let (text, has_marks) = joined(&reader.blocks);
    Ok(ExtractedArticle {
        text,
        has_marks,
        facts: title.into_iter().collect(),
        notes,
        ..ExtractedArticle::default()
    })
}

/// Collects blocks from the parser's events.
#[derive(Default)]
struct MarkdownReader {
    blocks: Vec<ArticleBlock>,
    notes: Vec<ArticleBlock>,
    open: String,
    heading: Option<u8>,
    items: usize,
    /// How many parts are open that are not text: pictures, settings, deleted words.
    hidden: usize,
    in_footnote: bool,
    footnotes: usize,
}

impl MarkdownReader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) if self.hidden == 0 => self.open.push_str(&text),
            Event::SoftBreak => self.open.push(' '),
            Event::HardBreak => self.open.push('\n'),
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.close();
                self.heading = Some(level_of(*level));
            }
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::Table(_) | Tag::TableRow => self.close(),
            Tag::TableCell => self.open.push(' '),
            Tag::Item => {
                self.close();
                self.items += 1;
            }
            Tag::FootnoteDefinition(_) => {
                self.close();
                self.in_footnote = true;
                self.footnotes += 1;
            }
            Tag::Image { .. } | Tag::MetadataBlock(_) | Tag::HtmlBlock | Tag::Strikethrough => {
                self.hidden += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.close();
                self.heading = None;
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::TableHead | TagEnd::TableRow => {
                self.close();
            }
            TagEnd::Item => {
                self.close();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.in_footnote = false;
            }
            TagEnd::Image
            | TagEnd::MetadataBlock(_)
            | TagEnd::HtmlBlock
            | TagEnd::Strikethrough => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// Ends the open block.
    fn close(&mut self) {
        let block = ArticleBlock::closed(self.heading, self.items, &mut self.open);
        if self.in_footnote {
            self.notes.extend(block);
        } else {
            self.blocks.extend(block);
        }
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
