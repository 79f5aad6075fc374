//! How sure an article sounds around a passage: the words that settle something, leave it open, deny it, allow no exception
//! or count sources. Words in quotation marks are somebody else's and do not count.

use crate::domain::check::context::PassageWords;
use crate::domain::check::english::numerals::small_number;
use crate::domain::passage::PassagePlace;
use crate::text::lexicon::{Lexicon, ListSet};
use crate::text::lexis::{WordClass, class};
use crate::text::manuscript::{Manuscript, Paragraph};
use crate::text::offsets::overlaps;
use crate::text::quotations::{Quotation, quotations};
use std::ops::Range;

/// So many words before a word can turn it round: "has not yet been confirmed".
const TURNED_WITHIN: usize = 4;
/// So many words can stand between a number and its sources: "two senior government sources".
const BETWEEN: usize = 2;
/// Verbs that attribute.
const ATTRIBUTES: ListSet = ListSet::SAY.or(ListSet::THAT).or(ListSet::WIDE);

/// The sentences of a text as their author words them. Headings are left out.
#[derive(Debug)]
pub struct OwnWords<'l> {
    lexicon: &'l Lexicon,
    sentences: Vec<WordedSentence>,
}

/// A sentence without what is in quotation marks.
#[derive(Debug)]
struct WordedSentence {
    /// Its characters in the text.
    characters: Range<usize>,
    /// Its words, in lower case with straight apostrophes. A name and a quotation are an empty word.
    words: Vec<String>,
    /// The characters that are in quotation marks.
    quoted: Vec<Range<usize>>,
}

impl<'l> OwnWords<'l> {
    /// Reads a text. `None` if the lexicon does not know its language.
    #[must_use]
    pub fn read(manuscript: &Manuscript<'_>, lexicon: &'l Lexicon) -> Option<Self> {
        if !lexicon.knows(manuscript.language.as_deref()) {
            return None;
        }
        let paragraphs = manuscript.paragraphs.iter();
        let paragraphs = paragraphs.filter(|paragraph| !paragraph.is_heading());
        let sentences = paragraphs.flat_map(|paragraph| worded(manuscript, paragraph));
        Some(Self {
            lexicon,
            sentences: sentences.collect(),
        })
    }

    /// The words that matter around a passage. `own` are the claim's own words: if they deny, the claim is the denial.
    #[must_use]
    pub fn around(&self, place: &PassagePlace, own: &[&str]) -> PassageWords {
        let all = &self.sentences;
        let from = all.partition_point(|one| one.characters.end <= place.start);
        let to = all.partition_point(|one| one.characters.start < place.end);
        let sentences = all.get(from..to).unwrap_or_default();
        if sentences.is_empty() {
            // In a heading there is no room to say who says it.
            return PassageWords {
                is_attributed: true,
                ..PassageWords::default()
            };
        }
        let near = from.saturating_sub(1)..(to + 1).min(all.len());
        let near = SentenceWords(self.lexicon, all.get(near).unwrap_or_default());
        let mut quoted = sentences.iter().flat_map(|one| &one.quoted);
        let is_quoted = quoted.any(|at| at.start <= place.start && place.end <= at.end);
        let words = SentenceWords(self.lexicon, sentences);
        let denial = words.first(ListSet::DENIAL);
        PassageWords {
            denial: denial.filter(|_| !own.iter().any(|text| self.denies(text))),
            is_attributed: is_quoted || near.are_attributed(),
            ..words.found()
        }
    }

    fn denies(&self, text: &str) -> bool {
        let words = lower_words(text);
        let mut words = words.iter();
        words.any(|word| self.lexicon.class(word).is(ListSet::DENIAL))
    }
}

/// The sentences of a paragraph without its quotations.
fn worded(manuscript: &Manuscript<'_>, paragraph: &Paragraph) -> Vec<WordedSentence> {
    let quotations = quotations(manuscript.text, &paragraph.at);
    let of_sentence = |sentence: &Range<usize>| {
        let inside = quotations.iter();
        let inside: Vec<&Quotation> = inside.filter(|one| overlaps(&one.at, sentence)).collect();
        let mut words = Vec::new();
        let mut from = sentence.start;
        for quotation in &inside {
            own_words(
                manuscript.slice(&(from..quotation.at.start.max(from))),
                &mut words,
            );
            words.push(String::new());
            from = quotation.at.end.min(sentence.end);
        }
        own_words(manuscript.slice(&(from..sentence.end)), &mut words);
        let quoted = inside.iter().map(|one| manuscript.characters(&one.inside));
        WordedSentence {
            characters: manuscript.characters(sentence),
            words,
            quoted: quoted.collect(),
        }
    };
    paragraph.sentences.iter().map(of_sentence).collect()
}

/// Adds the words of a piece of a sentence. A capital letter inside a sentence makes a word a name, which says nothing.
fn own_words(piece: &str, words: &mut Vec<String>) {
    for word in split(piece) {
        let is_name = !words.is_empty() && word.starts_with(char::is_uppercase);
        words.push(if is_name { String::new() } else { lower(word) });
    }
}

fn lower_words(text: &str) -> Vec<String> {
    split(text).map(lower).collect()
}

fn lower(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')));
    words.filter(|word| !word.is_empty())
}

/// Some sentences, with the lists to look their words up in.
#[derive(Clone, Copy)]
struct SentenceWords<'w>(&'w Lexicon, &'w [WordedSentence]);

impl SentenceWords<'_> {
    /// The words that these sentences alone tell.
    fn found(self) -> PassageWords {
        PassageWords {
            confirms: self.first(ListSet::CONFIRM),
            debunks: self.first(ListSet::DEBUNK),
            counted_sources: self.counted_sources(),
            no_reply: self.phrase("no_reply"),
            declined: self.phrase("declined"),
            absolute: self.absolute(),
            hedge: self.phrase("hedges"),
            ..PassageWords::default()
        }
    }

    /// What the first word gives for which `find` gives something.
    fn find<F>(self, find: impl Fn(&[String], usize) -> Option<F>) -> Option<F> {
        let sentences = self.1.iter().map(|sentence| sentence.words.as_slice());
        let mut words = sentences.flat_map(|words| (0..words.len()).map(move |at| (words, at)));
        words.find_map(|(words, at)| find(words, at))
    }

    /// The first word of a list that nothing turns round.
    fn first(self, list: ListSet) -> Option<String> {
        self.find(|words, at| {
            let word = words.get(at)?;
            let is_meant = self.0.class(word).is(list) && !self.is_turned(words, at);
            is_meant.then(|| word.clone())
        })
    }

    /// Whether a word such as "not" comes shortly before.
    fn is_turned(self, words: &[String], at: usize) -> bool {
        let before = words.get(at.saturating_sub(TURNED_WITHIN)..at);
        let mut before = before.unwrap_or_default().iter();
        before.any(|word| self.0.class(word).is(ListSet::NEGATION))
    }

    /// The first phrase of a list.
    fn phrase(self, list: &str) -> Option<String> {
        let phrases = self.0.phrases(list);
        self.find(|words, at| {
            let rest = words.get(at..)?;
            let here = phrases.iter().filter(|phrase| begins(rest, phrase));
            here.max_by_key(|phrase| phrase.len()).cloned()
        })
    }

    /// The first word that allows no exception. "First" is none before a number or a time, as in "the first nine months".
    fn absolute(self) -> Option<String> {
        let kinder = self.0.phrases("kinder");
        self.find(|words, at| {
            let word = words.get(at)?;
            let is_one = self.0.class(word).is(ListSet::ABSOLUTE) && !self.is_turned(words, at);
            let rest = words.get(at..)?;
            let with_before = words.get(at.saturating_sub(1)..)?;
            let is_kinder = |phrase: &String| begins(rest, phrase) || begins(with_before, phrase);
            let is_span = word == "first"
                && words.get(at + 1).is_some_and(|next| {
                    matches!(
                        class(next, false),
                        Some(WordClass::Figure | WordClass::Unit)
                    )
                });
            (is_one && !is_span && !kinder.iter().any(is_kinder)).then(|| word.clone())
        })
    }

    /// How many sources the text says that it has.
    fn counted_sources(self) -> Option<(String, u32)> {
        let of_number = self.find(|words, at| {
            let number = words.get(at).and_then(|word| self.number(word))?;
            let after = words.get(at + 1..)?.iter().take(BETWEEN + 1);
            let mut after = after.take_while(|word| !word.is_empty());
            let noun = after.position(|word| self.0.class(word).is(ListSet::SOURCE_NOUN))?;
            let counted = words.get(at..=at + 1 + noun)?;
            (!self.is_turned(words, at)).then(|| (counted.join(" "), number))
        });
        of_number.or_else(|| {
            let independent = self.0.phrases("independent");
            self.find(|words, at| {
                let rest = words.get(at..)?;
                let phrase = independent.iter().find(|phrase| begins(rest, phrase))?;
                (!self.is_turned(words, at)).then(|| (phrase.clone(), 2))
            })
        })
    }

    /// A number of two or more. Words for several mean at least two.
    fn number(self, word: &str) -> Option<u32> {
        if self.0.class(word).is(ListSet::SEVERAL) {
            return Some(2);
        }
        let digits = word.parse().ok();
        let number = digits.or_else(|| u32::try_from(small_number(word)?).ok())?;
        (2..100).contains(&number).then_some(number)
    }

    /// Whether the sentences say that somebody says this, or leave it open.
    fn are_attributed(self) -> bool {
        let says = self.find(|words, at| {
            let word = words.get(at)?;
            (self.0.class(word).is(ATTRIBUTES) || word == "according").then_some(())
        });
        says.is_some() || self.phrase("hedges").is_some()
    }
}

/// Whether words begin with those of a phrase.
fn begins(words: &[String], phrase: &str) -> bool {
    let mut words = words.iter();
    phrase
        .split(' ')
        .all(|one| words.next().is_some_and(|word| word == one))
}

#[cfg(test)]
mod tests {
    use super::OwnWords;
    use crate::document::lexicon::english;
    use crate::domain::check::context::PassageWords;
    use crate::domain::passage::PassagePlace;
    use crate::text::lexicon::{Lexicon, WordLists};
    use crate::text::manuscript::Manuscript;

    /// The words around the first place of these words in a text. `own` are the claim's.
    fn words(text: &str, quote: &str, own: &str) -> PassageWords {
        let manuscript = Manuscript::read(text, Some("en"));
        let lexicon = Lexicon::new(&english(), &WordLists::new());
        let at = text.find(quote).expect("the text has it");
        let place = manuscript.characters(&(at..at + quote.len()));
        let place = PassagePlace {
            start: place.start,
            end: place.end,
            paragraph: 1,
            score: 1.0,
        };
        let own_words = OwnWords::read(&manuscript, &lexicon).expect("it is English");
        own_words.around(&place, &[own])
    }

    fn around(text: &str, quote: &str) -> PassageWords {
        words(text, quote, "")
    }

    fn text(found: Option<String>) -> String {
        found.unwrap_or_default()
    }

    #[test]
    fn words_in_quotation_marks_and_in_other_sentences_do_not_count() {
        let confirms = |text: &str, quote: &str| self::text(around(text, quote).confirms);
        assert_eq!(
            confirms("The lab confirmed the leak. It rained.", "the leak"),
            "confirmed"
        );
        assert_eq!(
            confirms("The lab wrote of “confirmed leaks” in a pipe.", "in a pipe"),
            ""
        );
        assert_eq!(
            confirms("The lab confirmed the leak. It rained.", "It rained"),
            ""
        );
        assert_eq!(
            confirms("The head of Confirmed Leaks saw a pipe.", "a pipe"),
            ""
        );
    }

    #[test]
    fn a_negation_shortly_before_turns_a_word_round() {
        for turned in [
            "has not yet been confirmed",
            "could not be confirmed",
            "was never proved",
        ] {
            let found = around(&format!("The leak {turned} by anybody."), "The leak");
            assert_eq!(found.confirms, None, "{turned}");
        }
        let far = "It did not rain on the day after the lab confirmed the leak.";
        assert_eq!(text(around(far, "the leak").confirms), "confirmed");
    }

    #[test]
    fn sources_are_counted_in_words_and_digits() {
        for (says, words, number) in [
            ("Two sources say", "two sources", 2),
            (
                "Three senior government officials say",
                "three senior government officials",
                3,
            ),
            ("The mayor and 4 witnesses say", "4 witnesses", 4),
            ("Several sources say", "several sources", 2),
            (
                "It was independently confirmed",
                "independently confirmed",
                2,
            ),
        ] {
            let found = around(&format!("{says} that the pipe leaks."), "the pipe leaks");
            assert_eq!(found.counted_sources, Some((words.to_owned(), number)));
        }
        for says in [
            "A source says",
            "One source says",
            "Two buses left, a source says",
            "It could not be independently confirmed",
        ] {
            let found = around(&format!("{says} that the pipe leaks."), "the pipe leaks");
            assert_eq!(found.counted_sources, None, "{says}");
        }
    }

    #[test]
    fn hedges_and_silence_are_phrases() {
        let silent =
            "The leak may be old; the firm did not respond, and the city declined to comment.";
        let found = around(silent, "The leak");
        assert_eq!(text(found.hedge), "may");
        assert_eq!(text(found.no_reply), "did not respond");
        assert_eq!(text(found.declined), "declined to comment");
        assert_eq!(
            text(around("In May the pipe leaked.", "the pipe").hedge),
            ""
        );
        assert_eq!(
            text(around("Reportedly the pipe leaked.", "the pipe").hedge),
            "reportedly"
        );
    }

    #[test]
    fn a_claim_that_denies_is_the_denial() {
        let said = "The firm denies that the pipe leaks.";
        assert_eq!(
            text(words(said, "the pipe leaks", "The pipe leaks.").denial),
            "denies"
        );
        assert_eq!(
            text(words(said, "the pipe leaks", "The firm denies the leak.").denial),
            ""
        );
        assert_eq!(
            text(words("The firm did not deny it.", "The firm", "").denial),
            ""
        );
    }

    #[test]
    fn an_absolute_word_has_kinder_neighbours() {
        for (says, expected) in [
            ("All pipes leak here.", "all"),
            ("It leaked for the first time here.", "first"),
            ("It leaked in the first nine months here.", ""),
            ("It leaked at first here.", ""),
            ("After all it leaked here.", ""),
            ("Not all pipes leak here.", ""),
        ] {
            assert_eq!(text(around(says, "here").absolute), expected, "{says}");
        }
    }

    #[test]
    fn a_neighbour_a_hedge_or_quotation_marks_attribute_a_passage() {
        let three = "It leaked. The pipe was old. The firm said so.";
        for (text, quote, expected) in [
            ("It leaked. The firm said so.", "It leaked", true),
            (three, "It leaked", false),
            (three, "The pipe was old", true),
            ("It allegedly leaked.", "leaked", true),
            ("“It leaked for weeks.”", "It leaked for", true),
            ("It leaked", "It leaked", true),
        ] {
            assert_eq!(around(text, quote).is_attributed, expected, "{text}");
        }
    }

    #[test]
    fn a_text_in_another_language_has_no_words() {
        let manuscript = Manuscript::read("Das Rohr leckt.", Some("de"));
        let lexicon = Lexicon::new(&english(), &WordLists::new());
        assert!(OwnWords::read(&manuscript, &lexicon).is_none());
    }
}
