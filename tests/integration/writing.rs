//! Writes must not be lost when processes are killed, many write at once, the disk is full, or other programs change files.
//!
//! `CLAIMBOOK_KILLS=1000` kills 1,000 runs instead of 50. `scripts/kill.sh` sets it.

use crate::integration::program;
use assert_cmd::cargo::cargo_bin;
use claimbook::document;
use claimbook::document::edit::{Edit, NewFields, RecordField, Value, apply};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Where the runs of a test keep the caches of their books.
fn cache(root: &Path) -> PathBuf {
    root.join(".caches")
}

fn claimbook(root: &Path, arguments: &[&str]) -> Command {
    let mut command = program::claimbook();
    command
        .args(arguments)
        .current_dir(root)
        .env("CLAIMBOOK_CACHE", cache(root))
        .env("CLAIMBOOK_USER", "amina")
        .env("CLAIMBOOK_TODAY", "2026-03-10");
    command
}

fn run(root: &Path, arguments: &[&str]) -> Output {
    claimbook(root, arguments).output().unwrap()
}

#[track_caller]
fn done(root: &Path, arguments: &[&str]) -> String {
    let output = run(root, arguments);
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {messages}");
    String::from_utf8(output.stdout).unwrap()
}

/// A book of some files with some claims each. Comments and line ends differ, as people's do.
fn book(files: usize, claims: usize) -> tempfile::TempDir {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    for file in 0..files {
        let mut text = format!(
            "# File {file}\n[article]\nid = \"article-{file}\"\ntitle = \"Article {file}\"\n"
        );
        for claim in 0..claims {
            write!(
                text,
                "\n# claim {claim}\n[[claim]]\nid = \"c{file}-{claim}\"\ntext = \"The toll bridge was closed.\"\n"
            )
            .unwrap();
        }
        let text = if file % 2 == 1 {
            text.replace('\n', "\r\n")
        } else {
            text
        };
        fs::write(book.path().join(format!("claims/f{file}.toml")), text).unwrap();
    }
    fs::write(
        book.path().join("claims/sources.toml"),
        "[[source]]\nid = \"s\"\ntitle = \"S\"\n",
    )
    .unwrap();
    book
}

/// Lists what a run that was cut short might have left behind.
fn strays(root: &Path) -> Vec<String> {
    let folders = [root.join("claims"), root.join(".claimbook")];
    let entries = folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name.ends_with(".claimbook-new") || name == "writing")
        .collect()
}

fn texts(root: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(root.join("claims")).unwrap();
    let mut texts: Vec<(String, String)> = entries
        .map(|entry| {
            let path = entry.unwrap().path();
            (
                path.file_name().unwrap().to_str().unwrap().to_owned(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    texts.sort();
    texts
}

/// Numbers that look random, the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// Measures how long a run takes if nobody kills it, in microseconds.
fn duration(root: &Path, arguments: &[&str]) -> u64 {
    let start = Instant::now();
    done(root, arguments);
    u64::try_from(start.elapsed().as_micros()).unwrap()
}

/// A write that the kill test starts: one claim, or a tag on all 120 claims.
struct KilledWrite {
    number: u64,
    is_bulk: bool,
}

impl KilledWrite {
    fn command(&self, root: &Path) -> Command {
        let number = self.number;
        if self.is_bulk {
            let tag = format!("tags+=k{number}");
            claimbook(root, &["set", "--search", "toll", &tag])
        } else {
            let (text, id) = (format!("Claim number {number}."), self.name());
            claimbook(root, &["add", &text, "--id", &id, "--article", "article-1"])
        }
    }

    /// The id or the tag that the write leaves in the book.
    fn name(&self) -> String {
        let kind = if self.is_bulk { "k" } else { "new-" };
        format!("{kind}{}", self.number)
    }

    /// Kills the write after `delay`. Returns whether it was still running, and whether it had succeeded.
    fn kill_after(&self, root: &Path, delay: Duration) -> (bool, bool) {
        let mut command = self.command(root);
        let command = command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        std::thread::sleep(delay);
        let was_running = child.try_wait().unwrap().is_none();
        let _ = child.kill();
        (was_running, child.wait().unwrap().success())
    }

    fn untag(&self, root: &Path) {
        let tag = format!("tags-={}", self.name());
        done(root, &["set", "--search", "toll", &tag]);
    }
}

/// How many claims carry a tag.
fn tagged(root: &Path, tag: &str) -> usize {
    let listed = done(root, &["list", "--tag", tag, "--format", "ids"]);
    listed.lines().count()
}

/// Reads the book whole after a kill, and finds every acknowledged claim and nothing left behind.
fn check_after_kill(root: &Path, acknowledged: &BTreeSet<String>, number: u64) {
    let listed = done(root, &["list", "--format", "ids"]);
    assert!(strays(root).is_empty(), "after kill {number}");
    let ids: BTreeSet<&str> = listed.lines().collect();
    for id in acknowledged.iter().filter(|name| name.starts_with("new-")) {
        assert!(
            ids.contains(id.as_str()),
            "{id} is lost after kill {number}"
        );
    }
}

#[test]
fn a_run_killed_at_any_moment_loses_nothing_and_leaves_nothing_behind() {
    let kills: u64 = std::env::var("CLAIMBOOK_KILLS").map_or(50, |kills| kills.parse().unwrap());
    let book = book(6, 20);
    let root = book.path();
    done(root, &["list"]);
    let times = [
        duration(root, &["add", "A first claim.", "--article", "article-0"]),
        duration(root, &["set", "--search", "toll", "tags+=first"]),
    ];
    let mut dice = Dice(kills);
    let mut acknowledged = BTreeSet::new();
    let mut killed = 0;
    for number in 0..kills {
        let is_bulk = dice.roll(2) == 1;
        let write = KilledWrite { number, is_bulk };
        let delay = Duration::from_micros(dice.roll(times[usize::from(is_bulk)] * 6 / 5));
        let (was_running, succeeded) = write.kill_after(root, delay);
        killed += u64::from(was_running);
        if succeeded {
            acknowledged.insert(write.name());
        }
        check_after_kill(root, &acknowledged, number);
        if is_bulk {
            let tagged = tagged(root, &write.name());
            assert!(
                tagged == 120 || (tagged == 0 && !succeeded),
                "{tagged} of 120 carry a bulk change after kill {number}"
            );
            if dice.roll(8) != 0 {
                // Keeps the files from growing, and shows that no lock is stuck.
                write.untag(root);
                acknowledged.remove(&write.name());
            }
        }
    }
    for tag in acknowledged.iter().filter(|name| name.starts_with('k')) {
        assert_eq!(tagged(root, tag), 120, "{tag} is lost");
    }
    assert!(
        killed * 3 > kills,
        "only {killed} of {kills} runs were still alive when they were killed"
    );
}

/// Writes a SHA-256 digest as the journal does.
fn hex(text: &str) -> String {
    digits(&Sha256::digest(text.as_bytes()))
}

fn digits(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in bytes {
        write!(digits, "{byte:02x}").unwrap();
    }
    digits
}

/// Signs a journal of the book with the key that its cache folder holds.
fn signature(root: &Path, journal: &str) -> String {
    let book = fs::canonicalize(root).unwrap();
    let path = book.to_str().unwrap();
    let key = fs::read(cache(root).join(hex(path)).join("journal.key")).unwrap();
    let mut signing = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    signing.update(format!("{path}\0{journal}").as_bytes());
    digits(&signing.finalize().into_bytes())
}

#[test]
fn a_run_torn_between_two_files_is_said_and_finished_by_the_next_command() {
    let book = book(2, 1);
    let root = book.path();
    done(root, &["list"]);
    let old = texts(root);
    let new: Vec<String> = old
        .iter()
        .map(|(_, text)| format!("{text}# changed\n"))
        .collect();
    // Makes the key with which the journal is signed.
    done(root, &["set", "c0-0", "tags+=x"]);
    done(root, &["set", "c0-0", "tags-=x"]);
    let mut journal = "claimbook is replacing these files\nset\n".to_owned();
    for ((name, before), after) in old.iter().zip(&new).take(2) {
        writeln!(journal, "{} {} claims/{name}", hex(before), hex(after)).unwrap();
    }
    let signature = signature(root, &journal);
    journal = format!("{journal}signature {signature}\n");
    fs::write(root.join(".claimbook/writing"), journal).unwrap();
    fs::write(root.join("claims/f0.toml"), &new[0]).unwrap();
    fs::write(root.join("claims/.f1.toml.claimbook-new"), &new[1]).unwrap();
    let output = run(root, &["list"]);
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(
        messages.contains(
            "an earlier `claimbook set` stopped halfway: it changed claims/f0.toml, but not claims/f1.toml"
        ),
        "{messages}"
    );
    assert!(
        output.status.success() && messages.contains("has now finished it in claims/f1.toml"),
        "{messages}"
    );
    assert_eq!(
        fs::read_to_string(root.join("claims/f1.toml")).unwrap(),
        new[1]
    );
    assert!(strays(root).is_empty());
    assert!(run(root, &["list"]).stderr.is_empty());
}

#[test]
fn sixteen_writers_of_fifty_writes_each_lose_none() {
    let book = book(16, 1);
    let root = book.path();
    done(root, &["list"]);
    std::thread::scope(|scope| {
        for writer in 0..16 {
            scope.spawn(move || {
                for number in 0..50 {
                    let file = if number % 5 == 0 { 0 } else { writer };
                    let (article, claim) = (format!("article-{file}"), format!("c{file}-0"));
                    // Each has a file of its own, and one write in five goes to the same one.
                    match number % 3 {
                        0 => done(
                            root,
                            &[
                                "add",
                                &format!("Writer {writer}, number {number}."),
                                "--article",
                                &article,
                                "-q",
                            ],
                        ),
                        1 => done(
                            root,
                            &[
                                "cite",
                                &claim,
                                "s",
                                "--supports",
                                "--quote",
                                &format!("{writer}/{number}"),
                                "-q",
                            ],
                        ),
                        _ => done(
                            root,
                            &["set", &claim, &format!("tags+=w{writer}n{number}"), "-q"],
                        ),
                    };
                }
            });
        }
    });
    let counted = done(
        root,
        &[
            "sql",
            "SELECT (SELECT count(*) FROM claim) - 16, (SELECT count(*) FROM evidence), (SELECT count(*) FROM tag)",
            "--format",
            "csv",
        ],
    );
    let total: usize = counted
        .lines()
        .last()
        .unwrap()
        .split(',')
        .map(|count| count.parse::<usize>().unwrap())
        .sum();
    assert_eq!(total, 16 * 50, "{counted}");
    assert!(strays(root).is_empty());
}

#[test]
fn a_file_that_an_editor_saved_in_between_is_not_overwritten() {
    // What an editor does while the program stands between reading and renaming is tested on `files::replace`; here,
    // that an edit made before the lock was had is kept.
    let book = book(1, 1);
    let root = book.path();
    done(root, &["list"]);
    let path = root.join("claims/f0.toml");
    let edited = format!("{}# by hand\n", fs::read_to_string(&path).unwrap());
    fs::write(&path, &edited).unwrap();
    done(root, &["cite", "c0-0", "s", "--supports"]);
    assert!(fs::read_to_string(&path).unwrap().contains("# by hand"));
}

#[test]
fn a_file_that_an_editor_is_halfway_through_saving_is_waited_for() {
    let book = book(1, 20);
    let root = book.path();
    done(root, &["list"]);
    let path = root.join("claims/f0.toml");
    let text = format!("{}# by hand\n", fs::read_to_string(&path).unwrap());
    let half = text.find("# claim 10").unwrap();
    fs::write(&path, &text[..half]).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(700));
            fs::write(&path, &text).unwrap();
        });
        done(root, &["set", "c0-3", "kind=event"]);
    });
    let saved = fs::read_to_string(&path).unwrap();
    assert!(saved.contains("# by hand") && saved.contains("kind = \"event\""));
}

#[cfg(unix)]
#[test]
fn a_new_book_on_a_full_disk_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let program = cargo_bin!("claimbook").display().to_string();
    let script = format!("trap '' XFSZ; ulimit -f 1; exec '{program}' init a/b/book");
    let mut init = Command::new("sh");
    let output = init.args(["-c", &script]).current_dir(folder.path());
    let output = output.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_report_is_not_written_among_the_claims() {
    let book = book(1, 1);
    let root = book.path();
    let before = texts(root);
    for path in ["claims/a.html", "claims/f0.toml", "./claims/../claims/a.md"] {
        let output = run(root, &["report", "--force", "--format", "html", "-o", path]);
        let messages = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{messages}");
        assert!(messages.contains("claims"), "{messages}");
        assert_eq!(texts(root), before);
    }
    done(root, &["report", "-o", "claims.html"]);
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_a_clear_error_and_all_files_are_as_they_were() {
    let book = book(3, 20);
    let root = book.path();
    done(root, &["list"]);
    let before = texts(root);
    // No file may grow beyond a block: the system refuses as it does on a full disk.
    let program = cargo_bin!("claimbook").display().to_string();
    let script = format!(
        "trap '' XFSZ; ulimit -f 1; exec '{program}' set --search toll 'tags+=a-long-tag-so-that-files-grow'"
    );
    let output = Command::new("sh")
        .args(["-c", &script])
        .env("CLAIMBOOK_CACHE", cache(root))
        .current_dir(root)
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{messages}");
    assert!(messages.contains("cannot write"), "{messages}");
    assert_eq!(texts(root), before);
    done(root, &["list"]);
    assert!(strays(root).is_empty());
}

#[test]
fn a_folder_that_vanished_and_a_file_in_its_place_are_clear_errors() {
    let book = book(1, 1);
    let root = book.path();
    fs::remove_dir_all(root.join("claims")).unwrap();
    let output = run(root, &["--book", ".", "add", "A claim."]);
    assert_eq!(output.status.code(), Some(2));
    fs::write(root.join("claims"), "a file").unwrap();
    let output = run(root, &["--book", ".", "add", "A claim."]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(root.join("claims")).unwrap(), "a file");
}

#[test]
fn where_the_books_own_folder_cannot_be_made_nothing_is_written() {
    let book = book(1, 1);
    let root = book.path();
    fs::write(root.join(".claimbook"), "a file").unwrap();
    let before = texts(root);
    let output = run(root, &["add", "A claim."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot lock"));
    assert_eq!(texts(root), before);
}

#[cfg(unix)]
#[test]
fn a_file_whose_mode_forbids_writing_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let book = book(1, 1);
    let root = book.path();
    fs::set_permissions(
        root.join("claims/f0.toml"),
        fs::Permissions::from_mode(0o444),
    )
    .unwrap();
    let output = run(root, &["set", "c0-0", "kind=event"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("read-only"));
}

#[test]
fn merge_markers_are_named_by_every_command_that_meets_them() {
    let book = book(2, 1);
    let root = book.path();
    let path = root.join("claims/f0.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        format!(
            "{text}<<<<<<< HEAD\n[[claim]]\nid = \"x\"\n=======\n[[claim]]\nid = \"y\"\n>>>>>>> b\n"
        ),
    )
    .unwrap();
    for arguments in [
        &["list"][..],
        &["cite", "c0-0", "s", "--supports"],
        &["set", "c0-0", "kind=event"],
        &["rename", "c0-0", "d"],
        &["rm", "c0-0"],
        &["add", "A claim.", "--article", "article-0"],
        &["log"],
    ] {
        let output = run(root, arguments);
        let messages = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(messages.contains("merge"), "{arguments:?}: {messages}");
    }
    assert!(fs::read_to_string(&path).unwrap().contains("<<<<<<<"));
    // A sound file beside it is written, and that the other is broken is said.
    let output = run(root, &["set", "c1-0", "kind=event"]);
    assert!(output.status.success() && String::from_utf8_lossy(&output.stderr).contains("merge"));
}

#[test]
fn on_the_sample_book_every_edit_can_be_taken_back_to_the_byte() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("claims/pakistan-afghanistan-2025.toml");
    let text = fs::read_to_string(path).unwrap();
    let claims = document::parse(&text, "a").records.claims;
    let word = |word: &str| Value::Text(word.to_owned());
    // Every thirtieth, because each is proven with several parses of the whole file.
    for claim in claims.iter().step_by(30) {
        let id = claim.core.id.to_string();
        let fields = NewFields::from([("source", word("s")), ("stance", word("context"))]);
        let cite = Edit::AddRow {
            claim: id.clone(),
            key: "evidence",
            fields,
        };
        let uncite = Edit::RemoveRow {
            claim: id.clone(),
            key: "evidence",
            position: claim.core.evidence.len(),
        };
        let place = |field| RecordField {
            kind: "claim",
            id: id.clone(),
            field,
        };
        for (there, back) in [
            (cite, uncite),
            (
                Edit::AddEntry(place("tags"), "new".to_owned()),
                Edit::RemoveEntry(place("tags"), "new".to_owned()),
            ),
            (
                Edit::Set(place("text"), word("Another text.")),
                Edit::Set(place("text"), word(&claim.words.text)),
            ),
            (
                Edit::Set(place("short"), word("S")),
                claim.words.short.as_ref().map_or_else(
                    || Edit::Unset(place("short")),
                    |short| Edit::Set(place("short"), word(short)),
                ),
            ),
        ] {
            let new = apply(&text, "a", &[there]).unwrap();
            assert_ne!(new, text);
            assert!(apply(&new, "a", &[back]).unwrap() == text, "{id}");
        }
    }
}

#[test]
fn ids_and_file_names_match_in_either_normal_form() {
    let book = tempfile::tempdir().unwrap();
    let root = book.path();
    fs::create_dir_all(root.join("claims")).unwrap();
    fs::create_dir_all(root.join("e\u{301}vidence")).unwrap();
    fs::write(
        root.join("e\u{301}vidence/e\u{301}te\u{301}.txt"),
        "310 people",
    )
    .unwrap();
    let text = "[article]\ntitle = \"A\"\n\n[[source]]\nid = \"e\u{301}te\u{301}\"\ntitle = \"t\"\nfile = \"évidence/été.txt\"\n\n\
                [[claim]]\nid = \"cafe\u{301}\"\ntext = \"t\"\n\n  [[claim.evidence]]\n  source = \"été\"\n  stance = \"supports\"\n";
    fs::write(root.join("claims/e\u{301}lection.toml"), text).unwrap();
    let answer = |arguments: &[&str]| {
        let ran = run(root, arguments);
        let both = [ran.stdout, ran.stderr].concat();
        (ran.status.code(), String::from_utf8(both).unwrap())
    };
    assert_eq!(
        answer(&["list", "--article", "e\u{301}lection", "--format", "ids"]),
        (Some(0), "café\n".to_owned())
    );
    let (_, found) = answer(&["check", "--format", "short"]);
    assert!(
        !found.contains("file-missing") && !found.contains("unknown-source"),
        "{found}"
    );
    for command in [
        ["set", "cafe\u{301}", "kind=figure"],
        ["rename", "été", "hiver"],
    ] {
        let (code, said) = answer(&command);
        assert_eq!(code, Some(0), "{said}");
    }
    let after = fs::read_to_string(root.join("claims/e\u{301}lection.toml")).unwrap();
    assert!(
        after.contains("kind = \"figure\"") && !after.contains("source = \"été\""),
        "{after}"
    );
}
