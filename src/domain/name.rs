//! Names as people write them: comparison ignores case and spacing.

/// The folded form of a name: lower case, with each run of white space replaced by one space. Two spellings of one name
/// have the same folded form.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    #[test]
    fn case_and_spacing_do_not_tell_names_apart() {
        assert_eq!(fold("  The  Harbour\tPost "), fold("the harbour post"));
        assert_ne!(fold("Harbour Post"), fold("HarbourPost"));
    }

    #[test]
    fn a_folded_name_has_single_spaces_and_no_capitals() {
        assert_eq!(fold("\u{a0}ÉCOLE\n de\t\tParis "), "école de paris");
        assert_eq!((fold(""), fold(" \t ")), (String::new(), String::new()));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(name in "[aAéÉßİ \t]{0,12}") {
            prop_assert_eq!(fold(&fold(&name)), fold(&name));
        }

        #[test]
        fn spacing_at_the_ends_and_between_words_does_not_matter(words in proptest::collection::vec("[aB]{1,3}", 0..4)) {
            prop_assert_eq!(fold(&format!("  {}\t", words.join(" \n "))), fold(&words.join(" ")));
        }
    }
}
