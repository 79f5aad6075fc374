//! A run writes what changed, and nothing else.

use super::desk::{BOOK, TestDesk, table};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::fmt::Write;

#[test]
fn the_first_run_writes_every_claim_and_the_next_one_nothing() {
    let desk = TestDesk::with(BOOK);
    assert_eq!(
        desk.publish(&[]),
        "wrote 3 claims of 3 and removed 0: book `Border desk`, schema `claimbook`"
    );
    let before = (desk.rows(), desk.written());
    assert_eq!(
        desk.publish(&[]),
        "nothing to publish: the server has all 3 claims of `Border desk`"
    );
    assert_eq!((desk.rows(), desk.written()), before);
}

#[test]
fn the_views_say_what_the_book_says() {
    let desk = TestDesk::with(BOOK);
    desk.publish(&[]);
    let mut admin = desk.admin();
    let claims = "SELECT book, id, article, text, speaker, status, derived_status, support_possible, support_established,
                  refute_possible, refute_established, ruled_by, ruled_on, reason FROM claimbook.public_claim ORDER BY id";
    assert_eq!(
        table(&mut admin, claims),
        "\"Border desk\" \"closed\" \"border-town\" \"The bridge was closed.\" \"The Ministry\" \"misleading\" \"single-source\" \
         \"1\" \"1\" \"0\" \"0\" \"amina\" \"2026-03-02\" \"One lane stayed open.\" \n\
         \"Border desk\" \"toll\" \"border-town\" \"The toll rose.\" ∅ \"single-source\" \"single-source\" \
         \"1\" \"1\" \"0\" \"0\" ∅ ∅ ∅ \n\
         \"Border desk\" \"unproven\" \"border-town\" \"Nobody knows.\" ∅ \"unverified\" \"unverified\" \
         \"0\" \"0\" \"0\" \"0\" ∅ ∅ ∅ \n"
    );
    let columns = "SELECT column_name FROM information_schema.columns WHERE table_name = 'public_claim' ORDER BY ordinal_position";
    let columns: Vec<String> = admin
        .query(columns, &[])
        .unwrap()
        .iter()
        .map(|row| row.get(0))
        .collect();
    assert_eq!(
        columns.join(", "),
        "book, id, article, text, speaker, status, derived_status, support_possible, support_established, \
         refute_possible, refute_established, ruled_by, ruled_on, reason, digest"
    );
    let evidence = "SELECT claim, position, stance, about, source, title, publisher, voice, quote FROM claimbook.public_evidence
                    ORDER BY claim, position";
    assert_eq!(
        table(&mut admin, evidence),
        "\"closed\" \"0\" \"supports\" \"content\" \"wire\" \"Wire story\" \"The Agency\" ∅ \"closed since Monday\" \n\
         \"closed\" \"1\" \"supports\" \"content\" \"reprint\" \"Reprint\" \"The Courier\" ∅ ∅ \n\
         \"toll\" \"0\" \"supports\" \"content\" \"figures\" \"Quarterly figures\" \"The Ministry\" ∅ ∅ \n"
    );
    let context = "SELECT id, article_title, article_url, kind, said_on, attribution, attribution_status, flags
                   FROM claimbook.public_claim_context WHERE id = 'closed'";
    assert_eq!(
        table(&mut admin, context),
        "\"closed\" \"Border town counts its dead\" \"https://example.org/border\" \"event\" \"2026-03\" \"officials say\" \
         \"unchecked\" \"\" \n"
    );
    let book = "SELECT * FROM claimbook.public_book";
    assert_eq!(
        table(&mut admin, book),
        "\"Border desk\" ∅ \"2026-03-10\" \"3\" \n"
    );
    let runs = "SELECT book, run, commit, claims, changed, at > now() - interval '1 hour' FROM claimbook.public_published";
    assert_eq!(
        table(&mut admin, runs),
        "\"Border desk\" \"1\" ∅ \"3\" \"3\" \"t\" \n"
    );
}

/// The ids of the claims whose digests differ from those before.
fn changed(desk: &TestDesk, change: impl FnOnce(&TestDesk)) -> Vec<String> {
    let digests = |desk: &TestDesk| {
        let rows = desk.admin().query(
            "SELECT id, digest FROM claimbook.public_claim ORDER BY id",
            &[],
        );
        let rows = rows
            .unwrap()
            .into_iter()
            .map(|row| (row.get(0), row.get(1)));
        rows.collect::<Vec<(String, String)>>()
    };
    let before = digests(desk);
    change(desk);
    desk.publish(&[]);
    let after = digests(desk)
        .into_iter()
        .filter(|now| !before.contains(now));
    after.map(|(id, _)| id).collect()
}

#[test]
fn what_changes_a_claims_reader_changes_its_digest_and_no_other() {
    let desk = TestDesk::with(BOOK);
    desk.publish(&[]);
    for (from, to, expected) in [
        ("The toll rose.", "The toll fell.", &["toll"][..]),
        (
            "title = \"Quarterly figures\"",
            "title = \"Figures\"",
            &["toll"],
        ),
        ("name = \"The Courier\"", "name = \"Courier\"", &["closed"]),
        (
            "One lane stayed open.",
            "Two lanes stayed open.",
            &["closed"],
        ),
        (
            "title = \"Wire story\"",
            "title = \"Wire story\"\nretracted = 2026-03-01",
            &["closed"],
        ),
        (
            "name = \"The Ministry\"",
            "name = \"Ministry\"",
            &["closed", "toll"],
        ),
        ("counts its dead", "counts", &["closed", "toll", "unproven"]),
        (
            "id = \"toll\"",
            "id = \"toll\"\nnote = \"for us alone\"",
            &[],
        ),
    ] {
        let found = changed(&desk, |desk| desk.change("claims/a.toml", from, to));
        assert_eq!(found, expected, "{to}");
    }
}

#[test]
fn one_changed_claim_of_many_rows_writes_few_rows() {
    let mut book = String::from("[[source]]\nid = \"s\"\ntitle = \"S\"\npublisher = \"P\"\n");
    for number in 0..500 {
        write!(
            book,
            "[[claim]]\nid = \"c{number}\"\ntext = \"Claim {number}.\"\n"
        )
        .unwrap();
        for row in 0..number % 40 {
            write!(
                book,
                "[[claim.evidence]]\nsource = \"s\"\nstance = \"supports\"\nquote = \"{row}\"\n"
            )
            .unwrap();
        }
    }
    let desk = TestDesk::with(&book);
    desk.publish(&[]);
    let before = desk.written();
    desk.change("claims/a.toml", "Claim 39.", "Another claim.");
    let said = desk.publish(&[]);
    assert!(
        said.starts_with("wrote 1 claim of 500 and removed 0"),
        "{said}"
    );
    // The claim, the book and the run; its 39 rows of evidence are the same.
    assert_eq!(desk.written() - before, 3);
}

#[test]
fn what_the_book_loses_leaves_the_server() {
    let desk = TestDesk::with(BOOK);
    desk.publish(&[]);
    desk.change(
        "claims/a.toml",
        "[[claim.evidence]]\nsource = \"reprint\"\nstance = \"supports\"\n",
        "",
    );
    desk.change(
        "claims/a.toml",
        "id = \"unproven\"\n",
        "id = \"unproven\"\nconfidential = true\n",
    );
    let said = desk.publish(&[]);
    assert!(
        said.starts_with("wrote 1 claim of 2 and removed 1"),
        "{said}"
    );
    let fresh = TestDesk::with(&std::fs::read_to_string(desk.path("claims/a.toml")).unwrap());
    fresh.publish(&[]);
    assert_eq!(shown(&desk), shown(&fresh));
    desk.write("claims/a.toml", "");
    let said = desk.publish(&[]);
    assert!(
        said.starts_with("wrote 0 claims of 0 and removed 2"),
        "{said}"
    );
    assert_eq!(shown(&desk), "\n\n");
}

/// The claims and the evidence, without the history of the book.
fn shown(desk: &TestDesk) -> String {
    let mut admin = desk.admin();
    let claims = "SELECT * FROM claimbook.claim ORDER BY book, id";
    let evidence = "SELECT * FROM claimbook.evidence ORDER BY book, claim, position";
    format!(
        "{}\n{}\n",
        table(&mut admin, claims),
        table(&mut admin, evidence)
    )
}

#[test]
fn a_full_run_mends_what_somebody_else_changed() {
    let desk = TestDesk::with(BOOK);
    desk.publish(&[]);
    let whole = shown(&desk);
    desk.admin()
        .batch_execute(
            "UPDATE claimbook.claim SET text = 'forged' WHERE id = 'toll';
             DELETE FROM claimbook.evidence WHERE claim = 'closed' AND position = 0;
             INSERT INTO claimbook.evidence (book, claim, position, stance, about) VALUES ('Border desk', 'nobody', 0, 'a', 'b')",
        )
        .unwrap();
    assert!(desk.publish(&[]).starts_with("nothing to publish"));
    assert_ne!(shown(&desk), whole);
    let said = desk.publish(&["--full"]);
    assert!(
        said.starts_with("wrote 3 claims of 3 and removed 0"),
        "{said}"
    );
    assert_eq!(shown(&desk), whole);
}

#[test]
fn a_dry_run_counts_and_writes_nothing() {
    let desk = TestDesk::with(BOOK);
    let expected = "would write 3 claims of 3 and remove 0: book `Border desk`, schema `claimbook`";
    assert_eq!(desk.publish(&["--dry-run"]), expected);
    let schemas =
        "SELECT count(*) FROM information_schema.schemata WHERE schema_name = 'claimbook'";
    assert_eq!(table(&mut desk.admin(), schemas), "\"0\" \n");
    desk.publish(&[]);
    desk.change("claims/a.toml", "The toll rose.", "The toll fell.");
    desk.change("claims/a.toml", "id = \"unproven\"", "id = \"unknown\"");
    let before = (desk.rows(), desk.written());
    let said = desk.publish(&["-n"]);
    assert!(
        said.starts_with("would write 2 claims of 3 and remove 1"),
        "{said}"
    );
    assert_eq!((desk.rows(), desk.written()), before);
}

#[test]
fn two_books_share_a_schema() {
    let desk = TestDesk::with(BOOK);
    desk.publish(&[]);
    let first = shown(&desk);
    let said = desk.publish(&["--book-key", "another"]);
    assert!(said.starts_with("wrote 3 claims of 3"), "{said}");
    desk.write("claims/a.toml", "");
    desk.publish(&["--book-key", "another"]);
    assert_eq!(shown(&desk), first);
}

/// Numbers that are the same in every run.
struct Dice(TestRng);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0.next_u64() % n
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// A book that random edits change.
struct RandomBook {
    parties: Vec<(u64, bool)>,
    /// Title, publisher, parent, retracted, confidential.
    sources: Vec<(u64, u64, Option<u64>, bool, bool)>,
    claims: Vec<RandomClaim>,
}

/// Id, text, speaker, evidence, ruling, confidential.
type RandomClaim = (u64, u64, u64, Vec<RandomRow>, Option<u64>, bool);

/// Source, whether it refutes, quote.
type RandomRow = (u64, bool, u64);

impl RandomBook {
    fn edit(&mut self, dice: &mut Dice) {
        let claim = usize::try_from(dice.below(self.claims.len() as u64)).unwrap();
        let source = usize::try_from(dice.below(self.sources.len() as u64)).unwrap();
        let party = usize::try_from(dice.below(self.parties.len() as u64)).unwrap();
        let value = dice.below(1000);
        match dice.below(12) {
            0 => self.parties[party].0 = value,
            1 => self.parties[party].1 = dice.one_in(6),
            2 => self.sources[source].0 = value,
            3 => self.sources[source].1 = value % 6,
            4 => self.sources[source].2 = dice.one_in(2).then_some(value % 12),
            5 => self.sources[source].3 = dice.one_in(4),
            6 => self.sources[source].4 = dice.one_in(6),
            7 => self.claims[claim].1 = value,
            8 => self.claims[claim]
                .3
                .push((value % 12, dice.one_in(3), value)),
            9 if !self.claims[claim].3.is_empty() => {
                let rows = &mut self.claims[claim].3;
                rows.remove(usize::try_from(value).unwrap() % rows.len());
            }
            10 => self.claims[claim].4 = dice.one_in(2).then_some(value),
            11 if self.claims.len() > 30 => drop(self.claims.remove(claim)),
            _ => {
                // Ids run through all lengths, so that new ones come before, between and after the old ones.
                let id = dice.below(100_000);
                if self.claims.iter().all(|known| known.0 != id) {
                    self.claims
                        .push((id, value, value % 6, Vec::new(), None, dice.one_in(5)));
                }
            }
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (id, (name, confidential)) in self.parties.iter().enumerate() {
            write!(text, "[[party]]\nid = \"p{id}\"\nname = \"Party {id} {name}\"\nconfidential = {confidential}\n").unwrap();
        }
        for (id, (title, publisher, parent, retracted, confidential)) in
            self.sources.iter().enumerate()
        {
            write!(text, "[[source]]\nid = \"s{id}\"\ntitle = \"T{title}\"\npublisher = \"p{publisher}\"\nconfidential = {confidential}\n").unwrap();
            match parent {
                Some(parent) => writeln!(text, "derived_from = [\"s{parent}\"]").unwrap(),
                None => writeln!(text, "own_reporting = true").unwrap(),
            }
            if *retracted {
                writeln!(text, "retracted = 2026-01-01").unwrap();
            }
        }
        for (id, words, speaker, evidence, ruling, confidential) in &self.claims {
            write!(text, "[[claim]]\nid = \"c{id}\"\ntext = \"Claim {words}.\"\nspeaker = \"p{speaker}\"\nconfidential = {confidential}\n").unwrap();
            for (source, against, quote) in evidence {
                let stance = if *against { "refutes" } else { "supports" };
                write!(text, "[[claim.evidence]]\nsource = \"s{source}\"\nstance = \"{stance}\"\nquote = \"{quote}\"\n").unwrap();
            }
            if let Some(reason) = ruling {
                write!(text, "[[claim.ruling]]\nstatus = \"misleading\"\non = 2026-01-02\nby = \"amina\"\nreason = \"{reason}\"\n").unwrap();
            }
        }
        text
    }
}

#[test]
fn after_200_random_edits_the_steps_equal_one_full_run() {
    let mut dice = Dice(TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let mut book = RandomBook {
        parties: (0..6).map(|id| (id, id == 5)).collect(),
        sources: (0..12)
            .map(|id| (id, id % 6, None, false, id == 3))
            .collect(),
        claims: (0..40)
            .map(|id| {
                (
                    id * 7,
                    id,
                    id % 6,
                    vec![(id % 12, false, id)],
                    None,
                    id % 9 == 0,
                )
            })
            .collect(),
    };
    let desk = TestDesk::with(&book.text());
    let mut runs = 0;
    for edit in 1..=200 {
        book.edit(&mut dice);
        if edit % 8 == 0 {
            desk.write("claims/a.toml", &book.text());
            runs += u32::from(desk.publish(&[]).starts_with("wrote"));
        }
    }
    assert!(runs > 20, "only {runs} runs had something to write");
    let fresh = TestDesk::with(&book.text());
    fresh.publish(&[]);
    assert_eq!(shown(&desk), shown(&fresh));
    assert!(shown(&desk).lines().count() > 50);
}
