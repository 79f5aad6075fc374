//! The claims most like a text: finds the forms of its words in the index, then the claims that have them.

use crate::domain::search::likeness::{Forms, Likeness, Sought, SoughtWord, WeighedText};
use crate::index::IndexError;
use crate::index::query::each_row;
use rusqlite::{Connection, OptionalExtension};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many claims are compared word for word: those that have the most weight in common with the text.
const COMPARED: usize = 200;

/// How many occurrences of words are read to find those. Words that more claims have than are left of it find none, but
/// count where a claim is compared.
const READ: u64 = 200_000;

/// How many first letters a misspelled word shares with the right one.
const SURE: usize = 3;

/// The fewest letters of a word that may be misspelled.
const LONG_ENOUGH: usize = 5;

/// The claims like a text by their rows, the most alike first; of these, only claims `among`, if that is given.
pub(in crate::index) fn like(
    connection: &Connection,
    text: &str,
    among: Option<&BTreeSet<i64>>,
) -> Result<Vec<(i64, Likeness)>, IndexError> {
    let sought = Sought::of(text);
    let mut found = Vec::new();
    for word in &sought.words {
        found.push(forms(connection, &sought, word)?);
    }
    let claims: u64 = connection.query_row("SELECT count(*) FROM claim", [], |row| {
        Ok(row.get::<_, i64>(0)?.cast_unsigned())
    })?;
    let weighed = WeighedText::new(sought, &found, claims);
    let mut alike = Vec::new();
    let sql = "SELECT c.text, f.path FROM claim c JOIN file f ON f.row = c.file WHERE c.row = ?1";
    let mut text_of = connection.prepare_cached(sql)?;
    for row in candidates(connection, &weighed, &found, among)? {
        let (text, path): (String, String) =
            text_of.query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let likeness = weighed.likeness(&text);
        alike.extend(likeness.map(|likeness| (Reverse(likeness.score), path, row, likeness)));
    }
    alike.sort_by(|one, other| (&one.0, &one.1, one.2).cmp(&(&other.0, &other.1, other.2)));
    let alike = alike.into_iter();
    Ok(alike.map(|(_, _, row, likeness)| (row, likeness)).collect())
}

/// The forms in which the index has a word; one that it does not have, in the nearest spelling.
fn forms(connection: &Connection, sought: &Sought, word: &SoughtWord) -> Result<Forms, IndexError> {
    let mut forms = Forms::default();
    if word.is_stop_word {
        let sql = "SELECT doc FROM claim_word WHERE term = ?1";
        let mut count = connection.prepare_cached(sql)?;
        let known: Option<i64> = count
            .query_row([&word.folded], |row| row.get(0))
            .optional()?;
        forms.claims = known.unwrap_or_default().cast_unsigned();
        return Ok(forms);
    }
    let Some(stem) = &word.stem else {
        let sql = "SELECT count(*) FROM claim_text WHERE claim_text MATCH ?1";
        let mut count = connection.prepare_cached(sql)?;
        forms.claims = count.query_row([query(&[&word.folded])], |row| {
            Ok(row.get::<_, i64>(0)?.cast_unsigned())
        })?;
        forms.forms.push(word.folded.clone());
        return Ok(forms);
    };
    let mut common = common_beginning(&word.folded, stem);
    if common.chars().count() > SURE {
        // A stem may end in another letter than its word: happy, happier.
        common.pop();
    }
    each_word(connection, &common, |known, claims| {
        if sought.is_form(word, known) {
            forms.forms.push(known.to_owned());
            forms.claims += claims;
        }
    })?;
    let is_text = word.folded.chars().all(char::is_alphabetic);
    if forms.forms.is_empty() && is_text && word.folded.chars().count() >= LONG_ENOUGH {
        forms = nearest(connection, &word.folded)?;
    }
    Ok(forms)
}

/// The words of the index that are spelled most like one that it does not have.
fn nearest(connection: &Connection, word: &str) -> Result<Forms, IndexError> {
    let mut bound = word.chars().count() / LONG_ENOUGH.midpoint(SURE);
    let beginning: String = word.chars().take(SURE).collect();
    let mut forms = Forms {
        misspelled: true,
        ..Forms::default()
    };
    each_word(connection, &beginning, |known, claims| {
        let distance = strsim::osa_distance(word, known);
        if distance < bound {
            forms.forms.clear();
            forms.claims = 0;
            bound = distance;
        }
        if distance == bound {
            forms.forms.push(known.to_owned());
            forms.claims += claims;
        }
    })?;
    Ok(forms)
}

/// Passes on each word of the index with this beginning, and how many claims have it.
fn each_word(
    connection: &Connection,
    beginning: &str,
    mut take: impl FnMut(&str, u64),
) -> Result<(), IndexError> {
    let sql = "SELECT term, doc FROM claim_word WHERE term >= ?1 AND term < ?2";
    let end = format!("{beginning}{}", char::MAX);
    let mut words = connection.prepare_cached(sql)?;
    let mut rows = words.query([beginning, &end])?;
    while let Some(row) = rows.next()? {
        let word = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        take(word, row.get::<_, i64>(1)?.cast_unsigned());
    }
    Ok(())
}

/// The claims that have the most weight in common with the text.
fn candidates(
    connection: &Connection,
    weighed: &WeighedText,
    found: &[Forms],
    among: Option<&BTreeSet<i64>>,
) -> Result<Vec<i64>, IndexError> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|one, other| weighed.weight(*other).total_cmp(&weighed.weight(*one)));
    let mut left = READ;
    let mut common: BTreeMap<i64, f64> = BTreeMap::new();
    for at in order {
        let Some(Forms { forms, claims, .. }) = found.get(at) else {
            continue;
        };
        if forms.is_empty() || (*claims > left && !common.is_empty()) {
            continue;
        }
        left = left.saturating_sub(*claims);
        let sql = "SELECT rowid FROM claim_text WHERE claim_text MATCH ?1";
        each_row(connection, sql, [query(forms)], |row| {
            let claim = row.get(0)?;
            if among.is_none_or(|among| among.contains(&claim)) {
                *common.entry(claim).or_default() += weighed.weight(at);
            }
            Ok(())
        })?;
    }
    let mut best: Vec<(i64, f64)> = common.into_iter().collect();
    best.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    best.truncate(COMPARED);
    Ok(best.into_iter().map(|(claim, _)| claim).collect())
}

/// A query for one of these in the text of a claim.
fn query<T: AsRef<str>>(forms: &[T]) -> String {
    let quoted = forms.iter().map(|form| format!("\"{}\"", form.as_ref()));
    format!("text : ({})", quoted.collect::<Vec<_>>().join(" OR "))
}

fn common_beginning(word: &str, stem: &str) -> String {
    let pairs = word.chars().zip(stem.chars());
    pairs
        .take_while(|(one, other)| one == other)
        .map(|(one, _)| one)
        .collect()
}
