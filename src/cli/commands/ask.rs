//! `claimbook ask` notes a question to a party, and what came of it: the right of reply.

use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::values::Day;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::{fields, references};
use claimbook::document::edit::{Edit, NewFields, RowField, Value};
use claimbook::domain::claim::{Asked, Outcome};
use claimbook::domain::date::Date;
use claimbook::domain::name::fold;
use clap::Args;

/// What follows the long help.
const AFTER_HELP: &str = "\
If the party has an open question on this claim, claimbook changes that question: `--outcome` closes it, and `--note` adds to \
its note. Otherwise it adds a new question.

Examples:
  claimbook ask toll-2025 northland --due +3d --note 'by mail to the press office'
  claimbook ask toll-2025 northland --outcome replied --note 'stands by the figure'";

/// Note a question to a party about a claim, and what came of it
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The claim: its whole id
    claim: String,
    /// The party: its id, name or alias, or free text
    #[arg(value_parser = values::text)]
    party: String,
    /// When you asked [default: today]
    #[arg(long, value_name = "DAY", value_parser = values::day)]
    on: Option<Day>,
    /// When the answer is due: a day, `tomorrow` or `+3d`
    #[arg(long, value_name = "DAY", value_parser = values::day)]
    due: Option<Day>,
    /// What the party did. This closes the question, unless it is `pending`
    #[arg(long, value_parser = values::word(Outcome::WORDS, Outcome::parse))]
    outcome: Option<Outcome>,
    /// A note
    #[arg(long, value_parser = values::text)]
    note: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Adds the question, or changes the open one.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "ask", arguments.write)?;
    let file = references::claim(&book, &arguments.claim)?;
    if let Some(open) = open_question(&mut book, &file, arguments)? {
        return change(book, &file, arguments, &open);
    }
    references::tell_unknown_party(&book, &arguments.party)?;
    let on = arguments.on.unwrap_or(Day::TODAY).date(session.today);
    let mut new = NewFields::new();
    fields::put_text(&mut new, "of", Some(&arguments.party));
    fields::put_date(&mut new, "on", Some(on));
    fields::put_date(&mut new, "due", due(arguments, session));
    let outcome = arguments.outcome.map(Outcome::as_str);
    fields::put_text(&mut new, "outcome", outcome);
    fields::put_text(&mut new, "note", arguments.note.as_deref());
    book.add_row(&file, &arguments.claim, "asked", new)?;
    book.finish(&done(arguments, "asked"))
}

fn due(arguments: &Arguments, session: &Session) -> Option<Date> {
    arguments.due.map(|day| day.date(session.today))
}

fn done(arguments: &Arguments, verb: &str) -> String {
    let Arguments { claim, party, .. } = arguments;
    match arguments.outcome {
        Some(outcome) => format!("{verb} `{party}` about `{claim}`: {outcome}"),
        None => format!("{verb} `{party}` about `{claim}`"),
    }
}

/// The party's newest open question about the claim.
fn open_question(
    book: &mut WritableBook<'_>,
    file: &str,
    arguments: &Arguments,
) -> Result<Option<Asked>, Failure> {
    let claim = book.claim(file, &arguments.claim)?;
    let index = book.workspace.index();
    let party = index.party_named(&arguments.party)?;
    for asked in claim
        .iter()
        .flat_map(|claim| claim.words.asked.iter().rev())
    {
        let is_open = matches!(asked.outcome, None | Some(Outcome::Pending));
        let of = index.party_named(&asked.of)?;
        let same = match (&of.id, &party.id) {
            (None, None) => fold(&of.name) == fold(&party.name),
            (of, party) => of == party,
        };
        if is_open && same {
            return Ok(Some(asked.clone()));
        }
    }
    Ok(None)
}

/// Changes the open question in the fields that the user gives. The old note stays before the new one.
fn change(
    mut book: WritableBook<'_>,
    file: &str,
    arguments: &Arguments,
    open: &Asked,
) -> Result<Exit, Failure> {
    let today = book.session.today;
    let date = |day: Option<Day>| day.map(|day| Value::Date(day.date(today)));
    let note = arguments.note.as_deref().map(|new| match &open.note {
        Some(old) if old.contains(new) => old.clone(),
        Some(old) => format!("{old}; {new}"),
        None => new.to_owned(),
    });
    let outcome = arguments.outcome.map(Outcome::as_str);
    let given = [
        ("on", date(arguments.on)),
        ("due", date(arguments.due)),
        ("outcome", outcome.map(|word| Value::Text(word.to_owned()))),
        ("note", note.map(Value::Text)),
    ];
    let position = book.row_at(file, &arguments.claim, "asked", open.line)?;
    let edits: Vec<Edit> = given
        .into_iter()
        .filter_map(|(field, value)| {
            let place = RowField {
                claim: arguments.claim.clone(),
                key: "asked",
                position,
                field,
            };
            value.map(|value| Edit::SetInRow(place, value))
        })
        .collect();
    if edits.is_empty() {
        let text = format!(
            "`{}` has an open question about `{}` already",
            open.of, arguments.claim
        );
        book.tell("note", &text);
    }
    book.watch(&arguments.claim)?;
    book.edit(file, &edits)?;
    book.point_at(file, open.line);
    book.finish(&done(arguments, "changed the question to"))
}
