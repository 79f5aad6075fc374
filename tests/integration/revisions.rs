//! `--as-of` answers as a checkout of that revision would, whatever the repository holds, and runs none of its programs.

use super::index_agrees::{FILES, content};
use super::repository::{Ran, Repository, contents};
use proptest::prelude::{Strategy, any};
use proptest::proptest;
use proptest::test_runner::Config;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

const CLAIM: &str = "[[claim]]\nid = \"c\"\ntext = \"The bridge is closed.\"\n";
const SECOND: &str = "[[claim]]\nid = \"d\"\ntext = \"The ferry runs.\"\n";

/// Questions of all five commands. None prints what depends on the name of the folder.
const QUESTIONS: &[&[&str]] = &[
    &["list", "--format", "json"],
    &[
        "list",
        "--format",
        "csv",
        "--status",
        "unverified,single-source",
    ],
    &["list", "--contested", "--speaker", "p0"],
    &["list", "--search", "alder", "--sort", "id"],
    &["stats"],
    &["stats", "--by", "speaker", "--format", "json"],
    &["show", "c0", "s0", "p0", "a0", "--format", "json"],
    &["why", "c1", "--format", "json"],
    &["report", "--format", "csv"],
];

/// A clone in which the revision is checked out.
fn checked_out(repository: &Repository, revision: &str) -> Repository {
    let clone = Repository::clone_of(repository, &["--no-checkout"]);
    clone.git(&["checkout", "-q", revision]);
    clone
}

fn as_of(repository: &Repository, revision: &str, question: &[&str]) -> Ran {
    repository.run(&[question, &["--as-of", revision]].concat())
}

/// What one commit does: writes a file, makes it a link to another one, or removes it.
#[derive(Clone, Debug)]
struct Step {
    file: usize,
    text: Option<String>,
    link: bool,
    needs: Option<u8>,
}

fn step() -> impl Strategy<Value = Step> {
    (0..4_usize, content(), 0..8_u8, any::<bool>()).prop_map(|(file, text, fate, strict)| Step {
        file,
        text: (fate > 0).then_some(text),
        link: fate == 1,
        needs: (fate == 2).then_some(1 + u8::from(strict)),
    })
}

impl Step {
    fn take(&self, repository: &Repository) {
        let path = repository.path(FILES[self.file]);
        // The first steps find nothing to remove.
        let _ = fs::remove_file(&path);
        if self.link {
            repository.write("shared/s.toml", self.text.as_deref().unwrap_or_default());
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let up = "../".repeat(FILES[self.file].matches('/').count());
            symlink(format!("{up}shared/s.toml"), path).unwrap();
        } else if let Some(text) = &self.text {
            repository.write(FILES[self.file], text);
        }
        if let Some(needs) = self.needs {
            repository.write(
                "claimbook.toml",
                format!("[policy]\nneeds_origins = {needs}\n"),
            );
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 5, max_shrink_iters: 20, ..Config::default() })]
    #[test]
    fn an_answer_as_of_a_revision_equals_that_of_a_checkout(
        steps in proptest::collection::vec(step(), 3..6),
    ) {
        let repository = Repository::new();
        repository.write("claims/kept.txt", "");
        let mut commits = Vec::new();
        for step in &steps {
            step.take(&repository);
            commits.push(repository.commit("2026-03-01"));
        }
        let before = contents(&repository.path(""));
        for commit in &commits {
            let clone = checked_out(&repository, commit);
            for question in QUESTIONS {
                let (now, then) = (as_of(&repository, commit, question), clone.run(question));
                assert_eq!(now, then, "{question:?} as of {commit}");
            }
        }
        assert!(contents(&repository.path("")) == before, "something touched the repository");
    }
}

/// A repository with one claim on 1 March, two on 3 March, and none of its files changed since.
fn with_history(repository: &Repository) -> [String; 2] {
    repository.write("claims/a.toml", CLAIM);
    let first = repository.commit("2026-03-01");
    repository.write("claims/b.toml", SECOND);
    [first, repository.commit("2026-03-03")]
}

const IDS: &[&str] = &["list", "--format", "ids"];

#[test]
fn a_date_means_the_last_commit_of_that_day_or_before() {
    let repository = Repository::new();
    with_history(&repository);
    for (day, ids) in [
        ("2026-03-01", "c\n"),
        ("2026-03-02", "c\n"),
        ("2026-03-03", "c\nd\n"),
        ("2027-01-01", "c\nd\n"),
        ("today", "c\nd\n"),
    ] {
        assert_eq!(as_of(&repository, day, IDS).out, ids, "{day}");
    }
    let early = repository.complaint(&["list", "--as-of", "2026-02-28"]);
    let early = early.lines().collect::<Vec<_>>();
    assert_eq!(early.len(), 1, "{early:?}");
    assert!(
        early[0].starts_with("error: there is no commit of 2026-02-28 or before: the first is ")
    );
    assert!(early[0].ends_with(", 2026-03-01"), "{early:?}");
}

#[test]
fn a_day_is_that_of_the_committer_and_of_the_first_parents() {
    let repository = Repository::new();
    repository.write("claims/a.toml", CLAIM);
    // Still 1 March where it was committed.
    repository.commit_at("2026-03-01T23:30:00-11:00");
    repository.git(&["checkout", "-q", "-b", "side"]);
    repository.write("claims/b.toml", SECOND);
    repository.commit("2026-03-02");
    repository.git(&["checkout", "-q", "main"]);
    repository.commit("2026-03-03");
    repository.git(&["merge", "-q", "--no-ff", "-m", "m", "side"]);
    assert_eq!(as_of(&repository, "2026-03-01", IDS).out, "c\n");
    assert_eq!(as_of(&repository, "2026-03-04", IDS).out, "c\n");
    assert_eq!(as_of(&repository, "HEAD", IDS).out, "c\nd\n");
}

#[test]
fn the_day_asked_for_is_today_and_a_revision_leaves_today_alone() {
    let repository = Repository::new();
    repository.write("claims/a.toml", format!("{CLAIM}recheck_by = 2026-03-02\n"));
    repository.commit("2026-03-01");
    let stale = ["list", "--flag", "stale", "--format", "ids"];
    assert_eq!(as_of(&repository, "2026-03-02", &stale).out, "");
    assert_eq!(as_of(&repository, "2026-03-03", &stale).out, "c\n");
    let later = [&stale[..], &["--today", "2026-03-05"]].concat();
    assert_eq!(as_of(&repository, "HEAD", &later).out, "c\n");
    let changed = ["list", "--until", "yesterday", "--format", "ids"];
    repository.write("claims/a.toml", format!("{CLAIM}said_on = 2026-03-09\n"));
    repository.commit("2026-03-09");
    assert_eq!(as_of(&repository, "2026-03-10", &changed).out, "c\n");
    assert_eq!(as_of(&repository, "2026-03-09", &changed).out, "");
}

#[test]
fn every_answer_says_which_revision_it_is_of() {
    let repository = Repository::new();
    let [first, _] = with_history(&repository);
    let short = repository.git(&["rev-parse", "--short=7", &first]);
    let heading = format!("as of {short}, 2026-03-01");
    for question in [
        &["list", "--format", "markdown"][..],
        &["list", "--format", "table"],
        &["stats", "--format", "table"],
        &["show", "c"],
        &["show", "c", "--format", "markdown"],
        &["why", "c"],
        &["report"],
        &["report", "--format", "markdown"],
    ] {
        let out = as_of(&repository, &first, question).out;
        assert_eq!(out.matches(&heading).count(), 1, "{question:?}: {out}");
    }
    let page = as_of(&repository, &first, &["report", "--format", "html"]).out;
    assert!(page.contains(&format!("as of {short}, <time")), "{page}");
    let report = as_of(&repository, "2026-03-02", &["report", "--format", "json"]).out;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["revision"]["commit"], first.as_str());
    assert_eq!(report["revision"]["day"], "2026-03-02");
    assert_eq!(report["day"], "2026-03-02");
    // A program finds the answer alone.
    for question in [
        &["list"][..],
        &["stats"],
        &["show", "c", "--format", "json"],
        &["why", "c", "--format", "json"],
    ] {
        let arguments = [question, &["--as-of", &first]].concat();
        let output = repository.output("", &arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            said,
            format!("as of: {short}, 2026-03-01\n"),
            "{question:?}"
        );
        assert!(!String::from_utf8(output.stdout).unwrap().contains(&short));
    }
}

#[test]
fn a_revision_that_is_none_is_one_clear_error() {
    let repository = Repository::new();
    with_history(&repository);
    for name in [
        "nosuch",
        "HEAD~9",
        "HEAD..HEAD",
        "HEAD:claims",
        "-x",
        "--all",
        "^HEAD",
        ":a",
        "a b",
        "\u{1b}[31m",
    ] {
        let said = repository.complaint(&["stats", &format!("--as-of={name}")]);
        assert!(said.starts_with("error: git knows no revision `"), "{said}");
        assert!(
            said.lines().count() <= 2 && !said.contains('\u{1b}'),
            "{said}"
        );
    }
    let outside = Repository::new();
    outside.write("claims/a.toml", CLAIM);
    let empty = outside.complaint(&["list", "--as-of", "2026-03-01"]);
    assert!(
        empty.starts_with("error: cannot read the history of the book"),
        "{empty}"
    );
    fs::remove_dir_all(outside.path(".git")).unwrap();
    let said = outside.complaint(&["list", "--as-of", "HEAD"]);
    assert!(
        said.starts_with("error: this book is not in a git repository"),
        "{said}"
    );
}

#[test]
fn a_revision_without_a_book_is_one_clear_error() {
    let repository = Repository::new();
    repository.write("other.txt", "");
    let first = repository.commit("2026-03-01");
    repository.write("claims/a.toml", CLAIM);
    repository.write("books/one/claims/a.toml", SECOND);
    repository.commit("2026-03-02");
    let said = repository.complaint(&["list", "--as-of", &first]);
    assert!(said.contains(", 2026-03-01: no folder `claims`"), "{said}");
    let output = repository.output("books/one", &["list", "--as-of", &first]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(", 2026-03-01: no folder `claims`"), "{said}");
}

#[test]
fn a_book_may_lie_deep_in_the_repository_and_one_may_stand_anywhere_in_it() {
    let repository = Repository::new();
    repository.write("claims/a.toml", CLAIM);
    repository.write("books/ö [x]/claims/deep/b.toml", SECOND);
    repository.commit("2026-03-01");
    for folder in ["books/ö [x]", "books/ö [x]/claims/deep"] {
        let output = repository.output(folder, &["list", "--format", "ids", "--as-of", "HEAD"]);
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "d\n", "{folder}");
    }
    let book = repository.path("books/ö [x]");
    let named = [
        "list",
        "--format",
        "ids",
        "--as-of",
        "HEAD",
        "--book",
        book.to_str().unwrap(),
    ];
    assert_eq!(repository.run(&named).out, "d\n");
}

#[test]
fn a_repository_of_sha_256_a_worktree_and_a_hook_work_alike() {
    let repository = Repository::with(&["--object-format=sha256"]);
    let [first, _] = with_history(&repository);
    assert_eq!(first.len(), 64);
    assert_eq!(as_of(&repository, &first[..9], IDS).out, "c\n");
    repository.git(&["worktree", "add", "-q", "linked", "HEAD"]);
    let arguments = ["list", "--format", "ids", "--as-of", "HEAD~1"];
    let output = repository.output("linked", &arguments);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "c\n");
    // git sets these variables for its hooks. They must not lead to another repository.
    let mut hook = super::program::claimbook();
    hook.current_dir(repository.path("linked"))
        .args(arguments)
        .env("GIT_DIR", "/no/such/repository")
        .env("GIT_INDEX_FILE", "/no/such/index")
        .env("GIT_WORK_TREE", "/");
    assert_eq!(
        String::from_utf8(hook.output().unwrap().stdout).unwrap(),
        "c\n"
    );
}

#[test]
fn odd_entries_of_a_tree_are_treated_as_on_a_disk() {
    let repository = Repository::new();
    repository.write("claims/a.toml", CLAIM);
    repository.write("claims/line\nfeed.toml", SECOND);
    repository.write("claims/.hidden.toml", CLAIM);
    repository.write("claims/notes.txt", CLAIM);
    repository.write("claims/large.toml", vec![b'\n'; 4 * 1024 * 1024 + 1]);
    repository.write("claims/latin.toml", b"# \xe9\n");
    repository.write("shared/s.toml", "[[source]]\nid = \"s\"\ntitle = \"S\"\n");
    repository.write(
        "shared/again/t.toml",
        "[[source]]\nid = \"t\"\ntitle = \"T\"\n",
    );
    for (target, link) in [
        ("../shared", "claims/linked"),
        ("a.toml", "claims/again.toml"),
        (".", "claims/circle"),
        ("/etc/passwd", "claims/absolute.toml"),
        ("../../outside.toml", "claims/outside.toml"),
        ("nowhere.toml", "claims/dangling.toml"),
        ("self.toml", "claims/self.toml"),
        ("../.git/config", "claims/git.toml"),
        ("again", "shared/round"),
    ] {
        symlink(target, repository.path(link)).unwrap();
    }
    let inner = Repository::new();
    inner.write("claims/x.toml", "[[claim]]\nid = \"x\"\ntext = \"X\"\n");
    inner.commit("2026-03-01");
    let path = inner.path("").display().to_string();
    repository.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        &path,
        "claims/sub",
    ]);
    repository.commit("2026-03-01");
    let question = ["list", "--format", "json"];
    let now = as_of(&repository, "HEAD", &question);
    let clone = checked_out(&repository, "HEAD");
    assert_eq!(now, clone.run(&question));
    assert_eq!(now.code, 2);
    // The complaints are the same, but for the revision before each path.
    let said = |repository: &Repository, more: &[&str]| {
        let output = repository.output("", &[&["stats"][..], more].concat());
        String::from_utf8(output.stderr).unwrap()
    };
    let short = repository.git(&["rev-parse", "--short=7", "HEAD"]);
    let now = said(&repository, &["--as-of", "HEAD"]);
    let now = now.replace(&format!("as of: {short}, 2026-03-01\n"), "");
    assert_eq!(now.replace(&format!(" {short}:"), " "), said(&clone, &[]));
    assert!(now.contains(&format!("{short}:claims/absolute.toml")));
}

/// What a stranger's repository may have in its settings: each runs a program that leaves a mark.
const PROGRAMS: &[&str] = &[
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.askPass",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "credential.helper",
    "diff.external",
    "diff.x.textconv",
    "diff.x.command",
    "filter.x.smudge",
    "filter.x.clean",
    "filter.x.process",
    "gpg.program",
    "gpg.ssh.program",
    "interactive.diffFilter",
    "merge.x.driver",
    "pager.log",
    "pager.ls-tree",
    "pager.rev-list",
    "remote.origin.uploadpack",
    "uploadpack.packObjectsHook",
    "alias.ls-tree",
    "alias.rev-parse",
];

/// Makes every setting and every hook of a repository run a program. Returns the mark that it leaves.
fn arm(repository: &Repository) -> std::path::PathBuf {
    let mark = repository.path(".git/mark");
    let program = repository.path(".git/program");
    fs::write(
        &program,
        format!(
            "#!/bin/sh\necho ran \"$0\" \"$@\" >> '{}'\ncat\n",
            mark.display()
        ),
    )
    .unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let program = program.display().to_string();
    for setting in PROGRAMS {
        repository.git(&["config", setting, &program]);
    }
    for hook in [
        "post-checkout",
        "post-index-change",
        "pre-auto-gc",
        "fsmonitor-watchman",
        "reference-transaction",
    ] {
        fs::create_dir_all(repository.path(".git/hooks")).unwrap();
        fs::copy(&program, repository.path(&format!(".git/hooks/{hook}"))).unwrap();
    }
    repository.git(&["config", "log.showSignature", "true"]);
    repository.git(&["config", "remote.origin.url", &format!("ext::{program} x")]);
    repository.git(&["config", "protocol.allow", "always"]);
    repository.git(&["config", "protocol.ext.allow", "always"]);
    repository.git(&["config", "core.hooksPath", ".git/hooks"]);
    let _ = fs::remove_file(&mark);
    mark
}

/// Runs every command that reads a revision, each with a mark that must not be there afterwards.
fn ask_everything(repository: &Repository, revision: &str, mark: &std::path::Path) -> Vec<Ran> {
    // Both sides of a comparison are read in the same way.
    repository.run(&["diff", revision]);
    repository.run(&["diff", &format!("{revision}..HEAD")]);
    assert!(!mark.exists(), "{:?}", fs::read_to_string(mark));
    let all = QUESTIONS.iter().map(|question| {
        let ran = as_of(repository, revision, question);
        assert!(
            !mark.exists(),
            "{question:?}: {:?}",
            fs::read_to_string(mark)
        );
        ran
    });
    all.collect()
}

#[test]
fn no_setting_and_no_hook_of_the_repository_runs() {
    let repository = Repository::new();
    let before = repository.complaint(&["list", "--as-of", "HEAD", "--book", "/no/such/book"]);
    assert!(before.contains("is not a book"));
    repository.write(".gitattributes", "* filter=x diff=x merge=x\n");
    let [first, _] = with_history(&repository);
    // A signature, which `git log` would hand to a program.
    let signed = repository.git(&["cat-file", "commit", "HEAD"]);
    let signed = signed.replacen(
        "\n\n",
        "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n",
        1,
    );
    repository.write(".git/signed", signed + "\n");
    let signed = repository.git(&["hash-object", "-t", "commit", "-w", ".git/signed"]);
    repository.git(&["update-ref", "HEAD", &signed]);
    let mark = arm(&repository);
    for revision in [first.as_str(), "HEAD", "2026-03-01", "2026-03-03"] {
        let ran = ask_everything(&repository, revision, &mark);
        assert!(ran[4].out.contains("unverified\t"), "{ran:?}");
    }
}

#[test]
fn a_partial_clone_fetches_nothing_and_says_that_files_are_missing() {
    let whole = Repository::new();
    let [first, _] = with_history(&whole);
    whole.git(&["config", "uploadpack.allowFilter", "true"]);
    for filter in ["--filter=blob:none", "--filter=tree:0"] {
        let partial = Repository::clone_of(&whole, &[filter, "--no-checkout"]);
        fs::create_dir(partial.path("claims")).unwrap();
        let mark = arm(&partial);
        for ran in ask_everything(&partial, &first, &mark) {
            assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        }
        let said = partial.complaint(&["list", "--as-of", &first]);
        assert!(
            said.starts_with("error: this clone does not have all files of revision "),
            "{said}"
        );
    }
}

#[test]
fn a_replaced_object_does_not_change_what_a_commit_holds() {
    let repository = Repository::new();
    let [first, second] = with_history(&repository);
    repository.git(&["replace", &first, &second]);
    assert_eq!(
        repository.git(&["ls-tree", "--name-only", &format!("{first}:claims")]),
        "a.toml\nb.toml"
    );
    assert_eq!(as_of(&repository, &first, IDS).out, "c\n");
}

#[test]
fn a_folder_that_looks_like_a_bare_repository_is_not_the_history_of_the_book() {
    let forged = Repository::new();
    forged.write(
        "claims/a.toml",
        "[[claim]]\nid = \"forged\"\ntext = \"Forged.\"\n",
    );
    forged.commit("2026-03-01");
    let repository = Repository::new();
    repository.write("book/claims/a.toml", CLAIM);
    for part in ["HEAD", "config", "objects", "refs"] {
        let copied = std::process::Command::new("cp")
            .arg("-r")
            .arg(forged.path(".git").join(part))
            .arg(repository.path("book"))
            .status();
        assert!(copied.unwrap().success());
    }
    repository.commit("2026-03-01");
    let output = repository.output("book", &["list", "--as-of", "HEAD"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("bare repository"), "{said}");
}

#[test]
fn a_shallow_clone_says_how_to_get_the_rest() {
    let whole = Repository::new();
    with_history(&whole);
    let shallow = Repository::clone_of(&whole, &["--depth", "1"]);
    let said = shallow.complaint(&["list", "--as-of", "2026-03-01"]);
    assert!(said.contains("hint: this clone is shallow"), "{said}");
}

#[test]
fn a_tree_that_unfolds_without_end_is_refused() {
    let repository = Repository::new();
    repository.write("claims/a.toml", CLAIM);
    repository.commit("2026-03-01");
    // Each tree holds the one before ten times, so nine of them stand for a thousand million files.
    let mut tree = repository.git(&["rev-parse", "HEAD:claims"]);
    for _ in 0..9 {
        let entries = (0..10).map(|at| format!("040000 tree {tree}\tt{at}\n"));
        let entries = entries.collect::<Vec<_>>().concat();
        repository.write(".git/entries", entries);
        let script = "git mktree < .git/entries";
        let made = std::process::Command::new("sh")
            .args(["-c", script])
            .current_dir(repository.path(""))
            .output()
            .unwrap();
        tree = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    }
    repository.write(".git/entries", format!("040000 tree {tree}\tclaims\n"));
    let made = std::process::Command::new("sh")
        .args(["-c", "git mktree < .git/entries"])
        .current_dir(repository.path(""))
        .output()
        .unwrap();
    let tree = String::from_utf8(made.stdout).unwrap();
    let bomb = repository.git(&["commit-tree", "-m", "m", tree.trim()]);
    let said = repository.complaint(&["list", "--as-of", &bomb]);
    assert!(said.contains("is too large to read"), "{said}");
}
