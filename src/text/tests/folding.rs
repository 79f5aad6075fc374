//! Folding and its map.

use crate::text::fold::{FoldedText, fold};
use proptest::prelude::*;

/// Characters that meet in every step: marks, dashes, quotation marks, spaces, line ends, invisible ones, many scripts.
const ANY: &str = "[a-cA-C0-9é‘’“”«»`´'\"\\-‐–—−\u{ad}\u{200b}\u{200d}\u{2060}\u{feff}\u{a0}\u{3000} \t\n\r.,%ﬁ½²…\u{301}\u{308}e食ガｶﾞ각\u{1100}\u{1161}\u{11a8}ㄱㅏ🙂\u{fe0f}न\u{93f}ا\u{64e}]{0,40}";

#[test]
fn typography_makes_no_difference_and_case_does() {
    for (text, folded) in [
        ("“It’s\n  310\u{a0}—\u{ad}dead”", "\"It's 310 -dead\""),
        (
            "re\u{ad}ported re-\nported re\u{ad}\nported",
            "reported reported reported",
        ),
        (
            "Pakistan-\nAfghanistan, 2024-\n25",
            "Pakistan-Afghanistan, 2024-25",
        ),
        ("a -\nb and a-\n\nb", "a - b and a- b"),
        ("zero\u{200b}width \u{feff}and\u{2060}", "zerowidth and"),
        ("e\u{301}té ﬁgures ５０％ …", "été figures 50% ..."),
        ("a -- b, a–b", "a - b, a-b"),
        ("ｶﾞｽ 각", "ガス 각"),
    ] {
        assert_eq!(fold(text), folded);
    }
    assert_ne!(fold("The"), fold("the"));
}

#[test]
fn every_folded_word_leads_back_to_its_characters() {
    let text = "“Zoë’s  ﬁrst\u{ad} re-\nport—５０\u{a0}％”";
    let folded = FoldedText::new(text);
    for (word, stored) in [
        ("Zoë's", "Zoë’s"),
        ("first", "ﬁrst"),
        ("report", "re-\nport"),
        ("50 %", "５０\u{a0}％"),
        ("\"", "“"),
    ] {
        let at = folded
            .text()
            .find(word)
            .unwrap_or_else(|| panic!("{word} in {}", folded.text()));
        let chars = folded.stored(&(at..at + word.len()));
        let found: String = text.chars().skip(chars.start).take(chars.len()).collect();
        assert_eq!(found, stored);
        assert_eq!(folded.folded(chars.start), at, "{word}");
    }
}

#[test]
fn quotation_marks_go_and_apostrophes_stay() {
    let folded = FoldedText::new("He said: “it’s ‘the’ miners’ day” .");
    let emphasised = FoldedText::new("**310** _people_, not 3*4 or a_b");
    assert_eq!(
        emphasised.without_marks().text(),
        "310 people, not 3*4 or a_b"
    );
    assert_eq!(
        folded.without_marks().text(),
        "He said: it's the miners day ."
    );
}

proptest! {
    #[test]
    fn folding_is_idempotent(text in ANY) {
        let once = FoldedText::new(&text);
        let twice = FoldedText::new(once.text());
        prop_assert_eq!(once.text(), twice.text());
    }

    #[test]
    fn a_folded_text_knows_its_places(text in ANY) {
        let folded = FoldedText::new(&text);
        let count = text.chars().count();
        let mut last = 0;
        for (at, c) in folded.text().char_indices() {
            let chars = folded.stored(&(at..at + c.len_utf8()));
            prop_assert!(chars.start >= last && chars.start < chars.end && chars.end <= count, "{:?} {:?}", c, chars);
            last = chars.start;
            // The characters that it comes from fold to something with it.
            let stored: String = text.chars().skip(chars.start).take(chars.len()).collect();
            let again = FoldedText::new(&stored);
            prop_assert!(!c.is_ascii_alphanumeric() || again.text().contains(c), "{:?} of {:?}", c, stored);
        }
        for character in 0..=count {
            prop_assert!(folded.text().is_char_boundary(folded.folded(character)));
        }
        let bare = folded.without_marks();
        prop_assert_eq!(bare.text().matches('"').count(), 0);
        for (at, c) in bare.text().char_indices() {
            let chars = bare.stored(&(at..at + c.len_utf8()));
            let back = folded.text().get(folded.folded(chars.start)..).unwrap_or_default();
            prop_assert!(chars.end <= count && !back.is_empty());
        }
    }
}
