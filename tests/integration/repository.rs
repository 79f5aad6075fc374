//! Git repositories for tests. They know no settings but their own.

use super::program::claimbook;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A git repository in a folder of its own.
pub(super) struct Repository {
    folder: tempfile::TempDir,
}

/// What a run printed, and its exit code.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ran {
    pub(super) out: String,
    pub(super) code: i32,
}

/// A git command in a folder, without anybody's settings.
fn git_command(folder: &Path, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(arguments);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "a")
        .env("GIT_AUTHOR_EMAIL", "a@example.org")
        .env("GIT_COMMITTER_NAME", "a")
        .env("GIT_COMMITTER_EMAIL", "a@example.org");
    git
}

/// Runs git in a folder, and returns what it prints. It must succeed.
#[track_caller]
pub(super) fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = git_command(folder, arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

impl Repository {
    /// An empty repository.
    pub(super) fn new() -> Self {
        Self::with(&[])
    }

    /// An empty repository, made with these options of `git init`.
    pub(super) fn with(options: &[&str]) -> Self {
        let repository = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let init = [&["init", "-q", "-b", "main"], options].concat();
        repository.git(&init);
        repository
    }

    /// A copy of another one, with these options of `git clone`.
    pub(super) fn clone_of(other: &Self, options: &[&str]) -> Self {
        let copy = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let from = format!("file://{}", other.path("").display());
        let clone = [&["clone", "-q"], options, &[from.as_str(), "."]].concat();
        copy.git(&clone);
        copy
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(super) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs git, and returns what it prints.
    pub(super) fn git(&self, arguments: &[&str]) -> String {
        git(self.folder.path(), arguments).trim().to_owned()
    }

    /// Commits everything at noon of this day, and returns the commit's name.
    pub(super) fn commit(&self, day: &str) -> String {
        self.commit_at(&format!("{day}T12:00:00+00:00"))
    }

    /// Commits everything at this time.
    pub(super) fn commit_at(&self, time: &str) -> String {
        self.git(&["add", "-A"]);
        let commit = ["commit", "-q", "--allow-empty", "-m", "m"];
        let mut commit = git_command(self.folder.path(), &commit);
        commit.env("GIT_COMMITTER_DATE", time);
        assert!(commit.status().unwrap().success());
        self.git(&["rev-parse", "HEAD"])
    }

    /// Runs claimbook in a folder of the repository.
    pub(super) fn output(&self, folder: &str, arguments: &[&str]) -> Output {
        let mut program = claimbook();
        program
            .current_dir(self.path(folder))
            .args(arguments)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        program.output().unwrap()
    }

    /// What claimbook answers in the repository, and its exit code.
    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        ran(&self.output("", arguments))
    }

    /// What claimbook complains about. It must end with 2 and print nothing else.
    pub(super) fn complaint(&self, arguments: &[&str]) -> String {
        let output = self.output("", arguments);
        assert_eq!(ran(&output).code, 2, "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}

fn ran(output: &Output) -> Ran {
    Ran {
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        code: output.status.code().unwrap(),
    }
}

/// Every file of a folder with its bytes.
pub(super) fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() {
                all.push((entry.path(), fs::read(entry.path()).unwrap()));
            }
        }
    }
    all.sort();
    all
}
