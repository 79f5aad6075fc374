//! What a rule sees.

use crate::domain::article::Article;
use crate::domain::check::confidential::Secret;
use crate::domain::check::copies::KeptCopy;
use crate::domain::check::finding::Kind;
use crate::domain::check::finding::Rows;
use crate::domain::check::finding::Subject;
use crate::domain::claim::Claim;
use crate::domain::corroboration::Assessment;
use crate::domain::corroboration::Case;
use crate::domain::corroboration::Counter;
use crate::domain::corroboration::Explanation;
use crate::domain::corroboration::Registry;
use crate::domain::corroboration::explain;
use crate::domain::party::Party;
use crate::domain::ruling::Ruling;
use crate::domain::ruling::RulingStatus;
use crate::domain::ruling::standing_position;
use crate::domain::source::Source;
use chrono::NaiveDate;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What every rule may know of the book around a record.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// The parties, sources and articles as one graph.
    pub registry: &'a Registry,
    /// The sources in reach: those that the claims at hand rest on, and all that these derive from.
    pub sources: &'a BTreeMap<String, Source>,
    /// The file that the record at hand stands in; only told apart from others.
    pub file: &'a str,
    /// The definition that stands of each id that is defined more than once, with its file.
    pub shared_ids: &'a BTreeMap<String, (Subject, String)>,
    /// The claims named by the claims at hand that the book does not hold.
    pub missing_claims: &'a BTreeSet<String>,
    /// The sources whose address an earlier source has, with that one: ids.
    pub same_address: &'a BTreeMap<String, String>,
    /// The confidential parties and sources.
    pub secrets: &'a [Secret],
    /// Today.
    pub today: NaiveDate,
    /// How many independent origins corroborate a claim that does not say.
    pub needs_origins: u8,
    /// After how many days without news a claim is stale, where the book says.
    pub stale_after_days: Option<u32>,
}

impl Book<'_> {
    /// The definition that stands in place of this one, if it is another.
    pub(super) fn defined_before(&self, subject: &Subject) -> Option<&Subject> {
        let (first, file) = self.shared_ids.get(&subject.id)?;
        let same =
            (first.kind, first.line, file.as_str()) == (subject.kind, subject.line, self.file);
        (!same).then_some(first)
    }
}

/// A claim with what is known of it.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The claim, whole.
    pub claim: &'a Claim,
    /// The article that it stands in.
    pub article: Option<&'a Article>,
    /// The claims that deny or contradict it.
    pub counters: &'a [Counter<'a>],
    /// What the evidence gives for it.
    pub assessment: &'a Assessment,
    /// The article's local copy.
    pub copy: &'a KeptCopy,
    /// The book around it.
    pub book: Book<'a>,
    explanation: OnceCell<Explanation>,
}

impl<'a> Scene<'a> {
    /// A claim and those that may count against it, in its article, of which there may be a local copy, and its book.
    #[must_use]
    pub fn new(
        (claim, counters): (&'a Claim, &'a [Counter<'a>]),
        assessment: &'a Assessment,
        article: Option<&'a Article>,
        copy: &'a KeptCopy,
        book: Book<'a>,
    ) -> Self {
        Self {
            claim,
            article,
            counters,
            assessment,
            copy,
            book,
            explanation: OnceCell::new(),
        }
    }

    /// The ruling that stands and where it stands, if it is one of these.
    pub(super) fn ruled(&self, statuses: &[RulingStatus]) -> Option<(Subject, Ruling<'a>)> {
        let position = standing_position(&self.claim.core.rulings)?;
        let ruling = self.claim.rulings().nth(position)?;
        if !statuses.contains(&ruling.core.status) {
            return None;
        }
        Some((
            Subject::claim(self.claim).row(Rows::Ruling, position),
            ruling,
        ))
    }

    /// The sources that the claim rests on, and all that these derive from: ids.
    pub(super) fn reach(&self) -> BTreeSet<&'a str> {
        let rows = self.claim.core.evidence.iter();
        let mut open: Vec<&'a str> = rows
            .flat_map(|row| std::iter::once(&row.source).chain(&row.via))
            .map(String::as_str)
            .collect();
        let mut seen: BTreeSet<&'a str> = BTreeSet::new();
        while let Some(id) = open.pop() {
            let source = self
                .book
                .sources
                .get(id)
                .filter(|source| seen.insert(id) && !source.core.own_reporting);
            seen.insert(id);
            open.extend(
                source
                    .iter()
                    .flat_map(|source| &source.core.derived_from)
                    .map(String::as_str),
            );
        }
        seen
    }

    /// Why the assessment came out so; worked out when it is first asked for, because few rules ask.
    pub fn explanation(&self) -> &Explanation {
        self.explanation.get_or_init(|| {
            let case = Case {
                claim: &self.claim.core,
                article: self.article.map(|article| article.core.id.as_str()),
                counters: self.counters,
                needs_origins: self.book.needs_origins,
            };
            explain(self.book.registry, &case, &[])
        })
    }
}

/// A record that is no claim.
#[derive(Clone, Copy, Debug)]
pub enum Record<'a> {
    /// An article.
    Article(&'a Article),
    /// A party.
    Party(&'a Party),
    /// A source.
    Source(&'a Source),
}

/// A source, a party or an article with what is known of it.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The record.
    pub record: Record<'a>,
    /// Its kept copy.
    pub copy: &'a KeptCopy,
    /// The book around it.
    pub book: Book<'a>,
}

impl Entry<'_> {
    /// The record as a subject.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self.record {
            Record::Article(article) => Subject::article(article),
            Record::Party(party) => Subject::party(party),
            Record::Source(source) => Subject::source(source),
        }
    }

    /// What sort of record it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.record {
            Record::Article(_) => Kind::Article,
            Record::Party(_) => Kind::Party,
            Record::Source(_) => Kind::Source,
        }
    }
}
