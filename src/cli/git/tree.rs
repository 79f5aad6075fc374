//! Reads the files of a book at a commit into a snapshot: `git ls-tree` lists them, one `git cat-file --batch` gives their
//! contents. Neither applies a filter, and git checks nothing out.

use crate::cli::failure::Failure;
use crate::cli::git::command;
use crate::cli::git::command::Running;
use crate::cli::git::revision::{Commit, Repository, tree_name};
use claimbook::files::Snapshot;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io;
use std::io::{BufRead, Read, Write};
use std::process::Stdio;

/// The most files that a book's folder may hold at a revision. A tree of a few hundred bytes can unfold to any number.
const FILES: usize = 1_000_000;
/// The most bytes that we read of one revision, in bytes.
const BYTES: u64 = 4 << 30;
/// The longest path or link target, in bytes: a little more than systems allow.
const NAME: u64 = 8 * 1024;

/// The names of a commit's objects, by the paths of its files in the book.
pub(crate) struct Tree<'r> {
    repository: &'r Repository,
    commit: Commit,
    objects: BTreeMap<String, Blob>,
    /// The files without their contents.
    snapshot: Snapshot,
}

/// The name of a file's content in git.
struct Blob {
    object: String,
    size: u64,
}

/// An entry of a tree.
struct Entry<'l> {
    mode: &'l str,
    kind: &'l str,
    object: &'l str,
    /// None if git does not have the object.
    size: Option<u64>,
    path: &'l [u8],
}

impl<'l> Entry<'l> {
    /// Reads `MODE KIND OBJECT SIZE<tab>PATH`.
    fn read(line: &'l [u8]) -> Option<Self> {
        let tab = line.iter().position(|byte| *byte == b'\t')?;
        let (facts, path) = line.split_at_checked(tab)?;
        let mut facts = std::str::from_utf8(facts).ok()?.split_ascii_whitespace();
        Some(Self {
            mode: facts.next()?,
            kind: facts.next()?,
            object: facts.next()?,
            size: facts.next()?.parse().ok(),
            path: path.get(1..)?,
        })
    }
}

impl Repository {
    /// Lists the files of the book at a commit.
    pub(crate) fn tree(&self, commit: &Commit) -> Result<Tree<'_>, Failure> {
        let mut tree = Tree {
            repository: self,
            commit: commit.clone(),
            objects: BTreeMap::new(),
            snapshot: Snapshot::default(),
        };
        let name = tree_name(commit, &self.prefix);
        let arguments: [&OsStr; 6] = [
            "ls-tree".as_ref(),
            "-r".as_ref(),
            "-l".as_ref(),
            "-z".as_ref(),
            "--full-tree".as_ref(),
            &name,
        ];
        if !self.has(&name)? {
            let is_whole = self.has(&tree_name(commit, OsStr::new("")))?;
            return Err(if is_whole {
                tree.no_book()
            } else {
                tree.incomplete()
            });
        }
        let mut git = Running::start(command::git(&self.book, &arguments))?;
        let mut links = BTreeMap::new();
        let mut list = git.output();
        let mut line = Vec::new();
        let mut count = 0;
        while list.by_ref().take(NAME).read_until(0, &mut line)? > 0 {
            count += 1;
            if line.pop() != Some(0) || count > FILES {
                git.stop();
                return Err(tree.too_large());
            }
            let entry = Entry::read(&line).ok_or_else(|| tree.broken("its list of files"))?;
            tree.add(&entry, &mut links)?;
            line.clear();
        }
        git.settle().map_err(|complaint| tree.broken(&complaint))?;
        tree.read_links(&links)?;
        Ok(tree)
    }
}

impl Repository {
    /// Whether git has an object.
    fn has(&self, name: &OsStr) -> Result<bool, Failure> {
        let arguments = ["cat-file".as_ref(), "-e".as_ref(), name];
        Ok(command::run(&self.book, &arguments)?.is_success)
    }
}

impl Tree<'_> {
    fn add(
        &mut self,
        entry: &Entry<'_>,
        links: &mut BTreeMap<String, Vec<Vec<u8>>>,
    ) -> Result<(), Failure> {
        // The commit of another repository. A checkout leaves an empty folder there.
        if entry.kind != "blob" {
            return Ok(());
        }
        let size = entry.size.ok_or_else(|| self.incomplete())?;
        if entry.mode == "120000" {
            if size <= NAME {
                let paths = links.entry(entry.object.to_owned()).or_default();
                paths.push(entry.path.to_vec());
            }
            return Ok(());
        }
        self.snapshot.add_file(entry.path, size);
        if let Ok(path) = std::str::from_utf8(entry.path) {
            let object = entry.object.to_owned();
            self.objects.insert(path.to_owned(), Blob { object, size });
        }
        Ok(())
    }

    /// Reads the targets of the symbolic links.
    fn read_links(&mut self, links: &BTreeMap<String, Vec<Vec<u8>>>) -> Result<(), Failure> {
        let objects: Vec<&str> = links.keys().map(String::as_str).collect();
        let mut snapshot = std::mem::take(&mut self.snapshot);
        self.contents(&objects, &mut |object, content| {
            let mut target = Vec::new();
            content.read_to_end(&mut target)?;
            for path in links.get(object).into_iter().flatten() {
                snapshot.add_link(path, target.clone());
            }
            Ok(())
        })?;
        self.snapshot = snapshot;
        Ok(())
    }

    /// The files of the book, with the contents of its claims, its settings and the files at these paths.
    pub(crate) fn snapshot(&self, also: &BTreeSet<String>) -> Result<Snapshot, Failure> {
        let mut snapshot = self.snapshot.clone();
        let texts = self.snapshot.texts().map_err(|_| self.no_book())?;
        let settings = "claimbook.toml".to_owned();
        let wanted = texts.iter().chain([&settings]).chain(also);
        let mut objects: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let mut bytes = 0;
        for path in wanted {
            let Some((path, _)) = self.snapshot.file(path) else {
                continue;
            };
            if let Some(blob) = self.objects.get(&path)
                && seen.insert(path.clone())
            {
                bytes += blob.size;
                objects.entry(&blob.object).or_default().push(path);
            }
        }
        if bytes > BYTES {
            return Err(self.too_large());
        }
        let names: Vec<&str> = objects.keys().copied().collect();
        self.contents(&names, &mut |object, content| {
            let paths = objects.get(object).map_or(&[][..], Vec::as_slice);
            snapshot.fill(paths, content)
        })?;
        Ok(snapshot)
    }

    /// Asks git for the contents of objects, and hands them over one by one.
    fn contents(
        &self,
        objects: &[&str],
        take: &mut dyn FnMut(&str, &mut dyn Read) -> io::Result<()>,
    ) -> Result<(), Failure> {
        if objects.is_empty() {
            return Ok(());
        }
        let arguments = ["cat-file".as_ref(), "--batch".as_ref()];
        let mut command = command::git(&self.repository.book, &arguments);
        command.stdin(Stdio::piped());
        let mut git = Running::start(command)?;
        let (stdin, mut stdout) = (git.input(), git.output());
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let mut stdin = stdin.map(io::BufWriter::new);
                for object in objects {
                    // If git does not listen, its answer will be missing.
                    if let Some(stdin) = &mut stdin
                        && writeln!(stdin, "{object}").is_err()
                    {
                        return;
                    }
                }
            });
            let read = objects
                .iter()
                .try_for_each(|object| self.content(object, &mut stdout, take));
            // Whoever still writes to git gets an error.
            if read.is_err() {
                git.stop();
                return read;
            }
            let settled = git.settle();
            settled.map_err(|complaint| self.broken(&complaint))
        })
    }

    /// Reads `OBJECT KIND SIZE`, a line feed, the content, and a line feed.
    fn content(
        &self,
        object: &str,
        stdout: &mut impl BufRead,
        take: &mut dyn FnMut(&str, &mut dyn Read) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let failed = |error: io::Error| self.broken(&error.to_string());
        let mut line = String::new();
        stdout
            .by_ref()
            .take(NAME)
            .read_line(&mut line)
            .map_err(failed)?;
        let facts: Vec<&str> = line.trim_end().split(' ').collect();
        let size = match facts.as_slice() {
            [name, "blob", size] if *name == object => size.parse::<u64>().ok(),
            _ => None,
        };
        let size = size.ok_or_else(|| self.incomplete())?;
        let mut content = stdout.by_ref().take(size);
        take(object, &mut content).map_err(failed)?;
        io::copy(&mut content, &mut io::sink()).map_err(failed)?;
        let is_cut = content.limit() > 0;
        let mut end = [0];
        stdout.read_exact(&mut end).map_err(failed)?;
        if is_cut || end != *b"\n" {
            return Err(self.broken("git gave a part of a file"));
        }
        Ok(())
    }

    fn no_book(&self) -> Failure {
        let (short, day) = (&self.commit.short, self.commit.day);
        Failure::new(format!(
            "there was no book here as of {short}, {day}: no folder `claims`"
        ))
    }

    fn too_large(&self) -> Failure {
        let short = &self.commit.short;
        Failure::new(format!("revision {short} is too large to read"))
            .hint("claimbook reads at most 1,000,000 files and 4 GiB of a revision")
    }

    fn incomplete(&self) -> Failure {
        let short = &self.commit.short;
        Failure::new(format!("this clone does not have all files of revision {short}"))
            .hint("it is a partial clone, and claimbook fetches nothing: `git fetch --refetch --no-filter` gets them")
    }

    fn broken(&self, why: &str) -> Failure {
        Failure::new(format!("cannot read revision {}: {why}", self.commit.short))
    }
}

#[cfg(test)]
mod tests {
    use super::Entry;

    #[test]
    fn an_entry_may_have_any_path_and_no_size() {
        let entry = Entry::read(b"100644 blob aa      12\tclaims/a\n\tb.toml").unwrap();
        assert_eq!(
            (entry.mode, entry.kind, entry.object),
            ("100644", "blob", "aa")
        );
        assert_eq!(
            (entry.size, entry.path),
            (Some(12), &b"claims/a\n\tb.toml"[..])
        );
        let entry = Entry::read(b"160000 commit aa       -\tsub").unwrap();
        assert_eq!((entry.kind, entry.size), ("commit", None));
        for line in [&b""[..], b"100644 blob aa 12", b"100644 blob\tx", b"\xff\t"] {
            assert!(Entry::read(line).is_none());
        }
    }
}
