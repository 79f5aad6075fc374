//! The program as people run it: transcripts in `tests/cli`. `TRYCMD=overwrite` writes them anew.

use crate::integration::program::{caches, claimbook};
use std::fmt::Write;
use std::fs;
use std::process::Stdio;

#[test]
fn the_program_answers_as_its_transcripts_say() {
    trycmd::TestCases::new()
        .env("CLAIMBOOK_TODAY", "2026-03-10")
        .env("NO_COLOR", "1")
        .env("CLAIMBOOK_CACHE", caches().to_str().unwrap())
        .env("CLAIMBOOK_USER", "amina")
        .env("RUST_BACKTRACE", "0")
        .case("tests/cli/*.trycmd");
}

/// The commands of a text, in its order.
fn commands<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(mark));
    lines
        .filter(|line| line.starts_with("claimbook "))
        .collect()
}

#[test]
fn the_tour_of_the_articles_page_is_a_transcript() {
    let page = include_str!("../../docs/articles.md");
    let (_, tour) = page.split_once("## A tour").unwrap();
    let (tour, _) = tour.split_once("\n## ").unwrap();
    let transcript = include_str!("../cli/first-article.trycmd");
    let run = commands(transcript, "$ ");
    assert_eq!(commands(tour, ""), run);
    assert!(run.len() > 20);
}

#[test]
fn every_command_of_the_readme_answers_as_printed() {
    trycmd::TestCases::new()
        .env("CLAIMBOOK_TODAY", "2026-11-22")
        .env("NO_COLOR", "1")
        .env("CLAIMBOOK_CACHE", caches().to_str().unwrap())
        .env("COLUMNS", "100")
        .env("RUST_BACKTRACE", "0")
        .case("README.md");
}

#[test]
fn the_readme_shows_a_claim_as_the_sample_book_has_it() {
    let readme = include_str!("../../README.md");
    let book = include_str!("../../claims/pakistan-afghanistan-2025.toml");
    let claim = readme
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    assert!(book.contains(claim), "not in the sample book:\n{claim}");
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    let mut text = String::new();
    for number in 0..2000 {
        writeln!(
            text,
            "[[claim]]\nid = \"c{number}\"\ntext = \"The toll bridge was closed {number} times.\""
        )
        .unwrap();
    }
    fs::write(book.path().join("claims/many.toml"), text).unwrap();
    for format in ["table", "json", "jsonl", "csv", "markdown", "ids"] {
        let mut command = claimbook();
        command
            .args(["list", "--format", format])
            .current_dir(&book)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert!(
            output.stderr.is_empty(),
            "{format}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn every_shell_has_completions_and_every_command_a_manual_page() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = claimbook().args(["completions", shell]).output().unwrap();
        let script = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success() && script.contains("COMPLETE"),
            "{shell}: {script}"
        );
    }
    let pages = tempfile::tempdir().unwrap();
    let status = claimbook()
        .arg("man")
        .arg("--dir")
        .arg(pages.path())
        .status()
        .unwrap();
    assert!(status.success());
    for page in ["claimbook.1", "claimbook-list.1", "claimbook-source-show.1"] {
        assert!(pages.path().join(page).exists(), "{page}");
    }
}

#[test]
fn an_output_named_by_a_hyphen_is_stdout() {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    let text = "[[claim]]\nid = \"a\"\ntext = \"The bridge was closed.\"\n\n[[claim.ruling]]\nstatus = \"refuted\"\n\
                on = 2026-03-01\nby = \"amina\"\nreason = \"it was open\"\n";
    fs::write(book.path().join("claims/a.toml"), text).unwrap();
    let settings = "[publish]\nurl = \"https://desk.example/reviews\"\norganisation = \"Desk\"\n";
    fs::write(book.path().join("claimbook.toml"), settings).unwrap();
    let answer = |words: &[&str]| {
        let output = claimbook().args(words).current_dir(&book).output().unwrap();
        assert!(output.status.success(), "{words:?}: {output:?}");
        output.stdout
    };
    for command in [
        &["report"][..],
        &["report", "--format", "html"],
        &["export", "--format", "claimreview"],
    ] {
        let without = answer(command);
        assert!(without.len() > 100);
        assert_eq!(answer(&[command, &["-o", "-"]].concat()), without);
        assert_eq!(answer(&[command, &["--output=-"]].concat()), without);
        assert!(!book.path().join("-").exists(), "{command:?}");
    }
}

#[test]
fn me_is_the_user_and_nobody_if_the_user_is_not_known() {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    let claim = |id: &str, name: &str| {
        format!("[[claim]]\nid = \"{id}\"\ntext = \"T\"\nassigned = \"{name}\"\n")
    };
    let text = claim("a", "Amina") + &claim("b", "Joe") + &claim("c", "me");
    fs::write(book.path().join("claims/a.toml"), text).unwrap();
    let run = |user: Option<&str>, words: &[&str]| {
        let mut command = claimbook();
        command
            .args(words)
            .current_dir(&book)
            .env_remove("CLAIMBOOK_USER")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs(user.map(|user| ("CLAIMBOOK_USER", user)));
        let output = command.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.code(), text)
    };
    let mine = ["list", "--assigned", "me", "--format", "ids"];
    let found = |text: &str| (Some(0), text.to_owned());
    assert_eq!(run(Some("AMINA"), &mine), found("a\n"));
    assert_eq!(run(None, &mine), (Some(2), String::new()));
    let both = [
        "list",
        "--assigned",
        "me",
        "--assigned",
        "joe",
        "--format",
        "ids",
    ];
    assert_eq!(run(Some("amina"), &both), found("a\nb\n"));
    for command in ["stats", "report", "check"] {
        assert_eq!(
            run(None, &[command, "--assigned", "me"]).0,
            Some(2),
            "{command}"
        );
    }
    let take = ["set", "b", "assigned=me"];
    assert_eq!(run(None, &take).0, Some(2));
    assert_eq!(run(Some("Amina"), &take).0, Some(0));
    assert_eq!(run(Some("amina"), &mine), found("a\nb\n"));
}
