//! What a book or a statement may cost. Nothing here measures time: `scripts/bounds.sh` does.

use assert_cmd::cargo::cargo_bin;
use std::fs;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// Runs a command on a book of one file.
fn run(text: &str, arguments: &[&str]) -> Output {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    fs::write(book.path().join("claims/a.toml"), text).unwrap();
    Command::new(cargo_bin!("claimbook"))
        .args(arguments)
        .current_dir(&book)
        .output()
        .unwrap()
}

/// What a statement prints, on stdout and stderr, and the exit code.
fn sql(arguments: &[&str]) -> (String, String, i32) {
    let text = "[[claim]]\nid = \"a\"\ntext = \"The ferry runs.\"\n";
    let output = run(text, &[&["sql"], arguments].concat());
    let words = |bytes| String::from_utf8(bytes).unwrap();
    (
        words(output.stdout),
        words(output.stderr),
        output.status.code().unwrap(),
    )
}

const ENDLESS: &str =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

#[test]
fn a_statement_without_end_is_stopped_when_its_time_is_over() {
    let (_, said, exit) = sql(&["--timeout", "1", ENDLESS]);
    assert_eq!(exit, 2, "{said}");
    assert!(said.contains("takes more than 1 s"), "{said}");
    assert!(said.contains("--timeout SECONDS"), "{said}");
}

#[test]
fn a_step_that_nothing_interrupts_ends_with_the_program() {
    // `instr` compares eight megabytes with four at every place, in one step.
    let query = "SELECT instr(printf('%.*c', 8000000, 'x'), printf('%.*c', 4000000, 'x') || 'y')";
    let start = Instant::now();
    let (_, said, exit) = sql(&["--timeout", "1", query]);
    assert!(start.elapsed() < Duration::from_mins(1));
    assert_eq!(exit, 2, "{said}");
    assert!(said.contains("takes more than 1 s"), "{said}");
}

#[test]
fn a_statement_may_use_256_mb() {
    let query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100) \
                 SELECT length(group_concat(x)) FROM (SELECT json_group_array(printf('%.*c', 4000000, i)) AS x FROM n)";
    let (_, said, exit) = sql(&[query]);
    assert_eq!(exit, 2, "{said}");
    assert!(said.contains("more than 256 MB of memory"), "{said}");
    let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100) \
                SELECT a.x FROM (SELECT 1) LEFT JOIN (SELECT max(i) AS x FROM n) AS a";
    assert_eq!(sql(&[many]).2, 0);
}

#[test]
fn what_a_statement_may_be_has_bounds() {
    let deep = format!("SELECT {}1{}", "(1 + ".repeat(300), ")".repeat(300));
    let long = format!("SELECT '{}'", "x".repeat(100_000));
    let parts = format!("SELECT 1{}", " UNION ALL SELECT 1".repeat(100));
    let pattern = format!("SELECT 'a' LIKE '{}'", "%a".repeat(200));
    let text = "SELECT length(zeroblob(8388609))";
    let attached = "ATTACH ':memory:' AS other";
    for query in [&deep, &long, &parts, &pattern, text, attached] {
        let (_, said, exit) = sql(&[query]);
        assert_eq!(exit, 2, "{said}");
    }
    let fine = "SELECT length(zeroblob(8388000)), 'a' LIKE '%a%'";
    assert_eq!(sql(&[fine]).2, 0);
}

#[test]
fn sqlite_is_built_without_the_parts_that_we_do_not_use() {
    let used = |option: &str| {
        let query = format!("SELECT sqlite_compileoption_used('{option}') AS used");
        let (out, said, exit) = sql(&[&query, "--format", "csv"]);
        assert_eq!(exit, 0, "{said}");
        out.contains('1')
    };
    for option in ["ENABLE_FTS3", "ENABLE_FTS3_PARENTHESIS", "ENABLE_RTREE"] {
        assert!(!used(option), "{option}");
    }
    for option in ["OMIT_LOAD_EXTENSION", "ENABLE_FTS5"] {
        assert!(used(option), "{option}");
    }
    let (_, said, exit) = sql(&["SELECT load_extension('x')"]);
    assert!(exit == 2 && said.contains("no such function"), "{said}");
}
