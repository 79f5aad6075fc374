//! Articles come into the book as a newsroom has them, and stay in step with their claims.

use crate::integration::program;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

/// The files in `tests/articles`.
fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    path.join(name).to_str().unwrap().to_owned()
}

fn run(root: &Path, arguments: &[&str]) -> Output {
    let mut command = program::claimbook();
    command
        .args(arguments)
        .current_dir(root)
        .env("CLAIMBOOK_USER", "amina")
        .env("CLAIMBOOK_TODAY", "2031-11-10");
    command.output().unwrap()
}

/// What the command prints: stdout and stderr.
#[track_caller]
fn done(root: &Path, arguments: &[&str]) -> (String, String) {
    let output = run(root, arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{arguments:?}\n{out}{err}");
    (out, err)
}

/// What the command prints when it refuses. Nothing may have changed.
#[track_caller]
fn refused(root: &Path, arguments: &[&str]) -> String {
    let before = files(root);
    let output = run(root, arguments);
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{arguments:?}\n{error}");
    assert_eq!(files(root), before, "{arguments:?}");
    error
}

/// The files of a book with their bytes, without claimbook's own.
fn files(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with(".claimbook") || path.is_symlink() {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                found.push((path, bytes));
            }
        }
    }
    found.sort();
    found
}

fn empty_book() -> tempfile::TempDir {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    book
}

/// The second sample book, to change.
fn ferry_town() -> tempfile::TempDir {
    let book = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ferry-town");
    for folder in ["claims", "articles", "revised"] {
        fs::create_dir(book.path().join(folder)).unwrap();
        for entry in fs::read_dir(from.join(folder)).unwrap() {
            let entry = entry.unwrap();
            let to = book.path().join(folder).join(entry.file_name());
            fs::copy(entry.path(), to).unwrap();
        }
    }
    book
}

fn record(root: &Path, id: &str) -> Value {
    let (json, _) = done(root, &["article", "show", id, "--format", "json"]);
    serde_json::from_str::<Value>(&json).unwrap()[0].clone()
}

#[test]
fn one_command_each_brings_in_a_page_a_word_file_and_a_text() {
    let book = empty_book();
    let root = book.path();
    let (id, told) = done(root, &["article", "add", &sample("page.html")]);
    assert_eq!(id, "winter-without-ferry\n");
    for line in [
        "title: “A winter without the ferry”, from JSON-LD",
        "published: “2031-11-06”, from JSON-LD",
        "language: “en-GB”, from the page's head",
        "cut: Home",
        "text: 182 words in 7 paragraphs",
        "done: added article `winter-without-ferry`, claims/winter-without-ferry.toml:1",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    let page = record(root, "winter-without-ferry");
    assert_eq!(page["original"], "articles/winter-without-ferry.html");
    assert_eq!(page["kept"], "articles/winter-without-ferry.md");
    assert_eq!(page["publisher"]["name"], "The Quillhaven Gazette");
    let original = fs::read(root.join("articles/winter-without-ferry.html")).unwrap();
    assert_eq!(original, fs::read(sample("page.html")).unwrap());

    let (id, told) = done(
        root,
        &["article", "add", &sample("tracked.docx"), "--draft"],
    );
    assert_eq!(id, "winter-without-ferry-2\n");
    assert!(told.contains("2 insertions and 2 deletions"), "{told}");
    let word = record(root, "winter-without-ferry-2");
    assert_eq!(
        (&word["state"], &word["sha256"]),
        (&"draft".into(), &Value::Null)
    );

    let (_, told) = done(
        root,
        &["article", "add", &sample("windows.txt"), "--id", "old-text"],
    );
    assert!(told.contains("read as windows-1252"), "{told}");
    let text = fs::read_to_string(root.join("articles/old-text.txt")).unwrap();
    assert!(text.contains("“Nobody asked us.” It costs € 12."), "{text}");
    assert!(root.join("articles/old-text.original.txt").exists());

    let (listed, _) = done(root, &["article", "list", "--format", "json"]);
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed.as_array().unwrap().len(), 3);
    done(root, &["check"]);
}

#[test]
fn the_same_text_and_a_known_address_are_refused_with_the_way_on() {
    let book = empty_book();
    let root = book.path();
    done(
        root,
        &["article", "add", &sample("page.html"), "--id", "ferry"],
    );
    let same = refused(root, &["article", "add", &sample("page.html")]);
    assert!(
        same.contains("has this text already: it is `ferry`"),
        "{same}"
    );
    let url = "https://gazette.example/2031/winter-ferry?utm_source=mail";
    let known = refused(
        root,
        &["article", "add", &sample("windows.txt"), "--url", url],
    );
    assert!(
        known.contains("`claimbook article update ferry FILE`"),
        "{known}"
    );
    let taken = refused(
        root,
        &["article", "add", &sample("windows.txt"), "--id", "ferry"],
    );
    assert!(taken.contains("has the id `ferry` already"), "{taken}");
}

#[test]
fn a_text_from_stdin_is_kept_once() {
    let book = empty_book();
    let mut child = program::claimbook()
        .args(["article", "add", "-", "--title", "Ferry", "-q"])
        .current_dir(book.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input
        .write_all(b"One paragraph.\n\nAnother one.\n")
        .unwrap();
    drop(input);
    assert_eq!(child.wait_with_output().unwrap().stdout, b"ferry\n");
    let ferry = record(book.path(), "ferry");
    assert_eq!(
        (&ferry["kept"], &ferry["original"]),
        (&"articles/ferry.txt".into(), &Value::Null)
    );
    let kept: Vec<_> = fs::read_dir(book.path().join("articles"))
        .unwrap()
        .collect();
    assert_eq!(kept.len(), 1);
}

#[test]
fn dry_run_writes_nothing_and_what_cannot_be_read_changes_nothing() {
    let book = empty_book();
    let root = book.path();
    let before = files(root);
    let (shown, _) = done(root, &["article", "add", &sample("page.html"), "--dry-run"]);
    assert!(
        shown.contains("+original = \"articles/winter-without-ferry.html\""),
        "{shown}"
    );
    assert_eq!(files(root), before);
    fs::write(root.join("old.rtf"), "{\\rtf1 text}").unwrap();
    fs::write(root.join("old.doc"), b"\xd0\xcf\x11\xe0").unwrap();
    fs::write(root.join("zeros.txt"), b"a\0b").unwrap();
    for (file, why) in [
        ("old.rtf", "a document in RTF"),
        ("old.doc", "a document of an old Word"),
        ("zeros.txt", "not a text"),
        ("claims", "not a regular file"),
        ("missing.txt", "No such file"),
    ] {
        let error = refused(root, &["article", "add", file]);
        assert!(error.contains(why), "{file}: {error}");
        assert!(error.contains("nothing was written"), "{file}: {error}");
    }
    let page = sample("page.html");
    for selector in [".nothing", "]["] {
        let error = refused(root, &["article", "add", &page, "--selector", selector]);
        assert!(error.contains("--whole"), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_out_of_the_book() {
    let around = tempfile::tempdir().unwrap();
    let (root, other) = (around.path().join("book"), around.path().join("other"));
    fs::create_dir_all(root.join("claims")).unwrap();
    fs::create_dir(&other).unwrap();
    std::os::unix::fs::symlink(&other, root.join("articles")).unwrap();
    let error = refused(&root, &["article", "add", &sample("page.html")]);
    assert!(error.contains("leaves the book"), "{error}");
    assert_eq!(fs::read_dir(&other).unwrap().count(), 0);
}

#[test]
fn the_passages_of_claims_are_shown_in_the_text() {
    let book = ferry_town();
    let root = book.path();
    let (text, _) = done(root, &["article", "text", "winter"]);
    assert!(
        text.contains("repairs to the engine would cost €2.4 million [repair-cost], more"),
        "{text}"
    );
    assert!(text.contains("\n   2  The ferry between"), "{text}");
    assert!(!text.contains('\u{1b}'));
    let (json, _) = done(
        root,
        &["article", "text", "winter-ferry", "--format", "json"],
    );
    let json: Value = serde_json::from_str(&json).unwrap();
    let characters: Vec<char> = json["text"].as_str().unwrap().chars().collect();
    let at = |of: &Value, key: &str| usize::try_from(of[key].as_u64().unwrap()).unwrap();
    let slice =
        |of: &Value| -> String { characters[at(of, "start")..at(of, "end")].iter().collect() };
    let passages = json["passages"].as_array().unwrap();
    let cost = passages
        .iter()
        .find(|one| one["claim"] == "repair-cost")
        .unwrap();
    assert_eq!(slice(cost), "repairs to the engine would cost €2.4 million");
    assert_eq!(
        (&cost["how"], &cost["score"]),
        (&"exact".into(), &1.0.into())
    );
    assert_eq!(slice(&json["sentences"][0]), "A winter without the ferry");
    assert_eq!(json["paragraphs"][0]["n"], Value::Null);
    assert_eq!(json["paragraphs"][1]["n"], 1);
}

#[test]
fn an_update_says_what_becomes_of_each_claim_and_keeps_the_former_text() {
    let book = ferry_town();
    let root = book.path();
    let former = fs::read(root.join("articles/winter-ferry.txt")).unwrap();
    let update = [
        "article",
        "update",
        "winter-ferry",
        "revised/winter-ferry.txt",
    ];
    let before = files(root);
    let (shown, _) = done(root, &[&update[..], &["--dry-run", "--reanchor"]].concat());
    assert_eq!(files(root), before);
    assert!(
        shown.contains("+quote = \"We cannot run a ship which we cannot insure\""),
        "{shown}"
    );
    let (told, _) = done(root, &[&update[..], &["--reanchor"]].concat());
    for line in [
        "suspect\tcrossings-2031\t412 → 421",
        "drifted\tcannot-insure",
        "lost\tsecond-company",
        "  2  On Monday the last ship to Orrin Island left Quillhaven half empty.",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    let claims = fs::read_to_string(root.join("claims/winter-ferry.toml")).unwrap();
    assert!(
        claims.contains("quote = \"We cannot run a ship which"),
        "{claims}"
    );
    assert!(
        claims.contains("made 412 crossings in the first"),
        "a suspect quote stays"
    );
    let aside = fs::read(root.join("articles/winter-ferry.2031-11-06.txt")).unwrap();
    assert_eq!(aside, former);
    let now = fs::read(root.join("articles/winter-ferry.txt")).unwrap();
    assert_eq!(
        now,
        fs::read(root.join("revised/winter-ferry.txt")).unwrap()
    );
    let (_, again) = done(root, &update);
    assert!(again.contains("has this text already"), "{again}");
}

#[test]
fn an_article_changes_its_state_and_leaves_the_book_without_its_files() {
    let book = empty_book();
    let root = book.path();
    done(
        root,
        &["article", "add", &sample("page.html"), "--id", "ferry"],
    );
    let digest = record(root, "ferry")["sha256"].clone();
    done(root, &["article", "set", "ferry", "state=draft"]);
    assert_eq!(record(root, "ferry")["sha256"], Value::Null);
    done(
        root,
        &[
            "article",
            "set",
            "ferry",
            "state=published",
            "author=The desk",
        ],
    );
    let published = record(root, "ferry");
    assert_eq!(
        (&published["sha256"], &published["author"]),
        (&digest, &"The desk".into())
    );
    done(
        root,
        &["add", "A claim.", "--id", "a-claim", "--article", "ferry"],
    );
    let not_one = refused(root, &["article", "rm", "a-claim"]);
    assert!(not_one.contains("no article `a-claim`"), "{not_one}");
    refused(root, &["article", "rm", "ferry"]);
    done(root, &["rm", "a-claim"]);
    let (_, told) = done(root, &["article", "rm", "ferry"]);
    assert!(
        told.contains("its files stay: articles/ferry.md, articles/ferry.html"),
        "{told}"
    );
    assert!(root.join("articles/ferry.html").exists());
}

#[test]
fn an_update_may_change_the_kind_of_file_and_no_claim_need_quote_it() {
    let book = empty_book();
    let root = book.path();
    let page = sample("page.html");
    done(root, &["article", "add", &page, "--id", "ferry"]);
    let word = sample("tracked.docx");
    let (told, _) = done(root, &["article", "update", "ferry", &word]);
    assert!(told.starts_with("no claim quotes the text\n"), "{told}");
    let kept = fs::read_dir(root.join("articles")).unwrap();
    let mut kept: Vec<String> = kept
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    kept.sort();
    assert_eq!(
        kept,
        ["ferry.2031-11-10.html", "ferry.docx", "ferry.md"],
        "the former page has its date, and nothing is left over"
    );
    done(root, &["check"]);
}

#[test]
fn a_missing_original_and_quotes_from_kept_documents_are_findings() {
    let book = empty_book();
    let root = book.path();
    let word = sample("tracked.docx");
    done(root, &["article", "add", &word, "--id", "ferry"]);
    for ending in ["docx", "odt"] {
        let copy = root.join(format!("copy.{ending}"));
        fs::copy(sample(&format!("tracked.{ending}")), copy).unwrap();
    }
    let source = |id: &str, ending: &str| {
        format!("[[source]]\nid = \"{id}\"\ntitle = \"Copy\"\nfile = \"copy.{ending}\"\n")
    };
    let row = |source: &str, quote: &str| {
        format!(
            "[[claim.evidence]]\nsource = \"{source}\"\nstance = \"supports\"\nquote = \"{quote}\"\n"
        )
    };
    let rows = row("word", "made 412 crossings")
        + &row("office", "made 412 crossings")
        + &row("word", "made 421 crossings")
        + &row("office", "made 421 crossings");
    let claim = format!("[[claim]]\nid = \"crossings\"\ntext = \"It sailed.\"\n{rows}");
    let text = source("word", "docx") + &source("office", "odt") + &claim;
    fs::write(root.join("claims/more.toml"), text).unwrap();
    fs::remove_file(root.join("articles/ferry.docx")).unwrap();
    let found = run(root, &["check", "--format", "short"]);
    let found = String::from_utf8(found.stdout).unwrap();
    let count = |words: &str| found.matches(words).count();
    assert_eq!(
        count("file-missing]: there is no file `articles/ferry.docx`"),
        1,
        "{found}"
    );
    assert_eq!(count("source-quote-not-found"), 2, "{found}");
    assert_eq!(count("“421” → “412”"), 2, "{found}");
}
