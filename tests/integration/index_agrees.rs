//! An index refreshed in steps equals one built afresh, whatever the steps.

use claimbook::index::Index;
use claimbook::workspace::{CacheFolder, Silent, Workspace};
use proptest::prelude::{Strategy, any};
use proptest::test_runner::Config;
use proptest::{prop_oneof, proptest};
use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

/// Questions whose answers say everything that the index holds, free of its own numbers.
const QUESTIONS: &[&str] = &[
    "SELECT path, size, hex(sha256), unread FROM file ORDER BY path",
    "SELECT * FROM claims ORDER BY file, line",
    "SELECT f.path, a.* FROM article a JOIN file f ON f.row = a.file ORDER BY f.path",
    "SELECT f.path, t.line, t.stands, t.id, t.name, t.aliases, t.part_of, t.reliability, t.interests, t.house
     FROM party t JOIN file f ON f.row = t.file ORDER BY f.path, t.line",
    "SELECT f.path, t.line, t.stands, t.id, t.title, t.publisher, t.voice, t.own_reporting, t.retracted,
       t.publisher_key, t.publisher_house, t.voice_key, t.voice_house, t.witness
     FROM source t JOIN file f ON f.row = t.file ORDER BY f.path, t.line",
    "SELECT f.path, c.line, c.stands, a.* FROM assessment a JOIN claim c ON c.row = a.claim JOIN file f ON f.row = c.file
     ORDER BY f.path, c.line",
    "SELECT f.path, c.line, e.* FROM evidence e JOIN claim c ON c.row = e.claim JOIN file f ON f.row = c.file
     ORDER BY f.path, c.line, e.position",
    "SELECT f.path, c.line, r.* FROM relation r JOIN claim c ON c.row = r.claim JOIN file f ON f.row = c.file
     ORDER BY f.path, c.line, r.position",
    "SELECT f.path, c.line, g.flag FROM flag g JOIN claim c ON c.row = g.claim JOIN file f ON f.row = c.file
     ORDER BY f.path, c.line, g.flag",
    "SELECT s.id, d.position, d.parent FROM derivation d JOIN source s ON s.row = d.source JOIN file f ON f.row = s.file
     ORDER BY f.path, s.line, d.position",
    "SELECT n.name, p.id FROM party_name n JOIN party p ON p.row = n.party ORDER BY n.name, p.id, p.line",
    "SELECT what, word, n FROM tally ORDER BY what, word",
    "SELECT c.id, f.path, c.line FROM claim_text JOIN claim c ON c.row = claim_text.rowid JOIN file f ON f.row = c.file
     WHERE claim_text MATCH 'alder' ORDER BY f.path, c.line",
    "SELECT count(*) FROM claim_text WHERE claim_text MATCH 'birch'",
    "SELECT f.path, a.id, t.size, hex(t.sha256), t.unread FROM article_text t JOIN article a ON a.row = t.article
     JOIN file f ON f.row = a.file ORDER BY f.path",
    "SELECT f.path, c.line, a.id, p.start, p.end, p.how, round(p.score, 9), p.paragraph
     FROM passage p JOIN claim c ON c.row = p.claim JOIN article a ON a.row = p.article JOIN file f ON f.row = c.file
     ORDER BY f.path, c.line",
    "SELECT f.path, c.line, round(rank, 9) FROM claim_text JOIN claim c ON c.row = claim_text.rowid JOIN file f ON f.row = c.file
     WHERE claim_text MATCH 'alder OR p1' ORDER BY f.path, c.line",
    "SELECT s.id, f.path, s.line FROM source_text JOIN source s ON s.row = source_text.rowid JOIN file f ON f.row = s.file
     WHERE source_text MATCH 's OR party' ORDER BY f.path, s.line",
    "SELECT p.id, f.path, p.line FROM party_text JOIN party p ON p.row = party_text.rowid JOIN file f ON f.row = p.file
     WHERE party_text MATCH 'party OR other' ORDER BY f.path, p.line",
];

/// Numbers of the index's own, which differ from one build to the next.
const OWN: &[&str] = &["row", "claim", "file", "source", "party"];

/// The cache of a book, beside its claims.
fn cache(book: &Path) -> CacheFolder {
    CacheFolder::open(&book.join("cache"), book).unwrap()
}

fn open(book: &Path) -> Workspace {
    Workspace::open(
        book,
        Some(&cache(book)),
        "2100-01-01".parse().unwrap(),
        &Silent,
    )
    .unwrap()
}

fn everything(index: &Index) -> String {
    let mut text = String::new();
    for question in QUESTIONS {
        let mut own = Vec::new();
        let mut rows = Vec::new();
        index
            .sql(
                question,
                Duration::MAX,
                &mut |columns| {
                    own = columns
                        .iter()
                        .map(|name| OWN.contains(&name.as_str()))
                        .collect();
                },
                &mut |row| {
                    rows.push(row);
                    ControlFlow::Continue(())
                },
            )
            .unwrap();
        for row in rows {
            for (value, own) in row.iter().zip(&own) {
                let number = *own && matches!(value, claimbook::index::SqlValue::Integer(_));
                write!(
                    text,
                    "{}\t",
                    if number {
                        "#".to_owned()
                    } else {
                        format!("{value:?}")
                    }
                )
                .unwrap();
            }
            text.push('\n');
        }
        text.push_str("--\n");
    }
    text
}

/// One edit of a book of four files.
#[derive(Clone, Debug)]
enum Edit {
    Write(usize, String),
    Remove(usize),
    Rename(usize, usize),
    Text(usize, &'static [u8]),
    NoText(usize),
}

const TEXTS: [&str; 2] = ["articles/x.txt", "articles/y.txt"];

/// What the texts of articles say from time to time: a quote word for word, twice, in other words, not at all; no UTF-8.
const SAID: [&[u8]; 5] = [
    b"The board closed the old bridge on Tuesday. Nobody was told.",
    b"The board closed the old bridge on Tuesday.\n\nThe board closed the old bridge on Tuesday.",
    b"The board shut the old bridge on Monday. Nobody was told of it.",
    b"Something else.",
    b"\xff",
];

pub(super) const FILES: [&str; 4] = [
    "claims/a.toml",
    "claims/b.toml",
    "claims/deep/c.toml",
    "claims/d.toml",
];

fn record() -> impl Strategy<Value = String> {
    let party = (0..3_usize, 0..4_usize, 0..3_usize).prop_map(|(id, whole, grade)| {
        let grade = ["", "reliability = \"D\"", "reliability = \"E\""][grade];
        let part_of = [
            "part_of = \"p0\"",
            "part_of = \"party  1\"",
            "part_of = \"P2\"",
            "",
        ][whole];
        let name = ["Party", "Other"][whole % 2];
        format!("[[party]]\nid = \"p{id}\"\nname = \"{name} {id}\"\n{part_of}\n{grade}\n")
    });
    let source = (
        0..4_usize,
        0..5_usize,
        0..4_usize,
        0..4_usize,
        any::<bool>(),
    );
    let source = source.prop_map(|(id, parent, publisher, voice, own)| {
        let derived = if parent < 4 { format!("derived_from = [\"s{parent}\"]") } else { String::new() };
        let publisher = ["publisher = \"p0\"", "publisher = \"PARTY 1\"", "publisher = \"Ä  b\"", ""][publisher];
        let voice = if voice < 3 { format!("voice = \"p{voice}\"") } else { String::new() };
        format!("[[source]]\nid = \"s{id}\"\ntitle = \"S\"\n{publisher}\n{voice}\n{derived}\nown_reporting = {own}\n")
    });
    let evidence = (0..5_usize, 0..4_usize).prop_map(|(source, stance)| {
        let stance = ["supports", "supports", "refutes", "denies"][stance];
        format!("  [[claim.evidence]]\n  source = \"s{source}\"\n  stance = \"{stance}\"\n")
    });
    let claim = (
        0..4_usize,
        0..4_usize,
        0..4_usize,
        proptest::collection::vec(evidence, 0..4),
    )
        .prop_map(|(id, other, speaker, evidence)| {
            let word = ["alder", "birch"][id % 2];
            let relation = [
                "",
                "denies = [\"c0\"]",
                "contradicts = [\"c1\"]",
                "repeats = [\"c2\"]",
            ][other];
            let quote = [
                "quote = \"The board closed the old bridge on Tuesday\"",
                "quote = \"Nobody was told\"\nparagraph = 1",
                "",
            ][id % 3];
            let speaker = if speaker < 3 {
                format!("speaker = \"p{speaker}\"")
            } else {
                String::new()
            };
            format!(
                "[[claim]]\nid = \"c{id}\"\ntext = \"{word}\"\n{quote}\n{speaker}\n{relation}\n{}",
                evidence.concat()
            )
        });
    prop_oneof![party, source, claim]
}

pub(super) fn content() -> impl Strategy<Value = String> {
    let article = (0..3, 0..4, 0..3_usize).prop_map(|(id, publisher, text)| {
        let text = TEXTS
            .get(text)
            .map_or_else(String::new, |path| format!("file = \"{path}\"\n"));
        let publisher = if publisher < 3 {
            format!("publisher = \"p{publisher}\"")
        } else {
            String::new()
        };
        if id < 2 {
            format!("[article]\nid = \"a{id}\"\ntitle = \"A\"\n{publisher}\n{text}")
        } else {
            String::new()
        }
    });
    let broken = prop_oneof![9 => proptest::strategy::Just(""), 1 => proptest::strategy::Just("unknown = 1\n")];
    (article, proptest::collection::vec(record(), 0..5), broken)
        .prop_map(|(article, records, broken)| format!("{broken}{article}{}", records.concat()))
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (0..4_usize, content()).prop_map(|(file, text)| Edit::Write(file, text)),
        1 => (0..4_usize).prop_map(Edit::Remove),
        1 => (0..4_usize, 0..4_usize).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => (0..2_usize, 0..5_usize).prop_map(|(text, said)| Edit::Text(text, SAID[said])),
        1 => (0..2_usize).prop_map(Edit::NoText),
    ]
}

fn apply(root: &Path, edit: &Edit) {
    match edit {
        Edit::Write(file, text) => fs::write(root.join(FILES[*file]), text).unwrap(),
        Edit::Remove(file) => drop(fs::remove_file(root.join(FILES[*file]))),
        Edit::Rename(from, to) => drop(fs::rename(root.join(FILES[*from]), root.join(FILES[*to]))),
        Edit::Text(text, said) => {
            fs::create_dir_all(root.join("articles")).unwrap();
            fs::write(root.join(TEXTS[*text]), said).unwrap();
        }
        Edit::NoText(text) => drop(fs::remove_file(root.join(TEXTS[*text]))),
    }
}

fn copy_claims(from: &Path, to: &Path) {
    fs::create_dir_all(to.join("claims/deep")).unwrap();
    fs::create_dir_all(to.join("articles")).unwrap();
    for file in FILES.iter().chain(&TEXTS) {
        drop(fs::copy(from.join(file), to.join(file)));
    }
}

proptest! {
    #![proptest_config(Config { cases: 96, ..Config::default() })]

    #[test]
    fn refreshed_in_steps_equals_built_afresh(steps in proptest::collection::vec(proptest::collection::vec(edit(), 1..4), 1..6)) {
        let book = tempfile::tempdir().unwrap();
        fs::create_dir_all(book.path().join("claims/deep")).unwrap();
        drop(open(book.path()));
        for step in &steps {
            for edit in step {
                apply(book.path(), edit);
            }
            let stepwise = open(book.path());
            let afresh = tempfile::tempdir().unwrap();
            copy_claims(book.path(), afresh.path());
            let afresh = open(afresh.path());
            proptest::prop_assert_eq!(everything(stepwise.index()), everything(afresh.index()));
        }
    }
}

#[test]
fn an_edit_of_the_same_size_within_the_same_instant_is_seen() {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir_all(book.path().join("claims")).unwrap();
    let file = book.path().join(FILES[0]);
    for word in ["alder", "birch", "alder", "birch"] {
        fs::write(
            &file,
            format!("[[claim]]\nid = \"c0\"\ntext = \"{word}\"\n"),
        )
        .unwrap();
        let opened = open(book.path());
        assert!(everything(opened.index()).contains(word));
    }
}

#[test]
fn an_edit_of_a_text_of_the_same_size_within_the_same_instant_is_seen() {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir_all(book.path().join("claims")).unwrap();
    fs::create_dir_all(book.path().join("articles")).unwrap();
    let claims = "[article]\ntitle = \"A\"\nfile = \"articles/x.txt\"\n\
                  [[claim]]\nid = \"c0\"\ntext = \"alder\"\nquote = \"40 miles\"\n";
    fs::write(book.path().join(FILES[0]), claims).unwrap();
    for (said, how) in [
        ("40 miles", "exact"),
        ("30 yards", "lost"),
        ("40 miles", "exact"),
    ] {
        fs::write(book.path().join(TEXTS[0]), said).unwrap();
        let opened = open(book.path());
        assert!(
            everything(opened.index()).contains(&format!("\"{how}\"")),
            "{how}"
        );
    }
    fs::remove_file(book.path().join(TEXTS[0])).unwrap();
    let gone = everything(open(book.path()).index());
    assert!(
        !gone.contains("\"exact\"") && gone.contains("Integer(-1)"),
        "{gone}"
    );
}

#[test]
fn a_damaged_or_foreign_index_is_built_again() {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir_all(book.path().join("claims")).unwrap();
    fs::write(
        book.path().join(FILES[0]),
        "[[claim]]\nid = \"c0\"\ntext = \"alder\"\n",
    )
    .unwrap();
    let whole = everything(open(book.path()).index());
    let index = cache(book.path()).index();
    let bytes = fs::read(&index).unwrap();
    for damaged in [
        b"no index at all".to_vec(),
        Vec::new(),
        bytes[..100].to_vec(),
    ] {
        fs::write(&index, damaged).unwrap();
        assert_eq!(everything(open(book.path()).index()), whole);
    }
}

#[test]
fn an_index_of_another_schema_is_built_again() {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir_all(book.path().join("claims")).unwrap();
    fs::write(
        book.path().join(FILES[0]),
        "[[claim]]\nid = \"c0\"\ntext = \"alder\"\n",
    )
    .unwrap();
    let whole = everything(open(book.path()).index());
    let index = cache(book.path()).index();
    let mut bytes = fs::read(&index).unwrap();
    bytes[60] ^= 0x55; // user_version stands in the header, at byte 60.
    fs::write(&index, bytes).unwrap();
    assert_eq!(everything(open(book.path()).index()), whole);
}

#[test]
fn many_processes_may_open_a_changed_book_at_once() {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir_all(book.path().join("claims")).unwrap();
    for round in 0..5 {
        fs::write(
            book.path().join(FILES[0]),
            format!("[[claim]]\nid = \"c{round}\"\ntext = \"alder\"\n"),
        )
        .unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let opened = open(book.path());
                    assert!(everything(opened.index()).contains(&format!("\"c{round}\"")));
                });
            }
        });
    }
}
