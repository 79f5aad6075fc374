//! The filter in SQL picks what a plain reading of the filter picks.

use claimbook::answer::ClaimRow;
use claimbook::domain::claim::ClaimKind;
use claimbook::domain::date::Date;
use claimbook::domain::filter::{Filter, Search};
use claimbook::domain::name::fold;
use claimbook::domain::status::{Derived, Flag, Status};
use claimbook::index::{Index, Listing, Order};
use claimbook::workspace::{CacheFolder, Silent, Workspace};
use proptest::prelude::{Strategy, any};
use proptest::proptest;
use proptest::sample::select;
use proptest::test_runner::Config;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;

const WORDS: [&str; 6] = ["toll", "Toll", "tóll", "TOLLS", "bridge", "мост"];
const DATES: [&str; 5] = ["2026", "2026-03", "2026-03-02", "2026-04-01", "2025-12-31"];
const KINDS: [&str; 4] = ["figure", "event", "opinion", "position"];
const TAGS: [&str; 4] = ["a", "é", "É", "%"];
const ASSIGNED: [&str; 3] = ["amina", "AMINA", "joe"];
const SPEAKERS: [&str; 4] = ["p0", "Party One", "nobody", "p2"];

/// What a claim was made of, to be read plainly.
#[derive(Clone, Debug)]
struct Made {
    words: Vec<&'static str>,
    kind: &'static str,
    tags: Vec<&'static str>,
    speaker: Option<&'static str>,
    assigned: Option<&'static str>,
    said_on: Option<&'static str>,
    added: Vec<&'static str>,
    ruled: Option<&'static str>,
    recheck_by: Option<&'static str>,
}

fn made() -> impl Strategy<Value = Made> {
    let words = proptest::collection::vec(select(&WORDS[..]), 1..4);
    let tags = proptest::sample::subsequence(&TAGS[..], 0..3);
    let dates = || proptest::option::of(select(&DATES[..]));
    let added = proptest::collection::vec(select(&DATES[..]), 0..3);
    let speaker = proptest::option::of(select(&SPEAKERS[..]));
    let assigned = proptest::option::of(select(&ASSIGNED[..]));
    let ruled = proptest::option::of(select(
        &["misleading", "confirmed", "contested", "open"][..],
    ));
    (
        words,
        select(&KINDS[..]),
        tags,
        (speaker, assigned),
        dates(),
        added,
        ruled,
        dates(),
    )
        .prop_map(
            |(words, kind, tags, (speaker, assigned), said_on, added, ruled, recheck_by)| Made {
                words,
                kind,
                tags,
                speaker,
                assigned,
                said_on,
                added,
                ruled,
                recheck_by,
            },
        )
}

fn book(claims: &[Made]) -> (tempfile::TempDir, Workspace) {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    let parties = "[[party]]\nid = \"p0\"\nname = \"Party Zero\"\n[[party]]\nid = \"p1\"\nname = \"Party One\"\npart_of = \"Party Zero\"\n\
                   [[party]]\nid = \"p2\"\nname = \"Party Two\"\npart_of = \"p1\"\n";
    fs::write(book.path().join("claims/parties.toml"), parties).unwrap();
    for half in 0..2 {
        let mut text = if half == 0 {
            "[article]\nid = \"art\"\ntitle = \"A\"\n".to_owned()
        } else {
            String::new()
        };
        for (number, claim) in claims
            .iter()
            .enumerate()
            .filter(|(number, _)| number % 2 == half)
        {
            writeln!(
                text,
                "[[claim]]\nid = \"c{number}\"\ntext = \"{}\"\nkind = \"{}\"",
                claim.words.join(" "),
                claim.kind
            )
            .unwrap();
            writeln!(text, "tags = {:?}", claim.tags).unwrap();
            for (field, value) in [
                ("speaker", claim.speaker),
                ("assigned", claim.assigned),
                ("said_on", claim.said_on),
                ("recheck_by", claim.recheck_by),
            ] {
                if let Some(value) = value {
                    writeln!(text, "{field} = \"{value}\"").unwrap();
                }
            }
            for (at, added) in claim.added.iter().enumerate() {
                let stance = ["supports", "denies"][at % 2];
                writeln!(text, "[[claim.evidence]]\nsource = \"s{at}\"\nstance = \"{stance}\"\nadded = \"{added}\"")
                    .unwrap();
            }
            if let Some(ruled) = claim.ruled {
                writeln!(
                    text,
                    "[[claim.ruling]]\nstatus = \"{ruled}\"\non = 2026-03-02\nby = \"desk\"\nreason = \"r\""
                )
                .unwrap();
            }
        }
        text.push_str(
            "[[source]]\nid = \"s0\"\ntitle = \"S\"\n"
                .repeat(usize::from(half == 0))
                .as_str(),
        );
        fs::write(book.path().join(format!("claims/{half}.toml")), text).unwrap();
    }
    let cache = CacheFolder::open(&book.path().join("cache"), book.path()).unwrap();
    let workspace = Workspace::open(book.path(), Some(&cache), today(), &Silent).unwrap();
    (book, workspace)
}

fn today() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 3, 20).unwrap()
}

fn picked(index: &Index, filter: &Filter) -> BTreeMap<String, ClaimRow> {
    let listing = Listing {
        order: Order::Place,
        reverse: false,
        limit: None,
        today: today(),
    };
    let mut claims = BTreeMap::new();
    index
        .claims(filter, &listing, &mut |claim| {
            claims.insert(claim.id.clone(), claim);
            ControlFlow::Continue(())
        })
        .unwrap();
    claims
}

/// A few words of a vocabulary, often none.
fn some_of<T: Clone + std::fmt::Debug + 'static>(
    words: &'static [T],
    most: usize,
) -> impl Strategy<Value = Vec<T>> {
    proptest::sample::subsequence(words, 0..=most)
}

/// One of these, or none.
fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = Option<&'static str>> {
    proptest::option::of(select(words))
}

/// What a filter asks of the words of a claim.
fn about_words() -> impl Strategy<Value = Filter> {
    const SEARCHES: &[&str] = &[
        "toll",
        "tol*",
        "bridge toll",
        "party toll",
        "\"toll bridge\"",
        "МОСТ",
        "AND (",
    ];
    const KINDS: &[ClaimKind] = &[ClaimKind::Figure, ClaimKind::Event, ClaimKind::Opinion];
    const ASKED: &[&str] = &["p0", "party  one", "p2", "nobody", "none"];
    let kind_and_tag = (some_of(KINDS, 1), some_of(&TAGS, 1));
    let search = (one_of(SEARCHES), any::<bool>());
    let people = (one_of(ASKED), some_of(&ASSIGNED, 1));
    (any::<bool>(), kind_and_tag, search, people).prop_map(
        |(article, (kind, tag), (search, any), (speaker, assigned))| Filter {
            assigned: assigned.into_iter().map(ToOwned::to_owned).collect(),
            speaker: speaker.into_iter().map(ToOwned::to_owned).collect(),
            article: article.then(|| "art".to_owned()).into_iter().collect(),
            kind,
            tag: tag.into_iter().map(ToOwned::to_owned).collect(),
            search: search.map(|words| Search {
                words: words.to_owned(),
                any,
            }),
            ..Filter::default()
        },
    )
}

/// What a filter asks of the evidence and its dates.
fn about_evidence() -> impl Strategy<Value = Filter> {
    const FLAGS: &[Flag] = &[Flag::Stale, Flag::Reopen, Flag::RulingDiffers];
    let statuses = (some_of(Status::ALL, 2), some_of(Derived::ALL, 2));
    let dates = (one_of(&DATES), one_of(&DATES));
    (any::<[bool; 3]>(), statuses, some_of(FLAGS, 1), dates).prop_map(
        |([contested, against, unsourced], (status, derived), flag, (since, until))| Filter {
            contested,
            against,
            unsourced,
            status,
            derived,
            flag,
            since: since.and_then(Date::parse),
            until: until.and_then(Date::parse),
            ..Filter::default()
        },
    )
}

fn filter() -> impl Strategy<Value = Filter> {
    (about_words(), about_evidence()).prop_map(|(words, evidence)| Filter {
        speaker: words.speaker,
        article: words.article,
        kind: words.kind,
        tag: words.tag,
        assigned: words.assigned,
        search: words.search,
        ..evidence
    })
}

/// The plain reading of the filter.
fn matches(filter: &Filter, claim: &ClaimRow, made: &Made) -> bool {
    let settled = ["refuted", "misleading", "withdrawn"].contains(&claim.status.as_str());
    let contested = claim.status == Status::Contested
        || claim.flags.contains(&Flag::Opposed)
        || claim.derived_status == Derived::Contested && !settled;
    let bad = ["contested", "refuted", "doubtful", "misleading"];
    let words = [claim.status.as_str(), claim.derived_status.as_str()];
    let against = contested || words.iter().any(|word| bad.contains(word));
    let ruled = made.ruled.map(|_| "2026-03-02");
    let newest = made
        .added
        .iter()
        .copied()
        .chain(ruled)
        .filter_map(Date::parse)
        .max();
    let changed = newest.or(made.said_on.and_then(Date::parse));
    (!filter.contested || contested)
        && (!filter.against || against)
        && (!filter.unsourced || made.added.is_empty())
        && (filter.status.is_empty() || filter.status.contains(&claim.status))
        && (filter.derived.is_empty() || filter.derived.contains(&claim.derived_status))
        && (filter.article.is_empty() || claim.article.as_deref() == Some("art"))
        && (filter.kind.is_empty() || claim.kind.is_some_and(|kind| filter.kind.contains(&kind)))
        && (filter.tag.is_empty()
            || filter
                .tag
                .iter()
                .any(|tag| claim.tags.iter().any(|has| fold(has) == fold(tag))))
        && (filter.assigned.is_empty()
            || filter
                .assigned
                .iter()
                .any(|name| made.assigned.is_some_and(|has| fold(has) == fold(name))))
        && (filter.flag.is_empty() || filter.flag.iter().any(|flag| claim.flags.contains(flag)))
        && filter
            .since
            .is_none_or(|since| changed.is_some_and(|date| date.last_day() >= since.first_day()))
        && filter
            .until
            .is_none_or(|until| changed.is_some_and(|date| date.first_day() <= until.last_day()))
        && filter
            .speaker
            .iter()
            .all(|asked| said_by(asked, made.speaker))
        && filter
            .search
            .as_ref()
            .is_none_or(|search| found(search, &made.words, claim))
}

fn said_by(asked: &str, speaker: Option<&str>) -> bool {
    match asked {
        "p0" => matches!(speaker, Some("p0" | "Party One" | "p2")),
        "party  one" => matches!(speaker, Some("Party One" | "p2")),
        other => speaker == Some(other),
    }
}

/// Looks in the text, and in the name of the speaker.
fn found(search: &Search, words: &[&str], claim: &ClaimRow) -> bool {
    let fold = |word: &str| word.to_lowercase().replace('ó', "o");
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let names = claim
        .speaker
        .iter()
        .flat_map(|speaker| speaker.name.split(' '));
    let names: Vec<String> = names.map(fold).collect();
    let has = |word: &str| folded.iter().chain(&names).any(|other| other == word);
    let both = |one: bool, other: bool| {
        if search.any {
            one || other
        } else {
            one && other
        }
    };
    match search.words.as_str() {
        "tol*" => has("toll") || has("tolls"),
        "bridge toll" => both(has("bridge"), has("toll")),
        "party toll" => both(has("party"), has("toll")),
        "\"toll bridge\"" => folded.windows(2).any(|pair| pair == ["toll", "bridge"]),
        "AND (" => has("and"),
        other => has(&other.to_lowercase()),
    }
}

proptest! {
    #![proptest_config(Config { cases: 64, ..Config::default() })]

    #[test]
    fn the_filter_in_sql_picks_what_a_plain_reading_picks(
        claims in proptest::collection::vec(made(), 1..10),
        filters in proptest::collection::vec(filter(), 12),
    ) {
        let (_book, workspace) = book(&claims);
        let all = picked(workspace.index(), &Filter::default());
        proptest::prop_assert_eq!(all.len(), claims.len());
        for filter in filters {
            let plain: Vec<&String> = all
                .iter()
                .filter(|(id, claim)| matches(&filter, claim, &claims[id[1..].parse::<usize>().unwrap()]))
                .map(|(id, _)| id)
                .collect();
            let in_sql = picked(workspace.index(), &filter);
            proptest::prop_assert_eq!(in_sql.keys().collect::<Vec<_>>(), plain.clone(), "{:?}", &filter);
            proptest::prop_assert_eq!(workspace.index().count(&filter, today()).unwrap(), plain.len() as u64);
        }
    }
}

#[test]
fn where_nothing_can_be_written_the_index_is_made_in_memory_and_answers_the_same() {
    let made = Made {
        words: vec!["toll"],
        kind: "figure",
        tags: vec![],
        speaker: None,
        assigned: None,
        said_on: None,
        added: vec![],
        ruled: None,
        recheck_by: None,
    };
    let (book, workspace) = book(&[made]);
    let on_disk = picked(workspace.index(), &Filter::default());
    assert!(!workspace.index().is_in_memory());
    drop(workspace);
    let in_memory =
        Workspace::open(book.path(), None, "2100-01-01".parse().unwrap(), &Silent).unwrap();
    assert!(in_memory.index().is_in_memory());
    assert_eq!(picked(in_memory.index(), &Filter::default()), on_disk);
}
