//! Whatever happens to the file of the index, answers stay right.
//!
//! `CLAIMBOOK_DAMAGES=200` does 200 kinds of damage instead of a few. `scripts/damage.sh` sets it.

use crate::integration::cached::{CachedBook, Numbers, QUESTIONS, rounds, this_boot};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Bytes of a page, as SQLite's usual settings have it.
const PAGE: usize = 4096;

/// Damages the bytes of an index in one of many ways.
fn damaged(mut bytes: Vec<u8>, kind: usize, numbers: &mut Numbers) -> Vec<u8> {
    let pages = bytes.len() / PAGE;
    let page = numbers.below(pages) * PAGE;
    match kind % 10 {
        0 => bytes.truncate(numbers.below(bytes.len())),
        1 => bytes.truncate(page),
        2 => bytes[page..page + PAGE].fill(0),
        3 => bytes[page..page + PAGE].fill(0xff),
        4 => {
            let at = numbers.below(bytes.len());
            bytes[at] ^= 1 << numbers.below(8);
        }
        5 => {
            let other = numbers.below(pages) * PAGE;
            let copy = bytes[other..other + PAGE].to_vec();
            bytes[page..page + PAGE].copy_from_slice(&copy);
        }
        6 => {
            let at = numbers.below(100);
            bytes[at] = bytes[at].wrapping_add(1);
        }
        7 => bytes.extend(vec![0; PAGE * (1 + numbers.below(4))]),
        8 => bytes = b"no index at all".repeat(1 + numbers.below(1000)),
        _ => {
            for _ in 0..50 {
                let at = numbers.below(bytes.len());
                bytes[at] ^= 0xff;
            }
        }
    }
    bytes
}

#[test]
fn no_damage_to_the_index_changes_an_answer() {
    let book = CachedBook::new(4, 20);
    let right = QUESTIONS.map(|question| book.printed(question));
    let mut numbers = Numbers(20_261_126);
    for kind in 0..rounds("CLAIMBOOK_DAMAGES", 20) {
        let index = book.cache().index();
        let bytes = damaged(fs::read(&index).unwrap(), kind, &mut numbers);
        if kind % 3 == 0 {
            fs::remove_file(&index).unwrap();
        }
        fs::write(&index, bytes).unwrap();
        for (question, right) in QUESTIONS.iter().zip(&right) {
            assert_eq!(&book.printed(question), right, "{kind} {question:?}");
        }
    }
}

/// Damage that the seal would hide, as a broken disk brings it: a page is lost, or the file is cut.
#[test]
fn a_lost_or_zeroed_or_cut_page_under_a_true_seal_changes_no_answer() {
    let book = CachedBook::new(4, 20);
    let right = QUESTIONS.map(|question| book.printed(question));
    book.grow_old();
    let bytes = fs::read(book.cache().index()).unwrap();
    let pages = bytes.len() / PAGE;
    let step = pages / rounds("CLAIMBOOK_DAMAGES", 30).min(pages);
    let mut questions = QUESTIONS.iter().zip(&right).cycle();
    for page in (0..pages).step_by(step) {
        for is_cut in [false, true] {
            let mut harmed = bytes.clone();
            if is_cut {
                harmed.truncate(page * PAGE);
            } else {
                harmed[page * PAGE..(page + 1) * PAGE].fill(0);
            }
            let (question, right) = questions.next().unwrap();
            fs::write(book.cache().index(), harmed).unwrap();
            book.forge_seal(&this_boot());
            let answer = book.printed(question);
            assert_eq!(&answer, right, "page {page}, {is_cut}");
        }
    }
}

#[test]
fn statements_that_are_not_ours_are_not_run_even_under_a_true_seal() {
    let book = CachedBook::new(2, 5);
    let right = book.printed(QUESTIONS[0]);
    for statements in [
        "CREATE TRIGGER t AFTER UPDATE ON file BEGIN DELETE FROM claim; END",
        "DROP VIEW claims; CREATE VIEW claims AS SELECT 'forged' AS id",
        "CREATE TEMP TABLE x (y); CREATE TABLE claim2 (text)",
        "PRAGMA user_version = 1",
    ] {
        book.printed(&["list"]);
        harm(&book.cache().index(), statements);
        book.forge_seal(&this_boot());
        assert_eq!(book.printed(QUESTIONS[0]), right, "{statements}");
    }
}

#[test]
fn a_row_that_somebody_else_wrote_is_not_believed() {
    let book = CachedBook::new(2, 5);
    let right = book.printed(QUESTIONS[0]);
    let index = book.cache().index();
    let modified = fs::metadata(&index).unwrap().modified().unwrap();
    harm(
        &index,
        "UPDATE claim SET text = 'FORGED'; DELETE FROM evidence",
    );
    let file = fs::File::options().write(true).open(&index).unwrap();
    file.set_modified(modified).unwrap();
    assert_eq!(book.printed(QUESTIONS[0]), right);
}

/// Runs statements on an index as anybody could.
fn harm(index: &Path, statements: &str) {
    let connection = rusqlite::Connection::open(index).unwrap();
    connection.execute_batch(statements).unwrap();
}

#[test]
fn a_command_that_prints_nothing_tells_where_the_index_is_and_deletes_it() {
    let book = CachedBook::new(1, 1);
    let path = book.printed(&["cache", "path"]);
    assert_eq!(path.trim_end(), book.cache().index().to_str().unwrap());
    assert!(!book.cache().index().exists());
    book.printed(&["list"]);
    assert!(book.cache().index().exists() && book.cache().seal().exists());
    assert!(!book.root().join(".claimbook").exists());
    assert_eq!(book.printed(&["cache", "clear"]), "");
    assert!(!book.cache().index().exists() && !book.cache().seal().exists());
    book.printed(&["cache", "clear"]);
}

#[test]
fn without_a_place_for_a_cache_answers_are_the_same() {
    let book = CachedBook::new(2, 5);
    let right = book.printed(QUESTIONS[0]);
    fs::write(book.root().join("a-file"), "").unwrap();
    for home in ["a-file", "/proc/none"] {
        let mut command: Command = book.command(QUESTIONS[0]);
        let output = command.env("CLAIMBOOK_CACHE", home).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), right);
        let mut command = book.command(&["cache", "path", "--cache", home]);
        assert_eq!(command.output().unwrap().status.code(), Some(2));
    }
    let mut command = book.command(QUESTIONS[0]);
    for name in ["CLAIMBOOK_CACHE", "XDG_CACHE_HOME", "HOME"] {
        command.env_remove(name);
    }
    assert_eq!(
        String::from_utf8_lossy(&command.output().unwrap().stdout),
        right
    );
}
