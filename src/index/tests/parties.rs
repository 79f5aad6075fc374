//! What a change of parties reaches: whatever names them, and nothing else.

use crate::domain::article::Article;
use crate::domain::claim::{Claim, ClaimKind};
use crate::domain::evidence::Stance;
use crate::domain::party::{Party, PartyKind, Reliability};
use crate::domain::records::Records;
use crate::domain::source::Source;
use crate::index::Index;
use crate::index::tests::books::{
    article, built, cite, claim, copy, file, of_claims, of_parties, of_sources, party, resting,
    rows, some, source,
};
use crate::index::tests::refresh::refreshed;

/// A claim of an article, which rests on `near`, which repeats `far`; and another claim that may count against it.
struct Named {
    claim: Claim,
    counter: Claim,
    near: Source,
    far: Source,
    article: Article,
}

/// A way to name a party, and what makes a claim do so.
type NamedWay = (&'static str, fn(&mut Named));

/// Each way in which a book can name the party `two`.
const WAYS: [NamedWay; 17] = [
    ("speaker", |of| of.claim.core.speaker = some("two")),
    ("speaker by alias", |of| {
        of.claim.core.speaker = some("DEUX");
    }),
    ("quoted", |of| {
        of.claim.core.kind = Some(ClaimKind::Quotation);
        of.claim.core.quoted = some("Deux");
    }),
    ("accuses", |of| {
        of.claim.core.accuses = vec!["two".to_owned()];
    }),
    ("concerns", |of| {
        of.claim.core.concerns = vec![" deux ".to_owned()];
    }),
    ("voice of a row", |of| {
        of.claim.core.evidence[0].voice = some("two");
    }),
    ("publisher", |of| of.near.core.publisher = some("Deux")),
    ("voice", |of| of.near.core.voice = some("two")),
    ("interests", |of| {
        of.near.core.interests = vec!["x".to_owned(), "deux".to_owned()];
    }),
    ("domain", |of| {
        of.near.core.publisher = None;
        of.near.core.host = some("press.two.example");
    }),
    ("publisher of an origin", |of| {
        of.far.core.publisher = some("two");
    }),
    ("interests of an origin", |of| {
        of.far.core.interests = vec!["two".to_owned()];
    }),
    ("publisher of the article", |of| {
        of.article.core.publisher = some("two");
    }),
    ("domain of the article", |of| {
        of.article.core.host = some("two.example");
    }),
    ("via", |of| {
        of.claim.core.evidence[0].via = vec!["far".to_owned()];
        of.far.core.voice = some("Deux");
    }),
    ("speaker of a counter-claim", |of| {
        of.counter.core.speaker = some("two");
    }),
    ("nothing", |_| {}),
];

/// The parties without `two`, and with it as it is before and after a change.
fn parties(two: Option<Party>) -> Vec<Party> {
    let mut all = vec![party("one")];
    all.extend(two);
    all
}

fn two() -> Party {
    let mut two = party("two");
    two.core.aliases = vec!["Deux".to_owned()];
    two.core.domains = vec!["two.example".to_owned()];
    two
}

/// An index of a book that names `two` in this way, with a mark on every assessment.
fn marked(way: fn(&mut Named), parties: Vec<Party>) -> Index {
    let mut named = Named {
        claim: resting("named", Stance::Supports, &["near"]),
        counter: claim("counter"),
        near: copy("near", &["far"]),
        far: source("far", "paper"),
        article: article("art"),
    };
    named.counter.words.contradicts = vec!["named".to_owned()];
    way(&mut named);
    let mut other = resting("other", Stance::Supports, &["else"]);
    other.core.speaker = some("somebody");
    cite(&mut other, Stance::Denies, "unknown");
    let records = Records {
        article: Some(named.article),
        claims: vec![named.claim],
        ..Records::default()
    };
    let index = built(vec![
        file("claims/a.toml", records),
        of_claims("claims/b.toml", vec![named.counter, other]),
        of_parties("claims/parties.toml", parties),
        of_sources(
            "claims/sources.toml",
            vec![named.near, named.far, source("else", "one")],
        ),
    ]);
    let mark = "UPDATE assessment SET changed_to = 'mark'";
    index.connection().execute_batch(mark).unwrap();
    index
}

/// Which claims a change of parties reaches.
fn reached(way: fn(&mut Named), before: Option<Party>, now: Option<Party>) -> String {
    let index = marked(way, parties(before));
    let now = of_parties("claims/parties.toml", parties(now));
    let index = refreshed(index, &["claims/parties.toml"], vec![now]);
    let sql = "SELECT c.id FROM assessment a JOIN claim c ON c.row = a.claim WHERE a.changed_to IS NOT 'mark' ORDER BY c.id";
    rows(&index, sql).join(" ")
}

#[test]
fn a_party_that_comes_goes_or_changes_reaches_whatever_names_it_and_nothing_else() {
    let change = |change: fn(&mut Party)| {
        let mut changed = two();
        change(&mut changed);
        Some(changed)
    };
    let changes = [
        (Some(two()), change(|two| two.core.part_of = some("one"))),
        (
            Some(two()),
            change(|two| two.core.kind = Some(PartyKind::Outlet)),
        ),
        (
            Some(two()),
            change(|two| two.core.reliability = Some(Reliability::E)),
        ),
        (
            Some(two()),
            change(|two| two.core.interests = vec!["x".to_owned()]),
        ),
        (Some(two()), None),
        (None, Some(two())),
    ];
    for (way, names) in WAYS {
        let expected = match way {
            "nothing" => "",
            // A claim without speaker is the article's own word, and the counter-claim has none either.
            "speaker of a counter-claim"
            | "speaker"
            | "speaker by alias"
            | "publisher of the article"
            | "domain of the article" => "counter named",
            _ => "named",
        };
        for (before, now) in &changes {
            let found = reached(names, before.clone(), now.clone());
            let is_enough = expected.split(' ').all(|id| found.contains(id));
            assert!(is_enough, "{way}: {found}");
            assert!(!found.contains("other"), "{way}: {found}");
            assert_eq!(found.is_empty(), expected.is_empty(), "{way}");
        }
    }
}

#[test]
fn a_party_reaches_the_claims_of_a_source_that_is_reworded_in_the_same_change() {
    let sources = |title: &str| {
        let mut near = source("near", "Deux");
        near.words.title = title.to_owned();
        of_sources("claims/sources.toml", vec![near])
    };
    let named = resting("named", Stance::Supports, &["near"]);
    let index = built(vec![
        of_claims("claims/a.toml", vec![named]),
        of_parties("claims/parties.toml", parties(None)),
        sources("Old"),
    ]);
    let counted = "SELECT support_possible FROM assessment";
    assert_eq!(rows(&index, counted).join(" "), "1");
    let mut rated = two();
    rated.core.reliability = Some(Reliability::E);
    let rated = of_parties("claims/parties.toml", parties(Some(rated)));
    let paths = ["claims/parties.toml", "claims/sources.toml"];
    let index = refreshed(index, &paths, vec![rated, sources("New")]);
    assert_eq!(rows(&index, counted).join(" "), "0");
}

#[test]
fn a_party_that_is_only_reworded_or_moved_reaches_nothing() {
    let mut reworded = two();
    reworded.words.confidential = true;
    reworded.words.line = 40;
    for (way, names) in WAYS {
        assert_eq!(
            reached(names, Some(two()), Some(reworded.clone())),
            "",
            "{way}"
        );
    }
}

#[test]
fn an_owner_who_changes_reaches_what_names_those_whom_it_owns() {
    let owned = |owner: &str| {
        let mut two = two();
        two.core.part_of = some("one");
        let mut one = party("one");
        one.core.part_of = some(owner);
        of_parties("claims/parties.toml", vec![one, two])
    };
    let index = marked(WAYS[0].1, owned("x").records.parties);
    let index = refreshed(index, &["claims/parties.toml"], vec![owned("y")]);
    let sql = "SELECT c.id FROM assessment a JOIN claim c ON c.row = a.claim WHERE a.changed_to IS NOT 'mark' ORDER BY c.id";
    assert_eq!(rows(&index, sql), ["counter", "named", "other"]);
    assert_eq!(rows(&index, "SELECT DISTINCT house FROM party"), ["\"y\""]);
}
