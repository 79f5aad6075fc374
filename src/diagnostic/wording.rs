//! The words for what is only seen over the whole book: ids that are there twice, and names that lead nowhere.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use crate::diagnostic::Severity;
use crate::document::nearest::nearest;

/// Two records of one id. The first one stands.
#[must_use]
pub fn duplicate_id(id: &str, first: Place, again: Place) -> Diagnostic {
    Diagnostic::new("duplicate-id", Severity::Error, format!("the id `{id}` is there twice"), again)
        .label("this one is left out")
        .other(first, "first here")
        .help("ids of claims, sources, parties and articles are unique in the whole book: give one of them another")
}

/// A source that the book does not define.
#[must_use]
pub fn unknown_source<'a>(id: &str, place: Place, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let diagnostic = unknown("unknown-source", format!("no source of the book has the id `{id}`"), place);
    with_nearest(diagnostic, id, known).help(format!("add it: `claimbook source add {id} …`"))
}

/// A name that is no party's id, name or alias.
#[must_use]
pub fn unknown_party<'a>(name: &str, place: Place, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let message = format!("no party of the book has the id, name or alias `{name}`");
    with_nearest(unknown("unknown-party", message, place), name, known)
}

/// A claim that the book does not hold.
#[must_use]
pub fn unknown_claim<'a>(id: &str, place: Place, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    with_nearest(unknown("unknown-claim", format!("no claim of the book has the id `{id}`"), place), id, known)
}

fn unknown(code: &'static str, message: String, place: Place) -> Diagnostic {
    Diagnostic::new(code, Severity::Warning, message, place)
}

fn with_nearest<'a>(diagnostic: Diagnostic, name: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    match nearest(name, known) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use super::duplicate_id;
    use super::unknown_source;
    use crate::diagnostic::Place;

    fn place(line: usize) -> Place {
        Place { file: "claims/a.toml".to_owned(), line, column: 1, span: 0..1 }
    }

    #[test]
    fn an_id_that_is_there_twice_names_both_places() {
        let diagnostic = duplicate_id("toll-2025", place(1), place(9));
        assert_eq!(diagnostic.place.line, 9);
        assert_eq!(diagnostic.secondary[0].0.line, 1);
    }

    #[test]
    fn a_name_that_leads_nowhere_gets_the_nearest_known_one() {
        let help = |id| unknown_source(id, place(1), ["ministry-figures", "ledger"]).help.join("\n");
        assert!(help("ministry-figure").contains("did you mean `ministry-figures`?"));
        assert!(!help("else").contains("did you mean"));
    }
}
