//! What of a text a checker may want to look at: sentences, figures, quotations and speakers.

use crate::domain::name::fold;
use crate::domain::passage::UnitKind;
use crate::text::attribution::{Cast, attributions};
use crate::text::figures::{Figure, figures};
use crate::text::lexicon::Lexicon;
use crate::text::manuscript::{Manuscript, Paragraph};
use crate::text::offsets::overlaps;
use crate::text::quotations::quotations;
use std::collections::BTreeMap;
use std::ops::Range;

/// Fewer words in quotation marks are a term, and nobody's saying.
const FEWEST: usize = 4;
/// The most words of a party's name that we look for before a verb.
const LONGEST_NAME: usize = 5;

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextUnit {
    /// What it is.
    pub kind: UnitKind,
    /// Its bytes.
    pub at: Range<usize>,
    /// The sentences that decide whether a claim covers it: its own, and of a speaker, all in which it speaks.
    pub sentences: Vec<Range<usize>>,
    /// The number of its paragraph; a heading has none.
    pub paragraph: Option<u32>,
    /// Of a figure: what it measures.
    pub figure: Option<Figure>,
}

/// The sentences, figures and quotations of a text, by kind and then in its order.
#[must_use]
pub fn units(manuscript: &Manuscript<'_>) -> Vec<TextUnit> {
    let mut found = Vec::new();
    for paragraph in &manuscript.paragraphs {
        of_paragraph(manuscript, paragraph, &mut found);
    }
    found.sort_by_key(|unit| (unit.kind, unit.at.start));
    found
}

fn of_paragraph(manuscript: &Manuscript<'_>, paragraph: &Paragraph, found: &mut Vec<TextUnit>) {
    let unit = |kind, at: &Range<usize>, sentence: &Range<usize>| TextUnit {
        kind,
        at: at.clone(),
        sentences: vec![sentence.clone()],
        paragraph: paragraph.number,
        figure: None,
    };
    for sentence in &paragraph.sentences {
        if !paragraph.is_heading() {
            found.push(unit(UnitKind::Sentence, sentence, sentence));
        }
        for figure in figures(manuscript.text, sentence) {
            if !figure.is_date {
                found.push(TextUnit {
                    figure: Some(figure.clone()),
                    ..unit(UnitKind::Figure, &figure.at, sentence)
                });
            }
        }
    }
    for quotation in quotations(manuscript.text, &paragraph.at) {
        let words = manuscript
            .slice(&quotation.inside)
            .split_whitespace()
            .count();
        if words >= FEWEST {
            found.push(unit(UnitKind::Quotation, &quotation.at, &quotation.at));
        }
    }
}

/// Each speaker once, at its first place, with all sentences in which it speaks.
#[must_use]
pub fn speakers(manuscript: &Manuscript<'_>, lexicon: &Lexicon, cast: &Cast) -> Vec<TextUnit> {
    let mut found = Speakers::default();
    for one in attributions(manuscript, lexicon, cast) {
        let key = one.party.clone().unwrap_or_else(|| fold(&one.name));
        let is_pronoun = one.party.is_none() && lexicon.is_pronoun(&key);
        let paragraph = manuscript.paragraphs.get(one.paragraph);
        if let Some(paragraph) = paragraph.filter(|_| !is_pronoun) {
            let span = one.span();
            let sentences = paragraph.sentences.iter();
            let sentences = sentences.filter(|at| overlaps(at, &span)).cloned();
            found.add(key, &one.source, sentences.collect(), paragraph.number);
        }
    }
    for (paragraph, sentence) in manuscript.sentences() {
        for (id, at) in subjects(manuscript, sentence, cast, lexicon) {
            found.add(id, &at, vec![sentence.clone()], paragraph.number);
        }
    }
    found.0.into_values().collect()
}

/// Speakers by id or folded name.
#[derive(Default)]
struct Speakers(BTreeMap<String, TextUnit>);

impl Speakers {
    fn add(
        &mut self,
        key: String,
        at: &Range<usize>,
        sentences: Vec<Range<usize>>,
        paragraph: Option<u32>,
    ) {
        let unit = self.0.entry(key).or_insert_with(|| TextUnit {
            kind: UnitKind::Speaker,
            at: at.clone(),
            sentences: Vec::new(),
            paragraph,
            figure: None,
        });
        unit.sentences.extend(sentences);
    }
}

/// The parties whose names are subjects in a sentence: a verb comes right after.
fn subjects(
    manuscript: &Manuscript<'_>,
    sentence: &Range<usize>,
    cast: &Cast,
    lexicon: &Lexicon,
) -> Vec<(String, Range<usize>)> {
    let text = manuscript.slice(sentence);
    let words = word_places(text);
    let is_verb = |word: &Range<usize>| {
        let word = text.get(word.clone());
        word.is_some_and(|word| lexicon.is_finite(word))
    };
    let verbs = words.iter().enumerate().filter(|(_, word)| is_verb(word));
    let before = verbs.filter_map(|(at, verb)| {
        let before = words.get(at.saturating_sub(LONGEST_NAME)..at)?;
        let last = before.last()?.end;
        let is_joined = text.get(last..verb.start)?.trim().is_empty();
        let mut names = before.iter().filter(|_| is_joined).filter_map(|first| {
            let member = cast.members.get(&fold(text.get(first.start..last)?))?;
            let place = sentence.start + first.start..sentence.start + last;
            Some((member.id.clone(), place))
        });
        names.next()
    });
    before.collect()
}

/// The bytes of the words of a text.
fn word_places(text: &str) -> Vec<Range<usize>> {
    let is_break = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '’' | '\''));
    let mut places = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in ends {
        match start {
            None if !is_break(c) => start = Some(at),
            Some(from) if is_break(c) => {
                places.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    places
}
