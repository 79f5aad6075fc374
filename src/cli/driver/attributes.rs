//! The book's `.gitattributes`, which says which files the driver merges.

use crate::cli::failure::Failure;
use crate::cli::git::command::printed;
use crate::cli::read::file;
use std::fs;
use std::io::Read;
use std::path::Path;

/// The file in the book's folder.
const FILE: &str = ".gitattributes";

/// The lines in it. They mean the files below the folder that holds the file.
const LINES: [&str; 2] = [
    "claims/**/*.toml merge=claimbook",
    "claimbook.toml merge=claimbook",
];

/// The attribute.
const ATTRIBUTE: &str = "merge=claimbook";

/// The largest file that we read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Whether the attributes of the book, or of a folder above it in the same repository, name the driver.
pub(crate) fn name_driver(root: &Path) -> bool {
    let Ok(root) = root.canonicalize() else {
        return false;
    };
    for folder in root.ancestors() {
        let text = read(folder).unwrap_or_default();
        let names = |line: &str| {
            !line.starts_with('#') && line.split_whitespace().any(|word| word == ATTRIBUTE)
        };
        if text.lines().any(names) {
            return true;
        }
        if folder.join(".git").exists() {
            return false;
        }
    }
    false
}

/// The text of the attributes in a folder; `None` if they are not a regular file of moderate size.
fn read(folder: &Path) -> Option<String> {
    let path = folder.join(FILE);
    let is_file = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file());
    if !is_file {
        return None;
    }
    let mut text = String::new();
    let file = fs::File::open(path).ok()?;
    file.take(LARGEST).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Adds the lines that are missing. Returns whether there were any.
pub(crate) fn install(root: &Path) -> Result<bool, Failure> {
    let old = present(root)?;
    let missing: Vec<&str> = LINES
        .into_iter()
        .filter(|line| old.lines().all(|other| other.trim() != *line))
        .collect();
    if missing.is_empty() {
        return Ok(false);
    }
    let feed = if old.is_empty() || old.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    write(root, &format!("{old}{feed}{}\n", missing.join("\n")))?;
    Ok(true)
}

/// Removes the lines, and the file if nothing else is in it. Returns whether there were any.
pub(crate) fn uninstall(root: &Path) -> Result<bool, Failure> {
    let old = present(root)?;
    let is_other = |line: &&str| !LINES.contains(&line.trim());
    let new: String = old.split_inclusive('\n').filter(is_other).collect();
    if new == old {
        return Ok(false);
    }
    if new.is_empty() {
        let path = root.join(FILE);
        fs::remove_file(&path).map_err(|error| {
            Failure::because(format!("cannot remove `{}`", path.display()), &error)
        })?;
    } else {
        write(root, &new)?;
    }
    Ok(true)
}

/// The text that is there, or nothing. A link or a folder in its place is refused.
fn present(root: &Path) -> Result<String, Failure> {
    match read(root) {
        Some(text) => Ok(text),
        None if fs::symlink_metadata(root.join(FILE)).is_err() => Ok(String::new()),
        None => Err(Failure::new(format!(
            "`{FILE}` is not a text file, so claimbook does not change it"
        ))),
    }
}

fn write(root: &Path, text: &str) -> Result<(), Failure> {
    file::write(
        &root.join(FILE),
        true,
        |_| true,
        |out| out.write_all(text.as_bytes()),
    )
}

/// Makes sure that git uses the driver for the book's files.
pub(crate) fn check(root: &Path) -> Result<(), Failure> {
    let files = ["claims/any.toml", "claims/sources/any.toml"];
    for path in files {
        let printed = printed(root, &["check-attr", "merge", "--", path]);
        let printed =
            printed.ok_or_else(|| Failure::new("git cannot say how it merges the book"))?;
        let driver = printed
            .trim_end()
            .rsplit(": ")
            .next()
            .unwrap_or_default()
            .to_owned();
        if driver != "claimbook" {
            return Err(Failure::unknown(format!(
                "git does not let claimbook merge `{path}`: its attribute `merge` is {driver}"
            ))
            .hint("`claimbook merge --install` writes it; a later line in `.gitattributes` wins over it"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{LINES, install, name_driver, uninstall};
    use std::fs;

    #[test]
    fn the_lines_come_and_go_and_others_stay() {
        let book = tempfile::tempdir().unwrap();
        let path = book.path().join(".gitattributes");
        assert!(!name_driver(book.path()));
        assert!(install(book.path()).unwrap() && !install(book.path()).unwrap());
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            format!("{}\n{}\n", LINES[0], LINES[1])
        );
        assert!(name_driver(book.path()));
        assert!(uninstall(book.path()).unwrap() && !path.exists());
        assert!(!uninstall(book.path()).unwrap());
        fs::write(&path, "*.png binary").unwrap();
        assert!(install(book.path()).unwrap());
        assert!(uninstall(book.path()).unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "*.png binary\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_place_of_the_attributes_is_neither_read_nor_written() {
        let (book, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let target = other.path().join("a");
        fs::write(&target, "* merge=claimbook\n").unwrap();
        std::os::unix::fs::symlink(&target, book.path().join(".gitattributes")).unwrap();
        assert!(!name_driver(book.path()));
        assert!(install(book.path()).is_err() && uninstall(book.path()).is_err());
        assert_eq!(fs::read_to_string(&target).unwrap(), "* merge=claimbook\n");
    }
}
