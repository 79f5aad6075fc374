//! Commands that run at the same time: an edit of several files is one event, and nobody blocks the book.
//!
//! `CLAIMBOOK_ANSWERS=10000` asks for 10,000 answers instead of a few. `scripts/together.sh` sets it.

use crate::integration::cached::{CachedBook, rounds};
use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The sections of all claims, as one answer shows them.
fn sections(book: &CachedBook) -> BTreeSet<String> {
    let answer = book.printed(&["list", "--format", "json"]);
    let claims: Vec<serde_json::Value> = serde_json::from_str(&answer).unwrap();
    assert_eq!(claims.len(), 16);
    let sections = claims.iter().map(|claim| claim["section"].to_string());
    sections.collect()
}

#[test]
fn an_edit_of_eight_files_is_seen_whole_or_not_at_all() {
    let book = CachedBook::new(8, 2);
    assert_eq!(sections(&book).len(), 1);
    let wanted = rounds("CLAIMBOOK_ANSWERS", 60);
    let answers = AtomicUsize::new(0);
    let is_over = AtomicBool::new(false);
    let edits = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while answers.fetch_add(1, Ordering::SeqCst) < wanted {
                    let sections = sections(&book);
                    assert_eq!(sections.len(), 1, "a mixture: {sections:?}");
                }
                is_over.store(true, Ordering::SeqCst);
            });
        }
        scope.spawn(|| {
            while !is_over.load(Ordering::SeqCst) {
                let number = edits.fetch_add(1, Ordering::SeqCst);
                book.printed(&["set", "--search", "toll", &format!("section=s{number}")]);
            }
        });
    });
    let edits = edits.into_inner();
    println!("{wanted} answers beside {edits} edits");
    assert!(edits > 3);
}

#[test]
fn while_a_writer_is_stuck_answers_come_from_before_its_edit() {
    let book = CachedBook::new(2, 8);
    book.printed(&["set", "--search", "toll", "section=before"]);
    let before = sections(&book);
    let mut lock = File::options()
        .read(true)
        .write(true)
        .open(book.root().join(".claimbook/write.lock"))
        .unwrap();
    lock.lock().unwrap();
    let mut number = [0; 20];
    lock.read_exact(&mut number).unwrap();
    let number: u64 = std::str::from_utf8(&number).unwrap().parse().unwrap();
    lock.seek(SeekFrom::Start(0)).unwrap();
    lock.write_all(format!("{:020}", number + 1).as_bytes())
        .unwrap();
    book.write(0, 8, "after");
    let begun = Instant::now();
    assert_eq!(sections(&book), before);
    assert!(begun.elapsed() < Duration::from_secs(10));
    drop(lock);
    assert_eq!(sections(&book).len(), 2);
}

/// Starts a command whose reader takes ten bytes and no more, and returns how long a listing and a write take meanwhile.
fn beside_a_slow_reader(book: &CachedBook, arguments: &[&str]) -> Duration {
    let mut slow = book
        .command(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut bytes = [0; 10];
    slow.stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut bytes)
        .unwrap();
    fs::write(
        book.root().join("claims/new.toml"),
        "[[claim]]\nid = \"new\"\ntext = \"T\"\n",
    )
    .unwrap();
    let seal = || fs::read(book.cache().seal()).unwrap();
    let before = seal();
    let begun = Instant::now();
    assert!(book.printed(&["list", "--format", "ids"]).contains("new\n"));
    book.printed(&["set", "new", "section=q"]);
    let taken = begun.elapsed();
    // A long answer may still be made. Then its reader no longer holds the index.
    let is_free = (0..50).any(|_| {
        std::thread::sleep(Duration::from_millis(200));
        book.printed(&["list"]);
        seal() != before
    });
    assert!(is_free, "the slow reader still holds the index");
    fs::remove_file(book.root().join("claims/new.toml")).unwrap();
    assert!(slow.try_wait().unwrap().is_none());
    drop(slow.stdout.take());
    assert_eq!(slow.wait().unwrap().code(), Some(0));
    taken
}

#[test]
fn a_reader_who_is_left_open_delays_nobody() {
    let book = CachedBook::new(2, 400);
    book.printed(&["list"]);
    let long = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000)
                SELECT i, 'a text that makes the answer longer than any buffer of the program or the system' FROM n";
    for arguments in [
        &["list", "--format", "json"][..],
        &["sql", long, "--format", "jsonl"],
    ] {
        let taken = beside_a_slow_reader(&book, arguments);
        assert!(taken < Duration::from_secs(5), "{arguments:?}: {taken:?}");
    }
}

#[test]
fn many_who_read_a_changed_book_at_once_all_get_the_new_answer() {
    let book = CachedBook::new(8, 2);
    book.printed(&["list"]);
    for round in 0..3 {
        let section = format!("round-{round}");
        (0..8).for_each(|file| book.write(file, 2, &section));
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    let expected = BTreeSet::from([format!("\"{section}\"")]);
                    assert_eq!(sections(&book), expected);
                });
            }
        });
    }
}

#[test]
fn an_edit_while_check_reads_the_book_is_in_all_of_its_answer_or_in_none() {
    let book = CachedBook::new(8, 2);
    // One claim speaks of a source that is not in the book, now on line 4 and now on line 6.
    let states = ["", "\n\n"].map(|space| {
        format!(
            "{space}[[claim]]\nid = \"edited\"\ntext = \"T\"\n[[claim.evidence]]\nsource = \"nowhere-{}\"\nstance = \"supports\"\n",
            space.len()
        )
    });
    let path = book.root().join("claims/edited.toml");
    let beside = book.root().join("new");
    let wanted = rounds("CLAIMBOOK_ANSWERS", 20);
    let is_over = AtomicBool::new(false);
    let mut answers = Vec::new();
    fs::write(&path, &states[0]).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for state in states.iter().cycle() {
                if is_over.load(Ordering::SeqCst) {
                    break;
                }
                fs::write(&beside, state).unwrap();
                fs::rename(&beside, &path).unwrap();
                std::thread::sleep(Duration::from_millis(30));
            }
        });
        for _ in 0..wanted {
            let found = book.command(&["check", "--format", "short"]).output();
            answers.push(String::from_utf8(found.unwrap().stdout).unwrap());
        }
        is_over.store(true, Ordering::SeqCst);
    });
    for line in answers.iter().flat_map(|answer| answer.lines()) {
        let wrong = if line.contains("nowhere-0") {
            "toml:7:"
        } else {
            "toml:5:"
        };
        let is_mixture = line.contains("nowhere") && line.contains(wrong);
        assert!(!is_mixture, "a mixture: {line}");
    }
}
