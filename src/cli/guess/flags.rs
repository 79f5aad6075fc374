//! Flags of other programs, and what does the same here.

use crate::cli::failure::Failure;
use crate::cli::guess::given::Given;
use crate::cli::guess::near::near;

/// What people try as a flag. Each line has flags of other programs; the flags that do the same here, of which the first one
/// that the command has counts; and one sentence for a command that has none of them.
const MEANT: &str = include_str!("flags.txt");

/// What people try as a flag, and the format that it names.
const FORMATS: &str = include_str!("formats.txt");

struct FlagGuess {
    typed: Vec<&'static str>,
    same: Vec<&'static str>,
    otherwise: &'static str,
}

fn rows() -> impl Iterator<Item = FlagGuess> {
    let lines = MEANT.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let mut parts = line.split('|').map(str::trim);
        let mut next = || parts.next().unwrap_or_default();
        FlagGuess {
            typed: next().split(' ').collect(),
            same: next().split(", ").filter(|flag| !flag.is_empty()).collect(),
            otherwise: next(),
        }
    })
}

/// Says that a command does not take a word, and what to do instead.
pub(super) fn failure(typed: &str, place: &Given<'_>) -> Failure {
    let command = place.typed();
    let help = format!("`{command} --help` lists what it takes");
    if !typed.starts_with('-') {
        return Failure::new(format!("`{command}` does not take `{typed}`"))
            .hint("put a text with spaces in quotes: 'two words'")
            .hint(help);
    }
    if typed.contains(char::is_whitespace) || is_number(typed) {
        return Failure::new(format!(
            "`{typed}` begins with a hyphen, so it looks like a flag"
        ))
        .hint("write `--` before it if it is a text");
    }
    let failure = Failure::new(format!("`{command}` has no flag `{typed}`"));
    match meant(typed, place) {
        Some(meant) => failure.hint(meant),
        None => failure.hint(help),
    }
}

fn is_number(typed: &str) -> bool {
    typed.len() > 2 && typed[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// What to do instead, in a sentence.
fn meant(typed: &str, place: &Given<'_>) -> Option<String> {
    let flag = typed.split('=').next().unwrap_or(typed);
    if let Some(format) = format(flag, place) {
        return Some(format!("`--format {format}` does this"));
    }
    let rows: Vec<FlagGuess> = rows().filter(|row| row.typed.contains(&flag)).collect();
    let same = rows.iter().flat_map(|row| &row.same).find(|same| {
        let name = same.split(' ').next().unwrap_or(same);
        name != flag && place.has_flag(name)
    });
    if let Some(same) = same {
        return Some(format!("`{same}` does this"));
    }
    if let Some(row) = rows.iter().find(|row| !row.otherwise.is_empty()) {
        return Some(row.otherwise.to_owned());
    }
    if format_named(flag).is_some() {
        return Some(formats(place));
    }
    let flags: Vec<String> = place.flags().collect();
    let near = near(flag, flags.iter().map(String::as_str))?;
    Some(format!("did you mean `{near}`?"))
}

/// The format that a flag names, if the command has it.
fn format(flag: &str, place: &Given<'_>) -> Option<&'static str> {
    format_named(flag).filter(|format| formats_of(place).iter().any(|of| of == format))
}

fn format_named(flag: &str) -> Option<&'static str> {
    let rows = FORMATS.lines().filter_map(|line| line.split_once(": "));
    let mut named = rows.filter(|(flags, _)| flags.split(' ').any(|known| known == flag));
    named.next().map(|(_, format)| format)
}

fn formats_of(place: &Given<'_>) -> Vec<String> {
    let format = place
        .command
        .get_arguments()
        .find(|arg| arg.get_long() == Some("format"));
    let values = format
        .map(clap::Arg::get_possible_values)
        .unwrap_or_default();
    values
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect()
}

fn formats(place: &Given<'_>) -> String {
    match formats_of(place).as_slice() {
        [] => "`claimbook list --format json` prints claims as data".to_owned(),
        formats => format!("its formats are `--format {}`", formats.join("|")),
    }
}

#[cfg(test)]
mod tests {
    use super::{failure, rows};
    use crate::cli::arguments::Arguments;
    use crate::cli::guess::given::Given;

    #[track_caller]
    fn check(command: &str, flag: &str, expected: &str) {
        let mut program = Arguments::program();
        program.build();
        let words: Vec<String> = format!("claimbook {command}")
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let lines = failure(flag, &Given::of(&program, &words)).lines();
        let text: Vec<String> = lines.into_iter().map(|(_, text)| text).collect();
        assert!(text.join("\n").contains(expected), "{text:?}");
    }

    #[test]
    fn a_wrong_flag_gets_one_sentence_about_the_right_one() {
        check("list", "--json", "`--format json` does this");
        check("list", "--json=id,text", "`--format json` does this");
        check("check", "--json", "`--format json` does this");
        check("list", "--html", "its formats are `--format table|json|");
        check("edit", "--json", "prints claims as data");
        check("list", "-n", "`--limit N` does this");
        check("show", "-n", "shows everything");
        check("stats", "-o", "`> FILE`");
        check("rule", "-m", "`--reason WHY` does this");
        check("cite", "-m", "`--note NOTE` does this");
        check("cite", "--author", "`--by NAME` does this");
        check("list", "--author", "`--speaker PARTY` does this");
        check("cite", "--against", "`--refutes` does this");
        check("list", "--disputed", "`--contested` does this");
        check("list", "--contestd", "did you mean `--contested`?");
        check(
            "list",
            "--uncontested",
            "`claimbook list --help` lists what it takes",
        );
        check("list", "--end", "`--until DATE` does this");
        check("log", "--begin", "`--since DATE` does this");
        check("source list", "-C", "`--book DIR` does this");
        check("", "--no-color", "`--color never` does this");
        check("add", "killed", "in quotes");
        check("add", "-5 degrees", "write `--` before it");
        check("add", "-40", "write `--` before it");
    }

    #[test]
    fn each_flag_that_a_sentence_names_exists_somewhere() {
        let program = Arguments::program();
        let mut all = vec![&program];
        let mut flags = Vec::new();
        while let Some(command) = all.pop() {
            let place = Given {
                command,
                name: String::new(),
            };
            flags.extend(place.flags());
            all.extend(command.get_subcommands());
        }
        for row in rows() {
            assert!(row.same.len() + row.otherwise.len() > 0, "{:?}", row.typed);
            for flag in row.same {
                let name = flag.split(' ').next().unwrap().to_owned();
                assert!(flags.contains(&name), "{:?}: {flag}", row.typed);
            }
        }
    }
}
