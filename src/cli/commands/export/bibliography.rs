//! `export --format csl-json`, `bibtex` and `ris`: the book's sources for reference managers.

use crate::cli::commands::export::selection::Selection;
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use claimbook::answer;
use claimbook::exchange::bibliography::{BibFormat, Bibliography};
use claimbook::view::words;

/// Exports the sources that the picked claims rest on, or all sources of the book.
pub(super) fn run(
    format: BibFormat,
    selection: Selection,
    session: &Session,
) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    selection.refuse_in_book(&workspace)?;
    let sources = if selection.picks_claims(session) {
        selection.answer(session, &workspace)?.sources
    } else {
        answer::report::all_sources(workspace.index(), selection.internal)?
    };
    let withheld = sources.iter().filter(|source| source.withheld).count() as u64;
    if withheld > 0 {
        let text = format!(
            "{} left out; `--internal` includes them",
            words::count(withheld, "confidential source")
        );
        session.console.tell("note", &text);
    }
    let bibliography = Bibliography::of(&sources);
    tell_unplaced(&bibliography, session);
    selection.write(
        |beginning| format.is_ours(beginning),
        |out| format.write(out, &bibliography.entries),
    )
}

/// Names the fields that get lost.
fn tell_unplaced(bibliography: &Bibliography, session: &Session) {
    let fields: Vec<String> = (bibliography.unplaced.iter())
        .map(|(field, sources)| format!("`{field}` ({})", words::count(*sources, "source")))
        .collect();
    if !fields.is_empty() {
        let text = format!(
            "a bibliography has no place for {}: they stay in the book",
            words::and(&fields)
        );
        session.console.tell("note", &text);
    }
}
