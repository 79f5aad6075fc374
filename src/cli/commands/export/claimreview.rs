//! `export --format claimreview`: only what a person ruled on leaves the desk as a review.

use crate::cli::commands::export::selection::{Selection, some_of};
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use claimbook::answer::report::Answer;
use claimbook::render::claimreview as render;
use claimbook::view::claimreview::{Publisher, Reviews};
use claimbook::view::{claimreview, words};
use claimbook::workspace::Workspace;

/// Exports reviews of claims.
pub(super) fn run(selection: Selection, session: &Session) -> Result<Exit, Failure> {
    if selection.internal {
        return Err(Failure::new(
            "`--format claimreview` is for the public, so it never holds what is confidential",
        )
        .hint("leave out `--internal`"));
    }
    let workspace = session.open()?;
    selection.refuse_in_book(&workspace)?;
    let publisher = publisher(&workspace)?;
    let named = !selection.ids.is_empty();
    let mut answer = selection.answer(session, &workspace)?;
    refuse_or_tell_hidden(&answer, named, session)?;
    if !named {
        leave_out_unruled(&mut answer, session)?;
    }
    let written = claimreview::reviews(&answer, publisher)
        .map_err(|refusal| Failure::unknown(refusal.to_string()).hint(HINT))?;
    tell_unsaid(&answer, &written, session);
    let reviews = written.reviews;
    if reviews.is_empty() {
        return Err(Failure::unknown("none of these claims can be exported"));
    }
    selection.write(render::is_ours, |out| render::write(out, &reviews))
}

/// Refuses confidential claims and drafts that the user names, and an export without claims. Else says how many of them the
/// filters left out.
fn refuse_or_tell_hidden(answer: &Answer, named: bool, session: &Session) -> Result<(), Failure> {
    let hidden = answer.left_out;
    if named && hidden > 0 {
        return Err(Failure::unknown(
            "one of these claims is confidential, and confidential claims are never exported",
        ));
    }
    if named && answer.drafts > 0 {
        return Err(Failure::unknown(
            "one of these claims is a draft that nobody has read, and drafts are never exported",
        ));
    }
    if answer.claims.is_empty() {
        let only = match (hidden, answer.drafts) {
            (0, 0) => "",
            (_, 0) => " but confidential ones",
            (0, _) => " but drafts that nobody has read",
            _ => " but confidential ones and drafts that nobody has read",
        };
        let message = format!("no claim to export: the filters pick none{only}");
        return Err(Failure::unknown(message));
    }
    if hidden > 0 {
        let text = format!("{} left out", words::count(hidden, "confidential claim"));
        session.console.tell("note", &text);
    }
    if answer.drafts > 0 {
        let text = format!("{} left out", words::count(answer.drafts, "draft"));
        session.console.tell("note", &text);
    }
    Ok(())
}

const HINT: &str = "`claimbook rule CLAIM STATUS --reason …` adds a ruling";

fn publisher(workspace: &Workspace) -> Result<Publisher<'_>, Failure> {
    let config = workspace.config();
    let missing = |what: &str| {
        Failure::new(what)
            .hint("add to `claimbook.toml`: [publish] url = \"https://…\", organisation = \"…\"")
    };
    let url = config
        .publish_url
        .as_deref()
        .ok_or_else(|| missing("the address of the published page is missing"))?;
    claimreview::address(url).ok_or_else(|| {
        missing("the address of the published page must begin with http or https")
    })?;
    Ok(Publisher {
        url,
        organisation: config.organisation.as_deref(),
        ratings: &config.ratings,
    })
}

/// Leaves out claims without a ruling, and says how many.
fn leave_out_unruled(answer: &mut Answer, session: &Session) -> Result<(), Failure> {
    let before = answer.claims.len();
    answer.claims.retain(claimreview::is_ruled);
    let left_out = (before - answer.claims.len()) as u64;
    if answer.claims.is_empty() {
        return Err(Failure::unknown("none of these claims has a ruling").hint(HINT));
    }
    if left_out > 0 {
        session.console.tell(
            "note",
            &format!(
                "{} without a ruling left out",
                words::count(left_out, "claim")
            ),
        );
    }
    Ok(())
}

/// Says, once for each matter, what the reviews leave out or guess.
fn tell_unsaid(answer: &Answer, written: &Reviews, session: &Session) {
    let console = session.console;
    let claims = answer.claims.iter();
    let long = claims.filter(|facts| claimreview::is_long(facts));
    let long: Vec<&str> = long.map(|facts| facts.claim.id.as_str()).collect();
    if !long.is_empty() {
        let text = format!(
            "{} longer than {} characters, so give each a `short` wording: {}",
            words::count(long.len() as u64, "claim"),
            claimreview::LONGEST,
            some_of(&long)
        );
        console.say("warning", &text);
    }
    let odd: Vec<&str> = written.without_scale.iter().map(String::as_str).collect();
    if !odd.is_empty() {
        let text = format!(
            "{} left out, because the rating is not a place on a scale: {}; `claimbook check` shows why",
            words::count(odd.len() as u64, "review"),
            some_of(&odd)
        );
        console.say("warning", &text);
    }
    let kindless: Vec<&str> = written.of_unknown_kind.iter().map(String::as_str).collect();
    if !kindless.is_empty() {
        let text = format!(
            "{} written as an organization, because the book does not say what it is: {}; `claimbook party set ID kind=person` says so",
            words::count(kindless.len() as u64, "speaker"),
            some_of(&kindless)
        );
        console.tell("note", &text);
    }
}
