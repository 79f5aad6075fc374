//! How long it takes to assess a claim, among a million sources and in the worst books.
//!
//! `cargo bench --bench corroboration`

use claimbook::domain::claim::ClaimCore;
use claimbook::domain::corroboration::{Case, Registry, RegistryBuilder, assess, explain};
use claimbook::domain::evidence::{About, EvidenceCore, Stance};
use claimbook::domain::id::Id;
use claimbook::domain::party::PartyCore;
use claimbook::domain::source::SourceCore;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const SOURCES: usize = 1_000_000;
const PARTIES: usize = 1_000;

fn id(name: &str) -> Id {
    Id::from_words(name).unwrap_or_else(|| panic!("no id: {name}"))
}

fn party(n: usize) -> PartyCore {
    PartyCore {
        id: id(&format!("party-{n}")),
        name: format!("Party {n}"),
        aliases: Vec::new(),
        domains: Vec::new(),
        kind: None,
        part_of: n.is_multiple_of(3).then(|| format!("party-{}", n / 3 + 1)),
        reliability: None,
        interests: Vec::new(),
    }
}

fn source(name: &str, publisher: usize) -> SourceCore {
    SourceCore {
        host: None,
        id: id(name),
        publisher: Some(format!("party-{}", publisher % PARTIES)),
        kind: None,
        voice: None,
        derived_from: Vec::new(),
        own_reporting: true,
        interests: Vec::new(),
        retracted: None,
        retraction_pending: false,
    }
}

/// The source of a number: every second is own reporting, the others repeat the one before.
fn numbered(n: usize) -> SourceCore {
    let mut source = source(&format!("source-{n}"), n);
    if n % 2 == 1 {
        source.own_reporting = false;
        source.derived_from = vec![format!("source-{}", n - 1)];
    }
    source
}

fn registry(sources: usize) -> Registry {
    let mut builder = RegistryBuilder::new();
    (0..PARTIES).for_each(|n| builder.party(&party(n)));
    (0..sources).for_each(|n| builder.source(&numbered(n)));
    builder.build()
}

fn claim(rows: impl Iterator<Item = String>) -> ClaimCore {
    ClaimCore {
        id: id("a-claim"),
        speaker: Some("party-1".to_owned()),
        quoted: None,
        kind: None,
        accuses: vec!["party-2".to_owned()],
        concerns: Vec::new(),
        needs_origins: None,
        draft: false,
        evidence: rows.map(|source| row(&source)).collect(),
        rulings: Vec::new(),
    }
}

fn row(source: &str) -> EvidenceCore {
    EvidenceCore {
        source: source.to_owned(),
        stance: Stance::Supports,
        about: About::Content,
        via: Vec::new(),
        voice: None,
        credibility: None,
        added: None,
    }
}

fn case(claim: &ClaimCore) -> Case<'_> {
    Case {
        claim,
        article: Some("an-article"),
        counters: &[],
        needs_origins: 2,
    }
}

#[divan::bench(sample_count = 3)]
fn build_a_registry_of_1_000_000_sources() -> Registry {
    registry(SOURCES)
}

/// Claims of so many rows, picked all over a million sources.
#[divan::bench(args = [0, 1, 2, 3, 4, 8])]
fn assess_a_thousand_claims_with_rows(bencher: Bencher<'_, '_>, rows: usize) {
    let registry = registry(SOURCES);
    let pick = |claim: usize, row: usize| {
        format!(
            "source-{}",
            (claim * 104_729 + row * 15_485_863 + 10) % SOURCES
        )
    };
    let claims: Vec<ClaimCore> = (0..1_000)
        .map(|n| claim((0..rows).map(move |row| pick(n, row))))
        .collect();
    bencher
        .counter(divan::counter::ItemsCount::new(claims.len()))
        .bench(|| {
            for claim in &claims {
                black_box(assess(&registry, &case(claim), &[]));
            }
        });
}

/// Two hundred rows in a thicket of shared origins: each derives from some of a number of wires.
#[divan::bench(args = [60, 120, 240, 400, 800])]
fn assess_200_rows_over_so_many_wires(bencher: Bencher<'_, '_>, wires: usize) {
    let (registry, claim) = thicket(wires);
    bencher.bench(|| assess(&registry, &case(&claim), &[]));
}

#[divan::bench]
fn explain_200_rows_over_240_wires(bencher: Bencher<'_, '_>) {
    let (registry, claim) = thicket(240);
    bencher.bench(|| explain(&registry, &case(&claim), &[]));
}

fn thicket(wires: usize) -> (Registry, ClaimCore) {
    let mut builder = RegistryBuilder::new();
    let mut seed = 1_u64;
    let mut random = move |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % below
    };
    for n in 0..200 {
        let mut paper = SourceCore {
            own_reporting: false,
            publisher: None,
            ..source(&format!("paper-{n}"), n)
        };
        paper.derived_from = (0..3).map(|_| format!("wire-{}", random(wires))).collect();
        builder.source(&paper);
    }
    (0..wires).for_each(|n| {
        builder.source(&SourceCore {
            publisher: Some(format!("Wire {n}")),
            ..source(&format!("wire-{n}"), n)
        });
    });
    (
        builder.build(),
        claim((0..200).map(|n| format!("paper-{n}"))),
    )
}
