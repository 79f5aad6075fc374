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
fn bytes_that_are_not_utf_8_are_reported_with_their_place_and_the_sound_file_answers() {
    let (ids, said, exit) = listed("latin.toml", b"[[claim]]\nid = \"caf\xe9\"\ntext = \"x\"\n");
    assert_eq!((ids, exit), (vec!["sound".to_owned()], 2));
    for part in [
        "error[not-utf8]: `latin.toml` is not UTF-8, but looks like Latin-1",
        "claims/latin.toml:2:10",
        "iconv -f ISO-8859-1 -t UTF-8",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn a_file_in_utf_16_is_named_as_such() {
    for mark in ["", "\u{feff}"] {
        let text = format!("{mark}{SOUND}");
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (ids, said, exit) = listed("wide.toml", &bytes);
        assert_eq!((ids, exit), (vec!["sound".to_owned()], 2));
        assert!(
            said.contains("but looks like UTF-16") && said.contains("iconv -f UTF-16 -t UTF-8"),
            "{said}"
        );
    }
}

#[test]
fn a_file_with_another_ending_is_named_in_one_line_unless_quiet_or_allowed() {
    let book = tempfile::tempdir().unwrap();
    let path = |name: &str| book.path().join(name);
    fs::create_dir(path("claims")).unwrap();
    fs::write(path("claims/sound.toml"), SOUND).unwrap();
    fs::write(path("claims/other.toml.txt"), SOUND).unwrap();
    let said = |arguments: &[&str]| {
        let mut command = claimbook();
        let output = command
            .arg("--book")
            .arg(book.path())
            .args(arguments)
            .output()
            .unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    for command in [
        &["list"][..],
        &["show", "sound"],
        &["why", "sound"],
        &["stats"],
        &["log"],
        &["report", "--format", "text"],
        &["sql", "SELECT 1"],
        &["set", "sound", "section=A"],
        &["check"],
        &[],
    ] {
        let lines = said(command);
        let told = lines.lines().filter(|line| line.contains("other.toml.txt"));
        assert_eq!(told.count(), 1, "{command:?}: {lines}");
        assert!(
            !said(&[&["-q"], command].concat()).contains("other.toml.txt"),
            "{command:?}"
        );
    }
    for number in 1..5 {
        fs::write(path(&format!("claims/x{number}.toml.bak")), "").unwrap();
    }
    let lines = said(&["list"]);
    assert!(
        lines.contains("does not read 5 files") && lines.contains("and 2 more"),
        "{lines}"
    );
    fs::write(path("claimbook.toml"), "[check]\nunread-file = \"allow\"\n").unwrap();
    assert_eq!(said(&["list"]), "");
}

#[test]
fn problems_are_shown_up_to_three_and_then_counted() {
    let text = "[[claim]]\nid = \"c\"\ntext = \"t\"\nq1 = 1\nq2 = 1\nq3 = 1\nq4 = 1\nq5 = 1\n";
    let (_, said, exit) = listed("wrong.toml", text.as_bytes());
    assert_eq!((said.matches("error[unknown-field]").count(), exit), (3, 2));
    assert!(
        said.contains("error: 2 more problems: `claimbook check` shows all of them"),
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
        said.contains("error[link-outside]: `leak.toml` is a symbolic link that leaves the book"),
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
        said.contains("`claimbook.toml` is a symbolic link that leaves the book")
            && !said.contains("SECRET"),
        "{said}"
    );
    fs::remove_file(book.join("claimbook.toml")).unwrap();
    fs::remove_dir_all(book.join("claims")).unwrap();
    std::os::unix::fs::symlink("../home", book.join("claims")).unwrap();
    let (ids, said, exit) = list(&book);
    assert_eq!((ids, exit), (Vec::new(), 2));
    assert!(
        said.contains("`claims` is a symbolic link that leaves the book")
            && !said.contains("SECRET"),
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
    drop(Workspace::open(book.path(), None, "2100-01-01".parse().unwrap(), &Silent).unwrap());
    for _ in 0..2 {
        let (ids, said, exit) = list(book.path());
        assert_eq!((ids, exit), (vec!["sound".to_owned()], 2));
        assert!(
            said.contains("claims/broken.toml:4:1") && said.contains("did you mean `speaker`?"),
            "{said}"
        );
    }
}
