//! Which module may name which: the arrows of `ARCHITECTURE.md`, held.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Each module of the library, with those that it may name.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("files", &[]),
    ("document", &["domain"]),
    ("diagnostic", &["document", "domain"]),
    ("index", &["domain"]),
    (
        "workspace",
        &["files", "document", "domain", "diagnostic", "index"],
    ),
    ("answer", &["domain", "index"]),
    ("view", &["answer", "diagnostic", "domain"]),
    ("render", &["view"]),
];

/// Outside crates and parts of the standard library, with the modules that alone may name them.
const KEPT_TO: &[(&str, &[&str])] = &[
    ("rusqlite", &["index"]),
    ("toml", &["document"]),
    ("std::fs", &["files", "workspace", "cli"]),
    ("std::process", &["cli", "main"]),
    ("std::env", &["cli"]),
    ("clap", &["cli"]),
    ("anstream", &["cli"]),
    ("indicatif", &["cli"]),
    ("askama", &["render"]),
    ("comfy_table", &["render"]),
    ("annotate_snippets", &["render"]),
];

/// The longest a file may be, its tests left out.
const LINES: usize = 520;

struct File {
    path: PathBuf,
    module: String,
    /// The lines before the tests at the file's foot, comments left out, by number.
    code: Vec<(usize, String)>,
    text: String,
}

fn files() -> Vec<File> {
    let mut files = Vec::new();
    gather(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn gather(folder: &Path, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(file(&path));
        }
    }
}

fn file(path: &Path) -> File {
    let text = fs::read_to_string(path).unwrap();
    let inside = path
        .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .unwrap();
    let module = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_str()
        .unwrap()
        .trim_end_matches(".rs")
        .to_owned();
    let is_test = inside
        .components()
        .any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs");
    let production = if is_test {
        ""
    } else {
        text.split("\n#[cfg(test)]").next().unwrap()
    };
    let code = production
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line.to_owned()))
        .collect();
    File {
        path: inside.to_path_buf(),
        module,
        code,
        text,
    }
}

/// The library's modules that a line of code names.
fn named(line: &str) -> BTreeSet<String> {
    line.match_indices("crate::")
        .map(|(at, start)| &line[at + start.len()..])
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

fn complain(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn modules_name_only_those_that_they_may() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_NAME.iter().copied().collect();
    let mut complaints = Vec::new();
    for file in files() {
        let Some(may) = allowed.get(file.module.as_str()) else {
            continue;
        };
        for (at, line) in &file.code {
            for name in named(line) {
                if allowed.contains_key(name.as_str())
                    && name != file.module
                    && !may.contains(&name.as_str())
                {
                    complaints.push(format!(
                        "src/{}:{at}: `{}` may not name `{name}`",
                        file.path.display(),
                        file.module
                    ));
                }
            }
        }
    }
    complain(&complaints);
}

#[test]
fn outside_crates_are_named_only_where_they_belong() {
    let mut complaints = Vec::new();
    for file in files() {
        for (at, line) in &file.code {
            for (name, homes) in KEPT_TO {
                let is_named = line.match_indices(&format!("{name}::")).any(|(start, _)| {
                    !line[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                });
                if is_named && !homes.contains(&file.module.as_str()) {
                    complaints.push(format!(
                        "src/{}:{at}: `{name}` belongs to {homes:?}",
                        file.path.display()
                    ));
                }
            }
        }
    }
    complain(&complaints);
}

#[test]
fn every_module_of_the_library_has_its_row() {
    let library =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let declared: BTreeSet<&str> = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let rows: BTreeSet<&str> = MAY_NAME.iter().map(|(module, _)| *module).collect();
    assert_eq!(declared, rows);
}

#[test]
fn every_file_opens_with_what_it_holds_and_none_is_too_long() {
    let mut complaints = Vec::new();
    for file in files() {
        if !file.text.starts_with("//! ") {
            complaints.push(format!(
                "src/{} does not open with `//! `",
                file.path.display()
            ));
        }
        let lines = file.code.last().map_or(0, |(at, _)| *at);
        if lines > LINES {
            complaints.push(format!(
                "src/{} has {lines} lines before its tests",
                file.path.display()
            ));
        }
    }
    complain(&complaints);
}

#[test]
fn every_import_names_one_thing() {
    let mut complaints = Vec::new();
    for file in files() {
        for (at, line) in &file.code {
            let import = line.trim_start();
            if (import.starts_with("use ") || import.starts_with("pub use "))
                && (import.contains('{') || import.contains("::*"))
            {
                complaints.push(format!(
                    "src/{}:{at}: one name an import",
                    file.path.display()
                ));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn the_module_table_of_the_architecture_page_has_every_module() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
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
