//! The progress of a long build, and who hears of it.

/// Receives the progress of a long build.
pub trait Progress: Sync {
    /// Begins a build that reads this many files.
    fn begin(&self, files: u64);
    /// Adds to the number of files that are done.
    fn advance(&self, files: u64);
    /// Ends the build.
    fn end(&self);
    /// Receives the name of a process that keeps the index locked, so that we build one in memory.
    fn waited_for(&self, holder: &str);
    /// Names this process, for others that wait for it.
    fn who(&self) -> String;
}

/// Ignores progress.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _files: u64) {}
    fn advance(&self, _files: u64) {}
    fn end(&self) {}
    fn waited_for(&self, _holder: &str) {}
    fn who(&self) -> String {
        "another process".to_owned()
    }
}
