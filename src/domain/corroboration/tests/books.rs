//! Small books for tests: hand-made ones, and random ones over a small alphabet, so that accidents meet.

use crate::domain::article::ArticleCore;
use crate::domain::claim::{ClaimCore, ClaimKind};
use crate::domain::corroboration::{
    Assessment, Case, Counter, Explanation, Registry, RegistryBuilder, assess, explain,
};
use crate::domain::date::Date;
use crate::domain::evidence::{About, EvidenceCore, Stance};
use crate::domain::id::Id;
use crate::domain::party::{PartyCore, PartyKind, Reliability};
use crate::domain::ruling::{RulingCore, RulingStatus};
use crate::domain::source::{SourceCore, SourceKind};
use proptest::prelude::*;

/// A book with one claim under check.
#[derive(Clone, Debug)]
pub(in crate::domain::corroboration) struct Book {
    pub(super) parties: Vec<PartyCore>,
    pub(super) sources: Vec<SourceCore>,
    pub(super) articles: Vec<ArticleCore>,
    pub(super) claim: ClaimCore,
    pub(super) article: Option<String>,
    pub(super) counters: Vec<Opponent>,
    pub(super) without: Vec<String>,
}

/// A counter-claim that owns its texts.
#[derive(Clone, Debug)]
pub(in crate::domain::corroboration) struct Opponent {
    pub(super) speaker: Option<String>,
    pub(super) article: Option<String>,
    pub(super) kind: Option<ClaimKind>,
    pub(super) ruling: Option<RulingStatus>,
}

impl Book {
    /// A claim without speaker, in no article, resting on these sources.
    pub(in crate::domain::corroboration) fn of(sources: Vec<SourceCore>) -> Self {
        Self {
            parties: Vec::new(),
            sources,
            articles: Vec::new(),
            claim: claim(),
            article: None,
            counters: Vec::new(),
            without: Vec::new(),
        }
    }

    /// The same with a row of this stance for each of these sources.
    pub(in crate::domain::corroboration) fn with(
        mut self,
        stance: Stance,
        sources: &[&str],
    ) -> Self {
        self.claim
            .evidence
            .extend(sources.iter().map(|source| row(source, stance)));
        self
    }

    pub(in crate::domain::corroboration) fn registry(&self) -> Registry {
        let mut builder = RegistryBuilder::new();
        self.parties.iter().for_each(|party| builder.party(party));
        self.sources
            .iter()
            .for_each(|source| builder.source(source));
        self.articles
            .iter()
            .for_each(|article| builder.article(article));
        builder.build()
    }

    pub(in crate::domain::corroboration) fn ask<T>(
        &self,
        question: impl Fn(&Registry, &Case<'_>, &[&str]) -> T,
    ) -> T {
        let counters: Vec<Counter<'_>> = self.counters.iter().map(Opponent::counter).collect();
        let without: Vec<&str> = self.without.iter().map(String::as_str).collect();
        let case = Case {
            claim: &self.claim,
            article: self.article.as_deref(),
            counters: &counters,
            needs_origins: 2,
        };
        question(&self.registry(), &case, &without)
    }

    pub(in crate::domain::corroboration) fn assess(&self) -> Assessment {
        self.ask(assess)
    }

    pub(in crate::domain::corroboration) fn explain(&self) -> Explanation {
        self.ask(explain)
    }
}

impl Opponent {
    fn counter(&self) -> Counter<'_> {
        Counter {
            claim: "another-claim",
            speaker: self.speaker.as_deref(),
            article: self.article.as_deref(),
            kind: self.kind,
            ruling: self.ruling,
            draft: false,
        }
    }
}

pub(in crate::domain::corroboration) fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

pub(in crate::domain::corroboration) fn party(name: &str, part_of: Option<&str>) -> PartyCore {
    PartyCore {
        id: id(name),
        name: name.to_uppercase(),
        aliases: Vec::new(),
        domains: Vec::new(),
        kind: None,
        part_of: part_of.map(str::to_owned),
        reliability: None,
        interests: Vec::new(),
    }
}

/// A report of which nothing else is known.
pub(in crate::domain::corroboration) fn source(name: &str) -> SourceCore {
    SourceCore {
        host: None,
        id: id(name),
        publisher: None,
        kind: None,
        voice: None,
        derived_from: Vec::new(),
        own_reporting: false,
        interests: Vec::new(),
        retracted: None,
        retraction_pending: false,
    }
}

/// Own reporting of a publisher.
pub(in crate::domain::corroboration) fn own(name: &str, publisher: &str) -> SourceCore {
    SourceCore {
        own_reporting: true,
        publisher: Some(publisher.to_owned()),
        ..source(name)
    }
}

/// A source that repeats others.
pub(in crate::domain::corroboration) fn derived(name: &str, from: &[&str]) -> SourceCore {
    SourceCore {
        derived_from: from.iter().map(|&parent| parent.to_owned()).collect(),
        ..source(name)
    }
}

/// A source that carries somebody's voice.
pub(in crate::domain::corroboration) fn voicing(
    name: &str,
    publisher: &str,
    voice: &str,
) -> SourceCore {
    SourceCore {
        voice: Some(voice.to_owned()),
        own_reporting: true,
        ..own(name, publisher)
    }
}

pub(in crate::domain::corroboration) fn article(
    name: &str,
    publisher: Option<&str>,
) -> ArticleCore {
    ArticleCore {
        host: None,
        id: id(name),
        publisher: publisher.map(str::to_owned),
    }
}

pub(in crate::domain::corroboration) fn row(source: &str, stance: Stance) -> EvidenceCore {
    EvidenceCore {
        source: source.to_owned(),
        stance,
        about: About::Content,
        via: Vec::new(),
        voice: None,
        credibility: None,
        added: None,
    }
}

pub(in crate::domain::corroboration) fn ruling(status: RulingStatus, on: &str) -> RulingCore {
    RulingCore {
        status,
        on: Date::parse(on).unwrap(),
        reworded: false,
        pending: false,
    }
}

pub(in crate::domain::corroboration) fn claim() -> ClaimCore {
    ClaimCore {
        id: id("the-claim"),
        speaker: None,
        quoted: None,
        kind: None,
        accuses: Vec::new(),
        concerns: Vec::new(),
        needs_origins: None,
        draft: false,
        evidence: Vec::new(),
        rulings: Vec::new(),
    }
}

/// Names under which anybody may go: ids, a name, an alias spelled otherwise, and two spellings of a stranger.
const WHO: &[&str] = &[
    "pa",
    "pb",
    "pc",
    "pd",
    "PA",
    "alias  B",
    "Stranger",
    " stranger",
];

/// Names under which a source may be cited; the last is never defined, and `art` is an article.
const SOURCES: &[&str] = &["sa", "sb", "sc", "sd", "se", "sf", "art", "gone"];

pub(super) fn who() -> impl Strategy<Value = String> {
    proptest::sample::select(WHO).prop_map(str::to_owned)
}

fn whom(most: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(who(), 0..=most)
}

fn cited(most: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(
        proptest::sample::select(SOURCES).prop_map(str::to_owned),
        0..=most,
    )
}

/// Rarely something.
fn rarely<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::weighted(0.25, value)
}

fn any_party(name: &'static str) -> impl Strategy<Value = PartyCore> {
    let reliability = rarely(proptest::sample::select(
        &[Reliability::A, Reliability::D, Reliability::E][..],
    ));
    let kind = rarely(proptest::sample::select(
        &[PartyKind::Outlet, PartyKind::Institution][..],
    ));
    (rarely(who()), reliability, rarely(whom(1)), kind).prop_map(
        move |(part_of, reliability, interests, kind)| PartyCore {
            aliases: vec![format!("alias {}", &name[1..].to_uppercase())],
            kind,
            reliability,
            interests: interests.unwrap_or_default(),
            ..party(name, part_of.as_deref())
        },
    )
}

pub(super) fn any_source(name: &'static str) -> impl Strategy<Value = SourceCore> {
    let kinds = &[
        SourceKind::Report,
        SourceKind::Document,
        SourceKind::Dataset,
        SourceKind::Statement,
        SourceKind::Interview,
        SourceKind::Observation,
    ][..];
    let lineage = (
        any::<bool>(),
        cited(2),
        rarely(Just(Date::parse("2026").unwrap())).boxed(),
    );
    let people = (proptest::option::of(who()), rarely(who()), rarely(whom(1)));
    let kind = proptest::option::weighted(0.5, proptest::sample::select(kinds));
    (lineage, people, kind).prop_map(move |(lineage, people, kind)| SourceCore {
        own_reporting: lineage.0,
        derived_from: lineage.1,
        retracted: lineage.2,
        publisher: people.0,
        voice: people.1,
        interests: people.2.unwrap_or_default(),
        kind,
        ..source(name)
    })
}

fn any_row(about_attribution: f64) -> impl Strategy<Value = EvidenceCore> {
    let stance = prop_oneof![
        6 => Just(Stance::Supports),
        3 => Just(Stance::Refutes),
        1 => Just(Stance::Denies),
        1 => Just(Stance::Disputes),
        1 => Just(Stance::Qualifies),
        1 => Just(Stance::Context),
    ];
    let added = rarely(proptest::sample::select(
        &["2026-02", "2026-03-01", "2026-03-02"][..],
    ));
    let via = proptest::option::weighted(0.2, cited(2));
    let cited = proptest::sample::select(SOURCES);
    let about = proptest::bool::weighted(about_attribution);
    let whose = (via, rarely(who()));
    (cited, stance, whose, rarely(1..=6_u8), added, about).prop_map(
        |(cited, stance, (via, voice), credibility, added, about)| EvidenceCore {
            via: via.unwrap_or_default(),
            voice,
            credibility,
            added: added.and_then(Date::parse),
            about: if about {
                About::Attribution
            } else {
                About::Content
            },
            ..row(cited, stance)
        },
    )
}

fn any_ruling() -> impl Strategy<Value = RulingCore> {
    let on = proptest::sample::select(&["2026-02", "2026-03-01"][..]);
    (proptest::sample::select(RulingStatus::ALL), on).prop_map(|(status, on)| ruling(status, on))
}

fn any_kind() -> impl Strategy<Value = Option<ClaimKind>> {
    let kinds = &[
        ClaimKind::Event,
        ClaimKind::Quotation,
        ClaimKind::Position,
        ClaimKind::Act,
        ClaimKind::Act,
        ClaimKind::Opinion,
    ];
    proptest::option::weighted(0.6, proptest::sample::select(&kinds[..]))
}

fn any_opponent() -> impl Strategy<Value = Opponent> {
    let article = proptest::option::of(
        proptest::sample::select(&["art", "elsewhere"][..]).prop_map(str::to_owned),
    );
    (
        proptest::option::of(who()),
        article,
        any_kind(),
        rarely(proptest::sample::select(RulingStatus::ALL)),
    )
        .prop_map(|(speaker, article, kind, ruling)| Opponent {
            speaker,
            article,
            kind,
            ruling,
        })
}

fn any_claim() -> impl Strategy<Value = ClaimCore> {
    let people = (
        proptest::option::of(who()),
        rarely(whom(1)),
        rarely(whom(1)),
        proptest::option::of(who()),
    );
    let rows = proptest::collection::vec(any_row(0.15), 0..8);
    (
        people,
        any_kind(),
        rows,
        rarely(any_ruling()),
        rarely(1..=3_u8),
    )
        .prop_map(
            |(people, kind, evidence, ruling, needs_origins)| ClaimCore {
                speaker: people.0,
                accuses: people.1.unwrap_or_default(),
                concerns: people.2.unwrap_or_default(),
                quoted: people.3,
                kind,
                evidence,
                rulings: ruling.into_iter().collect(),
                needs_origins,
                ..claim()
            },
        )
}

/// A random book: four parties, up to six sources of which some are not defined, an article, a claim with up to seven rows.
pub(in crate::domain::corroboration) fn any_book() -> BoxedStrategy<Book> {
    let parties = (
        any_party("pa"),
        any_party("pb"),
        any_party("pc"),
        any_party("pd"),
    );
    let sources = (
        any_source("sa"),
        any_source("sb"),
        any_source("sc"),
        any_source("sd"),
        any_source("se"),
        any_source("sf"),
    );
    let here = prop_oneof![3 => Just(None), 1 => Just(Some("art")), 1 => Just(Some("elsewhere"))];
    let opponents = rarely(proptest::collection::vec(any_opponent(), 1..=2));
    let world = (parties, sources, 0..=6_usize, proptest::option::of(who()));
    (world, any_claim(), here, opponents, rarely(cited(1)))
        .prop_map(|(world, claim, here, opponents, without)| {
            let ((a, b, c, d), (sa, sb, sc, sd, se, sf), defined, publisher) = world;
            Book {
                parties: vec![d, a, c, b],
                sources: [sa, sb, sc, sd, se, sf]
                    .into_iter()
                    .take(defined.max(3))
                    .collect(),
                articles: vec![article("art", publisher.as_deref())],
                claim,
                article: here.map(str::to_owned),
                counters: opponents.unwrap_or_default(),
                without: without.unwrap_or_default(),
            }
        })
        .boxed()
}
