//! The rules that start from a verb: inverted, post, colon, that, bare, clause, participle, wide.

use crate::text::attribution::content::{AfterVerb, VerbPlace};
use crate::text::attribution::found::{CueRule, RawAttribution};
use crate::text::attribution::made::raw;
use crate::text::attribution::participles;
use crate::text::attribution::subject;
use crate::text::attribution::subject::{NounPhrase, SubjectNeeds};
use crate::text::lexicon::{Lexicon, ListSet};
use crate::text::words::{ReadParagraph, TextWord};
use std::ops::Range;

const VERB: ListSet = ListSet::SAY.or(ListSet::THAT).or(ListSet::WIDE);
const SAYING: ListSet = ListSet::SAY.or(ListSet::THAT);

/// What the verbs of a paragraph attribute.
pub(super) fn find(passage: &ReadParagraph<'_>, lexicon: &Lexicon) -> Vec<RawAttribution> {
    let mut found: Vec<RawAttribution> = Vec::new();
    for (at, word) in passage.words.iter().enumerate() {
        if !word.is(VERB) || word.quotation.is_some() || is_name(passage, at) {
            continue;
        }
        let place = VerbPlace {
            passage,
            lexicon,
            at,
            sentence: word.sentence,
        };
        let one = match group(place) {
            Some(group) => finite(place, &group),
            None if word.is(ListSet::ING) => participles::find(place, &found),
            None => None,
        };
        found.extend(one);
    }
    found
}

/// Whether a verb at this place is a part of a name: "Hope Street".
fn is_name(passage: &ReadParagraph<'_>, at: usize) -> bool {
    let is_first = passage
        .words
        .get(at)
        .is_none_or(|word| passage.of_sentence(word.sentence).start == at);
    passage.words.get(at).is_some_and(|word| word.is_capital) && !is_first
}

/// A verb with the words before it that belong to it.
struct VerbGroup {
    /// The position of its first word.
    start: usize,
    is_passive: bool,
}

/// The group of a finite verb. `None` if the verb is none, or if it says that nothing was said.
fn group(place: VerbPlace<'_, '_>) -> Option<VerbGroup> {
    let verb = place.verb()?;
    let mut start = place.at;
    let (mut has_be, mut has_auxiliary, mut is_step) = (false, false, false);
    while let Some(word) = start
        .checked_sub(1)
        .and_then(|at| place.passage.word(at, place.sentence))
    {
        let is_ly = word.text.len() > 4 && word.text.ends_with("ly") && !word.is_capital;
        if word.quotation.is_some() {
            break;
        }
        if word.text == "to" && verb.is(ListSet::BASE) && start == place.at {
            is_step = true;
        } else if is_step && word.is(ListSet::STEP) && start + 1 == place.at {
            is_step = false;
            has_auxiliary = true;
        } else if is_step {
            return None;
        } else if word.is(ListSet::AUXILIARY) {
            if is_denied(word, verb)
                || (word.is_possessive() && !is_contracted(place.passage, start - 1))
            {
                return None;
            }
            has_be |= word.is(ListSet::BE) && !has_auxiliary;
            has_auxiliary = true;
        } else if word.is(ListSet::NEGATION) && !word.is(ListSet::DETERMINER) {
            if verb.is(ListSet::SAY) {
                return None;
            }
        } else if !(is_ly || word.is(ListSet::ADVERB)) {
            break;
        }
        start -= 1;
    }
    let is_form = verb.is(ListSet::THIRD.or(ListSet::PAST).or(ListSet::BASE));
    let is_finite = is_form && !is_step || verb.is(ListSet::ING) && has_be;
    is_finite.then_some(VerbGroup {
        start,
        is_passive: has_be && verb.is(ListSet::PAST),
    })
}

/// Whether an auxiliary says that nothing was said: "would say", "did not say".
fn is_denied(word: &TextWord<'_>, verb: &TextWord<'_>) -> bool {
    verb.is(ListSet::SAY) && (word.is(ListSet::MODAL) || word.is(ListSet::NEGATION))
}

/// Whether `’s` is a verb: after a pronoun.
fn is_contracted(passage: &ReadParagraph<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| passage.words.get(at));
    before.is_some_and(|before| before.is(ListSet::PRONOUN))
}

fn finite(place: VerbPlace<'_, '_>, group: &VerbGroup) -> Option<RawAttribution> {
    if group.is_passive {
        return None;
    }
    inverted(place, group).or_else(|| active(place, group))
}

/// "…," said X.
fn inverted(place: VerbPlace<'_, '_>, group: &VerbGroup) -> Option<RawAttribution> {
    let (passage, verb) = (place.passage, place.verb()?);
    let before = group
        .start
        .checked_sub(1)
        .and_then(|at| passage.words.get(at))?;
    let is_quoted = before.quotation.is_some();
    let is_after_clause = before.is_mark(&[","]) && verb.sentence == before.sentence;
    if !verb.is(ListSet::SAY)
        || verb.is(ListSet::TELL)
        || !(is_quoted || is_after_clause)
        || group.start != place.at
    {
        return None;
    }
    let next = passage.word(place.at + 1, place.sentence)?;
    if !next.is_word || next.is(ListSet::PREPOSITION) || next.text == "that" {
        return None;
    }
    let subject = subject::after(passage, place.at + 1, place.sentence)?;
    if !subject::can_speak(passage, &subject, SubjectNeeds::Speaker)
        || agrees(place, &subject) == Some(false)
    {
        return None;
    }
    // "…, said he was": what follows is a clause with a subject of its own.
    if !is_quoted
        && place.is_clause(place.at + 1)
        && passage
            .word(subject.run.end, place.sentence)
            .is_some_and(|word| word.is_word)
    {
        return None;
    }
    let content = left_content(place, group.start)?;
    Some(raw(
        place,
        CueRule::Inverted,
        &subject,
        group.start,
        content,
    ))
}

/// A subject before the verb.
fn active(place: VerbPlace<'_, '_>, group: &VerbGroup) -> Option<RawAttribution> {
    let (passage, verb) = (place.passage, place.verb()?);
    let after = place.after();
    let needs = match after {
        AfterVerb::Object(_) => SubjectNeeds::Speaker,
        AfterVerb::Said(..) | AfterVerb::Nothing(_) => SubjectNeeds::Anything,
    };
    let near = subject::before(passage, group.start, place.sentence);
    let subject = near
        .filter(|subject| agrees(place, subject) != Some(false))
        .or_else(|| shared(place, group))
        .filter(|subject| subject::can_speak(passage, subject, needs))?;
    let before = subject
        .run
        .start
        .checked_sub(1)
        .and_then(|at| passage.words.get(at));
    if before.is_some_and(|before| before.quotation.is_some())
        && verb.is(SAYING)
        && !ends_earlier(place, before)
    {
        return said_before(place, group, &subject, place.at + 1);
    }
    match after {
        AfterVerb::Said(rule, start) => {
            let is_said = rule != CueRule::Bare || verb.is(ListSet::BARE);
            let content = place.to_the_end(start);
            (is_said && verb.is(SAYING) && !content.is_empty())
                .then(|| raw(place, rule, &subject, group.start, content))
                .or_else(|| wide(place, group, &subject, start))
        }
        AfterVerb::Nothing(end) => said_before(place, group, &subject, end),
        AfterVerb::Object(start) => wide(place, group, &subject, start),
    }
}

/// Whether the quotation before the subject belongs to the sentence before: `He said "no." She said "yes."`
fn ends_earlier(place: VerbPlace<'_, '_>, before: Option<&TextWord<'_>>) -> bool {
    let Some(before) = before.filter(|before| before.sentence != place.sentence) else {
        return false;
    };
    let passage = place.passage;
    let quotation = before.quotation.and_then(|at| passage.quotations.get(at));
    quotation.is_some_and(|quotation| {
        passage
            .slice(&quotation.inside)
            .trim_end()
            .ends_with(['.', '!', '?', '…'])
    }) && matches!(place.after(), AfterVerb::Said(..))
}

/// X accuses Y.
fn wide(
    place: VerbPlace<'_, '_>,
    group: &VerbGroup,
    subject: &NounPhrase,
    start: usize,
) -> Option<RawAttribution> {
    let verb = place.verb()?;
    let is_verb = verb.is(ListSet::WIDE) || verb.is(ListSet::THAT) && start == place.at + 1;
    if !is_verb || !subject::can_speak(place.passage, subject, SubjectNeeds::Speaker) {
        return None;
    }
    let content = place.to_the_end(start);
    (!content.is_empty()).then(|| raw(place, CueRule::Wide, subject, group.start, content))
}

/// "…," X said; …, X said.
fn said_before(
    place: VerbPlace<'_, '_>,
    group: &VerbGroup,
    subject: &NounPhrase,
    end: usize,
) -> Option<RawAttribution> {
    let (passage, verb) = (place.passage, place.verb()?);
    if !verb.is(SAYING) {
        return None;
    }
    let as_clause = subject
        .run
        .start
        .checked_sub(1)
        .and_then(|at| passage.word(at, place.sentence));
    let opening = as_clause.filter(|word| word.text.eq_ignore_ascii_case("as"));
    let start = if opening.is_some() {
        subject.run.start - 1
    } else {
        subject.run.start
    };
    let before = start.checked_sub(1).and_then(|at| passage.words.get(at));
    let is_quoted = before.is_some_and(|before| before.quotation.is_some());
    let is_near = before.is_some_and(|before| before.sentence == place.sentence);
    let is_comma =
        is_near && before.is_some_and(|before| before.is_mark(&[",", "—", "–", "?", "!"]));
    if is_quoted || is_comma {
        let content = left_content(place, start)?;
        let rule = if is_quoted {
            CueRule::Post
        } else {
            CueRule::Clause
        };
        return Some(raw(place, rule, subject, group.start, content));
    }
    // "As X said, the bridge is closed."
    let is_comma = passage
        .word(end, place.sentence)
        .is_some_and(|word| word.is_mark(&[","]));
    (opening.is_some() && is_comma).then(|| {
        raw(
            place,
            CueRule::Clause,
            subject,
            group.start,
            place.to_the_end(end + 1),
        )
    })
}

/// The bytes of what is said before this word: the quotation that ends there, or the sentence so far.
fn left_content(place: VerbPlace<'_, '_>, end: usize) -> Option<Range<usize>> {
    let passage = place.passage;
    let before = passage.words.get(end.checked_sub(1)?)?;
    if let Some(quotation) = before.quotation.and_then(|at| passage.quotations.get(at)) {
        return Some(quotation.at.clone());
    }
    let whole = passage.of_sentence(place.sentence);
    let last = if before.is_word { end } else { end - 1 };
    let left = whole.start..last;
    // "The work, X said, will cost more": what is said goes on after the cue.
    let mut right = place.at + 1..whole.end;
    if passage.is_sign(right.start) && left.len() < 4 {
        while right.start < right.end && passage.is_sign(right.start) {
            right.start += 1;
        }
        while right.end > right.start && passage.is_sign(right.end - 1) {
            right.end -= 1;
        }
        if right.len() > left.len() {
            return Some(passage.bytes(&right));
        }
    }
    (left.len() > 1).then(|| passage.bytes(&left))
}

/// The subject that several verbs share: "He left and said", "He left, and later said".
fn shared(place: VerbPlace<'_, '_>, group: &VerbGroup) -> Option<NounPhrase> {
    let passage = place.passage;
    let before = passage.word(group.start.checked_sub(1)?, place.sentence)?;
    let is_joined = matches!(before.text, "and" | "but" | "then") || before.is_mark(&[","]);
    let verb = place.verb()?;
    if !is_joined || verb.is(ListSet::BASE) && !verb.is(ListSet::PAST) {
        return None;
    }
    subject::of_sentence(passage, place.sentence, group.start)
}

/// Whether an auxiliary, which takes the number, stands between a subject and the verb.
fn has_auxiliary(place: VerbPlace<'_, '_>, subject: &NounPhrase) -> bool {
    let between = subject.run.end..place.at;
    let words = place.passage.words.get(between).unwrap_or_default();
    let mut words = words.iter();
    words.any(|word| word.is(ListSet::AUXILIARY) || word.text == "to")
}

/// Whether a verb's form fits its subject in number. `None` if nobody can tell.
fn agrees(place: VerbPlace<'_, '_>, subject: &NounPhrase) -> Option<bool> {
    let verb = place.verb()?;
    let form = |class| verb.is(class) && !verb.is(ListSet::PAST) && !verb.is(ListSet::ING);
    if has_auxiliary(place, subject) {
        return None;
    }
    let is_plural = subject::is_plural(place.passage, subject);
    if form(ListSet::BASE) {
        // A plural verb after a name is a noun more often than not: "the Harbour report".
        return Some(is_plural.unwrap_or(false));
    }
    if form(ListSet::THIRD) {
        return is_plural.map(|plural| !plural);
    }
    None
}
