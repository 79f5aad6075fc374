//! A write that is killed at any moment happens whole or not at all, and the next command leaves nothing of it behind.
//!
//! `CLAIMBOOK_KILLS=1000` kills 1,000 runs at random moments instead of 55. `CLAIMBOOK_CALLS=1` also kills one run before
//! every system call that changes a file, with strace; `CLAIMBOOK_CALLS=rm,rename` does so for these commands only.
//! `scripts/kill.sh` sets both.

use assert_cmd::cargo::cargo_bin;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

/// The kinds of write, each on a book as [`Place::fill`] makes it.
const WRITES: [&[&str]; 11] = [
    &["add", "A new claim.", "--id", "new", "--file", "new/n.toml"],
    &["cite", "c1", "s", "--supports", "--quote", "closed"],
    &["uncite", "c0", "s"],
    &["rule", "c0", "confirmed", "--reason", "Seen."],
    &["set", "c2", "kind=event"],
    &["set", "--search", "toll", "tags+=x"],
    &["rename", "s", "t"],
    &["rm", "s", "--force"],
    &["source", "add", "Another source", "--id", "u"],
    &["party", "set", "p", "reliability=B"],
    &["check", "--fix", "--quiet"],
];

/// The system calls that change a file or a lock. What a kill leaves differs only from one of them to the next.
const CALLS: [&str; 14] = [
    "openat",
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "fchmod",
    "ftruncate",
    "flock",
];

/// When a run is killed.
#[derive(Clone, Copy, Debug)]
enum Kill {
    After(Duration),
    /// Before a thread makes this system call for this time.
    Before(&'static str, u32),
}

/// A book that is filled again for every run, and its cache.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Self { folder };
        place.fill();
        place
    }

    fn book(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    /// Makes a book of four claims in three files that all cite one source, with something for `check --fix` to mend.
    fn fill(&self) {
        let claims = self.book().join("claims");
        let _ = fs::remove_dir_all(&claims);
        fs::create_dir_all(&claims).unwrap();
        fs::write(self.book().join("kept.pdf"), "kept").unwrap();
        // Long ago, so that no run takes the refilled files for half saved ones and waits.
        let past = SystemTime::now() - Duration::from_hours(1);
        let write = |name: &str, text: &str| {
            fs::write(claims.join(name), text).unwrap();
            let file = File::options().write(true).open(claims.join(name)).unwrap();
            file.set_modified(past).unwrap();
        };
        write(
            "parties.toml",
            "[[party]]\nid = \"p\"\nname = \"The Ferry Company\"\n",
        );
        write(
            "sources.toml",
            "[[source]]\nid = \"s\"\ntitle = \"S\"\nfile = \"kept.pdf\"\n",
        );
        for number in 0..4 {
            let text = format!(
                "# by hand\n[[claim]]\nid = \"c{number}\"\ntext = \"The toll bridge is closed.\"\nspeaker = \"The Ferry Company\"\n"
            );
            let evidence = "[[claim.evidence]]\nsource = \"s\"\nstance = \"supports\"\n";
            let evidence = if number == 1 { "" } else { evidence };
            write(&format!("f{number}.toml"), &format!("{text}{evidence}"));
        }
    }

    fn texts(&self) -> BTreeMap<PathBuf, String> {
        texts(&self.book().join("claims"))
    }

    fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(self.book())
            .env("CLAIMBOOK_CACHE", self.folder.path().join("caches"))
            .env("CLAIMBOOK_USER", "amina")
            .env("CLAIMBOOK_TODAY", "2026-03-10")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = self.command(cargo_bin!("claimbook"), arguments);
        command.output().unwrap()
    }

    /// Runs a write and kills it. Returns whether it was killed.
    fn kill(&self, arguments: &[&str], kill: Kill) -> bool {
        match kill {
            Kill::After(delay) => {
                let mut command = self.command(cargo_bin!("claimbook"), arguments);
                let command = command.stdout(Stdio::null()).stderr(Stdio::null());
                let mut child = command.spawn().unwrap();
                std::thread::sleep(delay);
                let _ = child.kill();
                child.wait().unwrap().code().is_none()
            }
            Kill::Before(call, time) => {
                let inject = format!("inject={call}:signal=KILL:when={time}");
                let program = cargo_bin!("claimbook").display().to_string();
                let trace = format!("trace={call}");
                let strace = [
                    "-f",
                    "-qq",
                    "-o",
                    "/dev/null",
                    "-e",
                    &trace,
                    "-e",
                    &inject,
                    &program,
                ];
                let all = [&strace[..], arguments].concat();
                let status = self
                    .command(Path::new("strace"), &all)
                    .output()
                    .unwrap()
                    .status;
                status.code().is_none()
            }
        }
    }

    /// Sees that a killed write happened whole or not at all, and that it holds nobody up.
    fn check(
        &self,
        case: &str,
        before: &BTreeMap<PathBuf, String>,
        after: &BTreeMap<PathBuf, String>,
    ) {
        let listed = self.run(&["list", "--format", "ids"]);
        let said = String::from_utf8_lossy(&listed.stderr);
        assert!(listed.status.success(), "{case}: {said}");
        let now = self.texts();
        assert!(now == *before || now == *after, "{case}: {said}\n{now:#?}");
        assert!(!self.book().join(".claimbook/writing").exists(), "{case}");
        let again = self.run(&["source", "add", "After the kill", "--id", "after"]);
        let said = String::from_utf8_lossy(&again.stderr);
        assert!(again.status.success(), "{case}: {said}");
    }
}

/// All files below a folder, hidden ones too.
fn texts(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(self::texts(&path));
        } else {
            texts.insert(path.clone(), fs::read_to_string(&path).unwrap());
        }
    }
    texts
}

/// The book before and after a write that nobody kills, and how long the write takes.
fn whole(
    place: &Place,
    write: &[&str],
) -> (
    BTreeMap<PathBuf, String>,
    BTreeMap<PathBuf, String>,
    Duration,
) {
    place.fill();
    let before = place.texts();
    let start = Instant::now();
    let output = place.run(write);
    let time = start.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    // `check --fix` ends with 1 if it finds something that it leaves alone.
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{write:?}: {said}"
    );
    let after = place.texts();
    assert_ne!(before, after, "{write:?}");
    (before, after, time)
}

#[test]
fn every_kind_of_write_killed_at_a_random_moment_happens_whole_or_not_at_all() {
    let kills: u32 = std::env::var("CLAIMBOOK_KILLS").map_or(55, |kills| kills.parse().unwrap());
    let place = Place::new();
    let mut killed = 0;
    for (write, number) in WRITES.iter().zip(1_u32..) {
        let (before, after, time) = whole(&place, write);
        let each = kills.div_ceil(11);
        for kill in 0..each {
            place.fill();
            // Spreads the moments evenly, and never repeats one for another kind of write.
            let moment = time * (kill * 11 + number) / (each * 11);
            let kill = Kill::After(moment);
            killed += u32::from(place.kill(write, kill));
            place.check(&format!("{write:?} {kill:?}"), &before, &after);
        }
    }
    assert!(
        killed * 3 > kills,
        "only {killed} of {kills} runs were killed"
    );
}

#[test]
fn a_write_killed_before_any_system_call_happens_whole_or_not_at_all() {
    let Ok(kinds) = std::env::var("CLAIMBOOK_CALLS") else {
        // Without strace, a run that stops at its own file limit stands for the others.
        return stopped_by_a_limit();
    };
    let place = Place::new();
    let is_wanted = |write: &&[&str]| kinds == "1" || kinds.split(',').any(|kind| write[0] == kind);
    for write in WRITES.iter().copied().filter(is_wanted) {
        let (before, after, _) = whole(&place, write);
        let mut kills = 0;
        for call in CALLS {
            for time in 1.. {
                place.fill();
                let kill = Kill::Before(call, time);
                let was_killed = place.kill(write, kill);
                place.check(&format!("{write:?} {kill:?}"), &before, &after);
                if !was_killed {
                    break;
                }
                kills += 1;
            }
        }
        eprintln!("{write:?}: killed before {kills} calls");
        assert!(kills > 20, "{write:?}: {kills}");
    }
}

/// Runs each write with a limit on its files' sizes that ends it with a signal in the middle of a text.
fn stopped_by_a_limit() {
    let place = Place::new();
    let program = cargo_bin!("claimbook").display().to_string();
    for write in WRITES {
        let (before, after, _) = whole(&place, write);
        place.fill();
        let script = format!("ulimit -f 0; exec '{program}' \"$@\"");
        let arguments = [&["-c", &script, "sh"][..], write].concat();
        let status = place
            .command(Path::new("sh"), &arguments)
            .output()
            .unwrap()
            .status;
        assert!(status.code().is_none(), "{write:?}");
        place.check(&format!("{write:?}"), &before, &after);
    }
}
