//! What of a text a checker may want to look at: sentences, figures, quotations and speakers.

use crate::domain::name::fold;
use crate::domain::words::words;
use crate::text::attribution::{Attribution, Cast};
use crate::text::figures::{Figure, figures};
use crate::text::lexicon::Lexicon;
use crate::text::manuscript::{Manuscript, Paragraph};
use crate::text::quotations::quotations;
use std::collections::BTreeMap;
use std::ops::Range;

/// Fewer words in quotation marks are a term, and nobody's saying.
const FEWEST: usize = 4;

words! {
    /// What is counted.
    UnitKind {
        /// A sentence.
        Sentence = "sentence",
        /// A figure.
        Figure = "figure",
        /// A quotation of four words or more.
        Quotation = "quotation",
        /// Somebody who says something, or a party that does something.
        Speaker = "speaker",
    }
}

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

/// All units of a text, by kind and then in its order.
#[must_use]
pub fn units(
    manuscript: &Manuscript<'_>,
    attributions: &[Attribution],
    cast: &Cast,
    lexicon: &Lexicon,
) -> Vec<TextUnit> {
    let mut found = Vec::new();
    for paragraph in &manuscript.paragraphs {
        of_paragraph(manuscript, paragraph, &mut found);
    }
    found.extend(speakers(manuscript, attributions, cast, lexicon));
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
fn speakers(
    manuscript: &Manuscript<'_>,
    attributions: &[Attribution],
    cast: &Cast,
    lexicon: &Lexicon,
) -> Vec<TextUnit> {
    let mut by_name: BTreeMap<String, TextUnit> = BTreeMap::new();
    let mut add =
        |key: String, at: &Range<usize>, sentences: Vec<Range<usize>>, number: Option<u32>| {
            let unit = by_name.entry(key).or_insert_with(|| TextUnit {
                kind: UnitKind::Speaker,
                at: at.clone(),
                sentences: Vec::new(),
                paragraph: number,
                figure: None,
            });
            unit.sentences.extend(sentences);
        };
    for one in attributions {
        let key = one.party.clone().unwrap_or_else(|| fold(&one.name));
        let is_pronoun = one.party.is_none() && lexicon.is_pronoun(&key);
        let span = one.span();
        if let Some(paragraph) = manuscript
            .paragraphs
            .get(one.paragraph)
            .filter(|_| !is_pronoun)
        {
            let sentences = paragraph.sentences.iter();
            let sentences = sentences.filter(|at| at.start < span.end && span.start < at.end);
            add(
                key,
                &one.source,
                sentences.cloned().collect(),
                paragraph.number,
            );
        }
    }
    for (paragraph, sentence) in manuscript.sentences() {
        for (id, at) in subjects(manuscript, sentence, cast, lexicon) {
            add(id, &at, vec![sentence.clone()], paragraph.number);
        }
    }
    by_name.into_values().collect()
}

/// The parties whose names are subjects in a sentence: a verb comes right after.
fn subjects(
    manuscript: &Manuscript<'_>,
    sentence: &Range<usize>,
    cast: &Cast,
    lexicon: &Lexicon,
) -> Vec<(String, Range<usize>)> {
    let text = manuscript.slice(sentence);
    let is_break = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '’' | '\''));
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for piece in text.split(is_break) {
        if !piece.is_empty() {
            words.push(start..start + piece.len());
        }
        start += piece.len();
        start += text
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
    }
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let is_verb = at > 0
            && text
                .get(word.clone())
                .is_some_and(|word| lexicon.is_finite(word));
        let longest = (1..=at.min(5)).rev().filter_map(|length| {
            let from = words.get(at - length)?.start;
            let to = words.get(at - 1)?.end;
            let member = cast.members.get(&fold(text.get(from..to)?))?;
            let is_joined = text
                .get(to..word.start)
                .is_some_and(|gap| gap.trim().is_empty());
            is_joined.then(|| {
                (
                    member.id.clone(),
                    sentence.start + from..sentence.start + to,
                )
            })
        });
        if is_verb {
            found.extend(longest.take(1));
        }
    }
    found
}
