//! Who does it: the words for a subject before a verb, after one, or at the start of a sentence.

use crate::text::lexicon::ListSet;
use crate::text::words::{ReadParagraph, TextWord};
use std::ops::Range;

/// The most words of a subject.
const LONGEST: usize = 25;
/// The most words of what is put between a name and its verb: ", a Trump supporter,".
const LONGEST_ASIDE: usize = 18;
const VERB: ListSet = ListSet::SAY.or(ListSet::THAT).or(ListSet::WIDE);
const FORM: ListSet = ListSet::THIRD.or(ListSet::PAST);

/// A subject: a run of the passage's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NounPhrase {
    /// All its words, with what is put after the name.
    pub(super) run: Range<usize>,
    /// The position of the word that decides who it is.
    pub(super) head: usize,
}

impl NounPhrase {
    /// The words of this run, if one of them is a head.
    fn of(passage: &ReadParagraph<'_>, run: Range<usize>) -> Option<Self> {
        let head = head(passage, run.start, run.end)?;
        Some(Self { run, head })
    }
}

/// The subject that ends right before the word `end` of a sentence.
pub(super) fn before(
    passage: &ReadParagraph<'_>,
    end: usize,
    sentence: usize,
) -> Option<NounPhrase> {
    let start = passage.of_sentence(sentence).start;
    let words = passage.words.get(start..end)?;
    let skipped = words
        .iter()
        .rev()
        .take_while(|word| is_between(word))
        .count();
    let mut end = end - skipped;
    if skipped > 0
        && passage
            .words
            .get(end.checked_sub(1)?)
            .is_some_and(|word| is_of_time(word))
    {
        end -= 1;
    }
    let last = passage.words.get(start..end)?.last()?;
    if last.text.eq_ignore_ascii_case("who") {
        let end = end - 1;
        let is_after_comma = passage.word(end.checked_sub(1)?, sentence)?.is_mark(&[","]);
        return phrase(passage, start, end - usize::from(is_after_comma));
    }
    if !last.is_mark(&[",", ")", "—", "–"]) {
        return phrase(passage, start, end);
    }
    let name = before_aside(passage, start, end - 1)?;
    Some(NounPhrase {
        run: name.run.start..end - 1,
        ..name
    })
}

/// Words between a subject and its verb that are part of neither.
fn is_between(word: &TextWord<'_>) -> bool {
    let is_adverb = word.text.len() > 4 && word.text.ends_with("ly") && !word.is_capital;
    word.quotation.is_none()
        && !word.is(ListSet::PRONOUN)
        && (word.is(ListSet::ADVERB) || is_adverb || is_day(word))
}

fn is_day(word: &TextWord<'_>) -> bool {
    word.is_capital && word.is(ListSet::TIME)
}

/// `on` of "on Tuesday", `last` of "last Tuesday".
fn is_of_time(word: &TextWord<'_>) -> bool {
    matches!(word.text, "on" | "last" | "this")
}

/// The name before an aside that ends before the mark at `closing`.
fn before_aside(passage: &ReadParagraph<'_>, start: usize, closing: usize) -> Option<NounPhrase> {
    let opens: &[&str] = match passage.words.get(closing)?.text {
        ")" => &["("],
        "," => &[","],
        _ => &["—", "–"],
    };
    let earliest = start.max(closing.saturating_sub(LONGEST_ASIDE));
    let mut places = (earliest..closing).rev();
    let opening = places.find(|at| {
        passage
            .words
            .get(*at)
            .is_some_and(|word| word.is_mark(opens))
    })?;
    let found = phrase(passage, start, opening)?;
    // "X, of Leeds, the mayor, said": the name is before the first of several asides.
    let is_aside = found.run.start > start
        && passage
            .words
            .get(found.run.start - 1)
            .is_some_and(|word| word.is_mark(&[",", "("]))
        && !passage
            .words
            .get(found.run.start)
            .is_some_and(|word| word.is_capital);
    if is_aside && let Some(earlier) = phrase(passage, start, found.run.start - 1) {
        let is_name = passage
            .words
            .get(earlier.head)
            .is_some_and(|word| word.is_capital);
        if is_name {
            return Some(earlier);
        }
    }
    Some(found)
}

/// The subject that ends before `end`, read backwards up to a word that cannot be part of it.
fn phrase(passage: &ReadParagraph<'_>, start: usize, end: usize) -> Option<NounPhrase> {
    let mut from = end;
    while from > start && end - from < LONGEST {
        let word = passage.words.get(from - 1)?;
        if word.quotation.is_some() || !belongs(passage, from - 1, end) {
            break;
        }
        from -= 1;
        let next = passage.words.get(from + 1);
        let is_joined = next.is_some_and(|next| next.is(ListSet::PREPOSITION));
        if word.is(ListSet::PRONOUN) && !is_joined && !word.is(ListSet::DETERMINER) {
            break;
        }
    }
    if let Some(name) = before_clause(passage, start, from) {
        return Some(NounPhrase {
            run: name.run.start..end,
            ..name
        });
    }
    let from = without_adjunct(passage, from, end);
    NounPhrase::of(passage, from..end)
}

/// The name before "that went …" or "who came …", if such a clause ends before `from`.
fn before_clause(passage: &ReadParagraph<'_>, start: usize, from: usize) -> Option<NounPhrase> {
    const LONGEST_CLAUSE: usize = 4;
    let earliest = (start + 1).max(from.saturating_sub(LONGEST_CLAUSE));
    let opens = |at: &usize| {
        let word = passage.words.get(*at);
        word.is_some_and(|word| matches!(word.text, "that" | "which" | "who"))
    };
    let opening = (earliest..from).rev().find(opens)?;
    let mut inside = passage.words.get(opening + 1..from)?.iter();
    let has_verb = inside.any(|word| {
        let is_form = word.is(VERB) && word.is(FORM);
        is_form || word.is(ListSet::FINITE) || word.is(ListSet::AUXILIARY)
    });
    let before = passage.words.get(opening - 1)?;
    let is_noun = before.is_word && !before.is(VERB) && !before.is(ListSet::PREPOSITION);
    if !has_verb || !is_noun {
        return None;
    }
    let mut name = opening;
    while name > start && name + LONGEST_CLAUSE > opening && belongs(passage, name - 1, opening) {
        name -= 1;
    }
    NounPhrase::of(passage, name..opening)
}

/// Whether a word can be part of a subject, read backwards.
fn belongs(passage: &ReadParagraph<'_>, at: usize, end: usize) -> bool {
    let Some(word) = passage.words.get(at) else {
        return false;
    };
    if word.is_possessive() {
        return at + 1 < end;
    }
    let next = passage.words.get(at + 1).filter(|_| at + 1 < end);
    if !word.is_word {
        return word.is_mark(&["&"]) && next.is_some();
    }
    let is_first = at == passage.of_sentence(word.sentence).start;
    if word.is(ListSet::STOP) && (!word.is_capital || is_first) {
        return false;
    }
    if word.text.eq_ignore_ascii_case("and") {
        let before = at.checked_sub(1).and_then(|at| passage.words.get(at));
        let is_of_names = |word: Option<&TextWord<'_>>| {
            word.is_some_and(|word| word.is_capital || word.is(ListSet::ROLE))
        };
        return is_of_names(before)
            && next.is_some_and(|next| {
                next.is_capital || next.is(ListSet::ROLE) || next.is(ListSet::DETERMINER)
            });
    }
    let is_verb = word.is(VERB) && word.is(FORM) && !word.is(ListSet::ROLE);
    let is_auxiliary = word.is(ListSet::AUXILIARY) || word.is(ListSet::FINITE);
    let is_lower = !word.is_capital || is_first;
    let opens_noun = at
        .checked_sub(1)
        .and_then(|at| passage.words.get(at))
        .is_some_and(|word| {
            word.is(ListSet::DETERMINER) && word.text != "that" || word.is_possessive()
        });
    !(is_lower && (is_auxiliary || is_verb) && !opens_noun)
}

/// The start of the subject in a run that may open with an adjunct: `the mayor` in "after the vote the mayor".
fn without_adjunct(passage: &ReadParagraph<'_>, from: usize, end: usize) -> usize {
    let words = passage.words.get(from..end).unwrap_or_default();
    let Some(first) = words.first() else {
        return from;
    };
    if words.len() > 1
        && (first.is(ListSet::ADVERB) || matches!(first.text, "And" | "But" | "So" | "Yet" | "Or"))
    {
        return without_adjunct(passage, from + 1, end);
    }
    if !first.is(ListSet::PREPOSITION) {
        return from;
    }
    let opens = |at: &usize| {
        let (Some(word), Some(before)) = (words.get(*at), words.get(at - 1)) else {
            return false;
        };
        let is_joined = before.is(ListSet::PREPOSITION)
            || before.is(ListSet::DETERMINER)
            || before.is_possessive()
            || before.text == "and";
        let is_named = word.is_capital && !before.is_capital;
        let is_role = word.is(ListSet::ROLE) && !before.is_capital;
        !is_joined
            && (word.is(ListSet::DETERMINER) || word.is(ListSet::PRONOUN) || is_named || is_role)
    };
    let last = words.len().saturating_sub(1);
    (2..=last)
        .rev()
        .find(opens)
        .map_or(from + 1, |at| from + at)
}

/// The word that decides who somebody is: the last one before `of`, `for` and their like.
fn head(passage: &ReadParagraph<'_>, from: usize, end: usize) -> Option<usize> {
    let words = passage.words.get(from..end)?;
    let is_end = |word: &&TextWord<'_>| {
        word.is(ListSet::PREPOSITION) && !word.is_capital || word.is_mark(&[","])
    };
    let core = words.iter().take_while(|word| !is_end(word)).count();
    let mut core = words.get(..core)?.iter().enumerate().rev();
    let (at, _) = core.find(|(_, word)| word.is_word && !word.is_possessive())?;
    Some(from + at)
}

/// The subject right after the word before `start`: "said X, a spokesman for Y,".
pub(super) fn after(
    passage: &ReadParagraph<'_>,
    start: usize,
    sentence: usize,
) -> Option<NounPhrase> {
    let mut end = start;
    while let Some(word) = passage.word(end, sentence) {
        let is_time = end > start
            && (is_day(word)
                || matches!(
                    word.text,
                    "last" | "on" | "in" | "during" | "as" | "after" | "at"
                ));
        let is_end = !word.is_word && !word.is_possessive()
            || word.quotation.is_some()
            || word.is(ListSet::STOP)
            || word.is(ListSet::ADVERB)
            || word.is(ListSet::AUXILIARY)
            || is_time;
        if is_end || end - start >= LONGEST {
            break;
        }
        end += 1;
        if word.is(ListSet::PRONOUN) && end == start + 1 {
            break;
        }
    }
    let head = head(passage, start, end).filter(|_| end > start)?;
    let aside = aside_after(passage, end, sentence);
    Some(NounPhrase {
        run: start..aside,
        head,
    })
}

/// Where an aside ends that a comma opens here: ", a spokesman for the ministry,".
fn aside_after(passage: &ReadParagraph<'_>, end: usize, sentence: usize) -> usize {
    let is = |at: usize, marks: &[&str]| {
        passage
            .word(at, sentence)
            .is_some_and(|word| word.is_mark(marks))
    };
    let opens = is(end, &[","])
        && passage.word(end + 1, sentence).is_some_and(|word| {
            word.is(ListSet::DETERMINER) || word.is(ListSet::ROLE) || word.text == "who"
        });
    if !opens {
        return end;
    }
    let mut at = end + 1;
    while let Some(word) = passage.word(at, sentence) {
        if word.quotation.is_some() || word.is_mark(&[",", ".", ";", "—", "!", "?"]) {
            return at;
        }
        at += 1;
    }
    at
}

/// The subject of a sentence: its first noun phrase, after what is put before it.
pub(super) fn of_sentence(
    passage: &ReadParagraph<'_>,
    sentence: usize,
    limit: usize,
) -> Option<NounPhrase> {
    let whole = passage.of_sentence(sentence);
    let first = passage.words.get(whole.start)?;
    let mut start = whole.start;
    let is_adjunct = first.is(ListSet::PREPOSITION)
        || first.is(ListSet::STOP)
        || first.text.ends_with("ly")
        || first.is(ListSet::ADVERB)
        || first.text.ends_with("ing");
    if is_adjunct {
        let comma = (start..limit).find(|at| passage.is_mark(*at, &[","]));
        start = comma? + 1;
    }
    let end = (start..limit).find(|at| ends_subject(passage, *at, start))?;
    NounPhrase::of(passage, start..end).filter(|_| end > start)
}

/// Whether the first verb of a sentence, or a mark, is at this place.
fn ends_subject(passage: &ReadParagraph<'_>, at: usize, start: usize) -> bool {
    let Some(word) = passage.words.get(at) else {
        return true;
    };
    let is_past = word.text.len() > 4 && word.text.ends_with("ed") && !word.is_capital;
    let is_verb = (word.is(VERB) && word.is(FORM)) || word.is(ListSet::FINITE) || is_past;
    let is_noun = passage
        .words
        .get(at.saturating_sub(1))
        .is_some_and(|before| before.is(ListSet::DETERMINER) || before.is_possessive());
    let is_mark = !word.is_word && !word.is_possessive();
    at > start && (is_mark || word.is(ListSet::STOP) || (is_auxiliary(word) || is_verb) && !is_noun)
}

fn is_auxiliary(word: &TextWord<'_>) -> bool {
    word.is(ListSet::AUXILIARY) && !word.is_possessive()
        || word.is(ListSet::ADVERB) && !word.is(ListSet::DETERMINER)
}

/// What a subject must be for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SubjectNeeds {
    /// A person, a body, a role or a pronoun.
    Speaker,
    /// Also a thing that says something: "the report".
    Anything,
}

/// Whether a subject can say something.
pub(super) fn can_speak(
    passage: &ReadParagraph<'_>,
    phrase: &NounPhrase,
    needs: SubjectNeeds,
) -> bool {
    let Some(head) = passage.words.get(phrase.head) else {
        return false;
    };
    if head.quotation.is_some() && phrase.run.len() < 3 {
        return false;
    }
    if matches!(
        head.text.to_lowercase().as_str(),
        "it" | "this" | "that" | "there" | "what" | "which"
    ) {
        return head.text.eq_ignore_ascii_case("it") && needs == SubjectNeeds::Anything;
    }
    let is_at_start = phrase.head == passage.of_sentence(head.sentence).start;
    let is_word = head.is_word && head.text.starts_with(char::is_alphabetic);
    let is_name = head.is_capital && !(is_at_start && is_function_word(head)) && !is_day(head);
    let is_role = head.is(ListSet::ROLE) || head.is(ListSet::BODY);
    let is_whole = head.is(ListSet::PRONOUN) && phrase.run.len() <= 3;
    let is_thing = needs == SubjectNeeds::Anything && is_word && !is_function_word(head);
    is_name || is_role || is_whole || is_thing
}

fn is_function_word(word: &TextWord<'_>) -> bool {
    word.is(ListSet::PREPOSITION)
        || word.is(ListSet::STOP)
        || word.is(ListSet::ADVERB)
        || word.is(ListSet::DETERMINER)
        || word.is(ListSet::AUXILIARY)
}

/// Whether a subject is several, as far as its words tell: `None` if they tell nothing.
pub(super) fn is_plural(passage: &ReadParagraph<'_>, phrase: &NounPhrase) -> Option<bool> {
    let head = passage.words.get(phrase.head)?;
    let has_and = passage
        .words
        .get(phrase.run.start..phrase.head)
        .is_some_and(|words| words.iter().any(|word| word.text == "and"));
    if has_and {
        return Some(true);
    }
    match head.text.to_lowercase().as_str() {
        "he" | "she" | "it" | "one" => return Some(false),
        "they" | "we" | "i" | "you" | "people" | "men" | "women" | "police" | "many" | "some"
        | "others" | "most" | "both" => return Some(true),
        _ => {}
    }
    let is_first = phrase.head == passage.of_sentence(head.sentence).start;
    let is_name = head.is_capital && !(is_first && head.is(ListSet::ROLE));
    if is_name || head.text.ends_with("ss") {
        return None;
    }
    Some(head.text.ends_with('s') || head.text.ends_with("men") || head.text.ends_with("people"))
}
