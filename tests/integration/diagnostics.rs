//! The catalogue of diagnostics: `tests/diagnostics/CODE/` has the smallest book that `shows` each, what is told of it
//! (`expected.txt`), and a near miss on which it is `silent`. `UPDATE_DIAGNOSTICS=1` writes what is told.

use crate::integration::program::claimbook;
use claimbook::diagnostic::codes;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn catalogue() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

fn folders() -> BTreeSet<String> {
    let entries = fs::read_dir(catalogue()).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// Copies a folder with its symbolic links as they are.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            copy(&from, &to);
        } else if kind.is_symlink() {
            link(&fs::read_link(&from).unwrap(), &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

#[cfg(unix)]
fn link(target: &Path, at: &Path) {
    std::os::unix::fs::symlink(target, at).unwrap();
}

#[cfg(not(unix))]
fn link(target: &Path, at: &Path) {
    std::os::windows::fs::symlink_file(target, at).unwrap();
}

/// What `check` tells of one book of a code, and its exit code.
fn told(code: &str, book: &str) -> (String, i32) {
    let folder = tempfile::tempdir().unwrap();
    copy(&catalogue().join(code), folder.path());
    if (code, book) == ("too-large", "shows") {
        // A file that large is not kept in the repository.
        let large = fs::File::create(folder.path().join("shows/claims/border-town.toml")).unwrap();
        large.set_len(4 * 1024 * 1024 + 1).unwrap();
    }
    let mut command = claimbook();
    command
        .args(["check", "--strict", "--quiet", "--today", "2026-03-10"])
        .current_dir(folder.path().join(book));
    if codes::usual_level(code).is_none() {
        command.args(["--warn", code]);
    }
    if code != "unsourced-claim" && !code.ends_with("-code") && !code.ends_with("-allow") {
        command.args(["--allow", "unsourced-claim"]);
    }
    let output = command
        .env_remove("COLUMNS")
        .env_remove("CLAIMBOOK_DIR")
        .output()
        .unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (text, output.status.code().unwrap())
}

#[test]
fn every_diagnostic_shows_on_its_book_as_expected() {
    for code in folders() {
        let (text, exit) = told(&code, "shows");
        let expected = catalogue().join(&code).join("expected.txt");
        let text = format!("{text}exit {exit}\n");
        if std::env::var_os("UPDATE_DIAGNOSTICS").is_some() {
            fs::write(&expected, &text).unwrap();
        }
        assert_eq!(
            fs::read_to_string(&expected).unwrap_or_default(),
            text,
            "{code}"
        );
        assert!(
            text.contains(&format!("[{code}]")),
            "{code} does not show:\n{text}"
        );
    }
}

#[test]
fn every_diagnostic_is_silent_on_its_near_miss() {
    for code in folders() {
        let (text, _) = told(&code, "silent");
        assert!(
            !text.contains(&format!("[{code}]")),
            "{code} cries wolf:\n{text}"
        );
    }
}

#[test]
fn folders_codes_and_headings_are_the_same_set() {
    let pages =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md"))
            .unwrap();
    let headings = pages
        .lines()
        .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'));
    let headings: Vec<&str> = headings.collect();
    let codes: Vec<&str> = codes::all().collect();
    assert_eq!(
        headings, codes,
        "the headings of docs/diagnostics.md, in the order of the codes"
    );
    assert_eq!(
        folders(),
        codes.iter().map(|code| (*code).to_owned()).collect(),
        "the folders of tests/diagnostics"
    );
}

#[test]
fn every_page_gives_the_usual_level() {
    for code in codes::all() {
        let level = codes::usual_level(code).map_or("allowed", |severity| severity.as_str());
        let page = codes::page(code).unwrap();
        assert!(
            page.starts_with(&format!("*{level}.* ")),
            "{code} is {level}"
        );
    }
}
