//! The nearest word, but never its opposite.

use claimbook::document::nearest::nearest;

/// The word nearest to a mistyped one, but never its opposite: `confirmed` is not what `unconfirmed` means.
pub(super) fn near<'w>(typed: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let typed = typed.to_lowercase();
    nearest(
        &typed,
        known.filter(|word| !is_negation(&typed, word) && !is_negation(word, &typed)),
    )
}

/// What makes an opposite of a word.
const NEGATIONS: &[&str] = &[
    "not", "non", "no", "un", "in", "im", "ir", "il", "dis", "mis", "de", "anti", "contra",
];

/// Whether a word is a negation of something near the other word.
fn is_negation(word: &str, other: &str) -> bool {
    let (word, other) = (word.trim_start_matches('-'), other.trim_start_matches('-'));
    NEGATIONS.iter().any(|negation| {
        word.strip_prefix(negation).is_some_and(|rest| {
            let rest = rest.trim_start_matches(['-', '_', ' ']);
            !other.starts_with(negation) && nearest(rest, [other]).is_some()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn a_slip_is_not_taken_for_the_opposite() {
        let known = [
            "confirmed",
            "refuted",
            "unverifiable",
            "--unsourced",
            "--contested",
        ];
        for (typed, meant) in [
            ("confirmd", Some("confirmed")),
            ("Refuted.", Some("refuted")),
            ("unverifable", Some("unverifiable")),
            ("--contestd", Some("--contested")),
            ("--unsourcd", Some("--unsourced")),
            ("unconfirmed", None),
            ("not-confirmed", None),
            ("disconfirmd", None),
            ("unrefuted", None),
            ("nonrefuted", None),
            ("verifiable", None),
            ("verifyable", None),
            ("--sourced", None),
            ("--uncontested", None),
            ("--no-contested", None),
        ] {
            assert_eq!(near(typed, known.into_iter()), meant, "{typed}");
        }
    }
}
