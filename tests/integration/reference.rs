//! `docs/cli.md`: the reference of all commands, written by the program's own help. `UPDATE_CLI=1 cargo test` rewrites it.

use crate::integration::program::claimbook;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// What the page opens with.
const OPENING: &str = "\
# Commands

This page is the `--help` of every command. The program writes it: `UPDATE_CLI=1 cargo test reference` brings it up to date.
";

fn help(command: &[&str]) -> String {
    let output = claimbook()
        .args(command)
        .arg("--help")
        .env("COLUMNS", "100")
        .env_remove("CLAIMBOOK_TODAY")
        .output()
        .unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{command:?}"
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The headings above lists of commands.
const GROUPS: &[&str] = &[
    "Commands:",
    "Start:",
    "Read:",
    "Write:",
    "Check and report:",
    "Exchange:",
    "Together:",
];

/// The subcommands that a help text lists.
fn subcommands(help: &str) -> Vec<String> {
    let mut in_group = false;
    let mut found = Vec::new();
    for line in help.lines() {
        if !line.starts_with(' ') {
            in_group = GROUPS.contains(&line);
        } else if in_group && !line.starts_with("   ") {
            found.extend(line.split_whitespace().next().map(str::to_owned));
        }
    }
    found
}

/// Writes the help of a command and of those below it.
fn write(page: &mut String, command: &[&str]) {
    let help = help(command);
    let title = ["claimbook"]
        .iter()
        .chain(command)
        .copied()
        .collect::<Vec<_>>();
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    let text = lines.join("\n");
    write!(
        page,
        "\n## `{}`\n\n```text\n{}\n```\n",
        title.join(" "),
        text.trim_end()
    )
    .unwrap();
    for child in subcommands(&help) {
        let below: Vec<&str> = command.iter().copied().chain([child.as_str()]).collect();
        write(page, &below);
    }
}

fn reference() -> String {
    let mut page = OPENING.to_owned();
    write(&mut page, &[]);
    page
}

#[test]
fn the_reference_page_is_the_help_of_every_command() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    let page = reference();
    if std::env::var_os("UPDATE_CLI").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap();
    let differing = kept
        .lines()
        .zip(page.lines())
        .find(|(kept, now)| kept != now);
    assert!(
        kept == page,
        "docs/cli.md is out of date, first at {differing:?}: run `UPDATE_CLI=1 cargo test reference`"
    );
}

#[test]
fn the_reference_page_has_every_command_of_the_architecture() {
    let page = reference();
    for command in ["list", "check", "source add", "party set", "completions"] {
        assert!(
            page.contains(&format!("\n## `claimbook {command}`\n")),
            "{command}"
        );
    }
    let headings = page.lines().filter(|line| line.starts_with("## ")).count();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/commands");
    let files = fs::read_dir(folder).unwrap();
    let commands = files
        .filter(|file| {
            let name = file.as_ref().unwrap().file_name().into_string().unwrap();
            name != "mod.rs" && Path::new(&name).extension().is_some_and(|it| it == "rs")
        })
        .count();
    // The overview is the program without a command; `source` and `party` have four commands each, `article` seven and `cache`
    // two.
    assert_eq!(headings, commands + 17);
}

/// A usage line cannot wrap. Everything else must fit.
#[test]
fn no_help_line_is_wider_than_the_page() {
    let page = reference();
    let lines = page.lines().filter(|line| !line.starts_with("Usage: "));
    for line in lines.skip(4) {
        assert!(line.chars().count() <= 100, "{line}");
    }
}
