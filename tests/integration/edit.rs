//! `edit` with editors that are shell scripts. Meanwhile, a colleague may change the same file.

use crate::integration::program::claimbook;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const FILE: &str = "[[claim]]\nid = \"c\"\ntext = \"The bridge is shut.\"\n\n[[claim]]\nid = \"d\"\ntext = \"The ferry runs.\"\n";
const RULED: &str = "\n  [[claim.ruling]]\n  status = \"confirmed\"\n  on = 2026-03-10\n  by = \"amina\"\n  reason = \"r\"\n";

fn book(text: &str) -> TempDir {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    fs::write(book.path().join("claims/a.toml"), text).unwrap();
    book
}

fn file(book: &TempDir) -> String {
    fs::read_to_string(book.path().join("claims/a.toml")).unwrap()
}

/// The names of the files in `claims`, hidden ones too.
fn names(book: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(book.path().join("claims")).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Edits the claim `c` with an editor that does this: `$1` is the file. Returns stderr and the exit code.
fn edit(book: &Path, script: &str) -> (String, i32) {
    let folder = tempfile::Builder::new()
        .prefix("my editor ")
        .tempdir()
        .unwrap();
    let editor = folder.path().join("ed");
    fs::write(&editor, script).unwrap();
    let output = claimbook()
        .current_dir(book)
        .env("VISUAL", format!("exec sh '{}'", editor.display()))
        .args(["edit", "c"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (said, output.status.code().unwrap())
}

/// A script that replaces a text in the editor's file.
fn replacing(from: &str, to: &str) -> String {
    format!("sed 's/{from}/{to}/' \"$1\" > new && cat new > \"$1\" && rm new\n")
}

/// A script that puts a text into the book's file, as a colleague does.
fn colleague(book: &TempDir, text: &str) -> String {
    let theirs = book.path().join("theirs");
    fs::write(&theirs, text).unwrap();
    format!("mv '{}' claims/a.toml\n", theirs.display())
}

#[test]
fn the_text_that_the_editor_left_takes_the_place_of_the_file() {
    let book = book(FILE);
    let (said, exit) = edit(book.path(), &replacing("shut", "open"));
    assert_eq!(exit, 0, "{said}");
    assert_eq!(file(&book), FILE.replace("shut", "open"));
    assert_eq!(names(&book), ["a.toml"]);
    assert!(
        said.starts_with("done: edited, claims/a.toml:3\n"),
        "{said}"
    );
}

#[test]
fn what_a_colleague_writes_meanwhile_is_merged() {
    let theirs = FILE.replacen("shut.\"\n", &format!("shut.\"\n{RULED}"), 1);
    let book = book(FILE);
    let script = colleague(&book, &theirs) + &replacing("shut", "open");
    let (said, exit) = edit(book.path(), &script);
    assert_eq!(exit, 0, "{said}");
    assert_eq!(file(&book), theirs.replace("shut", "open"));
    assert!(
        said.contains("merged: somebody else changed claims/a.toml"),
        "{said}"
    );
    assert_eq!(names(&book), ["a.toml"]);
}

#[test]
fn what_cannot_be_merged_is_kept_beside_the_file() {
    let theirs = FILE.replace("shut", "closed");
    for number in 1..3 {
        let book = book(FILE);
        for old in 1..number {
            fs::write(book.path().join(format!("claims/a.toml.kept-{old}")), "old").unwrap();
        }
        let script = colleague(&book, &theirs) + &replacing("shut", "open");
        let (said, exit) = edit(book.path(), &script);
        assert_eq!(exit, 2, "{said}");
        assert_eq!(file(&book), theirs);
        let kept = format!("claims/a.toml.kept-{number}");
        let mine = fs::read_to_string(book.path().join(&kept)).unwrap();
        assert_eq!(mine, FILE.replace("shut", "open"));
        assert!(
            said.contains(&format!("hint: your text is in {kept}\n")),
            "{said}"
        );
    }
}

#[test]
fn a_file_that_a_colleague_removes_meanwhile_does_not_take_the_edit_with_it() {
    let book = book(FILE);
    let script = "rm claims/a.toml\n".to_owned() + &replacing("shut", "open");
    let (said, exit) = edit(book.path(), &script);
    assert_eq!(exit, 2, "{said}");
    assert_eq!(names(&book), ["a.toml.kept-1"]);
}

#[test]
fn an_editor_that_leaves_no_text_changes_nothing() {
    for (script, reason) in [
        ("rm \"$1\"", "removed the file"),
        ("mv \"$1\" elsewhere", "removed the file"),
        (": > \"$1\"", "left an empty file"),
        ("exit 3", "ended with exit status: 3"),
    ] {
        let book = book(FILE);
        let (said, exit) = edit(book.path(), script);
        assert_eq!(exit, 2, "{script}: {said}");
        assert!(
            said.contains(reason) && said.contains("nothing was written"),
            "{said}"
        );
        assert_eq!(
            (file(&book).as_str(), names(&book)),
            (FILE, vec!["a.toml".to_owned()])
        );
    }
}

#[test]
fn a_text_that_is_not_utf_8_is_kept_and_not_written() {
    let book = book(FILE);
    let (said, exit) = edit(book.path(), "printf 'caf\\351' > \"$1\"\n");
    assert_eq!(exit, 2, "{said}");
    assert_eq!(file(&book), FILE);
    let kept = fs::read(book.path().join("claims/a.toml.kept-1")).unwrap();
    assert_eq!(kept, b"caf\xe9");
}

#[test]
fn a_text_with_problems_is_written_and_they_are_shown() {
    let book = book(FILE);
    let (said, exit) = edit(book.path(), &replacing("text", "txet"));
    assert_eq!(exit, 2, "{said}");
    assert_eq!(file(&book), FILE.replace("text", "txet"));
    assert!(said.contains("did you mean `text`?"), "{said}");
    // The claim is unknown now, and claimbook says why.
    let (said, exit) = edit(book.path(), "true");
    assert_eq!(exit, 2, "{said}");
    assert!(
        said.contains("did you mean `text`?") && said.contains("no id `c`"),
        "{said}"
    );
}

#[test]
fn an_interrupt_for_the_editor_does_not_end_claimbook() {
    let book = book(FILE);
    let script = "kill -INT $PPID\n".to_owned() + &replacing("shut", "open");
    let (said, exit) = edit(book.path(), &script);
    assert_eq!(exit, 0, "{said}");
    assert_eq!(file(&book), FILE.replace("shut", "open"));
}
