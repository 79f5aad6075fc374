//! The command line that git runs to merge a file.

use crate::cli::driver::git::{KEY, configured};
use crate::cli::failure::Failure;
use crate::cli::git::command::printed;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// What follows the program in the driver: git puts in the marker's size, the file's path, and the three texts.
const ARGUMENTS: &str = "merge --marker-size=%L --path=%P %O %A %B";

/// A word for a shell. Git would take a percent sign for one of its own.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''").replace('%', "%%"))
}

/// The driver that starts this program.
fn wanted() -> Result<String, Failure> {
    let program = env::current_exe()
        .map_err(|error| Failure::because("cannot find this program's own path", &error))?;
    let program = program.to_str().ok_or_else(|| {
        Failure::new("the path of this program is not UTF-8, so git's configuration cannot name it")
    })?;
    Ok(format!("{} {ARGUMENTS}", quoted(program)))
}

/// Writes the driver into the configuration of this clone. Returns whether it was another one before.
pub(crate) fn install(root: &Path) -> Result<bool, Failure> {
    let wanted = wanted()?;
    if configured(root).as_deref() == Some(&wanted) {
        return Ok(false);
    }
    let set =
        |key: &str, value: &str| printed(root, &["config", "--local", "--replace-all", key, value]);
    set("merge.claimbook.name", "claimbook, by tables")
        .and_then(|_| set(KEY, &wanted))
        .map(|_| true)
        .ok_or_else(|| Failure::new("git could not write the configuration of this clone"))
}

/// Removes the driver from the configuration of this clone. Returns whether it was there.
pub(crate) fn uninstall(root: &Path) -> bool {
    printed(
        root,
        &["config", "--local", "--remove-section", "merge.claimbook"],
    )
    .is_some()
}

/// Makes sure that git would find the driver, and that it merges.
pub(crate) fn check(root: &Path) -> Result<(), Failure> {
    let wanted = wanted()?;
    let install = "`claimbook merge --install` writes it";
    match configured(root) {
        Some(found) if found == wanted => start(&wanted),
        // It may be anybody's program, so we do not start it.
        Some(found) => Err(Failure::unknown(format!(
            "this clone's `{KEY}` starts something else: {found}"
        ))
        .hint(install)),
        None => Err(Failure::unknown(format!("this clone has no `{KEY}`")).hint(install)),
    }
}

/// Runs the driver as git does, on three small texts.
fn start(driver: &str) -> Result<(), Failure> {
    let failed = |why: String| Failure::unknown(format!("the merge driver does not work: {why}"));
    let folder = tempfile::tempdir().map_err(|error| failed(error.to_string()))?;
    let texts = [("base", ""), ("ours", "b"), ("theirs", "a")];
    for (name, id) in texts {
        let text = match id {
            "" => String::new(),
            id => format!("[[source]]\nid = \"{id}\"\ntitle = \"T\"\n"),
        };
        fs::write(folder.path().join(name), text).map_err(|error| failed(error.to_string()))?;
    }
    let line = expanded(driver);
    let mut shell = Command::new("sh");
    let output = shell
        .args(["-c", &line])
        .current_dir(folder.path())
        .output();
    let output = output.map_err(|error| failed(format!("cannot start a shell: {error}")))?;
    let merged = fs::read_to_string(folder.path().join("ours")).unwrap_or_default();
    if output.status.success() && merged.find("\"a\"") < merged.find("\"b\"") {
        return Ok(());
    }
    let told = String::from_utf8_lossy(&output.stderr);
    Err(failed(
        told.lines()
            .next()
            .unwrap_or("it merges nothing")
            .to_owned(),
    ))
}

/// The driver with values in place of its signs, as git puts them in.
fn expanded(driver: &str) -> String {
    let mut line = String::with_capacity(driver.len());
    let mut rest = driver.chars();
    while let Some(sign) = rest.next() {
        if sign != '%' {
            line.push(sign);
            continue;
        }
        line.push_str(match rest.next() {
            Some('L') => "7",
            Some('P') => "'test.toml'",
            Some('O') => "base",
            Some('A') => "ours",
            Some('B') => "theirs",
            _ => "%",
        });
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{expanded, quoted};

    #[test]
    fn signs_become_values_and_percent_signs_of_a_path_stay() {
        assert_eq!(
            expanded("'/100%%P/x' merge --marker-size=%L --path=%P %O %A %B"),
            "'/100%P/x' merge --marker-size=7 --path='test.toml' base ours theirs"
        );
    }

    #[test]
    fn a_path_is_one_word_to_the_shell_and_to_git() {
        assert_eq!(quoted("/opt/a b/claimbook"), "'/opt/a b/claimbook'");
        assert_eq!(quoted("/it's/100%/$x"), "'/it'\\''s/100%%/$x'");
    }
}
