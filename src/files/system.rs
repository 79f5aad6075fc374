//! What differs from system to system: who owns a file, how to open one without following a link, and how to exchange two.

#[cfg(unix)]
use rustix::fs::AtFlags;
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
use rustix::fs::CWD;
#[cfg(unix)]
use rustix::fs::FileType;
#[cfg(unix)]
use rustix::fs::Mode;
#[cfg(unix)]
use rustix::fs::OFlags;
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
use rustix::fs::RenameFlags;
#[cfg(unix)]
use rustix::io::Errno;
use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Whether a file or a folder belongs to the user who runs claimbook.
#[cfg(unix)]
pub(super) fn is_ours(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.uid() == rustix::process::geteuid().as_raw()
}

/// Whether a file or a folder belongs to the user who runs claimbook. This system does not tell.
#[cfg(not(unix))]
pub(super) fn is_ours(_metadata: &Metadata) -> bool {
    true
}

/// Whether nobody but the owner may read, write or enter.
#[cfg(unix)]
pub(super) fn is_private(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode().trailing_zeros() >= 6
}

/// Whether nobody but the owner may read, write or enter. This system does not tell.
#[cfg(not(unix))]
pub(super) fn is_private(_metadata: &Metadata) -> bool {
    true
}

/// How to open a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Only to read it.
    Read,
    /// To read it and to write in it.
    Change,
    /// To write in a new file. It is an error if there is one.
    Create,
}

/// Opens the regular file that these parts name below `folder`, without following any link on the way; `None` if it is not
/// a regular file. Looks at the kind of file before opening it, because opening a device can have effects, and again after.
#[cfg(unix)]
pub(super) fn open_beneath(
    folder: &Path,
    parts: &[&OsStr],
    access: Access,
) -> io::Result<Option<(File, Metadata)>> {
    let Some((name, folders)) = parts.split_last() else {
        return Ok(None);
    };
    let way = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut at = rustix::fs::open(folder, way, Mode::empty())?;
    for part in folders {
        at = rustix::fs::openat(&at, *part, way | OFlags::NOFOLLOW, Mode::empty())?;
    }
    if access != Access::Create {
        let found = rustix::fs::statat(&at, *name, AtFlags::SYMLINK_NOFOLLOW)?;
        match FileType::from_raw_mode(found.st_mode) {
            FileType::RegularFile => {}
            FileType::Symlink => return Err(Errno::LOOP.into()),
            _ => return Ok(None),
        }
    }
    let safely = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let access = match access {
        Access::Read => OFlags::RDONLY,
        Access::Change => OFlags::RDWR,
        Access::Create => OFlags::RDWR | OFlags::CREATE | OFlags::EXCL,
    };
    let mode = Mode::from_raw_mode(0o666);
    let file = File::from(rustix::fs::openat(&at, *name, access | safely, mode)?);
    let metadata = file.metadata()?;
    Ok(metadata.is_file().then_some((file, metadata)))
}

/// Opens the regular file that these parts name below `folder`, without following any link on the way; `None` if it is not
/// a regular file.
#[cfg(not(unix))]
pub(super) fn open_beneath(
    folder: &Path,
    parts: &[&OsStr],
    access: Access,
) -> io::Result<Option<(File, Metadata)>> {
    let mut at = folder.to_path_buf();
    for part in parts {
        at.push(part);
        if access != Access::Create && std::fs::symlink_metadata(&at)?.is_symlink() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
    }
    if at.is_dir() {
        return Ok(None);
    }
    let mut options = File::options();
    options.read(true).write(access != Access::Read);
    let file = options.create_new(access == Access::Create).open(&at)?;
    let metadata = file.metadata()?;
    Ok(metadata.is_file().then_some((file, metadata)))
}

/// Whether [`open_beneath`] met a link. A file in place of a folder looks the same.
pub(super) fn met_link(error: &io::Error) -> bool {
    #[cfg(unix)]
    if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) {
        return true;
    }
    error.kind() == io::ErrorKind::NotADirectory
}

/// How many names a file has. A second name may lie outside the book.
#[cfg(unix)]
pub(super) fn links(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

/// How many names a file has. This system does not tell.
#[cfg(not(unix))]
pub(super) fn links(_metadata: &Metadata) -> u64 {
    1
}

/// Removes a file if it exists.
pub(crate) fn remove_if_there(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Brings the names in a folder to the disk.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Exchanges two files in one step; `false` if the file system cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    rename_with(one, other, RenameFlags::EXCHANGE)
}

/// Renames a file to a name that must be free; `false` if the file system cannot make sure of that.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn rename_to_free(from: &Path, to: &Path) -> io::Result<bool> {
    rename_with(from, to, RenameFlags::NOREPLACE)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename_with(from: &Path, to: &Path, how: RenameFlags) -> io::Result<bool> {
    match rustix::fs::renameat_with(CWD, from, CWD, to, how) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Exchanges two files in one step; `false` because this system cannot.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Renames a file to a name that must be free; `false` because this system cannot make sure of that.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn rename_to_free(_from: &Path, _to: &Path) -> io::Result<bool> {
    Ok(false)
}
