//! The rules that start from a quotation: dash, and carried.

use crate::text::attribution::found::{CueRule, RawAttribution};
use crate::text::offsets::overlaps;
use crate::text::words::ReadParagraph;
use std::ops::Range;

/// Fewer words in quotation marks are a term, and nobody's saying.
const FEWEST: usize = 4;
/// The most words of a name after a dash.
const LONGEST_NAME: usize = 10;

/// Adds the quotations of a paragraph that have no verb. `open` is what a quotation of the paragraph before left open.
pub(super) fn find(
    passage: &ReadParagraph<'_>,
    open: Option<RawAttribution>,
    found: &mut Vec<RawAttribution>,
) {
    let mut last = open;
    for (position, quotation) in passage.quotations.iter().enumerate() {
        let is_continued = position == 0 && last.is_some();
        let direct = |one: &&RawAttribution| overlaps(&one.content, &quotation.at);
        if let Some(said) = found.iter().find(direct) {
            last = Some(said.clone());
            continue;
        }
        let words = passage.slice(&quotation.inside).split_whitespace().count();
        if let Some(named) = dash(passage, position) {
            last = Some(named.clone());
            found.push(named);
            continue;
        }
        let Some(earlier) = last.as_ref().filter(|_| words >= FEWEST) else {
            continue;
        };
        let follows = is_continued && starts_paragraph(passage, &quotation.at)
            || follows(passage, earlier, &quotation.at, found);
        if !follows {
            last = None;
            continue;
        }
        let carried = RawAttribution {
            rule: CueRule::Carried,
            source: earlier.source.clone(),
            cue: quotation.at.start..quotation.at.start,
            content: quotation.at.clone(),
            is_direct: true,
            is_stance: false,
        };
        last = Some(carried.clone());
        found.push(carried);
    }
}

/// What a quotation leaves open that no mark closes in this paragraph.
pub(super) fn left_open(
    passage: &ReadParagraph<'_>,
    found: &[RawAttribution],
) -> Option<RawAttribution> {
    let quotation = passage.quotations.last().filter(|last| !last.is_closed)?;
    let said = found
        .iter()
        .find(|one| overlaps(&one.content, &quotation.at))?;
    Some(said.clone())
}

fn starts_paragraph(passage: &ReadParagraph<'_>, at: &Range<usize>) -> bool {
    at.start == passage.paragraph.at.start
}

/// Whether a quotation goes on what somebody said right before: in the same sentence, or as the next one.
fn follows(
    passage: &ReadParagraph<'_>,
    earlier: &RawAttribution,
    at: &Range<usize>,
    found: &[RawAttribution],
) -> bool {
    let sentence_of = |byte: usize| {
        let sentences = &passage.paragraph.sentences;
        sentences
            .partition_point(|sentence| sentence.start <= byte)
            .checked_sub(1)
    };
    let (Some(here), Some(there)) = (
        sentence_of(at.start),
        sentence_of(earlier.start().max(earlier.content.start)),
    ) else {
        return false;
    };
    if !earlier.is_direct || here > there + 2 {
        return false;
    }
    let Some(sentence) = passage.paragraph.sentences.get(here) else {
        return false;
    };
    let opens = sentence.start == at.start;
    let has_cue = found.iter().any(|one| {
        overlaps(&one.cue, sentence)
            && !overlaps(&one.content, &earlier.content)
            && one.cue != earlier.cue
    });
    here == there || opens && !has_cue
}

/// `"…" — X`
fn dash(passage: &ReadParagraph<'_>, position: usize) -> Option<RawAttribution> {
    let quotation = passage.quotations.get(position)?;
    let after = passage
        .words
        .partition_point(|word| word.at.start < quotation.at.end);
    let mark = passage
        .words
        .get(after)
        .filter(|word| word.is_mark(&["—", "–", "-", "―"]))?;
    let names = passage.words.get(after + 1..)?;
    let is_name = names.first()?.is_capital && names.len() <= LONGEST_NAME;
    let mut end = passage.words.len();
    while end > after + 2 && passage.is_mark(end - 1, &["."]) {
        end -= 1;
    }
    is_name.then(|| RawAttribution {
        rule: CueRule::Dash,
        source: passage.bytes(&(after + 1..end)),
        cue: mark.at.clone(),
        content: quotation.at.clone(),
        is_direct: true,
        is_stance: false,
    })
}
