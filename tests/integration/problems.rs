//! Pictures of problems: `tests/problems/NAME.toml` is wrong, and `NAME.txt` is what claimbook shows for it.
//!
//! `UPDATE_PICTURES=1 cargo test` writes the pictures again. Read the changes before you commit them.

use claimbook::render::diagnostics;
use claimbook::view::diagnostic::Excerpt;
use claimbook::{diagnostic, document};
use proptest::strategy::Strategy;
use std::path::{Path, PathBuf};

/// What claimbook shows for the problems of a text, and which records it reads.
fn picture(text: &str) -> String {
    let parsed = document::parse(text, "stem");
    let mut shown = Vec::new();
    let found = diagnostic::of_problems("claims/a.toml", text, parsed.problems);
    let excerpts: Vec<Excerpt> = found
        .iter()
        .map(|one| Excerpt::new(one, &|_| Some(text)))
        .collect();
    diagnostics::human(&excerpts, false, 100, &mut shown).unwrap();
    let records = parsed.records;
    let read: Vec<String> = records
        .article
        .iter()
        .map(|article| format!("article {}", article.core.id))
        .chain(
            records
                .parties
                .iter()
                .map(|party| format!("party {}", party.core.id)),
        )
        .chain(
            records
                .sources
                .iter()
                .map(|source| format!("source {}", source.core.id)),
        )
        .chain(
            records
                .claims
                .iter()
                .map(|claim| format!("claim {} ({})", claim.core.id, claim.core.evidence.len())),
        )
        .collect();
    format!(
        "{}read: {}\n",
        String::from_utf8(shown).unwrap(),
        read.join(", ")
    )
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    cases.sort();
    cases
}

#[test]
fn problems_look_as_pictured() {
    let mut different = Vec::new();
    for case in cases() {
        let shown = picture(&std::fs::read_to_string(&case).unwrap());
        let file = case.with_extension("txt");
        if std::env::var_os("UPDATE_PICTURES").is_some() {
            std::fs::write(&file, &shown).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        if shown != expected {
            different.push(format!("{}\n{shown}", case.display()));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

/// Pieces that cause problems, alone and even more so together.
fn piece() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "\"",
        "'",
        "\"\"\"",
        "[",
        "]",
        "{",
        "}",
        "=",
        "\\",
        "\n",
        "\r",
        "\t",
        "\0",
        "é",
        "“",
        "日",
        "\u{feff}",
        "\u{202e}",
        "\u{1b}",
        "[[claim]]\n",
        "[[claim.evidence]]\n",
        "[article]\n",
        "<<<<<<< a\n",
        "=======\n",
        ">>>>>>> b\n",
        "id = \"x\"\n",
        "text = 3\n",
        "kind = \"日\"\n",
        "2026-03",
        "published = 2026-03\n",
    ])
}

proptest::proptest! {
    #[test]
    fn every_problem_can_be_shown(pieces in proptest::collection::vec(piece(), 0..30)) {
        let picture = picture(&pieces.concat());
        proptest::prop_assert!(picture.chars().all(|c| c == '\n' || !c.is_control()), "{picture:?}");
    }
}
