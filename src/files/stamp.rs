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

/// A time that is no multiple of this comes from a file system that notes nanoseconds. All others count in longer steps.
const FINE_NS: i64 = 100;

/// The same for file systems that note nanoseconds. Their clock goes on at least every hundredth of a second; the time
/// that we compare with is of the same clock, so a file whose time is behind it can only get a later one.
const SHORT_STEP_NS: i64 = 50_000_000;

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
        let step = if self.ctime_ns % FINE_NS == 0 {
            LONGEST_STEP_NS
        } else {
            SHORT_STEP_NS
        };
        self.ctime_ns > now_ns.saturating_sub(step)
    }
}

#[cfg(test)]
mod tests {
    use super::Stamp;
    use std::fs;

    fn stamp(ctime_ns: i64) -> Stamp {
        Stamp {
            size: 1,
            mtime_ns: 0,
            ctime_ns,
            inode: 1,
        }
    }

    #[test]
    fn a_stamp_of_long_steps_is_doubtful_for_three_seconds_by_its_change_time_alone() {
        let now = 10_000_000_000;
        assert!(stamp(now).is_doubtful(now));
        assert!(stamp(7_000_000_100).is_doubtful(now));
        assert!(!stamp(7_000_000_000).is_doubtful(now));
    }

    #[test]
    fn where_nanoseconds_are_noted_a_stamp_is_soon_settled() {
        let now = 10_000_000_000;
        assert!(stamp(9_950_000_001).is_doubtful(now));
        assert!(!stamp(9_949_999_999).is_doubtful(now));
        assert!(stamp(9_949_999_900).is_doubtful(now));
    }

    #[test]
    fn a_change_time_in_the_future_is_doubtful_and_no_time_overflows() {
        assert!(stamp(20_000_000_000).is_doubtful(10_000_000_000));
        assert!(stamp(0).is_doubtful(i64::MIN));
        assert!(!stamp(0).is_doubtful(i64::MAX));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_put_in_place_of_another_has_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        fs::write(&old, "one").unwrap();
        fs::write(&new, "two").unwrap();
        let before = Stamp::of(&fs::metadata(&old).unwrap());
        assert_eq!(Stamp::of(&fs::metadata(&old).unwrap()), before);
        assert_eq!(before.size, 3);
        fs::rename(&new, &old).unwrap();
        assert_ne!(Stamp::of(&fs::metadata(&old).unwrap()).inode, before.inode);
    }
}
