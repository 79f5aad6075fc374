//! Who adds evidence and rules: `--by`, else `CLAIMBOOK_USER`, else `[user] name` in `claimbook.toml`, else git's `user.name`.

use crate::cli::failure::Failure;
use claimbook::workspace::Workspace;
use std::process::Command;

/// The name to write, if one is known.
pub(crate) fn name(typed: Option<&str>, workspace: &Workspace) -> Option<String> {
    let environment = || std::env::var("CLAIMBOOK_USER").ok();
    let named = typed
        .map(str::to_owned)
        .or_else(environment)
        .or_else(|| workspace.config().user.clone());
    named
        .or_else(|| git_name(workspace))
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
}

/// The name to write, or a failure that says how to give one.
pub(crate) fn required(typed: Option<&str>, workspace: &Workspace) -> Result<String, Failure> {
    name(typed, workspace).ok_or_else(|| {
        Failure::new("a ruling needs a name, and yours is not known")
            .hint("give it with `--by NAME`, CLAIMBOOK_USER, `[user] name` in claimbook.toml or `git config user.name`")
    })
}

fn git_name(workspace: &Workspace) -> Option<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(workspace.root())
        .args(["config", "user.name"])
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()
}
