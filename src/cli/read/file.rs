//! Writes results to a file: first beside it, then in its place. A file that claimbook did not write is safe.

use crate::cli::failure::Failure;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// How many bytes of a file are read to see who wrote it.
const BEGINNING: u64 = 4_096;

/// The file that the user names for a result. `-` means stdout, as in other programs.
pub(crate) fn named(output: Option<PathBuf>) -> Option<PathBuf> {
    output.filter(|path| path != Path::new("-"))
}

/// Writes a file completely or not at all. It overwrites a file only with `force`, or if `is_ours` recognises the first
/// bytes.
pub(crate) fn write(
    path: &Path,
    force: bool,
    is_ours: impl Fn(&[u8]) -> bool,
    contents: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let unwritten =
        |error: &io::Error| Failure::because(format!("cannot write `{}`", path.display()), error);
    let real = real(path).map_err(|error| unwritten(&error))?;
    let there = fs::metadata(&real).ok();
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        return Err(Failure::new(format!(
            "cannot write `{}`: it is not a file",
            path.display()
        )));
    }
    if there.is_some() && !force && !is_ours(&beginning(&real).map_err(|error| unwritten(&error))?)
    {
        let failure = Failure::new(format!(
            "`{}` exists, and this command did not write it",
            path.display()
        ));
        return Err(failure.hint("`--force` overwrites it"));
    }
    if !folder(&real).is_dir() {
        let missing = folder(&real).display().to_string();
        return Err(Failure::new(format!(
            "cannot write `{}`: the folder `{missing}` does not exist",
            path.display()
        )));
    }
    replace(&real, there.as_ref(), contents).map_err(|error| unwritten(&error))
}

/// Refuses to write a result into the book's own folders. In `claims` it would be in the way of the next command.
pub(crate) fn refuse_in_book(root: &Path, path: &Path) -> Result<(), Failure> {
    // If the folder is missing, `write` says so.
    let place = real(path).and_then(|real| fs::canonicalize(folder(&real)));
    for own in ["claims", ".claimbook"] {
        let own_place = fs::canonicalize(root.join(own));
        if let (Ok(place), Ok(own_place)) = (&place, own_place)
            && place.starts_with(own_place)
        {
            let text = format!(
                "cannot write `{}`: it is in the book's `{own}` folder",
                path.display()
            );
            return Err(Failure::new(text).hint("name a file outside it"));
        }
    }
    Ok(())
}

/// The folder that holds a file.
fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// The real file behind a symbolic link. A path that does not exist yet stays as it is.
fn real(path: &Path) -> io::Result<PathBuf> {
    match path.canonicalize() {
        Err(error)
            if error.kind() == io::ErrorKind::NotFound && path.symlink_metadata().is_err() =>
        {
            Ok(path.to_owned())
        }
        known => known,
    }
}

fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(BEGINNING).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn replace(
    path: &Path,
    there: Option<&fs::Metadata>,
    contents: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = folder(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".claimbook-");
    #[cfg(unix)]
    if there.is_none() {
        // The mode of any new file: the umask takes its share.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    let mut writer = BufWriter::with_capacity(1 << 16, file.as_file_mut());
    contents(&mut writer)?;
    writer.flush()?;
    drop(writer);
    if let Some(there) = there {
        file.as_file().set_permissions(there.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{refuse_in_book, write};
    use std::{fs, io};

    fn is_ours(beginning: &[u8]) -> bool {
        beginning.starts_with(b"ours")
    }

    #[test]
    fn a_file_of_ours_is_written_over_and_another_only_by_force() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html");
        write(&path, false, is_ours, |out| out.write_all(b"ours 1")).unwrap();
        write(&path, false, is_ours, |out| out.write_all(b"theirs now")).unwrap();
        assert!(write(&path, false, is_ours, |out| out.write_all(b"ours 3")).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"theirs now");
        write(&path, true, is_ours, |out| out.write_all(b"ours 4")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"ours 4");
    }

    #[test]
    fn a_result_may_lie_beside_the_claims_and_not_among_them() {
        let book = tempfile::tempdir().unwrap();
        let root = book.path();
        for folder in ["claims/deep", ".claimbook", "reports"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        for (path, is_refused) in [
            ("claims/a.html", true),
            ("claims/deep/a.html", true),
            ("reports/../claims/a.html", true),
            (".claimbook/a.html", true),
            ("reports/a.html", false),
            ("claims.html", false),
            ("none/a.html", false),
        ] {
            let refused = refuse_in_book(root, &root.join(path));
            assert_eq!(refused.is_err(), is_refused, "{path}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../claims", root.join("reports/in")).unwrap();
            assert!(refuse_in_book(root, &root.join("reports/in/a.html")).is_err());
        }
    }

    #[test]
    fn a_write_that_fails_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html");
        fs::write(&path, "ours").unwrap();
        let failing = write(&path, false, is_ours, |out| {
            out.write_all(b"ours, half")?;
            Err(io::Error::other("full"))
        });
        assert!(failing.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"ours");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write(folder.path(), true, is_ours, |_| Ok(())).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_stays_and_the_file_it_points_to_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (
            folder.path().join("a.html"),
            folder.path().join("link.html"),
        );
        fs::write(&path, "ours").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write(&link, false, is_ours, |out| out.write_all(b"ours 2")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert_eq!(fs::read(&path).unwrap(), b"ours 2");
    }
}
