//! What of a text a checker may want to look at: sentences, figures, quotations and speakers.

use crate::domain::name::fold;
use crate::domain::passage::{ArticleUnit, UnitKind};
use crate::text::attribution::{Cast, attributions};
use crate::text::figures::figures;
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

/// The sentences, figures and quotations of a text, by kind and then in its order. They depend on nothing but the text.
#[must_use]
pub fn units(manuscript: &Manuscript<'_>) -> Vec<ArticleUnit> {
    let mut found = Vec::new();
    for paragraph in &manuscript.paragraphs {
        of_paragraph(manuscript, paragraph, &mut found);
    }
    found.sort_by_key(|unit| (unit.kind, unit.place.start));
    found
}

fn of_paragraph(manuscript: &Manuscript<'_>, paragraph: &Paragraph, found: &mut Vec<ArticleUnit>) {
    let mut add = |kind, at: &Range<usize>, sentence: &Range<usize>| {
        let sentences = vec![manuscript.characters(sentence)];
        found.push(unit(manuscript, kind, at, paragraph.number, sentences));
    };
    for sentence in &paragraph.sentences {
        if !paragraph.is_heading() {
            add(UnitKind::Sentence, sentence, sentence);
        }
        for figure in figures(manuscript.text, sentence) {
            if !figure.is_date {
                add(UnitKind::Figure, &figure.at, sentence);
            }
        }
    }
    for quotation in quotations(manuscript.text, &paragraph.at) {
        let words = manuscript.slice(&quotation.inside).split_whitespace();
        if words.count() >= FEWEST {
            add(UnitKind::Quotation, &quotation.at, &quotation.at);
        }
    }
}

fn unit(
    manuscript: &Manuscript<'_>,
    kind: UnitKind,
    at: &Range<usize>,
    paragraph: Option<u32>,
    sentences: Vec<Range<usize>>,
) -> ArticleUnit {
    let words = manuscript.slice(at).split_whitespace();
    ArticleUnit {
        kind,
        text: words.collect::<Vec<_>>().join(" "),
        paragraph,
        place: manuscript.characters(at),
        sentences,
    }
}

/// Each speaker once, at its first place, with all sentences in which it speaks.
#[must_use]
pub fn speakers(manuscript: &Manuscript<'_>, lexicon: &Lexicon, cast: &Cast) -> Vec<ArticleUnit> {
    let mut found = Speakers::new(manuscript);
    for one in attributions(manuscript, lexicon, cast) {
        let key = one.party.clone().unwrap_or_else(|| fold(&one.name));
        let is_pronoun = one.party.is_none() && lexicon.is_pronoun(&key);
        let paragraph = manuscript.paragraphs.get(one.paragraph);
        if let Some(paragraph) = paragraph.filter(|_| !is_pronoun) {
            let span = one.span();
            let sentences = paragraph.sentences.iter();
            let sentences = sentences.filter(|at| overlaps(at, &span)).cloned();
            let sentences: Vec<Range<usize>> = sentences.collect();
            found.add(key, &one.source, &sentences, paragraph.number);
        }
    }
    for (paragraph, sentence) in manuscript.sentences() {
        for (id, at) in subjects(manuscript, sentence, cast, lexicon) {
            found.add(id, &at, std::slice::from_ref(sentence), paragraph.number);
        }
    }
    found.by_name.into_values().collect()
}

/// Speakers by id or folded name.
struct Speakers<'m> {
    manuscript: &'m Manuscript<'m>,
    by_name: BTreeMap<String, ArticleUnit>,
}

impl<'m> Speakers<'m> {
    fn new(manuscript: &'m Manuscript<'m>) -> Self {
        Self {
            manuscript,
            by_name: BTreeMap::new(),
        }
    }

    /// Adds sentences in which a speaker speaks. `at` has the words for it.
    fn add(
        &mut self,
        key: String,
        at: &Range<usize>,
        sentences: &[Range<usize>],
        paragraph: Option<u32>,
    ) {
        let manuscript = self.manuscript;
        let kind = UnitKind::Speaker;
        let new = || unit(manuscript, kind, at, paragraph, Vec::new());
        let known = self.by_name.entry(key).or_insert_with(new);
        let sentences = sentences.iter().map(|at| manuscript.characters(at));
        known.sentences.extend(sentences);
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
    let is_verb = |at: &Range<usize>| lexicon.is_finite(text.get(at.clone()).unwrap_or_default());
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
