//! A power cut may leave any mixture of earlier states in the file of the index. No answer comes from it.
//!
//! `CLAIMBOOK_CUTS=300` simulates 300 cuts instead of a few. `scripts/power.sh` sets it.

use crate::integration::cached::{CachedBook, Numbers, QUESTIONS, rounds};
use std::fs;

const PAGE: usize = 4096;

/// The index of a book after each of several edits.
fn states(book: &CachedBook) -> Vec<Vec<u8>> {
    let edits = ["second", "third", "fourth"].iter().enumerate();
    let mut states = Vec::new();
    for (file, section) in edits {
        book.printed(&["list"]);
        states.push(fs::read(book.cache().index()).unwrap());
        book.write(file, 30, section);
    }
    book.grow_old();
    states.push(fs::read(book.cache().index()).unwrap());
    states
}

/// Pages of several states, each from one of them, or lost.
fn mixture(states: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut file = states[numbers.below(states.len())].clone();
    for page in file.chunks_exact_mut(PAGE).enumerate() {
        let (number, page) = page;
        let other = &states[numbers.below(states.len())];
        match other.get(number * PAGE..(number + 1) * PAGE) {
            Some(_) if numbers.below(20) == 0 => page.fill(0),
            Some(other) => page.copy_from_slice(other),
            None => {}
        }
    }
    file
}

#[test]
fn after_a_power_cut_answers_come_from_the_files() {
    let book = CachedBook::new(4, 30);
    let states = states(&book);
    let right = QUESTIONS.map(|question| book.printed(question));
    let mut numbers = Numbers(300);
    for cut in 0..rounds("CLAIMBOOK_CUTS", 20) {
        let cache = book.cache();
        fs::write(cache.index(), mixture(&states, &mut numbers)).unwrap();
        if cut % 4 == 0 {
            let journal = cache.path().join("index.db-journal");
            fs::write(journal, &states[0][..PAGE * 2]).unwrap();
        }
        // The machine kept the file's stamp, as far as anybody can tell. Only the boot is another.
        book.forge_seal("11111111-2222-3333-4444-555555555555");
        let question = cut % QUESTIONS.len();
        let answer = book.printed(QUESTIONS[question]);
        assert_eq!(answer, right[question], "cut {cut}");
    }
}

#[test]
fn an_index_of_this_boot_is_not_built_again() {
    let book = CachedBook::new(1, 5);
    // Younger files would be looked into again, which changes the index.
    book.grow_old();
    let read = || fs::read(book.cache().seal()).unwrap();
    let seal = read();
    for _ in 0..3 {
        book.printed(&["list"]);
        assert_eq!(read(), seal);
    }
    book.forge_seal("11111111-2222-3333-4444-555555555555");
    book.printed(&["list"]);
    assert_ne!(read(), seal);
}
