//! The rules that start from other words than verbs: according, perspective, for, and a name with a colon.

use crate::text::attribution::found::{CueRule, RawAttribution};
use crate::text::attribution::made::is_direct;
use crate::text::attribution::subject;
use crate::text::attribution::subject::{NounPhrase, SubjectNeeds};

use crate::text::lexicon::ListSet;
use crate::text::words::{ReadParagraph, TextWord};
use std::ops::Range;

/// The most words of a name before a colon.
const LONGEST_NAME: usize = 6;

/// Adds what these cues of a paragraph attribute.
pub(super) fn find(passage: &ReadParagraph<'_>, found: &mut Vec<RawAttribution>) {
    for (at, word) in passage.words.iter().enumerate() {
        if word.quotation.is_some() {
            continue;
        }
        let one = match word.text {
            "according" | "According" => according(passage, at, &["to"]),
            "in" | "In" => according(passage, at, &["the", "words", "of"])
                .or_else(|| according(passage, at, &["the", "view", "of"]))
                .or_else(|| according(passage, at, &["the", "eyes", "of"]))
                .or_else(|| viewed(passage, at)),
            "per" | "Per" => per(passage, at),
            "from" | "From" => viewed(passage, at),
            "For" => for_whom(passage, at),
            ":" => named(passage, at),
            _ => None,
        };
        found.extend(one);
    }
}

/// "according to X", "in the words of X".
fn according(passage: &ReadParagraph<'_>, at: usize, rest: &[&str]) -> Option<RawAttribution> {
    let sentence = passage.words.get(at)?.sentence;
    let mut next = at + 1;
    for expected in rest {
        passage
            .word(next, sentence)
            .filter(|word| word.text == *expected)?;
        next += 1;
    }
    let subject = source_after(passage, next, sentence)?;
    let head = passage.words.get(subject.head)?;
    if head.is(ListSet::UNSPOKEN) {
        return None;
    }
    around(passage, CueRule::According, at..next, &subject)
}

/// "per X", but not "per cent" or "per day".
fn per(passage: &ReadParagraph<'_>, at: usize) -> Option<RawAttribution> {
    let sentence = passage.words.get(at)?.sentence;
    let next = passage.word(at + 1, sentence)?;
    let is_apart = at == passage.of_sentence(sentence).start
        || passage
            .words
            .get(at - 1)
            .is_some_and(|word| word.is_mark(&[","]));
    if !is_apart || !(next.is_capital || next.text == "the") {
        return None;
    }
    let subject = source_after(passage, at + 1, sentence)?;
    subject::can_speak(passage, &subject, SubjectNeeds::Speaker).then_some(())?;
    around(passage, CueRule::According, at..at + 1, &subject)
}

/// Who is named after a preposition, up to a mark or a word that starts something else.
fn source_after(passage: &ReadParagraph<'_>, start: usize, sentence: usize) -> Option<NounPhrase> {
    let mut end = start;
    while let Some(word) = passage.word(end, sentence) {
        let is_end = !word.is_word && !word.is_possessive()
            || word.is(ListSet::STOP)
            || word.is(ListSet::AUXILIARY) && !word.is_possessive();
        if is_end || end - start > 25 {
            break;
        }
        end += 1;
    }
    let words = passage.words.get(start..end)?;
    let core = words
        .iter()
        .take_while(|word| !word.is(ListSet::PREPOSITION) || word.is_capital);
    let core = core.count();
    let mut core = words.get(..core)?.iter().enumerate().rev();
    let (head, _) = core.find(|(_, word)| word.is_word && !word.is_possessive())?;
    Some(NounPhrase {
        run: start..end,
        head: start + head,
    })
}

/// "from X’s perspective", "in X’s view".
fn viewed(passage: &ReadParagraph<'_>, at: usize) -> Option<RawAttribution> {
    const VIEWS: &[&str] = &[
        "perspective",
        "view",
        "viewpoint",
        "opinion",
        "eyes",
        "standpoint",
    ];
    let sentence = passage.words.get(at)?.sentence;
    let is_view = |word: &TextWord<'_>| VIEWS.contains(&word.text) || word.text == "point";
    let mut places = at + 2..at + 12;
    let end = places.find(|place| passage.word(*place, sentence).is_some_and(is_view))?;
    let owner = passage.word(end - 1, sentence)?;
    let mut end_of_name = end;
    if owner.is_possessive() {
        end_of_name -= 1;
    } else if !matches!(owner.text, "his" | "her" | "their" | "its") {
        return None;
    }
    let run = at + 1..end_of_name;
    let is_whole = passage
        .words
        .get(run.clone())?
        .iter()
        .all(|word| word.is_word || word.is_possessive());
    let subject = NounPhrase {
        head: run.end - 1,
        run,
    };
    let is_owner =
        !owner.is_possessive() || subject::can_speak(passage, &subject, SubjectNeeds::Speaker);
    let mut found = around(passage, CueRule::Perspective, at..end + 1, &subject)?;
    found.source = passage.bytes(&subject.run);
    (is_whole && is_owner).then_some(found)
}

/// "For X, …" at the start of a sentence.
fn for_whom(passage: &ReadParagraph<'_>, at: usize) -> Option<RawAttribution> {
    let sentence = passage.words.get(at)?.sentence;
    let whole = passage.of_sentence(sentence);
    if at != whole.start {
        return None;
    }
    let is_comma = |place: &usize| passage.is_mark(*place, &[","]);
    let comma = (at + 2..(at + 10).min(whole.end)).find(is_comma)?;
    let names = passage.words.get(at + 1..comma)?;
    let is_spoken = names
        .iter()
        .all(|word| (word.is_word || word.is_possessive()) && !word.is(ListSet::UNLIKE_SPEAKER));
    let subject = source_after(passage, at + 1, sentence)?;
    let head = passage.words.get(subject.head)?;
    let is_somebody = head.is_capital || head.is(ListSet::ROLE);
    let is_time = head.is(ListSet::TIME) || head.text.starts_with(char::is_numeric);
    if !is_spoken || !is_somebody || is_time || subject.run.end != comma {
        return None;
    }
    around(passage, CueRule::For, at..at + 1, &subject)
}

/// Puts the cue together with what it is about: the rest of its sentence, on the side where there is more.
fn around(
    passage: &ReadParagraph<'_>,
    rule: CueRule,
    cue: Range<usize>,
    subject: &NounPhrase,
) -> Option<RawAttribution> {
    let sentence = passage.words.get(cue.start)?.sentence;
    let whole = passage.of_sentence(sentence);
    let end = cue.end.max(subject.run.end);
    let is_mark = |at: usize| {
        passage
            .words
            .get(at)
            .is_some_and(|word| !word.is_word && word.quotation.is_none())
    };
    let mut left = whole.start..cue.start;
    while left.end > left.start && is_mark(left.end - 1) {
        left.end -= 1;
    }
    let is_opening = |word: &TextWord<'_>| {
        word.is(ListSet::STOP) || word.is(ListSet::ADVERB) || matches!(word.text, "And" | "But")
    };
    let is_short = left.len() <= 1 && passage.words.get(left.clone())?.iter().all(is_opening);
    let mut right = end..whole.end;
    while right.start < right.end && is_mark(right.start) {
        right.start += 1;
    }
    while right.end > right.start && is_mark(right.end - 1) {
        right.end -= 1;
    }
    let content = passage.bytes(if is_short { &right } else { &left });
    (!content.is_empty()).then(|| RawAttribution {
        rule,
        source: passage.bytes(&subject.run),
        cue: passage.bytes(&cue),
        is_direct: is_direct(passage, &content),
        is_stance: false,
        content,
    })
}

/// `X: "…"`, and `X: …` in a heading.
fn named(passage: &ReadParagraph<'_>, at: usize) -> Option<RawAttribution> {
    let word = passage.words.get(at)?;
    let whole = passage.of_sentence(word.sentence);
    let run = whole.start..at;
    let words = passage.words.get(run.clone())?;
    let next = passage.word(at + 1, word.sentence)?;
    let is_quoted = next.quotation.is_some();
    let is_said = is_quoted || passage.paragraph.is_heading();
    let is_name = |word: &TextWord<'_>| {
        word.is_capital
            || word.is(ListSet::ROLE)
            || word.is(ListSet::TITLE)
            || matches!(word.text, "of" | "de" | "van" | "von" | "and")
    };
    let is_short = (1..=LONGEST_NAME).contains(&words.len());
    let opens = words
        .first()
        .is_some_and(|word| word.is_capital && !word.is(ListSet::DETERMINER));
    if !is_said || !is_short || !opens || !words.iter().all(is_name) {
        return None;
    }
    let mut end = whole.end;
    let is_stop = |at: usize| {
        passage
            .words
            .get(at)
            .is_some_and(|word| word.is_mark(&["."]) && word.quotation.is_none())
    };
    while end > at + 2 && is_stop(end - 1) {
        end -= 1;
    }
    let content = passage.bytes(&(at + 1..end));
    Some(RawAttribution {
        rule: CueRule::Colon,
        source: passage.bytes(&run),
        cue: word.at.clone(),
        is_direct: is_quoted,
        is_stance: false,
        content,
    })
}
