//! The files of a book as they were once, in memory: what a revision of version control holds.
//!
//! A snapshot answers as the folder would after a checkout. It follows links inside the book and refuses those that leave
//! it, by the rules of `walk` and `inside`. It never looks at the disk.

use crate::files::digest::digest;
use crate::files::inside::{LARGEST, LEAVES_BOOK, ReadError, is_inside, parts, same_spelling};
use crate::files::read::{FileText, text_of};
use crate::files::stamp::Stamp;
use crate::files::walk::{
    BookFile, DANGLING, LIKE_TEXT, NOT_UTF8, Name, RefusedPath, SECOND_LINK, Walk,
};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// How many links a path may lead through, as on Linux.
const LINKS: usize = 40;

/// The files of a book at some time, by their paths inside the book.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    entries: BTreeMap<String, Kept>,
    /// The paths that are not UTF-8, as they can be shown.
    nameless: BTreeSet<String>,
}

/// What a snapshot keeps of one path.
#[derive(Clone, Debug)]
enum Kept {
    File(KeptFile),
    /// A symbolic link, with its target.
    Link(Vec<u8>),
}

/// A file, of which more may be known than its size.
#[derive(Clone, Debug)]
struct KeptFile {
    size: u64,
    /// Its bytes, if they were read and are not too many.
    bytes: Option<Arc<[u8]>>,
    /// Its digest, if its content was read.
    sha256: Option<[u8; 32]>,
}

/// Where a path leads.
enum Reached<'s> {
    File(String, &'s KeptFile),
    Folder(String),
}

impl Snapshot {
    /// Adds a file without its content. Adds a path that is not UTF-8 only to complain about it.
    pub fn add_file(&mut self, path: &[u8], size: u64) {
        let file = KeptFile {
            size,
            bytes: None,
            sha256: None,
        };
        self.add(path, Kept::File(file));
    }

    /// Adds a symbolic link.
    pub fn add_link(&mut self, path: &[u8], target: Vec<u8>) {
        self.add(path, Kept::Link(target));
    }

    fn add(&mut self, path: &[u8], kept: Kept) {
        match std::str::from_utf8(path) {
            Ok(path) => {
                self.entries.insert(path.to_owned(), kept);
            }
            Err(_) => {
                self.nameless
                    .insert(String::from_utf8_lossy(path).into_owned());
            }
        }
    }

    /// Gives the files at these paths their content: they are all the same. Keeps at most as many bytes as claimbook reads
    /// of a file, and the digest of all of them.
    ///
    /// # Errors
    /// When the content cannot be read.
    pub fn fill(&mut self, paths: &[String], content: &mut dyn Read) -> io::Result<()> {
        let mut bytes = Vec::new();
        (&mut *content).take(LARGEST).read_to_end(&mut bytes)?;
        let sha256 = digest(bytes.as_slice().chain(content))?;
        let shared: Arc<[u8]> = bytes.into();
        for path in paths {
            if let Some(Kept::File(file)) = self.entries.get_mut(path) {
                file.bytes = (file.size <= LARGEST).then(|| Arc::clone(&shared));
                file.sha256 = Some(sha256);
            }
        }
        Ok(())
    }

    /// The size of the file that a path leads to, and its own path; `None` if it leads to no file.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<(String, u64)> {
        match self.find(path).ok()? {
            Reached::File(path, file) => Some((path, file.size)),
            Reached::Folder(_) => None,
        }
    }

    /// The paths of the texts of the book.
    ///
    /// # Errors
    /// When there is no folder `claims`.
    pub fn texts(&self) -> io::Result<Vec<String>> {
        let files = self.walk()?.files.into_iter();
        Ok(files.map(|file| file.path).collect())
    }

    /// Lists the texts of the book, as [`crate::files::walk()`] does in its folder.
    ///
    /// # Errors
    /// When there is no folder `claims`.
    pub(super) fn walk(&self) -> io::Result<Walk> {
        let mut walk = Walk::default();
        match self.find("claims") {
            Ok(Reached::Folder(real)) => {
                let is_linked = real != "claims";
                self.list(&real, ("claims", is_linked), &format!("{real}/"), &mut walk);
            }
            Ok(Reached::File(..)) => return Err(io::ErrorKind::NotADirectory.into()),
            Err(ReadError::Outside) => walk.refused.push(refused("claims", LEAVES_BOOK)),
            Err(_) => return Err(io::ErrorKind::NotFound.into()),
        }
        let nameless = self.nameless.iter();
        let nameless = nameless.filter(|path| is_text_of_book(path));
        walk.refused
            .extend(nameless.map(|path| refused(path, NOT_UTF8)));
        walk.files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        walk.refused.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Ok(walk)
    }

    /// Lists what lies below the folder `real`, which the book calls `name`. `claims` begins the paths of the claims.
    fn list(&self, real: &str, (name, is_linked): (&str, bool), claims: &str, walk: &mut Walk) {
        let below = format!("{real}/");
        let all = self.entries.range(below.clone()..);
        for (path, kept) in all.take_while(|(path, _)| path.starts_with(&below)) {
            let Some(rest) = path.strip_prefix(&below) else {
                continue;
            };
            if rest.split('/').any(|part| part.starts_with('.')) {
                continue;
            }
            let named = format!("{name}/{rest}");
            let kind = Name::of(rest.rsplit('/').next().unwrap_or(rest));
            match (kept, kind) {
                (Kept::Link(_), _) => self.follow(path, (&named, is_linked), claims, walk),
                (_, Name::Other) => {}
                (_, Name::LikeText) => walk.refused.push(refused(&named, LIKE_TEXT)),
                (Kept::File(file), Name::Text) => walk.files.push(text(named, file.size)),
            }
        }
    }

    /// Adds what a link leads to, or the reason why claimbook does not follow it.
    fn follow(&self, link: &str, (name, is_linked): (&str, bool), claims: &str, walk: &mut Walk) {
        let kind = Name::of(name.rsplit('/').next().unwrap_or(name));
        let place = match self.find_spelled(link, link) {
            Ok(place) => place,
            Err(error) => {
                let reason = match error {
                    ReadError::Outside => LEAVES_BOOK,
                    _ => DANGLING,
                };
                if matches!(kind, Name::Text) {
                    walk.refused.push(refused(name, reason));
                }
                return;
            }
        };
        let (target, is_folder) = match &place {
            Reached::Folder(target) => (target, true),
            Reached::File(target, _) => (target, false),
        };
        if !is_folder && !matches!(kind, Name::Text) {
            if matches!(kind, Name::LikeText) {
                walk.refused.push(refused(name, LIKE_TEXT));
            }
            return;
        }
        if format!("{target}/").starts_with(claims) {
            return;
        }
        if is_linked {
            walk.refused.push(refused(name, SECOND_LINK));
            return;
        }
        match place {
            Reached::Folder(target) => self.list(&target, (name, true), claims, walk),
            Reached::File(_, file) => walk.files.push(text(name.to_owned(), file.size)),
        }
    }

    /// Reads a text, as [`crate::files::read()`] does.
    pub(super) fn read(&self, path: &str) -> Result<FileText, ReadError> {
        let file = self.content(path)?;
        if file.size > LARGEST {
            return Err(ReadError::TooLarge);
        }
        let bytes = file.bytes.as_ref().ok_or_else(not_in_memory)?;
        text_of(bytes.to_vec(), stamp(file.size))
    }

    /// Reads the bytes of a file, if it has no more than `most`.
    pub(super) fn bytes(&self, path: &str, most: u64) -> Result<Vec<u8>, ReadError> {
        let file = self.content(path)?;
        if file.size > most {
            return Err(ReadError::TooLarge);
        }
        Ok(file.bytes.as_ref().ok_or_else(not_in_memory)?.to_vec())
    }

    /// Digests a file.
    pub(super) fn digest(&self, path: &str) -> Result<[u8; 32], ReadError> {
        Ok(self.content(path)?.sha256.ok_or_else(not_in_memory)?)
    }

    /// Whether something lies under this path itself, be it a link that leads nowhere.
    pub(super) fn has(&self, path: &str) -> bool {
        self.entries.contains_key(path)
    }

    fn content(&self, path: &str) -> Result<&KeptFile, ReadError> {
        match self.find(path)? {
            Reached::File(_, file) => Ok(file),
            Reached::Folder(_) => Err(ReadError::NotAFile),
        }
    }

    /// Finds what a path leads to. If nothing has its spelling, looks for another spelling of its accents.
    fn find(&self, path: &str) -> Result<Reached<'_>, ReadError> {
        match self.find_spelled(path, path) {
            Err(error) if error.is_missing() && !path.is_ascii() => {
                let mut keys = self.entries.keys();
                let spelled = keys.find(|key| same_spelling(key, path));
                spelled.map_or(Err(error), |key| self.find_spelled(key, path))
            }
            found => found,
        }
    }

    fn find_spelled(&self, path: &str, named: &str) -> Result<Reached<'_>, ReadError> {
        let (real, is_linked) = self.real(path)?;
        // A link may not lead to the book itself or to a hidden place.
        let at = Path::new("/").join(&real);
        if is_linked && !is_inside(Path::new("/"), &at, Path::new(named)) {
            return Err(ReadError::Outside);
        }
        match self.entries.get(&real) {
            Some(Kept::File(file)) => return Ok(Reached::File(real, file)),
            Some(Kept::Link(_)) => return Err(io::Error::other("a link leads to itself").into()),
            None => {}
        }
        let below = format!("{real}/");
        let next = self.entries.range(below.clone()..).next();
        if real.is_empty() || next.is_some_and(|(path, _)| path.starts_with(&below)) {
            Ok(Reached::Folder(real))
        } else {
            Err(io::Error::from(io::ErrorKind::NotFound).into())
        }
    }

    /// The path at the end of all links on a path, and whether there are any. Whether something lies there is not asked.
    fn real(&self, path: &str) -> Result<(String, bool), ReadError> {
        let own = parts(Path::new(path)).ok_or(ReadError::Outside)?;
        let own = own.into_iter().rev();
        let mut waiting: Vec<String> = own.map(|part| part.to_string_lossy().into()).collect();
        let mut real: Vec<String> = Vec::new();
        let mut links = 0;
        while let Some(part) = waiting.pop() {
            match part.as_str() {
                "" | "." => continue,
                ".." => {
                    real.pop().ok_or(ReadError::Outside)?;
                    continue;
                }
                _ => real.push(part),
            }
            match self.entries.get(&real.join("/")) {
                Some(Kept::Link(target)) => {
                    links += 1;
                    waiting.extend(steps(target, links)?);
                    real.pop();
                }
                Some(Kept::File(_)) if !waiting.is_empty() => {
                    return Err(io::Error::from(io::ErrorKind::NotADirectory).into());
                }
                _ => {}
            }
        }
        Ok((real.join("/"), links > 0))
    }
}

/// The steps of a link's target, the last one first. It is one of so many `links` of a path.
fn steps(target: &[u8], links: usize) -> Result<Vec<String>, ReadError> {
    let target = std::str::from_utf8(target).map_err(|_| ReadError::Outside)?;
    if links > LINKS {
        return Err(io::Error::other("too many symbolic links").into());
    }
    if target.starts_with('/') {
        return Err(ReadError::Outside);
    }
    Ok(target.split('/').rev().map(str::to_owned).collect())
}

/// Whether a path that cannot be read would be a text of the book.
fn is_text_of_book(path: &str) -> bool {
    let Some(rest) = path.strip_prefix("claims/") else {
        return false;
    };
    let name = rest.rsplit('/').next().unwrap_or(rest);
    !rest.split('/').any(|part| part.starts_with('.')) && matches!(Name::of(name), Name::Text)
}

fn not_in_memory() -> io::Error {
    io::Error::other("its content was not read from the revision")
}

fn refused(path: &str, reason: &str) -> RefusedPath {
    RefusedPath {
        path: path.to_owned(),
        reason: reason.to_owned(),
    }
}

fn text(path: String, size: u64) -> BookFile {
    BookFile {
        path,
        stamp: stamp(size),
    }
}

/// The stamp of a file that lies on no disk.
fn stamp(size: u64) -> Stamp {
    Stamp {
        size: size.cast_signed(),
        mtime_ns: 0,
        ctime_ns: 0,
        inode: 0,
    }
}
