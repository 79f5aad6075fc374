//! What the environment says about servers: the variables of libpq, and the pass file.

use crate::cli::failure::Failure;
use crate::cli::terminal::output::Console;
use claimbook::publish::{PassFile, Surroundings};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most that a pass file may hold.
const LARGEST: u64 = 1 << 20;

/// Reads the environment. A variable that is empty counts as unset.
pub(super) fn read(console: Console) -> Result<Surroundings, Failure> {
    let said = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    Ok(Surroundings {
        user: said("PGUSER")
            .or_else(|| said("USER"))
            .or_else(|| said("USERNAME")),
        password: said("PGPASSWORD"),
        ssl_mode: said("PGSSLMODE"),
        ssl_root_cert: said("PGSSLROOTCERT"),
        pass_file: pass_file(&said, console)?,
    })
}

/// The pass file: the one that PGPASSFILE names, else the usual one, if it is there.
fn pass_file(
    said: &dyn Fn(&str) -> Option<String>,
    console: Console,
) -> Result<Option<PassFile>, Failure> {
    let usual = || {
        if cfg!(windows) {
            Some(PathBuf::from(said("APPDATA")?).join("postgresql/pgpass.conf"))
        } else {
            Some(PathBuf::from(said("HOME")?).join(".pgpass"))
        }
    };
    let Some(path) = said("PGPASSFILE").map(PathBuf::from).or_else(usual) else {
        return Ok(None);
    };
    let Ok(about) = fs::metadata(&path) else {
        return Ok(None);
    };
    if !about.is_file() {
        console.say(
            "warning",
            &format!("`{}` is not a file, so it is no pass file", path.display()),
        );
        return Ok(None);
    }
    if others_may_read(&about) {
        let text = format!(
            "claimbook ignores the pass file `{0}`, because others may read it: `chmod 600 {0}` mends that",
            path.display()
        );
        console.say("warning", &text);
        return Ok(None);
    }
    let unread = |error| {
        Failure::because(
            format!("cannot read the pass file `{}`", path.display()),
            &error,
        )
    };
    Ok(Some(PassFile(content(&path).map_err(unread)?)))
}

fn content(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(LARGEST).read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(unix)]
fn others_may_read(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn others_may_read(_: &fs::Metadata) -> bool {
    false
}
