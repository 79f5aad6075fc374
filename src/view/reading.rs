//! The text of an article for a reader: numbers of paragraphs in the margin, and the passages of claims with their ids.

use crate::domain::passage::AnchorHow;
use crate::view::page::{Block, FieldList, Line, Page};
use crate::view::role::Role;
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::Range;

/// The text of an article with its places. Places count characters from 0, and the end is exclusive.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingText {
    /// The article's id.
    pub article: String,
    /// The text as stored.
    pub text: String,
    /// Its paragraphs and headings, in order.
    pub paragraphs: Vec<TextParagraph>,
    /// Its sentences, in order.
    pub sentences: Vec<ReadSentence>,
    /// The passages that its claims quote, in the order of the claims.
    pub passages: Vec<ReadPassage>,
}

/// A paragraph, or a heading.
#[derive(Clone, Debug, Serialize)]
pub struct TextParagraph {
    /// Its number, from 1; null for a heading.
    pub n: Option<u32>,
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// A sentence.
#[derive(Clone, Debug, Serialize)]
pub struct ReadSentence {
    /// The number of its paragraph; null in a heading.
    pub paragraph: Option<u32>,
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The passage of a claim.
#[derive(Clone, Debug, Serialize)]
pub struct ReadPassage {
    /// The claim's id.
    pub claim: String,
    /// Where it starts; null if the quote is lost.
    pub start: Option<usize>,
    /// Where it ends.
    pub end: Option<usize>,
    /// How well the quote fits.
    pub how: AnchorHow,
    /// How similar the passage is, up to 1; null if the quote is lost.
    pub score: Option<f64>,
    /// What the claim's status is to a reader.
    #[serde(skip)]
    pub role: Role,
}

impl ReadPassage {
    fn place(&self) -> Option<Range<usize>> {
        Some(self.start?..self.end?)
    }
}

/// The page of a text.
#[must_use]
pub fn page(title: &str, reading: &ReadingText) -> Page {
    let mut page = Page(vec![Block::Title(
        Line::new(&reading.article, Role::Id).then(format!("  {title}")),
    )]);
    let characters: Vec<char> = reading.text.chars().collect();
    let numbers = reading
        .paragraphs
        .iter()
        .filter_map(|paragraph| paragraph.n);
    let width = numbers.max().unwrap_or(0).to_string().len();
    for paragraph in &reading.paragraphs {
        let part = paragraph.start..paragraph.end;
        let line = marked(&characters, part, &reading.passages);
        let Some(number) = paragraph.n else {
            page.0.push(Block::Heading(line));
            continue;
        };
        let mut fields = FieldList::default();
        fields.line(&format!("{number:>width$}"), line);
        page.0.push(fields.block());
    }
    page.0.extend(lost(reading));
    page
}

/// The claims whose quotes the text does not have.
fn lost(reading: &ReadingText) -> Option<Block> {
    let lost = reading.passages.iter();
    let lost = lost.filter(|passage| passage.place().is_none());
    let lost: Vec<String> = lost.map(|passage| passage.claim.clone()).collect();
    let line = Line::plain("Not in the text any more: ").and(lost.join(", "), Role::Id);
    (!lost.is_empty()).then_some(Block::Paragraph(line))
}

/// Words of a text, and the id of the claim whose passage they are.
pub type MarkedWords = (String, Option<String>);

/// The paragraphs of a text, by number, cut where passages begin and end: each piece with the id of the claim that it belongs to.
#[must_use]
pub fn pieces(reading: &ReadingText) -> Vec<(Option<u32>, Vec<MarkedWords>)> {
    let characters: Vec<char> = reading.text.chars().collect();
    let paragraphs = reading.paragraphs.iter().map(|paragraph| {
        let part = paragraph.start..paragraph.end;
        let pieces = cut(&characters, &part, &reading.passages).into_iter();
        let pieces = pieces.map(|piece| (piece.text, piece.of.map(|of| of.claim.clone())));
        (paragraph.n, pieces.collect())
    });
    paragraphs.collect()
}

/// A part of the text with the passages in it, and the id of each claim where its passage ends.
fn marked(text: &[char], part: Range<usize>, passages: &[ReadPassage]) -> Line {
    let mut line = Line::default();
    for piece in cut(text, &part, passages) {
        line = match piece.of {
            Some(passage) => line.passage(piece.text, passage.role),
            None => line.then(piece.text),
        };
        for passage in piece.ended {
            line = line.and(format!(" [{}]", passage.claim), Role::Id);
        }
    }
    line
}

/// A piece of a text between two ends of passages.
struct TextPiece<'a> {
    text: String,
    /// The passage that it belongs to; of several the last.
    of: Option<&'a ReadPassage>,
    /// The passages that end with it.
    ended: Vec<&'a ReadPassage>,
}

fn cut<'a>(text: &[char], part: &Range<usize>, passages: &'a [ReadPassage]) -> Vec<TextPiece<'a>> {
    let inside = passages.iter().filter_map(|passage| {
        let place = passage.place()?;
        let place = place.start.max(part.start)..place.end.min(part.end);
        (!place.is_empty()).then_some((passage, place))
    });
    let inside: Vec<(&ReadPassage, Range<usize>)> = inside.collect();
    let places = inside.iter().map(|(_, place)| place).chain([part]);
    let cuts: BTreeSet<usize> = places.flat_map(|place| [place.start, place.end]).collect();
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let piece = |pair: &[usize]| {
        let &[start, end] = pair else { return None };
        let mut around = inside.iter();
        let of = around.rfind(|(_, place)| place.start <= start && end <= place.end);
        let ended = inside.iter().filter(|(_, place)| place.end == end);
        Some(TextPiece {
            text: text.get(start..end).unwrap_or_default().iter().collect(),
            of: of.map(|(passage, _)| *passage),
            ended: ended.map(|(passage, _)| *passage).collect(),
        })
    };
    cuts.windows(2).filter_map(piece).collect()
}
