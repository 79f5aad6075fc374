//! Records come back from the index as they went in.

use crate::domain::article::{ArticleState, Skip};
use crate::domain::claim::{
    Appearance, Asked, Claim, ClaimKind, EvidenceOffered, Exception, Outcome, Searched,
};
use crate::domain::evidence::{About, Stance};
use crate::domain::party::{Party, PartyKind, Reliability};
use crate::domain::records::Records;
use crate::domain::ruling::{Rating, RulingStatus};
use crate::domain::source::{Source, SourceKind};
use crate::index::tests::books::{
    article, built, cite, claim, date, file, of_claims, party, resting, rows, rule, some, source,
    today,
};
use crate::index::{Batch, FileRecord, Index, IndexError};

/// A claim in which every field has a value of its own.
pub(super) fn full_claim() -> Claim {
    let mut claim = claim("full");
    let core = &mut claim.core;
    core.speaker = some("speaker");
    core.quoted = some("quoted");
    core.kind = Some(ClaimKind::Cause);
    core.accuses = vec!["b".to_owned(), "a".to_owned()];
    core.concerns = vec!["c".to_owned()];
    core.needs_origins = Some(3);
    core.draft = true;
    let words = &mut claim.words;
    words.attribution = some("officials say");
    words.caveat = some("without a source");
    words.evidence_offered = EvidenceOffered::Cited;
    words.said_on = Some(date("2026-02"));
    words.section = some("A section");
    words.paragraph = Some(4);
    words.quote = some("a quote");
    words.prefix = some("before");
    words.suffix = some("after");
    words.tags = vec!["z".to_owned(), "a".to_owned()];
    words.note = some("a note");
    words.assigned = some("amina");
    words.denies = vec!["d".to_owned()];
    words.contradicts = vec!["e".to_owned(), "f".to_owned()];
    words.repeats = vec!["g".to_owned()];
    words.recheck_by = Some(date("2026-06-01"));
    words.short = some("Short.");
    words.confidential = true;
    words.line = 17;
    words.allow = vec![Exception {
        code: "code".to_owned(),
        reason: "why".to_owned(),
    }];
    full_items(&mut claim);
    claim
}

fn full_items(claim: &mut Claim) {
    cite(claim, Stance::Qualifies, "s1");
    cite(claim, Stance::Refutes, "s2");
    let core = &mut claim.core.evidence[1];
    core.about = About::Attribution;
    core.via = vec!["p2".to_owned(), "p1".to_owned()];
    core.voice = some("voice");
    core.credibility = Some(5);
    core.added = Some(date("2026-03-05"));
    let words = &mut claim.words.evidence[1];
    words.quote = some("said");
    words.locator = some("page 2");
    words.translation = some("translated");
    words.note = some("noted");
    words.by = some("amina");
    words.line = 30;
    rule(claim, RulingStatus::Misleading, "2026-03-06");
    rule(claim, RulingStatus::Open, "2026-03-07");
    claim.words.rulings[0].rating = Some(Rating {
        value: 2,
        best: 5,
        worst: 1,
    });
    claim.words.rulings[1].line = 50;
    let ruling = &mut claim.words.rulings[0];
    ruling.wording = some("3f9a1c2e");
    ruling.url = some("https://example.org/ruling");
    ruling.verdict = some("Half true");
    ruling.language = some("en");
    claim.words.appearances = vec![Appearance {
        url: "https://social.example/1".to_owned(),
        publisher: some("b"),
        on: Some(date("2026-03")),
        archive: some("https://archive.example/1"),
        quote: some("310 dead"),
        line: 35,
    }];
    claim.words.asked = vec![Asked {
        of: "a".to_owned(),
        on: Some(date("2026-03-04")),
        due: Some(date("2026-03-06")),
        outcome: Some(Outcome::NoReply),
        note: some("asked twice"),
        line: 40,
    }];
    claim.words.searched = vec![Searched {
        place: "the archive".to_owned(),
        on: Some(date("2026")),
        by: some("amina"),
        terms: some("casualties"),
        line: 45,
    }];
}

fn full_source() -> Source {
    let mut source = source("full-source", "publisher");
    let core = &mut source.core;
    core.kind = Some(SourceKind::Interview);
    core.voice = some("voice");
    core.derived_from = vec!["s9".to_owned(), "s1".to_owned()];
    core.own_reporting = false;
    core.interests = vec!["i".to_owned()];
    core.retracted = Some(date("2026-03-01"));
    let words = &mut source.words;
    words.author = some("author");
    words.url = some("https://example.org");
    words.published = Some(date("2026-02"));
    words.accessed = Some(date("2026-03-05"));
    words.archive = some("https://archive.example");
    words.file = some("evidence/a.pdf");
    words.sha256 = some("abc");
    words.language = some("ps");
    words.confidential = true;
    words.note = some("note");
    words.line = 12;
    source
}

fn full_party() -> Party {
    let mut party = party("full-party");
    party.core.aliases = vec!["Another".to_owned(), "A name".to_owned()];
    party.core.domains = vec!["post.example".to_owned()];
    party.core.part_of = some("whole");
    party.core.reliability = Some(Reliability::D);
    party.core.interests = vec!["x".to_owned(), "y".to_owned()];
    party.core.kind = Some(PartyKind::Agency);
    party.words.confidential = true;
    party.words.line = 8;
    party
}

pub(super) fn full_file() -> FileRecord {
    let mut article = article("full-article");
    article.core.publisher = some("full-party");
    article.words.author = some("author");
    article.words.url = some("https://example.org/article");
    article.words.published = Some(date("2026-03-02"));
    article.words.accessed = Some(date("2026-03-03"));
    article.words.language = some("en");
    article.words.archive = some("https://archive.example/article");
    article.words.file = some("articles/a.txt");
    article.words.original = some("articles/a.docx");
    article.words.sha256 = some("ab");
    article.words.state = ArticleState::Draft;
    article.words.skip = ["b", "a"]
        .map(|quote| Skip {
            quote: quote.to_owned(),
            reason: "furniture".to_owned(),
            line: 9,
        })
        .into();
    article.words.line = 2;
    file(
        "claims/full.toml",
        Records {
            article: Some(article),
            parties: vec![full_party()],
            sources: vec![full_source()],
            claims: vec![full_claim()],
        },
    )
}

fn batches(index: &Index) -> Vec<Batch> {
    let mut batches = Vec::new();
    index
        .in_batches::<IndexError>(|batch| {
            batches.push(batch);
            Ok(())
        })
        .unwrap();
    batches
}

#[test]
fn a_file_comes_back_as_it_went_in_field_by_field() {
    let written = full_file();
    let index = built(vec![written.clone()]);
    let mut batches = batches(&index);
    assert_eq!(batches.len(), 1);
    let read = batches[0].files.remove(0);
    assert_eq!(read.path, written.path);
    assert!(!read.has_problems);
    assert_eq!(read.articles, Vec::from_iter(written.records.article));
    assert_eq!(read.parties, written.records.parties);
    assert_eq!(read.sources, written.records.sources);
    let claims: Vec<Claim> = read
        .claims
        .iter()
        .map(|whole| whole.claim.clone())
        .collect();
    assert_eq!(claims, written.records.claims);
    assert_eq!(read.claims[0].article.as_deref(), Some("full-article"));
}

#[test]
fn files_come_in_the_order_of_their_paths_with_their_own_claims() {
    let index = built(vec![
        of_claims("claims/b.toml", vec![claim("b1"), claim("b2")]),
        of_claims("claims/a.toml", vec![claim("a1")]),
        of_claims("claims/empty.toml", vec![]),
    ]);
    let files: Vec<String> = batches(&index)
        .iter()
        .flat_map(|batch| &batch.files)
        .map(|file| {
            let ids = file.claims.iter().map(|whole| whole.claim.core.id.as_str());
            format!("{}: {}", file.path, ids.collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(
        files,
        [
            "claims/a.toml: a1",
            "claims/b.toml: b1 b2",
            "claims/empty.toml: "
        ]
    );
}

#[test]
fn claims_that_nobody_defines_are_named_with_the_batch() {
    let mut linked = claim("linked");
    linked.words.denies = vec!["there".to_owned(), "gone".to_owned()];
    linked.words.contradicts = vec!["lost".to_owned()];
    linked.words.repeats = vec!["away".to_owned()];
    let index = built(vec![of_claims(
        "claims/a.toml",
        vec![linked, claim("there")],
    )]);
    let missing: Vec<String> = batches(&index)[0].missing_claims.iter().cloned().collect();
    assert_eq!(missing, ["away", "gone", "lost"]);
}

#[test]
fn gathered_claims_bring_the_sources_that_they_reach_and_no_others() {
    let mut second = source("second", "x");
    second.core.own_reporting = false;
    second.core.derived_from = vec!["first".to_owned(), "unknown".to_owned()];
    let mut records = Records {
        sources: vec![source("first", "x"), second, source("unrelated", "x")],
        claims: vec![resting("a", Stance::Supports, &["second"])],
        ..Records::default()
    };
    records.article = Some(article("art"));
    let index = built(vec![file("claims/a.toml", records)]);
    let gathered = index.gather(&[1].into()).unwrap();
    assert!(gathered.sources.keys().eq(["first", "second"]));
    assert!(gathered.articles.keys().eq(["art"]));
    assert_eq!(gathered.needs_origins, 2);
    assert_eq!(gathered.claims.len(), 1);
}

#[test]
fn a_row_that_is_not_there_is_damage() {
    let index = built(vec![of_claims("claims/a.toml", vec![claim("a")])]);
    let error = index.claim(99, today()).unwrap_err();
    assert!(
        error.is_damage() && error.to_string().contains("row 99"),
        "{error}"
    );
}

#[test]
fn a_value_that_this_program_never_writes_is_damage_wherever_it_is() {
    for (table, column) in [
        ("evidence", "stance"),
        ("evidence", "about"),
        ("evidence", "added"),
        ("ruling", "status"),
        ("ruling", "rating"),
        ("stake", "kind"),
        ("relation", "kind"),
        ("asked", "outcome"),
        ("searched", "\"on\""),
        ("claim", "kind"),
        ("claim", "evidence_offered"),
        ("claim", "id"),
        ("party", "reliability"),
        ("source", "interests"),
        ("assessment", "derived_status"),
        ("assessment", "flags"),
    ] {
        let index = built(vec![full_file()]);
        index
            .connection()
            .execute_batch(&format!("UPDATE {table} SET {column} = 'Non Sense!'"))
            .unwrap();
        let error = index
            .in_batches::<IndexError>(|_| Ok(()))
            .expect_err(&format!("{table}.{column}"));
        assert!(error.is_damage(), "{table}.{column}: {error}");
        assert!(
            error.to_string().contains("`Non Sense!`"),
            "{table}.{column}: {error}"
        );
    }
}

#[test]
fn an_evidence_row_that_lost_its_claims_other_half_is_noticed() {
    let index = built(vec![full_file()]);
    let statement = "DELETE FROM evidence WHERE position = 1";
    index.connection().execute_batch(statement).unwrap();
    // The parents that the row names are still there.
    let error = index.in_batches::<IndexError>(|_| Ok(())).unwrap_err();
    assert!(matches!(error, IndexError::NoSuchRow(1)), "{error}");
}

#[test]
fn dates_and_houses_are_written_so_that_sql_can_use_them() {
    let index = built(vec![full_file()]);
    assert_eq!(
        rows(
            &index,
            "SELECT changed, changed_from, changed_to, ruling FROM assessment"
        ),
        ["2026-03-07 2026-03-07 2026-03-07 1"]
    );
    assert_eq!(
        rows(
            &index,
            "SELECT publisher_key, publisher_house, voice_key, voice_house FROM source"
        ),
        ["\"publisher\" \"publisher\" \"voice\" \"voice\""]
    );
    assert_eq!(rows(&index, "SELECT house FROM party"), ["\"whole\""]);
    assert_eq!(
        rows(&index, "SELECT publisher_key, publisher_house FROM article"),
        ["full-party \"whole\""]
    );
}
