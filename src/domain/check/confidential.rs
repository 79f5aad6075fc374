//! A rule about published words that name what is confidential.
//!
//! A report withholds the names of confidential parties and sources wherever a field names them. It
//! cannot see them in running text, so this rule looks there.

use crate::domain::check::context::{Book, CheckedClaim, CheckedRecord, NonClaim};
use crate::domain::check::finding::{Hit, RecordPart, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::check::text;

pub(super) static RULES: &[&dyn AnyRule] = &[&CONFIDENTIAL_EXPOSED];

/// Published words name a confidential party or source. The fact is its id.
static CONFIDENTIAL_EXPOSED: Rule<String> = Rule {
    code: "confidential-exposed",
    level: Some(Severity::Error),
    find: Find::All(exposed_by_claim, exposed_by_record),
    words: |found| {
        Words::new(format!(
            "these words give away `{}`, which is confidential",
            found.fact
        ))
        .label("this would be published")
        .help("leave the name out, or make this record confidential too")
    },
};

fn exposed_by_claim(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    if checked.claim.words.confidential || checked.book.secrets.is_empty() {
        return Vec::new();
    }
    let claim = checked.claim;
    let at = |field| checked.part().field(field);
    let mut texts = vec![(at("text"), Some(&claim.words.text))];
    texts.extend([
        (at("attribution"), claim.words.attribution.as_ref()),
        (at("caveat"), claim.words.caveat.as_ref()),
        (at("quote"), claim.words.quote.as_ref()),
        (at("short"), claim.words.short.as_ref()),
    ]);
    texts.extend(evidence_texts(checked));
    for (position, ruling) in claim.rulings().enumerate() {
        let row = checked.row(RowKind::Ruling, position);
        texts.push((row.field("reason"), Some(&ruling.words.reason)));
    }
    exposed(checked.book, texts)
}

/// The published words of the evidence. Rows of a confidential source are never published.
fn evidence_texts<'a>(checked: &CheckedClaim<'a>) -> Vec<(RecordPart, Option<&'a String>)> {
    let rows = checked.claim.evidence().enumerate();
    let published = rows.filter(|(_, row)| {
        let source = checked.source(&row.core.source);
        source.is_none_or(|source| !source.words.confidential)
    });
    published
        .flat_map(|(position, row)| {
            let at = |field| checked.row(RowKind::Evidence, position).field(field);
            [
                (at("note"), row.words.note.as_ref()),
                (at("quote"), row.words.quote.as_ref()),
            ]
        })
        .collect()
}

fn exposed_by_record(checked: &CheckedRecord<'_>) -> Vec<Hit<String>> {
    if checked.book.secrets.is_empty() {
        return Vec::new();
    }
    let at = |field| checked.part().field(field);
    let texts = match checked.record {
        NonClaim::Source(source) if !source.words.confidential => vec![
            (at("title"), Some(&source.words.title)),
            (at("author"), source.words.author.as_ref()),
            (at("note"), source.words.note.as_ref()),
        ],
        NonClaim::Article(article) => vec![
            (at("title"), Some(&article.words.title)),
            (at("author"), article.words.author.as_ref()),
        ],
        NonClaim::Source(_) | NonClaim::Party(_) => Vec::new(),
    };
    exposed(checked.book, texts)
}

/// The texts that name a secret, each with the first secret that it names.
fn exposed(book: Book<'_>, texts: Vec<(RecordPart, Option<&String>)>) -> Vec<Hit<String>> {
    let found = |(part, text): (RecordPart, Option<&String>)| {
        let secret = book.secrets.named_in(&text::plain(text?))?;
        Some(Hit::new(part, secret.to_owned()))
    };
    texts.into_iter().filter_map(found).collect()
}
