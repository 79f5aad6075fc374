//! The notes on the method and its limits.

use crate::domain::corroboration::RULES;
use crate::view::report::Note;

/// What the note on the limits of the method is about.
pub(super) const LIMITS: &str = "Limits";

const NOTES: [(&str, &str); 8] = [
    (
        "Two statuses",
        "A derived status follows from the evidence in the book by fixed rules, which are the same for every claim. A ruling is a person’s judgement, with a name, a date and a reason. The status shown is that of the newest ruling; without one, it is the derived status. The program never derives “true” or “false”.",
    ),
    (
        "Solid",
        "A claim is solid if it is corroborated or confirmed. Opinions and predictions are not checkable. Claims that a person ruled outdated, unverifiable or withdrawn are closed.",
    ),
    (
        "Origins",
        "The program counts origins, not sources. A report that repeats another one has the same origin, and two reports that share an origin, a voice or a house count once. The number is the size of the largest set of sources in which no two share any of these.",
    ),
    (
        "First-hand",
        "An origin is first-hand, or established, if it is own reporting with a named publisher, a document, a dataset or an observation, and its whole lineage is known. Only first-hand origins corroborate or refute. The two counts follow STANAG 2511, which distinguishes confirmation by independent sources from reports whose independence nobody can guarantee.",
    ),
    (
        "Grades",
        "The reliability of a publisher, A to F, and the credibility of an item, 1 to 6, are grades of the Admiralty scale of STANAG 2511. People give them; without a grade, the program assumes none.",
    ),
    (
        "Denials",
        "A denial makes an unproven claim contested; it does not refute it. Only evidence refutes.",
    ),
    (
        "Two questions",
        "Whether somebody said it and whether it is so are two questions. A confirmed attribution says nothing about the content.",
    ),
    (
        LIMITS,
        "The report knows only what the book says. Evidence that nobody entered is missing here too, and a lineage that nobody traced makes two origins of one. Unverified means unverified, not untrue.",
    ),
];

/// The notes.
pub(super) fn notes() -> Vec<Note> {
    let note = |about: &str, text: String| Note {
        about: about.to_owned(),
        text,
    };
    let rules =
        format!("claimbook derived every status by version {RULES} of its rules of corroboration.");
    let notes = NOTES.iter();
    let notes = notes.map(|(about, text)| note(about, (*text).to_owned()));
    notes.chain([note("Rules", rules)]).collect()
}
