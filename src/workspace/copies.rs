//! Reads kept copies: the files that sources and articles name. Looks only inside the book.

use crate::domain::article::Article;
use crate::domain::check::context::{KeptCopy, NonClaim};
use crate::files::{FileTree, ReadError, hexadecimal};

/// Looks at the kept copy that a record names: at the digest of a source's copy if the book gives one, and whether an article's
/// copy is a text.
pub(super) fn of(files: FileTree<'_>, record: NonClaim<'_>) -> KeptCopy {
    let (path, wanted) = match record {
        NonClaim::Source(source) if source.words.sha256.is_some() => {
            (&source.words.file, Wanted::Digest)
        }
        NonClaim::Source(source) => (&source.words.file, Wanted::Nothing),
        NonClaim::Article(article) => return of_article(files, article),
        NonClaim::Party(_) => return KeptCopy::None,
    };
    let Some(path) = path else {
        return KeptCopy::None;
    };
    look(files, path, wanted).unwrap_or_else(|error| unread(&error))
}

/// Looks at the text of an article, and at the digest of its original or, without one, of the text.
fn of_article(files: FileTree<'_>, article: &Article) -> KeptCopy {
    let words = &article.words;
    let Some(path) = &words.file else {
        return KeptCopy::None;
    };
    let text = match files.read(path) {
        Ok(text) => text,
        Err(error) => return unread(&error),
    };
    if let Some(Err(error)) = words.original.as_ref().map(|path| files.look(path)) {
        return match error {
            ReadError::Outside => KeptCopy::NoOriginal { is_outside: true },
            error if error.is_missing() => KeptCopy::NoOriginal { is_outside: false },
            error => KeptCopy::Unreadable(format!("its original {error}")),
        };
    }
    let digested = words.sha256.as_ref().and_then(|_| match &words.original {
        Some(original) => digest(files, original),
        None => Some(hexadecimal(&text.sha256)),
    });
    KeptCopy::Kept { sha256: digested }
}

fn unread(error: &ReadError) -> KeptCopy {
    match error {
        ReadError::Outside => KeptCopy::Outside,
        error if error.is_missing() => KeptCopy::Missing,
        error => KeptCopy::Unreadable(format!("it {error}")),
    }
}

/// What a rule needs to know about a copy beside its existence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Nothing,
    Digest,
}

/// Digests a file inside the book; `None` if it cannot be read or is outside.
pub(super) fn digest(files: FileTree<'_>, path: &str) -> Option<String> {
    let digest = files.digest(path).ok()?;
    Some(hexadecimal(&digest))
}

fn look(files: FileTree<'_>, path: &str, wanted: Wanted) -> Result<KeptCopy, ReadError> {
    let mut sha256 = None;
    match wanted {
        Wanted::Nothing => files.look(path)?,
        Wanted::Digest => sha256 = Some(hexadecimal(&files.digest(path)?)),
    }
    Ok(KeptCopy::Kept { sha256 })
}

#[cfg(test)]
mod tests {
    use super::{digest, of};
    use crate::document;
    use crate::domain::check::context::{KeptCopy, NonClaim};
    use crate::files::FileTree;
    use std::fs;
    use std::path::Path;

    /// The records of a text, whose copies `of` looks at in the book.
    fn copy(root: &Path, text: &str) -> KeptCopy {
        let records = document::parse(text, "a").records;
        match (&records.article, records.sources.first()) {
            (Some(article), _) => of(FileTree::Folder(root), NonClaim::Article(article)),
            (None, Some(source)) => of(FileTree::Folder(root), NonClaim::Source(source)),
            (None, None) => panic!("{text}"),
        }
    }

    fn source(file: &str, rest: &str) -> String {
        format!("[[source]]\nid = \"s\"\ntitle = \"S\"\nfile = \"{file}\"\n{rest}")
    }

    fn article(file: &str) -> String {
        format!("[article]\ntitle = \"A\"\nfile = \"{file}\"\n")
    }

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn a_copy_is_digested_only_if_the_book_gives_a_digest() {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join("c.pdf"), "").unwrap();
        let kept = |sha256| KeptCopy::Kept { sha256 };
        assert_eq!(copy(book.path(), &source("c.pdf", "")), kept(None));
        let other = format!("sha256 = \"{}\"\n", "0".repeat(64));
        assert_eq!(
            copy(book.path(), &source("./c.pdf", &other)),
            kept(Some(EMPTY.to_owned()))
        );
        let none = "[[source]]\nid = \"s\"\ntitle = \"S\"\n";
        assert_eq!(copy(book.path(), none), KeptCopy::None);
    }

    #[test]
    fn the_original_of_an_article_is_looked_at_too() {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join("a.txt"), "It rained.").unwrap();
        let with = |original: &str| {
            let record = article("a.txt");
            copy(book.path(), &format!("{record}original = \"{original}\"\n"))
        };
        let missing = |is_outside| KeptCopy::NoOriginal { is_outside };
        assert_eq!(with("a.docx"), missing(false));
        assert_eq!(with("../a.docx"), missing(true));
        fs::write(book.path().join("a.docx"), "PK").unwrap();
        assert_eq!(with("a.docx"), KeptCopy::Kept { sha256: None });
    }

    #[test]
    fn a_copy_outside_the_book_is_not_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("book");
        fs::create_dir(&root).unwrap();
        fs::write(folder.path().join("secret"), "").unwrap();
        let absolute = folder.path().join("secret").display().to_string();
        for path in ["../secret", "../book/inside", "a/../../secret", &absolute] {
            assert_eq!(copy(&root, &source(path, "")), KeptCopy::Outside, "{path}");
            assert_eq!(digest(FileTree::Folder(&root), path), None, "{path}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../secret", root.join("link")).unwrap();
            assert_eq!(copy(&root, &source("link", "")), KeptCopy::Outside);
            assert_eq!(digest(FileTree::Folder(&root), "link"), None);
        }
    }

    #[test]
    fn a_missing_copy_and_a_folder_are_told_apart() {
        let book = tempfile::tempdir().unwrap();
        fs::create_dir(book.path().join("folder")).unwrap();
        assert_eq!(copy(book.path(), &source("c.pdf", "")), KeptCopy::Missing);
        assert_eq!(
            copy(book.path(), &source("folder", "")),
            KeptCopy::Unreadable("it is not a regular file".to_owned())
        );
        assert_eq!(digest(FileTree::Folder(book.path()), "folder"), None);
        assert_eq!(digest(FileTree::Folder(book.path()), "c.pdf"), None);
    }

    #[test]
    fn an_article_that_is_not_utf_8_says_so() {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join("a.txt"), b"\xff").unwrap();
        assert!(
            matches!(copy(book.path(), &article("a.txt")), KeptCopy::Unreadable(why)
                if why == "it is not UTF-8, but looks like Latin-1")
        );
    }

    #[test]
    fn a_digest_is_what_sha256sum_prints() {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join("a"), "").unwrap();
        assert_eq!(
            digest(FileTree::Folder(book.path()), "a").as_deref(),
            Some(EMPTY)
        );
    }
}
