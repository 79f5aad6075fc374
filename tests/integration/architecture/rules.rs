//! The rules of the architecture as functions over a tree of files. Each returns its complaints.

use super::source::{Source, Target};
use std::collections::{BTreeMap, BTreeSet};

/// Each module of the library, with the modules that it may name.
pub(super) const MAY_NAME: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("files", &[]),
    ("document", &["domain"]),
    ("diagnostic", &["document", "domain"]),
    ("text", &["domain"]),
    ("extract", &[]),
    ("index", &["domain"]),
    (
        "workspace",
        &[
            "files",
            "document",
            "domain",
            "diagnostic",
            "index",
            "text",
            "extract",
        ],
    ),
    ("answer", &["domain", "index", "text"]),
    ("view", &["answer", "diagnostic", "domain"]),
    ("render", &["domain", "view"]),
    (
        "exchange",
        &["answer", "document", "domain", "extract", "render", "view"],
    ),
    ("publish", &["answer", "domain", "index"]),
];

/// Other crates and parts of the standard library, with the only modules that may name them.
const KEPT_TO: &[(&str, &[&str])] = &[
    ("rusqlite", &["index"]),
    ("toml", &["document"]),
    ("postgres", &["publish"]),
    ("tokio", &["publish"]),
    ("tokio_rustls", &["publish"]),
    ("rustls_native_certs", &["publish"]),
    ("std::fs", &["files", "workspace", "cli"]),
    ("std::process", &["cli", "main"]),
    ("std::env", &["cli"]),
    ("std::time::SystemTime::now", &["cli"]),
    ("std::time::SystemTime::elapsed", &["cli"]),
    ("std::time::Instant", &["cli"]),
    ("chrono::Utc", &["cli"]),
    ("chrono::Local", &["cli"]),
    ("clap", &["cli"]),
    ("anstream", &["cli"]),
    ("indicatif", &["cli"]),
    ("sentencex", &["text"]),
    ("whatlang", &["text"]),
    ("dom_query", &["extract"]),
    ("dom_smoothie", &["extract"]),
    ("encoding_rs", &["extract"]),
    ("quick_xml", &["extract"]),
    ("zip", &["extract"]),
    ("askama", &["render"]),
    ("biblatex", &["exchange"]),
    ("comfy_table", &["render"]),
    ("annotate_snippets", &["render"]),
];

/// The files of the program, or of a planted tree.
pub(super) struct Tree {
    pub(super) files: Vec<Source>,
    by_module: BTreeMap<Vec<String>, usize>,
}

/// One file names another: from, to, and the line of the first mention.
type Edges = BTreeMap<(usize, usize), usize>;

impl Tree {
    pub(super) fn new<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let mut files: Vec<Source> = files
            .into_iter()
            .map(|(path, text)| Source::new(path, text))
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let by_module = files
            .iter()
            .enumerate()
            .filter(|(_, file)| !file.module.is_empty())
            .map(|(at, file)| (file.module.clone(), at))
            .collect();
        Self { files, by_module }
    }

    /// The file in which what a path names is defined. A re-export leads on to the definition. A path to a module as a
    /// whole names nothing in it yet.
    fn defined_in(&self, path: &[String], steps: usize) -> Option<usize> {
        let length = (1..path.len())
            .rev()
            .find(|length| self.by_module.contains_key(&path[..*length]))?;
        if self.by_module.contains_key(path) {
            return None;
        }
        let at = self.by_module[&path[..length]];
        let file = &self.files[at];
        let export = file
            .imports
            .iter()
            .find(|import| import.is_public && import.alias == path[length]);
        if let Some(export) = export
            && steps > 0
            && let Target::Inside(mut onward) = file.resolve(&export.path)
        {
            onward.extend_from_slice(&path[length + 1..]);
            return self.defined_in(&onward, steps - 1);
        }
        Some(at)
    }

    /// Which file names which. A re-export alone is not an edge: it passes a name on and uses nothing.
    fn edges(&self) -> Edges {
        let mut edges = Edges::new();
        for (from, file) in self.files.iter().enumerate() {
            let exports: BTreeSet<(usize, Vec<String>)> = file
                .imports
                .iter()
                .filter(|import| import.is_public)
                .filter_map(|import| match file.resolve(&import.path) {
                    Target::Inside(path) => Some((import.line, path)),
                    Target::Outside(_) => None,
                })
                .collect();
            for (line, target) in file.targets() {
                let Target::Inside(path) = target else {
                    continue;
                };
                if exports.contains(&(line, path.clone())) {
                    continue;
                }
                if let Some(to) = self.defined_in(&path, 8)
                    && to != from
                {
                    edges.entry((from, to)).or_insert(line);
                }
            }
        }
        edges
    }
}

fn complaint(file: &Source, line: usize, what: &str) -> String {
    format!("src/{}:{line}: {what}", file.path)
}

/// A module names only the modules that the table allows.
pub(super) fn boundaries(tree: &Tree) -> Vec<String> {
    let allowed: BTreeMap<&str, &[&str]> = MAY_NAME.iter().copied().collect();
    let mut complaints = Vec::new();
    for file in &tree.files {
        let Some(may) = allowed.get(file.top()) else {
            continue;
        };
        for (line, target) in file.targets() {
            let Target::Inside(path) = target else {
                continue;
            };
            let Some(name) = path.first().map(String::as_str) else {
                continue;
            };
            if name != file.top() && !may.contains(&name) && name != "*" {
                let what = format!("`{}` may not name `{name}`", file.top());
                complaints.push(complaint(file, line, &what));
            }
        }
    }
    complaints
}

/// Other crates, the file system, the clock and the environment stay in the modules that they belong to.
pub(super) fn outside_names(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in &tree.files {
        for (line, target) in file.targets() {
            let Target::Outside(path) = target else {
                continue;
            };
            let path = path.join("::");
            for (name, homes) in KEPT_TO {
                let is_named = path
                    .strip_prefix(name)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
                if is_named && !homes.contains(&file.top()) {
                    let what = format!("`{name}` belongs to {homes:?}");
                    complaints.push(complaint(file, line, &what));
                }
            }
        }
    }
    complaints
}

/// Paths are written from the crate's root, with at most one `super`. A file imports from a module once: by name, in one
/// group that does not nest.
pub(super) fn path_style(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in &tree.files {
        let paths = file
            .imports
            .iter()
            .map(|import| (import.line, &import.path));
        let named = file.named.iter().map(|named| (named.line, &named.path));
        for (line, path) in paths.chain(named) {
            if path.iter().filter(|part| *part == "super").count() > 1 {
                complaints.push(complaint(file, line, "write `crate::…` for `super::super`"));
            }
        }
        for import in &file.imports {
            if import.path.last().is_some_and(|last| last == "*") {
                complaints.push(complaint(file, import.line, "an import must not be a glob"));
            }
        }
        complaints.extend(groups(file));
    }
    complaints
}

/// Import groups that nest, and modules that a file imports from twice.
fn groups(file: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, statement) in use_statements(&file.production) {
        let Some((module, names)) = statement.split_once('{') else {
            continue;
        };
        if names.contains("::") || names.contains('{') {
            complaints.push(complaint(file, at, "an import must not nest groups"));
        }
        if !seen.insert(module.to_owned()) {
            complaints.push(complaint(file, at, "import from a module once"));
        }
    }
    complaints
}

/// The `use` statements of a text, each on one line, with the number of the line where it begins.
fn use_statements(text: &str) -> Vec<(usize, String)> {
    let mut statements: Vec<(usize, String)> = Vec::new();
    let mut is_open = false;
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        let bare = trimmed.trim_start_matches("pub(crate) ");
        let bare = bare
            .trim_start_matches("pub(super) ")
            .trim_start_matches("pub ");
        if let Some((_, open)) = statements.last_mut().filter(|_| is_open) {
            open.push_str(trimmed);
        } else if bare.starts_with("use ") {
            statements.push((at + 1, trimmed.to_owned()));
        } else {
            continue;
        }
        is_open = !trimmed.ends_with(';');
    }
    statements
}

/// No two modules name each other, directly or through others.
pub(super) fn circles_between(tree: &Tree) -> Vec<String> {
    let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let tops: BTreeSet<&str> = tree.files.iter().map(Source::top).collect();
    for file in &tree.files {
        for (_, target) in file.targets() {
            if let Target::Inside(path) = target
                && let Some(to) = path.first()
                && let Some(to) = tops.get(to.as_str())
                && *to != file.top()
            {
                edges.entry(file.top()).or_default().insert(to);
            }
        }
    }
    circles(&edges)
        .into_iter()
        .map(|circle| format!("modules in a circle: {}", list(&circle)))
        .collect()
}

/// The circles of files inside each module, each with the files and the mentions that close it.
pub(super) fn circles_inside(tree: &Tree) -> BTreeMap<String, Vec<String>> {
    let edges = tree.edges();
    let mut graph: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (from, to) in edges.keys() {
        if tree.files[*from].top() == tree.files[*to].top() {
            graph.entry(*from).or_default().insert(*to);
        }
    }
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for circle in circles(&graph) {
        let top = tree.files[*circle.first().unwrap()].top().to_owned();
        let mentions = edges
            .iter()
            .filter(|((from, to), _)| circle.contains(from) && circle.contains(to))
            .map(|((from, to), line)| {
                let (from, to) = (&tree.files[*from].path, &tree.files[*to].path);
                format!("src/{from}:{line} names {to}")
            });
        found.entry(top).or_default().extend(mentions);
    }
    found
}

/// The groups of nodes that reach each other.
fn circles<N: Copy + Ord>(edges: &BTreeMap<N, BTreeSet<N>>) -> Vec<BTreeSet<N>> {
    let reach: BTreeMap<N, BTreeSet<N>> = edges
        .keys()
        .map(|from| (*from, reachable(*from, edges)))
        .collect();
    let mut circles = BTreeSet::new();
    for (node, reached) in &reach {
        if reached.contains(node) {
            let back = |other: &&N| reach.get(other).is_some_and(|back| back.contains(node));
            circles.insert(reached.iter().filter(back).copied().collect());
        }
    }
    circles.into_iter().collect()
}

fn reachable<N: Copy + Ord>(from: N, edges: &BTreeMap<N, BTreeSet<N>>) -> BTreeSet<N> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(node) = waiting.pop() {
        for next in edges.get(&node).into_iter().flatten() {
            if reached.insert(*next) {
                waiting.push(*next);
            }
        }
    }
    reached
}

fn list(names: &BTreeSet<&str>) -> String {
    names.iter().copied().collect::<Vec<_>>().join(", ")
}
