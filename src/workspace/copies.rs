//! Kept copies: facts about files that the book names, which are only looked at inside the book.

use crate::domain::check::copies::KeptCopy;
use crate::domain::check::copies::searchable;
use crate::domain::check::markup::words_of_page;
use crate::domain::check::scene::Record;
use crate::files;
use crate::files::hexadecimal;
use sha2::Digest;
use sha2::Sha256;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

/// What is known of the kept copy that a record names. Of a source, its digest where the book gives one; of an article,
/// its text.
pub(super) fn of(root: &Path, record: Record<'_>) -> KeptCopy {
    let (path, wants_digest, wants_text) = match record {
        Record::Source(source) => (
            source.words.file.as_deref(),
            source.words.sha256.is_some(),
            false,
        ),
        Record::Article(article) => (article.words.file.as_deref(), false, true),
        Record::Party(_) => (None, false, false),
    };
    let Some(path) = path else {
        return KeptCopy::None;
    };
    let inside = match inside(root, path) {
        Ok(Some(inside)) => inside,
        Ok(None) => return KeptCopy::Outside,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return KeptCopy::Missing,
        Err(error) => return KeptCopy::Unreadable(error.to_string()),
    };
    look(&inside, path, root, (wants_digest, wants_text)).unwrap_or_else(KeptCopy::Unreadable)
}

/// The digest of a file inside the book; none where it cannot be had.
pub(super) fn digest(root: &Path, path: &str) -> Option<String> {
    let file = inside(root, path).ok()??;
    file.is_file().then(|| sha256(&file).ok())?
}

fn look(
    file: &Path,
    path: &str,
    root: &Path,
    (digest, text): (bool, bool),
) -> Result<KeptCopy, String> {
    let metadata = fs::metadata(file).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("it is not a regular file".to_owned());
    }
    let sha256 = digest
        .then(|| sha256(file))
        .transpose()
        .map_err(|error| error.to_string())?;
    let read = || files::read(root, path).map_err(|error| format!("it {error}"));
    let words = text
        .then(|| read().map(|reading| words(path, &reading.text)))
        .transpose()?;
    Ok(KeptCopy::Kept { sha256, words })
}

/// The words of an article's local copy, in which quotes are looked for.
fn words(path: &str, text: &str) -> String {
    let ending = Path::new(path).extension().unwrap_or_default();
    let is_page = ["html", "htm", "xhtml"]
        .iter()
        .any(|page| ending.eq_ignore_ascii_case(page));
    if is_page {
        searchable(&words_of_page(text))
    } else {
        searchable(text)
    }
}

/// The file that a path inside the book leads to; `None` where it leads out of it, symbolic links followed.
fn inside(root: &Path, path: &str) -> io::Result<Option<PathBuf>> {
    let stays = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !stays {
        return Ok(None);
    }
    let file = fs::canonicalize(root.join(path))?;
    Ok(file.starts_with(fs::canonicalize(root)?).then_some(file))
}

/// How much of a file is read at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// The SHA-256 of a file, read piece by piece.
fn sha256(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut file = File::open(path)?;
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => break,
            length => hasher.update(piece.get(..length).unwrap_or_default()),
        }
    }
    Ok(hexadecimal(&hasher.finalize()))
}
