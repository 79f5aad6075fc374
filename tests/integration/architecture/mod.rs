//! The arrows and the limits of `ARCHITECTURE.md`, held over the program's own files. `planted.rs` tests the rules
//! themselves.

mod measures;
mod planted;
mod rules;
mod source;

use rules::{MAY_NAME, Tree};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The longest a file may be, without its tests.
const LONGEST_FILE: usize = 450;
/// Nine files in ten are no longer than this.
const MOST_FILES: usize = 300;
/// The longest a function may be, with its signature.
const LONGEST_FUNCTION: usize = 60;
/// Nine functions in ten are no longer than this.
const MOST_FUNCTIONS: usize = 25;
/// How many names may belong to more than one type.
const SHARED_NAMES: usize = 10;

fn tree() -> Tree {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut texts = Vec::new();
    gather(&source, &source, &mut texts);
    Tree::new(
        texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    )
}

fn gather(source: &Path, folder: &Path, texts: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(source, &path, texts);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let inside = path.strip_prefix(source).unwrap().to_str().unwrap();
            texts.push((
                inside.replace('\\', "/"),
                fs::read_to_string(&path).unwrap(),
            ));
        }
    }
}

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[track_caller]
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// The lengths above a limit, longest first.
fn above(lengths: &[measures::Length], limit: usize) -> Vec<String> {
    lengths
        .iter()
        .rev()
        .take_while(|(lines, _)| *lines > limit)
        .map(|(lines, place)| format!("{place}: {lines} lines, at most {limit}"))
        .collect()
}

#[test]
fn modules_name_only_those_that_they_may() {
    none(&rules::boundaries(&tree()));
}

#[test]
fn outside_crates_the_clock_and_the_environment_stay_where_they_belong() {
    none(&rules::outside_names(&tree()));
}

#[test]
fn imports_are_plain_groups_and_no_path_climbs_twice() {
    none(&rules::path_style(&tree()));
}

#[test]
fn no_circle_joins_two_modules() {
    none(&rules::circles_between(&tree()));
}

#[test]
fn no_circle_joins_two_files_of_a_module() {
    let circles = rules::circles_inside(&tree());
    let mentions: Vec<String> = circles.into_values().flatten().collect();
    none(&mentions);
}

#[test]
fn every_module_of_the_library_has_its_row() {
    let library = page("src/lib.rs");
    let declared: BTreeSet<&str> = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let rows: BTreeSet<&str> = MAY_NAME.iter().map(|(module, _)| *module).collect();
    assert_eq!(declared, rows);
}

#[test]
fn the_module_table_of_the_architecture_page_has_every_module() {
    let page = page("ARCHITECTURE.md");
    for (module, may) in MAY_NAME {
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{module}`")))
            .unwrap_or_else(|| panic!("no row: {module}"));
        let last = row.trim_end_matches([' ', '|']).rsplit('|').next().unwrap();
        let listed: BTreeSet<&str> = last
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty() && *name != "–")
            .collect();
        assert_eq!(listed, may.iter().copied().collect(), "{module}");
    }
}

#[test]
fn every_file_opens_with_what_it_holds() {
    let silent: Vec<String> = tree()
        .files
        .iter()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| format!("src/{} does not open with `//! `", file.path))
        .collect();
    none(&silent);
}

#[test]
fn no_file_is_too_long_and_most_are_short() {
    let lengths = measures::files(&tree());
    none(&above(&lengths, LONGEST_FILE));
    let most = measures::ninth_of_ten(&lengths);
    assert!(
        most <= MOST_FILES,
        "nine files in ten have up to {most} lines, which should be {MOST_FILES}; split the longest:\n{}",
        above(&lengths, MOST_FILES).join("\n")
    );
}

#[test]
fn no_function_is_too_long_and_most_are_short() {
    let lengths = measures::functions(&tree());
    none(&above(&lengths, LONGEST_FUNCTION));
    let most = measures::ninth_of_ten(&lengths);
    assert!(
        most <= MOST_FUNCTIONS,
        "nine functions in ten have up to {most} lines, which should be {MOST_FUNCTIONS}"
    );
}

#[test]
fn a_type_name_has_one_meaning() {
    let shared = measures::shared_type_names(&tree());
    assert!(
        shared.len() <= SHARED_NAMES,
        "{} names belong to several types, at most {SHARED_NAMES} should: {shared:#?}",
        shared.len()
    );
}
