//! What is said: the words after a verb of saying, or before it.

use crate::text::attribution::found::CueRule;
use crate::text::lexicon::{Lexicon, ListSet};
use crate::text::words::{ReadParagraph, TextWord};
use std::ops::Range;

/// How far after the verb what is said may start: "told reporters in the capital on Monday that".
const FARTHEST: usize = 16;

/// What comes after a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AfterVerb {
    /// What is said, by a rule, from this word on.
    Said(CueRule, usize),
    /// Something that the verb is about, from this word on.
    Object(usize),
    /// Nothing: what is said stands before, and the clause ends at this word.
    Nothing(usize),
}

/// A verb in a sentence.
#[derive(Clone, Copy)]
pub(super) struct VerbPlace<'p, 't> {
    pub(super) passage: &'p ReadParagraph<'t>,
    pub(super) lexicon: &'p Lexicon,
    pub(super) at: usize,
    pub(super) sentence: usize,
}

impl<'p, 't> VerbPlace<'p, 't> {
    pub(super) fn word(self, at: usize) -> Option<&'p TextWord<'t>> {
        self.passage.word(at, self.sentence)
    }

    pub(super) fn verb(self) -> Option<&'p TextWord<'t>> {
        self.word(self.at)
    }

    fn opens_quotation(self, at: usize) -> bool {
        let quotation = |at: usize| self.word(at).and_then(|word| word.quotation);
        let before = at.checked_sub(1).and_then(quotation);
        quotation(at).is_some_and(|here| before != Some(here))
    }

    /// What comes after the verb.
    pub(super) fn after(self) -> AfterVerb {
        let Some(verb) = self.verb() else {
            return AfterVerb::Nothing(self.at + 1);
        };
        let mut at = self.at + 1;
        if verb.is(ListSet::TELL) {
            at = self.past_listener(at);
        }
        while at <= self.at + FARTHEST {
            let Some(word) = self.word(at) else {
                return AfterVerb::Nothing(at);
            };
            if let Some(after) = self.after_at(verb, word, at) {
                return after;
            }
            at = if word.is(ListSet::PREPOSITION) {
                self.past_adjunct(at)
            } else {
                at + 1
            };
        }
        AfterVerb::Nothing(at)
    }

    /// What the word at this place makes of the rest, unless it is a part of an adjunct.
    fn after_at(self, verb: &TextWord<'_>, word: &TextWord<'_>, at: usize) -> Option<AfterVerb> {
        let lower = word.text.to_lowercase();
        if self.opens_quotation(at) {
            let is_next = at == self.at + 1;
            let is_short = self.is_short_quotation(at);
            let rule = if is_next && is_short {
                CueRule::Bare
            } else {
                CueRule::Colon
            };
            let is_said = verb.is(ListSet::SAY) || verb.is(ListSet::BARE);
            return Some(if is_said || !is_short {
                AfterVerb::Said(rule, at)
            } else {
                AfterVerb::Object(at)
            });
        }
        if !word.is_word {
            return match word.text {
                ":" => Some(AfterVerb::Said(CueRule::Colon, at + 1)),
                "," if self.opens_quotation(at + 1) => {
                    Some(AfterVerb::Said(CueRule::Colon, at + 1))
                }
                _ => Some(AfterVerb::Nothing(at)),
            };
        }
        if lower == "that" && !self.is_pronoun_that(at) {
            return Some(AfterVerb::Said(CueRule::That, at));
        }
        if self.lexicon.takes(&verb.text.to_lowercase(), &lower) {
            return Some(AfterVerb::Object(at));
        }
        if word.is(ListSet::QUESTION) && at <= self.at + 6 {
            return Some(AfterVerb::Said(CueRule::That, at));
        }
        let is_time = word.is(ListSet::TIME) && !self.is_subject(at);
        let is_skipped = word.is(ListSet::PREPOSITION)
            || word.is(ListSet::ADVERB)
            || is_time
            || word.text.ends_with("ly") && word.text.len() > 4 && !word.is_capital;
        if is_skipped {
            return None;
        }
        if matches!(
            lower.as_str(),
            "and" | "but" | "or" | "so" | "because" | "while" | "as" | "than"
        ) {
            return Some(AfterVerb::Nothing(at));
        }
        let is_clause = verb.is(ListSet::BARE) && self.is_clause(at);
        Some(match is_clause {
            true => AfterVerb::Said(CueRule::Bare, at),
            // The listener is a part of what somebody is urged to do.
            false if verb.is(ListSet::TELL) => AfterVerb::Object(self.at + 1),
            false => AfterVerb::Object(at),
        })
    }

    /// "said that day", "said that was wrong".
    fn is_pronoun_that(self, at: usize) -> bool {
        self.word(at + 1).is_none_or(|next| {
            !next.is_word
                || matches!(
                    next.text,
                    "day" | "week" | "month" | "year" | "night" | "time"
                )
        })
    }

    fn is_short_quotation(self, at: usize) -> bool {
        let quotation = self.word(at).and_then(|word| word.quotation);
        let quotation = quotation.and_then(|position| self.passage.quotations.get(position));
        quotation.is_none_or(|quotation| {
            self.passage
                .slice(&quotation.inside)
                .split_whitespace()
                .count()
                < 4
        })
    }

    /// Past the listener: "told reporters", "told the committee", "told CNN’s Ann Moor".
    fn past_listener(self, start: usize) -> usize {
        let mut at = start;
        if self
            .word(start)
            .is_some_and(|word| word.is(ListSet::PREPOSITION) || word.is(ListSet::STOP))
        {
            return start;
        }
        while let Some(word) = self.word(at) {
            let is_subject =
                word.is(ListSet::PRONOUN) && at > start && !matches!(word.text, "you" | "it");
            let is_part = word.is_possessive() || word.is_word && word.quotation.is_none();
            let opens = at > start
                && (word.is(ListSet::DETERMINER)
                    || word.is(ListSet::STOP)
                    || word.is(ListSet::PREPOSITION));
            let is_new_name = at > start
                && word.is_capital
                && !self.word(at - 1).is_some_and(|before| {
                    before.is_capital || before.is_possessive() || before.is(ListSet::DETERMINER)
                });
            if !is_part || is_subject || opens || is_new_name || at - start > 8 {
                break;
            }
            at += 1;
            if word.is(ListSet::TIME) {
                break;
            }
        }
        at
    }

    /// Past an adjunct: "in a statement", "during an interview with the paper".
    fn past_adjunct(self, start: usize) -> usize {
        let mut at = start + 1;
        let mut has_noun = false;
        while let Some(word) = self.word(at) {
            let opens = has_noun
                && (word.is(ListSet::DETERMINER)
                    || word.is(ListSet::PRONOUN)
                    || word.is_capital
                        && !self
                            .word(at - 1)
                            .is_some_and(|before| before.is_capital || before.is_possessive()));
            let is_end = !word.is_word && !word.is_possessive()
                || word.quotation.is_some()
                || word.is(ListSet::STOP)
                || word.is(ListSet::PREPOSITION);
            if opens || is_end {
                break;
            }
            has_noun |= !word.is(ListSet::DETERMINER) && !word.is_possessive();
            at += 1;
        }
        at
    }

    /// Whether a time word is the start of a clause, and not an adjunct.
    fn is_subject(self, at: usize) -> bool {
        let next = self.word(at + 1);
        next.is_some_and(|next| next.is(ListSet::AUXILIARY))
            && !self.word(at).is_some_and(|word| word.is_capital)
    }

    /// The bytes of what is said from this word on: to the end of the sentence, or to the next cue after a comma.
    pub(super) fn to_the_end(self, start: usize) -> Range<usize> {
        let whole = self.passage.of_sentence(self.sentence);
        let is_next_cue = |at: &usize| {
            let word = self.passage.words.get(*at);
            let mut before = (0..*at).rev().filter_map(|at| self.passage.words.get(at));
            let before = before.find(|before| !before.is_mark(&["”", "\"", "’"]));
            let verb_after = word.is_some_and(|word| {
                word.is(ListSet::ING) && !word.is(ListSet::UNMEANT) && word.quotation.is_none()
            });
            *at > start + 1 && verb_after && before.is_some_and(|before| before.is_mark(&[","]))
        };
        let end = (start + 1..whole.end)
            .find(is_next_cue)
            .map_or(whole.end, |at| at - 1);
        let end = self.end_of_first_clause(start, end);
        self.passage.bytes(&(start..self.without_stop(start, end)))
    }

    /// "While X insists that …, Y …": what X insists on ends at the comma.
    fn end_of_first_clause(self, start: usize, end: usize) -> usize {
        const OPENS: &[&str] = &["While", "Although", "Though", "Whereas"];
        let whole = self.passage.of_sentence(self.sentence);
        let is_comma = |at: &usize| {
            let word = self.passage.words.get(*at);
            word.is_some_and(|word| word.is_mark(&[","]) && word.quotation.is_none())
        };
        let first = self.passage.words.get(whole.start);
        let is_first = first.is_some_and(|word| OPENS.contains(&word.text))
            && !(whole.start..self.at).any(|at| is_comma(&at));
        let comma = (start..end).find(is_comma).filter(|_| is_first);
        comma.unwrap_or(end)
    }

    /// The end of a run without the stop of its sentence, unless that is in quotation marks.
    fn without_stop(self, start: usize, end: usize) -> usize {
        let is_stop = |at: usize| {
            self.passage.words.get(at).is_some_and(|word| {
                word.is_mark(&[".", "!", "?", ";", ","]) && word.quotation.is_none()
            })
        };
        let mut end = end;
        while end > start + 1 && is_stop(end - 1) {
            end -= 1;
        }
        end
    }
}
