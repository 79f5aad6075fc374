//! The server gets nothing that its distributed cousins refuse.

use super::desk::{BOOK, TestDesk};
use super::server::SERVER;

/// Words of what Citus, YugabyteDB or CockroachDB refuse or do otherwise.
const REFUSED: &[&str] = &[
    "sequence",
    "serial",
    "bigserial",
    "nextval",
    "identity",
    "generated",
    "trigger",
    "extension",
    "pg_advisory_lock",
    "pg_advisory_xact_lock",
    "references",
    "foreign",
    "temp",
    "temporary",
    "unlogged",
    "lock",
    "listen",
    "notify",
    "materialized",
    "copy",
    "function",
    "procedure",
    "do",
    "inherits",
    "partition",
    "ctid",
    "xmin",
    "savepoint",
    "rule",
    "exclude",
    "deferrable",
    "truncate",
    "cluster",
    "merge",
    "recursive",
    "cursor",
    "declare",
    "domain",
    "enum",
    "type",
    "collation",
    "tablespace",
    "vacuum",
    "analyze",
    "set",
    "comment",
];

/// The words of a statement outside its comments, texts and quoted names, in lower case.
fn words(statement: &str) -> Vec<String> {
    let lines = statement
        .lines()
        .map(|line| line.split("--").next().unwrap());
    let code = lines.collect::<Vec<_>>().join("\n").to_lowercase();
    let code = code.replace("do update set", "").replace("do nothing", "");
    let unquoted: Vec<&str> = code.split(['\'', '"']).step_by(2).collect();
    let words = unquoted.join(" ");
    let words = words.split(|c: char| !c.is_alphanumeric() && c != '_');
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[track_caller]
fn is_plain(statement: &str) {
    let words = words(statement);
    let update = words.first().is_some_and(|word| word == "update");
    for word in REFUSED {
        let is_part = update && *word == "set";
        assert!(
            is_part || !words.iter().any(|found| found == word),
            "`{word}` in {statement}"
        );
    }
}

#[test]
fn every_statement_that_the_server_gets_is_plain() {
    let desk = TestDesk::with(BOOK);
    let mut admin = desk.admin();
    let role = format!("plain_{}", desk.database);
    admin.batch_execute(&format!("CREATE ROLE {role}")).unwrap();
    desk.publish(&["--dry-run"]);
    desk.publish(&["--read-role", &role]);
    desk.change(
        "claims/a.toml",
        "[[claim.evidence]]\nsource = \"reprint\"\nstance = \"supports\"\n",
        "",
    );
    desk.change("claims/a.toml", "id = \"unproven\"", "id = \"unknown\"");
    desk.publish(&[]);
    desk.publish(&["--full"]);
    let sent = SERVER.sent(&desk.database);
    let kinds = [
        "CREATE TABLE",
        "CREATE OR REPLACE VIEW",
        "GRANT",
        "INSERT INTO",
        "UPDATE",
        "DELETE",
        "FOR UPDATE",
    ];
    for kind in kinds {
        assert!(
            sent.iter().any(|entry| entry.contains(kind)),
            "{kind}: {sent:#?}"
        );
    }
    for entry in sent {
        let (_, statement) = entry.split_once(": ").unwrap();
        let statement = statement
            .trim_start_matches(|c| c != ':')
            .trim_start_matches(": ");
        is_plain(statement);
    }
}

#[test]
fn the_test_catches_what_it_is_for() {
    for planted in [
        "CREATE TABLE a (id serial)",
        "SELECT pg_advisory_lock(1)",
        "CREATE TEMP TABLE a (b text)",
        "COPY a FROM STDIN",
        "SET search_path TO a",
        "CREATE TABLE a (b text REFERENCES c)",
    ] {
        let caught = std::panic::catch_unwind(|| is_plain(planted));
        assert!(caught.is_err(), "{planted}");
    }
    is_plain("UPDATE a SET b = 1");
    is_plain("INSERT INTO a SELECT 'copy' ON CONFLICT (b) DO UPDATE SET c = excluded.c -- trigger");
}

/// The statements of the public file.
#[test]
fn every_table_of_the_public_file_has_a_key_that_begins_with_the_book() {
    let file = include_str!("../../../src/publish/publish.sql");
    let tables: Vec<&str> = file.split("CREATE TABLE").skip(1).collect();
    assert_eq!(tables.len(), 4);
    for table in tables {
        let table = table.split(");").next().unwrap();
        assert!(table.contains("PRIMARY KEY (book"), "{table}");
    }
    for statement in file.split(';') {
        is_plain(statement);
    }
}
