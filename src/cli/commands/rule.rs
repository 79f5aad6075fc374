//! `claimbook rule` adds a person's ruling on claims.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::filter::{FilterArguments, tell_unmatched};
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::values::Day;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::{fields, person, references};
use claimbook::answer;
use claimbook::answer::ClaimRow;
use claimbook::document;
use claimbook::document::edit::{Edit, NewFields, RecordField};
use claimbook::domain::date::Date;
use claimbook::domain::filter::Filter;
use claimbook::domain::ruling::{RulingStatus, is_pending};
use claimbook::domain::status::Flag;
use claimbook::domain::wording::wording;
use claimbook::view::words;
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};

/// What follows the long help.
const AFTER_HELP: &str = "\
claimbook adds a ruling and never changes an old one. The newest ruling applies. `open` gives the claim back to its evidence.

With several claims, claimbook rules on all of them or on none, and names each one.

Examples:
  claimbook rule toll-2025 misleading --reason 'counts fighters as residents'
  claimbook rule toll-2025 open --reason 'the ministry has corrected its figures'
  claimbook rule withdrawn --article border-town --reason 'the paper took the article back' --dry-run";

/// Rule on claims: your ruling becomes their status, beside what the evidence gives
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP, allow_missing_positional = true)]
pub(crate) struct Arguments {
    /// The claims: their whole ids
    #[arg(value_name = "CLAIM")]
    claims: Vec<String>,
    /// Your ruling
    #[arg(value_name = "STATUS", required = true, value_parser = values::word(RulingStatus::WORDS, RulingStatus::parse))]
    ruling: Option<RulingStatus>,
    /// Why
    #[arg(long, value_name = "WHY", value_parser = values::text)]
    reason: String,
    /// Who rules [default: you]
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    by: Option<String>,
    /// The date of the ruling [default: today]
    #[arg(long, value_name = "DAY", value_parser = values::day)]
    on: Option<Day>,
    /// Your house's own words for it, such as "Half true"
    #[arg(long, value_name = "WORDS", value_parser = values::text)]
    verdict: Option<String>,
    /// The language of these words, such as en or pt-BR
    #[arg(long, value_parser = values::text)]
    language: Option<String>,
    /// Where you published it
    #[arg(long, value_name = "URL", value_parser = values::text)]
    url: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
    #[command(flatten)]
    filters: FilterArguments,
}

/// Adds the ruling to each of the claims.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    let status = arguments
        .ruling
        .ok_or_else(|| Failure::new("name a status"))?;
    let filter = arguments.filters.filter(arguments.claims, session.today);
    if filter == Filter::default() {
        return Err(Failure::new("name a claim, or give a filter")
            .hint("`claimbook rule CLAIM STATUS`, or a filter such as `--article ID`"));
    }
    let mut book = WritableBook::open(session, "rule", arguments.write)?;
    for id in &filter.ids {
        references::claim(&book, id)?;
    }
    let filter = person::in_filter(filter, &book.workspace)?;
    let by = person::required(arguments.by.as_deref(), &book.workspace)?;
    let on = arguments.on.unwrap_or(Day::TODAY).date(session.today);
    let mut new = NewFields::new();
    fields::put_text(&mut new, "status", Some(status.as_str()));
    fields::put_date(&mut new, "on", Some(on));
    fields::put_text(&mut new, "by", Some(&by));
    fields::put_text(&mut new, "reason", Some(&arguments.reason));
    fields::put_text(&mut new, "url", arguments.url.as_deref());
    fields::put_text(&mut new, "verdict", arguments.verdict.as_deref());
    fields::put_text(&mut new, "language", arguments.language.as_deref());
    let claims = answer::claims(book.workspace.index(), &filter, &session.file_order())?;
    for claim in &claims {
        refuse_twice(claim, (status, on, &by, &arguments.reason))?;
    }
    tell_newer(&mut book, &claims, on)?;
    if is_pending(on, session.today) {
        let text = format!("the ruling has no effect before {}", on.first_day());
        book.tell("note", &text);
    }
    match claims.as_slice() {
        [] => {
            tell_unmatched(session, book.workspace.index(), &filter)?;
            book.tell("unchanged", "no claim matches");
            Ok(Exit::Clean)
        }
        [claim] => {
            let new = with_wording(&new, claim);
            book.edit_all(BTreeMap::from([(claim.file.clone(), read(claim))]))?;
            book.add_row(&claim.file, &claim.id, "ruling", new)?;
            book.finish(&format!("{by} ruled `{}` {status}", claim.id))
        }
        several => {
            add_to_each(&mut book, several, &new)?;
            let counted = words::count(several.len() as u64, "claim");
            book.finish(&format!("{by} ruled {counted} {status}"))
        }
    }
}

fn add_to_each(
    book: &mut WritableBook<'_>,
    claims: &[ClaimRow],
    ruling: &NewFields,
) -> Result<(), Failure> {
    let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    for claim in claims {
        book.watch(&claim.id)?;
        let edits = edits.entry(claim.file.clone()).or_default();
        edits.extend(read(claim));
        edits.push(Edit::AddRow {
            claim: claim.id.clone(),
            key: "ruling",
            fields: with_wording(ruling, claim),
        });
    }
    book.name_each_claim();
    book.edit_all(edits)
}

/// A claim that somebody rules on is not a draft any more.
fn read(claim: &ClaimRow) -> Vec<Edit> {
    let draft = claim.draft.then(|| RecordField {
        kind: "claim",
        id: claim.id.clone(),
        field: "draft",
    });
    draft.into_iter().map(Edit::Unset).collect()
}

/// The ruling with the wording of the claim that it judges.
fn with_wording(ruling: &NewFields, claim: &ClaimRow) -> NewFields {
    let mut ruling = ruling.clone();
    fields::put_text(&mut ruling, "wording", Some(&wording(&claim.text)));
    ruling
}

/// Refuses a ruling that says what the current one says, unless the claim's text changed in between.
fn refuse_twice(
    claim: &ClaimRow,
    (status, on, by, reason): (RulingStatus, Date, &str, &str),
) -> Result<(), Failure> {
    let same = claim.ruling.as_ref().filter(|current| {
        (current.status, current.on.as_str()) == (status, on.to_string().as_str())
            && (current.by.as_str(), current.reason.as_str()) == (by, reason)
    });
    if same.is_none() || claim.flags.contains(&Flag::Reworded) {
        return Ok(());
    }
    let id = &claim.id;
    Err(Failure::new(format!(
        "the current ruling on `{id}` says this already: {status} on {on} by {by}"
    ))
    .hint("nothing was written: give another reason, or another day with `--on`"))
}

/// Notes the newer rulings that apply instead.
fn tell_newer(book: &mut WritableBook<'_>, claims: &[ClaimRow], on: Date) -> Result<(), Failure> {
    let ids: BTreeSet<&str> = claims.iter().map(|claim| claim.id.as_str()).collect();
    let files: BTreeSet<&str> = claims.iter().map(|claim| claim.file.as_str()).collect();
    for file in files {
        let written = document::parse(&book.text(file)?, "").records.claims;
        let ruled = written
            .iter()
            .filter(|claim| ids.contains(claim.core.id.as_str()));
        for claim in ruled {
            let newest = claim.standing_ruling();
            if let Some(newest) = newest.filter(|newest| newest.core.on > on) {
                let text = format!(
                    "a newer ruling on `{}` applies: {} on {} by {}",
                    claim.core.id, newest.core.status, newest.core.on, newest.words.by
                );
                book.tell("note", &text);
            }
        }
    }
    Ok(())
}
