//! A small book for tests, written in the file format, and what the rules find in it.

use crate::document;
use crate::domain::check;
use crate::domain::check::context::{
    Book, CheckedClaim, CheckedRecord, KeptCopy, NonClaim, SharedAddress, TextFacts,
};
use crate::domain::check::finding::{Finding, RecordPart};
use crate::domain::check::name_book::NameBook;
use crate::domain::check::secret::Secrets;
use crate::domain::corroboration::{Case, Counter, Registry, RegistryBuilder, assess};
use crate::domain::passage::OpenUnit;
use crate::domain::records::Records;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Two independent reports, and one that repeats the first.
pub(super) const REPORTS: &str = r#"
[[source]]
id = "harbour-story"
title = "Harbour story"
publisher = "Harbour Post"
own_reporting = true

[[source]]
id = "valley-story"
title = "Valley story"
publisher = "Valley News"
own_reporting = true

[[source]]
id = "hill-story"
title = "Hill story"
publisher = "Hill Times"
derived_from = ["harbour-story"]
"#;

/// A book of one file, with everything else that a rule may know.
pub(super) struct TestBook {
    records: Records,
    pub(super) shared_ids: BTreeMap<String, (RecordPart, String)>,
    pub(super) missing_claims: BTreeSet<String>,
    pub(super) same_address: BTreeMap<String, SharedAddress>,
    pub(super) same_text: BTreeMap<String, String>,
    names: NameBook,
    /// The speakers of the claims that deny the claim under check.
    pub(super) opponents: Vec<&'static str>,
    pub(super) copy: KeptCopy,
    pub(super) open: Vec<OpenUnit>,
    pub(super) texts: TextFacts,
    pub(super) today: NaiveDate,
    pub(super) stale_after_days: Option<u32>,
    pub(super) organisation: Option<&'static str>,
    pub(super) unused_sources: BTreeSet<String>,
}

/// The fields and rows of the claim under check, with the reports beside it.
pub(super) fn claim(fields: &str) -> TestBook {
    book(&format!(
        "[[claim]]\nid = \"toll\"\ntext = \"It happened.\"\n{fields}\n{REPORTS}"
    ))
}

/// A whole file. Its first claim is the one under check.
pub(super) fn book(text: &str) -> TestBook {
    let parsed = document::parse(text, "border-town");
    assert_eq!(parsed.problems, [], "the book of a test is sound");
    TestBook {
        records: parsed.records,
        shared_ids: BTreeMap::new(),
        missing_claims: BTreeSet::new(),
        same_address: BTreeMap::new(),
        same_text: BTreeMap::new(),
        names: NameBook::default(),
        opponents: Vec::new(),
        copy: KeptCopy::None,
        open: Vec::new(),
        texts: TextFacts::default(),
        today: "2026-03-10".parse().unwrap(),
        stale_after_days: None,
        organisation: None,
        unused_sources: BTreeSet::new(),
    }
}

/// An evidence row.
pub(super) fn row(stance: &str, source: &str, fields: &str) -> String {
    format!("[[claim.evidence]]\nsource = \"{source}\"\nstance = \"{stance}\"\n{fields}\n")
}

/// A ruling.
pub(super) fn ruling(status: &str, on: &str) -> String {
    format!(
        "[[claim.ruling]]\nstatus = \"{status}\"\non = \"{on}\"\nby = \"amina\"\nreason = \"why\"\n"
    )
}

impl TestBook {
    pub(super) fn on(mut self, today: &str) -> Self {
        self.today = today.parse().unwrap();
        self
    }

    pub(super) fn naming(mut self, names: NameBook) -> Self {
        self.names = names;
        self
    }

    /// What one rule finds, in the claim and in all other records.
    pub(super) fn found(&self, code: &str) -> Vec<Finding> {
        let rule = check::rule(code).unwrap();
        self.look(
            |claim| rule.in_claim(claim),
            |record| rule.in_record(record),
        )
    }

    /// What all rules find, with the claim's exceptions applied.
    pub(super) fn found_by_all(&self) -> Vec<Finding> {
        self.look(check::claim, check::record)
    }

    fn look(
        &self,
        at_claim: impl Fn(&CheckedClaim<'_>) -> Vec<Finding>,
        at_record: impl Fn(&CheckedRecord<'_>) -> Vec<Finding>,
    ) -> Vec<Finding> {
        let registry = self.registry();
        let sources = &self.records.sources;
        let by_id = sources
            .iter()
            .map(|source| (source.core.id.to_string(), source.clone()))
            .collect();
        let secrets = Secrets::of(&self.records.parties, sources);
        let book = Book {
            registry: &registry,
            sources: &by_id,
            file: "claims/border-town.toml",
            shared_ids: &self.shared_ids,
            missing_claims: &self.missing_claims,
            same_address: &self.same_address,
            same_text: &self.same_text,
            names: &self.names,
            secrets: &secrets,
            today: self.today,
            needs_origins: 2,
            unused_sources: &self.unused_sources,
            organisation: self.organisation,
            stale_after_days: self.stale_after_days,
        };
        let mut found = self.at_claim(&registry, book, at_claim);
        let (copy, open) = (&self.copy, self.open.as_slice());
        let articles = self.records.article.iter().map(NonClaim::Article);
        let parties = self.records.parties.iter().map(NonClaim::Party);
        let records = articles
            .chain(parties)
            .chain(sources.iter().map(NonClaim::Source));
        let records = records.map(|record| CheckedRecord {
            record,
            copy,
            open,
            book,
        });
        found.extend(records.flat_map(|record| at_record(&record)));
        found
    }

    fn at_claim(
        &self,
        registry: &Registry,
        book: Book<'_>,
        at_claim: impl Fn(&CheckedClaim<'_>) -> Vec<Finding>,
    ) -> Vec<Finding> {
        let Some(claim) = self.records.claims.first() else {
            return Vec::new();
        };
        let article = self.records.article.as_ref();
        let counters: Vec<Counter<'_>> = self.opponents.iter().map(|name| counter(name)).collect();
        let case = Case {
            claim: &claim.core,
            article: article.map(|article| article.core.id.as_str()),
            counters: &counters,
            needs_origins: book.needs_origins,
        };
        let assessment = assess(registry, &case, &[]);
        at_claim(&CheckedClaim::new(
            (claim, &counters),
            &assessment,
            article,
            &self.texts,
            book,
        ))
    }

    fn registry(&self) -> Registry {
        let mut builder = RegistryBuilder::new();
        self.records
            .parties
            .iter()
            .for_each(|party| builder.party(&party.core));
        self.records
            .sources
            .iter()
            .for_each(|source| builder.source(&source.core));
        self.records
            .article
            .iter()
            .for_each(|article| builder.article(&article.core));
        builder.build()
    }
}

fn counter(speaker: &'static str) -> Counter<'static> {
    Counter {
        claim: "denial",
        speaker: Some(speaker),
        article: None,
        kind: None,
        ruling: None,
        draft: false,
    }
}

/// A part of a record in short: `toll evidence[0].source`, with its text in quotation marks.
pub(super) fn place(part: &RecordPart) -> String {
    let row = part
        .row
        .map(|(kind, position)| format!("{kind}[{position}]."));
    let text = part.text.as_ref().map(|text| format!(" “{text}”"));
    format!(
        "{} {}{}{}",
        part.id,
        row.unwrap_or_default(),
        part.field.unwrap_or("-"),
        text.unwrap_or_default()
    )
}

/// The findings of a rule are these: `PLACE: MESSAGE`, a line each.
#[track_caller]
pub(super) fn finds(book: &TestBook, code: &str, expected: &[&str]) {
    let found: Vec<String> = book
        .found(code)
        .iter()
        .map(|finding| format!("{}: {}", place(&finding.part), finding.words.message))
        .collect();
    assert_eq!(found, expected, "{code}");
}

/// A rule finds so many things.
#[track_caller]
pub(super) fn count(book: &TestBook, code: &str) -> usize {
    book.found(code).len()
}

/// The other places of the first finding.
#[track_caller]
pub(super) fn others(book: &TestBook, code: &str) -> Vec<String> {
    book.found(code)[0].others.iter().map(place).collect()
}
