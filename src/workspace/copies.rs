//! Reads kept copies: the files that sources and articles name. Looks only inside the book.

use crate::domain::check::copies::KeptCopy;
use crate::domain::check::copies::searchable;
use crate::domain::check::markup::words_of_page;
use crate::domain::check::scene::Record;
use crate::files;
use crate::files::digest_file;
use crate::files::hexadecimal;
use std::fs;
use std::io;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

/// Looks at the kept copy that a record names: at the digest of a source's copy if the book gives one, and at the text of
/// an article's copy.
pub(super) fn of(root: &Path, record: Record<'_>) -> KeptCopy {
    let (path, wanted) = match record {
        Record::Source(source) if source.words.sha256.is_some() => {
            (&source.words.file, Wanted::Digest)
        }
        Record::Source(source) => (&source.words.file, Wanted::Nothing),
        Record::Article(article) => (&article.words.file, Wanted::Words),
        Record::Party(_) => return KeptCopy::None,
    };
    let Some(path) = path else {
        return KeptCopy::None;
    };
    match inside(root, path) {
        Ok(Some(file)) => look(root, path, &file, wanted).unwrap_or_else(KeptCopy::Unreadable),
        Ok(None) => KeptCopy::Outside,
        Err(error) if error.kind() == io::ErrorKind::NotFound => KeptCopy::Missing,
        Err(error) => KeptCopy::Unreadable(error.to_string()),
    }
}

/// What a rule needs to know about a copy beside its existence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Nothing,
    Digest,
    Words,
}

/// Digests a file inside the book; `None` if it cannot be read or is outside.
pub(super) fn digest(root: &Path, path: &str) -> Option<String> {
    let file = inside(root, path).ok()??;
    file.is_file().then(|| sha256(&file).ok())?
}

fn look(root: &Path, path: &str, file: &Path, wanted: Wanted) -> Result<KeptCopy, String> {
    let metadata = fs::metadata(file).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("it is not a regular file".to_owned());
    }
    let (mut digest, mut text) = (None, None);
    match wanted {
        Wanted::Nothing => {}
        Wanted::Digest => digest = Some(sha256(file).map_err(|error| error.to_string())?),
        Wanted::Words => {
            let read = files::read(root, path).map_err(|error| format!("it {error}"))?;
            text = Some(words(path, &read.text));
        }
    }
    Ok(KeptCopy::Kept {
        sha256: digest,
        words: text,
    })
}

/// Prepares the words of an article's local copy, in which `check` looks for quotes.
fn words(path: &str, text: &str) -> String {
    let is_page = Path::new(path).extension().is_some_and(|ending| {
        ["html", "htm", "xhtml"]
            .iter()
            .any(|page| ending.eq_ignore_ascii_case(page))
    });
    if is_page {
        searchable(&words_of_page(text))
    } else {
        searchable(text)
    }
}

/// Finds the file at a path, after all links; `None` if it is outside the book.
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

fn sha256(path: &Path) -> io::Result<String> {
    Ok(hexadecimal(&digest_file(path)?))
}
