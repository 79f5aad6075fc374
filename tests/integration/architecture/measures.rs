//! How long files and functions are, and how many types share a name.

use super::rules::Tree;
use super::source::Source;
use std::collections::BTreeMap;

/// A number of lines, with where they are.
pub(super) type Length = (usize, String);

/// The production lines of each file, shortest first.
pub(super) fn files(tree: &Tree) -> Vec<Length> {
    let mut lengths: Vec<Length> = tree
        .files
        .iter()
        .map(|file| {
            (
                file.production.lines().count(),
                format!("src/{}", file.path),
            )
        })
        .filter(|(lines, _)| *lines > 0)
        .collect();
    lengths.sort();
    lengths
}

/// The lines of each function with its signature, shortest first.
pub(super) fn functions(tree: &Tree) -> Vec<Length> {
    let mut lengths: Vec<Length> = tree.files.iter().flat_map(of_file).collect();
    lengths.sort();
    lengths
}

fn of_file(file: &Source) -> Vec<Length> {
    let lines: Vec<&str> = file.production.lines().collect();
    let mut lengths = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some(name) = function_name(line) {
            let place = format!("src/{}:{} `{name}`", file.path, at + 1);
            lengths.push((length(&lines[at..]), place));
        }
    }
    lengths
}

fn function_name(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    words
        .find(|word| !(word.starts_with("pub") || matches!(*word, "const" | "async" | "unsafe")))
        .filter(|word| *word == "fn")?;
    words.next()?.split(['(', '<']).next()
}

/// Lines up to the brace that stands as far left as the function, or to the end of a declaration without a body.
fn length(lines: &[&str]) -> usize {
    let indent = &lines[0][..lines[0].len() - lines[0].trim_start().len()];
    let mut has_body = false;
    for (at, line) in lines.iter().enumerate() {
        let is_first_of_body = !has_body && line.contains('{');
        let is_whole = is_first_of_body && line.ends_with('}');
        let is_declaration = !has_body && line.ends_with(';');
        has_body |= is_first_of_body;
        if is_whole || is_declaration || at > 0 && line.starts_with(&format!("{indent}}}")) {
            return at + 1;
        }
    }
    lines.len()
}

/// The value that nine in ten do not exceed.
pub(super) fn ninth_of_ten(lengths: &[Length]) -> usize {
    lengths[lengths.len() * 9 / 10].0
}

/// Names that more than one type has, with the files. Structs of arguments are named by their command's file.
pub(super) fn shared_type_names(tree: &Tree) -> BTreeMap<String, Vec<String>> {
    let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in &tree.files {
        for line in file.production.lines() {
            if let Some(name) = type_name(line)
                && !(file.top() == "cli" && name.ends_with("Arguments"))
            {
                types
                    .entry(name.to_owned())
                    .or_default()
                    .push(file.path.clone());
            }
        }
    }
    types.retain(|_, files| files.len() > 1);
    types
}

/// A `type` inside a block belongs to the trait that names it.
fn type_name(line: &str) -> Option<&str> {
    if line.starts_with(' ') && line.trim_start().starts_with("type ") {
        return None;
    }
    let mut words = line.split_whitespace();
    words
        .find(|word| !word.starts_with("pub"))
        .filter(|word| matches!(*word, "struct" | "enum" | "type" | "trait"))?;
    words
        .next()?
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
}
