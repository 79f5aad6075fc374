//! The cause of a new status, compared with a search over all tables of the book.

use crate::domain::article::{Article, ArticleCore, ArticleWords};
use crate::domain::claim::{Claim, ClaimCore, ClaimKind, ClaimWords};
use crate::domain::date::Date;
use crate::domain::diff::rows::{mixed, pairs};
use crate::domain::diff::table::{applied, changed_tables};
use crate::domain::diff::{
    Cause, ChangedTable, Comparison, DifferenceKind, Edition, RowPair, older_ruling,
};
use crate::domain::evidence::{About, EvidenceCore, EvidenceWords, Stance};
use crate::domain::id::Id;
use crate::domain::party::{Party, PartyCore, PartyWords, Reliability};
use crate::domain::ruling::{RulingCore, RulingStatus, RulingWords};
use crate::domain::source::{Source, SourceCore, SourceKind, SourceWords};
use crate::domain::status::Derived;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Strategy, any};
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

fn party(at: u8, part_of: Option<u8>, grade: Option<Reliability>, domain: bool) -> Party {
    Party {
        core: PartyCore {
            id: id(&format!("p{at}")),
            name: format!("Party {at}"),
            aliases: vec![["One", "Two"][usize::from(at % 2)].to_owned()],
            domains: domain
                .then(|| "example.org".to_owned())
                .into_iter()
                .collect(),
            kind: None,
            part_of: part_of.map(|at| format!("p{at}")),
            reliability: grade,
            interests: Vec::new(),
        },
        words: PartyWords {
            refs: Vec::new(),
            confidential: false,
            line: u32::from(at),
        },
    }
}

fn source(name: &str) -> Source {
    Source {
        core: SourceCore {
            id: id(name),
            publisher: None,
            host: None,
            kind: None,
            voice: None,
            derived_from: Vec::new(),
            own_reporting: false,
            interests: Vec::new(),
            retracted: None,
            retraction_pending: false,
        },
        words: SourceWords {
            title: "S".to_owned(),
            line: 7,
            ..SourceWords::default()
        },
    }
}

/// A source of own reporting, which makes an established origin.
fn own(name: &str) -> Source {
    let mut source = source(name);
    source.core.publisher = Some(format!("paper of {name}"));
    source.core.own_reporting = true;
    source
}

fn row(source: &str, stance: Stance) -> (EvidenceCore, EvidenceWords) {
    let core = EvidenceCore {
        source: source.to_owned(),
        stance,
        about: About::Content,
        via: Vec::new(),
        voice: None,
        credibility: None,
        added: None,
    };
    let words = EvidenceWords {
        quote: None,
        locator: None,
        translation: None,
        note: None,
        by: None,
        line: 3,
    };
    (core, words)
}

fn ruling(status: RulingStatus, day: u32) -> (RulingCore, RulingWords) {
    let core = RulingCore {
        status,
        on: Date::parse(&format!("2026-03-{day:02}")).unwrap(),
        reworded: false,
        pending: false,
    };
    let words = RulingWords {
        by: "a".to_owned(),
        reason: "r".to_owned(),
        wording: None,
        url: None,
        verdict: None,
        language: None,
        rating: None,
        line: 4,
    };
    (core, words)
}

type Rows = Vec<(EvidenceCore, EvidenceWords)>;

fn claim(name: &str, rows: Rows, rulings: Vec<(RulingCore, RulingWords)>) -> Claim {
    let (evidence, row_words) = rows.into_iter().unzip();
    let (rulings, ruling_words) = rulings.into_iter().unzip();
    Claim {
        core: ClaimCore {
            id: id(name),
            speaker: None,
            quoted: None,
            kind: None,
            accuses: Vec::new(),
            concerns: Vec::new(),
            needs_origins: None,
            draft: false,
            evidence,
            rulings,
        },
        words: ClaimWords {
            text: "310 people died".to_owned(),
            evidence: row_words,
            rulings: ruling_words,
            ..ClaimWords::default()
        },
    }
}

/// One record of a random book.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a test has a few of them")]
enum Record {
    Party(Party),
    Source(Source),
    Article(Article),
    Claim(Claim, bool),
    Needs(u8),
}

fn any_party() -> impl Strategy<Value = Record> {
    let grade = option::weighted(0.3, select(vec![Reliability::D, Reliability::E]));
    (0..4_u8, option::of(0..4_u8), grade, any::<bool>())
        .prop_map(|(at, part_of, grade, domain)| Record::Party(party(at, part_of, grade, domain)))
}

fn any_source() -> impl Strategy<Value = Record> {
    let name = || option::of(select(vec!["p0", "party 1", "TWO", "nobody"]));
    (
        0..5_u8,
        (name(), name(), any::<bool>()),
        vec(0..5_u8, 0..3),
        option::of(select(vec![SourceKind::Document, SourceKind::Statement])),
        (any::<bool>(), 0..6_u8),
    )
        .prop_map(
            |(at, (publisher, voice, host), parents, kind, (own, retracted))| {
                let mut source = source(&format!("s{at}"));
                let core = &mut source.core;
                core.host = (host && publisher.is_none()).then(|| "example.org".to_owned());
                core.publisher = publisher.map(str::to_owned);
                core.voice = voice.map(str::to_owned);
                core.derived_from = parents.iter().map(|at| format!("s{at}")).collect();
                core.kind = kind;
                core.own_reporting = own;
                core.retracted = (retracted == 0).then(|| Date::parse("2026").unwrap());
                Record::Source(source)
            },
        )
}

fn any_article() -> impl Strategy<Value = Record> {
    option::of(select(vec!["p0", "One"])).prop_map(|publisher| {
        Record::Article(Article {
            core: ArticleCore {
                id: id("a"),
                publisher: publisher.map(str::to_owned),
                host: None,
            },
            words: ArticleWords {
                title: "A".to_owned(),
                line: 1,
                ..ArticleWords::default()
            },
        })
    })
}

fn any_claim() -> impl Strategy<Value = Record> {
    let stances = vec![
        Stance::Supports,
        Stance::Supports,
        Stance::Refutes,
        Stance::Denies,
    ];
    let rows = vec(
        (
            0..6_u8,
            select(stances),
            option::of(0..5_u8),
            option::of(1..6_u8),
        ),
        0..4,
    );
    let statuses = vec![
        RulingStatus::Confirmed,
        RulingStatus::Open,
        RulingStatus::Withdrawn,
    ];
    let rulings = vec((select(statuses), 1..4_u32), 0..3);
    let speaker = option::of(select(vec!["p0", "p1", "Party 2", "nobody"]));
    let kind = option::weighted(0.3, select(vec![ClaimKind::Opinion, ClaimKind::Quotation]));
    (
        0..3_u8,
        (rows, rulings),
        (speaker, kind, any::<bool>()),
        (
            option::weighted(0.3, 0..3_u8),
            option::weighted(0.3, 0..3_u8),
        ),
    )
        .prop_map(
            |(at, (rows, rulings), (speaker, kind, in_article), (denies, contradicts))| {
                let rows = rows.into_iter().map(|(source, stance, via, credibility)| {
                    let (mut core, words) = row(&format!("s{source}"), stance);
                    core.via = via.map(|at| format!("s{at}")).into_iter().collect();
                    core.credibility = credibility;
                    (core, words)
                });
                let rulings = rulings.into_iter().map(|(status, day)| ruling(status, day));
                let mut claim = claim(&format!("c{at}"), rows.collect(), rulings.collect());
                claim.core.speaker = speaker.map(str::to_owned);
                claim.core.kind = kind;
                let target = |at: Option<u8>| at.map(|at| format!("c{at}")).into_iter().collect();
                (claim.words.denies, claim.words.contradicts) =
                    (target(denies), target(contradicts));
                Record::Claim(claim, in_article)
            },
        )
}

fn any_record() -> impl Strategy<Value = Record> {
    proptest::prop_oneof![
        2 => any_party(),
        4 => any_source(),
        1 => any_article(),
        4 => any_claim(),
        1 => (1..4_u8).prop_map(Record::Needs),
    ]
}

/// Builds a book. Of records with one id, the first stands.
fn edition(records: &[Record]) -> Edition {
    let mut edition = Edition::default();
    edition.needs_origins = 2;
    for record in records {
        match record.clone() {
            Record::Party(party) => edition.add_party(party),
            Record::Source(source) => edition.add_source(source),
            Record::Article(article) => edition.add_article(article),
            Record::Claim(claim, in_article) => {
                edition.add_claim(
                    claim,
                    in_article.then(|| "a".to_owned()),
                    Derived::Unverified,
                );
            }
            Record::Needs(number) => edition.needs_origins = number,
        }
    }
    let ids: Vec<String> = edition.claims.keys().cloned().collect();
    for id in ids {
        let derived = edition.statuses(&id).unwrap().1;
        edition.claims.get_mut(&id).unwrap().derived = derived;
    }
    edition
}

/// The smallest set among all changed tables of the whole book.
fn brute_force(old: &Edition, new: &Edition, id: &str) -> Option<Vec<ChangedTable>> {
    let (before, after) = (old.statuses(id)?, new.statuses(id)?);
    let is_given = |tables: &[&ChangedTable]| {
        let given = applied(old, new, tables).statuses(id);
        given.is_some_and(|(shown, derived)| {
            if before.0 == after.0 {
                derived == after.1
            } else {
                shown == after.0
            }
        })
    };
    let all = changed_tables(old, new, id);
    for one in &all {
        if is_given(&[one]) {
            return Some(vec![one.clone()]);
        }
    }
    for (at, one) in all.iter().enumerate() {
        for other in &all[at + 1..] {
            if is_given(&[one, other]) {
                return Some(vec![one.clone(), other.clone()]);
            }
        }
    }
    None
}

/// Two books: the second is the first with some records put before and some taken away, or another one altogether.
fn two_books() -> impl Strategy<Value = (Edition, Edition)> {
    let first = (vec(any_record(), 8..20), vec(any_record(), 0..4));
    let other = option::weighted(0.5, vec(any_record(), 8..20));
    let keep = vec(any::<bool>(), 20);
    (first, keep, other).prop_map(|((records, put), keep, other)| {
        let kept = records.iter().zip(&keep).filter(|(_, keep)| **keep);
        let kept = put.iter().chain(kept.map(|(record, _)| record)).cloned();
        let second = other.unwrap_or_else(|| kept.collect());
        (edition(&records), edition(&second))
    })
}

/// Compares the cause with a search over all tables. Returns how many tables it has, 0 for several; `None` if nothing changed.
fn compared(both: &Comparison<'_>, id: &str) -> Option<usize> {
    let (old, new) = (both.old, both.new);
    let cause = both.cause(id);
    let (Some(before), Some(after)) = (old.statuses(id), new.statuses(id)) else {
        assert_eq!(cause, None);
        return None;
    };
    if before == after {
        assert_eq!(cause, None);
        return None;
    }
    let cause = cause.unwrap();
    let Some(tables) = brute_force(old, new, id) else {
        assert!(cause.is_several, "{id}");
        let tables: Vec<&ChangedTable> = cause.tables.iter().collect();
        assert_eq!(applied(old, new, &tables).statuses(id), Some(after), "{id}");
        return Some(0);
    };
    let number = tables.len();
    let is_several = false;
    assert_eq!(cause, Cause { tables, is_several }, "{id}");
    Some(number)
}

#[test]
fn a_cause_is_that_of_a_search_over_all_tables_of_the_book() {
    let mut runner = TestRunner::new(Config {
        cases: 300,
        failure_persistence: None,
        ..Config::default()
    });
    let counts = std::cell::RefCell::new([0; 3]);
    runner
        .run(&two_books(), |(old, new)| {
            let both = Comparison::new(&old, &new);
            for number in both
                .claims()
                .into_iter()
                .filter_map(|id| compared(&both, id))
            {
                counts.borrow_mut()[number] += 1;
            }
            Ok(())
        })
        .unwrap();
    // All three sorts of causes come up.
    let counts = counts.into_inner();
    assert!(
        counts[0] > 3 && counts[1] > 100 && counts[2] > 10,
        "{counts:?}"
    );
}

/// The books before and after, each with one claim `c`.
fn books(before: &[Record], after: &[Record]) -> [Edition; 2] {
    [edition(before), edition(after)]
}

fn cause(before: &[Record], after: &[Record]) -> Option<Vec<ChangedTable>> {
    let [old, new] = books(before, after);
    Comparison::new(&old, &new)
        .cause("c")
        .map(|cause| cause.tables)
}

fn supported(sources: &[&str]) -> Record {
    let rows = sources.iter().map(|source| row(source, Stance::Supports));
    Record::Claim(claim("c", rows.collect(), Vec::new()), false)
}

#[test]
fn a_retraction_far_below_the_rows_is_the_cause() {
    let mut copy = [source("daily"), source("courier")];
    for copy in &mut copy {
        copy.core.derived_from = vec!["wire".to_owned()];
    }
    let [daily, courier] = copy.map(Record::Source);
    let mut retracted = own("wire");
    retracted.core.retracted = Date::parse("2026-03-01");
    let book = |wire: Source| {
        vec![
            daily.clone(),
            courier.clone(),
            Record::Source(wire),
            supported(&["daily", "courier"]),
        ]
    };
    assert_eq!(
        cause(&book(own("wire")), &book(retracted)),
        Some(vec![ChangedTable::Source("wire".to_owned())])
    );
}

#[test]
fn a_source_and_its_row_that_only_together_count_are_a_pair() {
    let before = vec![Record::Source(own("s")), supported(&["s"])];
    let mut denier = source("t");
    denier.core.publisher = Some("x".to_owned());
    let mut two = vec![row("s", Stance::Supports)];
    two.push(row("t", Stance::Denies));
    let after = vec![
        Record::Source(own("s")),
        Record::Source(denier),
        Record::Claim(claim("c", two, Vec::new()), false),
    ];
    let tables = vec![
        ChangedTable::Evidence("c".to_owned(), RowPair::New(1)),
        ChangedTable::Source("t".to_owned()),
    ];
    assert_eq!(cause(&before, &after), Some(tables));
}

#[test]
fn three_changes_that_only_together_count_are_several() {
    let sources = || ["s", "t", "u"].map(|name| Record::Source(own(name)));
    let before = [&sources()[..], &[Record::Needs(3), supported(&[])]].concat();
    let after = [
        &sources()[..],
        &[Record::Needs(3), supported(&["s", "t", "u"])],
    ]
    .concat();
    let [old, new] = books(&before, &after);
    let cause = Comparison::new(&old, &new).cause("c").unwrap();
    assert!(cause.is_several && cause.tables.len() == 3, "{cause:?}");
}

#[test]
fn of_two_rulings_of_one_day_the_order_is_the_cause() {
    let [confirmed, refuted] =
        [RulingStatus::Confirmed, RulingStatus::Refuted].map(|s| ruling(s, 1));
    let book = |rulings: Vec<_>| vec![Record::Claim(claim("c", Vec::new(), rulings), false)];
    let before = book(vec![confirmed.clone(), refuted.clone()]);
    let after = book(vec![refuted, confirmed]);
    let tables = cause(&before, &after).unwrap();
    let is_moved = |table: &ChangedTable| matches!(table, ChangedTable::Ruling(of, RowPair::Changed(..)) if of == "c");
    assert!(
        tables.len() == 1 && tables.iter().all(is_moved),
        "{tables:?}"
    );
}

#[test]
fn of_two_parties_with_one_name_the_order_is_the_cause() {
    let parties = || {
        let [mut bad, mut good] =
            [(1, Some(Reliability::E)), (2, None)].map(|(at, grade)| party(at, None, grade, false));
        for party in [&mut bad, &mut good] {
            party.core.aliases = vec!["The Paper".to_owned()];
        }
        [bad, good].map(Record::Party)
    };
    let mut report = own("s");
    report.core.publisher = Some("The Paper".to_owned());
    let rest = [Record::Source(report), supported(&["s"])];
    let [bad, good] = parties();
    let before = [&[bad.clone(), good.clone()][..], &rest].concat();
    let after = [&[good, bad][..], &rest].concat();
    let tables = cause(&before, &after).unwrap();
    assert!(
        matches!(tables.as_slice(), [ChangedTable::Party(_)]),
        "{tables:?}"
    );
}

#[test]
fn a_record_that_only_moved_is_the_same() {
    let mut moved = claim(
        "c",
        vec![row("s", Stance::Supports)],
        vec![ruling(RulingStatus::Open, 1)],
    );
    let before = moved.clone();
    moved.words.line = 90;
    moved.words.evidence[0].line = 91;
    moved.words.rulings[0].line = 92;
    moved.core.rulings[0].reworded = true;
    let [old, new] = books(
        &[Record::Claim(before, false)],
        &[Record::Claim(moved, false)],
    );
    assert_eq!(Comparison::new(&old, &new).of_claim("c"), []);
}

#[test]
fn each_sort_of_difference_is_told_once_and_in_order() {
    let before = claim(
        "c",
        vec![row("s", Stance::Supports)],
        vec![ruling(RulingStatus::Confirmed, 1)],
    );
    let mut after = claim(
        "c",
        vec![row("t", Stance::Supports)],
        vec![
            ruling(RulingStatus::Confirmed, 1),
            ruling(RulingStatus::Refuted, 2),
        ],
    );
    after.words.text = "210 people died".to_owned();
    after.words.tags = vec!["toll".to_owned()];
    let [old, new] = books(
        &[Record::Claim(before, false)],
        &[Record::Claim(after, false)],
    );
    let kinds: Vec<DifferenceKind> = Comparison::new(&old, &new)
        .of_claim("c")
        .into_iter()
        .map(|one| one.kind)
        .collect();
    assert!(
        matches!(
            kinds.as_slice(),
            [DifferenceKind::Ruling(_), DifferenceKind::Text, DifferenceKind::Evidence(rows), DifferenceKind::Fields(fields)]
                if rows.len() == 2 && fields[0].name == "tags"
        ),
        "{kinds:?}"
    );
}

#[test]
fn only_a_ruling_that_was_there_before_is_older_than_a_new_text() {
    let of = |rulings| {
        edition(&[Record::Claim(claim("c", Vec::new(), rulings), false)])
            .claims
            .remove("c")
            .unwrap()
    };
    let (old, newer) = (
        ruling(RulingStatus::Confirmed, 1),
        ruling(RulingStatus::Refuted, 2),
    );
    let before = of(vec![old.clone()]);
    assert_eq!(older_ruling(&before, &of(vec![old.clone()])), Some(0));
    assert_eq!(older_ruling(&before, &of(vec![old, newer])), None);
    assert_eq!(older_ruling(&before, &of(Vec::new())), None);
}

#[test]
fn rows_match_by_the_first_key_that_they_share() {
    let whole = |row: &&str| (*row).to_owned();
    let first = |row: &&str| row[..1].to_owned();
    let found = pairs(&["a1", "b1", "c1"], &["c1", "b2", "d1"], &[&whole, &first]);
    assert_eq!(
        found,
        [
            RowPair::Same(2, 0),
            RowPair::Changed(1, 1),
            RowPair::New(2),
            RowPair::Gone(0)
        ]
    );
}

#[test]
fn a_mix_keeps_the_old_order_and_puts_new_rows_where_they_follow() {
    let (old, new) = (["a", "b", "c"], ["x", "a", "y", "c"]);
    let whole = |row: &&str| (*row).to_owned();
    let found = pairs(&old, &new, &[&whole]);
    let mix = |taken: &[&str]| {
        let row = |pair: RowPair| {
            pair.after()
                .map_or_else(|| old[pair.before().unwrap()], |at| new[at])
        };
        mixed((&old, &new), &found, |pair| taken.contains(&row(pair)))
    };
    assert_eq!(mix(&[]), old);
    assert_eq!(mix(&["y"]), ["a", "y", "b", "c"]);
    assert_eq!(mix(&["x", "b"]), ["x", "a", "c"]);
    assert_eq!(mix(&["x", "y", "b"]), new);
}
