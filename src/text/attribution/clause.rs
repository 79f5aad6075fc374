//! Whether some words are a clause: whether they have a subject and a verb of their own.

use crate::text::attribution::content::VerbPlace;
use crate::text::lexicon::ListSet;
use crate::text::words::TextWord;

/// How far we look for the verb that makes a clause of some words.
const LONGEST_CLAUSE: usize = 25;
const VERB: ListSet = ListSet::SAY.or(ListSet::THAT).or(ListSet::WIDE);
const FORM: ListSet = ListSet::THIRD.or(ListSet::PAST);

impl VerbPlace<'_, '_> {
    /// Whether the words from here on form a clause: there is a subject, and then a verb.
    pub(super) fn is_clause(self, start: usize) -> bool {
        let opens = |word: &TextWord<'_>| {
            matches!(
                word.text.to_lowercase().as_str(),
                "he" | "she" | "they" | "we" | "i"
            )
        };
        if self.word(start).is_some_and(opens) {
            return true;
        }
        let mut at = start;
        while let Some(word) = self.word(at).filter(|_| at < start + LONGEST_CLAUSE) {
            let before = at.checked_sub(1).and_then(|at| self.word(at));
            let is_noun = before.is_some_and(|before| {
                before.is(ListSet::DETERMINER)
                    || before.is_possessive()
                    || matches!(before.text, "to" | "and")
                    || before.is(ListSet::PREPOSITION)
            });
            let is_past = word.text.len() > 4
                && word.text.ends_with("ed")
                && !word.is_capital
                && before.is_some_and(|before| {
                    at > start + 1 || before.is(ListSet::PRONOUN) || before.is_capital
                });
            let is_base = word.is(ListSet::BASE)
                && at > start
                && before.is_some_and(|before| {
                    before.text.ends_with('s') && before.is_word && !before.is_possessive()
                });
            let is_form = word.is(VERB) && (word.is(FORM) || is_base) || word.is(ListSet::FINITE);
            let is_auxiliary = word.is(ListSet::AUXILIARY)
                && (!word.is_possessive()
                    || before.is_some_and(|before| before.is(ListSet::PRONOUN)));
            if (is_auxiliary || is_form || is_past) && !is_noun && !self.is_reduced(start, at) {
                return true;
            }
            let is_stop = word.is(ListSet::STOP) && !matches!(word.text, "that" | "who");
            let is_next = word.is_mark(&[","])
                && self.word(at + 1).is_some_and(|next| {
                    matches!(next.text, "and" | "but" | "which") || next.text.ends_with("ing")
                });
            if word.is_mark(&[";", ".", "?", "!", ":", "—", "–"])
                || is_stop && at > start
                || is_next
            {
                return false;
            }
            at += 1;
        }
        false
    }

    /// Whether a verb this far on belongs to "who …" or "which …" and not to the subject.
    fn is_reduced(self, start: usize, at: usize) -> bool {
        let mut words = (start..at).filter_map(|at| self.word(at));
        words.any(|word| matches!(word.text, "who" | "which" | "whose"))
    }
}
