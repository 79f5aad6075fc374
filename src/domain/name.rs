//! Names as people write them. Two spellings of one name have the same folded form.
//!
//! Everything that compares names uses [`fold`]: who publishes, who speaks, whose part something is, what a tag or a filter
//! means. A full-text search can build on [`letters`], which knows nothing of words.

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::{
    ComposingNormalizer, ComposingNormalizerBorrowed, DecomposingNormalizer,
    DecomposingNormalizerBorrowed,
};
use icu_properties::props::{
    CanonicalCombiningClass, Dash, DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup,
};
use icu_properties::{CodePointMapData, CodePointSetData};
use std::borrow::Cow;

const CASE: CaseMapperBorrowed<'static> = CaseMapper::new();
const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfc();
const NFD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfd();
const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfkc();

/// The folded form of a name: its [`letters`], with each run of white space replaced by one space and none at the ends.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in letters(name).split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The letters of a text without what only its typing decides: NFKC, full case folding, no invisible characters, one
/// apostrophe, one hyphen, one yeh and one kaf. Marks stay, and so does white space.
#[must_use]
pub fn letters(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase().replace('`', "'");
    }
    // One step can make room for another: NFKC brings capitals, case folding brings marks to compose.
    let mut folded = step(text);
    loop {
        let next = step(&folded);
        if next == folded {
            return folded;
        }
        folded = next;
    }
}

/// The text in Unicode's composed form (NFC): `é` as one character. Editors and file systems write either form.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    NFC.normalize(text)
}

/// The text in Unicode's compatible form (NFKC): `ﬁ` as two letters.
#[must_use]
pub fn compatible(text: &str) -> Cow<'_, str> {
    NFKC.normalize(text)
}

/// Whether a character is a mark on the letter before it.
#[must_use]
pub fn is_mark(c: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    GeneralCategoryGroup::Mark.contains(category)
}

/// Whether nobody sees a character, and no script needs it: soft hyphens, zero-width spaces, variation selectors.
#[must_use]
pub fn is_ignorable(c: char) -> bool {
    !c.is_ascii() && CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// Whether a character is a dash or a hyphen of any kind, or looks like one.
#[must_use]
pub fn is_dash(c: char) -> bool {
    CodePointSetData::new::<Dash>().contains(c) || is_hyphen(c)
}

fn step(text: &str) -> String {
    // Before NFKC, which makes a space and a mark of an acute accent that stands for an apostrophe.
    let alike = unified(&NFD.normalize(text));
    NFKC.normalize(&unified(&CASE.fold_string(&alike)))
        .into_owned()
}

/// The characters of a decomposed text, each replaced by the one that stands for all of its kind.
fn unified(text: &str) -> String {
    let class = CodePointMapData::<CanonicalCombiningClass>::new();
    let mut on_i = false;
    let mut unified = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_ignorable(*c)) {
        // The capital of a Turkish i has its dot as a mark, once it is folded.
        if on_i && c == '\u{307}' {
            continue;
        }
        let c = match c {
            _ if is_dash(c) => '-',
            _ if is_apostrophe(c) => '\'',
            // Alef maksura is how much of Egypt and Iran types a final yeh.
            '\u{649}' | '\u{6cc}' => '\u{64a}',
            '\u{6a9}' | '\u{6aa}' => '\u{643}',
            // Its capital is I, the capital of i.
            'ı' => 'i',
            c => c,
        };
        if class.get(c) == CanonicalCombiningClass::NotReordered {
            on_i = matches!(c, 'i' | 'I');
        }
        unified.push(c);
    }
    unified
}

/// Signs that look like a hyphen and that Unicode does not count among the dashes.
fn is_hyphen(c: char) -> bool {
    matches!(c, '\u{2d7}' | '\u{2043}' | '\u{2796}')
}

/// What people type for an apostrophe: single quotation marks, accents, primes, and the letters of a glottal stop.
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '`' | '´'
            | '\u{2b9}'
            | '\u{2bb}'..='\u{2bf}'
            | '\u{2c8}'
            | '\u{2ca}'
            | '\u{2cb}'
            | '\u{384}'
            | '\u{55a}'
            | '\u{5f3}'
            | '\u{7f4}'
            | '\u{7f5}'
            | '\u{1fbd}'
            | '\u{1fbf}'
            | '\u{1ffe}'
            | '\u{2018}'..='\u{201b}'
            | '\u{2032}'
            | '\u{2035}'
            | '\u{275b}'
            | '\u{275c}'
            | '\u{a78b}'
            | '\u{a78c}'
            | '\u{ff07}'
            | '\u{ff40}'
    )
}

#[cfg(test)]
mod tests {
    use super::{NFC, NFD, fold, letters};
    use proptest::prelude::*;

    /// Characters that meet in every step: case, marks, hyphens, apostrophes, spaces, invisible ones, letters of many scripts.
    const ANY: &str = "[a-cIiİıſßẞΣςσʼ'’´`ʻ\u{1ffd}\u{1fbf}\\-‐‑–—−－\u{ad}\u{200b}\u{200d}\u{2060}\u{feff} \u{a0}\u{3000}\t\
                       éÉ\u{301}\u{307}\u{308}\u{323}\u{327}\u{345}ﬁﬀǅŉẘᾳΐيیىكکڪئ\u{654}한\u{1100}\u{1161}が\u{3099}Ａ①㎏]{0,12}";

    #[test]
    fn spellings_of_one_name_are_alike() {
        for alike in [
            ["  The  Harbour\tPost ", "the\u{a0}HARBOUR\u{2003}post"],
            ["Élan", "E\u{301}LAN"],
            ["L'Orient", "L’Orient"],
            ["L'Orient", "L´ORIENT"],
            ["Sana'a", "Sanaʿa"],
            ["O`Neill", "O＇Neill"],
            ["Elan Presse", "Elan\u{200b} Pre\u{ad}sse\u{200f}"],
            ["Preußen Bote", "PREUSSEN BOTE"],
            ["GROẞ", "groß"],
            ["ΤΑ ΝΕΑΣ", "τα νεας"],
            ["İstanbul", "istanbul"],
            ["ISTANBUL", "istanbul"],
            ["AYDINLIK", "Aydınlık"],
            ["Al-Jazeera", "Al‑Jazeera"],
            ["Al-Jazeera", "Al–JAZEERA"],
            ["Al-Jazeera", "Al−Jazeera"],
            ["ایرنا", "ايرنا"],
            ["کابل", "كابل"],
            ["مصطفى", "مصطفی"],
            ["ﬁnance Ｗire", "FINANCE WIRE"],
            ["نیم\u{200c}روز", "نيمروز"],
            ["ئ", "ی\u{654}"],
        ] {
            assert_eq!(fold(alike[0]), fold(alike[1]), "{alike:?}");
        }
    }

    #[test]
    fn other_names_stay_apart() {
        for [one, other] in [
            ["Müller", "Muller"],
            ["Harbour Post", "HarbourPost"],
            ["Al-Jazeera", "Al Jazeera"],
            ["Al-Jazeera", "AlJazeera"],
            ["L'Orient", "LOrient"],
            ["й", "и"],
            ["が", "か"],
            ["هـ", "ه"],
            ["Post 1", "Post 2"],
            ["ے", "ی"],
        ] {
            assert_ne!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn a_folded_name_has_single_spaces_and_no_capitals() {
        assert_eq!(fold("\u{a0}ÉCOLE\n de\t\tParis "), "école de paris");
        assert_eq!(
            (fold(""), fold(" \t\u{200b} ")),
            (String::new(), String::new())
        );
        assert_eq!(letters(" A  B "), " a  b ");
    }

    #[test]
    fn every_character_settles_at_once() {
        // All letters with case, all compatible characters but the ideographs, all marks of the larger scripts.
        let blocks = [
            '\u{80}'..='\u{33ff}',
            '\u{a640}'..='\u{abff}',
            '\u{fb00}'..='\u{ffff}',
            '\u{10400}'..='\u{105ff}',
        ];
        for c in blocks.into_iter().flatten() {
            let once = fold(&format!("a{c}b"));
            assert_eq!(fold(&once), once, "{c:?}");
            let upper: String = c.to_uppercase().collect();
            assert_eq!(fold(&upper), fold(&c.to_string()), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(name in ANY) {
            prop_assert_eq!(fold(&fold(&name)), fold(&name));
        }

        #[test]
        fn the_normal_form_does_not_matter(name in ANY) {
            prop_assert_eq!(fold(&NFC.normalize(&name)), fold(&name));
            prop_assert_eq!(fold(&NFD.normalize(&name)), fold(&name));
        }

        #[test]
        fn the_case_does_not_matter(name in "[a-cIiİıſßẞΣςσʼ'’é\u{301}\u{307}\u{308}\u{323}ﬁﬀǅŉẘΐ -]{0,12}") {
            prop_assert_eq!(fold(&name.to_uppercase()), fold(&name));
        }

        #[test]
        fn invisible_characters_do_not_matter(parts in proptest::collection::vec("[aİé'’ -]{0,3}", 0..4)) {
            prop_assert_eq!(fold(&parts.join("\u{200b}\u{ad}")), fold(&parts.concat()));
        }

        #[test]
        fn spacing_at_the_ends_and_between_words_does_not_matter(words in proptest::collection::vec("[aBé]{1,3}", 0..4)) {
            prop_assert_eq!(fold(&format!("  {}\t", words.join(" \n\u{3000}"))), fold(&words.join(" ")));
        }

        #[test]
        fn an_ascii_name_folds_as_any_other_does(name in "[ -~\t]{0,12}") {
            let folded = fold(&format!("{name}\u{200b}"));
            prop_assert_eq!(fold(&name), folded);
        }
    }
}
