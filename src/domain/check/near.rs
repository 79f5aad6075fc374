//! When two names are nearly the same, so that one may be a spelling of the other.

use crate::domain::check::english::titles::{
    APART, ENDINGS, NUMBERS, OF_BODIES, OF_MEN, OF_WOMEN, TITLES,
};
use crate::domain::name::fold;
use crate::domain::search::words;

/// A word of fewer letters says too little when a letter differs.
const LETTERS: usize = 5;
/// A word of more letters is compared whole only: what the comparison costs grows with the square of its length.
const LONGEST: usize = 64;
/// A longer name of a person has more words than people have.
const PERSON_WORDS: usize = 5;
/// Names of more words are compared whole only.
const WORDS: usize = 6;

/// A name without what people leave out of names: marks, points, titles, "the", "ministry", forms of companies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BareName {
    /// Its words, folded.
    words: Vec<String>,
    /// Whether its words may come in another order: "University of Oxford", "Master, Ann".
    is_loose: bool,
    /// Its numbers.
    numbers: Vec<String>,
    is_of_man: bool,
    is_of_woman: bool,
}

impl BareName {
    pub(super) fn of(name: &str) -> Self {
        // "O'Neill" is one word.
        let folded = words(&fold(name).replace('\'', ""));
        let all: Vec<&str> = folded.split(' ').filter(|word| *word != "the").collect();
        let titles = all.iter().take_while(|word| TITLES.contains(word)).count();
        let (titles, rest) = all.split_at(titles);
        let is_person = !rest.is_empty() && rest.iter().all(|word| !OF_BODIES.contains(word));
        let rest = if is_person { rest } else { all.as_slice() };
        let has = |list: &[&str]| is_person && titles.iter().any(|word| list.contains(word));
        let is_digit = |word: &str| word.contains(|c: char| c.is_numeric());
        let numbers = rest
            .iter()
            .filter(|word| is_digit(word) || NUMBERS.contains(word));
        Self {
            is_loose: name.contains(',') || rest.contains(&"of"),
            numbers: numbers.map(|word| (*word).to_owned()).collect(),
            is_of_man: has(OF_MEN),
            is_of_woman: has(OF_WOMEN),
            words: bare(rest),
        }
    }

    /// How much of a name it is, to prefer the fullest of several.
    pub(super) fn letters(&self) -> usize {
        self.words.iter().map(String::len).sum()
    }

    /// Under which names like this one are found. Each sort of key finds what one sort of likeness joins.
    pub(super) fn keys(&self, sort: usize) -> Vec<String> {
        match sort {
            0 => vec![self.words.concat()],
            1 => vec![self.sorted().join(" ")],
            2 => self.keys_of_person().into_iter().collect(),
            3 => vec![self.bones()],
            _ => self.keys_without_a_letter(sort - SORTS),
        }
    }

    /// The words that the name has, without the small ones, in one order.
    fn sorted(&self) -> Vec<&str> {
        let mut sorted: Vec<&str> = self.words.iter().map(String::as_str).collect();
        sorted.retain(|word| *word != "of");
        sorted.sort_unstable();
        sorted
    }

    fn keys_of_person(&self) -> Option<String> {
        let (last, given) = self.words.split_last()?;
        let initial = given.first()?.chars().next()?;
        (given.len() < PERSON_WORDS).then(|| format!("{initial} {last}"))
    }

    /// The last word of a name that may be a person's: the surname.
    pub(super) fn surname(&self) -> Option<&str> {
        let last = self.words.last()?;
        let may_be_person = self.words.len() <= PERSON_WORDS
            && last.chars().count() > 2
            && self.numbers.is_empty()
            && self
                .words
                .iter()
                .all(|word| !OF_BODIES.contains(&word.as_str()));
        may_be_person.then_some(last.as_str())
    }

    /// Whether only the surname is there.
    pub(super) fn is_surname(&self) -> bool {
        self.words.len() == 1
    }

    /// The consonants, which stay where a name is written in other letters.
    fn bones(&self) -> String {
        let words: Vec<String> = self.words.iter().map(|word| bones(word)).collect();
        words.join(" ")
    }

    /// The name with each letter of one word left out in turn.
    fn keys_without_a_letter(&self, place: usize) -> Vec<String> {
        let Some(word) = self.words.get(place) else {
            return Vec::new();
        };
        let count = word.chars().count();
        if self.words.len() > WORDS || !(LETTERS..=LONGEST).contains(&count) {
            return Vec::new();
        }
        let without = |left_out: usize| -> String {
            let kept = word.chars().enumerate();
            kept.filter(|(at, _)| *at != left_out)
                .map(|(_, c)| c)
                .collect()
        };
        let key = |word: String| {
            let mut words = self.words.clone();
            words.splice(place..=place, [word]);
            words.join(" ")
        };
        // The first letter stays: other names differ there.
        let shorter = (1..count).map(without).map(key);
        shorter.chain([key(word.clone())]).collect()
    }

    /// Whether both may be one name. A surname alone is like no other name here: that depends on who else has it.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        if !self.may_be_one(other) {
            return false;
        }
        self.words.concat() == other.words.concat()
            || (self.is_loose || other.is_loose) && self.sorted() == other.sorted()
            || has_initials_of(&self.words, &other.words)
            || has_initials_of(&other.words, &self.words)
            || differs_by_letters(&self.words, &other.words)
    }

    /// Whether nothing in them says that they are two: a number, or a man and a woman.
    pub(super) fn may_be_one(&self, other: &Self) -> bool {
        self.numbers == other.numbers
            && !(self.is_of_man && other.is_of_woman || self.is_of_woman && other.is_of_man)
    }
}

/// How many sorts of keys there are before those that leave out a letter.
const SORTS: usize = 4;

/// All sorts of keys.
pub(super) fn sorts_of_keys() -> std::ops::Range<usize> {
    0..SORTS + WORDS
}

/// The words without those that say only what sort of body it is. At least one stays.
fn bare(words: &[&str]) -> Vec<String> {
    let is_small = |word: &str| matches!(word, "ministry" | "of" | "for" | "and");
    let is_ministry = words.contains(&"ministry") && !words.iter().all(|word| is_small(word));
    let mut left: Vec<&str> = words.to_vec();
    if is_ministry {
        left.retain(|word| !is_small(word));
    }
    while left.len() > 1 && left.last().is_some_and(|word| ENDINGS.contains(word)) {
        left.pop();
    }
    left.into_iter().map(str::to_owned).collect()
}

fn bones(word: &str) -> String {
    let mut bones = String::new();
    for (at, c) in word.chars().enumerate() {
        let is_vowel = at > 0 && matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
        if !is_vowel && !bones.ends_with(c) {
            bones.push(c);
        }
    }
    bones
}

/// Whether `short` is `full` with initials for given names, or without those in the middle.
fn has_initials_of(short: &[String], full: &[String]) -> bool {
    let (Some((last, short)), Some((other, full))) = (short.split_last(), full.split_last()) else {
        return false;
    };
    if last != other || last.chars().count() < 3 || full.len() >= PERSON_WORDS {
        return false;
    }
    let stands_for = |short: &String, full: &String| {
        short == full || short.chars().count() == 1 && full.starts_with(short.as_str())
    };
    let (Some(first), Some(of)) = (short.first(), full.first()) else {
        return false;
    };
    let mut rest = full.iter().skip(1);
    let is_short = stands_for(first, of)
        && short
            .iter()
            .skip(1)
            .all(|word| rest.any(|full| stands_for(word, full)));
    // "Harbour Post" is not "Harbour Evening Post".
    let is_of_body = |word: &String| OF_BODIES.contains(&word.as_str());
    let is_cut = short.len() < full.len();
    is_short && !(is_cut && (is_of_body(last) || full.iter().any(is_of_body)))
}

/// Whether one word differs, and that only by a letter or by its vowels.
fn differs_by_letters(one: &[String], other: &[String]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut differing = one.iter().zip(other).filter(|(one, other)| one != other);
    match (differing.next(), differing.next()) {
        (Some((one, other)), None) => are_near_words(one, other),
        _ => false,
    }
}

fn are_near_words(one: &str, other: &str) -> bool {
    let (length, other_length) = (one.chars().count(), other.chars().count());
    let shortest = length.min(other_length);
    let is_apart = |set: &&[&str]| set.contains(&one) && set.contains(&other);
    if shortest < LETTERS
        || length.max(other_length) > LONGEST
        || one.chars().next() != other.chars().next()
        || APART.iter().any(is_apart)
    {
        return false;
    }
    let distance = strsim::osa_distance(one, other);
    distance == 1 || distance == 2 && shortest > LETTERS + 1 && bones(one) == bones(other)
}

#[cfg(test)]
mod tests {
    use super::BareName;

    fn is_near(one: &str, other: &str) -> bool {
        let (one, other) = (BareName::of(one), BareName::of(other));
        let found = super::sorts_of_keys().any(|sort| {
            let keys = one.keys(sort);
            other.keys(sort).iter().any(|key| keys.contains(key))
        });
        let is_near = one.is_near(&other);
        assert_eq!(is_near, other.is_near(&one));
        assert!(found || !is_near, "{one:?} {other:?} share no key");
        is_near
    }

    #[test]
    fn spellings_of_one_name_are_near() {
        for [one, other] in [
            ["President Rival", "Rival"],
            ["Dr. Ann Rival", "Ann Rival"],
            ["Lt. Gen. Rival", "General Rival"],
            ["Former Prime Minister Rival", "Mr Rival"],
            ["A. Rival", "Ann Rival"],
            ["A. B. Rival", "Ann Beth Rival"],
            ["Ann Rival", "Ann B. Rival"],
            ["AB Rival", "A. B. Rival"],
            ["Rival, Ann", "Ann Rival"],
            ["The Harbour Post", "Harbour Post"],
            ["HarbourPost", "Harbour-Post"],
            ["U.N.", "UN"],
            ["Ann O’Rival", "Ann ORival"],
            ["Müller", "Muller"],
            ["Mueller", "Müller"],
            ["Mohammed Rival", "Muhammad Rival"],
            ["Defence Ministry", "Defense Ministry"],
            ["Defence", "Defense Ministry"],
            ["Ministry of Defence", "Defense Ministry"],
            ["University of Norland", "Norland University"],
            ["Acme Ltd", "Acme"],
            ["S. Korea", "South Korea"],
            ["Харьков Новости", "Харков Новости"],
        ] {
            assert!(is_near(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn other_names_are_not_near() {
        for [one, other] in [
            ["North Korea", "South Korea"],
            ["Sunday Times", "Financial Times"],
            ["Bank of Norland", "Bank of Southland"],
            ["Norland", "Bank of Norland"],
            ["Post 1", "Post 2"],
            ["Radio One", "Radio Two"],
            ["Channel 4 News", "Channel 5 News"],
            ["John Paul I", "John Paul II"],
            ["Charles", "Charles III"],
            ["Ann Rival", "Bob Rival"],
            ["A. Rival", "Bob Rival"],
            ["Mr Rival", "Mrs Rival"],
            ["Ann Rival", "Ann Other"],
            ["Ann Rival Jr", "Ann Rival"],
            ["Iran", "Iraq"],
            ["Niger", "Nigeria"],
            ["Gambia", "Zambia"],
            ["Iceland", "Ireland"],
            ["Austria", "Australia"],
            ["Slovakia", "Slovenia"],
            ["Eastern Command", "Western Command"],
            ["Defence Minister", "Defence Ministry"],
            ["Department of Defence", "Ministry of Defence"],
            ["Foreign Ministry", "Finance Ministry"],
            ["Justice Department", "Chief Department"],
            ["Harbour Post", "Harbour Evening Post"],
            ["Prime Minister", "President"],
            ["Unit A", "Unit B"],
            ["AP", "AFP"],
            ["", "The"],
        ] {
            assert!(!is_near(one, other) || one.is_empty(), "{one} / {other}");
        }
    }
}
