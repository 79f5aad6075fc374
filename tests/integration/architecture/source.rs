//! Reads Rust text as far as the architecture needs it: which paths a file names, and on which lines.

use std::collections::{BTreeMap, BTreeSet};

/// One file of a tree. Tests and comments are no part of its code.
pub(super) struct Source {
    /// Path below `src`.
    pub(super) path: String,
    /// The whole text.
    pub(super) text: String,
    /// The text up to the tests at its foot; empty for a file that holds only tests.
    pub(super) production: String,
    /// The module that the file holds, from the crate's root.
    pub(super) module: Vec<String>,
    /// Modules that the file declares.
    pub(super) children: BTreeSet<String>,
    /// What `use` brings in.
    pub(super) imports: Vec<Import>,
    /// Paths that the code names outside of imports.
    pub(super) named: Vec<Named>,
}

/// One name that a `use` brings in.
pub(super) struct Import {
    pub(super) line: usize,
    pub(super) path: Vec<String>,
    pub(super) alias: String,
    pub(super) is_public: bool,
}

/// A path that the code names.
pub(super) struct Named {
    pub(super) line: usize,
    pub(super) path: Vec<String>,
}

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Something of this crate, from its root.
    Inside(Vec<String>),
    /// Something of another crate or of the standard library, or a name local to the file.
    Outside(Vec<String>),
}

impl Source {
    pub(super) fn new(path: &str, text: &str) -> Self {
        let is_test = path
            .split('/')
            .any(|part| part == "tests" || part == "tests.rs");
        let production = match text.find("\n#[cfg(test)]") {
            _ if is_test => "",
            Some(foot) => &text[..=foot],
            None => text,
        };
        let tokens = tokens(production);
        let mut source = Self {
            path: path.to_owned(),
            text: text.to_owned(),
            production: production.to_owned(),
            module: module(path),
            children: BTreeSet::new(),
            imports: Vec::new(),
            named: Vec::new(),
        };
        source.read(&tokens);
        source
    }

    /// The first part of the path: a module of the library, `cli`, `main` or `lib`.
    pub(super) fn top(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    fn read(&mut self, tokens: &[Token]) {
        let mut at = 0;
        while at < tokens.len() {
            let word = tokens[at].word();
            if word == Some("use") && starts_statement(tokens, at) {
                let is_public = at > 0 && matches!(tokens[at - 1].text.as_str(), "pub" | ")");
                at = self.read_use(tokens, at + 1, &mut Vec::new(), is_public);
            } else if word == Some("mod") && tokens.get(at + 2).is_some_and(|t| t.text == ";") {
                self.children.insert(tokens[at + 1].text.clone());
                at += 3;
            } else if word.is_some() && starts_path(tokens, at) {
                at = self.read_path(tokens, at);
            } else {
                at += 1;
            }
        }
    }

    /// Reads one branch of a `use` tree and returns where it ends.
    fn read_use(
        &mut self,
        tokens: &[Token],
        mut at: usize,
        path: &mut Vec<String>,
        is_public: bool,
    ) -> usize {
        let depth = path.len();
        let line = tokens.get(at).map_or(0, |token| token.line);
        let mut alias = None;
        while let Some(token) = tokens.get(at) {
            match token.text.as_str() {
                "::" => {}
                "as" => {
                    at += 1;
                    alias = tokens.get(at).map(|token| token.text.clone());
                }
                "{" => {
                    at = self.read_group(tokens, at + 1, path, is_public);
                    path.truncate(depth);
                    return at;
                }
                "," | "}" | ";" => break,
                text => path.push(text.to_owned()),
            }
            at += 1;
        }
        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
            path.pop();
        }
        let last = path.last().cloned().unwrap_or_default();
        self.imports.push(Import {
            line,
            path: path.clone(),
            alias: alias.unwrap_or(last),
            is_public,
        });
        path.truncate(depth);
        at
    }

    fn read_group(
        &mut self,
        tokens: &[Token],
        mut at: usize,
        path: &mut Vec<String>,
        is_public: bool,
    ) -> usize {
        while let Some(token) = tokens.get(at) {
            match token.text.as_str() {
                "}" => return at + 1,
                ";" => return at,
                "," => at += 1,
                _ => at = self.read_use(tokens, at, path, is_public),
            }
        }
        at
    }

    fn read_path(&mut self, tokens: &[Token], mut at: usize) -> usize {
        let line = tokens[at].line;
        let mut path = vec![tokens[at].text.clone()];
        at += 1;
        while tokens.get(at).is_some_and(|token| token.text == "::")
            && let Some(word) = tokens.get(at + 1).and_then(Token::word)
        {
            path.push(word.to_owned());
            at += 2;
        }
        self.named.push(Named { line, path });
        at
    }

    /// Every path of the file with its line and what it leads to: imports first.
    pub(super) fn targets(&self) -> Vec<(usize, Target)> {
        let imports = self
            .imports
            .iter()
            .map(|import| (import.line, self.resolve(&import.path)));
        let named = self
            .named
            .iter()
            .map(|named| (named.line, self.resolve_named(&named.path)));
        imports.chain(named).collect()
    }

    /// Resolves a path of the code, in which an imported name stands for what was imported.
    fn resolve_named(&self, path: &[String]) -> Target {
        let aliases: BTreeMap<&str, &Import> = self
            .imports
            .iter()
            .map(|import| (import.alias.as_str(), import))
            .collect();
        let Some(import) = aliases.get(path[0].as_str()) else {
            return self.resolve(path);
        };
        let mut whole = import.path.clone();
        // `use std as s; use s::env;` leads through two imports.
        if let Some(first) = aliases.get(whole[0].as_str())
            && first.path != import.path
        {
            whole.splice(..1, first.path.iter().cloned());
        }
        whole.extend_from_slice(&path[1..]);
        self.resolve(&whole)
    }

    /// Resolves a path as it is written in an import.
    pub(super) fn resolve(&self, path: &[String]) -> Target {
        let mut from = self.module.clone();
        let mut rest = path;
        match path.first().map(String::as_str) {
            Some("crate") => {
                from.clear();
                rest = &path[1..];
            }
            Some("self") => rest = &path[1..],
            Some("super") => {
                while rest.first().is_some_and(|part| part == "super") {
                    from.pop();
                    rest = &rest[1..];
                }
            }
            Some(first) if self.children.contains(first) => {}
            _ => return Target::Outside(path.to_vec()),
        }
        from.extend_from_slice(rest);
        Target::Inside(from)
    }
}

fn module(path: &str) -> Vec<String> {
    let mut parts: Vec<String> = path
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    if matches!(
        parts.last().map(String::as_str),
        Some("mod" | "lib" | "main")
    ) {
        parts.pop();
    }
    parts
}

/// Whether `use` is the statement here, and not the capture of a lifetime in a type.
fn starts_statement(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| {
        matches!(
            tokens[before].text.as_str(),
            ";" | "{" | "}" | "]" | ")" | "pub"
        )
    })
}

/// Whether a path begins here: not a method, a field, or the rest of a path such as `Vec::<T>::new`.
fn starts_path(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| tokens[at].text.as_str()) else {
        return true;
    };
    match before {
        "." => false,
        // A path may begin with `::`, which names another crate.
        "::" => at < 2 || (tokens[at - 2].word().is_none() && tokens[at - 2].text != ">"),
        _ => true,
    }
}

/// A word, `::`, or one other sign.
struct Token {
    line: usize,
    text: String,
}

impl Token {
    fn word(&self) -> Option<&str> {
        let first = self.text.chars().next()?;
        (first.is_alphabetic() || first == '_').then_some(self.text.as_str())
    }
}

/// Splits Rust text into tokens. Comments, texts and character literals are left out.
fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let (mut tokens, mut line, mut at) = (Vec::new(), 1, 0);
    while at < chars.len() {
        let rest = &chars[at..];
        let length = skipped(rest);
        if length > 0 {
            line += rest[..length].iter().filter(|c| **c == '\n').count();
            at += length;
            continue;
        }
        let length = match rest {
            [first, ..] if is_word(*first) => rest.iter().take_while(|c| is_word(**c)).count(),
            [':', ':', ..] => 2,
            _ => 1,
        };
        let text = rest[..length].iter().collect();
        tokens.push(Token { line, text });
        at += length;
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// How many characters at the start are space, a comment, a text, a character literal or a lifetime.
fn skipped(rest: &[char]) -> usize {
    let to_line_end = || rest.iter().take_while(|c| **c != '\n').count();
    match rest {
        [c, ..] if c.is_whitespace() => 1,
        ['/', '/', ..] => to_line_end(),
        ['/', '*', ..] => block_comment(rest),
        ['r', '#', c, ..] if is_word(*c) => 2,
        ['r', '"' | '#', ..] => raw_text(&rest[1..]) + 1,
        ['b', 'r', '"' | '#', ..] => raw_text(&rest[2..]) + 2,
        ['b', '"', ..] => quoted(&rest[1..], '"') + 1,
        ['b', '\'', ..] => quoted(&rest[1..], '\'') + 1,
        ['"', ..] => quoted(rest, '"'),
        ['\'', '\\', ..] | ['\'', _, '\'', ..] => quoted(rest, '\''),
        ['\'', ..] => 1 + rest[1..].iter().take_while(|c| is_word(**c)).count(),
        _ => 0,
    }
}

fn quoted(rest: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

fn raw_text(rest: &[char]) -> usize {
    let hashes = rest.iter().take_while(|c| **c == '#').count();
    let mut end = vec!['"'];
    end.extend(std::iter::repeat_n('#', hashes));
    let body = &rest[hashes + 1..];
    body.windows(end.len())
        .position(|window| window == end)
        .map_or(rest.len(), |at| hashes + 1 + at + end.len())
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match &rest[at..] {
            ['/', '*', ..] => {
                depth += 1;
                at += 2;
            }
            ['*', '/', ..] => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    at
}
