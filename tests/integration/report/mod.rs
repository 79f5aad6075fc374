//! Reports and exports, from a book on disk to the bytes that leave the program.

mod claimreview;
mod confidential;
mod hostile;
mod output;
mod schema;

use crate::integration::program::claimbook;
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

/// A book of these files, by their names under `claims`; `claimbook.toml` stands beside them.
fn book(files: &[(&str, &str)]) -> TempDir {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    for (name, text) in files {
        let folder = if *name == "claimbook.toml" {
            ""
        } else {
            "claims"
        };
        fs::write(book.path().join(folder).join(name), text).unwrap();
    }
    book
}

/// Runs the program in a book, on a day that is always the same.
fn run(book: &Path, arguments: &[&str]) -> Output {
    let mut command = claimbook();
    command
        .args(arguments)
        .current_dir(book)
        .env("CLAIMBOOK_TODAY", "2026-03-10")
        .env_remove("CLAIMBOOK_DIR");
    command.output().unwrap()
}

/// What it prints, where all is well.
#[track_caller]
fn printed(book: &Path, arguments: &[&str]) -> String {
    let output = run(book, arguments);
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

const FORMATS: [&str; 5] = ["text", "markdown", "html", "json", "csv"];
