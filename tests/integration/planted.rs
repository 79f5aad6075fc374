//! Defects planted in copies of the sample book, one a copy: each is found under its code, at the line where it was planted.

use crate::integration::program::claimbook;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const FILES: [&str; 4] = [
    "claimbook.toml",
    "claims/pakistan-afghanistan-2025.toml",
    "claims/sources.toml",
    "claims/parties.toml",
];

fn book() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    for file in FILES {
        fs::copy(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(file),
            folder.path().join(file),
        )
        .unwrap();
    }
    folder
}

/// What is told of a book, a line each.
fn told(book: &Path) -> Vec<String> {
    let mut command = claimbook();
    command
        .args(["check", "--format", "short", "--today", "2026-12-01"])
        .current_dir(book);
    let output = command.env_remove("CLAIMBOOK_DIR").output().unwrap();
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

/// Where a text stands first after another one.
fn place(text: &str, after: Option<&str>, wanted: &str) -> usize {
    let from = after.map_or(0, |after| {
        text.find(after).unwrap_or_else(|| panic!("no {after}"))
    });
    from + text[from..]
        .find(wanted)
        .unwrap_or_else(|| panic!("no {wanted}"))
}

#[test]
fn planted_defects_are_found_under_their_code_at_their_line() {
    let data = include_str!("../planted/defects.toml")
        .parse::<toml::Table>()
        .unwrap();
    let defects = data["defect"].as_array().unwrap();
    assert!(defects.len() >= 30);
    let mut missed = Vec::new();
    for defect in defects {
        let field = |name: &str| defect.get(name).and_then(toml::Value::as_str);
        let (code, file, wanted) = (
            field("code").unwrap(),
            field("file").unwrap(),
            field("find").unwrap(),
        );
        let book = book();
        let path = book.path().join(file);
        let mut text = fs::read_to_string(&path).unwrap();
        let at = place(&text, field("after"), wanted);
        text.replace_range(at..at + wanted.len(), field("put").unwrap());
        fs::write(&path, text).unwrap();
        let told_in = field("told_in").unwrap_or(file);
        let after = field("told_after").or(field("after").filter(|_| told_in == file));
        let text = fs::read_to_string(book.path().join(told_in)).unwrap();
        let line = text[..place(&text, after, field("line").unwrap())]
            .matches('\n')
            .count()
            + 1;
        let told = told(book.path());
        let found = |one: &String| {
            one.starts_with(&format!("{told_in}:{line}:")) && one.contains(&format!("[{code}]"))
        };
        if !told.iter().any(found) {
            let near: Vec<&String> = told
                .iter()
                .filter(|one| one.contains(&format!("[{code}]")))
                .collect();
            missed.push(format!("{code} at {told_in}:{line}, but {near:#?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn the_untouched_sample_book_is_clean() {
    let told = told(book().path());
    let counted: Vec<&String> = told.iter().filter(|one| !one.contains(": note[")).collect();
    assert!(counted.is_empty(), "{counted:#?}");
}
