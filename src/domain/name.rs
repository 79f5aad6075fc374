//! Names as people write them: case and spacing do not tell two of them apart.

/// The form under which two spellings of one name are equal: lower case, runs of white space folded to one space.
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

    #[test]
    fn case_and_spacing_do_not_tell_names_apart() {
        assert_eq!(fold("  The  Harbour\tPost "), fold("the harbour post"));
        assert_ne!(fold("Harbour Post"), fold("HarbourPost"));
    }
}
