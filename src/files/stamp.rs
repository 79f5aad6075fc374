//! A stamp holds a file's size, times and inode, so claimbook can notice a change without reading the file.

use std::fs::Metadata;

/// A file's size, times and inode. Compare two stamps only for equality, never for order: then a clock that is wrong or
/// set back does no harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Size in bytes.
    pub size: i64,
    /// Time of the last change of the content, in nanoseconds since 1970.
    pub mtime_ns: i64,
    /// Time of the last change of the content or the properties. Only the file system can set it.
    pub ctime_ns: i64,
    /// Inode number.
    pub inode: i64,
}

/// A file that changed this recently is doubtful, because a later change might leave the same stamp. File systems count
/// time in steps; the longest is FAT's, with two seconds. The third second covers the time between looking at the files
/// and reading the clock.
const LONGEST_STEP_NS: i64 = 3_000_000_000;

impl Stamp {
    /// Takes the stamp from a file's metadata.
    #[cfg(unix)]
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds =
            |seconds: i64, rest: i64| seconds.wrapping_mul(1_000_000_000).wrapping_add(rest);
        Self {
            size: metadata.size().cast_signed(),
            mtime_ns: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
            ctime_ns: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
            inode: metadata.ino().cast_signed(),
        }
    }

    /// Takes the stamp from a file's metadata. This system has no change time, so every file is doubtful.
    #[cfg(not(unix))]
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        let mtime = metadata
            .modified()
            .ok()
            .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let mtime_ns = mtime.map_or(0, |since| {
            i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
        });
        Self {
            size: metadata.len().cast_signed(),
            mtime_ns,
            ctime_ns: i64::MAX,
            inode: 0,
        }
    }

    /// Whether a change after the file system's time `now_ns` might leave the same stamp.
    #[must_use]
    pub fn is_doubtful(self, now_ns: i64) -> bool {
        self.ctime_ns > now_ns.saturating_sub(LONGEST_STEP_NS)
    }
}
