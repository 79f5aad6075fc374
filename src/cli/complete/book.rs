//! The book that completion looks into.

use crate::cli::caches;
use claimbook::workspace::{CacheFolder, Workspace};
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// The book that a command line is about. Nothing looks at it before somebody asks about it.
#[derive(Clone)]
pub(super) struct BookAtHand {
    root: Option<PathBuf>,
    cache: Option<PathBuf>,
    opened: Arc<Mutex<OpenedOnce>>,
}

enum OpenedOnce {
    NotYet,
    Not,
    Yes(Box<Workspace>),
}

impl BookAtHand {
    /// The book that these words of a command line name, else the one around the working folder.
    pub(super) fn named_in(words: &[OsString]) -> Self {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let named = flag(words, "--book").or_else(|| variable("CLAIMBOOK_DIR"));
        let root = match named {
            Some(named) => Some(PathBuf::from(named)),
            None => std::env::current_dir()
                .ok()
                .and_then(|here| Workspace::find(&here)),
        };
        let cache = flag(words, "--cache").map(PathBuf::from);
        Self {
            root,
            cache: caches::home(cache.as_deref(), &|name| std::env::var_os(name)),
            opened: Arc::new(Mutex::new(OpenedOnce::NotYet)),
        }
    }

    /// What the book answers. The default if there is no book, or it cannot be read.
    pub(super) fn ask<T: Default>(&self, question: impl FnOnce(&Workspace) -> Option<T>) -> T {
        let Ok(mut opened) = self.opened.lock() else {
            return T::default();
        };
        if matches!(*opened, OpenedOnce::NotYet) {
            *opened = self
                .open()
                .map_or(OpenedOnce::Not, |book| OpenedOnce::Yes(Box::new(book)));
        }
        match &*opened {
            OpenedOnce::Yes(book) => question(book).unwrap_or_default(),
            OpenedOnce::Not | OpenedOnce::NotYet => T::default(),
        }
    }

    fn open(&self) -> Option<Workspace> {
        let root = self
            .root
            .as_ref()
            .filter(|root| root.join("claims").is_dir())?;
        let cache = self
            .cache
            .as_ref()
            .and_then(|home| CacheFolder::open(home, root).ok());
        let today = chrono::Local::now().date_naive();
        Workspace::look_into(root, cache.as_ref(), today).ok()
    }
}

/// The value of a flag: the word after it, or what follows its `=`. The word under the cursor counts too.
fn flag(words: &[OsString], name: &str) -> Option<OsString> {
    let mut words = words.iter().skip_while(|word| *word != "--").skip(1);
    while let Some(word) = words.next() {
        if word == name {
            return words.next().cloned();
        }
        let joined = word.to_str().and_then(|word| word.strip_prefix(name));
        if let Some(value) = joined.and_then(|rest| rest.strip_prefix('=')) {
            return Some(value.into());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::flag;
    use std::ffi::OsString;

    #[track_caller]
    fn check(line: &str, expected: Option<&str>) {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        assert_eq!(
            flag(&words, "--book"),
            expected.map(OsString::from),
            "{line}"
        );
    }

    #[test]
    fn the_book_is_the_one_that_the_line_names() {
        check("claimbook -- claimbook --book a list", Some("a"));
        check("claimbook -- claimbook list --book=a=b", Some("a=b"));
        check("claimbook -- claimbook list --books=a", None);
        check("claimbook --book a -- claimbook list", None);
        check("claimbook -- claimbook --book", None);
    }
}
