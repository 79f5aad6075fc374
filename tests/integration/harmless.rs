//! Whatever a book or an argument says, nothing that the program prints acts on a terminal or on a log.

use crate::integration::program::claimbook;
use std::ffi::OsStr;
use std::fs;
use tempfile::TempDir;

/// What a stranger would write: it sets the clipboard, clears the screen, turns a line around, and hides.
const ATTACK: &str =
    "\u{1b}]52;c;eA==\u{7}\u{1b}[2J\u{9b}2J\u{202e}\u{2028}\u{feff}\u{e0041}\u{200f}\u{8}";

/// The same as TOML, with lines that GitHub would obey.
const TOML: &str = r"\u001b]52;c;eA==\u0007\u001b[2J\u009b2J\u202e\u2028\ufeff\U000e0041\u200f\b\r\n::add-mask::x ##[error]y\r  ::stop-commands::z";

fn hostile() -> TempDir {
    let book = tempfile::tempdir().unwrap();
    let claims = book.path().join("claims");
    fs::create_dir(&claims).unwrap();
    let text = format!(
        "[article]\nid = \"a\"\ntitle = \"{TOML}\"\nurl = \"{TOML}\"\nfile = \"{TOML}\"\n\
         [[party]]\nid = \"p\"\nname = \"{TOML}\"\naliases = [\"::error::{TOML}\"]\n\
         [[source]]\nid = \"s\"\ntitle = \"{TOML}\"\nurl = \"{TOML}\"\nderived_from = [\"{TOML}\"]\n\
         [[claim]]\nid = \"c\"\ntext = \"::error::{TOML}\"\nspeaker = \"{TOML}\"\nquote = \"{TOML}\"\ntags = [\"{TOML}\"]\n\
         [[claim.evidence]]\nsource = \"{TOML}\"\nstance = \"supports\"\nquote = \"{TOML}\"\nby = \"{TOML}\"\n\
         [[claim.evidence]]\nsource = \"s\"\nstance = \"supports\"\nnote = \"{TOML}\"\n\
         [[claim.ruling]]\nstatus = \"contested\"\non = 2026-03-01\nby = \"{TOML}\"\nreason = \"{TOML}\"\n"
    );
    fs::write(claims.join("evil.toml"), text).unwrap();
    let broken = format!("[[claim]]\n{ATTACK} = {ATTACK}\nkind = \"{ATTACK}\n");
    fs::write(claims.join("broken.toml"), broken).unwrap();
    fs::write(
        book.path().join("claimbook.toml"),
        format!("[book]\nname = \"{TOML}\"\n"),
    )
    .unwrap();
    book
}

/// What a run prints, on both streams.
fn printed(book: &TempDir, arguments: &[impl AsRef<OsStr>], variables: &[(&str, &str)]) -> String {
    let output = claimbook()
        .args(arguments)
        .current_dir(book)
        .env("CLAIMBOOK_USER", ATTACK)
        .env_remove("GITHUB_ACTIONS")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    String::from_utf8([output.stdout, b"\n".to_vec(), output.stderr].concat()).unwrap()
}

fn acts(c: char) -> bool {
    let direction = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hidden = matches!(c, '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    (c.is_control() && !matches!(c, '\n' | '\t')) || direction || hidden
}

#[track_caller]
fn harmless(printed: &str, what: &str) {
    let printed = printed.replace("\r\n", "\n");
    let seen: Vec<char> = printed.chars().filter(|c| acts(*c)).collect();
    assert!(seen.is_empty(), "{what}: {seen:?} in {printed:?}");
}

/// Every command that prints what a book says.
const COMMANDS: &[&str] = &[
    "",
    "list",
    "list --format table",
    "list --format json",
    "list --format csv",
    "list --format markdown",
    "list --format ids",
    "show c",
    "show c --format json",
    "show c --format markdown",
    "why c",
    "stats",
    "log",
    "check --strict",
    "check --strict --format short",
    "check --strict --format json",
    "check --strict --format sarif",
    "check --fix --dry-run",
    "report --format html",
    "report --format markdown",
    "report --format text",
    "export --format claimreview",
    "export --format csl-json",
    "export --format bibtex",
    "export --format ris",
    "export --format json",
    "source",
    "source list",
    "source show s",
    "party list",
    "party show p",
    "set c caveat=x --dry-run",
    "rm s --dry-run",
    "rename c d --dry-run",
];

#[test]
fn no_command_prints_what_acts_on_a_terminal() {
    let book = hostile();
    let sql = ["sql", "SELECT text, quote FROM claims"];
    harmless(&printed(&book, &sql, &[]), "sql");
    for command in COMMANDS {
        let arguments: Vec<&str> = command.split_whitespace().collect();
        harmless(&printed(&book, &arguments, &[]), command);
        let github = printed(&book, &arguments, &[("GITHUB_ACTIONS", "true")]);
        harmless(&github, command);
        let obeyed = github
            .lines()
            .find(|line| line.trim().starts_with("::") || line.contains("##["));
        assert_eq!(obeyed, None, "{command}");
    }
}

#[test]
fn json_means_the_same_in_a_log() {
    let book = hostile();
    for format in ["list --format json", "check --strict --format sarif"] {
        let arguments: Vec<&str> = format.split(' ').collect();
        let read = |variables: &[(&str, &str)]| {
            let printed = printed(&book, &arguments, variables);
            let mut values = serde_json::Deserializer::from_str(&printed).into_iter();
            values.next().unwrap().unwrap()
        };
        let usual: serde_json::Value = read(&[]);
        assert_eq!(usual, read(&[("GITHUB_ACTIONS", "true")]), "{format}");
    }
}

#[test]
fn the_annotations_for_github_are_its_only_commands() {
    let book = hostile();
    let arguments = ["check", "--strict", "--format", "github"];
    let printed = printed(&book, &arguments, &[("GITHUB_ACTIONS", "true")]);
    harmless(&printed, "github");
    let commands: Vec<&str> = printed
        .lines()
        .filter(|line| line.trim().starts_with("::"))
        .collect();
    assert!(commands.len() > 3, "{printed}");
    for command in commands {
        let kind = command.split([' ', ':']).nth(2).unwrap();
        assert!(["error", "warning", "notice"].contains(&kind), "{command}");
        assert!(
            command.contains(" file=claims/") || command.contains(" file=claimbook.toml"),
            "{command}"
        );
    }
}

#[test]
fn an_argument_is_shown_and_not_obeyed() {
    let book = hostile();
    for arguments in [
        vec!["list", ATTACK],
        vec!["show", ATTACK],
        vec!["why", ATTACK],
        vec!["list", "--format", ATTACK],
        vec!["list", "--since", ATTACK],
        vec!["list", "--status", ATTACK],
        vec!["list", "--speaker", ATTACK],
        vec!["list", "--color", ATTACK],
        vec!["--today", ATTACK],
        vec!["--book", ATTACK, "list"],
        vec![ATTACK],
        vec!["check", "--explain", ATTACK],
        vec!["check", "--deny", ATTACK],
        vec!["sql", ATTACK],
        vec!["man", ATTACK],
        vec!["completions", ATTACK],
        vec!["set", "c", ATTACK],
        vec!["set", ATTACK, "caveat=x"],
        vec!["report", "-o", ATTACK, "--format", ATTACK],
        vec!["--color", "always", "list", "--format", ATTACK],
    ] {
        for variables in [
            &[][..],
            &[("CLICOLOR_FORCE", "1")],
            &[("CLAIMBOOK_TODAY", ATTACK)],
        ] {
            let printed = printed(&book, &arguments, variables);
            let without_colour = strip_colours(&printed);
            harmless(&without_colour, &format!("{arguments:?}"));
        }
    }
    let echoed = printed(&book, &["list", "--format", "\u{1b}[31mx"], &[]);
    assert!(echoed.contains("\\u{1b}[31mx"), "{echoed}");
}

fn strip_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |stripped, part| {
        let after = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        match after.strip_prefix('m') {
            Some(after) => stripped + after,
            None => format!("{stripped}\u{1b}[{part}"),
        }
    })
}
