//! What would change in a file, as a unified diff.

use crate::render::clean;
use crate::render::terminal::paint;
use crate::view::role::Role;
use similar::{ChangeTag, TextDiff};
use std::io;
use std::io::Write;

/// Writes a unified diff as git does, with paths inside the book. `before` is none for a file that is new.
pub fn unified(
    out: &mut dyn Write,
    path: &str,
    before: Option<&str>,
    after: &str,
    colour: bool,
) -> io::Result<()> {
    let path = clean::line(path);
    let old = before.map_or_else(|| "/dev/null".to_owned(), |_| format!("a/{path}"));
    writeln!(
        out,
        "{}",
        paint(&format!("--- {old}"), Role::Heading, colour)
    )?;
    writeln!(
        out,
        "{}",
        paint(&format!("+++ b/{path}"), Role::Heading, colour)
    )?;
    let diff = TextDiff::from_lines(before.unwrap_or_default(), after);
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        writeln!(
            out,
            "{}",
            paint(hunk.header().to_string().trim_end(), Role::Quiet, colour)
        )?;
        for change in hunk.iter_changes() {
            let role = match change.tag() {
                ChangeTag::Delete => Role::Against,
                ChangeTag::Insert => Role::Firm,
                ChangeTag::Equal => Role::Plain,
            };
            let line = change.value();
            let shown = clean::lines(line.trim_end_matches(['\r', '\n'])).into_owned();
            writeln!(
                out,
                "{}",
                paint(&format!("{}{shown}", change.tag()), role, colour)
            )?;
            if change.missing_newline() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn a_change_is_shown_as_git_shows_it() {
        let mut out = Vec::new();
        unified(
            &mut out,
            "claims/a.toml",
            Some("a\nb\nc"),
            "a\nB\u{1b}\nc",
            false,
        )
        .unwrap();
        let expected = "--- a/claims/a.toml\n+++ b/claims/a.toml\n@@ -1,3 +1,3 @@\n a\n-b\n+B\\u{1b}\n c\n\\ No newline at end of file\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        let mut out = Vec::new();
        unified(&mut out, "claims/n.toml", None, "a\n", false).unwrap();
        assert!(
            String::from_utf8(out)
                .unwrap()
                .starts_with("--- /dev/null\n+++ b/claims/n.toml\n@@ -0,0 +1 @@\n+a\n")
        );
    }
}
