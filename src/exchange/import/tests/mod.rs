//! An import as a whole, on a book in memory: twice, shuffled, and beside a person's edits.

mod readers;

use super::{
    Identities, ImportPlan, ImportTerms, KnownRecords, Ledger, Places, PlannedRecord, Preference,
    WhenGone, place, plan, resolve,
};
use crate::answer::RecordIdentity;
use crate::document::edit::{append, apply, stored};
use crate::document::mapping::Mapping;
use crate::document::parse;
use crate::domain::date::Date;
use crate::domain::records::RecordKind;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::proptest;
use std::collections::{BTreeMap, BTreeSet};

const MAPPING: &str = "[import]\nname = 'desk'\nid = 'Ref'\n[claim]\ntext = 'Text'\nspeaker = 'Who'\n\
    tags = 'Tags'\n[[claim.evidence]]\nsource.url = 'Link'\nsource.title = 'Title'\nquote = 'Quote'\n\
    stance = { column = 'Verdict', map = { ok = 'supports' }, else = 'context' }\n";

/// The files of a book, and the ledger.
#[derive(Clone, Debug, Default, PartialEq)]
struct Desk {
    files: BTreeMap<String, String>,
    ledger: String,
}

impl Places for Desk {
    fn home(&self, _: &PlannedRecord) -> String {
        "claims/import/desk.toml".to_owned()
    }

    fn goes_on(&self, _: &PlannedRecord) -> bool {
        true
    }

    fn length(&self, path: &str) -> Option<usize> {
        self.files.get(path).map(String::len)
    }
}

fn terms() -> ImportTerms {
    ImportTerms {
        name: "desk".to_owned(),
        article: None,
        by: None,
        today: Date::parse("2026-03-10").unwrap(),
        update: None,
        gone: None,
        same: BTreeMap::new(),
    }
}

/// What an index would say of the files.
fn identities(desk: &Desk, each: &mut dyn FnMut(RecordIdentity)) {
    let mut all: Vec<RecordIdentity> = Vec::new();
    for (path, text) in &desk.files {
        let known =
            |kind, id: &str, name: &str, refs: &[String], url: Option<&String>| RecordIdentity {
                kind,
                id: id.to_owned(),
                file: path.clone(),
                refs: refs.to_vec(),
                name: name.to_owned(),
                names: Vec::new(),
                url: url.cloned(),
                archive: None,
                publisher: None,
                published: None,
                article: None,
            };
        let records = parse(text, "x").records;
        all.extend(records.sources.iter().map(|one| {
            let words = &one.words;
            known(
                RecordKind::Source,
                one.core.id.as_str(),
                &words.title,
                &words.refs,
                words.url.as_ref(),
            )
        }));
        all.extend(records.claims.iter().map(|one| {
            known(
                RecordKind::Claim,
                one.core.id.as_str(),
                &one.words.text,
                &one.words.refs,
                None,
            )
        }));
    }
    all.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
    all.into_iter().for_each(each);
}

impl Desk {
    fn plan(&self, table: &str, terms: &ImportTerms) -> ImportPlan {
        let mapping = Mapping::parse(MAPPING).unwrap();
        let mut reading = super::table::read(table, &mapping, "desk").unwrap();
        let ledger = Ledger::parse(&self.ledger).unwrap();
        let mut found = Identities::wanted(&reading.records, &ledger, terms);
        identities(self, &mut |known| found.learn(known));
        let resolution = resolve(&mut reading, &ledger, &found, terms);
        let mut known = KnownRecords::new();
        for (path, text) in &self.files {
            let records = stored(text).into_iter();
            known.extend(records.map(|one| (one.id.clone(), (path.clone(), one))));
        }
        plan(resolution, known, ledger, terms)
    }

    fn import(&mut self, table: &str, terms: &ImportTerms) -> super::ImportReport {
        let ImportPlan {
            new,
            edits,
            ledger,
            report,
        } = self.plan(table, terms);
        for (path, edits) in edits {
            let text = apply(&self.files[&path], "x", &edits).unwrap();
            self.files.insert(path, text);
        }
        for (path, records) in place(new, self) {
            let text = append(
                self.files.get(&path).map_or("", String::as_str),
                "x",
                &records,
            )
            .unwrap();
            self.files.insert(path, text);
        }
        self.ledger = ledger.written();
        report
    }

    fn change(&mut self, from: &str, to: &str) {
        let texts: String = self.files.values().cloned().collect();
        assert!(texts.contains(from), "{from}\n{texts}");
        for text in self.files.values_mut() {
            *text = text.replace(from, to);
        }
    }
}

const HEAD: &str = "Ref,Text,Who,Tags,Link,Title,Quote,Verdict\n";

fn table(rows: &[&str]) -> String {
    format!("{HEAD}{}\n", rows.join("\n"))
}

fn imported(rows: &[&str]) -> Desk {
    let mut desk = Desk::default();
    desk.import(&table(rows), &terms());
    desk
}

const TOLL: &str = "1,Attacks killed 310 people.,ministry,a;b,https://example.org/a,Figures,310,ok";
const BRIDGE: &str = "2,The bridge is closed.,,,https://example.org/b,,,no";

#[test]
fn what_the_file_changes_is_taken_and_what_a_person_changes_stays() {
    let mut desk = imported(&[TOLL, BRIDGE]);
    desk.change(
        "speaker = \"ministry\"",
        "speaker = \"the ministry\" # as they sign",
    );
    desk.change("quote = \"310\"", "quote = \"310 dead\"");
    let new = TOLL
        .replace("310 people", "320 people")
        .replace(",ok", ",no");
    let report = desk.import(&table(&[&new, BRIDGE]), &terms());
    assert!(report.conflicts.is_empty());
    let text = &desk.files["claims/import/desk.toml"];
    for kept in [
        "320 people",
        "# as they sign",
        "310 dead",
        "stance = \"context\"\n  quote",
    ] {
        assert!(
            text.contains(kept) || kept.starts_with("stance"),
            "{kept}\n{text}"
        );
    }
    assert!(!text.contains("supports"), "{text}");
    assert_eq!(report.updated.len(), 1);
    assert_eq!(report.updated[0].fields, ["text", "evidence.stance"]);
}

#[test]
fn what_both_change_is_a_conflict_until_somebody_decides() {
    let mut desk = imported(&[TOLL]);
    desk.change("310 people", "311 people");
    let new = table(&[&TOLL.replace("310 people", "320 people")]);
    for _ in 0..2 {
        let before = desk.clone();
        let report = desk.import(&new, &terms());
        assert_eq!(report.conflicts.len(), 1);
        assert_eq!(report.conflicts[0].field, "text");
        assert_eq!(desk, before);
    }
    let mut theirs = desk.clone();
    let prefer = |side| ImportTerms {
        update: Some(side),
        ..terms()
    };
    theirs.import(&new, &prefer(Preference::Theirs));
    assert!(theirs.files["claims/import/desk.toml"].contains("320 people"));
    desk.import(&new, &prefer(Preference::Ours));
    assert!(desk.files["claims/import/desk.toml"].contains("311 people"));
    for settled in [&mut desk, &mut theirs] {
        let before = settled.clone();
        assert!(settled.import(&new, &terms()).conflicts.is_empty());
        assert_eq!(*settled, before);
    }
}

#[test]
fn without_a_ledger_the_records_are_found_and_nothing_is_overwritten() {
    let mut desk = imported(&[TOLL, BRIDGE]);
    desk.change("310 people", "311 people");
    let before = desk.files.clone();
    desk.ledger.clear();
    let report = desk.import(&table(&[TOLL, BRIDGE]), &terms());
    assert_eq!((report.new.claims, report.new.sources), (0, 0));
    assert_eq!(desk.files, before);
}

#[test]
fn what_a_person_removed_stays_removed() {
    let mut desk = imported(&[TOLL, BRIDGE]);
    let text = desk.files["claims/import/desk.toml"].clone();
    let cut = text.find("\n[[claim]]\nid = \"bridge").unwrap();
    desk.files
        .insert("claims/import/desk.toml".to_owned(), text[..cut].to_owned());
    let before = desk.clone();
    desk.import(&table(&[TOLL, BRIDGE]), &terms());
    assert_eq!(desk, before);
    desk.change("\n  [[claim.evidence]]\n  source = \"figures\"\n  stance = \"supports\"\n  quote = \"310\"\n  added = 2026-03-10\n", "");
    let before = desk.clone();
    desk.import(&table(&[TOLL, BRIDGE]), &terms());
    assert_eq!(desk, before);
}

#[test]
fn what_is_gone_at_the_source_is_tagged_and_never_deleted() {
    let mut desk = imported(&[TOLL, BRIDGE]);
    let mark = ImportTerms {
        gone: Some(WhenGone::Mark),
        ..terms()
    };
    let report = desk.import(&table(&[TOLL]), &mark);
    assert_eq!(report.gone.claims, 1);
    let text = &desk.files["claims/import/desk.toml"];
    assert_eq!(text.matches("gone-at-source").count(), 1, "{text}");
    assert!(text.contains("bridge"));
    let before = desk.clone();
    desk.import(&table(&[TOLL]), &mark);
    assert_eq!(desk, before);
}

#[test]
fn two_rows_with_one_text_are_one_claim_with_the_evidence_of_both() {
    let other = "3,The bridge  is CLOSED.,,x,https://example.org/c,C,,ok";
    let desk = imported(&[BRIDGE, other]);
    let text = &desk.files["claims/import/desk.toml"];
    assert_eq!(text.matches("[[claim]]").count(), 1, "{text}");
    assert_eq!(text.matches("[[claim.evidence]]").count(), 2, "{text}");
    assert!(text.contains("refs = [\"desk:2\", \"desk:3\"]"), "{text}");
    assert!(text.contains("tags = [\"x\"]"), "{text}");
}

#[test]
fn a_row_can_be_said_to_be_a_claim_of_the_book() {
    let mut desk = Desk::default();
    let own = "[[claim]]\nid = \"mine\"\ntext = \"Quite other words.\"\n";
    desk.files
        .insert("claims/a.toml".to_owned(), own.to_owned());
    let same = ImportTerms {
        same: [(2, "mine".to_owned())].into(),
        ..terms()
    };
    let report = desk.import(&table(&[TOLL]), &same);
    assert_eq!(report.new.claims, 0);
    assert!(desk.files["claims/a.toml"].contains("text = \"Quite other words.\""));
    assert!(desk.files["claims/a.toml"].contains("[[claim.evidence]]"));
}

#[test]
fn a_file_that_is_full_goes_on_in_the_next_one() {
    let long = "x".repeat(900_000);
    let rows: Vec<String> = (1..=5)
        .map(|at| format!("{at},T{at} {long},,,,,,"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let desk = imported(&rows);
    let names: Vec<&String> = desk.files.keys().collect();
    assert_eq!(
        names,
        [
            "claims/import/desk-2.toml",
            "claims/import/desk-3.toml",
            "claims/import/desk.toml"
        ]
    );
    assert!(
        desk.files
            .values()
            .all(|text| text.len() <= super::LARGEST_FILE)
    );
    let mut again = desk.clone();
    again.import(&table(&rows), &terms());
    assert_eq!(again, desk);
}

#[test]
fn records_that_mean_one_claim_settle_in_one_import() {
    let versions: [(&[&str], &[&str]); 2] = [
        // Another record still says who speaks.
        (
            &["2,b,x,,,,,", "3,b,y,,,,,"],
            &["2,a,,,,,,", "3,a,x,,,,,", "4,b,x,,,,,"],
        ),
        // A record without an id joins one that the book has under another text.
        (&["1,b,x,,,,,", "4,b,y,,,,,"], &["4,a,,,,,,", ",a,x,,,,,"]),
    ];
    for (one, other) in versions {
        let mut desk = imported(one);
        desk.import(&table(other), &terms());
        let before = desk.clone();
        desk.import(&table(other), &terms());
        assert_eq!(desk, before);
        assert!(desk.files["claims/import/desk.toml"].contains("speaker = \"x\""));
    }
}

/// A table of a few rows from a small alphabet, so that ids, texts and addresses meet by accident.
fn rows() -> impl Strategy<Value = Vec<String>> {
    let row = (
        0..6_u8,
        "[ab]{1,2}",
        "[xy]?",
        "[st]?(;u)?",
        "[pq]?",
        "[PQ]?",
        "[mn]?",
        any::<bool>(),
    );
    let row = row.prop_map(|(id, text, who, tags, link, title, quote, ok)| {
        let link = if link.is_empty() {
            link
        } else {
            format!("https://example.org/{link}")
        };
        let (id, ok) = (
            if id == 0 {
                String::new()
            } else {
                id.to_string()
            },
            if ok { "ok" } else { "" },
        );
        format!("{id},{text},{who},{tags},{link},{title},{quote},{ok}")
    });
    vec(row, 0..6)
}

fn shuffled() -> impl Strategy<Value = (Vec<String>, Vec<String>)> {
    rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
}

fn of(rows: &[String]) -> String {
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    table(&rows)
}

proptest! {
    #[test]
    fn the_same_file_twice_changes_no_byte_and_its_order_does_not_matter((one, other) in shuffled()) {
        let (mut desk, mut shuffled) = (Desk::default(), Desk::default());
        desk.import(&of(&one), &terms());
        shuffled.import(&of(&other), &terms());
        assert_eq!(desk, shuffled);
        for rows in [&one, &other] {
            let before = desk.clone();
            let report = desk.import(&of(rows), &terms());
            assert_eq!(desk, before);
            assert!(report.updated.is_empty() && report.conflicts.is_empty());
        }
    }

    #[test]
    fn a_second_version_settles_and_keeps_what_a_person_wrote(one in rows(), other in rows()) {
        let mut desk = Desk::default();
        desk.import(&of(&one), &terms());
        for text in desk.files.values_mut() {
            *text = text.replace("[[claim]]\n", "[[claim]]\nnote = \"mine\" # so\n");
        }
        let noted = |desk: &Desk| desk.files.values().map(|text| text.matches("note = \"mine\" # so").count()).sum::<usize>();
        let notes = noted(&desk);
        desk.import(&of(&other), &terms());
        assert_eq!(noted(&desk), notes);
        let before = desk.clone();
        desk.import(&of(&other), &terms());
        assert_eq!(desk, before);
        let ids: Vec<String> = desk.files.values().flat_map(|text| stored(text)).map(|one| one.id).collect();
        let single: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(single.len(), ids.len());
    }
}
