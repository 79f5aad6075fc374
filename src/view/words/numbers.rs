//! Numbers as words, for sentences that people read aloud.

/// A number as a word, up to ten.
#[must_use]
pub fn in_words(number: u64) -> String {
    const WORDS: [&str; 11] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let word = usize::try_from(number)
        .ok()
        .and_then(|number| WORDS.get(number));
    word.map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// `one report`, `two reports`.
#[must_use]
pub fn counted_in_words(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", in_words(number))
}

/// A text with a capital letter.
#[must_use]
pub fn upper(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
