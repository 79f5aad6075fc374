//! The note on method and limits: short, and honest about both.

use crate::view::report::Note;

const NOTES: [(&str, &str); 8] = [
    (
        "Two statuses",
        "A derived status follows from the evidence in the book by fixed rules, the same for every claim. A ruling is a person’s judgement, with a name, a date and a reason. The status shown is the newest ruling’s; without one, the derived status. The program never derives “true” or “false”.",
    ),
    (
        "Firm and open",
        "Claims are firm when they are corroborated or confirmed, and open while they are unverified, on a single source, or reported by several without being established. At rest are opinions and predictions, which are not checked, and what was ruled outdated, unverifiable or withdrawn.",
    ),
    (
        "Origins",
        "Sources are not counted: origins are. A report that repeats another comes down to that one’s origin, and two reports that share an origin, a voice or a house count once. The number given is the largest set of sources of which no two do.",
    ),
    (
        "Established",
        "An origin is established when it is own reporting with a named publisher, a document, a dataset or an observation, and nothing in its lineage is unknown. Only established origins corroborate or refute. The two counts follow the distinction of STANAG 2511 between confirmation by independent sources and reports whose independence cannot be assured.",
    ),
    (
        "Grades",
        "Reliability of a publisher, A to F, and credibility of an item, 1 to 6, are on the Admiralty scale of STANAG 2511. They are given by people; where none is given, none is assumed.",
    ),
    (
        "Denials",
        "A denial makes an unproven claim contested; it does not refute it. Only evidence refutes.",
    ),
    (
        "Two questions",
        "Whether somebody said it and whether it is so are asked apart. A confirmed attribution says nothing about the content.",
    ),
    (
        "Limits",
        "The report knows what the book holds, and no more: evidence that nobody entered is missing here too, and a lineage that nobody saw through makes two origins of one. Unverified means unverified, not untrue.",
    ),
];

/// The notes.
pub(super) fn notes() -> Vec<Note> {
    NOTES
        .iter()
        .map(|(about, text)| Note {
            about: (*about).to_owned(),
            text: (*text).to_owned(),
        })
        .collect()
}
