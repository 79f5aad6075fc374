//! Changes: what they touch, and what they leave as it was.

use crate::domain::evidence::Stance;
use crate::domain::passage::{ArticleUnit, QuotedPassage, StoredSentence, UnitKind};
use crate::domain::records::Placed;
use crate::domain::ruling::RulingStatus;
use crate::index::read::sql::schema_entries;
use crate::index::rows::SchemaKind;
use crate::index::tests::books::{
    article, built, change, cite, claim, copy, of_claims, of_parties, of_sources, party, resting,
    rows, rule, some, source, statuses,
};
use crate::index::tests::records::full_file;
use crate::index::update::FEW;
use crate::index::{AnchoredArticle, AnchoredText, FileRecord, FileState, Index};

/// Tables that say something about the index, and not about a file.
const ABOUT_ITSELF: [&str; 1] = ["meta"];

fn sources() -> FileRecord {
    of_sources(
        "claims/sources.toml",
        vec![source("s1", "one"), source("s2", "two")],
    )
}

/// A claim that two origins corroborate.
fn corroborated() -> FileRecord {
    let claim = resting("a", Stance::Supports, &["s1", "s2"]);
    of_claims("claims/a.toml", vec![claim])
}

pub(super) fn refreshed(mut index: Index, removed: &[&str], added: Vec<FileRecord>) -> Index {
    assert!(index.refresh(&change(removed, added)).unwrap());
    index
}

/// The full file, with a passage in its article's text.
fn full() -> Index {
    let mut index = built(vec![full_file()]);
    let anchored = AnchoredArticle {
        article: 1,
        state: FileState::default(),
        text: Some(AnchoredText {
            language: None,
            sentences: vec![StoredSentence {
                paragraph: Some(1),
                place: 0..4,
            }],
            units: vec![ArticleUnit {
                kind: UnitKind::Sentence,
                text: "Rain".to_owned(),
                paragraph: Some(1),
                place: 0..4,
                sentences: std::iter::once(0..4).collect(),
            }],
            passages: vec![(1, QuotedPassage::lost())],
            skipped: Vec::new(),
        }),
    };
    index.set_passages(&[anchored]).unwrap();
    index
}

#[test]
fn a_file_that_is_gone_leaves_nothing_behind() {
    let index = refreshed(full(), &["claims/full.toml"], vec![]);
    let mut counted = 0;
    for entry in schema_entries().unwrap() {
        if entry.kind == SchemaKind::Table && !ABOUT_ITSELF.contains(&entry.name.as_str()) {
            let count = rows(&index, &format!("SELECT count(*) FROM {}", entry.name));
            assert_eq!(count, ["0"], "{}", entry.name);
            counted += 1;
        }
    }
    assert!(counted > 15, "{counted}");
    let words = "SELECT count(*) FROM claim_text WHERE claim_text MATCH 'text'";
    assert_eq!(rows(&index, words), ["0"]);
}

#[test]
fn the_full_file_fills_every_table() {
    // Otherwise the test above would look at tables that were always empty.
    let index = full();
    for entry in schema_entries().unwrap() {
        if entry.kind == SchemaKind::Table && entry.name != "flag" {
            let count = rows(&index, &format!("SELECT count(*) > 0 FROM {}", entry.name));
            assert_eq!(count, ["1"], "{}", entry.name);
        }
    }
}

#[test]
fn a_source_that_changes_its_core_changes_the_claims_that_rest_on_it() {
    let index = built(vec![sources(), corroborated()]);
    assert_eq!(statuses(&index), ["a:corroborated"]);
    let joined = of_sources(
        "claims/sources.toml",
        vec![source("s1", "one"), copy("s2", &["s1"])],
    );
    let index = refreshed(index, &["claims/sources.toml"], vec![joined]);
    assert_eq!(statuses(&index), ["a:single-source"]);
}

#[test]
fn a_change_far_down_the_path_reaches_the_claim() {
    let chain = vec![
        source("s1", "one"),
        copy("s2", &["s1"]),
        copy("s3", &["s2"]),
    ];
    let claims = of_claims(
        "claims/a.toml",
        vec![resting("a", Stance::Supports, &["s3"])],
    );
    let index = built(vec![
        of_sources("claims/sources.toml", chain.clone()),
        claims,
    ]);
    assert_eq!(statuses(&index), ["a:single-source"]);
    let mut retracted = chain;
    retracted[0].core.retracted = Some(crate::index::tests::books::date("2026"));
    let changed = of_sources("claims/sources.toml", retracted);
    let index = refreshed(index, &["claims/sources.toml"], vec![changed]);
    assert_eq!(statuses(&index), ["a:unverified"]);
}

#[test]
fn a_change_of_wording_assesses_no_claim_again() {
    let index = built(vec![sources(), corroborated()]);
    // A mark that an assessment would wipe out.
    index
        .connection()
        .execute_batch("UPDATE assessment SET speaker = 'mark'")
        .unwrap();
    let mut reworded = vec![source("s1", "one"), source("s2", "two")];
    reworded[0].words.title = "Another title".to_owned();
    reworded[0].words.note = some("a note");
    reworded[1].words.confidential = true;
    let changed = of_sources("claims/sources.toml", reworded.clone());
    let index = refreshed(index, &["claims/sources.toml"], vec![changed]);
    assert_eq!(rows(&index, "SELECT speaker FROM assessment"), ["mark"]);
    assert_eq!(
        rows(&index, "SELECT title FROM source WHERE id = 's1'"),
        ["Another title"]
    );
    reworded[0].core.interests = vec!["x".to_owned()];
    let changed = of_sources("claims/sources.toml", reworded);
    let index = refreshed(index, &["claims/sources.toml"], vec![changed]);
    assert_eq!(rows(&index, "SELECT speaker FROM assessment"), ["-"]);
}

#[test]
fn a_party_that_joins_two_houses_changes_every_claim() {
    let parties = |joined: bool| {
        let mut two = party("two");
        two.core.part_of = joined.then(|| "one".to_owned());
        of_parties("claims/parties.toml", vec![party("one"), two])
    };
    // Somebody else's word, so that two desks of one house are still two.
    let mut speaks = source("s2", "paper");
    speaks.core.voice = some("two");
    let mut also = source("s1", "journal");
    also.core.voice = some("one");
    let sources = of_sources("claims/sources.toml", vec![also, speaks]);
    let index = built(vec![parties(false), sources, corroborated()]);
    assert_eq!(statuses(&index), ["a:corroborated"]);
    let index = refreshed(index, &["claims/parties.toml"], vec![parties(true)]);
    assert_eq!(statuses(&index), ["a:single-source"]);
    assert_eq!(
        rows(&index, "SELECT id, house FROM party ORDER BY id"),
        ["one one", "two one"]
    );
    assert_eq!(
        rows(&index, "SELECT DISTINCT voice_house FROM source"),
        ["one"]
    );
}

#[test]
fn only_the_claims_that_differ_are_written_and_assessed_again() {
    let claims = |note: &str, lines: u32| {
        let mut claims = vec![
            claim("a"),
            resting("b", Stance::Supports, &["s1"]),
            claim("c"),
        ];
        claims[1].words.note = some(note);
        for (line, claim) in (1..).zip(&mut claims) {
            claim.move_by(10 * line + i32::try_from(lines).unwrap());
        }
        of_claims("claims/a.toml", claims)
    };
    let index = built(vec![sources(), claims("one", 0)]);
    let mark = "UPDATE assessment SET changed_to = 'mark'";
    index.connection().execute_batch(mark).unwrap();
    let rows_before = rows(&index, "SELECT row FROM claim ORDER BY line");
    let index = refreshed(index, &["claims/a.toml"], vec![claims("two", 5)]);
    let marks = "SELECT c.id, c.line, a.changed_to FROM claim c JOIN assessment a ON a.claim = c.row ORDER BY line";
    assert_eq!(rows(&index, marks), ["a 16 mark", "b 26 -", "c 36 mark"]);
    assert_eq!(rows(&index, "SELECT line, source FROM evidence"), ["26 s1"]);
    assert_eq!(
        rows(&index, "SELECT row FROM claim ORDER BY line"),
        rows_before
    );
    let found = "SELECT count(*) FROM claim_text WHERE claim_text MATCH 'one'";
    assert_eq!(rows(&index, found), ["0"]);
    let found = "SELECT count(*) FROM claim_text WHERE claim_text MATCH 'two'";
    assert_eq!(rows(&index, found), ["1"]);
}

#[test]
fn a_claim_that_comes_between_keeps_rows_in_the_order_of_the_file() {
    let claims = |ids: &[&str]| {
        let mut claims: Vec<_> = ids.iter().map(|id| claim(id)).collect();
        for (line, claim) in (1..).zip(&mut claims) {
            claim.move_by(line);
        }
        of_claims("claims/a.toml", claims)
    };
    let mut index = built(vec![
        claims(&["a", "b"]),
        of_claims("claims/z.toml", vec![claim("z")]),
    ]);
    for ids in [
        &["a", "x", "b"][..],
        &["b", "a"],
        &["a"],
        &["a", "y"],
        &["y", "z2", "a"],
    ] {
        index = refreshed(index, &["claims/a.toml"], vec![claims(ids)]);
        let path = "SELECT c.id FROM claim c JOIN file f ON f.row = c.file WHERE f.path = 'claims/a.toml' ORDER BY c.row";
        assert_eq!(rows(&index, path), ids);
        let others = "SELECT count(*) FROM claim c JOIN file f ON f.row = c.file WHERE f.path <> 'claims/a.toml' AND c.row BETWEEN
          (SELECT min(c.row) FROM claim c JOIN file f ON f.row = c.file WHERE f.path = 'claims/a.toml') AND
          (SELECT max(c.row) FROM claim c JOIN file f ON f.row = c.file WHERE f.path = 'claims/a.toml')";
        assert_eq!(rows(&index, others), ["0"]);
    }
}

#[test]
fn a_change_that_reaches_most_of_a_large_book_is_left_to_a_build() {
    let claims: Vec<_> = (0..FEW + 10)
        .map(|number| {
            let mut claim = claim(&format!("c{number}"));
            claim.core.speaker = some("two");
            claim
        })
        .collect();
    let parties = |owner: Option<&str>| {
        let mut two = party("two");
        two.core.part_of = owner.map(str::to_owned);
        of_parties("claims/parties.toml", vec![two])
    };
    let mut index = built(vec![of_claims("claims/a.toml", claims), parties(None)]);
    let owned = change(&["claims/parties.toml"], vec![parties(Some("one"))]);
    assert!(!index.refresh(&owned).unwrap());
    assert_eq!(index.refresh_and_tell(&owned).unwrap(), None);
    assert_eq!(rows(&index, "SELECT house FROM party"), ["two"]);
    assert_eq!(index.fingerprint().unwrap(), some("whole"));
    assert!(index.would_change(&owned).unwrap().is_empty());
}

#[test]
fn a_denial_counts_when_it_comes_and_no_longer_when_it_goes() {
    let mut denial = claim("denial");
    denial.core.speaker = some("somebody");
    denial.words.denies = vec!["a".to_owned()];
    let denial = of_claims("claims/denial.toml", vec![denial]);
    let one = of_claims(
        "claims/a.toml",
        vec![resting("a", Stance::Supports, &["s1"])],
    );
    let index = built(vec![sources(), one]);
    assert_eq!(statuses(&index), ["a:single-source"]);
    let index = refreshed(index, &[], vec![denial]);
    assert_eq!(statuses(&index), ["a:contested", "denial:unverified"]);
    let index = refreshed(index, &["claims/denial.toml"], vec![]);
    assert_eq!(statuses(&index), ["a:single-source"]);
}

#[test]
fn another_policy_assesses_every_claim_again() {
    let mut index = built(vec![sources(), corroborated()]);
    let mut stricter = change(&[], vec![]);
    stricter.terms.needs_origins = 3;
    index.refresh(&stricter).unwrap();
    assert_eq!(statuses(&index), ["a:multi-report"]);
    assert_eq!(index.fingerprint().unwrap(), some("changed"));
}

#[test]
fn of_two_definitions_the_first_by_path_applies_and_the_other_when_it_goes() {
    let weak = of_sources("claims/z.toml", vec![copy("s2", &["s1"])]);
    let index = built(vec![sources(), weak, corroborated()]);
    let applying =
        "SELECT f.path FROM source s JOIN file f ON f.row = s.file WHERE s.id = 's2' AND s.stands";
    assert_eq!(rows(&index, applying), ["claims/sources.toml"]);
    assert_eq!(statuses(&index), ["a:corroborated"]);
    let without = of_sources("claims/sources.toml", vec![source("s1", "one")]);
    let index = refreshed(index, &["claims/sources.toml"], vec![without]);
    assert_eq!(rows(&index, applying), ["claims/z.toml"]);
    assert_eq!(statuses(&index), ["a:single-source"]);
    let index = refreshed(index, &["claims/sources.toml"], vec![sources()]);
    assert_eq!(rows(&index, applying), ["claims/sources.toml"]);
    assert_eq!(statuses(&index), ["a:corroborated"]);
}

#[test]
fn tallies_follow_every_change() {
    let mut ruled = resting("b", Stance::Denies, &["s1"]);
    rule(&mut ruled, RulingStatus::Confirmed, "2026-03-01");
    let others = of_claims("claims/b.toml", vec![ruled, claim("c")]);
    let index = built(vec![sources(), corroborated()]);
    let steps: [(&[&str], Vec<FileRecord>); 3] = [
        (&[], vec![others.clone()]),
        (&["claims/a.toml"], vec![]),
        (&["claims/b.toml"], vec![others]),
    ];
    let mut index = index;
    for (removed, added) in steps {
        index = refreshed(index, removed, added);
        let kept = index.tallies().unwrap();
        let filter = crate::domain::filter::Filter::default();
        let counted = index
            .tallies_of(&filter, crate::index::tests::books::today())
            .unwrap();
        assert_eq!(kept, counted);
    }
    assert_eq!(index.tallies().unwrap().claims, 2);
}

#[test]
fn a_new_stamp_changes_the_stamp_alone() {
    let mut index = built(vec![sources(), corroborated()]);
    let mut state = sources().state;
    state.mtime_ns = 99;
    state.doubtful = true;
    let mut restamped = change(&[], vec![]);
    restamped.restamped = vec![("claims/sources.toml".to_owned(), state.clone())];
    index.refresh(&restamped).unwrap();
    let mut states = Vec::new();
    index
        .each_file(&mut |path, state| states.push((path.to_owned(), state)))
        .unwrap();
    assert_eq!(
        states[0],
        ("claims/a.toml".to_owned(), corroborated().state)
    );
    assert_eq!(states[1], ("claims/sources.toml".to_owned(), state));
    assert_eq!(statuses(&index), ["a:corroborated"]);
}

#[test]
fn files_that_were_not_read_whole_are_named() {
    let mut broken = of_claims("claims/broken.toml", vec![]);
    broken.state.unread = 2;
    broken.state.sha256 = None;
    let index = built(vec![broken, corroborated()]);
    assert_eq!(index.unread_files().unwrap(), ["claims/broken.toml"]);
    assert!(index.has_file("claims/broken.toml").unwrap());
    assert!(!index.has_file("claims/other.toml").unwrap());
}

#[test]
fn supposing_a_source_retracted_leaves_the_index_as_it_was() {
    let index = built(vec![sources(), corroborated()]);
    let supposed = index.without(&["s1"], |index| Ok(statuses(index))).unwrap();
    assert_eq!(supposed, ["a:single-source"]);
    assert_eq!(statuses(&index), ["a:corroborated"]);
    let matters = index.matters_to("s1").unwrap();
    let said: Vec<String> = matters
        .iter()
        .map(|change| format!("{} {} {}", change.claim, change.from, change.to))
        .collect();
    assert_eq!(said, ["a corroborated single-source"]);
    assert!(index.matters_to("nobody").unwrap().is_empty());
}

#[test]
fn an_article_that_becomes_a_source_is_struck_for_its_own_claims() {
    let mut own = of_claims(
        "claims/a.toml",
        vec![resting("a", Stance::Supports, &["art", "s1"])],
    );
    let index = built(vec![sources(), own.clone()]);
    // `art` is an unknown source, which is one possible origin.
    assert_eq!(statuses(&index), ["a:single-source"]);
    own.records.article = Some(article("art"));
    cite(&mut own.records.claims[0], Stance::Supports, "s2");
    let index = refreshed(index, &["claims/a.toml"], vec![own]);
    assert_eq!(statuses(&index), ["a:corroborated"]);
    assert_eq!(
        rows(
            &index,
            "SELECT support_possible, support_items FROM assessment"
        ),
        ["2 3"]
    );
}
