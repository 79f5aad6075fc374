//! A desk that publishes its book to a database of its own.

use super::server::{SERVER, until};
use crate::integration::repository::git;
use assert_cmd::cargo::cargo_bin;
use postgres::{Client, SimpleQueryMessage};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

/// What each table holds, but for the moments of the runs.
const TABLES: [&str; 4] = [
    "SELECT book, commit, day, claims, layout FROM {}.book ORDER BY book",
    "SELECT * FROM {}.claim ORDER BY book, id",
    "SELECT * FROM {}.evidence ORDER BY book, claim, position",
    "SELECT book, run, commit, claims, changed FROM {}.published ORDER BY book, run",
];

pub(super) struct TestDesk {
    folder: tempfile::TempDir,
    pub(super) database: String,
}

impl TestDesk {
    /// A desk with a new database and a book of this text.
    pub(super) fn with(text: &str) -> Self {
        Self::at(SERVER.database(""), text)
    }

    /// A desk that shares a database.
    pub(super) fn at(database: String, text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("book/claims")).unwrap();
        let desk = Self { folder, database };
        desk.write("claimbook.toml", "[book]\nname = \"Border desk\"\n");
        desk.write("claims/a.toml", text);
        desk
    }

    pub(super) fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join("book").join(inside)
    }

    pub(super) fn write(&self, inside: &str, text: &str) {
        fs::write(self.path(inside), text).unwrap();
    }

    pub(super) fn change(&self, inside: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(inside)).unwrap();
        assert!(text.contains(from), "{from}");
        self.write(inside, &text.replacen(from, to, 1));
    }

    /// `claimbook publish` without an address.
    pub(super) fn bare(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin!("claimbook"));
        command
            .arg("publish")
            .args(arguments)
            .current_dir(self.path(""))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", self.folder.path())
            .env("USER", "amina")
            .env("CLAIMBOOK_CACHE", self.folder.path().join("caches"))
            .env("CLAIMBOOK_TODAY", "2026-03-10")
            .env("GIT_CEILING_DIRECTORIES", self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.bare(arguments);
        command.args(["--to", &SERVER.address(&self.database)]);
        command
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Publishes, which must succeed; the line that it prints.
    #[track_caller]
    pub(super) fn publish(&self, arguments: &[&str]) -> String {
        succeeded(&self.run(arguments))
    }

    pub(super) fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    pub(super) fn admin(&self) -> Client {
        SERVER.admin(&self.database)
    }

    /// Everything in a schema, row for row.
    pub(super) fn rows_of(&self, schema: &str) -> String {
        let mut admin = self.admin();
        let mut text = String::new();
        for sql in TABLES {
            writeln!(text, "{}", table(&mut admin, &sql.replace("{}", schema))).unwrap();
        }
        text
    }

    pub(super) fn rows(&self) -> String {
        self.rows_of("claimbook")
    }

    /// The rows that the server wrote or removed so far, by its own statistics.
    pub(super) fn written(&self) -> i64 {
        let mut admin = self.admin();
        let sql = "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_user_tables";
        // A connection tells its counts when it ends; ours have ended when nobody else is connected.
        until("the other connections' end", || {
            let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
            admin.query_one(sql, &[]).unwrap().get::<_, i64>(0) == 0
        });
        admin.query_one(sql, &[]).unwrap().get(0)
    }

    pub(super) fn git(&self, arguments: &[&str]) -> String {
        git(&self.path(""), arguments).trim().to_owned()
    }

    pub(super) fn commit(&self) -> String {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "next"]);
        self.git(&["rev-parse", "HEAD"])
    }
}

/// The rows of an answer, one a line.
pub(super) fn table(admin: &mut Client, sql: &str) -> String {
    let mut text = String::new();
    for message in admin.simple_query(sql).unwrap() {
        if let SimpleQueryMessage::Row(row) = message {
            for column in 0..row.len() {
                let value = row
                    .get(column)
                    .map_or("∅".to_owned(), |value| format!("{value:?}"));
                write!(text, "{value} ").unwrap();
            }
            text.push('\n');
        }
    }
    text
}

/// What a run said on stdout and stderr.
pub(super) fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// What a run printed that must have succeeded.
#[track_caller]
pub(super) fn succeeded(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", said(output));
    String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned()
}

/// A run must have failed with this exit code and these words.
#[track_caller]
pub(super) fn failed(output: &Output, code: i32, words: &[&str]) {
    let said = said(output);
    assert_eq!(output.status.code(), Some(code), "{said}");
    for word in words {
        assert!(said.contains(word), "`{word}` is missing: {said}");
    }
    assert!(output.stdout.is_empty(), "{said}");
}

/// Two wire stories, one of which a paper repeats, and three claims.
pub(super) const BOOK: &str = r#"
[article]
id = "border-town"
title = "Border town counts its dead"
url = "https://example.org/border"
[[party]]
id = "ministry"
name = "The Ministry"
[[party]]
id = "courier"
name = "The Courier"
[[source]]
id = "wire"
title = "Wire story"
publisher = "The Agency"
own_reporting = true
[[source]]
id = "reprint"
title = "Reprint"
publisher = "courier"
derived_from = ["wire"]
[[source]]
id = "figures"
title = "Quarterly figures"
publisher = "ministry"
kind = "dataset"
[[claim]]
id = "closed"
text = "The bridge was closed."
speaker = "ministry"
attribution = "officials say"
kind = "event"
said_on = "2026-03"
[[claim.evidence]]
source = "wire"
stance = "supports"
quote = "closed since Monday"
[[claim.evidence]]
source = "reprint"
stance = "supports"
[[claim.ruling]]
status = "misleading"
on = 2026-03-02
by = "amina"
reason = "One lane stayed open."
[[claim]]
id = "toll"
text = "The toll rose."
[[claim.evidence]]
source = "figures"
stance = "supports"
[[claim]]
id = "unproven"
text = "Nobody knows."
"#;
