//! A book with a cache of its own, for tests that harm the index.

use crate::integration::program::claimbook;
use claimbook::workspace::CacheFolder;
use std::fmt::Write;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A book and its cache, in one temporary folder.
pub(super) struct CachedBook {
    folder: TempDir,
}

/// Commands whose answers together say all that a book says.
pub(super) const QUESTIONS: [&[&str]; 6] = [
    &["list", "--format", "json"],
    &["list", "--contested"],
    &["list", "--search", "toll", "--sort", "status"],
    &["show", "c1-1", "--format", "json"],
    &["stats"],
    &["source", "list"],
];

impl CachedBook {
    /// A book of this many files with this many claims each.
    pub(super) fn new(files: usize, claims: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let book = Self { folder };
        fs::create_dir_all(book.root().join("claims")).unwrap();
        for file in 0..files {
            book.write(file, claims, "first");
        }
        book
    }

    /// Writes one file of the book. Every claim has this section.
    pub(super) fn write(&self, file: usize, claims: usize, section: &str) {
        let mut text = format!(
            "[[source]]\nid = \"s{file}\"\ntitle = \"Source {file}\"\nown_reporting = true\n"
        );
        for claim in 0..claims {
            let stance = if claim % 3 == 0 { "denies" } else { "supports" };
            write!(
                text,
                "[[claim]]\nid = \"c{file}-{claim}\"\ntext = \"The toll rose {claim} times in {section} town {file}.\"\n\
                 section = \"{section}\"\n[[claim.evidence]]\nsource = \"s{file}\"\nstance = \"{stance}\"\n"
            )
            .unwrap();
        }
        fs::write(self.root().join(format!("claims/f{file}.toml")), text).unwrap();
    }

    pub(super) fn root(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    /// The program, asked in this book.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = claimbook();
        command
            .args(arguments)
            .current_dir(self.root())
            .env("CLAIMBOOK_CACHE", self.folder.path().join("caches"))
            .env("CLAIMBOOK_USER", "amina")
            .env("CLAIMBOOK_TODAY", "2026-03-10");
        command
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What the program prints. It must end with 0.
    #[track_caller]
    pub(super) fn printed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let messages = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {messages}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Waits until the files are so old that claimbook trusts their stamps, and lets it note that.
    pub(super) fn grow_old(&self) {
        std::thread::sleep(std::time::Duration::from_millis(3_500));
        self.printed(&["list"]);
    }

    pub(super) fn cache(&self) -> CacheFolder {
        CacheFolder::open(&self.folder.path().join("caches"), &self.root()).unwrap()
    }

    /// Makes the seal fit the index as it is now, in this boot or in another one.
    pub(super) fn forge_seal(&self, boot: &str) {
        let cache = self.cache();
        let Ok(index) = fs::symlink_metadata(cache.index()) else {
            return;
        };
        let time = |seconds: i64, rest: i64| seconds * 1_000_000_000 + rest;
        let text = format!(
            "claimbook index\nboot {boot}\nsize {}\nmtime {}\nctime {}\ninode {}\n",
            index.size(),
            time(index.mtime(), index.mtime_nsec()),
            time(index.ctime(), index.ctime_nsec()),
            index.ino()
        );
        fs::write(cache.seal(), text).unwrap();
    }
}

/// The id of this boot.
pub(super) fn this_boot() -> String {
    let id = fs::read_to_string(Path::new("/proc/sys/kernel/random/boot_id")).unwrap();
    id.trim().to_owned()
}

/// A number of rounds from the environment, which scripts raise.
pub(super) fn rounds(variable: &str, usual: usize) -> usize {
    let named = std::env::var(variable).ok();
    named
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(usual)
}

/// Numbers that look random and are the same in every run.
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}
