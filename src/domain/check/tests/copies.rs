//! Addresses and kept copies.

use crate::domain::check::context::KeptCopy;
use crate::domain::check::tests::book::{TestBook, book, count, finds};

fn source(fields: &str) -> String {
    format!("[[source]]\nid = \"paper\"\ntitle = \"Paper\"\n{fields}\n")
}

fn with_copy(text: &str, copy: KeptCopy) -> TestBook {
    let mut book = book(text);
    book.copy = copy;
    book
}

fn kept(sha256: Option<&str>) -> KeptCopy {
    KeptCopy::Kept {
        sha256: sha256.map(str::to_owned),
    }
}

const ARTICLE: &str = "[article]\ntitle = \"Border town\"\n";
const PARTY: &str = "[[party]]\nid = \"northland\"\nname = \"Northland\"\n";

#[test]
fn every_address_is_a_web_address() {
    let urls = "url = \"ftp://a.example\"\narchive = \"a.example/x\"\n";
    finds(
        &book(&format!("{ARTICLE}{urls}{}{PARTY}", source(urls))),
        "invalid-address",
        &[
            "border-town url: `ftp://a.example` is not a web address: it starts with `ftp:`, not with `https://` or `http://`",
            "border-town archive: `a.example/x` is not a web address: `https://` is missing in front",
            "paper url: `ftp://a.example` is not a web address: it starts with `ftp:`, not with `https://` or `http://`",
            "paper archive: `a.example/x` is not a web address: `https://` is missing in front",
        ],
    );
    let sound = "url = \"https://a.example\"\narchive = \"http://b.example/a\"\n";
    assert_eq!(count(&book(&source(sound)), "invalid-address"), 0);
}

#[test]
fn a_copy_that_is_not_there_is_reported_for_sources_and_articles() {
    let file = "file = \"evidence/paper.pdf\"\n";
    let text = format!("{ARTICLE}{file}{}{PARTY}", source(file));
    let message = "there is no file `evidence/paper.pdf` in this book";
    finds(
        &with_copy(&text, KeptCopy::Missing),
        "file-missing",
        &[
            &format!("border-town file: {message}"),
            &format!("paper file: {message}"),
        ],
    );
    let message = "`evidence/paper.pdf` leads out of the book, where claimbook reads nothing";
    finds(
        &with_copy(&text, KeptCopy::Outside),
        "file-missing",
        &[
            &format!("border-town file: {message}"),
            &format!("paper file: {message}"),
        ],
    );
}

#[test]
fn each_state_of_a_copy_has_its_own_code() {
    let text = source(
        "file = \"p.pdf\"\nsha256 = \"aa\""
            .replace("aa", &"a".repeat(64))
            .as_str(),
    );
    let states = [
        (KeptCopy::None, [0, 0, 0]),
        (KeptCopy::Missing, [1, 0, 0]),
        (KeptCopy::Outside, [1, 0, 0]),
        (KeptCopy::Unreadable("it is locked".to_owned()), [0, 1, 0]),
        (kept(Some("b")), [0, 0, 1]),
        (kept(Some(&"A".repeat(64))), [0, 0, 0]),
        (kept(None), [0, 0, 0]),
    ];
    for (state, expected) in states {
        let book = with_copy(&text, state.clone());
        let found =
            ["file-missing", "copy-unreadable", "digest-differs"].map(|code| count(&book, code));
        assert_eq!(found, expected, "{state:?}");
    }
}

#[test]
fn an_unreadable_copy_says_why() {
    let unreadable = KeptCopy::Unreadable("it is locked".to_owned());
    let book = with_copy(&source("file = \"p.pdf\""), unreadable);
    let message = "paper file: the kept copy `p.pdf` could not be read: it is locked";
    finds(&book, "copy-unreadable", &[message]);
}

#[test]
fn another_digest_is_given_in_the_help() {
    let digest = "a".repeat(64);
    let book = with_copy(&source(&format!("sha256 = \"{digest}\"")), kept(Some("b")));
    finds(
        &book,
        "digest-differs",
        &["paper sha256: the kept copy does not match this digest"],
    );
    assert_eq!(
        book.found("digest-differs")[0].words.help[0],
        "the file's digest is b"
    );
    assert_eq!(
        count(&with_copy(&source(""), kept(Some("b"))), "digest-differs"),
        0,
        "no digest given"
    );
}

#[test]
fn a_page_without_any_copy_may_go_away() {
    let url = "url = \"https://a.example\"\n";
    let message = "paper url: the book keeps no copy of `paper`";
    finds(
        &book(&format!("{ARTICLE}{url}{}", source(url))),
        "archive-missing",
        &[message],
    );
    let with = |field: &str| count(&book(&source(&format!("{url}{field}"))), "archive-missing");
    assert_eq!(with("archive = \"https://b.example\""), 0);
    assert_eq!(with("file = \"p.pdf\""), 0);
    assert_eq!(
        count(&book(&source("")), "archive-missing"),
        0,
        "not on the web"
    );
}
