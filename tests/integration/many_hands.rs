//! Several people work on one book under git.

use super::program::claimbook;
use super::repository::git;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    claimbook()
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap()
}

fn messages(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A book with one committed file.
fn book() -> tempfile::TempDir {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    let text = "[[source]]\nid = \"wire\"\ntitle = \"W\"\n";
    fs::write(book.path().join("claims/sources.toml"), text).unwrap();
    fs::write(book.path().join(".gitignore"), ".claimbook/\n").unwrap();
    git(book.path(), &["init", "-q", "-b", "main"]);
    git(book.path(), &["add", "-A"]);
    git(book.path(), &["commit", "-qm", "start"]);
    book
}

#[test]
fn layout_refuses_uncommitted_changes_of_the_book_and_only_those() {
    let book = book();
    let root = book.path();
    fs::write(root.join("notes.txt"), "mine\n").unwrap();
    for path in ["claims/new.toml", "claimbook.toml"] {
        fs::write(root.join(path), "# mine\n").unwrap();
        let refused = run(root, &["layout", "each"]);
        assert_eq!(refused.status.code(), Some(2));
        let told = messages(&refused);
        assert!(
            told.contains(&format!("git has uncommitted changes of the book: {path}")),
            "{told}"
        );
        assert!(root.join("claims/sources.toml").exists());
        let dry = run(root, &["layout", "each", "--dry-run"]);
        assert_eq!(dry.status.code(), Some(0));
        fs::remove_file(root.join(path)).unwrap();
    }
    let moved = run(root, &["layout", "each"]);
    assert_eq!(moved.status.code(), Some(0), "{}", messages(&moved));
    assert!(root.join("claims/sources/wire.toml").exists());
    assert!(!root.join("claims/sources.toml").exists());
    let back = run(root, &["layout", "one-file", "--force"]);
    assert_eq!(back.status.code(), Some(0), "{}", messages(&back));
    assert_eq!(git(root, &["status", "--porcelain", "claims"]), "");
}

#[test]
fn layout_starts_no_program_that_a_repository_names() {
    let book = book();
    let root = book.path();
    let trap = root.join("trap");
    let program = format!("touch {}; cat", trap.display());
    git(root, &["config", "core.fsmonitor", &program]);
    for (name, value) in [
        ("clean", &*program),
        ("process", &*program),
        ("required", "true"),
    ] {
        git(root, &["config", &format!("filter.a.b=c.{name}"), value]);
    }
    fs::create_dir_all(root.join(".git/info")).unwrap();
    fs::write(root.join(".git/info/attributes"), "*.toml filter=a.b=c\n").unwrap();
    // Git reads a file whose stamp is new, and it reads it with the filter.
    let sources = root.join("claims/sources.toml");
    let text = fs::read(&sources).unwrap();
    fs::write(&sources, text).unwrap();
    let moved = run(root, &["layout", "each"]);
    assert!(!trap.exists());
    assert_eq!(moved.status.code(), Some(0), "{}", messages(&moved));
    assert!(root.join("claims/sources/wire.toml").exists());
}

const STORY: &str = "\
[article]
title = \"The harbour counts its boats\"

[[claim]]
id = \"boats\"
text = \"The harbour has 40 boats.\"
paragraph = 1

  [[claim.evidence]]
  source = \"wire\"
  stance = \"supports\"

[[claim]]
id = \"fee\"
text = \"The fee doubled.\"
paragraph = 2

  [[claim.evidence]]
  source = \"wire\"
  stance = \"supports\"
";

/// A book with two claims, a party and the driver, and one branch besides `main`: `theirs`.
fn shared_book() -> tempfile::TempDir {
    let book = book();
    let root = book.path();
    fs::write(root.join("claims/story.toml"), STORY).unwrap();
    let party = "[[party]]\nid = \"lake\"\nname = \"Lake\"\n";
    fs::write(root.join("claims/parties.toml"), party).unwrap();
    let installed = run(root, &["merge", "--install"]);
    assert_eq!(installed.status.code(), Some(0), "{}", messages(&installed));
    commit(root, "base");
    git(root, &["branch", "theirs"]);
    book
}

fn commit(root: &Path, message: &str) {
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", message]);
}

/// Runs commands on a branch, each as a commit.
#[track_caller]
fn work(root: &Path, branch: &str, commands: &[&[&str]]) {
    git(root, &["checkout", "-q", branch]);
    for command in commands {
        let output = run(root, &[*command, &["--quiet"]].concat());
        assert_eq!(
            output.status.code(),
            Some(0),
            "{command:?}: {}",
            messages(&output)
        );
        commit(root, "work");
    }
}

/// What two people naturally do at the same time.
const PAIRS: [[&[&[&str]]; 2]; 4] = [
    [
        &[&[
            "cite",
            "boats",
            "https://a.example/1",
            "--supports",
            "--title",
            "One",
            "--by",
            "a",
        ]],
        &[&[
            "cite",
            "fee",
            "https://b.example/2",
            "--denies",
            "--title",
            "Two",
            "--by",
            "b",
        ]],
    ],
    [
        &[&["party", "add", "Northland"]],
        &[&["party", "add", "Southland"]],
    ],
    [
        &[&["cite", "boats", "wire", "--denies", "--by", "a"]],
        &[&["cite", "boats", "wire", "--context", "--by", "b"]],
    ],
    [
        &[&["add", "The quay is long.", "--paragraph", "1"]],
        &[&["add", "The mole is short.", "--paragraph", "2"]],
    ],
];

/// The texts of all files of the book, and whether `check` can read them.
fn whole(root: &Path) -> String {
    let mut text = String::new();
    for name in ["story", "sources", "parties"] {
        text += &fs::read_to_string(root.join(format!("claims/{name}.toml"))).unwrap();
    }
    assert!(!text.contains("<<<<<<<"), "{text}");
    assert_eq!(run(root, &["list"]).status.code(), Some(0));
    text
}

#[test]
fn natural_pairs_of_edits_merge_rebase_and_cherry_pick() {
    for [ours, theirs] in PAIRS {
        let book = shared_book();
        let root = book.path();
        work(root, "main", ours);
        work(root, "theirs", theirs);
        let their_text = whole(root);
        git(root, &["checkout", "-q", "main"]);
        let our_text = whole(root);
        git(root, &["branch", "picked"]);
        git(root, &["merge", "-q", "--no-edit", "theirs"]);
        let merged = whole(root);
        for line in our_text.lines().chain(their_text.lines()) {
            assert!(merged.contains(line), "{line} is not in {merged}");
        }
        for text in [&our_text, &their_text] {
            assert!(merged.matches("[[").count() > text.matches("[[").count());
        }
        git(root, &["checkout", "-q", "picked"]);
        git(root, &["cherry-pick", "theirs"]);
        assert_eq!(whole(root), merged);
        git(root, &["checkout", "-q", "theirs"]);
        git(root, &["rebase", "-q", "picked~1"]);
        assert_eq!(whole(root), merged);
    }
}

/// Files in a folder, and a merge of them.
fn merge_in(folder: &Path, texts: [&str; 3], more: &[&str]) -> Output {
    for (name, text) in ["base", "ours", "theirs"].into_iter().zip(texts) {
        fs::write(folder.join(name), text).unwrap();
    }
    run(
        folder,
        &[&["merge", "base", "ours", "theirs"], more].concat(),
    )
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// A source with this title.
fn titled(title: &str) -> String {
    format!("[[source]]\nid = \"a\"\ntitle = \"{title}\"\n")
}

#[test]
fn a_conflict_is_one_sentence_and_markers_around_one_line() {
    let book = shared_book();
    let root = book.path();
    work(root, "main", &[&["set", "fee", "text=The fee tripled."]]);
    work(
        root,
        "theirs",
        &[
            &["set", "fee", "text=The fee rose."],
            &["set", "boats", "note=N"],
        ],
    );
    git(root, &["checkout", "-q", "main"]);
    let merge = Command::new("git")
        .args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "merge",
            "theirs",
        ])
        .current_dir(root)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert_eq!(merge.status.code(), Some(1));
    assert_eq!(
        messages(&merge),
        "conflict: claims/story.toml:16: claim `fee`: both sides changed `text`\n"
    );
    let text = read(root, "claims/story.toml");
    assert!(text.contains("paragraph = 1\nnote = \"N\"\n"), "{text}");
    assert!(
        text.contains("id = \"fee\"\n<<<<<<< ours\ntext = \"The fee tripled.\"\n=======\ntext = \"The fee rose.\"\n>>>>>>> theirs\nparagraph = 2\n"),
        "{text}"
    );
    assert!(git(root, &["status", "--porcelain"]).contains("UU claims/story.toml"));
}

#[test]
fn a_side_that_cannot_be_read_is_merged_as_git_merges_it() {
    let folder = tempfile::tempdir().unwrap();
    let (base, ours) = (titled("T"), titled("U"));
    let theirs = format!("{base}[[source]\n\n\n");
    let output = merge_in(folder.path(), [&base, &ours, &theirs], &[]);
    let git_merge = [
        "merge-file",
        "-p",
        "-L",
        "ours",
        "-L",
        "base",
        "-L",
        "theirs",
        "x",
        "base",
        "theirs",
    ];
    fs::write(folder.path().join("x"), &ours).unwrap();
    let plain = Command::new("git")
        .args(git_merge)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(read(folder.path(), "ours").into_bytes(), plain.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        messages(&output),
        "note: ours was merged line by line: their side is not valid TOML, or has rows apart from their records\n\
         conflict: ours: both sides changed the same lines\n"
    );
}

#[test]
fn the_result_goes_where_the_caller_wants_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let texts = [
        titled("T"),
        titled("U"),
        format!("{}note = \"N\"\n", titled("T")),
    ];
    let texts = texts.each_ref().map(String::as_str);
    let expect = format!("{}note = \"N\"\n", titled("U"));
    let printed = merge_in(root, texts, &["-o", "-"]);
    assert_eq!(String::from_utf8(printed.stdout).unwrap(), expect);
    assert_eq!(read(root, "ours"), titled("U"));
    merge_in(root, texts, &["-o", "new"]);
    assert_eq!(
        (read(root, "new"), read(root, "ours")),
        (expect.clone(), titled("U"))
    );
    merge_in(root, texts, &[]);
    assert_eq!(read(root, "ours"), expect);
    let added = run(
        root,
        &[
            "merge",
            "/dev/null",
            "theirs",
            "ours",
            "-o",
            "-",
            "--marker-size=9",
            "--path=a b.toml",
        ],
    );
    assert_eq!(added.status.code(), Some(1));
    assert!(
        String::from_utf8(added.stdout.clone())
            .unwrap()
            .contains("<<<<<<<<< ours\ntitle = \"T\"\n")
    );
    assert_eq!(
        messages(&added),
        "conflict: a b.toml:3: source `a`: both sides changed `title`\n"
    );
}

#[cfg(unix)]
#[test]
fn a_link_is_not_written_through_and_other_names_of_a_file_keep_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let texts = [
        titled("T"),
        titled("U"),
        format!("{}note = \"N\"\n", titled("T")),
    ];
    let texts = texts.each_ref().map(String::as_str);
    merge_in(root, texts, &["-o", "-"]);
    std::os::unix::fs::symlink("ours", root.join("link")).unwrap();
    for arguments in [
        ["base", "link", "theirs"].as_slice(),
        &["base", "ours", "theirs", "-o", "link"],
    ] {
        let output = run(root, &[&["merge"], arguments].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(messages(&output).contains("it is a symbolic link"));
    }
    assert_eq!(read(root, "ours"), titled("U"));
    fs::hard_link(root.join("ours"), root.join("other")).unwrap();
    assert_eq!(
        run(root, &["merge", "base", "ours", "theirs"])
            .status
            .code(),
        Some(0)
    );
    assert_eq!(read(root, "other"), titled("U"));
    assert_eq!(read(root, "ours"), format!("{}note = \"N\"\n", titled("U")));
    let pipe = run(root, &["merge", "base", "ours", "/dev/zero"]);
    assert_eq!(pipe.status.code(), Some(2));
    assert!(messages(&pipe).contains("it is not a file"));
}

#[cfg(unix)]
#[test]
fn git_finds_the_driver_wherever_the_program_is() {
    let book = book();
    let root = book.path();
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("it's a 100%P $(touch trap) \"place\"");
    fs::create_dir(&folder).unwrap();
    let program = folder.join("claimbook");
    fs::copy(claimbook().get_program(), &program).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.env("CLAIMBOOK_CACHE", place.path().join("cache"));
        command.args(arguments).current_dir(root).output().unwrap()
    };
    let installed = run(&["merge", "--install"]);
    assert_eq!(installed.status.code(), Some(0), "{}", messages(&installed));
    assert_eq!(run(&["merge", "--check"]).status.code(), Some(0));
    commit(root, "attributes");
    git(root, &["branch", "theirs"]);
    for (branch, id) in [("main", "x"), ("theirs", "y")] {
        git(root, &["checkout", "-q", branch]);
        let text = read(root, "claims/sources.toml")
            + &format!("\n[[source]]\nid = \"{id}\"\ntitle = \"T\"\n");
        fs::write(root.join("claims/sources.toml"), text).unwrap();
        commit(root, "more");
    }
    git(root, &["merge", "-q", "--no-edit", "main"]);
    assert!(
        read(root, "claims/sources.toml")
            .ends_with("\"x\"\ntitle = \"T\"\n\n[[source]]\nid = \"y\"\ntitle = \"T\"\n")
    );
    assert!(!root.join("trap").exists());
    fs::remove_file(&program).unwrap();
    let other = super::many_hands::run(root, &["merge", "--check"]);
    assert_eq!(other.status.code(), Some(1));
    assert!(
        messages(&other).contains("starts something else"),
        "{}",
        messages(&other)
    );
}

#[test]
fn install_and_uninstall_leave_nothing_else_behind() {
    let book = book();
    let root = book.path();
    fs::write(root.join(".gitattributes"), "*.pdf binary\n").unwrap();
    let config = read(root, ".git/config");
    let missing = run(root, &["merge", "--check"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(messages(&missing).contains("its attribute `merge` is unspecified"));
    assert_eq!(run(root, &["merge", "--install"]).status.code(), Some(0));
    let again = run(root, &["merge", "--install"]);
    assert!(messages(&again).starts_with("unchanged: "));
    let attributes = read(root, ".gitattributes");
    assert_eq!(
        attributes,
        "*.pdf binary\nclaims/**/*.toml merge=claimbook\nclaimbook.toml merge=claimbook\n"
    );
    assert_eq!(run(root, &["merge", "--uninstall"]).status.code(), Some(0));
    assert_eq!(read(root, ".gitattributes"), "*.pdf binary\n");
    assert_eq!(read(root, ".git/config"), config);
    assert!(messages(&run(root, &["merge", "--uninstall"])).starts_with("unchanged: "));
}

#[test]
fn a_later_attribute_that_wins_over_the_driver_is_noticed() {
    let book = book();
    let root = book.path();
    run(root, &["merge", "--install"]);
    let attributes = read(root, ".gitattributes") + "claims/*.toml merge=union\n";
    fs::write(root.join(".gitattributes"), attributes).unwrap();
    let check = run(root, &["merge", "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(messages(&check).contains("its attribute `merge` is union"));
}

#[test]
fn a_clone_without_the_driver_says_so_and_starts_nothing_that_it_finds() {
    let book = shared_book();
    let place = tempfile::tempdir().unwrap();
    let clone = place.path().join("clone");
    git(
        place.path(),
        &["clone", "-q", &book.path().display().to_string(), "clone"],
    );
    let note = "note: `.gitattributes` lets claimbook merge this book, but this clone does not: `claimbook merge --install` sets it up\n";
    for command in [[].as_slice(), &["check"], &["check", "--format", "json"]] {
        let output = run(&clone, command);
        assert!(
            messages(&output).starts_with(note),
            "{command:?}: {}",
            messages(&output)
        );
        assert!(!messages(&run(&clone, &[command, &["--quiet"]].concat())).contains("note: `.git"));
    }
    let trap = place.path().join("trap");
    let driver = format!("touch '{}'", trap.display());
    git(&clone, &["config", "merge.claimbook.driver", &driver]);
    let check = run(&clone, &["merge", "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(messages(&check).contains("starts something else"));
    assert!(!trap.exists());
    assert_eq!(run(&clone, &["merge", "--install"]).status.code(), Some(0));
    assert!(!trap.exists());
    assert_eq!(run(&clone, &["merge", "--check"]).status.code(), Some(0));
    assert!(!messages(&run(&clone, &[])).contains("note: `.git"));
}

#[test]
fn outside_git_there_is_nothing_to_install() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    let output = run(folder.path(), &["merge", "--install"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(messages(&output).contains("is not under git"));
    assert!(!folder.path().join(".gitattributes").exists());
}
