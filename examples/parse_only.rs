//! The floor of a build: reads every file of a book and parses it with the `toml` crate on all cores, and no more.
//! `cargo run --release --example parse_only -- FOLDER`.

#![expect(
    clippy::expect_used,
    reason = "a tool for benchmarks: it ends where it cannot go on"
)]

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::path::Path;

fn main() {
    let folder = std::env::args().nth(1).expect("usage: parse_only FOLDER");
    let walk = claimbook::files::walk(Path::new(&folder)).expect("a book");
    let keys: usize = walk
        .files
        .par_iter()
        .map(|file| {
            let text =
                std::fs::read_to_string(Path::new(&folder).join(&file.path)).expect("a text file");
            toml::de::DeTable::parse(&text)
                .expect("a sound file")
                .get_ref()
                .len()
        })
        .sum();
    assert!(keys > 0, "an empty book");
}
