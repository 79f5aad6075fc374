//! Starts the program. Every test that does so does it here, so that no test touches the user's own cache.

use assert_cmd::cargo::cargo_bin;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The home of the caches of all books in these tests, empty when the tests begin.
static CACHES: LazyLock<PathBuf> = LazyLock::new(|| {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("caches");
    // It is missing when the tests run for the first time.
    let _ = fs::remove_dir_all(&home);
    home
});

/// The home of the caches.
pub(super) fn caches() -> &'static Path {
    &CACHES
}

/// The program, which knows neither the user's book nor the user's cache.
pub(super) fn claimbook() -> Command {
    let mut command = Command::new(cargo_bin!("claimbook"));
    command
        .env("CLAIMBOOK_CACHE", caches())
        .env_remove("CLAIMBOOK_DIR");
    command
}
