//! Offences planted in small trees: each rule must catch its own, or it holds nothing.

use super::rules::Tree;
use super::{measures, rules};

/// A sound tree that each test spoils.
const SOUND: &[(&str, &str)] = &[
    ("main.rs", "//! M.\nmod cli;\nfn main() { cli::main() }\n"),
    ("lib.rs", "//! L.\npub mod domain;\npub mod index;\n"),
    (
        "cli/mod.rs",
        "//! C.\nuse claimbook::index::Index;\nuse std::env;\nfn main() { env::var(\"A\"); chrono::Local::now(); }\n",
    ),
    (
        "domain/mod.rs",
        "//! D.\npub mod check;\npub mod claim;\npub use claim::Claim;\n",
    ),
    ("domain/claim.rs", "//! C.\npub struct Claim;\n"),
    (
        "domain/check/mod.rs",
        "//! C.\nmod figures;\npub use figures::find;\n",
    ),
    (
        "domain/check/figures.rs",
        "//! F.\nuse crate::domain::claim::Claim;\npub fn find(_: Claim) {}\n",
    ),
    (
        "index/mod.rs",
        "//! I.\nuse crate::domain::Claim;\nmod rows;\npub use rows::Row;\npub struct Index(Claim);\n",
    ),
    (
        "index/rows.rs",
        "//! R.\nuse crate::index::Index;\npub struct Row(Index);\n",
    ),
];

/// The sound tree with text appended to one of its files, or a file added.
fn with(planted: &[(&str, &str)]) -> Tree {
    let mut files: Vec<(String, String)> = SOUND
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    for (path, text) in planted {
        match files.iter_mut().find(|(known, _)| known == path) {
            Some((_, known)) => known.push_str(text),
            None => files.push(((*path).to_owned(), format!("//! P.\n{text}"))),
        }
    }
    Tree::new(
        files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    )
}

fn all(tree: &Tree) -> Vec<String> {
    let inside = rules::circles_inside(tree).into_values().flatten();
    [
        rules::boundaries(tree),
        rules::outside_names(tree),
        rules::path_style(tree),
        rules::circles_between(tree),
    ]
    .into_iter()
    .flatten()
    .chain(inside)
    .collect()
}

/// Plants a text in the figures rule of the domain, and expects complaints that hold each of these words.
#[track_caller]
fn caught(planted: &str, words: &[&str]) {
    caught_in("domain/check/figures.rs", planted, words);
}

#[track_caller]
fn caught_in(path: &str, planted: &str, words: &[&str]) {
    let complaints = all(&with(&[(path, planted)]));
    for word in words {
        assert!(
            complaints.iter().any(|complaint| complaint.contains(word)),
            "{planted}\nnot caught by {word:?}: {complaints:?}"
        );
    }
}

#[track_caller]
fn allowed(path: &str, planted: &str) {
    let complaints = all(&with(&[(path, planted)]));
    assert!(complaints.is_empty(), "{planted}\n{complaints:?}");
}

const CLOCK: &str = "belongs to [\"cli\"]";
const INDEX: &str = "`domain` may not name `index`";

#[test]
fn the_sound_tree_has_no_offence() {
    assert_eq!(all(&with(&[])), Vec::<String>::new());
}

#[test]
fn a_path_that_climbs_to_another_module_is_caught_by_both_rules() {
    caught(
        "use super::super::super::index::Index;",
        &[INDEX, "super::super"],
    );
    caught(
        "fn f() { super::super::super::index::open() }",
        &[INDEX, "super::super"],
    );
    caught("fn f(_: super::super::Claim) {}", &["super::super"]);
    caught_in("domain/mod.rs", "use super::index::Index;", &[INDEX]);
}

#[test]
fn a_forbidden_module_is_caught_in_every_manner_of_naming_it() {
    for planted in [
        "use crate::index::Index;",
        "use crate::index;",
        "use crate::index as i;",
        "use crate::{index::Index};",
        "use crate::{domain::claim::Claim as C, index};",
        "pub use crate::index::Index;",
        "fn f(_: &crate::index::Index) {}",
        "fn f() -> Vec<crate::index::Row> { Vec::<crate::index::Row>::new() }",
        "fn f() { let x = [crate\n    ::index::open()]; }",
        "fn f() { log!(\"{}\", crate::index::open()) }",
        "use crate as root;\nfn f() { root::index::open() }",
        "impl crate::index::Asked for u8 {}",
        "use super::super::super::index;\n",
    ] {
        caught(planted, &[INDEX]);
    }
}

#[test]
fn the_clock_is_caught_below_the_drivers() {
    for planted in [
        "fn f() { std::time::SystemTime::now(); }",
        "fn f() { ::std::time::SystemTime::now(); }",
        "use std::time::SystemTime;\nfn f() { SystemTime::now(); }",
        "use std::time::SystemTime as T;\nfn f() { T::now(); }",
        "use std::time;\nfn f() { time::SystemTime::now(); }",
        "use std::time::{Duration, SystemTime};\nfn f() { SystemTime::now(); }",
        "use std as s;\nfn f() { s::time::SystemTime::now(); }",
        "fn f() { std::time::Instant::now(); }",
        "use std::time::Instant;",
        "fn f() { chrono::Utc::now(); }",
        "use chrono::Local;\nfn f() { Local::now(); }",
        "use chrono;\nfn f() { chrono::Local::today(); }",
        "fn f() { x.map(std::time::SystemTime::now) }",
    ] {
        caught(planted, &[CLOCK]);
    }
}

#[test]
fn the_environment_is_caught_below_the_drivers() {
    for planted in [
        "use std::env;\nfn f() { env::var(\"HOME\"); }",
        "use std::env;",
        "use std::env::var;\nfn f() { var(\"HOME\"); }",
        "use std::{env, io};",
        "use std::{io, env::{self, var}};",
        "fn f() { std::env::current_dir(); }",
        "use std as s;\nfn f() { s::env::var(\"HOME\"); }",
        "use std::env as surroundings;",
    ] {
        caught(planted, &[CLOCK]);
    }
}

#[test]
fn an_outside_crate_is_caught_outside_its_home() {
    caught("use rusqlite::Connection;", &["`rusqlite` belongs"]);
    caught("use toml;", &["`toml` belongs"]);
    caught("fn f(_: rusqlite::Row) {}", &["`rusqlite` belongs"]);
    caught("use std::fs;", &["`std::fs` belongs"]);
    caught("use std::{fs::File};", &["`std::fs` belongs"]);
    caught(
        "fn f() { std::process::exit(1) }",
        &["`std::process` belongs"],
    );
    allowed("index/rows.rs", "use rusqlite::Row as SqlRow;\n");
}

#[test]
fn nested_repeated_and_glob_imports_are_caught() {
    let nested = "an import must not nest groups";
    caught("use std::{io, fmt::Write};", &[nested]);
    caught(
        "pub(crate) use crate::domain::{\n    claim::{A, B},\n    check,\n};",
        &[nested],
    );
    caught(
        "use crate::domain::{claim, check};\nuse crate::domain::{source, party};",
        &["import from a module once"],
    );
    caught("use crate::domain::*;", &["must not be a glob"]);
    caught("use std::{fmt::*};", &[nested, "must not be a glob"]);
    allowed(
        "domain/x.rs",
        "use crate::domain::{claim, check};\npub use crate::domain::{source, party};\n",
    );
}

#[test]
fn a_circle_between_two_modules_is_caught() {
    let between = "modules in a circle: domain, index";
    caught("fn f() { crate::index::open() }", &[between]);
    let tree = with(&[
        ("answer/mod.rs", "use crate::view::Page;"),
        ("view/mod.rs", "use crate::render::Sheet;"),
        ("render/mod.rs", "fn f() { crate::answer::of() }"),
    ]);
    assert_eq!(
        rules::circles_between(&tree),
        ["modules in a circle: answer, render, view"]
    );
}

#[test]
fn a_circle_of_files_inside_a_module_is_caught() {
    caught_in(
        "domain/claim.rs",
        "use crate::domain::check::find;",
        &["src/domain/claim.rs:3 names domain/check/figures.rs"],
    );
    let tree = with(&[
        ("index/a.rs", "use crate::index::b::B;\npub struct A;"),
        ("index/b.rs", "pub struct B;\nfn f() { super::c::run() }"),
        ("index/c.rs", "use crate::index::a;\npub fn run() { a::A; }"),
    ]);
    assert_eq!(rules::circles_inside(&tree)["index"].len(), 3);
}

#[test]
fn a_parent_that_uses_a_child_which_uses_the_parent_is_a_circle() {
    caught_in(
        "index/mod.rs",
        "fn f() { rows::all() }",
        &[
            "src/index/mod.rs:6 names index/rows.rs",
            "src/index/rows.rs:2 names index/mod.rs",
        ],
    );
}

#[test]
fn a_re_export_and_a_mention_of_a_whole_module_are_no_edges() {
    allowed("index/mod.rs", "pub(crate) use rows::All;\n");
    allowed("domain/claim.rs", "use crate::domain::check;\n");
    caught_in(
        "domain/claim.rs",
        "use crate::domain::check;\nfn f() { check::find() }",
        &["names domain/check/figures.rs"],
    );
}

#[test]
fn comments_texts_and_tests_name_nothing() {
    for planted in [
        "// use crate::index::Index;\n",
        "/// See [`crate::index::Index`].\nfn f() {}\n",
        "/* use std::env; /* std::env::var */ use std::env; */\n",
        "const A: &str = \"use std::env; \\\" crate::index::Index\";\n",
        "const A: &str = r#\"std::env::var(\"A\")\"#;\n",
        "fn f<'a>(x: &'a str) -> char { '\"' }\nconst B: char = '\\'';\n",
        "#[cfg(test)]\nmod tests {\n    use crate::index::Index;\n    use std::env;\n}\n",
    ] {
        allowed("domain/check/figures.rs", planted);
    }
    // What follows a quotation mark in a character literal is code again.
    caught("const Q: char = '\"';\nuse std::env;", &[CLOCK]);
    caught("fn f<'a>() { std::env::var(\"A\") }", &[CLOCK]);
}

#[test]
fn a_method_or_a_field_of_a_forbidden_name_is_no_path() {
    allowed(
        "domain/check/figures.rs",
        "fn g(x: X) { x.env(); x.index.now(); let env = 1; X::now(env) }\n",
    );
}

#[test]
fn complaints_give_the_line() {
    let tree = with(&[(
        "domain/check/figures.rs",
        "/* one\n two */\nconst A: &str = \"\n\n\";\nuse std::env;\n",
    )]);
    assert_eq!(
        rules::outside_names(&tree),
        ["src/domain/check/figures.rs:9: `std::env` belongs to [\"cli\"]"]
    );
}

#[test]
fn a_function_is_as_long_as_from_its_signature_to_its_brace() {
    let tree = Tree::new([(
        "domain/mod.rs",
        "//! D.\npub trait T {\n    fn declared(\n        &self,\n    ) -> u8;\n    fn one() {}\n}\n\
         pub(crate) const fn three() {\n    if true {}\n}\nfn none() -> u8\nwhere\n    u8: Copy,\n{\n    1\n}\n",
    )]);
    let found: Vec<String> = measures::functions(&tree)
        .into_iter()
        .map(|(lines, place)| format!("{lines} {place}"))
        .collect();
    assert_eq!(
        found,
        [
            "1 src/domain/mod.rs:6 `one`",
            "3 src/domain/mod.rs:3 `declared`",
            "3 src/domain/mod.rs:8 `three`",
            "6 src/domain/mod.rs:11 `none`",
        ]
    );
}

#[test]
fn a_type_name_of_two_files_is_found_and_argument_structs_are_not() {
    let tree = Tree::new([
        ("domain/mod.rs", "//! D.\npub struct Row<T>(T);\n"),
        (
            "index/mod.rs",
            "//! I.\npub(crate) enum Row {\n}\ntype Other = u8;\n",
        ),
        (
            "cli/a.rs",
            "//! A.\nstruct Arguments;\nstruct ListArguments;\n",
        ),
        (
            "cli/b.rs",
            "//! B.\nstruct Arguments;\nstruct ListArguments;\nimpl T for U {\n    type Other = u8;\n}\n",
        ),
    ]);
    let shared = measures::shared_type_names(&tree);
    assert_eq!(shared.keys().collect::<Vec<_>>(), ["Row"]);
    assert_eq!(shared["Row"], ["domain/mod.rs", "index/mod.rs"]);
}
