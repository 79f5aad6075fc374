//! Any words of a filter: the filter compiles to SQL that runs, and agrees with a plain reading where that is simple.
//!
//! The lines of an input are: the words to search for, a tag, a speaker, a source, an id, and two dates.

use super::small_book;
use super::small_book::CLAIMS;
use chrono::NaiveDate;
use claimbook::domain::date::Date;
use claimbook::domain::filter::{Filter, Search};
use claimbook::index::{Index, Listing, Order};
use std::ops::ControlFlow;

/// Runs the target on one input.
pub(crate) fn run(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let mut lines = input.split('\n').map(str::to_owned);
    let mut next = || lines.next().filter(|line| !line.is_empty());
    let filter = Filter {
        search: next().map(|words| Search { words, any: false }),
        tag: next().into_iter().collect(),
        speaker: next().into_iter().collect(),
        source: next().into_iter().collect(),
        ids: next().into_iter().collect(),
        since: next().as_deref().and_then(Date::parse),
        until: next().as_deref().and_then(Date::parse),
        ..Filter::default()
    };
    small_book::with(|_, workspace| check(workspace.index(), &filter));
}

fn check(index: &Index, filter: &Filter) {
    let found = ids(index, filter, Order::Place);
    for order in [Order::Rank, Order::Changed, Order::Origins] {
        let mut other = ids(index, filter, order);
        other.sort_by_key(|id| CLAIMS.iter().position(|(known, ..)| known == id));
        assert_eq!(other, found, "{order:?} {filter:?}");
    }
    let only_search = Filter {
        search: filter.search.clone(),
        ..Filter::default()
    };
    if let Some(words) = filter
        .search
        .as_ref()
        .map(|search| search.words.as_str())
        .filter(|words| is_plain(words))
    {
        let plain: Vec<&str> = CLAIMS
            .iter()
            .filter(|(_, text, tag)| has_all(&format!("{text} {tag}"), words))
            .map(|(id, ..)| *id)
            .collect();
        assert_eq!(ids(index, &only_search, Order::Place), plain, "{words:?}");
    }
    let tagged = |id: &str| {
        let claim = CLAIMS.iter().find(|(known, ..)| *known == id);
        claim.is_some_and(|(_, _, tag)| filter.tag.iter().all(|asked| asked == tag))
    };
    assert!(found.iter().all(|id| tagged(id)), "{filter:?}");
}

fn ids(index: &Index, filter: &Filter, order: Order) -> Vec<String> {
    let today = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
    let listing = Listing {
        order,
        reverse: false,
        limit: None,
        today,
    };
    let mut ids = Vec::new();
    let listed = index.claims(filter, &listing, &mut |claim| {
        ids.push(claim.id);
        ControlFlow::Continue(())
    });
    assert!(listed.is_ok(), "{filter:?} {listed:?}");
    assert_eq!(index.count(filter, today).unwrap(), ids.len() as u64);
    ids
}

/// Whether these are words that the search takes as they are.
fn is_plain(words: &str) -> bool {
    let plain = words.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
    plain && !words.trim().is_empty()
}

fn has_all(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    let has = |word: &str| text.split(' ').any(|known| known == word.to_lowercase());
    // The search also reads the speaker and the source of the last claim.
    let named = ["north", "northland", "s"];
    words.split_whitespace().all(|word| {
        has(word) || (text.contains("near") && named.contains(&word.to_lowercase().as_str()))
    })
}
