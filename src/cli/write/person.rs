//! Who adds evidence and rules: `--by`, else `CLAIMBOOK_USER`, else `[user] name` in `claimbook.toml`, else git's `user.name`.

use crate::cli::failure::Failure;
use claimbook::domain::filter::Filter;
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

/// The name of who rules, or a failure that says how to give one.
pub(crate) fn required(typed: Option<&str>, workspace: &Workspace) -> Result<String, Failure> {
    let unknown = || {
        Failure::new("a ruling needs a name, and yours is not known")
            .hint(format!("give it with `--by NAME`, {SETTINGS}"))
    };
    name(typed, workspace).ok_or_else(unknown)
}

/// Where the name of the user can be set.
const SETTINGS: &str = "CLAIMBOOK_USER, `[user] name` in claimbook.toml or `git config user.name`";

/// The word for the user among names of people.
const ME: &str = "me";

/// The name of a person, where `me` means the user.
pub(crate) fn meant(name: &str, workspace: &Workspace) -> Result<String, Failure> {
    if name != ME {
        return Ok(name.to_owned());
    }
    self::name(None, workspace).ok_or_else(|| {
        Failure::new("`me` needs your name, and it is not known")
            .hint(format!("give it with {SETTINGS}"))
    })
}

/// The filter with the user's name in place of `me`.
pub(crate) fn in_filter(filter: Filter, workspace: &Workspace) -> Result<Filter, Failure> {
    let names = filter.assigned.iter().map(|name| meant(name, workspace));
    let assigned = names.collect::<Result<_, _>>()?;
    Ok(Filter { assigned, ..filter })
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
