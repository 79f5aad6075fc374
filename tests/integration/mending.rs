//! `check --fix` fixes only what needs no judgement, and can show the changes first.

use crate::integration::program::claimbook;
use std::fs;
use std::path::Path;

const BEFORE: &str = r#"# A desk's own order stays.
[[party]]
id = "harbour-post"
name = "The Harbour Post"
aliases = ["Harbour Post"]

[[source]]
publisher = "Harbour Post" # as it signs
id = "harbour-story"
title = "Northland counts its dead"
url = "https://harbour.example/toll?utm_source=feed&id=2#top"
file = "evidence/figures.csv"

[[source]]
id = "version"
title = "A version of a page"
url = "https://forge.example/page?ref=main"

[[claim]]
id = "toll-2025"
text = "Attacks killed 310 people, says The Harbour Post."
speaker = 'the harbour  post'
accuses = ["northland", "Harbour Post"]
"#;

fn check(book: &Path, arguments: &[&str]) -> String {
    let mut command = claimbook();
    command
        .arg("--book")
        .arg(book)
        .arg("check")
        .args(arguments)
        .env_remove("CLAIMBOOK_DIR");
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn only_what_needs_no_judgement_is_fixed() {
    let book = tempfile::tempdir().unwrap();
    let file = book.path().join("claims/a.toml");
    fs::create_dir(book.path().join("claims")).unwrap();
    fs::create_dir(book.path().join("evidence")).unwrap();
    fs::write(book.path().join("evidence/figures.csv"), "x\n").unwrap();
    fs::write(&file, BEFORE).unwrap();

    let shown = check(book.path(), &["--fix", "--dry-run"]);
    assert!(shown.contains(
        "-publisher = \"Harbour Post\" # as it signs\n+publisher = \"harbour-post\" # as it signs\n"
    ));
    assert_eq!(fs::read_to_string(&file).unwrap(), BEFORE);

    check(book.path(), &["--fix"]);
    let expected = BEFORE
        .replace("publisher = \"Harbour Post\"", "publisher = \"harbour-post\"")
        .replace("utm_source=feed&", "")
        .replace(
            "figures.csv\"\n",
            "figures.csv\"\nsha256 = \"73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac\"\n",
        )
        .replace("'the harbour  post'", "'harbour-post'")
        .replace("\"northland\", \"Harbour Post\"", "\"northland\", \"harbour-post\"");
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
    check(book.path(), &["--fix"]);
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        expected,
        "mended once is mended"
    );
}
