//! Completion as a shell asks for it. `scripts/completion.py` drives real shells.

use crate::integration::program::claimbook;
use std::fs;
use std::path::Path;

/// What the program offers for the last of these words.
fn offered(book: &Path, words: &[&str]) -> Vec<String> {
    let output = claimbook()
        .arg("--")
        .arg("claimbook")
        .args(words)
        .current_dir(book)
        .env("COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
        .env("_CLAP_IFS", "\n")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.is_empty(),
        "{words:?}: {said}"
    );
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[track_caller]
fn check(book: &Path, words: &[&str], expected: &[&str]) {
    assert_eq!(offered(book, words), expected, "{words:?}");
}

const BOOK: &str = "\
[article]
title = \"Border town\"

[[party]]
id = \"north-sea\"
name = \"North Sea Authority\"

[[source]]
id = \"north-log\"
title = \"Log\"

[[claim]]
id = \"north-closed\"
text = \"The northern bridge was closed.\"
tags = [\"bridges\", \"Brücken\"]

[[claim]]
id = \"toll\"
text = \"The toll rose.\"
tags = [\"bridges\", \"$(reboot)\", \"two words\", \"-rf\"]
";

fn book() -> tempfile::TempDir {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    fs::write(book.path().join("claims/town.toml"), BOOK).unwrap();
    book
}

#[test]
fn a_shell_completes_what_the_argument_names() {
    let book = book();
    let book = book.path();
    check(
        book,
        &["show", "north"],
        &["north-closed", "north-log", "north-sea"],
    );
    check(book, &["list", "north"], &["north-closed"]);
    check(book, &["cite", "toll", "north"], &["north-log"]);
    check(book, &["cite", "toll", "to"], &["town"]);
    check(book, &["list", "--speaker", "no"], &["north-sea"]);
    check(book, &["list", "--speaker=no"], &["--speaker=north-sea"]);
    check(book, &["list", "--article", ""], &["town"]);
    check(book, &["list", "--tag", "b"], &["bridges"]);
    check(
        book,
        &["list", "--status", "refuted,mis"],
        &["refuted,misleading"],
    );
    check(book, &["rule", "toll", "mis"], &["misleading"]);
    check(book, &["set", "toll", "parag"], &["paragraph="]);
    check(
        book,
        &["set", "toll", "tags"],
        &["tags=", "tags+=", "tags-="],
    );
    check(book, &["set", "toll", "kind=fi"], &["kind=figure"]);
    check(book, &["set", "toll", "tags+=x,br"], &["tags+=x,bridges"]);
    check(
        book,
        &["set", "toll", "denies+=no"],
        &["denies+=north-closed"],
    );
    check(
        book,
        &["source", "set", "north-log", "own_reporting="],
        &["own_reporting=true", "own_reporting=false"],
    );
    check(
        book,
        &["party", "set", "north-sea", "kind=age"],
        &["kind=agency"],
    );
    check(book, &["check", "--explain", "one-o"], &["one-origin"]);
    check(book, &["help", "fra"], &["fragile"]);
    check(book, &["source", "add", "T", "--id", "north"], &[]);
}

#[test]
fn a_tag_that_a_shell_would_run_is_not_offered() {
    let book = book();
    check(book.path(), &["list", "--tag", ""], &["bridges", "Brücken"]);
}

#[test]
fn completion_is_quiet_about_a_broken_book_and_writes_nothing_into_it() {
    let book = book();
    fs::write(book.path().join("claims/broken.toml"), "[[claim\n= =").unwrap();
    check(book.path(), &["list", "to"], &["toll"]);
    let names = |folder: &str| {
        let entries = fs::read_dir(book.path().join(folder)).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("."), ["claims"]);
    assert_eq!(names("claims"), ["broken.toml", "town.toml"]);
    check(Path::new("/"), &["show", "x"], &[]);
}

#[cfg(unix)]
#[test]
fn completion_offers_nothing_from_outside_of_the_book() {
    let outside = tempfile::tempdir().unwrap();
    let text = "[[claim]]\nid = \"stolen\"\ntext = \"T\"\n";
    fs::write(outside.path().join("a.toml"), text).unwrap();
    let book = book();
    let claims = book.path().join("claims");
    std::os::unix::fs::symlink(outside.path().join("a.toml"), claims.join("file.toml")).unwrap();
    std::os::unix::fs::symlink(outside.path(), claims.join("folder")).unwrap();
    check(book.path(), &["show", "stol"], &[]);
    check(book.path(), &["list", "to"], &["toll"]);
}

#[test]
fn of_many_ids_the_last_one_is_offered_too_because_a_shell_inserts_what_all_begin_with() {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    let claim = |id: &str| format!("[[claim]]\nid = \"{id}\"\ntext = \"T\"\n");
    let many: String = (0..700)
        .map(|number| claim(&format!("a{number}")))
        .collect();
    fs::write(book.path().join("claims/a.toml"), many + &claim("zoll")).unwrap();
    let found = offered(book.path(), &["list", ""]);
    let ids: Vec<&String> = found.iter().filter(|word| !word.starts_with('-')).collect();
    assert_eq!((ids.len(), ids.last().unwrap().as_str()), (501, "zoll"));
}
