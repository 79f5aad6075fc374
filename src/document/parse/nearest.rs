//! Guesses which known name somebody meant by a mistyped one.

/// The candidate nearest to `word`, ignoring case. `None` if all of them are too different to be a slip.
///
/// One character in three can differ, and one in a short word. Among equally near candidates the first wins.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let limit = (length / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| {
            (
                strsim::osa_distance(&word, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= limit && *distance < length)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_word_and_another_word_finds_none() {
        let known = ["speaker", "section", "short", "tags"];
        for (typed, meant) in [
            ("speeker", "speaker"),
            ("Sectoin", "section"),
            ("tag", "tags"),
            ("SHORT", "short"),
        ] {
            assert_eq!(nearest(typed, known), Some(meant));
        }
        for typed in ["", "headline", "ta"] {
            assert_ne!(nearest(typed, known), Some("speaker"), "{typed}");
        }
        assert_eq!(nearest("headline", known), None);
        assert_eq!(nearest("G", ["A", "B"]), None);
    }

    #[test]
    fn a_huge_word_costs_nothing() {
        assert_eq!(nearest(&"x".repeat(1_000_000), ["speaker"]), None);
    }
}
