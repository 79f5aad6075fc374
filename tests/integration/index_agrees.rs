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
    "SELECT f.path, t.line, t.stands, t.id, t.name, t.aliases, t.domains, t.kind, t.part_of, t.reliability, t.interests, t.house
     FROM party t JOIN file f ON f.row = t.file ORDER BY f.path, t.line",
    "SELECT f.path, t.line, t.stands, t.id, t.title, t.publisher, t.voice, t.own_reporting, t.retracted,
       t.publisher_key, t.publisher_house, t.voice_key, t.voice_house, t.witness
     FROM source t JOIN file f ON f.row = t.file ORDER BY f.path, t.line",
    "SELECT f.path, c.line, c.stands, a.* FROM assessment a JOIN claim c ON c.row = a.claim JOIN file f ON f.row = c.file
     ORDER BY f.path, c.line",
    "SELECT f.path, c.line, e.* FROM evidence e JOIN claim c ON c.row = e.claim JOIN file f ON f.row = c.file
     ORDER BY f.path, c.line, e.position",
    "SELECT f.path, c.line, r.* FROM ruling r JOIN claim c ON c.row = r.claim JOIN file f ON f.row = c.file
     ORDER BY f.path, c.line, r.position",
    "SELECT f.path, c.line, k.* FROM stake k JOIN claim c ON c.row = k.claim JOIN file f ON f.row = c.file
     ORDER BY f.path, c.line, k.position",
    "SELECT f.path, c.line, r.* FROM relation r JOIN claim c ON c.row = r.claim JOIN file f ON f.row = c.file
     ORDER BY f.path, c.line, r.position",
    "SELECT f.path, c.line, g.flag FROM flag g JOIN claim c ON c.row = g.claim JOIN file f ON f.row = c.file
     ORDER BY f.path, c.line, g.flag",
    "SELECT s.id, d.position, d.parent FROM derivation d JOIN source s ON s.row = d.source JOIN file f ON f.row = s.file
     ORDER BY f.path, s.line, d.position",
    "SELECT f.path, k.position, k.quote, k.line, k.start, k.end FROM skip k JOIN article a ON a.row = k.article JOIN file f ON f.row = a.file
     ORDER BY f.path, k.position",
    "SELECT n.name, p.id FROM party_name n JOIN party p ON p.row = n.party ORDER BY n.name, p.id, p.line",
    "SELECT what, word, n FROM tally ORDER BY what, word",
    "SELECT c.id, f.path, c.line FROM claim_text JOIN claim c ON c.row = claim_text.rowid JOIN file f ON f.row = c.file
     WHERE claim_text MATCH 'alder' ORDER BY f.path, c.line",
    "SELECT f.path, c.line, c.article, c.note, c.quoted, group_concat(t.tag) FROM claim c JOIN file f ON f.row = c.file
     LEFT JOIN tag t ON t.claim = c.row GROUP BY c.row ORDER BY f.path, c.line",
    "SELECT term, doc, cnt FROM claim_word ORDER BY term",
    "SELECT count(*) FROM claim_text WHERE claim_text MATCH 'birch'",
    "SELECT f.path, s.position, s.paragraph, s.start, s.end FROM sentence s JOIN article a ON a.row = s.article
     JOIN file f ON f.row = a.file ORDER BY f.path, s.position",
    "SELECT f.path, u.position, u.kind, u.paragraph, u.start, u.end, u.sentence_start, u.sentence_end, u.text
     FROM unit u JOIN article a ON a.row = u.article JOIN file f ON f.row = a.file ORDER BY f.path, u.position",
    "SELECT f.path, a.id, t.size, hex(t.sha256), t.unread, t.language FROM article_text t JOIN article a ON a.row = t.article
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
    /// Adds a record at the end of a file.
    Append(usize, String),
    /// Adds a line at the top of a file, so that everything moves.
    Push(usize),
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

/// Names of parties, as people write them: ids, names, aliases, and what may be either or nobody's.
const NAMES: [&str; 8] = [
    "p0", "p1", "p2", "PARTY  1", "other 2", "Alias", "alias 1", "Nobody",
];

/// One of some lines, or none.
fn line(lines: &'static [&'static str]) -> impl Strategy<Value = String> {
    (0..=lines.len()).prop_map(|at| {
        lines
            .get(at)
            .map_or_else(String::new, |line| format!("{line}\n"))
    })
}

/// A field that names somebody, or nothing.
fn named(field: &'static str, is_list: bool) -> impl Strategy<Value = String> {
    (0..2 * NAMES.len()).prop_map(move |at| match NAMES.get(at) {
        Some(name) if is_list => format!("{field} = [\"{name}\"]\n"),
        Some(name) => format!("{field} = \"{name}\"\n"),
        None => String::new(),
    })
}

fn party() -> impl Strategy<Value = String> {
    let names = (0..3_usize, 0..3_usize).prop_map(|(id, name)| {
        let name = ["Party", "Other", "Alias"][name];
        format!("[[party]]\nid = \"p{id}\"\nname = \"{name} {id}\"\n")
    });
    let fields = (
        line(&[
            "aliases = [\"Alias\"]",
            "aliases = [\"Party 1\", \"Nobody\"]",
        ]),
        line(&["domains = [\"news.org\"]", "domains = [\"press.news.org\"]"]),
        line(&["kind = \"outlet\"", "kind = \"state\"", "kind = \"person\""]),
        named("part_of", false),
        line(&["reliability = \"D\"", "reliability = \"E\""]),
        named("interests", true),
    );
    (names, fields).prop_map(|(names, (a, b, c, d, e, f))| format!("{names}{a}{b}{c}{d}{e}{f}"))
}

fn source() -> impl Strategy<Value = String> {
    let fields = (
        line(&[
            "url = \"https://press.news.org/a\"",
            "url = \"https://news.org/b\"",
            "note = \"n\"",
        ]),
        named("publisher", false),
        named("voice", false),
        line(&[
            "kind = \"interview\"",
            "kind = \"observation\"",
            "kind = \"document\"",
            "kind = \"dataset\"",
        ]),
        named("interests", true),
        line(&["retracted = 2099-01-01", "retracted = 2101-01-01"]),
    );
    (0..4_usize, 0..6_usize, any::<bool>(), fields).prop_map(|(id, parent, own, (a, b, c, d, e, f))| {
        let derived = if parent < 4 { format!("derived_from = [\"s{parent}\"]\n") } else { String::new() };
        format!("[[source]]\nid = \"s{id}\"\ntitle = \"S\"\n{a}{b}{c}{d}{e}{f}{derived}own_reporting = {own}\n")
    })
}

fn evidence() -> impl Strategy<Value = String> {
    let fields = (
        line(&["about = \"attribution\""]),
        line(&["via = [\"s1\", \"s3\"]"]),
        named("voice", false),
        line(&["credibility = 1", "credibility = 5"]),
        line(&["quote = \"alder\"", "note = \"birch\""]),
    );
    (0..5_usize, 0..4_usize, fields).prop_map(|(source, stance, (a, b, c, d, e))| {
        let stance = ["supports", "supports", "refutes", "denies"][stance];
        format!("  [[claim.evidence]]\n  source = \"s{source}\"\n  stance = \"{stance}\"\n{a}{b}{c}{d}{e}")
    })
}

fn claim() -> impl Strategy<Value = String> {
    let fields = (
        named("speaker", false),
        named("quoted", false),
        named("accuses", true),
        named("concerns", true),
        line(&[
            "kind = \"quotation\"",
            "kind = \"act\"",
            "kind = \"position\"",
            "kind = \"opinion\"",
        ]),
        line(&[
            "denies = [\"c0\"]",
            "contradicts = [\"c1\"]",
            "repeats = [\"c2\"]",
        ]),
        line(&["tags = [\"x\", \"X\"]", "note = \"alder\""]),
        line(&[
            "needs_origins = 1",
            "needs_origins = 1",
            "needs_origins = 1",
        ]),
        line(&[
            "quote = \"The board closed the old bridge on Tuesday\"",
            "quote = \"Nobody was told\"\nparagraph = 1",
        ]),
    );
    let ruling = line(&[
        "  [[claim.ruling]]\n  status = \"refuted\"\n  on = 2099-01-01\n  by = \"a\"\n  reason = \"r\"",
        "  [[claim.ruling]]\n  status = \"withdrawn\"\n  on = 2101-01-01\n  by = \"a\"\n  reason = \"r\"",
    ]);
    let rows = proptest::collection::vec(evidence(), 0..4);
    (0..4_usize, fields, rows, ruling).prop_map(|(id, (a, b, c, d, e, f, g, n, h), rows, ruling)| {
        let word = ["alder", "birch"][id % 2];
        let rows = rows.concat();
        format!(
            "[[claim]]\nid = \"c{id}\"\ntext = \"{word}\"\n{a}{b}{c}{d}{e}{f}{g}{n}{h}{rows}{ruling}"
        )
    })
}

fn record() -> impl Strategy<Value = String> {
    prop_oneof![party(), source(), claim()]
}

/// A file in which much bears on much, so that the change of one record has others to reach.
fn full() -> impl Strategy<Value = String> {
    file(6..12)
}

pub(super) fn content() -> impl Strategy<Value = String> {
    file(0..5)
}

fn file(records: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let fields = (
        line(&["id = \"a0\"", "id = \"a1\"", "id = \"s0\""]),
        named("publisher", false),
        line(&["url = \"https://press.news.org/c\""]),
        line(&["file = \"articles/x.txt\"", "file = \"articles/y.txt\""]),
        line(&["  [[article.skip]]\n  quote = \"q\"\n  reason = \"r\""]),
    );
    let article = (any::<bool>(), fields).prop_map(|(is_there, (a, b, c, d, e))| {
        if is_there {
            format!("[article]\ntitle = \"A\"\n{a}{b}{c}{d}{e}")
        } else {
            String::new()
        }
    });
    let broken = prop_oneof![9 => proptest::strategy::Just(""), 1 => proptest::strategy::Just("unknown = 1\n")];
    (
        article,
        proptest::collection::vec(record(), records),
        broken,
    )
        .prop_map(|(article, records, broken)| format!("{broken}{article}{}", records.concat()))
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        1 => (0..4_usize, content()).prop_map(|(file, text)| Edit::Write(file, text)),
        3 => (0..4_usize, record()).prop_map(|(file, text)| Edit::Append(file, text)),
        2 => (0..4_usize, party()).prop_map(|(file, text)| Edit::Append(file, text)),
        1 => (0..4_usize).prop_map(Edit::Push),
        1 => (0..4_usize).prop_map(Edit::Remove),
        1 => (0..4_usize, 0..4_usize).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => (0..2_usize, 0..5_usize).prop_map(|(text, said)| Edit::Text(text, SAID[said])),
        1 => (0..2_usize).prop_map(Edit::NoText),
    ]
}

fn apply(root: &Path, edit: &Edit) {
    match edit {
        Edit::Write(file, text) => fs::write(root.join(FILES[*file]), text).unwrap(),
        Edit::Append(file, text) => {
            let path = root.join(FILES[*file]);
            let before = fs::read_to_string(&path).unwrap_or_default();
            fs::write(path, format!("{before}{text}")).unwrap();
        }
        Edit::Push(file) => {
            let path = root.join(FILES[*file]);
            if let Ok(before) = fs::read_to_string(&path) {
                fs::write(path, format!("# a line more\n{before}")).unwrap();
            }
        }
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
    fn refreshed_in_steps_equals_built_afresh(
        before in proptest::collection::vec(full(), 4),
        steps in proptest::collection::vec(proptest::collection::vec(edit(), 1..4), 1..6)
    ) {
        let book = tempfile::tempdir().unwrap();
        fs::create_dir_all(book.path().join("claims/deep")).unwrap();
        fs::create_dir_all(book.path().join("articles")).unwrap();
        for (file, text) in FILES.iter().zip(&before) {
            fs::write(book.path().join(file), text).unwrap();
        }
        fs::write(book.path().join(TEXTS[0]), SAID[0]).unwrap();
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
