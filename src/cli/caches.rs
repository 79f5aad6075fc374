//! Where the caches of books lie: outside the books, in a folder of the user.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The folder that holds the caches of all books: the one that the user names, else the system's. None if there is none:
/// then claimbook keeps the index in memory.
pub(crate) fn home(
    named: Option<&Path>,
    variable: &dyn Fn(&str) -> Option<OsString>,
) -> Option<PathBuf> {
    let folder = |name: &str| {
        let folder = variable(name).filter(|folder| !folder.is_empty());
        folder.map(PathBuf::from)
    };
    let absolute = |name: &str| folder(name).filter(|folder| folder.is_absolute());
    // Do not create folders below a home folder that does not exist.
    let user = || absolute("HOME").filter(|home| home.is_dir());
    let system = || {
        if cfg!(windows) {
            absolute("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            Some(user()?.join("Library/Caches"))
        } else {
            Some(user()?.join(".cache"))
        }
    };
    named
        .map(Path::to_path_buf)
        .or_else(|| folder("CLAIMBOOK_CACHE"))
        .or_else(|| {
            Some(
                absolute("XDG_CACHE_HOME")
                    .or_else(system)?
                    .join("claimbook"),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::home;
    use std::ffi::OsString;
    use std::path::{Path, PathBuf};

    #[track_caller]
    fn check(named: Option<&str>, environment: &[(&str, &str)], expected: Option<&str>) {
        let variable = |name: &str| {
            let found = environment.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| OsString::from(value))
        };
        let found = home(named.map(Path::new), &variable);
        assert_eq!(found, expected.map(PathBuf::from), "{environment:?}");
    }

    #[cfg(unix)]
    #[test]
    fn the_option_wins_over_our_variable_and_that_over_the_systems() {
        let all = [
            ("CLAIMBOOK_CACHE", "/b"),
            ("XDG_CACHE_HOME", "/c"),
            ("HOME", "/"),
        ];
        check(Some("a"), &all, Some("a"));
        check(None, &all, Some("/b"));
        check(None, &all[1..], Some("/c/claimbook"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn without_a_variable_the_cache_lies_in_the_home_folder_if_there_is_one() {
        check(None, &[("HOME", "/")], Some("/.cache/claimbook"));
        check(None, &[("HOME", "/no/such/folder")], None);
        check(None, &[], None);
    }

    #[cfg(unix)]
    #[test]
    fn empty_variables_and_relative_folders_of_the_system_count_as_unset() {
        check(
            None,
            &[("CLAIMBOOK_CACHE", ""), ("XDG_CACHE_HOME", "c")],
            None,
        );
        check(None, &[("HOME", "here")], None);
        check(None, &[("CLAIMBOOK_CACHE", "here")], Some("here"));
    }
}
