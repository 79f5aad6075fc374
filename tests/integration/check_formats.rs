//! The formats of `check` for machines: JSON, SARIF 2.1.0, GitHub's annotations; and its exit codes.

use crate::integration::program::claimbook;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const CLAIM: &str =
    "[[claim]]\nid = \"toll-2025\"\ntext = \"Attacks killed 310 people, reportedly.\"\n";

const PARTY: &str = "[[party]]\nid = \"northland\"\nname = \"Northland\"\n";

fn book(claims: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("desk/claims")).unwrap();
    fs::write(folder.path().join("desk/claims/a, b.toml"), claims).unwrap();
    folder
}

/// What `check` writes of a book below the working folder, and its exit code.
fn check(folder: &Path, arguments: &[&str]) -> (String, i32) {
    let mut command = claimbook();
    command
        .current_dir(folder)
        .args(["--book", "desk", "check"])
        .args(arguments)
        .env_remove("CLAIMBOOK_DIR");
    let output = command.output().unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        output.status.code().unwrap(),
    )
}

#[test]
fn json_has_the_documented_keys() {
    let book = book(CLAIM);
    let (text, exit) = check(book.path(), &["--format", "json"]);
    let findings: Value = serde_json::from_str(&text).unwrap();
    let finding = &findings[1];
    let keys: Vec<&String> = finding.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "code", "severity", "message", "file", "line", "column", "claim", "help", "count"
        ]
    );
    assert_eq!(
        (&finding["code"], &finding["file"]),
        (&"status-in-text".into(), &"claims/a, b.toml".into())
    );
    assert_eq!(
        (&finding["line"], &finding["column"], exit),
        (&3.into(), &36.into(), 1)
    );
}

#[test]
fn an_empty_list_of_findings_is_an_empty_array() {
    assert_eq!(
        check(book(PARTY).path(), &["--format", "json", "--strict"]),
        ("[]\n".to_owned(), 0)
    );
}

#[test]
fn a_book_without_a_record_is_not_green_in_any_format() {
    for text in ["", "# Nothing yet.\n", "[extra]\na = 1\n"] {
        let book = book(text);
        for format in ["human", "short", "json", "sarif", "github"] {
            let (_, exit) = check(book.path(), &["--format", format]);
            assert_eq!(exit, 2, "{format} {text}");
        }
    }
    for record in [PARTY, CLAIM, "[article]\ntitle = \"T\"\n"] {
        assert_ne!(check(book(record).path(), &[]).1, 2, "{record}");
    }
}

#[test]
fn filters_that_match_nothing_are_clean_and_say_so() {
    let book = book(CLAIM);
    let mut command = claimbook();
    command.current_dir(book.path());
    let output = command
        .args(["--book", "desk", "check", "--speaker", "northland"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("no claim matches") && said.contains("`northland`"),
        "{said}"
    );
}

#[test]
fn a_path_starts_from_where_its_reader_is() {
    let book = book(CLAIM);
    let place = |from: &str, workspace: &str, format: &str| {
        let mut command = claimbook();
        command
            .current_dir(book.path().join(from))
            .args(["check", "--format", format, "--allow", "unsourced-claim"])
            .env_remove("GITHUB_WORKSPACE");
        if !workspace.is_empty() {
            command.env("GITHUB_WORKSPACE", book.path().join(workspace));
        }
        let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
        let line = text.lines().find(|line| line.contains("b.toml")).unwrap();
        line.replace("%2C", ",")
            .split("b.toml")
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(place("desk", "", "short"), "claims/a, ");
    assert_eq!(place("desk/claims", "", "short"), "a, ");
    assert_eq!(place("desk/claims", "", "human"), " --> a, ");
    assert_eq!(place("desk/claims", "", "github"), "::warning file=a, ");
    assert_eq!(
        place("desk/claims", ".", "github"),
        "::warning file=desk/claims/a, "
    );
    // A book outside of the workspace is seen from the working folder.
    assert_eq!(place("desk/claims", "none", "github"), "::warning file=a, ");
    assert_eq!(
        place("desk/claims", ".", "json"),
        "  \"file\": \"claims/a, "
    );
    assert!(place("desk/claims", ".", "sarif").ends_with("\"uri\":\"claims/a,%20"));
}

/// What the schema of SARIF 2.1.0 requires of what is written here.
#[test]
fn sarif_is_a_log_of_one_run() {
    let book = book(CLAIM);
    let (text, exit) = check(book.path(), &["--format", "sarif"]);
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&log["version"], exit), (&"2.1.0".into(), 1));
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "claimbook");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let place = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[place]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let location = &result["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "claims/a%2C%20b.toml");
        assert!(location["region"]["startLine"].as_u64() >= Some(1));
    }
    assert_eq!(
        run["results"][1]["locations"][0]["physicalLocation"]["region"]["endColumn"],
        46
    );
}

#[test]
fn sarif_says_when_something_could_not_be_checked() {
    let book = book("");
    fs::write(book.path().join("desk/claims/b.toml"), b"\xff").unwrap();
    let (text, exit) = check(book.path(), &["--format", "sarif"]);
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (
            &log["runs"][0]["invocations"][0]["executionSuccessful"],
            exit
        ),
        (&false.into(), 2)
    );
}

#[test]
fn github_gets_one_command_a_finding() {
    let (text, _) = check(
        book(CLAIM).path(),
        &["--format", "github", "--allow", "unsourced-claim"],
    );
    assert_eq!(text.lines().count(), 1);
    assert!(text.starts_with(
        "::warning file=desk/claims/a%2C b.toml,line=3,col=36,title=status-in-text::“reportedly”"
    ));
}

#[test]
fn levels_decide_what_counts() {
    let book = book(CLAIM);
    let exit = |arguments: &[&str]| check(book.path(), arguments).1;
    assert_eq!(exit(&["--allow", "status-in-text"]), 0);
    assert_eq!(exit(&["--allow", "status-in-text", "--strict"]), 1);
    assert_eq!(
        exit(&["--allow", "status-in-text", "--deny", "unsourced-claim"]),
        1
    );
    assert_eq!(exit(&["--allow", "status-in-txt"]), 2);
    assert_eq!(exit(&["--allow", "syntax"]), 2);
    fs::write(
        book.path().join("desk/claimbook.toml"),
        "[check]\nstatus-in-text = \"allow\"\n",
    )
    .unwrap();
    assert_eq!(exit(&[]), 0);
    assert_eq!(exit(&["--warn", "status-in-text"]), 1);
    fs::write(
        book.path().join("desk/claimbook.toml"),
        "[check]\nsyntax = \"allow\"\nstatus-in-text = \"allow\"\n",
    )
    .unwrap();
    assert_eq!(exit(&[]), 1);
}

#[test]
fn only_the_claims_asked_for_are_told_of() {
    let other = "\n[[claim]]\nid = \"toll-2024\"\ntext = \"Attacks allegedly killed 12 people.\"\nspeaker = \"northland\"\n";
    let book = book(&format!("{CLAIM}{other}"));
    let lines = |arguments: &[&str]| check(book.path(), arguments).0.lines().count();
    assert_eq!(
        lines(&["--format", "short", "--allow", "unsourced-claim"]),
        2
    );
    assert_eq!(
        lines(&[
            "--format",
            "short",
            "--allow",
            "unsourced-claim",
            "toll-2024"
        ]),
        1
    );
    assert_eq!(
        lines(&[
            "--format",
            "short",
            "--allow",
            "unsourced-claim",
            "--speaker",
            "northland"
        ]),
        1
    );
}

/// A claim with this many findings of `same-row`, and a file with this many problems.
fn book_of_many(findings: usize) -> TempDir {
    let row = "{source=\"a\",stance=\"supports\"},".repeat(findings + 1);
    let many = book(&format!(
        "{CLAIM}evidence=[{row}]\n[[source]]\nid=\"a\"\ntitle=\"A\"\n"
    ));
    let wrong: String = (0..findings)
        .map(|n| format!("x{n} = 1"))
        .collect::<Vec<_>>()
        .join("\n");
    fs::write(many.path().join("desk/claims/c.toml"), wrong).unwrap();
    many
}

#[test]
fn findings_that_are_too_many_to_list_are_counted_in_every_format() {
    let book = book_of_many(250);
    let (text, _) = check(book.path(), &["--format", "json"]);
    let findings: Vec<Value> = serde_json::from_str(&text).unwrap();
    let (sarif, _) = check(book.path(), &["--format", "sarif"]);
    let log: Value = serde_json::from_str(&sarif).unwrap();
    for code in ["same-row", "unknown-field"] {
        let of_code = findings.iter().filter(|finding| finding["code"] == code);
        let counts: Vec<u64> = of_code.map(|one| one["count"].as_u64().unwrap()).collect();
        assert_eq!((counts.len(), counts.iter().sum()), (101, 250), "{code}");
        let results = log["runs"][0]["results"].as_array().unwrap().iter();
        let of_code = results.filter(|result| result["ruleId"] == code);
        let counts = of_code.map(|one| one["occurrenceCount"].as_u64().unwrap_or(1));
        assert_eq!(counts.sum::<u64>(), 250, "{code}");
    }
    let mut command = claimbook();
    command.current_dir(book.path().join("desk"));
    let output = command.arg("check").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("250 errors, 251 warnings"), "{said}");
}
