//! What the rules see: a record under check, with everything that is known about it.

use crate::domain::article::Article;
use crate::domain::check::finding::{Finding, RecordPart, RowKind};
use crate::domain::check::name_book::NameBook;
use crate::domain::check::secret::Secrets;
use crate::domain::claim::{Claim, ClaimCore, ClaimKind};
use crate::domain::corroboration::{
    Assessment, Case, Counter, Explanation, HouseName, Registry, RowAccount, assess, explain,
};
use crate::domain::evidence::{About, Evidence};
use crate::domain::party::Party;
use crate::domain::passage::{OpenUnit, QuotedPassage, WordChange};
use crate::domain::ruling::{Ruling, RulingStatus, standing, standing_position};
use crate::domain::source::Source;
use crate::domain::status::{Derived, Status};
use chrono::NaiveDate;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// An earlier source at or near the address of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedAddress {
    /// The id of the earlier source.
    pub first: String,
    /// Whether it is the same page. Otherwise the addresses only look like addresses of one page.
    pub is_same: bool,
}

/// What every rule may know about the book around a record.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// The parties, sources and articles as one graph.
    pub registry: &'a Registry,
    /// The sources that the claims at hand rest on, and all the sources that these derive from.
    pub sources: &'a BTreeMap<String, Source>,
    /// The path of the record's file. Rules only compare it.
    pub file: &'a str,
    /// For each id that the book defines twice or more: the first definition, with its file.
    pub shared_ids: &'a BTreeMap<String, (RecordPart, String)>,
    /// The ids that the claims at hand name as claims and that no claim has.
    pub missing_claims: &'a BTreeSet<String>,
    /// For each source at or near the address of an earlier one: that one. Neither derives from the other.
    pub same_address: &'a BTreeMap<String, SharedAddress>,
    /// For each claim whose text an earlier claim has, when neither repeats the other: the id of the earlier one.
    pub same_text: &'a BTreeMap<String, String>,
    /// All names that the book uses for parties.
    pub names: &'a NameBook,
    /// The confidential parties and sources.
    pub secrets: &'a Secrets,
    /// Today.
    pub today: NaiveDate,
    /// The book's policy: how many independent origins corroborate a claim.
    pub needs_origins: u8,
    /// The sources that no row cites and no source derives from. Empty if nobody asks for `unused-source`.
    pub unused_sources: &'a BTreeSet<String>,
    /// The organisation that publishes the rulings, if the book names it.
    pub organisation: Option<&'a str>,
    /// The number of quiet days after which a claim is stale, if the book sets one.
    pub stale_after_days: Option<u32>,
}

impl Book<'_> {
    /// The first definition of a record's id, if it is another record.
    pub(super) fn defined_before(&self, part: &RecordPart) -> Option<&RecordPart> {
        let (first, file) = self.shared_ids.get(&part.id)?;
        let is_this = first.is_in_record_of(part) && file == self.file;
        (!is_this).then_some(first)
    }
}

/// What the caller knows about a kept copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeptCopy {
    /// The record names no copy.
    #[default]
    None,
    /// There is no such file.
    Missing,
    /// The path leads out of the book, where claimbook reads nothing.
    Outside,
    /// The text of an article is there, but the original that it comes from is not.
    NoOriginal {
        /// Whether the path of the original leads out of the book.
        is_outside: bool,
    },
    /// The file is there, but could not be read, for this reason.
    Unreadable(String),
    /// The file is there.
    Kept {
        /// Its SHA-256 in lower-case hexadecimal, if the caller computed it.
        sha256: Option<String>,
    },
}

/// What the texts of the article and of the sources have of the words that a claim quotes. The caller reads them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextFacts {
    /// The passage of the claim's quote; none without a quote or a text.
    pub quote: Option<QuoteFact>,
    /// Which of `attribution` and `caveat` are not near the passage.
    pub absent: Vec<&'static str>,
    /// The quotes of evidence rows that the kept copies of their sources do not have.
    pub source_quotes: Vec<SourceQuote>,
    /// How sure the article sounds around the passage. `None` if there is no passage, the claim is a draft, or the rules do not
    /// know the language.
    pub words: Option<PassageWords>,
}

/// Words in the sentences of a claim's passage, outside quotation marks, that tell how sure something is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassageWords {
    /// A word that says that it is settled.
    pub confirms: Option<String>,
    /// A word that says that it is settled as untrue.
    pub debunks: Option<String>,
    /// Words that count sources, and the least number that they can mean.
    pub counted_sources: Option<(String, u32)>,
    /// Words that say that somebody did not answer.
    pub no_reply: Option<String>,
    /// Words that say that somebody would not answer.
    pub declined: Option<String>,
    /// A word that says that somebody denies it, unless the claim itself says so.
    pub denial: Option<String>,
    /// A word that allows no exception.
    pub absolute: Option<String>,
    /// Words that leave it open.
    pub hedge: Option<String>,
    /// Whether these sentences, or those next to them, say that somebody says it, or leave it open.
    pub is_attributed: bool,
}

/// Where the quote of a claim is in the article's text.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteFact {
    /// The passage.
    pub passage: QuotedPassage,
    /// The words of the passage. If the quote is lost: the first part of it that the text does not have.
    pub words: String,
}

/// A quote of an evidence row that the kept copy of its source does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceQuote {
    /// The position of the row among the claim's evidence.
    pub position: usize,
    /// The first part of the quote that the copy does not have.
    pub missing: String,
    /// The most similar words of the copy, if there are any.
    pub near: Option<String>,
    /// The words that differ and matter.
    pub changes: Vec<WordChange>,
}

/// A claim under check, with what is known about it.
#[derive(Debug)]
pub struct CheckedClaim<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The article that makes it.
    pub article: Option<&'a Article>,
    /// The claims that deny or contradict it.
    pub counters: &'a [Counter<'a>],
    /// The status, counts and flags that its evidence gives.
    pub assessment: &'a Assessment,
    /// What the texts have of the words that it quotes.
    pub texts: &'a TextFacts,
    /// The book around it.
    pub book: Book<'a>,
    explanation: OnceCell<Explanation>,
}

impl<'a> CheckedClaim<'a> {
    /// Puts a claim and the claims against it together with its article, the texts that it quotes, and the book.
    #[must_use]
    pub fn new(
        (claim, counters): (&'a Claim, &'a [Counter<'a>]),
        assessment: &'a Assessment,
        article: Option<&'a Article>,
        texts: &'a TextFacts,
        book: Book<'a>,
    ) -> Self {
        Self {
            claim,
            article,
            counters,
            assessment,
            texts,
            book,
            explanation: OnceCell::new(),
        }
    }

    /// The whole claim, as the place of a finding.
    pub(super) fn part(&self) -> RecordPart {
        RecordPart::claim(self.claim)
    }

    /// A row of the claim, as the place of a finding.
    pub(super) fn row(&self, kind: RowKind, position: usize) -> RecordPart {
        self.part().row(kind, position)
    }

    /// A source that the claim rests on.
    pub(super) fn source(&self, id: &str) -> Option<&'a Source> {
        self.book.sources.get(id)
    }

    /// The sources that the claim rests on at any distance, and that this house publishes or voices.
    pub(super) fn sources_of(&self, house: &HouseName) -> Vec<&'a Source> {
        let registry = self.book.registry;
        let is_house = |name: Option<&str>| name.is_some_and(|name| registry.house(name) == *house);
        let sources = self.reach().into_iter().filter_map(|id| self.source(id));
        let is_of_house = |source: &&Source| {
            let core = &source.core;
            is_house(registry.publisher_of(core)) || is_house(core.voice.as_deref())
        };
        sources.filter(is_of_house).collect()
    }

    /// The status that readers see.
    pub(super) fn status(&self) -> Status {
        let ruling = standing(&self.claim.core.rulings).map(|ruling| ruling.status);
        Status::shown(self.assessment.derived, ruling)
    }

    /// The newest ruling and its place, if its status is one of these.
    pub(super) fn ruled(&self, statuses: &[RulingStatus]) -> Option<(RecordPart, Ruling<'a>)> {
        let position = standing_position(&self.claim.core.rulings)?;
        let ruling = self.claim.rulings().nth(position)?;
        if !statuses.contains(&ruling.core.status) {
            return None;
        }
        Some((self.row(RowKind::Ruling, position), ruling))
    }

    /// The ids of the sources that the claim rests on, and of all that these derive from.
    pub(super) fn reach(&self) -> BTreeSet<&'a str> {
        let rows = self.claim.core.evidence.iter();
        let mut open: Vec<&'a str> = rows
            .flat_map(|row| std::iter::once(&row.source).chain(&row.via))
            .map(String::as_str)
            .collect();
        let mut seen: BTreeSet<&'a str> = BTreeSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let source = self.source(id).filter(|source| !source.core.own_reporting);
            let parents = source.iter().flat_map(|source| &source.core.derived_from);
            open.extend(parents.map(String::as_str));
        }
        seen
    }

    /// The evidence rows with their positions and what corroboration makes of each.
    pub(super) fn accounts(&self) -> impl Iterator<Item = (usize, Evidence<'a>, &RowAccount)> {
        let rows = self.claim.evidence().zip(&self.explanation().rows);
        rows.enumerate()
            .map(|(position, (row, account))| (position, row, account))
    }

    /// Why the assessment is what it is. Few rules ask, so the first one that does works it out.
    pub(super) fn explanation(&self) -> &Explanation {
        self.explanation
            .get_or_init(|| explain(self.book.registry, &self.case(&self.claim.core), &[]))
    }

    /// The status that the evidence would give if the claim were this one, and these sources were retracted.
    pub(super) fn derived_with(&self, claim: &ClaimCore, without: &[&str]) -> Derived {
        assess(self.book.registry, &self.case(claim), without).derived
    }

    fn case<'c>(&'c self, claim: &'c ClaimCore) -> Case<'c> {
        Case {
            claim,
            article: self.article.map(|article| article.core.id.as_str()),
            counters: self.counters,
            needs_origins: self.book.needs_origins,
        }
    }

    /// Whether a row says something about the content of the claim. If the speaker is the one who is quoted,
    /// every row does.
    pub(super) fn has_content(&self) -> bool {
        let core = &self.claim.core;
        let rows = core.evidence.iter();
        let mut of_content =
            rows.filter(|row| row.about == About::Content || self.quotes_speaker());
        of_content.next().is_some()
    }

    /// Whether the speaker is the one whose words, position or act the claim is about.
    pub(super) fn quotes_speaker(&self) -> bool {
        let core = &self.claim.core;
        let house =
            |name: &Option<String>| name.as_deref().map(|name| self.book.registry.house(name));
        let quoted = house(&core.quoted).or_else(|| house(&core.speaker));
        core.kind.is_some_and(ClaimKind::names_quoted)
            && quoted.is_some()
            && quoted == house(&core.speaker)
    }
}

/// A record that is not a claim.
#[derive(Clone, Copy, Debug)]
pub enum NonClaim<'a> {
    /// An article.
    Article(&'a Article),
    /// A party.
    Party(&'a Party),
    /// A source.
    Source(&'a Source),
}

/// An article, a party or a source under check, with what is known about it.
#[derive(Debug)]
pub struct CheckedRecord<'a> {
    /// The record.
    pub record: NonClaim<'a>,
    /// The copy of it that the book keeps.
    pub copy: &'a KeptCopy,
    /// Of an article: the units of its text that are in no claim, in the order of the text.
    pub open: &'a [OpenUnit],
    /// The book around it.
    pub book: Book<'a>,
}

impl CheckedRecord<'_> {
    /// The whole record, as the place of a finding.
    pub(super) fn part(&self) -> RecordPart {
        match self.record {
            NonClaim::Article(article) => RecordPart::article(article),
            NonClaim::Party(party) => RecordPart::party(party),
            NonClaim::Source(source) => RecordPart::source(source),
        }
    }
}

/// The exceptions that a claim makes, after all other rules have looked at it.
#[derive(Debug)]
pub struct Exceptions<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// What the other rules found in it.
    pub found: &'a [Finding],
    /// Whether a code names a rule that a claim can make an exception from.
    pub can_be_excepted: fn(&str) -> bool,
}
