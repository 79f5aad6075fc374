//! The seal of an index: what its file looked like when the last writer was done, and in which boot of the machine.
//!
//! SQLite writes the index without waiting for the disk. The seal makes up for that: after a power cut, a killed build, or
//! any write by somebody else, the seal no longer fits, and claimbook builds the index again.

use crate::files::{CacheFolder, Stamp, remove_if_there};
use std::{fs, io};

/// Whether the index in this folder is as its last writer left it, in this boot.
pub(super) fn fits(cache: &CacheFolder) -> bool {
    matches!(
        (text(cache), fs::read_to_string(cache.seal())),
        (Ok(wanted), Ok(found)) if wanted == found
    )
}

/// Seals the index. Callers hold its lock and have just written it.
pub(super) fn set(cache: &CacheFolder) -> io::Result<()> {
    fs::write(cache.seal(), text(cache)?)
}

/// Removes the seal, so that the next command builds the index again.
pub(super) fn remove(cache: &CacheFolder) -> io::Result<()> {
    remove_if_there(&cache.seal())
}

fn text(cache: &CacheFolder) -> io::Result<String> {
    let metadata = fs::symlink_metadata(cache.index())?;
    if !metadata.is_file() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let stamp = Stamp::of(&metadata);
    Ok(format!(
        "claimbook index\nboot {}\nsize {}\nmtime {}\nctime {}\ninode {}\n",
        boot()?,
        stamp.size,
        stamp.mtime_ns,
        stamp.ctime_ns,
        stamp.inode
    ))
}

/// The id of this boot, which the kernel makes anew each time.
#[cfg(target_os = "linux")]
fn boot() -> io::Result<String> {
    let id = fs::read_to_string("/proc/sys/kernel/random/boot_id")?;
    Ok(id.trim().to_owned())
}

/// This system does not tell one boot from another, so SQLite waits for the disk.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as on Linux")]
fn boot() -> io::Result<String> {
    Ok("unknown".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{fits, remove, set};
    use crate::files::CacheFolder;
    use std::fs;
    use std::time::Duration;

    fn sealed() -> (tempfile::TempDir, CacheFolder) {
        let place = tempfile::tempdir().unwrap();
        let cache = CacheFolder::open(&place.path().join("home"), place.path()).unwrap();
        fs::write(cache.index(), "an index").unwrap();
        set(&cache).unwrap();
        assert!(fits(&cache));
        // Longer than a step of the file system's clock.
        std::thread::sleep(Duration::from_millis(20));
        (place, cache)
    }

    #[test]
    fn no_index_has_a_seal_until_it_is_set() {
        let (_place, cache) = sealed();
        remove(&cache).unwrap();
        remove(&cache).unwrap();
        assert!(!fits(&cache));
        fs::remove_file(cache.index()).unwrap();
        assert!(set(&cache).is_err() && !fits(&cache));
    }

    #[test]
    fn the_same_bytes_written_again_break_the_seal() {
        let (_place, cache) = sealed();
        fs::write(cache.index(), "an index").unwrap();
        assert!(!fits(&cache));
    }

    #[cfg(unix)]
    #[test]
    fn a_write_that_restores_the_time_of_the_file_breaks_the_seal() {
        let (_place, cache) = sealed();
        let modified = fs::metadata(cache.index()).unwrap().modified().unwrap();
        fs::write(cache.index(), "AN INDEX").unwrap();
        let file = fs::File::options().write(true).open(cache.index());
        file.unwrap().set_modified(modified).unwrap();
        assert!(!fits(&cache));
    }

    #[test]
    fn another_file_of_that_name_breaks_the_seal() {
        let (_place, cache) = sealed();
        fs::copy(cache.index(), cache.new_index()).unwrap();
        fs::rename(cache.new_index(), cache.index()).unwrap();
        assert!(!fits(&cache));
    }

    #[test]
    fn a_seal_of_another_boot_or_a_cut_one_fits_nothing() {
        let (_place, cache) = sealed();
        let seal = fs::read_to_string(cache.seal()).unwrap();
        for other in [
            seal.replace("boot ", "boot x"),
            seal[..20].to_owned(),
            String::new(),
        ] {
            fs::write(cache.seal(), other).unwrap();
            assert!(!fits(&cache));
        }
        fs::write(cache.seal(), seal).unwrap();
        assert!(fits(&cache));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_place_of_the_index_has_no_seal() {
        let (place, cache) = sealed();
        fs::rename(cache.index(), place.path().join("elsewhere")).unwrap();
        std::os::unix::fs::symlink(place.path().join("elsewhere"), cache.index()).unwrap();
        assert!(!fits(&cache) && set(&cache).is_err());
    }
}
