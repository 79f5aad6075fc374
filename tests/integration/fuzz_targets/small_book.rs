//! A book of four claims, which each process opens once.

use claimbook::workspace::{Silent, Workspace};
use std::fmt::Write;
use std::fs;
use tempfile::TempDir;

/// The claims: id, text, tag.
pub(crate) const CLAIMS: [(&str, &str, &str); 4] = [
    ("toll", "The bridge toll killed 310 people", "x"),
    ("bridge", "A bridge fell", "y"),
    ("denial", "Nobody fell", "x"),
    ("bare", "310 OR 311 NEAR the bridge", "z"),
];

/// Runs something on the book.
pub(crate) fn with<T>(run: impl FnOnce(&TempDir, &Workspace) -> T) -> T {
    thread_local! {
        static BOOK: (TempDir, Workspace) = open();
    }
    BOOK.with(|(folder, workspace)| run(folder, workspace))
}

fn open() -> (TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    let mut text = "[article]\nid = \"story\"\ntitle = \"S\"\n\
                    [[party]]\nid = \"north\"\nname = \"Northland\"\n\
                    [[source]]\nid = \"s\"\ntitle = \"S\"\n"
        .to_owned();
    for (id, claim, tag) in CLAIMS {
        writeln!(
            text,
            "[[claim]]\nid = \"{id}\"\ntext = \"{claim}\"\ntags = [\"{tag}\"]"
        )
        .unwrap();
    }
    text += "speaker = \"north\"\nsaid_on = 2026-03-02\n\
             [[claim.evidence]]\nsource = \"s\"\nstance = \"supports\"\nadded = 2026-03-05\n";
    fs::write(folder.path().join("claims/story.toml"), text).unwrap();
    let workspace =
        Workspace::open(folder.path(), None, "2100-01-01".parse().unwrap(), &Silent).unwrap();
    (folder, workspace)
}
