//! Stamps: what the file system says of a file, by which a change is noticed without reading it.

use std::fs::Metadata;

/// What the file system says of a file. Two stamps are compared for difference only, never for earlier and later, so that
/// clocks that are wrong or set back do no harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    pub size: i64,
    /// Last change of the content, in nanoseconds since 1970.
    pub mtime_ns: i64,
    /// Last change of the content or of the file's properties; the file system sets it, and nobody else can.
    pub ctime_ns: i64,
    /// The file's number on its file system.
    pub inode: i64,
}

/// A file changed so shortly before it was read that a later change might bear the same stamp: file systems count time in
/// steps, FAT's being the longest with two seconds. The third leaves time between looking at the files and asking what time
/// it is.
const LONGEST_STEP_NS: i64 = 3_000_000_000;

impl Stamp {
    /// The stamp in what the file system says.
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

    /// The stamp in what the file system says. Without a change time a file is always taken as young.
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

    /// Whether a change made after the file system's time `now_ns` might leave this stamp as it is.
    #[must_use]
    pub fn is_doubtful(self, now_ns: i64) -> bool {
        self.ctime_ns > now_ns.saturating_sub(LONGEST_STEP_NS)
    }
}
