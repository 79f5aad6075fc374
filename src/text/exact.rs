//! Looks for many quotes in one text at once.
//!
//! Each quote has four bytes that are rare in the text. One pass over the text looks up the four bytes at each place, and
//! compares the whole quote only where they are those of a quote.

use std::collections::BTreeMap;

/// The bytes that are looked up at each place.
const GRAM: usize = 4;
/// How many buckets count the grams of a text.
const BUCKETS: usize = 1 << 16;
/// If even the rarest gram of a quote is at more places than this, we look for the quote alone.
const COMMON: u32 = 2_000;
/// The most places of a quote that we keep. A quote that is at so many is no quote.
const MOST: usize = 1_000;

/// For each quote, the bytes of the text at which it begins, in order. An empty quote is nowhere.
#[must_use]
pub fn places(text: &str, quotes: &[&str]) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); quotes.len()];
    let counts = counts(text.as_bytes());
    let mut by_gram: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
    let mut is_sought = vec![false; BUCKETS];
    for (number, (quote, found)) in quotes.iter().zip(&mut found).enumerate() {
        match rarest(quote.as_bytes(), &counts) {
            Some((gram, offset)) => {
                by_gram.entry(gram).or_default().push((number, offset));
                if let Some(bucket) = is_sought.get_mut(bucket(gram)) {
                    *bucket = true;
                }
            }
            None if quote.is_empty() => {}
            None => found.extend(text.match_indices(quote).map(|(at, _)| at).take(MOST)),
        }
    }
    for (at, gram) in grams(text.as_bytes()) {
        if !is_sought
            .get(bucket(gram))
            .is_some_and(|is_sought| *is_sought)
        {
            continue;
        }
        for (number, offset) in by_gram.get(&gram).into_iter().flatten() {
            let (Some(quote), Some(found), Some(start)) = (
                quotes.get(*number),
                found.get_mut(*number),
                at.checked_sub(*offset),
            ) else {
                continue;
            };
            if found.len() < MOST
                && text
                    .as_bytes()
                    .get(start..)
                    .is_some_and(|rest| rest.starts_with(quote.as_bytes()))
            {
                found.push(start);
            }
        }
    }
    found
}

/// How often the grams of each bucket are in a text.
fn counts(text: &[u8]) -> Vec<u32> {
    let mut counts = vec![0; BUCKETS];
    for (_, gram) in grams(text) {
        if let Some(count) = counts.get_mut(bucket(gram)) {
            *count += 1;
        }
    }
    counts
}

/// The rarest gram of a quote and its place in it, unless all are common.
fn rarest(quote: &[u8], counts: &[u32]) -> Option<(u32, usize)> {
    let count = |gram: u32| counts.get(bucket(gram)).copied().unwrap_or_default();
    let (at, gram) = grams(quote).min_by_key(|(_, gram)| count(*gram))?;
    (count(gram) <= COMMON).then_some((gram, at))
}

fn grams(bytes: &[u8]) -> impl Iterator<Item = (usize, u32)> {
    let grams = bytes.windows(GRAM).enumerate();
    grams.filter_map(|(at, gram)| Some((at, u32::from_le_bytes(gram.try_into().ok()?))))
}

/// The bucket of a gram: its upper bits after multiplying it with a large odd number.
const fn bucket(gram: u32) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> 16) as usize
}
