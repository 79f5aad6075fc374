//! `check --since` reports what is new, and leaves old debts alone.

use super::repository::Repository;
use serde_json::Value;

const SOURCES: &str = "[[source]]\nid = \"s\"\ntitle = \"S\"\nfile = \"kept.txt\"\nsha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"\n";

/// A claim with this id that has a dangling reference, which is an error.
fn claim(id: &str) -> String {
    format!(
        "[[claim]]\nid = \"{id}\"\ntext = \"Sentence {id} about the bridge.\"\n[[claim.evidence]]\nsource = \"missing-{id}\"\nstance = \"supports\"\n"
    )
}

/// The codes and claims of the findings that are not notes.
fn findings(repository: &Repository, more: &[&str]) -> (Vec<(String, String)>, i32) {
    let ran = repository.run(&[&["check", "--format", "json"], more].concat());
    let all: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    let serious = all.iter().filter(|one| one["severity"] != "note");
    let word = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    (
        serious
            .map(|one| (word(one, "code"), word(one, "claim")))
            .collect(),
        ran.code,
    )
}

fn pair(code: &str, claim: &str) -> (String, String) {
    (code.to_owned(), claim.to_owned())
}

fn repository() -> Repository {
    let repository = Repository::new();
    repository.write("claims/a.toml", claim("one"));
    repository.write("claims/s.toml", SOURCES);
    repository.write("kept.txt", "words");
    repository.commit("2026-03-01");
    repository
}

#[test]
fn old_findings_do_not_block_and_new_ones_do() {
    let repository = repository();
    let (all, code) = findings(&repository, &[]);
    assert!(all.len() >= 2 && code == 1, "{all:?}");
    assert_eq!(findings(&repository, &["--since", "HEAD"]), (Vec::new(), 0));
    // The line of the old finding changes, and so does its file.
    repository.write("claims/a.toml", format!("{}{}", claim("two"), claim("one")));
    let new = vec![pair("unknown-source", "two")];
    let of_two = |found: (Vec<(String, String)>, i32)| {
        let codes: Vec<_> = found
            .0
            .into_iter()
            .filter(|(code, _)| code == "unknown-source")
            .collect();
        (codes, found.1)
    };
    assert_eq!(
        of_two(findings(&repository, &["--since", "HEAD"])),
        (new.clone(), 1)
    );
    std::fs::rename(
        repository.path("claims/a.toml"),
        repository.path("claims/z.toml"),
    )
    .unwrap();
    assert_eq!(
        of_two(findings(&repository, &["--since", "HEAD"])),
        (new.clone(), 1)
    );
    assert_eq!(
        of_two(findings(&repository, &["--since", "2026-03-02"])),
        (new.clone(), 1)
    );
    // Filters pick among the new ones.
    assert_eq!(
        of_two(findings(&repository, &["--since", "HEAD", "two"])),
        (new, 1)
    );
    assert_eq!(
        of_two(findings(&repository, &["--since", "HEAD", "one"])),
        (Vec::new(), 0)
    );
    assert_eq!(
        findings(&repository, &["--changed-since", "2026-03-01"]).1,
        0
    );
}

#[test]
fn a_second_finding_like_an_old_one_is_new() {
    let repository = repository();
    let twice =
        claim("one") + "[[claim.evidence]]\nsource = \"missing-one\"\nstance = \"refutes\"\n";
    repository.write("claims/a.toml", twice);
    let (new, code) = findings(&repository, &["--since", "HEAD"]);
    let unknown = new
        .iter()
        .filter(|(code, _)| code == "unknown-source")
        .count();
    assert_eq!((unknown, code), (1, 1), "{new:?}");
}

#[test]
fn what_is_wrong_with_a_copy_is_old_if_the_copy_was_wrong_then() {
    let repository = repository();
    let copies = |repository: &Repository| {
        let (new, _) = findings(repository, &["--since", "HEAD"]);
        new.iter()
            .filter(|(code, _)| code.contains("file") || code.contains("digest"))
            .count()
    };
    assert_eq!(copies(&repository), 0);
    std::fs::remove_file(repository.path("kept.txt")).unwrap();
    assert_eq!(
        copies(&repository),
        1,
        "{:?}",
        findings(&repository, &["--since", "HEAD"])
    );
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_ends_with_2() {
    let repository = repository();
    repository.write("claims/latin.toml", b"# \xe9\n");
    repository.commit("2026-03-02");
    let ran = repository.run(&["check", "--since", "HEAD", "--format", "short"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("not-utf8"), "{}", ran.out);
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
}

#[test]
fn every_format_leaves_out_what_was_there_before() {
    let repository = repository();
    for format in ["human", "short", "json", "sarif", "github"] {
        let ran = repository.run(&["check", "--since", "HEAD", "--format", format]);
        assert_eq!(ran.code, 0, "{format}");
        assert!(!ran.out.contains("missing-one"), "{format}: {}", ran.out);
    }
    let output = repository.output("", &["check", "--since", "HEAD"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("from before left out"), "{said}");
    assert!(
        repository
            .complaint(&["check", "--since", "nosuch"])
            .starts_with("error: git knows no revision")
    );
}
