//! A book from a stranger may hold anything. No command may read or change the reader's other files, hang, or hand what the
//! book brings to the terminal as it is.

use assert_cmd::cargo::cargo_bin;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How long a command may take. The slowest takes a tenth of a second.
const LIMIT: Duration = Duration::from_secs(30);

/// A word in every file of the victim, and in nothing that the book holds.
const SECRET: &str = "PRECIOUS";

const CLAIMS: &str = r#"
[article]
id = "a"
title = "A"
file = "article.txt"
[[party]]
id = "p"
name = "The Ferry Company"
[[source]]
id = "s"
title = "S"
file = "kept.pdf"
sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
[[claim]]
id = "c"
text = "The toll bridge was closed."
speaker = "The Ferry Company"
quote = "closed"
[[claim.evidence]]
source = "s"
stance = "supports"
[[claim]]
id = "d"
text = "The ferry runs."
"#;

/// A folder with a stranger's book and the reader's own files.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Self { folder };
        for folder in ["book/claims", "book/.claimbook", "victim/claims", "home"] {
            fs::create_dir_all(place.path(folder)).unwrap();
        }
        fs::write(place.path("book/claims/a.toml"), CLAIMS).unwrap();
        fs::write(
            place.path("book/claims/b.toml"),
            "[[claim]]\nid = \"e\"\ntext = \"Closed.\"\n",
        )
        .unwrap();
        fs::write(place.path("book/article.txt"), "It was closed.").unwrap();
        fs::write(place.path("book/kept.pdf"), "").unwrap();
        for name in [
            "a",
            "env",
            "claims/secret.toml",
            "claims/.x.toml.claimbook-new",
        ] {
            let text = format!("[registry]\ntoken = \"{SECRET}\"\n");
            fs::write(place.path("victim").join(name), text).unwrap();
        }
        place
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    /// Makes something in the place of a file of the book.
    fn put(&self, inside: &str, kind: Kind) {
        let at = self.path("book").join(inside);
        let _ = fs::remove_file(&at).or_else(|_| fs::remove_dir_all(&at));
        match kind {
            Kind::Link(target) => link(Path::new(target), &at),
            Kind::VictimLink => link(&self.path("victim/a"), &at),
            Kind::VictimFolder => link(&self.path("victim/claims"), &at),
            Kind::HardLink => fs::hard_link(self.path("victim/a"), &at).unwrap(),
            Kind::Pipe => {
                let status = Command::new("mkfifo").arg(&at).status().unwrap();
                assert!(status.success());
            }
            Kind::Holes => File::create(&at).unwrap().set_len(3 << 40).unwrap(),
            Kind::Folder => fs::create_dir(&at).unwrap(),
            Kind::Text(text) => fs::write(&at, text).unwrap(),
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin!("claimbook"));
        command
            .args(arguments)
            .current_dir(self.path("book"))
            .env_clear()
            .env("MY_CI_SECRET", SECRET)
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", self.path("home"))
            .env("EDITOR", "true")
            .env("CLAIMBOOK_CACHE", self.path("caches"))
            .env("CLAIMBOOK_USER", "amina")
            .env("CLAIMBOOK_TODAY", "2026-03-10");
        command
    }

    /// Runs a command, and sees that it ends, keeps its hands off the victim, and prints nothing that it should not.
    fn run(&self, arguments: &[&str]) -> Output {
        let before = digests(&self.path("victim"));
        let (out, err) = (self.path("out"), self.path("err"));
        let mut child = self
            .command(arguments)
            .stdin(Stdio::null())
            .stdout(File::create(&out).unwrap())
            .stderr(File::create(&err).unwrap())
            .spawn()
            .unwrap();
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > LIMIT {
                child.kill().unwrap();
                panic!("{arguments:?} hangs");
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        let output = Output {
            status,
            stdout: fs::read(out).unwrap(),
            stderr: fs::read(err).unwrap(),
        };
        let said = said(&output);
        assert!(!said.contains(SECRET), "{arguments:?}: {said}");
        assert!(
            !said.contains(['\u{1b}', '\u{7}']),
            "{arguments:?}: {said:?}"
        );
        let code = output.status.code();
        assert!(
            matches!(code, Some(0..=2)),
            "{arguments:?}: {code:?} {said}"
        );
        assert_eq!(digests(&self.path("victim")), before, "{arguments:?}");
        output
    }

    /// Runs every command of the program.
    fn run_all(&self) {
        for arguments in COMMANDS {
            self.run(arguments);
        }
    }
}

/// What a stranger can put in the place of a file.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Link(&'static str),
    VictimLink,
    VictimFolder,
    HardLink,
    Pipe,
    Holes,
    Folder,
    Text(&'static str),
}

const KINDS: [Kind; 9] = [
    Kind::VictimLink,
    Kind::VictimFolder,
    Kind::Link("nowhere"),
    Kind::Link("/proc/self/environ"),
    Kind::Link("/dev/zero"),
    Kind::HardLink,
    Kind::Pipe,
    Kind::Holes,
    Kind::Folder,
];

/// Every name that claimbook uses in its own folder, and one that it does not.
const OWN: [&str; 5] = [
    "write.lock",
    "writing",
    "writing.new",
    ".gitignore",
    "plugin",
];

/// Every command of the program, reading and writing.
const COMMANDS: &[&[&str]] = &[
    &[],
    &["list"],
    &["list", "--format", "json"],
    &["show", "c"],
    &["why", "c"],
    &["stats"],
    &["cache", "path"],
    &["cache", "clear"],
    &["check"],
    &["check", "--format", "github"],
    &["check", "--format", "sarif"],
    &["check", "--format", "short"],
    &["check", "--fix"],
    &["log"],
    &["coverage"],
    &["draft", "a"],
    &["add", "A new claim.", "--article", "a"],
    &["add", "A claim elsewhere.", "--file", "new/x.toml"],
    &["cite", "d", "s", "--supports"],
    &["uncite", "d", "s"],
    &["rule", "c", "confirmed", "--reason", "Seen."],
    &["set", "c", "kind=event"],
    &["set", "--search", "closed", "tags+=x"],
    &["edit", "c"],
    &["rename", "d", "f"],
    &["rm", "f"],
    &["report"],
    &["report", "--format", "html", "-o", "../report.html"],
    &["import", "claims/table.csv"],
    &["export", "--format", "claimreview"],
    &["export", "--format", "bibtex"],
    &["sql", "SELECT count(*) FROM claim"],
    &["source", "list"],
    &["source", "add", "Another source"],
    &["source", "set", "s", "note=n"],
    &["party", "list"],
    &["party", "set", "p", "reliability=B"],
    &["article", "list"],
    &["article", "text", "a"],
    &["article", "set", "a", "state=draft"],
    &["article", "update", "a", "article.txt"],
    &["completions", "bash"],
    &["man"],
    &["init"],
    &["help"],
    &["schema"],
    &["layout", "one-file"],
    &["diff"],
    &["merge", "--check"],
    &["publish", "--dry-run"],
    &["ask", "c", "p"],
    &["searched", "c", "--where", "archive", "--terms", "toll"],
];

fn link(target: &Path, at: &Path) {
    std::os::unix::fs::symlink(target, at).unwrap();
}

fn said(output: &Output) -> String {
    let bytes = [&output.stdout[..], &output.stderr].concat();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The names, kinds and texts of everything below a folder.
fn digests(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut digests = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            digests.extend(self::digests(&path));
            digests.insert(path, "folder".to_owned());
        } else {
            let digest = Sha256::digest(fs::read(&path).unwrap());
            digests.insert(path, format!("{digest:?}"));
        }
    }
    digests
}

/// Does the same for each on two threads.
fn on_all<T: Sync>(cases: &[T], test: impl Fn(&T) + Sync) {
    let half = cases.len().div_ceil(2).max(1);
    std::thread::scope(|scope| {
        for cases in cases.chunks(half) {
            scope.spawn(|| cases.iter().for_each(&test));
        }
    });
}

#[test]
fn every_command_is_tried() {
    let place = Place::new();
    let help = said(&place.run(&["--help"]));
    let groups = help.split("\nStart:\n").nth(1).unwrap();
    let listed = groups.split("\nGlobal options:\n").next().unwrap().lines();
    let names = listed.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let names: Vec<&str> = names.collect();
    assert!(
        names.contains(&"init") && names.contains(&"export"),
        "{names:?}"
    );
    for name in names {
        let is_tried = COMMANDS
            .iter()
            .any(|arguments| arguments.first() == Some(&name));
        assert!(is_tried, "{name}");
    }
}

#[test]
fn an_honest_book_is_read_and_written() {
    let place = Place::new();
    for arguments in COMMANDS {
        let code = place.run(arguments).status.code();
        // `diff` and `merge` need git, and `publish` a build that has it.
        let refusing = [
            "check", "init", "import", "export", "diff", "merge", "publish",
        ];
        let refuses = refusing.contains(arguments.first().unwrap_or(&""));
        assert!(refuses || code == Some(0), "{arguments:?}");
    }
}

#[test]
fn readers_answer_and_writers_refuse_whatever_lies_in_the_own_folder() {
    let cases: Vec<(&str, Kind)> = OWN
        .iter()
        .flat_map(|name| KINDS.map(|kind| (*name, kind)))
        .collect();
    on_all(&cases, |(name, kind)| {
        let place = Place::new();
        place.put(&format!(".claimbook/{name}"), *kind);
        let listed = place.run(&["list", "--format", "ids"]);
        assert_eq!(listed.stdout, b"c\nd\ne\n", "{name} {kind:?}");
        assert_eq!(listed.status.code(), Some(0), "{name} {kind:?}");
        let written = place.run(&["set", "c", "kind=event"]);
        // Nobody reads these files to their end.
        let is_harmless =
            matches!(kind, Kind::Holes) && ["write.lock", ".gitignore"].contains(name);
        let is_removed = *name == "writing.new" && !matches!(kind, Kind::Folder);
        let wanted = if is_harmless || is_removed { 0 } else { 2 };
        let said = said(&written);
        assert_eq!(
            written.status.code(),
            Some(wanted),
            "{name} {kind:?} {said}"
        );
        assert!(wanted == 0 || said.contains(".claimbook"), "{said}");
    });
}

#[test]
fn every_command_bears_an_own_folder_full_of_each_kind() {
    on_all(&KINDS, |kind| {
        let place = Place::new();
        for name in OWN {
            place.put(&format!(".claimbook/{name}"), *kind);
        }
        place.run_all();
    });
}

#[test]
fn every_command_bears_each_kind_in_place_of_what_the_book_names() {
    let names = [
        ".claimbook",
        "claimbook.toml",
        "claims",
        "claims/b.toml",
        "claims/deep",
        "claims/new",
        "claims/.a.toml.claimbook-new",
        "article.txt",
        "kept.pdf",
    ];
    let cases: Vec<(&str, Kind)> = names
        .iter()
        .flat_map(|name| KINDS.map(|kind| (*name, kind)))
        .collect();
    // Each kind meets each name, and each pair meets a third of the commands.
    let cases: Vec<_> = cases.into_iter().enumerate().collect();
    on_all(&cases, |(number, (name, kind))| {
        let place = Place::new();
        place.put(name, *kind);
        for arguments in COMMANDS.iter().skip(number % 3).step_by(3) {
            place.run(arguments);
        }
        for arguments in [
            &["check", "--fix"][..],
            &["list"],
            &["set", "c", "kind=event"],
        ] {
            place.run(arguments);
        }
    });
}

#[test]
fn paths_that_claims_name_are_looked_up_only_in_the_book() {
    for path in [
        "../victim/a",
        "/etc/passwd",
        "/dev/zero",
        "/proc/self/environ",
        "deep/../../victim/a",
        "\\\\\\\\srv\\\\share\\\\f",
        ".git/config",
        ".claimbook/write.lock",
        "a\\u001b]52;c;x\\u0007",
    ] {
        let place = Place::new();
        let text = CLAIMS
            .replace("article.txt", path)
            .replace("kept.pdf", path);
        fs::write(
            place.path("book/claims/a.toml"),
            text.replace("sha256", "# sha256"),
        )
        .unwrap();
        place.run(&["check"]);
        place.run(&["check", "--fix"]);
        fs::write(place.path("book/claims/a.toml"), text).unwrap();
        place.run(&["check"]);
        place.run(&["report", "--format", "json"]);
    }
}

/// Journals that a stranger may write. Each lists a file that already has its new text, so that a reader who believed it
/// would carry out the rest.
fn forged() -> Vec<String> {
    let zero = "0".repeat(64);
    let digest = Sha256::digest(CLAIMS);
    let digest: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let done = format!("- {} claims/a.toml", digest.concat());
    let lines = [
        "claims/zz.toml",
        "../victim/x",
        "../victim/claims/x.toml",
        "/dev/zero",
        "/etc/passwd",
        "pipe",
        "claims/../../victim/a",
        "claims/a\u{1b}]52;c;ZWNobyBwd25lZA==\u{7}.toml",
        "claimbook.toml",
        ".claimbook/write.lock",
    ];
    let mut journals = vec![String::new(), "end\n".to_owned(), "x".repeat(1 << 20)];
    for path in lines {
        for command in ["set", "set\u{1b}]52;c;ZWNobyBwd25lZA==\u{7}\u{1b}[2J"] {
            let text =
                format!("claimbook is replacing these files\n{command}\n{done}\n- {zero} {path}\n");
            journals.push(format!("{text}end\n"));
            journals.push(format!("{text}signature {zero}\n"));
        }
    }
    journals
}

#[test]
fn no_command_carries_out_or_prints_a_forged_journal() {
    on_all(&forged(), |journal| {
        let place = Place::new();
        let status = Command::new("mkfifo").arg(place.path("book/pipe")).status();
        assert!(status.unwrap().success());
        fs::write(place.path("book/.claimbook/writing"), journal).unwrap();
        let listed = place.run(&["list", "--format", "ids"]);
        assert_eq!(said(&listed), "c\nd\ne\n");
        for arguments in [&["set", "c", "kind=event"][..], &["check", "--fix"]] {
            let refused = place.run(arguments);
            let said = said(&refused);
            assert_eq!(refused.status.code(), Some(2), "{said}");
            assert!(
                said.contains(".claimbook/writing") && said.contains("delete it"),
                "{said}"
            );
        }
        assert_eq!(
            fs::read_to_string(place.path("book/.claimbook/writing")).unwrap(),
            *journal
        );
        fs::remove_file(place.path("book/.claimbook/writing")).unwrap();
        assert!(place.run(&["set", "c", "kind=event"]).status.success());
    });
}

#[test]
fn an_odd_number_in_the_lock_holds_nobody_up() {
    let place = Place::new();
    place.put(
        ".claimbook/write.lock",
        Kind::Text("00000000000000000007 a\u{1b}]52;c;x\u{7}"),
    );
    let start = Instant::now();
    assert!(place.run(&["list"]).status.success());
    assert!(place.run(&["set", "c", "kind=event"]).status.success());
    assert!(start.elapsed() < LIMIT / 2);
}

#[test]
fn a_hidden_place_in_the_book_is_not_shown_through_a_link() {
    let place = Place::new();
    fs::create_dir(place.path("book/.git")).unwrap();
    for name in [".git/config", ".env"] {
        let text = format!("[http]\n\textraheader = {SECRET}\n");
        fs::write(place.path("book").join(name), text).unwrap();
        for link in ["claims/x.toml", "claimbook.toml", "article.txt"] {
            let up = if link.starts_with("claims") {
                "../"
            } else {
                ""
            };
            let at = place.path("book").join(link);
            let _ = fs::remove_file(&at);
            self::link(Path::new(&format!("{up}{name}")), &at);
        }
        place.run_all();
    }
}
