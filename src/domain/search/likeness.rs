//! How alike two texts are: how much of what one says in rare words the other says too.
//!
//! We compare words in any of their forms; in scripts without spaces, each two characters side by side are a word. We add up
//! by BM25 (S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework", 2009): words that few claims have weigh
//! more, and a long text has to have more of them. Words that follow one another as in the text sought add to that, so that
//! of two claims with the same words the one in the same order comes first.

use crate::domain::search::language::Language;
use crate::domain::search::typed::pieces;
use crate::domain::search::words;
use crate::domain::search::words::stands_alone;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// The most words of a text that are looked for.
const MOST_WORDS: usize = 200;

/// How soon the same word again adds nothing: the usual `k1` of BM25.
const SATURATION: f64 = 1.2;

/// How much the length of a text matters: the usual `b` of BM25.
const LENGTH: f64 = 0.75;

/// The words of a usual claim.
const USUAL_WORDS: f64 = 18.0;

/// What two words that follow one another add, as a share of what one of them weighs.
const PAIR: f64 = 0.05;

/// A figure weighs more than a word that as many claims have.
const FIGURE: f64 = 1.2;

/// A word that says nothing by itself finds no claim, but may decide between two. It weighs as its rarity says, up to this.
const STOP_WORD: f64 = 2.5;

/// A word whose form in the book is only spelled like it.
const MISSPELLED: f64 = 0.7;

/// A book is taken to have this many claims more, which have none of the words: else a word in one of three claims would
/// weigh next to nothing.
const CLAIMS_MORE: f64 = 1_000.0;

/// How alike two texts are, in thousandths: 1000 for the same words in the same order, 0 if none in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u16);

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.share())
    }
}

impl Score {
    /// A score of this many thousandths.
    #[must_use]
    pub const fn thousandths(thousandths: u16) -> Self {
        Self(thousandths)
    }

    /// The score as a number from 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.0) / 1_000.0
    }

    fn of(share: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share from 0 to 1"
        )]
        Self((share.clamp(0.0, 1.0) * 1_000.0).round() as u16)
    }
}

/// How like a text is to the one sought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Likeness {
    /// How alike they are.
    pub score: Score,
    /// The words sought that it has, as they were typed.
    pub matched: Vec<String>,
}

/// A word of the text sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoughtWord {
    /// As it was typed.
    pub typed: String,
    /// As the index has it: one word, or several that stand side by side.
    pub folded: String,
    /// What it has in common with its other forms; `None` if it has no other forms.
    pub stem: Option<String>,
    /// Whether it says nothing by itself.
    pub is_stop_word: bool,
}

/// The text sought.
pub struct Sought {
    language: Language,
    /// Its words, each once.
    pub words: Vec<SoughtWord>,
    /// The places of its words among these, in the order of the text.
    order: Vec<usize>,
}

impl Sought {
    /// Reads a text, such as a post: its addresses are left out, its hashtags and handles taken apart.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let pieces = pieces(text);
        let mut sought = Self {
            language: Language::of(&pieces.join(" ")),
            words: Vec::new(),
            order: Vec::new(),
        };
        let mut known = BTreeMap::new();
        for piece in &pieces {
            for word in sought.words_of(piece) {
                let next = sought.words.len();
                let key = word.stem.as_ref().unwrap_or(&word.folded);
                let at = *known.entry(key.clone()).or_insert(next);
                if at == next && next < MOST_WORDS {
                    sought.words.push(word);
                }
                sought.order.push(at);
            }
        }
        if sought.words.iter().all(|word| word.is_stop_word) {
            for word in &mut sought.words {
                word.is_stop_word = false;
            }
        }
        sought
    }

    /// Whether a folded word is a form of a word sought.
    #[must_use]
    pub fn is_form(&self, word: &SoughtWord, folded: &str) -> bool {
        let stem = word.stem.as_ref();
        word.folded == folded || stem.is_some_and(|stem| self.language.stem(folded) == *stem)
    }

    fn words_of(&self, piece: &str) -> Vec<SoughtWord> {
        let typed = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let folded = words(piece);
        let units = units(&folded).into_iter();
        let word = |unit: String| SoughtWord {
            typed: if unit == folded {
                typed.to_owned()
            } else if unit.chars().any(stands_alone) {
                unit.replace(' ', "")
            } else {
                unit.clone()
            },
            stem: (!unit.contains(' ')).then(|| self.language.stem(&unit)),
            is_stop_word: self.language.is_stop_word(&unit) || is_letter(&unit),
            folded: unit,
        };
        units.map(word).collect()
    }
}

/// Whether a word is a single letter, as in an abbreviation.
fn is_letter(unit: &str) -> bool {
    let mut chars = unit.chars();
    let first = chars.next();
    chars.next().is_none() && first.is_some_and(|c| c.is_alphabetic() && !stands_alone(c))
}

/// The units that are compared: words, and in runs of scripts without spaces each two characters side by side.
fn units(folded: &str) -> Vec<String> {
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let alone = |at: usize| {
        let word = words.get(at);
        word.is_some_and(|word| word.chars().any(stands_alone))
    };
    let mut units = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match (alone(at), alone(at + 1)) {
            (true, true) => units.extend(words.get(at + 1).map(|next| format!("{word} {next}"))),
            // The last of a run is in the pair before.
            (true, false) if at > 0 && alone(at - 1) => {}
            _ => units.push((*word).to_owned()),
        }
    }
    units
}

/// The forms in which a book has a word sought.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    /// The forms.
    pub forms: Vec<String>,
    /// How many claims have one of them.
    pub claims: u64,
    /// Whether they are only spelled like it.
    pub misspelled: bool,
}

/// The text sought, with what the book knows about its words.
pub struct WeighedText {
    words: Vec<SoughtWord>,
    /// What each word weighs.
    weights: Vec<f64>,
    /// The place of the word of which a folded word is a form.
    forms: BTreeMap<String, usize>,
    /// The places of words that follow one another.
    pairs: BTreeSet<(usize, usize)>,
    /// What the text sought itself comes to.
    whole: f64,
}

impl WeighedText {
    /// Weighs the words, given the forms of each and how many claims the book has.
    #[must_use]
    pub fn new(sought: Sought, found: &[Forms], claims: u64) -> Self {
        let Sought { words, order, .. } = sought;
        let pairs = order.iter().zip(order.iter().skip(1));
        let mut weighed = Self {
            pairs: pairs.map(|(one, next)| (*one, *next)).collect(),
            weights: Vec::new(),
            forms: BTreeMap::new(),
            whole: 0.0,
            words: Vec::new(),
        };
        for (at, (word, found)) in words.iter().zip(found).enumerate() {
            weighed.weights.push(weight(word, found, claims));
            for form in found.forms.iter().chain([&word.folded]) {
                weighed.forms.entry(form.clone()).or_insert(at);
            }
        }
        let order: Vec<Option<usize>> = order.into_iter().map(Some).collect();
        weighed.whole = weighed.sum(&order);
        weighed.words = words;
        weighed
    }

    /// What a word weighs, by its place.
    #[must_use]
    pub fn weight(&self, at: usize) -> f64 {
        self.weights.get(at).copied().unwrap_or_default()
    }

    /// How like the text sought another text is; `None` if they have no word in common that says something.
    #[must_use]
    pub fn likeness(&self, text: &str) -> Option<Likeness> {
        let units = units(&words(text));
        let places = units.iter().map(|unit| self.forms.get(unit).copied());
        let places: Vec<Option<usize>> = places.collect();
        let matched: BTreeSet<usize> = places.iter().flatten().copied().collect();
        let matched = self.typed(&matched);
        (!matched.is_empty()).then(|| Likeness {
            score: Score::of(self.sum(&places) / self.whole),
            matched,
        })
    }

    /// What a text comes to, given the place of each of its words.
    fn sum(&self, places: &[Option<usize>]) -> f64 {
        let length = as_number(places.len()) / USUAL_WORDS;
        let damping = SATURATION * (1.0 - LENGTH + LENGTH * length);
        let add = |weight: f64, times: f64| weight * times * (SATURATION + 1.0) / (times + damping);
        let mut times: BTreeMap<usize, usize> = BTreeMap::new();
        for at in places.iter().flatten() {
            *times.entry(*at).or_default() += 1;
        }
        let words = times
            .iter()
            .map(|(at, times)| add(self.weight(*at), as_number(*times)));
        let follow = places.iter().zip(places.iter().skip(1));
        let follow = follow.filter_map(|(one, next)| Some(((*one)?, (*next)?)));
        let follow: BTreeSet<(usize, usize)> =
            follow.filter(|pair| self.pairs.contains(pair)).collect();
        let pairs = follow
            .iter()
            .map(|(one, next)| add(PAIR * (self.weight(*one) + self.weight(*next)) / 2.0, 1.0));
        words.sum::<f64>() + pairs.sum::<f64>()
    }

    /// The words at these places as they were typed, without those that say nothing. Pairs of characters that overlap are
    /// put together again.
    fn typed(&self, places: &BTreeSet<usize>) -> Vec<String> {
        let mut typed: Vec<String> = Vec::new();
        let mut before = None;
        for at in places {
            let Some(word) = self.words.get(*at).filter(|word| !word.is_stop_word) else {
                continue;
            };
            let first = word.typed.chars().next().filter(|c| stands_alone(*c));
            let goes_on = before.is_some() && before == at.checked_sub(1) && first.is_some();
            match typed.last_mut() {
                Some(last) if goes_on && last.chars().next_back() == first => {
                    last.extend(word.typed.chars().skip(1));
                }
                _ => typed.push(word.typed.clone()),
            }
            before = Some(*at);
        }
        typed
    }
}

/// The weight of a word that this many of all claims have.
fn weight(word: &SoughtWord, found: &Forms, claims: u64) -> f64 {
    let (having, all) = (as_real(found.claims), as_real(claims) + CLAIMS_MORE);
    let rare = (1.0 + (all - having + 0.5).max(0.5) / (having + 0.5)).ln();
    if word.is_stop_word {
        rare.min(STOP_WORD)
    } else if found.misspelled {
        rare * MISSPELLED
    } else if word.folded.chars().any(char::is_numeric) {
        rare * FIGURE
    } else {
        rare
    }
}

fn as_number(count: usize) -> f64 {
    as_real(count as u64)
}

#[expect(clippy::cast_precision_loss, reason = "counts of claims and words")]
fn as_real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::{Forms, Likeness, Sought, WeighedText, units};
    use proptest::prelude::*;

    /// How like a text is to another, in a book that has each word once.
    fn like(sought: &str, text: &str) -> Option<Likeness> {
        let sought = Sought::of(sought);
        let has = |word: &super::SoughtWord| Forms {
            forms: crate::domain::search::words(text)
                .split(' ')
                .filter(|other| sought.is_form(word, other))
                .map(str::to_owned)
                .collect(),
            claims: 1,
            misspelled: false,
        };
        let found: Vec<Forms> = sought.words.iter().map(has).collect();
        WeighedText::new(sought, &found, 10).likeness(text)
    }

    fn score(sought: &str, text: &str) -> f64 {
        like(sought, text).map_or(0.0, |likeness| likeness.score.share())
    }

    #[test]
    fn the_same_words_in_the_same_order_come_to_one() {
        for text in [
            "A Greek tanker is the source of the oil.",
            "食藥署公布疫苗",
            "To be or not to be",
            "x",
        ] {
            assert!((score(text, text) - 1.0).abs() < 1e-9, "{text}");
        }
    }

    #[test]
    fn order_endings_and_stop_words_matter_little() {
        let sought = "The tanker from Greece is where the oil comes from";
        let likeness = like(sought, "A Greek tanker is the source of the oil.").unwrap();
        assert_eq!(likeness.matched, ["tanker", "oil"]);
        assert!(score("tolls rising", "The toll rises") > 0.5);
        assert!(score("red blue green", "green red blue") > 0.7);
        assert!(
            score("red blue green", "red blue green") > score("red blue green", "green red blue")
        );
        assert_eq!(
            like("the and of", "no word of it"),
            like("the and of", "no word of it")
        );
        assert_eq!(like("Greek oil", "no word of the two"), None);
        assert_eq!(like("the oil", "the the the"), None);
    }

    #[test]
    fn a_shorter_text_with_the_same_words_is_more_alike() {
        let sought = "Wow! The harbour bridge is closed #now 😡 https://t.co/abc";
        let short = score(sought, "The harbour bridge is closed.");
        let long = score(
            sought,
            "The harbour bridge is closed because of repairs that take all of next year, says the mayor.",
        );
        assert!(short > long && long > 0.2, "{short} {long}");
    }

    #[test]
    fn runs_without_spaces_are_compared_by_pairs_of_characters() {
        assert_eq!(
            units("covid 19 疫 苗 注 x 食"),
            ["covid", "19", "疫 苗", "苗 注", "x", "食"]
        );
        let likeness = like("食藥署:疫苗到貨", "食藥署說疫苗").unwrap();
        assert_eq!(likeness.matched, ["食藥署", "疫苗"]);
    }

    #[test]
    fn matched_words_are_told_as_they_were_typed() {
        let likeness = like(
            "#StopTheSteal, “Größe” COVID-19!",
            "steal grosse covid 19 größe",
        )
        .unwrap();
        assert_eq!(likeness.matched, ["Steal", "Größe", "covid", "19"]);
    }

    proptest! {
        #[test]
        fn a_score_is_a_share_and_of_nothing_more_than_of_itself(one in "[a-d ]{1,12}", other in "[a-d食藥 ]{1,12}") {
            let score = score(&one, &other);
            prop_assert!((0.0..=1.0).contains(&score));
        }
    }
}
