//! Reads a document of Word. Text that a tracked change deletes is not text, and text that it inserts is.

use crate::extract::archive::OfficeArchive;
use crate::extract::blocks::{ArticleBlock, BlockRole};
use crate::extract::office::{OfficeBlocks, OfficeCounts, article, properties};
use crate::extract::xml::{XmlAttributes, XmlPiece, each_piece};
use crate::extract::{ExtractError, ExtractedArticle};
use std::collections::BTreeMap;

/// Elements whose text is not the article's: deleted and moved text, the codes of fields, how a text looked before, the
/// fallback of a picture, the reading aid of a word.
const NOT_TEXT: &[&str] = &[
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "Fallback",
    "rt",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "numberingChange",
];

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<ExtractedArticle, ExtractError> {
    let mut archive = OfficeArchive::open(bytes)?;
    let styles = match archive.part("word/styles.xml")? {
        Some(text) => headings(&text)?,
        None => BTreeMap::new(),
    };
    let body = archive
        .part("word/document.xml")?
        .ok_or_else(|| ExtractError::Damaged("it has no `word/document.xml`".to_owned()))?;
    let mut reader = WordReader::new(&styles);
    each_piece(&body, &mut |piece| reader.take(&piece))?;
    let cited = std::mem::take(&mut reader.cited);
    let (blocks, mut counts) = (reader.blocks.done(), reader.counts);
    let mut footnotes = Vec::new();
    for (part, kind) in [
        ("word/footnotes.xml", "footnote"),
        ("word/endnotes.xml", "endnote"),
    ] {
        if let Some(text) = archive.part(part)? {
            footnotes.extend(notes(&text, kind, &cited, &styles, &mut counts)?);
        }
    }
    let facts = properties(&mut archive, "docProps/core.xml")?;
    Ok(article(blocks, footnotes, counts, facts))
}

/// The heading level of each style that is one.
fn headings(styles: &str) -> Result<BTreeMap<String, u8>, ExtractError> {
    let mut found = BTreeMap::new();
    let mut style: Option<String> = None;
    each_piece(styles, &mut |piece| match piece {
        XmlPiece::Start("style", attributes) => style = attributes.get("styleId"),
        XmlPiece::End("style") => style = None,
        XmlPiece::Start("name", attributes) => {
            let name = attributes.get("val").unwrap_or_default();
            if let (Some(style), Some(level)) = (&style, level_of(&name.to_lowercase())) {
                found.insert(style.clone(), level);
            }
        }
        XmlPiece::Start("outlineLvl", attributes) => {
            let level = attributes.get("val").and_then(|level| level.parse().ok());
            if let (Some(style), Some(level @ 0..=8)) = (&style, level) {
                found.insert(style.clone(), level + 1);
            }
        }
        _ => {}
    })?;
    Ok(found)
}

/// The level that the name of a style says. Word keeps these names in English in every language.
fn level_of(name: &str) -> Option<u8> {
    match name {
        "title" => Some(1),
        "subtitle" => Some(2),
        _ => name.strip_prefix("heading ")?.trim().parse().ok(),
    }
}

/// Whether a property that can be switched off is on.
fn is_on(attributes: &XmlAttributes<'_>) -> bool {
    let value = attributes.get("val");
    !value.is_some_and(|value| value == "0" || value == "false")
}

/// The footnotes that the text cites, in the order of the part.
fn notes(
    text: &str,
    kind: &str,
    cited: &[(String, String)],
    styles: &BTreeMap<String, u8>,
    counts: &mut OfficeCounts,
) -> Result<Vec<ArticleBlock>, ExtractError> {
    let mut found = Vec::new();
    let mut open: Option<WordReader<'_>> = None;
    each_piece(text, &mut |piece| match piece {
        XmlPiece::Start(name, attributes) if name == kind => {
            let id = attributes.get("id").unwrap_or_default();
            let is_cited = cited.iter().any(|(of, one)| of == kind && *one == id);
            open = is_cited.then(|| WordReader::new(styles));
        }
        XmlPiece::End(name) if name == kind => {
            if let Some(reader) = open.take() {
                counts.inserted += reader.counts.inserted;
                counts.deleted += reader.counts.deleted;
                found.extend(reader.blocks.done());
            }
        }
        piece => {
            if let Some(reader) = &mut open {
                reader.take(&piece);
            }
        }
    })?;
    Ok(found)
}

/// Where in the runs of a paragraph we are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WordRun {
    Outside,
    Shown,
    Hidden,
}

/// Follows the elements of a document.
struct WordReader<'s> {
    styles: &'s BTreeMap<String, u8>,
    blocks: OfficeBlocks,
    counts: OfficeCounts,
    /// The notes that the text cites: kind and id.
    cited: Vec<(String, String)>,
    /// How many elements are open whose text is not the article's.
    not_text: usize,
    in_text: bool,
    in_properties: bool,
    run: WordRun,
    /// Whether the end of the open paragraph is deleted.
    joins_next: Vec<bool>,
}

impl<'s> WordReader<'s> {
    fn new(styles: &'s BTreeMap<String, u8>) -> Self {
        Self {
            styles,
            blocks: OfficeBlocks::default(),
            counts: OfficeCounts::default(),
            cited: Vec::new(),
            not_text: 0,
            in_text: false,
            in_properties: false,
            run: WordRun::Outside,
            joins_next: Vec::new(),
        }
    }

    fn take(&mut self, piece: &XmlPiece<'_>) {
        match piece {
            XmlPiece::Start(name, attributes) => self.start(name, attributes),
            XmlPiece::End(name) => self.end(name),
            XmlPiece::Text(text)
                if self.in_text && self.not_text == 0 && self.run != WordRun::Hidden =>
            {
                self.blocks.push(text);
            }
            XmlPiece::Text(_) => {}
        }
    }

    /// Notes that the text refers to a footnote or an endnote.
    fn cite(&mut self, name: &str, attributes: &XmlAttributes<'_>) {
        let kind = name.trim_end_matches("Reference").to_owned();
        self.cited.extend(attributes.get("id").map(|id| (kind, id)));
    }

    fn start(&mut self, name: &str, attributes: &XmlAttributes<'_>) {
        self.count(name);
        if self.in_properties && self.not_text == 0 {
            self.property(name, attributes);
        }
        if NOT_TEXT.contains(&name) {
            self.not_text += 1;
        }
        match name {
            "p" => {
                self.blocks.begin(BlockRole::Paragraph);
                self.joins_next.push(false);
            }
            "pPr" => self.in_properties = true,
            "r" => self.run = WordRun::Shown,
            "t" => self.in_text = true,
            "vanish" if self.run != WordRun::Outside && is_on(attributes) => {
                self.run = WordRun::Hidden;
            }
            "footnoteReference" | "endnoteReference" => self.cite(name, attributes),
            "commentReference" => self.counts.comments += 1,
            _ if self.run == WordRun::Shown && self.not_text == 0 => self.sign(name),
            _ => {}
        }
    }

    /// Counts tracked changes of text. Inside the properties of a paragraph, such an element is about its end.
    fn count(&mut self, name: &str) {
        if self.in_properties || self.not_text > 0 {
            return;
        }
        match name {
            "ins" | "moveTo" => self.counts.inserted += 1,
            "del" | "moveFrom" => self.counts.deleted += 1,
            _ => {}
        }
    }

    /// What the properties of a paragraph say about it.
    fn property(&mut self, name: &str, attributes: &XmlAttributes<'_>) {
        let value = || attributes.get("val");
        match name {
            "pStyle" => {
                let level = value().and_then(|style| self.styles.get(&style).copied());
                if let Some(level) = level {
                    self.blocks.is(BlockRole::Heading(level));
                }
            }
            "outlineLvl" => {
                if let Some(level @ 0..=8) = value().and_then(|level| level.parse::<u8>().ok()) {
                    self.blocks.is(BlockRole::Heading(level + 1));
                }
            }
            "numPr" => self.blocks.is(BlockRole::Item),
            "del" | "moveFrom" => {
                if let Some(joins) = self.joins_next.last_mut() {
                    *joins = true;
                }
            }
            _ => {}
        }
    }

    /// Signs that are elements.
    fn sign(&mut self, name: &str) {
        match name {
            "tab" | "ptab" => self.blocks.push("\t"),
            "br" | "cr" => self.blocks.push("\n"),
            "noBreakHyphen" => self.blocks.push("\u{2011}"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if NOT_TEXT.contains(&name) {
            self.not_text = self.not_text.saturating_sub(1);
        }
        match name {
            "p" => {
                let joins_next = self.joins_next.pop().unwrap_or_default();
                self.blocks.end(joins_next);
            }
            "pPr" => self.in_properties = false,
            "r" => self.run = WordRun::Outside,
            "t" => self.in_text = false,
            _ => {}
        }
    }
}
