//! What git does with a file for which it has no driver: merges it line by line.

use crate::cli::failure::Failure;
use std::path::Path;
use std::process::Command;

/// Merges three files line by line. Returns the text, and whether it has conflicts.
pub(crate) fn merge(
    [base, ours, theirs]: [&Path; 3],
    marker: usize,
) -> Result<(Vec<u8>, bool), Failure> {
    let mut git = Command::new("git");
    let output = git
        .args(["merge-file", "-p", &format!("--marker-size={marker}")])
        .args(["-L", "ours", "-L", "base", "-L", "theirs", "--"])
        .args([ours, base, theirs])
        .output()
        .map_err(|error| Failure::because("cannot start git to merge line by line", &error))?;
    match output.status.code() {
        Some(0) => Ok((output.stdout, false)),
        // The number of conflicts.
        Some(1..=127) => Ok((output.stdout, true)),
        _ => {
            let told = String::from_utf8_lossy(&output.stderr);
            let told = told.lines().next().unwrap_or("no reason given");
            Err(Failure::new(format!(
                "git cannot merge the files line by line either: {told}"
            )))
        }
    }
}
