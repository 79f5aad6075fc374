//! An article's text with the places of its paragraphs, headings and sentences.

use crate::domain::passage::StoredSentence;
use crate::text::blocks::{BlockMark, TextBlock, blocks};
use crate::text::language::language;
use crate::text::offsets::Offsets;
use crate::text::sentences::{is_closing, is_stop, sentences};
use std::ops::Range;

/// The most words of a heading that nothing marks as one.
const LONGEST_HEADING: usize = 12;
/// The rules that we split sentences by if the language is not known.
const USUAL: &str = "en";

/// A text as claimbook reads it.
#[derive(Clone, Debug)]
pub struct Manuscript<'t> {
    /// The text as stored.
    pub text: &'t str,
    /// The code of its language, if somebody stated it or the words tell it.
    pub language: Option<String>,
    /// Its paragraphs and headings, in order.
    pub paragraphs: Vec<Paragraph>,
    /// From bytes to the characters that outputs count.
    pub offsets: Offsets,
}

/// A paragraph or a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its number among the paragraphs, from 1. A heading has none.
    pub number: Option<u32>,
    /// Its bytes, without the marks of Markdown.
    pub at: Range<usize>,
    /// The bytes of its sentences. A heading is one.
    pub sentences: Vec<Range<usize>>,
}

impl Paragraph {
    /// Whether it is a heading.
    #[must_use]
    pub fn is_heading(&self) -> bool {
        self.number.is_none()
    }
}

impl<'t> Manuscript<'t> {
    /// Reads a text. `stated` is the language that the article's record states.
    #[must_use]
    pub fn read(text: &'t str, stated: Option<&str>) -> Self {
        let language = language(text, stated);
        let code = language.as_deref().unwrap_or(USUAL);
        let mut count = 0;
        let paragraphs = blocks(text).into_iter().map(|block| {
            let is_heading = is_heading(text, &block);
            count += u32::from(!is_heading);
            paragraph(text, block.at, (!is_heading).then_some(count), code)
        });
        Self {
            paragraphs: paragraphs.collect(),
            offsets: Offsets::new(text),
            text,
            language,
        }
    }

    /// Takes a text whose language and sentences somebody knows already.
    #[must_use]
    pub fn stored(text: &'t str, language: Option<String>, sentences: &[StoredSentence]) -> Self {
        let mut bytes = ByteCounter::new(text);
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        for sentence in sentences {
            let at = bytes.before(sentence.place.start)..bytes.before(sentence.place.end);
            add(&mut paragraphs, sentence.paragraph, at);
        }
        Self {
            paragraphs,
            offsets: Offsets::new(text),
            text,
            language,
        }
    }

    /// Its sentences and headings as an index can keep them.
    #[must_use]
    pub fn to_store(&self) -> Vec<StoredSentence> {
        let sentence = |(paragraph, at): (&Paragraph, &Range<usize>)| StoredSentence {
            paragraph: paragraph.number,
            place: self.characters(at),
        };
        self.sentences().map(sentence).collect()
    }

    /// The text at these bytes.
    #[must_use]
    pub fn slice(&self, at: &Range<usize>) -> &'t str {
        self.text.get(at.clone()).unwrap_or_default()
    }

    /// The same range in characters.
    #[must_use]
    pub fn characters(&self, bytes: &Range<usize>) -> Range<usize> {
        self.offsets.characters(self.text, bytes)
    }

    /// The position in `paragraphs` of the paragraph that holds this byte, or of the last one before it.
    #[must_use]
    pub fn paragraph_at(&self, byte: usize) -> Option<usize> {
        let after = self
            .paragraphs
            .partition_point(|paragraph| paragraph.at.start <= byte);
        after.checked_sub(1)
    }

    /// The heading that the byte is under or in, if there is one.
    #[must_use]
    pub fn section_at(&self, byte: usize) -> Option<&'t str> {
        let before = self.paragraphs.get(..=self.paragraph_at(byte)?)?;
        let heading = before
            .iter()
            .rev()
            .find(|paragraph| paragraph.is_heading())?;
        Some(self.slice(&heading.at))
    }

    /// All sentences and headings in order, each with its paragraph.
    pub fn sentences(&self) -> impl Iterator<Item = (&Paragraph, &Range<usize>)> {
        let all = self.paragraphs.iter();
        all.flat_map(|paragraph| paragraph.sentences.iter().map(move |at| (paragraph, at)))
    }
}

/// Adds a sentence to its paragraph. Each heading is one of its own.
fn add(paragraphs: &mut Vec<Paragraph>, number: Option<u32>, at: Range<usize>) {
    let last = paragraphs.last_mut();
    match last.filter(|last| number.is_some() && last.number == number) {
        Some(last) => {
            last.at.end = at.end;
            last.sentences.push(at);
        }
        None => paragraphs.push(Paragraph {
            number,
            at: at.clone(),
            sentences: vec![at],
        }),
    }
}

/// Turns characters into bytes, for places that never go back.
struct ByteCounter<'t> {
    rest: std::str::Chars<'t>,
    length: usize,
    character: usize,
}

impl<'t> ByteCounter<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            rest: text.chars(),
            length: text.len(),
            character: 0,
        }
    }

    /// The bytes before this character; all of them if the text is shorter.
    fn before(&mut self, character: usize) -> usize {
        while self.character < character && self.rest.next().is_some() {
            self.character += 1;
        }
        self.length - self.rest.as_str().len()
    }
}

/// A paragraph with its sentences. Without a number, it is a heading.
fn paragraph(text: &str, at: Range<usize>, number: Option<u32>, language: &str) -> Paragraph {
    let sentences = match number {
        Some(_) => sentences(text, &at, language),
        None => vec![at.clone()],
    };
    Paragraph {
        number,
        at,
        sentences,
    }
}

/// Whether a block is a heading: marked as one, or at most twelve words without a stop, alone in their paragraph.
fn is_heading(text: &str, block: &TextBlock) -> bool {
    let written = text.get(block.at.clone()).unwrap_or_default();
    match block.mark {
        BlockMark::Heading => true,
        BlockMark::Item => false,
        BlockMark::Plain => {
            let is_short = written.split_whitespace().nth(LONGEST_HEADING).is_none();
            is_short && !written.contains('\n') && !is_stopped(written)
        }
    }
}

/// Whether a text ends as a sentence does, as an unfinished one, or as somebody's words.
fn is_stopped(written: &str) -> bool {
    let open = written.trim_end_matches(is_closing);
    let is_quoted = open.len() < written.len() && written.starts_with(['"', '“', '„', '«', '‘']);
    is_quoted || open.ends_with(|c: char| is_stop(c) || matches!(c, ':' | ',' | ';' | '،' | '؛'))
}

#[cfg(test)]
mod tests {
    use super::Manuscript;

    const TEXT: &str = "Zoë’s town\n\nIt rained. “It rained,” she said.\n\nWhat next?\n\n“Nobody knows”\n\n\
                        ## After the flood\nDr. Ames left.\n\n- Three left\n\n\
                        These are more than the twelve words that a heading may have in any text";

    #[test]
    fn headings_have_no_number_and_paragraphs_do() {
        let read = Manuscript::read(TEXT, Some("en"));
        let found: Vec<(Option<u32>, &str, usize)> = read
            .paragraphs
            .iter()
            .map(|paragraph| {
                (
                    paragraph.number,
                    read.slice(&paragraph.at),
                    paragraph.sentences.len(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                (None, "Zoë’s town", 1),
                (Some(1), "It rained. “It rained,” she said.", 2),
                (Some(2), "What next?", 1),
                (Some(3), "“Nobody knows”", 1),
                (None, "After the flood", 1),
                (Some(4), "Dr. Ames left.", 1),
                (Some(5), "Three left", 1),
                (
                    Some(6),
                    "These are more than the twelve words that a heading may have in any text",
                    1
                ),
            ]
        );
    }

    #[test]
    fn a_stored_text_is_the_text_that_was_read() {
        let two_headings = format!("One\n\nTwo\n\n{TEXT}");
        for text in [TEXT, &two_headings, "", "\n\nOne"] {
            let read = Manuscript::read(text, Some("en"));
            let stored = Manuscript::stored(text, read.language.clone(), &read.to_store());
            assert_eq!(stored.paragraphs, read.paragraphs, "{text}");
        }
        let read = Manuscript::read(TEXT, Some("en"));
        let shorter = Manuscript::stored("Zoë’s", None, &read.to_store());
        assert!(
            shorter
                .paragraphs
                .iter()
                .all(|one| one.at.end <= "Zoë’s".len())
        );
    }

    #[test]
    fn a_place_has_a_paragraph_and_a_section_and_counts_characters() {
        let read = Manuscript::read(TEXT, Some("en"));
        let ames = TEXT.find("Ames").expect("it is there");
        assert_eq!(read.section_at(ames), Some("After the flood"));
        assert_eq!(read.section_at(0), Some("Zoë’s town"));
        let number = read.paragraphs[read.paragraph_at(ames).expect("it has one")].number;
        assert_eq!(number, Some(4));
        let range = read.characters(&(ames..ames + 4));
        let characters: String = TEXT.chars().skip(range.start).take(range.len()).collect();
        assert_eq!(characters, "Ames");
        assert_eq!(Manuscript::read("\n\n", None).paragraph_at(0), None);
    }
}
