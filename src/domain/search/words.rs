//! Texts as words: the one form in which the index keeps texts and in which a query looks for them.

use crate::domain::name::{composed, letters};
use icu_normalizer::{DecomposingNormalizer, DecomposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};

const NFD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfd();

/// The line that Arabic writing draws a word out with.
const TATWEEL: char = '\u{640}';

/// The long sound of kana, which Unicode counts to no script.
const LONG_SOUND: char = 'ー';

/// The words of a text, folded, with one space between them and nothing else.
///
/// Names fold in the same way ([`letters`]) but keep marks. Here, the marks of Latin, Greek, Cyrillic, Arabic and Hebrew go.
/// Scripts that write no spaces between words stand one character a word, so that any part of a run is a phrase of it.
#[must_use]
pub fn words(text: &str) -> String {
    let mut words = WordList {
        text: String::with_capacity(text.len() + 8),
        open: false,
    };
    if text.is_ascii() {
        words.ascii(text);
        return words.text;
    }
    for piece in text.split_whitespace() {
        if piece.is_ascii() {
            words.ascii(piece);
        } else {
            without_marks(&letters(piece))
                .chars()
                .for_each(|c| words.add(c));
        }
        words.open = false;
    }
    words.text
}

/// Whether a script writes words without spaces between them, so that each of its characters stands as a word.
#[must_use]
pub fn stands_alone(c: char) -> bool {
    !c.is_ascii()
        && (c == LONG_SOUND
            || matches!(
                script(c),
                Script::Han
                    | Script::Hiragana
                    | Script::Katakana
                    | Script::Bopomofo
                    | Script::Hangul
                    | Script::Thai
                    | Script::Lao
                    | Script::Khmer
                    | Script::Myanmar
            ))
}

/// Words as they grow. `open`: the last one may go on.
struct WordList {
    text: String,
    open: bool,
}

impl WordList {
    /// Adds a text of ASCII alone, as most are, a word at a time: that is quicker than a character at a time.
    fn ascii(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        for word in words.filter(|word| !word.is_empty()) {
            self.open = false;
            self.begin();
            let start = self.text.len();
            self.text.push_str(word);
            if let Some(word) = self.text.get_mut(start..) {
                word.make_ascii_lowercase();
            }
        }
    }

    fn add(&mut self, c: char) {
        if stands_alone(c) {
            self.open = false;
            self.begin();
            self.text.push(c);
            self.open = false;
        } else if c.is_alphanumeric() || is_mark(c) {
            self.begin();
            self.text.push(c);
        } else {
            self.open = false;
        }
    }

    fn begin(&mut self) {
        if !self.open && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.open = true;
    }
}

/// Takes away the marks of the scripts that can be read without them.
fn without_marks(folded: &str) -> String {
    let mut bare = false;
    let kept = NFD.normalize(folded);
    let kept = kept.chars().filter(|c| {
        if *c == TATWEEL {
            return false;
        }
        if is_mark(*c) {
            return !bare;
        }
        bare = matches!(
            script(*c),
            Script::Latin | Script::Greek | Script::Cyrillic | Script::Arabic | Script::Hebrew
        );
        true
    });
    composed(&kept.collect::<String>()).into_owned()
}

fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

fn is_mark(c: char) -> bool {
    !c.is_ascii()
        && GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

#[cfg(test)]
mod tests {
    use super::words;
    use proptest::prelude::*;

    #[test]
    fn spellings_that_differ_in_typing_alone_have_the_same_words() {
        for (text, expected) in [
            ("Kabul's  COVID-19, 40%!", "kabul s covid 19 40"),
            ("L’École d'été", "l ecole d ete"),
            ("Regie\u{ad}rung STRAẞE straße", "regierung strasse strasse"),
            ("Αθήνα ΟΔΟΣ ὁδός", "αθηνα οδοσ οδοσ"),
            ("Ёлка Москва\u{301}", "елка москва"),
            ("مُحَمَّد محـــمد أحمد", "محمد محمد احمد"),
            ("שָׁלוֹם", "שלום"),
            ("Ｆｕｌｌ ｗｉｄｔｈ ﬁnance", "full width finance"),
            ("İstanbul ISTANBUL ıstanbul", "istanbul istanbul istanbul"),
            ("Nguyễn Văn", "nguyen van"),
            ("نمی\u{200c}شود", "نميشود"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn scripts_with_spaces_keep_the_marks_that_make_a_word() {
        assert_eq!(words("हिन्दी में"), "हिन्दी में");
        assert_eq!(words("தமிழ், বাংলা"), "தமிழ் বাংলা");
        assert_eq!(words("አማርኛ ქართული հայերեն"), "አማርኛ ქართული հայերեն");
    }

    #[test]
    fn scripts_without_spaces_stand_one_character_a_word() {
        for (text, expected) in [
            ("食藥署公布", "食 藥 署 公 布"),
            ("COVID-19疫苗", "covid 19 疫 苗"),
            ("ワクチンを", "ワ ク チ ン を"),
            ("ﾃﾞｰﾀ", "デ ー タ"),
            ("정부는", "정 부 는"),
            ("วัค", "ว ั ค"),
            ("ລາວ", "ລ າ ວ"),
            ("ខ្មែរ", "ខ ្ ម ែ រ"),
            ("မြန်", "မ ြ န ်"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn signs_are_no_words() {
        assert_eq!(words(" \u{200b}🙂 — “…” & 。、・ "), "");
    }

    proptest! {
        #[test]
        fn words_of_words_are_the_same(text in "[a-cA-CéÉßİıſ'’ʼ\\- 0-9食藥ガｶﾞ정กั้ำمُّـأיָहि्ﬁ\u{301}\u{307}\u{ad}🙂]{0,16}") {
            let once = words(&text);
            prop_assert_eq!(words(&once), once.clone());
            prop_assert!(!once.contains("  ") && once.trim() == once);
        }

        #[test]
        fn any_part_of_a_run_is_a_phrase_of_it(run in "[食藥署正品가나다]{2,12}", from in 0..12_usize, length in 1..12_usize) {
            let part: String = run.chars().skip(from).take(length).collect();
            let (part, run) = (format!(" {} ", words(&part)), format!(" {} ", words(&run)));
            prop_assert!(run.contains(&part) || part.trim().is_empty());
        }
    }
}
