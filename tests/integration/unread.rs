//! A book may hold broken files beside sound ones. None of them hides the sound ones.

use crate::integration::program::claimbook;
use claimbook::workspace::{Silent, Workspace};
use std::fs;
use std::path::Path;

const SOUND: &str = "[[claim]]\nid = \"sound\"\ntext = \"The toll bridge is closed.\"\n";

/// Lists a book of one sound file and this one: the claims, the text on stderr, and the exit code.
fn listed(name: &str, bytes: &[u8]) -> (Vec<String>, String, i32) {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    fs::write(book.path().join("claims/sound.toml"), SOUND).unwrap();
    fs::write(book.path().join("claims").join(name), bytes).unwrap();
    list(book.path())
}

fn list(book: &Path) -> (Vec<String>, String, i32) {
    let output = claimbook()
        .arg("--book")
        .arg(book)
        .args(["list", "--format", "ids"])
        .output()
        .unwrap();
    let ids = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(ToOwned::to_owned)
        .collect();
    (
        ids,
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap(),
    )
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let text = "\u{feff}[[claim]]\r\nid = \"marked\"\r\ntext = \"The ferry runs.\"\r\n";
    assert_eq!(
        listed("marked.toml", text.as_bytes()),
        (
            vec!["marked".to_owned(), "sound".to_owned()],
            String::new(),
            0
        )
    );
}

#[test]
fn an_empty_file_is_sound() {
    assert_eq!(
        listed("empty.toml", b""),
        (vec!["sound".to_owned()], String::new(), 0)
    );
}

#[test]
fn bytes_that_are_not_utf_8_are_reported_with_their_line_and_the_sound_file_answers() {
    let (ids, said, exit) = listed("latin.toml", b"[[claim]]\nid = \"caf\xe9\"\ntext = \"x\"\n");
    assert_eq!((ids, exit), (vec!["sound".to_owned()], 2));
    assert!(
        said.contains("claims/latin.toml is not UTF-8: byte 19 on line 2"),
        "{said}"
    );
}

#[test]
fn a_text_nested_too_deeply_is_a_problem_and_not_a_crash() {
    let deep = format!("x = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    let (ids, said, exit) = listed("deep.toml", deep.as_bytes());
    assert_eq!((ids, exit), (vec!["sound".to_owned()], 2));
    assert!(said.contains("nested too deeply"), "{said}");
}

#[test]
fn a_file_of_four_megabytes_is_read_whole() {
    let claim = |number| {
        format!(
            "[[claim]]\nid = \"c{number}\"\ntext = \"{}\"\n",
            "toll ".repeat(1_000)
        )
    };
    let text: String = (0..800).map(claim).collect();
    assert!(text.len() > 4_000_000);
    let (ids, said, exit) = listed("large.toml", text.as_bytes());
    assert_eq!((ids.len(), said.as_str(), exit), (801, "", 0));
}

#[test]
fn a_file_that_is_too_large_is_reported_and_not_read() {
    let (ids, said, exit) = listed("huge.toml", &vec![b'\n'; 4 * 1024 * 1024 + 1]);
    assert_eq!((ids, exit), (vec!["sound".to_owned()], 2));
    assert!(said.contains("larger than 4 MiB: split it"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_that_leaves_the_book_is_reported_and_not_followed() {
    let book = tempfile::tempdir().unwrap();
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(
        outside.path(),
        "[[claim]]\nid = \"secret\"\ntext = \"Not of this book.\"\n",
    )
    .unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    fs::write(book.path().join("claims/sound.toml"), SOUND).unwrap();
    std::os::unix::fs::symlink(outside.path(), book.path().join("claims/leak.toml")).unwrap();
    let (ids, said, exit) = list(book.path());
    assert_eq!((ids, exit), (vec!["sound".to_owned()], 2));
    assert!(
        said.contains("claims/leak.toml is a symbolic link that leaves the book"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn settings_and_a_claims_folder_that_leave_the_book_are_refused_without_an_excerpt() {
    let place = tempfile::tempdir().unwrap();
    let (book, home) = (place.path().join("book"), place.path().join("home"));
    fs::create_dir_all(book.join("claims")).unwrap();
    fs::create_dir(&home).unwrap();
    fs::write(book.join("claims/sound.toml"), SOUND).unwrap();
    fs::write(home.join("a.toml"), "[registry]\ntoken = \"SECRET\"\n").unwrap();
    std::os::unix::fs::symlink("../home/a.toml", book.join("claimbook.toml")).unwrap();
    let (ids, said, exit) = list(&book);
    assert_eq!((ids, exit), (vec!["sound".to_owned()], 2));
    assert!(
        said.contains("claimbook.toml is a symbolic link that leaves the book")
            && !said.contains("SECRET"),
        "{said}"
    );
    fs::remove_file(book.join("claimbook.toml")).unwrap();
    fs::remove_dir_all(book.join("claims")).unwrap();
    std::os::unix::fs::symlink("../home", book.join("claims")).unwrap();
    let (ids, said, exit) = list(&book);
    assert_eq!((ids, exit), (Vec::new(), 2));
    assert!(
        said.contains("claims is a symbolic link that leaves the book") && !said.contains("SECRET"),
        "{said}"
    );
}

#[test]
fn a_broken_file_is_reported_again_while_nothing_changes() {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir(book.path().join("claims")).unwrap();
    fs::write(
        book.path().join("claims/broken.toml"),
        format!("{SOUND}speeker = \"x\"\n"),
    )
    .unwrap();
    drop(Workspace::open(book.path(), None, &Silent).unwrap());
    for _ in 0..2 {
        let (ids, said, exit) = list(book.path());
        assert_eq!((ids, exit), (vec!["sound".to_owned()], 2));
        assert!(
            said.contains("claims/broken.toml:4:1") && said.contains("did you mean `speaker`?"),
            "{said}"
        );
    }
}
