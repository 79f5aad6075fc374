//! Several people work on one book under git.

use super::program::claimbook;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs git without anybody's settings. It must succeed.
#[track_caller]
fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=amina",
            "-c",
            "user.email=amina@desk.example",
        ])
        .args(["-c", "init.defaultBranch=main", "-c", "core.autocrlf=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    claimbook()
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap()
}

fn messages(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A book with one committed file.
fn book() -> tempfile::TempDir {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    let text = "[[source]]\nid = \"wire\"\ntitle = \"W\"\n";
    fs::write(book.path().join("claims/sources.toml"), text).unwrap();
    fs::write(book.path().join(".gitignore"), ".claimbook/\n").unwrap();
    git(book.path(), &["init", "-q"]);
    git(book.path(), &["add", "-A"]);
    git(book.path(), &["commit", "-qm", "start"]);
    book
}

#[test]
fn layout_refuses_uncommitted_changes_of_the_book_and_only_those() {
    let book = book();
    let root = book.path();
    fs::write(root.join("notes.txt"), "mine\n").unwrap();
    for path in ["claims/new.toml", "claimbook.toml"] {
        fs::write(root.join(path), "# mine\n").unwrap();
        let refused = run(root, &["layout", "each"]);
        assert_eq!(refused.status.code(), Some(2));
        let told = messages(&refused);
        assert!(
            told.contains(&format!("git has uncommitted changes of the book: {path}")),
            "{told}"
        );
        assert!(root.join("claims/sources.toml").exists());
        let dry = run(root, &["layout", "each", "--dry-run"]);
        assert_eq!(dry.status.code(), Some(0));
        fs::remove_file(root.join(path)).unwrap();
    }
    let moved = run(root, &["layout", "each"]);
    assert_eq!(moved.status.code(), Some(0), "{}", messages(&moved));
    assert!(root.join("claims/sources/wire.toml").exists());
    assert!(!root.join("claims/sources.toml").exists());
    let back = run(root, &["layout", "one-file", "--force"]);
    assert_eq!(back.status.code(), Some(0), "{}", messages(&back));
    assert_eq!(git(root, &["status", "--porcelain", "claims"]), "");
}

#[test]
fn layout_starts_no_program_that_a_repository_names() {
    let book = book();
    let root = book.path();
    let trap = root.join("trap");
    let monitor = format!("touch {}", trap.display());
    git(root, &["config", "core.fsmonitor", &monitor]);
    run(root, &["layout", "each"]);
    assert!(!trap.exists());
    assert!(root.join("claims/sources/wire.toml").exists());
}
