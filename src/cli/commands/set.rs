//! `claimbook set` sets fields of claims.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::filter::FilterArguments;
use crate::cli::session::Session;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::fields::Assignment;
use crate::cli::write::{fields, person, references};
use claimbook::answer;
use claimbook::answer::ClaimRow;
use claimbook::document::edit::Edit;
use claimbook::document::format;
use claimbook::domain::claim::Claim;
use claimbook::domain::filter::Filter;
use claimbook::domain::ruling::RulingStatus;
use claimbook::view::words;
use clap::Args;
use std::collections::BTreeMap;

/// How many claims may be watched for a change of status. For more, the overview is the better answer.
const WATCHED: usize = 1000;

/// What follows the long help.
const AFTER_HELP: &str = "\
FIELD=VALUE sets a field, and FIELD= removes it. FIELD+=ENTRY adds an entry to a list, and FIELD-=ENTRY removes one. Dates \
can be `today`, `yesterday`, `tomorrow` or days from today: `+3d`, `+2w`. You cannot set a status: use `claimbook rule`.

claimbook changes all files or none.

Examples:
  claimbook set toll-2025 kind=figure paragraph=4
  claimbook set --article border-town --unsourced tags+=to-do
  claimbook set --speaker northland accuses-=eastmark --dry-run";

/// Set fields of claims
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// Whole ids of claims, and FIELD=VALUE, FIELD+=ENTRY or FIELD-=ENTRY
    #[arg(required = true, value_name = "CLAIM | FIELD=VALUE")]
    words: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    #[command(flatten)]
    write: WriteArguments,
}

/// Sets the fields.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    let (assigned, ids): (Vec<String>, Vec<String>) = arguments
        .words
        .into_iter()
        .partition(|word| fields::is_assignment(word));
    let assignments = parse(&assigned, session)?;
    let filter = arguments.filters.filter(ids, session.today);
    if filter == Filter::default() {
        return Err(Failure::new("name a claim, or give a filter")
            .hint("`claimbook set CLAIM FIELD=VALUE`, or a filter such as `--article ID`"));
    }
    let mut book = WritableBook::open(session, "set", arguments.write)?;
    let filter = person::in_filter(filter, &book.workspace)?;
    let assignments = with_names(assignments, &book)?;
    refuse_unknown(&book, &filter.ids, &assignments)?;
    let claims = answer::claims(book.workspace.index(), &filter, &session.file_order())?;
    if claims.len() <= WATCHED {
        claims.iter().try_for_each(|claim| book.watch(&claim.id))?;
    }
    let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    for claim in &claims {
        let changes = assignments
            .iter()
            .flat_map(|assignment| assignment.edits("claim", &claim.id));
        edits.entry(claim.file.clone()).or_default().extend(changes);
    }
    book.edit_all(edits)?;
    if assignments.iter().any(|one| one.field() == "text") {
        tell_reworded(&mut book, &claims)?;
    }
    let whose = match claims.as_slice() {
        [] => {
            book.tell("unchanged", "no claim matches");
            return Ok(Exit::Clean);
        }
        [claim] => format!("`{}`", claim.id),
        several => words::count(several.len() as u64, "claim"),
    };
    book.finish(&format!(
        "set {} of {whose}",
        fields::assigned(&assignments)
    ))
}

/// Notes the rulings that judged another wording than the claims have now.
fn tell_reworded(book: &mut WritableBook<'_>, claims: &[ClaimRow]) -> Result<(), Failure> {
    for claim in claims.iter().filter(|claim| claim.ruling.is_some()) {
        let now = book.claim(&claim.file, &claim.id)?;
        let ruling = now.as_ref().and_then(Claim::standing_ruling);
        if let Some(ruling) =
            ruling.filter(|ruling| ruling.core.reworded && ruling.core.status != RulingStatus::Open)
        {
            let text = format!(
                "`{}` has another wording now than {} ruled {} on {}: if the ruling still holds, rule again",
                claim.id, ruling.words.by, ruling.core.status, ruling.core.on
            );
            book.tell("note", &text);
        }
    }
    Ok(())
}

/// The assignments with the user's name in place of `assigned=me`.
fn with_names(
    mut assignments: Vec<Assignment>,
    book: &WritableBook<'_>,
) -> Result<Vec<Assignment>, Failure> {
    for assignment in assignments.iter_mut().filter(|of| of.field() == "assigned") {
        if let Some(name) = assignment.text_mut() {
            *name = person::meant(name, &book.workspace)?;
        }
    }
    Ok(assignments)
}

/// Refuses ids that are not claims of the book.
fn refuse_unknown(
    book: &WritableBook<'_>,
    ids: &[String],
    assignments: &[Assignment],
) -> Result<(), Failure> {
    let relations = ["denies", "contradicts", "repeats"];
    let others = assignments
        .iter()
        .flat_map(|assignment| relations.map(|field| assignment.entries_of(field)))
        .flatten();
    for id in ids.iter().chain(others) {
        references::claim(book, id)?;
    }
    Ok(())
}

/// Parses the assignments. Each field may appear once, so that its new value is clear.
fn parse(words: &[String], session: &Session) -> Result<Vec<Assignment>, Failure> {
    let mut assignments: Vec<Assignment> = Vec::new();
    for word in words {
        let assignment = Assignment::parse(word, &format::CLAIM, session.today)?;
        if assignments
            .iter()
            .any(|known| known.field() == assignment.field())
        {
            return Err(
                Failure::new(format!("`{}` appears twice", assignment.field()))
                    .hint("separate the entries of a list by commas: `tags+=a,b`"),
            );
        }
        assignments.push(assignment);
    }
    if assignments.is_empty() {
        return Err(Failure::new("no FIELD=VALUE is given")
            .hint("for example `claimbook set CLAIM kind=figure` or `tags+=border`"));
    }
    Ok(assignments)
}
