//! `claimbook add` adds a claim.

use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::values::Day;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::quote::QuotePlace;
use crate::cli::write::{fields, quote, references};
use claimbook::answer::ClaimRow;
use claimbook::document;
use claimbook::document::edit::{NewFields, Position, Value};
use claimbook::domain::claim::{Claim, ClaimKind, EvidenceOffered};
use claimbook::domain::filter::{Filter, Like};
use claimbook::domain::records::RecordKind;
use claimbook::domain::search::likeness::Score;
use claimbook::index::{Listing, Order};
use claimbook::text::anchor::SoughtQuote;
use clap::Args;
use std::ops::ControlFlow;

/// What follows the long help.
const AFTER_HELP: &str = "\
The claim goes into its article's file, in the article's order: after the last claim of its paragraph, or of its section. \
claimbook prints its id, which it makes from the words of the text unless you give one with --id.

Examples:
  claimbook add \"Attacks killed 310 people in 2025.\" --speaker northland-interior --paragraph 4 --kind figure
  claimbook add \"The bridge is closed.\" --article border-town --quote 'closed until further notice' --tag border";

/// Add a claim, and print its id
#[derive(Args, Clone, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// One statement that can be checked, in your own words
    #[arg(value_parser = values::text)]
    text: String,
    /// Its id [default: made from the text]
    #[arg(long, value_name = "ID", value_parser = values::new_id)]
    id: Option<String>,
    /// The article that makes it [default: the book's only article]
    #[arg(long, value_name = "ARTICLE", value_parser = values::text)]
    article: Option<String>,
    /// Who says it: a party's id, name or alias, or any text [default: the article itself]
    #[arg(long, value_name = "PARTY", value_parser = values::text)]
    speaker: Option<String>,
    /// Who is quoted, who holds the position or who does the act [default: the speaker]
    #[arg(long, value_name = "PARTY", value_parser = values::text)]
    quoted: Option<String>,
    /// The article's words that attribute it to somebody
    #[arg(long, value_name = "WORDS", value_parser = values::text)]
    attribution: Option<String>,
    /// The article's words of doubt
    #[arg(long, value_name = "WORDS", value_parser = values::text)]
    caveat: Option<String>,
    /// What evidence the speaker offered
    #[arg(long, value_name = "WHAT", value_parser = values::word(EvidenceOffered::WORDS, EvidenceOffered::parse))]
    evidence_offered: Option<EvidenceOffered>,
    /// What kind of statement it is
    #[arg(long, value_parser = values::word(ClaimKind::WORDS, ClaimKind::parse))]
    kind: Option<ClaimKind>,
    /// When it was said: 2026, 2026-03, 2026-03-02, today, yesterday, tomorrow or +3d
    #[arg(long, value_name = "DAY", value_parser = values::day)]
    said_on: Option<Day>,
    /// The section of the article
    #[arg(long, value_parser = values::text)]
    section: Option<String>,
    /// The paragraph of the article, counted from 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    paragraph: Option<u32>,
    /// Exact words of the article; claimbook looks for them in its text and fills in paragraph and section
    #[arg(long, value_name = "WORDS", value_parser = values::text)]
    quote: Option<String>,
    /// The words directly before the quote, if the article has the quote more than once
    #[arg(long, value_name = "WORDS", value_parser = values::text, requires = "quote")]
    prefix: Option<String>,
    /// The words directly after the quote
    #[arg(long, value_name = "WORDS", value_parser = values::text, requires = "quote")]
    suffix: Option<String>,
    /// Write a quote that the article's text does not have
    #[arg(long, requires = "quote")]
    force: bool,
    /// A tag to find it by (can be repeated)
    #[arg(long, value_parser = values::text)]
    tag: Vec<String>,
    /// A party that it accuses (can be repeated)
    #[arg(long, value_name = "PARTY", value_parser = values::text)]
    accuses: Vec<String>,
    /// Another party with a stake (can be repeated)
    #[arg(long, value_name = "PARTY", value_parser = values::text)]
    concerns: Vec<String>,
    /// A claim that it denies (can be repeated)
    #[arg(long, value_name = "CLAIM", value_parser = values::text)]
    denies: Vec<String>,
    /// A claim that it contradicts (can be repeated)
    #[arg(long, value_name = "CLAIM", value_parser = values::text)]
    contradicts: Vec<String>,
    /// A claim that it repeats (can be repeated)
    #[arg(long, value_name = "CLAIM", value_parser = values::text)]
    repeats: Vec<String>,
    /// How many independent origins it needs [default: the book's policy]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=9))]
    needs_origins: Option<u8>,
    /// When to check it again
    #[arg(long, value_name = "DAY", value_parser = values::day)]
    recheck_by: Option<Day>,
    /// Keep it out of reports and exports
    #[arg(long)]
    confidential: bool,
    /// Write it to this file of the book instead of the article's
    #[arg(long, value_name = "FILE", value_parser = values::book_file, conflicts_with = "article")]
    file: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Adds the claim.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "add", arguments.write)?;
    let id = references::new_id(&book, arguments.id.as_deref(), &arguments.text)?;
    for other in arguments
        .denies
        .iter()
        .chain(&arguments.contradicts)
        .chain(&arguments.repeats)
    {
        references::claim(&book, other)?;
    }
    for party in arguments
        .speaker
        .iter()
        .chain(&arguments.quoted)
        .chain(&arguments.accuses)
        .chain(&arguments.concerns)
    {
        references::tell_unknown_party(&book, party)?;
    }
    let file = file(arguments, &book)?;
    let text = book.text(&file)?;
    let records = document::parse(&text, "").records;
    let mut place = match sought(arguments) {
        Some(sought) => quote::look(&book, &records, &sought, arguments.force)?,
        None => QuotePlace::default(),
    };
    let position = place.position.take();
    let arguments = &with_place(arguments, place);
    let (paragraph, section) = (arguments.paragraph, arguments.section.as_deref());
    let position = position.unwrap_or_else(|| position_by(&records.claims, paragraph, section));
    let fields = new_fields(arguments, &id, session);
    tell_near(&book, session, &arguments.text)?;
    book.add_record(&file, "claim", fields, position)?;
    book.watch(&id)?;
    book.finish_new("claim", &id)
}

/// The quote to look for in the article's text.
fn sought(arguments: &Arguments) -> Option<SoughtQuote<'_>> {
    Some(SoughtQuote {
        quote: arguments.quote.as_deref()?,
        prefix: arguments.prefix.as_deref(),
        suffix: arguments.suffix.as_deref(),
        paragraph: arguments.paragraph,
    })
}

/// The arguments, with what the article's text says about the place of the quote. What the user gave stays.
fn with_place(arguments: &Arguments, place: QuotePlace) -> Arguments {
    let given = arguments.clone();
    let is_told = given.prefix.is_some() || given.suffix.is_some();
    Arguments {
        paragraph: given.paragraph.or(place.paragraph),
        section: given.section.or(place.section),
        prefix: given.prefix.or_else(|| place.prefix.filter(|_| !is_told)),
        ..given
    }
}

/// How many claims near the new one to tell.
const MOST_NEAR: usize = 3;

/// From which score on a claim is near.
const NEAR: Score = Score::thousandths(400);

/// Says which claims of the book say nearly the same: has this been checked before?
fn tell_near(book: &WritableBook<'_>, session: &Session, text: &str) -> Result<(), Failure> {
    let filter = Filter {
        like: Some(Like {
            text: text.to_owned(),
            most: MOST_NEAR,
        }),
        ..Filter::default()
    };
    let listing = Listing {
        order: Order::Rank,
        reverse: false,
        limit: None,
        today: session.today,
    };
    let mut near = Vec::new();
    book.workspace
        .index()
        .claims(&filter, &listing, &mut |claim| {
            near.push(claim);
            ControlFlow::Continue(())
        })?;
    let is_near = |claim: &ClaimRow| {
        let likeness = claim.likeness.as_ref();
        likeness.is_some_and(|likeness| likeness.score >= NEAR)
    };
    for claim in near.into_iter().filter(is_near) {
        let status = claim.status.as_str();
        let when = claim
            .ruling
            .map_or_else(String::new, |ruling| format!(" on {}", ruling.on));
        let text = format!("near `{}`, {status}{when}: {}", claim.id, claim.text);
        session.console.tell("note", &text);
    }
    Ok(())
}

/// The file for the claim: the one that the user names, the article's, or the only article's.
fn file(arguments: &Arguments, book: &WritableBook<'_>) -> Result<String, Failure> {
    if let Some(file) = &arguments.file {
        return Ok(file.clone());
    }
    if let Some(article) = &arguments.article {
        return references::exact(book, RecordKind::Article, article);
    }
    let articles = book.workspace.index().articles()?;
    match articles.as_slice() {
        [] => Ok("claims/claims.toml".to_owned()),
        [article] => Ok(article.file.clone()),
        several => {
            let ids: Vec<&str> = several
                .iter()
                .take(5)
                .map(|article| article.id.as_str())
                .collect();
            Err(
                Failure::new("the book has several articles: name the one that makes the claim")
                    .hint(format!("`--article ID`: {}", ids.join(", "))),
            )
        }
    }
}

/// Where a claim goes in its file: after the last claim of its paragraph or an earlier one, else after the last claim of
/// its section, else at the end.
fn position_by(claims: &[Claim], paragraph: Option<u32>, section: Option<&str>) -> Position {
    let after = |claim: &Claim| Position::After(claim.core.id.to_string());
    if let Some(paragraph) = paragraph {
        let earlier = |claim: &&Claim| {
            claim
                .words
                .paragraph
                .is_some_and(|other| other <= paragraph)
        };
        let later = |claim: &Claim| claim.words.paragraph.is_some_and(|other| other > paragraph);
        if let Some(claim) = claims.iter().rfind(earlier) {
            return after(claim);
        }
        // Claims without a paragraph belong to the headline. They come before the first paragraph.
        match claims.iter().position(later) {
            Some(0) => return Position::First,
            Some(at) => return claims.get(at - 1).map_or(Position::Last, after),
            None => {}
        }
    }
    let same = |claim: &&Claim| section.is_some() && claim.words.section.as_deref() == section;
    claims.iter().rfind(same).map_or(Position::Last, after)
}

fn new_fields(arguments: &Arguments, id: &str, session: &Session) -> NewFields {
    let day = |day: Option<Day>| day.map(|day| day.date(session.today));
    let mut new = NewFields::new();
    fields::put_text(&mut new, "id", Some(id));
    fields::put_text(&mut new, "text", Some(&arguments.text));
    fields::put_text(&mut new, "speaker", arguments.speaker.as_deref());
    fields::put_text(&mut new, "quoted", arguments.quoted.as_deref());
    fields::put_text(&mut new, "attribution", arguments.attribution.as_deref());
    fields::put_text(&mut new, "caveat", arguments.caveat.as_deref());
    fields::put_text(
        &mut new,
        "evidence_offered",
        arguments.evidence_offered.map(EvidenceOffered::as_str),
    );
    fields::put_text(&mut new, "kind", arguments.kind.map(ClaimKind::as_str));
    fields::put_date(&mut new, "said_on", day(arguments.said_on));
    fields::put_text(&mut new, "section", arguments.section.as_deref());
    fields::put_text(&mut new, "quote", arguments.quote.as_deref());
    fields::put_text(&mut new, "prefix", arguments.prefix.as_deref());
    fields::put_text(&mut new, "suffix", arguments.suffix.as_deref());
    fields::put_texts(&mut new, "tags", &arguments.tag);
    fields::put_texts(&mut new, "accuses", &arguments.accuses);
    fields::put_texts(&mut new, "concerns", &arguments.concerns);
    fields::put_texts(&mut new, "denies", &arguments.denies);
    fields::put_texts(&mut new, "contradicts", &arguments.contradicts);
    fields::put_texts(&mut new, "repeats", &arguments.repeats);
    fields::put_date(&mut new, "recheck_by", day(arguments.recheck_by));
    fields::put_flag(&mut new, "confidential", arguments.confidential);
    let numbers = [
        ("paragraph", arguments.paragraph.map(i64::from)),
        ("needs_origins", arguments.needs_origins.map(i64::from)),
    ];
    new.extend(
        numbers
            .into_iter()
            .filter_map(|(key, number)| Some((key, Value::Number(number?)))),
    );
    new
}

#[cfg(test)]
mod tests {
    use super::position_by;
    use claimbook::document;
    use claimbook::document::edit::Position;
    use std::fmt::Write;

    #[track_caller]
    fn check(claims: &[(&str, u32, &str)], paragraph: u32, section: &str, expect: &str) {
        let mut text = String::new();
        for (id, paragraph, section) in claims {
            writeln!(
                text,
                "[[claim]]\nid = \"{id}\"\ntext = \"T\"\nsection = \"{section}\""
            )
            .unwrap();
            if *paragraph > 0 {
                writeln!(text, "paragraph = {paragraph}").unwrap();
            }
        }
        let claims = document::parse(&text, "a").records.claims;
        let found = position_by(
            &claims,
            (paragraph > 0).then_some(paragraph),
            (!section.is_empty()).then_some(section),
        );
        let found = match found {
            Position::First => "first".to_owned(),
            Position::ById => "by id".to_owned(),
            Position::Last => "last".to_owned(),
            Position::After(id) => id,
        };
        assert_eq!(found, expect);
    }

    #[test]
    fn a_claim_goes_where_the_article_has_it() {
        let claims = [
            ("head", 0, "H"),
            ("a", 1, "A"),
            ("b", 3, "A"),
            ("c", 3, "B"),
            ("d", 7, "B"),
        ];
        check(&claims, 3, "", "c");
        check(&claims, 2, "", "a");
        check(&claims, 9, "", "d");
        check(&claims, 0, "A", "b");
        check(&claims, 0, "H", "head");
        check(&claims, 0, "Z", "last");
        check(&claims, 0, "", "last");
        check(&claims[1..], 1, "", "a");
        check(&claims[2..], 1, "", "first");
        check(&[("head", 0, "H"), ("b", 3, "A")], 1, "", "head");
        check(&[], 1, "A", "last");
    }
}
